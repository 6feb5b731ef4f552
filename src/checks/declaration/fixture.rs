//! Declarations for tests: a clean one of any version, and ways to spoil it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{CheckContext, Finding};
use crate::cmrt::{self, Asked, layout};
use crate::domain::cmrt::{
    Answer, CellAddress, CompanyField, CompanyQuestion, DeclaredRow, Form, InputCell, Language, LayoutTrust,
    Oddity, OddityKind, Question, Reply, SmelterColumn, Template, Version,
};
use crate::domain::{Cid, ListBody, ListEntry, Metal, Place, ReferenceList, SourceId};

/// The day of the checks.
pub(super) const TODAY: Date = date(2025, 9, 1);

/// Facilities that are nobody's: two of each metal.
pub(super) fn look_up() -> ListBody {
    let countries = ["JAPAN", "GERMANY"];
    let mut entries = Vec::new();
    for (metal, tens) in Metal::ALL.into_iter().zip(0..) {
        for (country, one) in countries.iter().zip(1..) {
            let name = format!("{metal} Works {one}");
            entries.push(ListEntry {
                metal,
                cid: Cid::parse(&format!("CID9000{tens}{one}")).unwrap(),
                aliases: vec![format!("{name} Ltd.")],
                name,
                country: (*country).to_owned(),
                city: String::new(),
                state: String::new(),
                row: 5 + tens * 2 + one,
            });
        }
    }
    ListBody { sheet: "Smelter Look-up".to_owned(), entries }
}

/// A declared row by some of its columns.
pub(super) fn row(row: u32, metal: Option<Metal>, texts: &[(SmelterColumn, &str)]) -> DeclaredRow {
    let mut cells: Vec<Box<str>> = vec!["".into(); SmelterColumn::ALL.len()];
    for (column, text) in texts {
        cells[*column as usize] = (*text).into();
    }
    DeclaredRow { row, metal, cells, filled: false }
}

/// The row of the first facility of a metal, as a version has it.
fn clean_row(version: Version, at: u32, metal: Metal) -> DeclaredRow {
    let list = look_up();
    let entry = list.entries.iter().find(|entry| entry.metal == metal).unwrap();
    let id = entry.cid.to_string();
    let mut texts =
        vec![(SmelterColumn::Name, entry.name.as_str()), (SmelterColumn::Country, entry.country.as_str())];
    if version.major() >= 2 {
        texts.push((SmelterColumn::LookUp, &entry.name));
    }
    if version.major() >= 3 {
        texts.push((SmelterColumn::Id, &id));
    }
    if version.major() >= 6 {
        texts.push((SmelterColumn::IdInput, &id));
    }
    row(at, Some(metal), &texts)
}

fn field(field: CompanyField, scope: &str, day: Date) -> String {
    match field {
        CompanyField::Name => "Aldermoor Assemblies Ltd.".to_owned(),
        CompanyField::Scope => scope.to_owned(),
        CompanyField::ContactName | CompanyField::AuthorizerName => "Ann Alder".to_owned(),
        CompanyField::ContactEmail | CompanyField::AuthorizerEmail => "ann@aldermoor.example".to_owned(),
        CompanyField::ContactPhone | CompanyField::AuthorizerPhone => "+44 20 7946 0000".to_owned(),
        CompanyField::Date => day.to_string(),
        CompanyField::ScopeDescription
        | CompanyField::UniqueId
        | CompanyField::UniqueIdAuthority
        | CompanyField::Address
        | CompanyField::AuthorizerTitle => String::new(),
    }
}

fn good(question: Question) -> &'static [Answer] {
    match question {
        Question::Added | Question::Remains | Question::Reported | Question::Compliant => &[Answer::Yes],
        Question::Identified => &[Answer::Yes, Answer::YesAllSmelters],
        Question::Answered => &[Answer::Percent100],
        Question::Covered | Question::HighRisk | Question::Recycled => &[Answer::No],
    }
}

fn reply(asked: Asked, version: Version, good: &[Answer], cells: (CellAddress, CellAddress)) -> Reply {
    let offers = cmrt::permitted(asked, version);
    let (answer, word) = offers.iter().find(|(answer, _)| good.contains(answer)).unwrap();
    Reply {
        cell: cells.0,
        written: word.clone(),
        answer: Some(*answer),
        comment_cell: cells.1,
        comment: String::new(),
    }
}

fn company(version: Version) -> BTreeMap<CompanyQuestion, Reply> {
    let sheet = layout(version).declaration;
    let good = [Answer::Yes, Answer::YesIpc1755, Answer::YesSec, Answer::YesAllMethods];
    let mut replies: BTreeMap<CompanyQuestion, Reply> = BTreeMap::new();
    for row in &sheet.company {
        let cells = (sheet.answer.at(row.row), sheet.comment().at(row.row));
        replies.insert(row.asks, reply(Asked::Company(row.asks), version, &good, cells));
    }
    if let Some(reply) = replies.get_mut(&CompanyQuestion::PolicyPublic) {
        reply.comment = "https://www.aldermoor.example/policy".to_owned();
    }
    if let Some(reply) = replies.get_mut(&CompanyQuestion::Corrective) {
        reply.comment = "Monthly review".to_owned();
    }
    replies
}

/// A declaration of which no rule finds anything but, in old ones, the age of its template.
pub(super) fn clean_form(version: &str) -> Form {
    let version = Version::parse(version).unwrap();
    let places = layout(version);
    let sheet = places.declaration;
    let day = cmrt::release(version).map_or(date(2025, 6, 1), |release| release.date.max(date(2025, 6, 1)));
    let scope = cmrt::word(Answer::ScopeCompany, Asked::Scope, version).unwrap_or("");
    let fields = sheet
        .fields
        .iter()
        .map(|(name, cell)| (*name, InputCell { cell: *cell, written: field(*name, scope, day) }));
    let mut answers = BTreeMap::new();
    for (asked, metal) in sheet.questions.iter().flat_map(|row| Metal::ALL.map(|metal| (row, metal))) {
        let at = sheet.answer_row(asked.asks, metal).unwrap();
        let cells = (sheet.answer.at(at), sheet.comment().at(at));
        answers
            .insert((asked.asks, metal), reply(Asked::Metal(asked.asks), version, good(asked.asks), cells));
    }
    let first = places.smelters.first;
    Form {
        template: Template::Cmrt,
        version,
        reading: LayoutTrust::Verified,
        language: Some(Language::English),
        declaration_sheet: sheet.sheet.clone(),
        smelter_sheet: places.smelters.sheet.clone(),
        fields: fields.collect(),
        scope: (!scope.is_empty()).then_some(Answer::ScopeCompany),
        date: Some(day),
        answers,
        numbers: sheet.questions.iter().map(|row| (row.asks, row.number.clone())).collect(),
        company: company(version),
        letters: sheet.company.iter().map(|row| (row.asks, row.letter.clone())).collect(),
        columns: places.smelters.columns.iter().map(|(column, col)| (*column, col.to_string())).collect(),
        rows: Metal::ALL.into_iter().zip(first..).map(|(metal, at)| clean_row(version, at, metal)).collect(),
        first_product: places
            .products
            .map_or(CellAddress::new(6, 2), |products| products.number.at(products.first)),
        products: Vec::new(),
        look_up: None,
        checker: None,
        oddities: Vec::new(),
    }
}

/// An official template that nobody filled in.
pub(super) fn blank_form(version: &str) -> Form {
    let mut form = clean_form(version);
    form.fields.values_mut().for_each(|input| input.written.clear());
    for reply in form.answers.values_mut().chain(form.company.values_mut()) {
        *reply = Reply { written: String::new(), answer: None, comment: String::new(), ..reply.clone() };
    }
    form.rows.clear();
    (form.scope, form.date) = (None, None);
    form
}

impl Form {
    /// Writes a field.
    pub(super) fn put(&mut self, field: CompanyField, written: &str) -> &mut Self {
        written.clone_into(&mut self.fields.get_mut(&field).unwrap().written);
        if field == CompanyField::Scope {
            self.scope = cmrt::answer(written, Asked::Scope, self.version);
        }
        self
    }

    /// Answers a question on a metal.
    pub(super) fn reply(&mut self, question: Question, metal: Metal, written: &str) -> &mut Self {
        let reply = self.answers.get_mut(&(question, metal)).unwrap();
        written.clone_into(&mut reply.written);
        reply.answer = cmrt::answer(written, question, self.version);
        self
    }

    /// Answers a question on every metal.
    pub(super) fn reply_all(&mut self, question: Question, written: &str) -> &mut Self {
        for metal in Metal::ALL {
            self.reply(question, metal, written);
        }
        self
    }

    /// Answers a question about the company, with a comment.
    pub(super) fn say(&mut self, question: CompanyQuestion, written: &str, comment: &str) -> &mut Self {
        let reply = self.company.get_mut(&question).unwrap();
        written.clone_into(&mut reply.written);
        comment.clone_into(&mut reply.comment);
        reply.answer = cmrt::answer(written, question, self.version);
        self
    }

    /// Adds a row behind the others.
    pub(super) fn declare(&mut self, metal: Option<Metal>, texts: &[(SmelterColumn, &str)]) -> &mut Self {
        let next = self.rows.last().map_or(5, |row| row.row + 1);
        self.rows.push(row(next, metal, texts));
        self
    }

    /// Takes the rows of a metal out.
    pub(super) fn without_rows(&mut self, metal: Metal) -> &mut Self {
        self.rows.retain(|row| row.metal != Some(metal));
        self
    }

    /// Lets the reader have noticed something.
    pub(super) fn notice(&mut self, kind: OddityKind) -> &mut Self {
        let place = Place::Cell(self.declaration_sheet.clone(), "D38".to_owned());
        self.oddities.push(Oddity { kind, place, detail: String::new() });
        self
    }
}

/// A list as it was imported.
pub(super) fn imported(version: &str, title: &str, as_of: Date) -> ReferenceList {
    ReferenceList {
        source: SourceId::new(title),
        title: title.to_owned(),
        version: Version::parse(version),
        as_of: Some(as_of),
        body: String::new(),
        facilities: 8,
    }
}

/// What the rules find, with the file's own look-up and imported lists.
pub(super) fn found_with(
    form: &Form,
    own: Option<&ListBody>,
    lists: &[(&ReferenceList, &ListBody)],
) -> Vec<Finding> {
    let lists = lists.iter().map(|(list, body)| ((*list).clone(), Arc::new((*body).clone())));
    CheckContext { lists: lists.collect(), ..CheckContext::new(TODAY) }.check(form, own, TODAY)
}

/// What the rules find, with the file's own look-up.
pub(super) fn found(form: &Form) -> Vec<Finding> {
    found_with(form, Some(&look_up()), &[])
}

/// What the rules find, as `RULE place`.
pub(super) fn places(form: &Form) -> Vec<String> {
    found(form).iter().map(|finding| format!("{} {}", finding.rule, finding.at)).collect()
}
