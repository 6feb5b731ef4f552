//! What must be known of a risk list before it is taken: the day that it speaks for.

use jiff::civil::Date;

use crate::Problem;
use crate::domain::{RiskList, Source, SourceKind, SourceRole, Stamp};
use crate::import::risk::RiskPart;
use crate::import::sha256;
use crate::text::count;

use super::{ReceivedRisk, source_id};

/// A risk list that is ready to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledRisk {
    pub source: Source,
    pub list: RiskList,
}

impl SettledRisk {
    /// What it is, in words: "sanctions list, as of 2026-11-01, 12 entries".
    pub fn words(&self) -> String {
        let RiskList { kind, as_of, rows, .. } = &self.list;
        let entries = count(usize::try_from(*rows).unwrap_or(usize::MAX), "entry", "entries");
        format!("{}, as of {as_of}, {entries}", kind.name())
    }
}

impl ReceivedRisk {
    /// The list with its source, given the day that is said, else the file's own.
    ///
    /// # Errors
    /// When nothing says its day, the day is still to come, or the file is a part of a list whose names are not there.
    pub fn settle(&self, as_of: Option<Date>, stamp: &Stamp, today: Date) -> Result<SettledRisk, Problem> {
        let draft = &self.draft;
        let refused = |what: String, remedy: &str| {
            Problem::new(format!("nothing was imported: {what}"), &draft.file, remedy)
        };
        if let RiskPart::Aliases | RiskPart::Addresses = draft.part {
            let what = "this is a part of OFAC\u{2019}s list, without its names".to_owned();
            return Err(refused(what, "give SDN.CSV with it, in one call or folder"));
        }
        let as_of = as_of.or(draft.as_of.map(|(day, _)| day)).ok_or_else(|| {
            let what = "nothing says which day the list speaks for".to_owned();
            refused(
                what,
                "say it: --as-of YYYY-MM-DD, the day on which it was downloaded (in the preview: d)",
            )
        })?;
        if as_of > today {
            let what = format!("the list\u{2019}s day, {as_of}, is still to come");
            return Err(refused(what, "give the day on which the list was downloaded"));
        }
        let rows = u32::try_from(draft.body.entries.len()).unwrap_or(u32::MAX);
        let of = format!("risk {} {} {as_of}", self.body_sha, draft.title);
        let list = RiskList {
            source: source_id(&sha256(of.as_bytes())),
            title: draft.title.clone(),
            kind: draft.kind,
            as_of,
            body: self.body_sha.clone(),
            rows,
        };
        let source = Source {
            id: list.source.clone(),
            file: draft.file.clone(),
            sha256: draft.sha256.clone(),
            kind: SourceKind::RiskList,
            role: Some(SourceRole::Risk),
            title: list.title.clone(),
            as_of: Some(as_of),
            imported_at: stamp.at,
            rows,
            statements: Vec::new(),
        };
        Ok(SettledRisk { source, list })
    }
}
