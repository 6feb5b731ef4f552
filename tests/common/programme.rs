//! A workspace in the middle of the season, made of values: suppliers, their requests and declarations, a
//! reference list. All of it is fictional.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rcoi::app::Start;
use rcoi::domain::cmrt::{
    Answer, CellAddress, CompanyField, CompanyQuestion, DeclaredRow, Form, InputCell, Language, LayoutTrust,
    Question, Reply, SmelterColumn, Template, Version,
};
use rcoi::domain::{
    Charter, Cid, Claim, Contact, Contents, CountryValue, Declaration, DeclarationId, Facility, FacilityId,
    ListBody, ListEntry, ListKind, Metal, Origin, Place, Programme, ReferenceList, Request, RequestId,
    RequestState, Source, SourceId, SourceKind, SourceRole, SpendShare, Stamp, StatusBody, StatusEntry,
    StatusList, Supplier, SupplierId, Tier, Value, VersionRuling, Workspace,
};

use super::app::start;

/// A season: the workspace and the contents that it names.
pub struct Season {
    workspace: Workspace,
    contents: Contents,
    made: u32,
}

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: "2026-10-01T09:00:00Z".parse().unwrap() }
}

/// A row of a smelter list: metal, name, ID, country.
pub type Row = (Metal, &'static str, &'static str, &'static str);

/// The rows that a list of this season knows.
const LISTED: [Row; 5] = [
    (Metal::Gold, "Aurora Gold Works", "CID900001", "SWITZERLAND"),
    (Metal::Gold, "Borealis Refining", "CID900002", "CHINA"),
    (Metal::Tin, "Cinder Tin Smelting", "CID900003", "INDONESIA"),
    (Metal::Tantalum, "Dune Tantalum", "CID900004", "BRAZIL"),
    (Metal::Tungsten, "Ember Tungsten Powders", "CID900005", "CHINA"),
];

impl Season {
    /// A company without suppliers, with a reference list of five facilities, that takes 6.5 beside the version that was
    /// current when it asked.
    pub fn new() -> Self {
        let programme = Charter { company: "Example Corp".to_owned(), year: 2026, sample: false };
        let mut season =
            Self { workspace: Workspace::new(programme), contents: Contents::default(), made: 0 };
        season.workspace.settings.version_rulings.insert(Version::new(650), VersionRuling::Accepted);
        season.list();
        season
    }

    fn next(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}{:04}", self.made)
    }

    fn source(&mut self, file: &str, kind: SourceKind) -> SourceId {
        let id = SourceId::new(self.next("source"));
        let source = Source {
            id: id.clone(),
            file: file.to_owned(),
            sha256: id.to_string(),
            kind,
            role: None,
            title: file.to_owned(),
            as_of: None,
            imported_at: stamp().at,
            rows: 0,
            statements: Vec::new(),
        };
        self.workspace.sources.insert(id.clone(), source);
        id
    }

    fn list(&mut self) {
        let entry = |(at, (metal, name, cid, country)): (usize, &Row)| ListEntry {
            metal: *metal,
            cid: Cid::parse(cid).unwrap(),
            name: (*name).to_owned(),
            country: (*country).to_owned(),
            city: String::new(),
            state: String::new(),
            aliases: Vec::new(),
            row: u32::try_from(at + 5).unwrap(),
        };
        let mut entries: Vec<ListEntry> = LISTED.iter().enumerate().map(entry).collect();
        entries.sort_by_key(|entry| (entry.metal, entry.cid));
        let source = self.source("list.xlsx", SourceKind::ReferenceList);
        let list = ReferenceList {
            source: source.clone(),
            title: "Look-up of CMRT 6.5".to_owned(),
            version: Version::parse("6.5"),
            as_of: None,
            body: "list".to_owned(),
            facilities: 5,
        };
        let body = ListBody { sheet: "Smelter Look-up".to_owned(), entries };
        self.contents.lists.insert("list".to_owned(), Arc::new(body));
        self.workspace.lists.insert(source.clone(), list);
        for (metal, name, cid, country) in LISTED {
            let id = FacilityId::new(self.next("facility"));
            let place = Place::Cell("Smelter Look-up".to_owned(), "B5".to_owned());
            let origin = Origin::Stated { source: source.clone(), place };
            let values = [
                Value::Name(name.to_owned()),
                Value::Cid(Cid::parse(cid).unwrap()),
                Value::Country(CountryValue::read(country)),
            ];
            let claims = values.map(|value| Claim { value, origin: origin.clone(), as_of: None });
            let facility = Facility { id: id.clone(), metal, claims: claims.into_iter().collect() };
            self.workspace.facilities.insert(id, facility);
        }
    }

    /// A supplier with a contact.
    pub fn supplier(&mut self, name: &str) -> SupplierId {
        let id = SupplierId::new(self.next("supplier"));
        let first = name.split(' ').next().unwrap_or(name);
        let contact = Contact {
            name: format!("{first} Desk"),
            email: format!("cmrt@{}.example", first.to_lowercase()),
            phone: String::new(),
        };
        let supplier = Supplier {
            number: format!("V-{}", self.made),
            contacts: vec![contact],
            ..Supplier::named(id.clone(), name)
        };
        self.workspace.suppliers.insert(id.clone(), supplier);
        id
    }

    /// What a supplier is to the company: its tier, what it supplies, its share of spend in hundredths of a percent.
    fn supplies(&mut self, id: &SupplierId, tier: u8, what: &str, spend: u16) {
        if let Some(supplier) = self.workspace.suppliers.get_mut(id) {
            supplier.tier = Tier::try_from(tier).ok();
            what.clone_into(&mut supplier.supplies);
            supplier.spend = SpendShare::try_from(spend).ok();
        }
    }

    /// A line of the request log.
    pub fn request(&mut self, supplier: &SupplierId, state: RequestState, day: Date, due: Option<Date>) {
        let id = RequestId::new(self.next("request"));
        let supplier = supplier.clone();
        let request =
            Request { id: id.clone(), supplier, day, state, due, note: String::new(), stamp: stamp() };
        self.workspace.requests.insert(id, request);
    }

    /// A declaration that was received, and that in the log.
    pub fn declaration(&mut self, supplier: &SupplierId, received: Date, form: Form) -> DeclarationId {
        let id = DeclarationId::new(self.next("declaration"));
        let file = format!("{}.xlsx", form.field(CompanyField::Name).replace(' ', "_"));
        let source = self.source(&file, SourceKind::Declaration);
        let sha = format!("form{}", self.made);
        let declaration = Declaration {
            id: id.clone(),
            supplier: supplier.clone(),
            source,
            form: sha.clone(),
            look_up: None,
            company: form.field(CompanyField::Name).to_owned(),
            version: form.version,
            language: form.language,
            scope: form.scope,
            date: form.date,
            received,
            rows: u32::try_from(form.rows.len()).unwrap(),
        };
        self.contents.forms.insert(sha, Arc::new(form));
        self.workspace.declarations.insert(id.clone(), declaration);
        self.request(supplier, RequestState::Received, received, None);
        id
    }

    /// A start of the application on it.
    pub fn start(self) -> Start {
        Start { contents: self.contents, ..start(self.workspace) }
    }
}

/// A filled form: company, version, rows.
pub fn form(company: &str, version: &str, rows: &[Row]) -> Form {
    let mut form = blank(version);
    let fields = [
        (CompanyField::Name, company, 8),
        (CompanyField::Scope, "A. Company", 9),
        (CompanyField::ContactName, "Chris Example", 15),
        (CompanyField::ContactEmail, "chris@supplier.example", 16),
        (CompanyField::AuthorizerName, "Alex Example", 18),
        (CompanyField::Date, "2026-09-30", 22),
    ];
    for (field, written, row) in fields {
        form.fields.insert(field, InputCell { cell: CellAddress::new(row, 4), written: written.to_owned() });
    }
    let questions = [
        (Question::Added, "Q1", "Yes", Answer::Yes),
        (Question::Remains, "Q2", "Yes", Answer::Yes),
        (Question::Covered, "Q3", "No", Answer::No),
        (Question::HighRisk, "Q4", "No", Answer::No),
        (Question::Recycled, "Q5", "No", Answer::No),
        (Question::Answered, "Q6", "100%", Answer::Percent100),
        (Question::Identified, "Q7", "Yes", Answer::Yes),
        (Question::Reported, "Q8", "Yes", Answer::Yes),
    ];
    for (block, (question, number, written, answer)) in questions.into_iter().enumerate() {
        form.numbers.insert(question, number.to_owned());
        for (at, metal) in Metal::ALL.into_iter().enumerate() {
            let row = u32::try_from(26 + 6 * block + at).unwrap();
            form.answers.insert((question, metal), reply(row, written, answer));
        }
    }
    let company = [(CompanyQuestion::Policy, "A", 75), (CompanyQuestion::PolicyPublic, "B", 77)];
    for (question, letter, row) in company {
        form.letters.insert(question, letter.to_owned());
        form.company.insert(question, reply(row, "Yes", Answer::Yes));
    }
    form.rows = rows.iter().enumerate().map(declared).collect();
    form
}

fn blank(version: &str) -> Form {
    let columns = [
        (SmelterColumn::IdInput, "A"),
        (SmelterColumn::Metal, "B"),
        (SmelterColumn::LookUp, "C"),
        (SmelterColumn::Name, "D"),
        (SmelterColumn::Country, "E"),
        (SmelterColumn::Id, "F"),
    ];
    Form {
        template: Template::Cmrt,
        version: Version::parse(version).unwrap(),
        reading: LayoutTrust::Verified,
        language: Some(Language::English),
        declaration_sheet: "Declaration".to_owned(),
        smelter_sheet: "Smelter List".to_owned(),
        fields: BTreeMap::new(),
        scope: Some(Answer::ScopeCompany),
        date: Some(date(2026, 9, 30)),
        answers: BTreeMap::new(),
        numbers: BTreeMap::new(),
        company: BTreeMap::new(),
        letters: BTreeMap::new(),
        columns: columns.into_iter().map(|(column, letters)| (column, letters.to_owned())).collect(),
        rows: Vec::new(),
        first_product: CellAddress::new(6, 2),
        products: Vec::new(),
        look_up: None,
        checker: Some(0),
        oddities: Vec::new(),
    }
}

fn reply(row: u32, written: &str, answer: Answer) -> Reply {
    Reply {
        cell: CellAddress::new(row, 4),
        written: written.to_owned(),
        answer: Some(answer),
        comment_cell: CellAddress::new(row, 7),
        comment: String::new(),
    }
}

fn declared((at, (metal, name, id, country)): (usize, &Row)) -> DeclaredRow {
    let mut cells: Vec<Box<str>> = vec!["".into(); SmelterColumn::ALL.len()];
    for (column, text) in
        [(SmelterColumn::LookUp, name), (SmelterColumn::Country, country), (SmelterColumn::Id, id)]
    {
        cells[column as usize] = (*text).into();
    }
    DeclaredRow { row: u32::try_from(at + 5).unwrap(), metal: Some(*metal), cells, filled: false }
}

/// Five suppliers in November: one accepted, one with corrections, one under review, one late, one not asked.
pub fn season() -> Start {
    use RequestState::{Accepted, Asked, CorrectionRequested, Reminded, UnderReview};
    let mut season = Season::new();
    let alpha = season.supplier("Alpha Assembly");
    let beta = season.supplier("Beta Boards");
    let delta = season.supplier("Delta Cables");
    let epsilon = season.supplier("Epsilon Electronics");
    season.supplier("Zeta Zippers");
    season.supplies(&alpha, 1, "Assemblies", 3050);
    season.supplies(&beta, 1, "Circuit boards", 2200);
    season.supplies(&delta, 2, "Cables", 975);
    for supplier in [&alpha, &beta, &delta, &epsilon] {
        season.request(supplier, Asked, date(2026, 9, 1), Some(date(2026, 10, 1)));
    }
    season.request(&epsilon, Reminded, date(2026, 10, 15), Some(date(2026, 11, 1)));
    season.declaration(&alpha, date(2026, 9, 20), form("Alpha Assembly", "6.5", &LISTED));
    season.request(&alpha, Accepted, date(2026, 9, 25), None);
    season.declaration(&beta, date(2026, 9, 22), form("Beta Boards", "6.22", &LISTED[..2]));
    let mut second = form("Beta Boards", "6.4", &LISTED[..3]);
    second.rows.push(declared((3, &(Metal::Gold, "Aurora Gold Works", "CID900001", "SWITZERLAND"))));
    second.rows.push(declared((4, &(Metal::Gold, "Smelter not yet identified", "", ""))));
    season.declaration(&beta, date(2026, 10, 20), second);
    season.request(&beta, CorrectionRequested, date(2026, 10, 28), Some(date(2026, 11, 30)));
    let mut third = form("Delta Cables Ltd.", "6.5", &LISTED[1..]);
    third.rows.push(declared((4, &(Metal::Gold, "Foxglove Gold", "", "RWANDA"))));
    third.rows.push(declared((5, &(Metal::Tin, "Grove Tin Sdn", "1CHN013", "MALAYSIA"))));
    let covered = third.answers.get_mut(&(Question::Covered, Metal::Gold)).unwrap();
    *covered =
        Reply { comment: "one source in Rwanda".to_owned(), ..reply(covered.cell.row, "Yes", Answer::Yes) };
    third.fields.get_mut(&CompanyField::ContactEmail).unwrap().written.clear();
    season.declaration(&delta, date(2026, 11, 10), third);
    season.request(&delta, UnderReview, date(2026, 11, 12), None);
    season.start()
}

/// Two suppliers whose rows name, in their own spellings, what no ID resolves.
pub fn names() -> Start {
    const OPEN: [Row; 7] = [
        (Metal::Gold, "Aurora Gold Wroks", "", "SWITZERLAND"),
        (Metal::Gold, "Foxglove Gold", "", "RWANDA"),
        (Metal::Gold, "Borealis Refinning", "2CHN004", "CHINA"),
        (Metal::Gold, "Sparrow Savings Bank", "", "PERU"),
        (Metal::Tin, "Aurora Gold Works", "", "SWITZERLAND"),
        (Metal::Tin, "Cinder Smelter", "1CHN013", "INDONESIA"),
        (Metal::Tungsten, "Ember Powder Metallurgy", "", "CHINA"),
    ];
    let mut season = Season::new();
    let (alpha, delta) = (season.supplier("Alpha Assembly"), season.supplier("Delta Cables"));
    let mut first = form("Alpha Assembly", "6.5", &LISTED);
    first.rows.extend(OPEN.iter().enumerate().map(|(at, row)| declared((at + 5, row))));
    season.declaration(&alpha, date(2026, 9, 20), first);
    let rows = [OPEN[0], OPEN[2], OPEN[5], (Metal::Gold, "Aurora Gold Wroks", "", "")];
    season.declaration(&delta, date(2026, 9, 22), form("Delta Cables", "6.5", &rows));
    season.start()
}

/// A row of a conformant list: its CID, and the years of its cycle from an audit on 2025-08-01.
pub type Audited = (&'static str, u8);

impl Season {
    /// A status list of RMAP, complete, with a row that is no facility here.
    fn status_list(&mut self, kind: ListKind, as_of: Date, rows: &[Audited]) {
        let source = self.source(&format!("{}-{as_of}.csv", kind.key()), SourceKind::StatusList);
        let metal = |cid: &str| LISTED.iter().find(|row| row.2 == cid).map_or(Metal::Gold, |row| row.0);
        let entry = |(at, (cid, cycle)): (usize, &Audited)| StatusEntry {
            metal: Some(metal(cid)),
            cid: Some(Cid::parse(cid).unwrap()),
            name: format!("as the list has {cid}"),
            country: String::new(),
            kind: None,
            word: String::new(),
            programme: None,
            last_audit: Some(date(2025, 8, 1)),
            cycle: Some(*cycle),
            next_audit: None,
            reaudit: false,
            row: u32::try_from(at + 2).unwrap(),
        };
        let body = StatusBody { sheet: String::new(), entries: rows.iter().enumerate().map(entry).collect() };
        let list = StatusList {
            source: source.clone(),
            title: format!("{}-{as_of}", kind.key()),
            programme: Programme::rmap(),
            kinds: [kind].into(),
            as_of,
            complete: true,
            metals: Metal::ALL.into(),
            body: source.to_string(),
            rows: u32::try_from(rows.len()).unwrap(),
        };
        self.contents.statuses.insert(list.body.clone(), Arc::new(body));
        self.workspace.status_lists.insert(source, list);
    }

    /// A facility that nobody names.
    fn outsider(&mut self) {
        let id = FacilityId::new(self.next("facility"));
        let source = self.source("earlier.txt", SourceKind::Filing);
        if let Some(source) = self.workspace.sources.get_mut(&source) {
            source.role = Some(SourceRole::Baseline);
        }
        let origin = Origin::Stated { source, place: Place::File };
        let claim = Claim { value: Value::Name("Outsider Gold".to_owned()), origin, as_of: None };
        let facility = Facility { id: id.clone(), metal: Metal::Gold, claims: [claim].into() };
        self.workspace.facilities.insert(id, facility);
    }
}

/// A supplier that names all facilities, and complete lists of RMAP as of 2026-09-30 with these conformant ones.
pub fn listed(conformant: &[Audited]) -> Start {
    let mut season = Season::new();
    let alpha = season.supplier("Alpha Assembly");
    season.declaration(&alpha, date(2026, 9, 20), form("Alpha Assembly", "6.5", &LISTED));
    season.status_list(ListKind::Conformant, date(2026, 9, 30), conformant);
    season.status_list(ListKind::Active, date(2026, 9, 30), &[("CID900003", 1)]);
    season.start()
}

/// The same with an older list, on which one was not yet conformant, and a facility of last year's filing that nobody names.
pub fn listed_season() -> Start {
    let mut season = Season::new();
    let alpha = season.supplier("Alpha Assembly");
    season.declaration(&alpha, date(2026, 9, 20), form("Alpha Assembly", "6.5", &LISTED));
    season.status_list(ListKind::Conformant, date(2026, 3, 31), &[("CID900001", 1)]);
    let conformant = [("CID900001", 1), ("CID900002", 3), ("CID900009", 3)];
    season.status_list(ListKind::Conformant, date(2026, 9, 30), &conformant);
    season.status_list(ListKind::Active, date(2026, 9, 30), &[("CID900003", 1)]);
    season.outsider();
    season.start()
}

#[cfg(test)]
mod tests {
    use super::{names, season};

    #[test]
    fn a_season_has_suppliers_and_contents() {
        let start = season();
        assert_eq!((start.workspace.suppliers.len(), start.contents.forms.len()), (5, 4));
    }

    #[test]
    fn names_are_open() {
        let register = rcoi::resolve::rows::Register::build(&names().workspace, &names().contents);
        assert_eq!(register.open_names().len(), 8);
    }
}
