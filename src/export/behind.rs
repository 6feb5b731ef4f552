//! The rows behind the report's figures, each with the file and the cell or line that it comes from.
//!
//! Internal: it says who named which smelter, so it never goes into the bundle.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::cmrt::{Answer, CellAddress, CompanyField, Form, Question, Reply, SmelterColumn};
use crate::domain::{ActionSubject, Contents, Declaration, FacilityId, Place, SupplierId, Workspace};
use crate::report::{Counted, FigureKey, InquiryKey, OverallAnswer, Report};
use crate::resolve::rows::{Register, RowView};
use crate::tabular::{Cell, ColumnKind, Table};

const COLUMNS: [(&str, ColumnKind); 6] = [
    ("Figure", ColumnKind::Text),
    ("What", ColumnKind::Text),
    ("Value", ColumnKind::Number),
    ("Row", ColumnKind::Text),
    ("File", ColumnKind::Text),
    ("Place", ColumnKind::Text),
];

/// What figures are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct BehindCase<'a> {
    pub ws: &'a Workspace,
    pub contents: &'a Contents,
    pub register: &'a Register,
}

/// Every figure of a report with the rows that it counts, dated `dated`.
pub fn behind(report: &Report, case: &BehindCase<'_>, dated: Date) -> Table {
    let mut table = Table::new("Rows behind the figures (internal)", dated, &COLUMNS);
    let mut said: BTreeMap<(&Counted, Option<Question>), [String; 3]> = BTreeMap::new();
    let known = report.figures.all.iter().filter(|figure| report.figures.is_known(&figure.key));
    for figure in known {
        let (name, title) = (figure.key.name(), figure.key.title(report.heading.style));
        let question = question_of(&figure.key).map(|(question, _)| question);
        for row in &figure.rows {
            let found = said.entry((row, question)).or_insert_with(|| case.said(&figure.key, row));
            let [row, file, place] = found.clone();
            table.rows.push(vec![
                Cell::text(name.as_str()),
                Cell::text(title.as_str()),
                Cell::Number(i64::try_from(figure.value).unwrap_or(i64::MAX)),
                Cell::text(row),
                Cell::text(file),
                Cell::text(place),
            ]);
        }
    }
    table
}

/// The question whose answers a figure counts, and which answer.
fn question_of(key: &FigureKey) -> Option<(Question, OverallAnswer)> {
    match key.inquiry()? {
        InquiryKey::Covered(said) => Some((Question::Covered, *said)),
        InquiryKey::Recycled(said) => Some((Question::Recycled, *said)),
        InquiryKey::Asked
        | InquiryKey::Answered
        | InquiryKey::AnsweredUnasked
        | InquiryKey::Accepted
        | InquiryKey::SpendAsked
        | InquiryKey::SpendAnswered
        | InquiryKey::Declarations
        | InquiryKey::Version(_)
        | InquiryKey::Scope(_)
        | InquiryKey::Reviewed
        | InquiryKey::Findings
        | InquiryKey::CorrectionsAsked
        | InquiryKey::CorrectionsReceived
        | InquiryKey::Rows
        | InquiryKey::RowsBy(_)
        | InquiryKey::Disposed(_)
        | InquiryKey::Actions(_)
        | InquiryKey::Escalations
        | InquiryKey::Cahra
        | InquiryKey::Changed(_) => None,
    }
}

/// The cell of a form that a figure is about: an answer that it counts, else what the declaration covers, else the company's name.
fn cell(form: &Form, key: &FigureKey) -> Option<CellAddress> {
    if let Some((question, said)) = question_of(key) {
        let is_no = |answer| answer == Some(Answer::No);
        let is_yes = |answer: Option<Answer>| answer.is_some_and(Answer::is_yes);
        let is_counted = |reply: &&Reply| match said {
            OverallAnswer::Yes => is_yes(reply.answer),
            OverallAnswer::No => is_no(reply.answer),
            OverallAnswer::Neither => !is_yes(reply.answer) && !is_no(reply.answer),
        };
        let of_question =
            || form.answers.iter().filter(|((of, _), _)| *of == question).map(|(_, reply)| reply);
        let reply = of_question().find(is_counted).or_else(|| of_question().next());
        if let Some(reply) = reply {
            return Some(reply.cell);
        }
    }
    let field = |field| form.fields.get(&field);
    Some(field(CompanyField::Scope).or_else(|| field(CompanyField::Name))?.cell)
}

impl<'a> BehindCase<'a> {
    /// The declaration in which what a figure counts stands, and its place there; none where no declaration says it.
    pub fn declared_at(&self, key: &FigureKey, row: &Counted) -> Option<(&'a Declaration, Place)> {
        match row {
            Counted::Facility(_) | Counted::Action(_) => None,
            Counted::Supplier(id) => self.cell_in(key, self.newest(id)?),
            Counted::Declaration(id) => self.cell_in(key, self.ws.declarations.get(id)?),
            Counted::Row(id, at) => {
                let declaration = self.ws.declarations.get(id)?;
                let row = self.row(declaration, *at)?.row;
                let place = self.contents.form(&declaration.form)?.row_place(row, SmelterColumn::Metal);
                Some((declaration, place))
            }
        }
    }

    fn cell_in(&self, key: &FigureKey, declaration: &'a Declaration) -> Option<(&'a Declaration, Place)> {
        let form = self.contents.form(&declaration.form)?;
        Some((declaration, form.place(cell(form, key)?)))
    }

    /// The declaration of a supplier that came last, one that counts before any other.
    fn newest(&self, id: &SupplierId) -> Option<&'a Declaration> {
        let all = self.ws.declarations_of(id);
        all.iter().find(|it| self.register.counts(&it.id)).or(all.first()).copied()
    }

    /// A row of a declaration, by its place among its rows.
    pub fn row(&self, declaration: &Declaration, at: u32) -> Option<RowView<'a>> {
        let (mut range, _) = self.register.declared(declaration)?;
        self.register.row(range.nth(usize::try_from(at).ok()?)?)
    }

    /// What a row is called, its file and its place in it; empty where it stands in no file.
    fn said(&self, key: &FigureKey, row: &Counted) -> [String; 3] {
        if let Counted::Facility(id) = row {
            return self.facility(id).unwrap_or_default();
        }
        let name = self.name(row).unwrap_or_default();
        match self.declared_at(key, row) {
            Some((declaration, place)) => [name, self.ws.file_of(declaration).to_owned(), place.to_string()],
            None => [name, String::new(), String::new()],
        }
    }

    fn name(&self, row: &Counted) -> Option<String> {
        let supplier = |id: &SupplierId| self.ws.suppliers.get(id).map(|supplier| supplier.name.clone());
        match row {
            Counted::Facility(id) => self.facility(id).map(|[name, ..]| name),
            Counted::Supplier(id) => supplier(id),
            Counted::Declaration(id) => supplier(&self.ws.declarations.get(id)?.supplier),
            Counted::Row(id, at) => {
                let declaration = self.ws.declarations.get(id)?;
                Some(format!("{}: {}", supplier(&declaration.supplier)?, self.row(declaration, *at)?.name))
            }
            Counted::Action(id) => {
                let action = self.ws.actions.get(id)?;
                let of = match &action.about {
                    ActionSubject::Facility(id) => {
                        self.facility(id).map_or_else(String::new, |[name, ..]| name)
                    }
                    ActionSubject::Supplier(id) => supplier(id).unwrap_or_default(),
                };
                Some(format!("{}: {of}", action.kind))
            }
        }
    }

    /// A facility, at the first place of a file that states it.
    fn facility(&self, id: &FacilityId) -> Option<[String; 3]> {
        let view = self.ws.view(id)?;
        let name = format!("{} / {} / {}", view.facility.metal, view.name(), view.country_written());
        let placed = view
            .facility
            .claims
            .iter()
            .find_map(|claim| Some((claim.origin.source()?, claim.origin.place()?)));
        let (file, place) = placed.map_or_else(Default::default, |(source, place)| {
            let file = self.ws.sources.get(source).map_or_else(String::new, |source| source.file.clone());
            (file, place.to_string())
        });
        Some([name, file, place])
    }
}
