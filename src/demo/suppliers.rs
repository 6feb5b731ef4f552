//! The seven suppliers of the demo, from `data/demo/suppliers.ron`: who they are, how the request went, and the
//! workbooks that they sent.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::filled::{
    CommentedAnswer, Fault, FilledAnswer, FilledCmrt, FilledDate, FilledRow, ProductLine, RowFilling,
};
use super::{facilities, workbook};
use crate::data::embedded;
use crate::domain::cmrt::{CompanyField, CompanyQuestion, Language, Question, SmelterColumn, Version};
use crate::domain::{Cid, Contact, Metal, RequestState, SpendShare, Supplier, SupplierId, Tier};

/// The day on which [`suppliers`] makes the demo.
pub const DAY: Date = jiff::civil::date(2026, 4, 20);

/// A line of the request log of a demo supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoRequest {
    pub day: Date,
    /// What the request became.
    pub state: RequestState,
    /// The day by which an answer was due, where one was given.
    pub due: Option<Date>,
    /// A note, or empty.
    pub note: String,
}

/// A workbook of a demo supplier.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoFile {
    /// The file's name.
    pub name: String,
    pub received: Date,
    /// Whether nobody imported it yet.
    pub waits: bool,
    pub filled: FilledCmrt,
}

/// A supplier of the demo. Its first file is its earliest.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoSupplier {
    pub name: String,
    /// The number that Example Corp has for it.
    pub number: String,
    /// Whom to write to.
    pub contacts: Vec<Contact>,
    pub note: String,
    pub tier: Option<Tier>,
    /// What it supplies.
    pub supplies: String,
    /// Its share of what Example Corp spends.
    pub spend: Option<SpendShare>,
    /// How the request went, in order.
    pub requests: Vec<DemoRequest>,
    /// What it sent, in order.
    pub files: Vec<DemoFile>,
}

impl DemoSupplier {
    /// The supplier as it enters the workspace.
    pub fn entered(&self, id: SupplierId) -> Supplier {
        Supplier {
            number: self.number.clone(),
            contacts: self.contacts.clone(),
            note: self.note.clone(),
            tier: self.tier,
            supplies: self.supplies.clone(),
            spend: self.spend,
            ..Supplier::named(id, self.name.clone())
        }
    }
}

/// The suppliers as they stand on a day.
pub fn suppliers_on(today: Date) -> Vec<DemoSupplier> {
    SUPPLIERS.iter().map(|supplier| supplier.on(today)).collect()
}

/// The suppliers' workbooks by file name; one of the seven sent two.
pub fn suppliers() -> Vec<(String, Vec<u8>)> {
    let files = suppliers_on(DAY).into_iter().flat_map(|supplier| supplier.files);
    files.map(|file| (file.name, workbook(&file.filled))).collect()
}

static SUPPLIERS: LazyLock<Vec<SupplierRow>> =
    LazyLock::new(|| embedded("data/demo/suppliers.ron", include_str!("../../data/demo/suppliers.ron")));

/// The day some days before another.
fn before(today: Date, days: i32) -> Date {
    today.checked_sub(days.days()).unwrap_or(today)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SupplierRow {
    name: String,
    number: String,
    contacts: Vec<Contact>,
    note: String,
    tier: Option<Tier>,
    #[serde(default)]
    supplies: String,
    /// In hundredths of a percent.
    spend: Option<SpendShare>,
    requests: Vec<RequestRow>,
    files: Vec<FileRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestRow {
    ago: i32,
    state: RequestState,
    due: Option<i32>,
    #[serde(default)]
    note: String,
}

/// Some rows of a smelter list.
#[derive(Debug, Deserialize)]
enum Block {
    /// IDs, calculated.
    Ids(Vec<Cid>),
    /// IDs, never calculated.
    IdsOnly(Vec<Cid>),
    Named(Metal, Vec<String>),
    Row {
        /// How it came about.
        row: RowFilling,
        /// Constants over what the sheet filled in.
        #[serde(default)]
        more: BTreeMap<SmelterColumn, String>,
    },
}

/// A facility whose country in the workbook's look-up was changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tampered {
    cid: Cid,
    country: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRow {
    file: String,
    ago: i32,
    dated: i32,
    #[serde(default)]
    waits: bool,
    version: Version,
    language: Language,
    /// The company's name; that of the clean declaration where it is missing.
    company_name: Option<String>,
    /// The domain of its mail addresses.
    domain: Option<String>,
    /// Contact and authorizer.
    people: Option<(String, String)>,
    scope: Option<FilledAnswer>,
    metals: Vec<Metal>,
    #[serde(default)]
    answers: BTreeMap<(Question, Metal), CommentedAnswer>,
    #[serde(default)]
    company: BTreeMap<CompanyQuestion, CommentedAnswer>,
    open_fields: Option<u32>,
    #[serde(default)]
    products: Vec<ProductLine>,
    blocks: Vec<Block>,
    #[serde(default)]
    tampered: Vec<Tampered>,
    #[serde(default)]
    faults: Vec<Fault>,
}

impl SupplierRow {
    fn on(&self, today: Date) -> DemoSupplier {
        let requests = self.requests.iter().map(|request| DemoRequest {
            day: before(today, request.ago),
            state: request.state,
            due: request.due.map(|days| before(today, days)),
            note: request.note.clone(),
        });
        DemoSupplier {
            name: self.name.clone(),
            number: self.number.clone(),
            contacts: self.contacts.clone(),
            note: self.note.clone(),
            tier: self.tier,
            supplies: self.supplies.clone(),
            spend: self.spend,
            requests: requests.collect(),
            files: self.files.iter().map(|file| file.on(today)).collect(),
        }
    }
}

impl FileRow {
    fn on(&self, today: Date) -> DemoFile {
        let mut filled = FilledCmrt::clean(self.version).with_metals(&self.metals);
        filled.language = self.language;
        filled.dated = FilledDate::Day(before(today, self.dated));
        filled.open_fields = self.open_fields.or(filled.open_fields).filter(|_| self.is_calculated());
        filled.scope = self.scope.clone().unwrap_or(filled.scope);
        filled.answers.extend(self.answers.clone());
        filled.company.extend(self.company.clone());
        filled.products.clone_from(&self.products);
        filled.faults.clone_from(&self.faults);
        filled.lines = self.blocks.iter().flat_map(Block::lines).collect();
        self.introduce(&mut filled);
        self.tamper(&mut filled);
        DemoFile { name: self.file.clone(), received: before(today, self.ago), waits: self.waits, filled }
    }

    /// A file with rows that were never calculated has no count of its own.
    fn is_calculated(&self) -> bool {
        !self.blocks.iter().any(|block| matches!(block, Block::IdsOnly(_)))
    }

    /// Writes the company's name and people into the company block.
    fn introduce(&self, filled: &mut FilledCmrt) {
        if let Some(name) = &self.company_name {
            filled.fields.insert(CompanyField::Name, name.clone());
            filled.fields.insert(CompanyField::Address, "1 Example Road (fictional)".to_owned());
        }
        let (Some(domain), Some((contact, authorizer))) = (&self.domain, &self.people) else { return };
        let mail = |name: &str| format!("{}@{domain}", name.to_lowercase().replace(' ', "."));
        for (field, text) in [
            (CompanyField::ContactName, contact.clone()),
            (CompanyField::ContactEmail, mail(contact)),
            (CompanyField::AuthorizerName, authorizer.clone()),
            (CompanyField::AuthorizerEmail, mail(authorizer)),
        ] {
            filled.fields.insert(field, text);
        }
    }

    fn tamper(&self, filled: &mut FilledCmrt) {
        for change in &self.tampered {
            let entries = filled.look_up.entries.iter_mut();
            for entry in entries.filter(|entry| entry.cid == change.cid) {
                entry.country.clone_from(&change.country);
            }
        }
        filled.look_up = facilities::numbered(std::mem::take(&mut filled.look_up));
    }
}

impl Block {
    fn lines(&self) -> Vec<FilledRow> {
        match self {
            Self::Ids(ids) => ids.iter().map(|id| RowFilling::Id(*id).into()).collect(),
            Self::IdsOnly(ids) => ids.iter().map(|id| RowFilling::IdOnly(*id).into()).collect(),
            Self::Named(metal, names) => {
                names.iter().map(|name| RowFilling::Chosen(*metal, name.clone()).into()).collect()
            }
            Self::Row { row, more } => vec![FilledRow { row: row.clone(), more: more.clone() }],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DAY, suppliers, suppliers_on};
    use crate::demo::FilledDate;

    #[test]
    fn there_are_seven_and_one_of_them_sent_two_files() {
        let all = suppliers_on(DAY);
        assert_eq!(all.len(), 7);
        assert_eq!(all.iter().filter(|supplier| supplier.files.len() == 2).count(), 1);
        let names: BTreeSet<String> = suppliers().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 8);
        let files = all.iter().flat_map(|supplier| &supplier.files);
        assert_eq!(files.filter(|file| file.waits).count(), 2, "they are there to be imported");
        for supplier in all {
            assert!(supplier.name.ends_with("(fictional)"), "{}", supplier.name);
            assert!(supplier.contacts.iter().all(|contact| contact.email.ends_with(".example.com")));
            assert!(supplier.requests.is_sorted_by_key(|request| request.day));
            let lines: Vec<usize> = supplier.files.iter().map(|file| file.filled.lines.len()).collect();
            assert!(lines.iter().all(|count| (15..=60).contains(count)), "{} {lines:?}", supplier.name);
        }
    }

    #[test]
    fn days_follow_the_day_of_the_demo() {
        let later = suppliers_on(jiff::civil::date(2027, 2, 1));
        for file in later.iter().flat_map(|supplier| &supplier.files) {
            let FilledDate::Day(day) = file.filled.dated else { panic!("{}", file.name) };
            assert!(day < file.received && file.received.year() >= 2026, "{}", file.name);
        }
    }

    #[test]
    fn files_are_made_the_same_every_time() {
        assert_eq!(suppliers(), suppliers());
    }
}
