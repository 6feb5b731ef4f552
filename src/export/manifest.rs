//! The manifest of a frozen report: what was filed, file by file and figure by figure, and what it was made of. It names no
//! source but by its hash, so that it can go with the report.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::trace::hash;
use crate::data::ron_options;
use crate::report::Report;
use crate::text::as_written;

/// What a frozen report consists of. It is kept as RON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the program that made the report.
    pub program: String,
    pub company: String,
    /// The reporting year.
    pub year: i16,
    /// The last day of the period that it is for.
    pub period_end: Date,
    /// Whether it is a draft.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// SHA-256 of the workspace that it was made of, in hexadecimal.
    pub workspace: String,
    /// How many entries the history of that workspace had.
    pub entries: u64,
    /// The files of the report, with their SHA-256.
    pub files: BTreeMap<String, String>,
    /// What the report rests on: kind and SHA-256 of each file.
    pub sources: Vec<(String, String)>,
    /// Every figure that the report publishes.
    pub figures: BTreeMap<String, usize>,
}

/// The file name of a manifest.
pub const MANIFEST: &str = "manifest.ron";

/// The text before the values.
const HEAD: &str = "// rcoi manifest: what was frozen. Its SHA-256 stands in the history of the workspace.\n";

impl Manifest {
    /// The manifest of a report with its files, made of a workspace of this hash and with so many entries.
    pub fn of(report: &Report, files: &[(String, Vec<u8>)], (workspace, entries): (String, u64)) -> Self {
        let source = |it: &crate::report::ReportSource| (it.kind.name().to_owned(), it.sha256.clone());
        Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            company: as_written(&report.heading.company).into_owned(),
            year: report.heading.year,
            period_end: report.heading.period_end,
            draft: report.is_draft(),
            workspace,
            entries,
            files: files.iter().map(|(name, bytes)| (name.clone(), hash(bytes))).collect(),
            sources: report.sources.iter().map(source).collect(),
            figures: report.figures.published().map(|it| (it.key.name(), it.value)).collect(),
        }
    }

    /// Its text: one file, source or figure a line.
    ///
    /// # Errors
    /// When a value cannot be written as RON, which none of these is.
    pub fn text(&self) -> Result<String, ron::Error> {
        let layout = PrettyConfig::new().depth_limit(2).indentor(" ").new_line("\n").separator(" ");
        let mut text = HEAD.to_owned();
        ron_options().to_writer_pretty(&mut text, self, layout)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads what [`Manifest::text`] wrote.
    ///
    /// # Errors
    /// When it is no manifest.
    pub fn read(bytes: &[u8]) -> Result<Self, ron::error::SpannedError> {
        ron_options().from_bytes(bytes)
    }

    /// The figures that another manifest has otherwise: the name, what this one says, and what the other does.
    pub fn other_figures<'a>(&'a self, other: &'a Self) -> Vec<(&'a str, Option<usize>, Option<usize>)> {
        let mut names: Vec<&str> =
            self.figures.keys().chain(other.figures.keys()).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        let both = |name: &'a str| (name, self.figures.get(name).copied(), other.figures.get(name).copied());
        names.into_iter().map(both).filter(|(_, ours, theirs)| ours != theirs).collect()
    }

    /// The files that another manifest has with other bytes, or one of them alone.
    pub fn other_files<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.files.keys().chain(other.files.keys()).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().filter(|name| self.files.get(*name) != other.files.get(*name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, &str)], figures: &[(&str, usize)]) -> Manifest {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Manifest {
            program: "1.0.0".to_owned(),
            company: "Acme".to_owned(),
            year: 2022,
            period_end: jiff::civil::date(2022, 12, 31),
            draft: false,
            workspace: "ab".to_owned(),
            entries: 7,
            files: files.iter().map(owned).collect(),
            sources: vec![("declaration".to_owned(), "cd".to_owned())],
            figures: figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_has_a_line_a_file_and_a_figure() {
        let manifest = manifest(&[("a.htm", "12"), ("b.htm", "34")], &[("facilities", 249), ("covered", 1)]);
        let text = manifest.text().unwrap();
        assert_eq!(Manifest::read(text.as_bytes()), Ok(manifest));
        for line in ["\"a.htm\": \"12\",", "\"facilities\": 249,", "(\"declaration\", \"cd\"),"] {
            assert!(text.lines().any(|it| it.trim() == line), "{line} in {text}");
        }
        assert!(Manifest::read(b"(program: 1)").is_err() && Manifest::read(b"\xff").is_err());
    }

    #[test]
    fn what_differs_is_told_by_name() {
        let one = manifest(&[("a", "1"), ("b", "2")], &[("x", 1), ("y", 2)]);
        let other = manifest(&[("a", "1"), ("b", "3"), ("c", "4")], &[("x", 1), ("y", 3), ("z", 0)]);
        assert_eq!(one.other_files(&other), ["b", "c"]);
        assert_eq!(one.other_figures(&other), [("y", Some(2), Some(3)), ("z", None, Some(0))]);
        assert!(one.other_files(&one).is_empty() && one.other_figures(&one).is_empty());
    }
}
