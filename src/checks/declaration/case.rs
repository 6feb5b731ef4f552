//! What the rules look at: a declaration with everything that several rules need of it, computed once.

use jiff::civil::Date;

use super::CheckContext;
use super::known::KnownSmelters;
use super::lines::{CheckerLine, ReadAs, open_lines};
use crate::cmrt::layout;
use crate::domain::cmrt::{
    Answer, CellAddress, CompanyField, DeclaredRow, Form, OddityKind, Question, Reply, SmelterColumn,
};
use crate::domain::{ListBody, Metal, Place};

/// Versions whose questions hang together in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Generation {
    /// 1.x and 2.x: one question, whether the metal is necessary, decides.
    First,
    /// 3.x to 5.x: two questions; a metal is out when both are No.
    Second,
    /// 6.x and later: two questions; a metal is out when the first, or after a Yes the second, is No.
    Third,
}

impl Generation {
    pub(super) fn of(form: &Form) -> Self {
        match form.version.major() {
            0..=2 => Self::First,
            3..=5 => Self::Second,
            _ => Self::Third,
        }
    }
}

/// A declaration with everything that its rules need to know of it.
pub struct FormCase<'a> {
    pub(super) form: &'a Form,
    /// The day that it speaks for.
    pub(super) day: Date,
    pub(super) context: &'a CheckContext,
    /// The file's own look-up, when it has one and it is at hand.
    pub(super) own: Option<&'a ListBody>,
    /// What its own look-up and the lists of the context know.
    pub(super) known: &'a KnownSmelters<'a>,
    pub(super) generation: Generation,
    /// The fields that the template's own Checker leaves open, answers understood in any language.
    pub(super) open: Vec<CheckerLine>,
}

impl<'a> FormCase<'a> {
    pub(super) fn new(
        (form, day): (&'a Form, Date),
        context: &'a CheckContext,
        own: Option<&'a ListBody>,
        known: &'a KnownSmelters<'a>,
    ) -> Self {
        let (generation, open) = (Generation::of(form), open_lines(form, ReadAs::Reader));
        Self { form, day, context, own, known, generation, open }
    }

    /// The answer on a metal.
    pub(super) fn answer(&self, question: Question, metal: Metal) -> Option<Answer> {
        self.form.answer(question, metal)
    }

    /// Whether the answers say that the metal is not used, so nothing more is asked about it.
    pub(super) fn is_closed(&self, metal: Metal) -> bool {
        is_closed(self.form, ReadAs::Reader, metal)
    }

    /// Whether the answers say that the metal is used.
    pub(super) fn is_declared(&self, metal: Metal) -> bool {
        is_declared(self.form, metal)
    }

    /// The metals that are not said to be unused, with their replies to a question.
    pub(super) fn replies(&self, question: Question) -> impl Iterator<Item = (Metal, &'a Reply)> {
        Metal::ALL
            .into_iter()
            .filter(|metal| !self.is_closed(*metal))
            .filter_map(move |metal| self.form.answers.get(&(question, metal)).map(|reply| (metal, reply)))
    }

    /// A question as the supplier sees it: its number, and a few words.
    pub(super) fn question(&self, question: Question) -> String {
        let number = self.form.numbers.get(&question).map_or("", String::as_str);
        format!("{number} ({})", question.words()).trim_start().to_owned()
    }

    /// The declared rows of a metal.
    pub(super) fn rows(&self, metal: Metal) -> impl Iterator<Item = &'a DeclaredRow> {
        self.form.rows.iter().filter(move |row| row.metal == Some(metal))
    }

    /// The place of a cell of the sheet with the questions.
    pub(super) fn at(&self, cell: CellAddress) -> Place {
        self.form.place(cell)
    }

    /// The place of a field; the file, when the version does not have it.
    pub(super) fn at_field(&self, field: CompanyField) -> Place {
        self.form.fields.get(&field).map_or(Place::File, |input| self.form.place(input.cell))
    }

    /// The place of the first free row of the smelter list.
    pub(super) fn at_free_row(&self) -> Place {
        let list = layout(self.form.version).smelters;
        let last = self.form.rows.iter().rfind(|row| row.row < list.last);
        let free = last.map_or(list.first, |row| row.row + 1);
        self.form.row_place(free, SmelterColumn::Metal)
    }

    /// The place of a cell of the product list.
    pub(super) fn at_product(&self, cell: CellAddress) -> Place {
        let sheet = layout(self.form.version).products.map_or("", |products| products.sheet.as_str());
        Place::Cell(sheet.to_owned(), cell.to_string())
    }

    /// Whether the reader noticed such a thing.
    pub(super) fn is_odd(&self, kind: OddityKind) -> bool {
        self.form.oddities.iter().any(|oddity| oddity.kind == kind)
    }
}

/// Whether the answers of a declaration say that a metal is used: by the one or the two questions that its version asks.
pub fn is_declared(form: &Form, metal: Metal) -> bool {
    let yes = |question| form.answer(question, metal).is_some_and(Answer::is_yes);
    match Generation::of(form) {
        Generation::First => yes(Question::Remains),
        Generation::Second => yes(Question::Added) || yes(Question::Remains),
        Generation::Third => yes(Question::Added) && yes(Question::Remains),
    }
}

/// Whether the answers say that a metal is not used.
pub(super) fn is_closed(form: &Form, read_as: ReadAs, metal: Metal) -> bool {
    let said = |question, answer| {
        form.answers.get(&(question, metal)).is_some_and(|reply| read_as.says(reply, answer))
    };
    let no = |question| said(question, Answer::No);
    match Generation::of(form) {
        Generation::First => no(Question::Remains),
        Generation::Second => no(Question::Added) && no(Question::Remains),
        Generation::Third => {
            no(Question::Added) || (said(Question::Added, Answer::Yes) && no(Question::Remains))
        }
    }
}
