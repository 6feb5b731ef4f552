//! The status lists of the demo, from `data/demo/status_lists.ron`: tables as the programmes publish them, with a title row that
//! says what they are and as of which day.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::facilities::named;
use crate::data::embedded;
use crate::domain::{Cid, Metal};

/// A status list as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoStatusList {
    /// The file's name.
    pub name: String,
    /// A CSV file.
    pub raw: Vec<u8>,
}

/// The status lists as they stand on a day.
///
/// # Errors
/// When a table cannot be written.
pub fn status_lists_on(today: Date) -> Result<Vec<DemoStatusList>, csv::Error> {
    LISTS.iter().map(|list| list.on(today)).collect()
}

static LISTS: LazyLock<Vec<StatusListRow>> = LazyLock::new(|| {
    embedded("data/demo/status_lists.ron", include_str!("../../data/demo/status_lists.ron"))
});

/// The columns, of which the last two say something of what was audited.
const HEADER: [&str; 7] = [
    "Metal",
    "Smelter ID",
    "Standard Smelter Name",
    "Country Location",
    "Assessment Program",
    "Last Audit Date",
    "Audit Cycle",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusListRow {
    file: String,
    title: String,
    /// Days before the demo is made.
    ago: i32,
    entries: Vec<EntryRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryRow {
    metal: Metal,
    cid: Cid,
    programme: String,
    /// Days before the list's.
    #[serde(default)]
    audited: Option<i32>,
    #[serde(default)]
    cycle: String,
}

impl StatusListRow {
    fn on(&self, today: Date) -> Result<DemoStatusList, csv::Error> {
        let day = before(today, self.ago);
        let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        out.write_record([format!("{}, as of {day}", self.title)])?;
        out.write_record(HEADER)?;
        for entry in &self.entries {
            let (name, country) = named(entry.cid).unwrap_or_default();
            let audited = entry.audited.map_or_else(String::new, |days| before(day, days).to_string());
            let (metal, cid) = (entry.metal.name(), entry.cid.to_string());
            out.write_record([metal, &cid, name, country, &entry.programme, &audited, &entry.cycle])?;
        }
        let raw = out.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(DemoStatusList { name: self.file.clone(), raw })
    }
}

fn before(day: Date, days: i32) -> Date {
    day.checked_sub(days.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::DAY;
    use crate::domain::ListKind;
    use crate::import::status;

    #[test]
    fn each_list_says_what_it_is_and_has_facilities_that_exist() {
        let lists = status_lists_on(DAY).unwrap();
        let kinds = lists.iter().map(|list| {
            let draft = status::read(&list.name, &list.raw, None).unwrap().unwrap();
            assert_eq!(draft.as_of.map(|(day, _)| day), Some(before(DAY, 6)), "{}", list.name);
            assert!(draft.skipped.is_empty() && draft.remarks.is_empty(), "{draft:?}");
            assert!(draft.body.entries.len() > 5, "{}", list.name);
            assert!(draft.body.entries.iter().all(|entry| !entry.name.is_empty()), "{}", list.name);
            draft.kind
        });
        let kinds: Vec<_> = kinds.collect();
        assert_eq!(kinds, [Some(ListKind::Conformant), Some(ListKind::Active)]);
    }
}
