//! What an import of a request log would do: the lines that are not there yet are added.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::columns::RosterColumn;
use super::plan::{RosterOutcome, RosterPlan, find};
use super::read::{RosterDraft, RosterRow};
use crate::correspond::requests::{LogLine, log};
use crate::domain::{IdGen, RequestState, Stamp, Supplier, SupplierId, Workspace};
use crate::text::{clean, clean_lines};

/// By what a line of the log is the same as another.
type Key = (SupplierId, Date, RequestState, Option<Date>, String);

pub(super) fn plan(
    ws: &Workspace,
    draft: &RosterDraft,
    file: &str,
    (ids, stamp): (&mut IdGen, &Stamp),
) -> RosterPlan {
    let mut plan = RosterPlan::new(("line of the request log", "the request log"), file);
    let mut there: BTreeMap<Key, usize> = BTreeMap::new();
    for line in ws.requests.values() {
        let key = (line.supplier.clone(), line.day, line.state, line.due, clean(&line.note));
        *there.entry(key).or_default() += 1;
    }
    for row in &draft.rows {
        match line(ws, row) {
            Err(why) => plan.refuse(row.line, why),
            Ok((supplier, line)) => {
                let words = format!("{}: {} {}", supplier.name, line.state.name(), line.day);
                let key = (supplier.id.clone(), line.day, line.state, line.due, clean(&line.note));
                match there.get_mut(&key).filter(|left| **left > 0) {
                    Some(left) => {
                        *left -= 1;
                        plan.outcomes.push((words, RosterOutcome::Same));
                    }
                    None => {
                        plan.push(log(&supplier.id, line, ids.request(), stamp.clone()));
                        plan.outcomes.push((words, RosterOutcome::Added));
                    }
                }
            }
        }
    }
    plan
}

/// The line that a row says, and whose it is.
fn line<'a>(ws: &'a Workspace, row: &RosterRow) -> Result<(&'a Supplier, LogLine), String> {
    let (name, number) = (row.text(RosterColumn::Name), row.text(RosterColumn::Number));
    let supplier = find(ws, &name, &number)?.ok_or_else(|| match (name.is_empty(), number.is_empty()) {
        (true, true) => "this row names no supplier".to_owned(),
        (false, _) => format!("there is no supplier {name}; import the supplier list first"),
        (true, false) => {
            format!("there is no supplier with the number {number}; import the supplier list first")
        }
    })?;
    let written = row.text(RosterColumn::State);
    let state = RequestState::parse(&written).ok_or_else(|| {
        let states = RequestState::ALL.map(RequestState::name);
        format!("\u{201c}{written}\u{201d} is no state; the states are: {}", states.join(", "))
    })?;
    let day = date(&row.text(RosterColumn::Day))?.ok_or("this row has no day")?;
    let due = date(&row.text(RosterColumn::Due))?;
    Ok((supplier, LogLine { state, day, due, note: clean_lines(&row.text(RosterColumn::Note)) }))
}

/// A day as written; none for an empty cell.
fn date(written: &str) -> Result<Option<Date>, String> {
    if written.is_empty() {
        return Ok(None);
    }
    let day = Date::strptime("%Y-%m-%d", written);
    day.map(Some).map_err(|_| format!("\u{201c}{written}\u{201d} is no day such as 2027-03-31"))
}
