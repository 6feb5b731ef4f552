//! The rows of a status list that are no facility's of the workspace, so that an import can say them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Classifier;
use super::chosen::Counting;
use super::taken::RowTaker;
use crate::domain::{Contents, SourceId, StatusEntry, StatusList, Workspace};
use crate::resolve::rows::Register;
use crate::text::count;

/// So many rows are called by their names.
const FIRST: usize = 3;

/// What a list has that is no facility's here, each as the list calls it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowsNotHere {
    /// Rows that name no facility of the workspace.
    pub nobody: Vec<String>,
    /// Rows of which a person must say which facility they name.
    pub waiting: Vec<String>,
}

impl RowsNotHere {
    /// Of some lists, each, as of a day.
    pub fn of_lists<'a>(
        ws: &Workspace,
        contents: &Contents,
        day: Date,
        lists: impl IntoIterator<Item = &'a StatusList>,
    ) -> Vec<Self> {
        let register = Register::build(ws, contents);
        let classifier = Classifier::build(ws, contents, &register, Some(day));
        let standings = classifier.standings(ws, &register);
        let unsure = classifier.unsure(ws, &register, &standings).into_iter();
        let waiting: BTreeSet<(SourceId, u32)> = unsure.map(|row| (row.list, row.row)).collect();
        lists.into_iter().map(|list| Self::of(ws, contents, (&register, &waiting), list)).collect()
    }

    fn of(
        ws: &Workspace,
        contents: &Contents,
        (register, waiting): (&Register, &BTreeSet<(SourceId, u32)>),
        list: &StatusList,
    ) -> Self {
        let mut rows = Self::default();
        let Some(body) = contents.status(&list.body) else { return rows };
        let counting =
            || body.entries.iter().filter_map(|entry| Counting::of(&ws.settings.status_words, list, entry));
        let taker = RowTaker::new(ws, register, counting());
        let is_covered = |row: &Counting<'_>| list.metals.contains(&row.metal);
        for row in counting().filter(|row| is_covered(row) && !taker.is_here(*row)) {
            let waits = waiting.contains(&(list.source.clone(), row.entry.row));
            let of = if waits { &mut rows.waiting } else { &mut rows.nobody };
            of.push(called(row.entry));
        }
        rows
    }

    /// What is to be said of them, a line each.
    pub fn words(&self) -> Vec<String> {
        let said = |rows: &[String], what: (&str, &str)| {
            let first: Vec<&str> = rows.iter().take(FIRST).map(String::as_str).collect();
            let more = rows.len().saturating_sub(FIRST);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            (!rows.is_empty())
                .then(|| format!("{}: {}{more}", count(rows.len(), what.0, what.1), first.join(", ")))
        };
        let nobody = said(&self.nobody, ("row names no facility here", "rows name no facility here"));
        let waiting = said(
            &self.waiting,
            ("row waits for a decision in Matches", "rows wait for a decision in Matches"),
        );
        nobody.into_iter().chain(waiting).collect()
    }
}

fn called(entry: &StatusEntry) -> String {
    match (entry.cid, entry.name.as_str()) {
        (Some(cid), "") => cid.to_string(),
        (Some(cid), name) => format!("{cid} {name}"),
        (None, name) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_are_called_by_name() {
        let names = |n: usize| (1..=n).map(|n| format!("CID90000{n}")).collect::<Vec<_>>();
        let rows = RowsNotHere { nobody: names(5), waiting: names(1) };
        assert_eq!(
            rows.words(),
            [
                "5 rows name no facility here: CID900001, CID900002, CID900003 and 2 more",
                "1 row waits for a decision in Matches: CID900001",
            ]
        );
        assert!(RowsNotHere::default().words().is_empty());
    }
}
