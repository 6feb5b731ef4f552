//! The figures of the inquiry, computed: who was asked and answered, what declarations say, what became of rows, facilities and
//! actions, what differs from last year's annex. A figure whose input is missing is left out: a gap is not a zero.
//!
//! - `answers`: the log of requests; `declarations`: what declarations that count are and say; `rows`: their rows.
//! - `facilities`: the annex, the actions, the lists that it rests on; `change`: the annex against `last_year`'s.

mod answers;
mod change;
mod declarations;
mod facilities;
mod last_year;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::cmrt::Form;
use crate::domain::{Contents, Declaration, Standings, Workspace};
use crate::report::{Counted, Inquiry, InquiryFigure, InquiryKey};
use crate::resolve::rows::Register;
use crate::text::read_date;

/// A declaration that counts, with its content.
type Declared<'a> = (&'a Declaration, &'a Arc<Form>);

/// What all figures are counted from.
struct InquiryCase<'a> {
    ws: &'a Workspace,
    contents: &'a Contents,
    register: &'a Register,
    standings: &'a Standings,
    /// The day by which is counted; none where everything is.
    day: Option<Date>,
    /// The declarations that count. They are those in force in the register, whatever the day: which would be in force without
    /// those that came later only another register can tell, and whoever wants that gives one.
    declarations: Vec<&'a Declaration>,
}

impl<'a> InquiryCase<'a> {
    /// Whether something of a day counts.
    fn is_by(&self, day: Date) -> bool {
        self.day.is_none_or(|last| day <= last)
    }

    /// The declarations that count with their contents; none without any, and none while one is not loaded, because figures of
    /// the others would be too small.
    fn forms(&self) -> Option<Vec<Declared<'a>>> {
        let with_form = |it: &&'a Declaration| Some((*it, self.contents.form(&it.form)?));
        let forms: Vec<_> = self.declarations.iter().map(with_form).collect::<Option<_>>()?;
        (!forms.is_empty()).then_some(forms)
    }
}

/// A figure of the things that it counts, each once.
fn figure(key: InquiryKey, rows: impl IntoIterator<Item = Counted>) -> InquiryFigure {
    let rows: BTreeSet<Counted> = rows.into_iter().collect();
    InquiryFigure { key, value: rows.len(), rows: rows.into_iter().collect() }
}

/// The day by which is counted: the cut-off of the inquiry, else the day of the statuses.
fn cut_off(ws: &Workspace, standings: &Standings) -> Option<Date> {
    let said = ws.fact("inquiry.cutoff").and_then(|text| read_date(text).ok());
    said.or(standings.day)
}

/// The figures of the inquiry, in the order of their keys.
pub fn inquiry(ws: &Workspace, contents: &Contents, register: &Register, standings: &Standings) -> Inquiry {
    let day = cut_off(ws, standings);
    let declarations: Vec<&Declaration> =
        register.declarations().filter_map(|id| ws.declarations.get(id)).collect();
    let is_late = |declaration: &&&Declaration| day.is_some_and(|day| declaration.received > day);
    let late = declarations.iter().filter(is_late).count();
    let case = InquiryCase { ws, contents, register, standings, day, declarations };
    let change = change::change(&case);
    let mut figures = [
        answers::figures(&case),
        declarations::figures(&case),
        rows::figures(&case),
        facilities::figures(&case),
        change.figures,
    ]
    .concat();
    figures.sort_by(|a, b| a.key.cmp(&b.key));
    Inquiry { day, figures, late, lists: facilities::lists(&case), compared_with: change.year }
}
