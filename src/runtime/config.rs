//! `config.ron`: what the analyst set for every workspace.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Problem;
use crate::data::ron_options;
use crate::store::Disk;

/// Settings to begin with: each with what it does, taken out by two slashes, so that every default holds.
pub const TEMPLATE: &str = include_str!("../../assets/config.ron");

/// The settings; every one may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The name under which edits are recorded.
    pub person: Option<String>,
    pub theme: Option<String>,
    /// Whether the mouse is used; it is unless this says no.
    pub mouse: Option<bool>,
    /// A folder for reports, which are written into a folder of the workspace's name there; without it they lie in the workspace.
    pub reports: Option<PathBuf>,
    /// Whether signs and lines are drawn in plain ASCII.
    pub ascii: bool,
}

/// A text file of the configuration; `None` when it is not there.
///
/// # Errors
/// When it is there and cannot be read, or is not UTF-8.
pub fn read_text(disk: &dyn Disk, path: &Path) -> Result<Option<String>, Problem> {
    let failed =
        |what: String| Problem::new(what, path.display().to_string(), "correct the file or remove it");
    match disk.read_through(path) {
        Ok(bytes) => String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| failed("a file of the configuration is not UTF-8 text".to_owned())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed(format!("could not read a file of the configuration: {error}"))),
    }
}

impl Config {
    /// Reads the settings; the defaults when the file is not there.
    ///
    /// # Errors
    /// When the file cannot be read, does not parse, or has a field that does not exist; with line and column.
    pub fn load(disk: &dyn Disk, path: &Path) -> Result<Self, Problem> {
        let Some(text) = read_text(disk, path)? else { return Ok(Self::default()) };
        ron_options().from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Problem::new(
                format!("the settings cannot be read and are not used: {}", error.code),
                format!("{}, line {}, column {}", path.display(), error.span.start.line, error.span.start.col),
                "correct the file; its fields are person, theme, mouse, reports, ascii, such as (person: \"Ada\", mouse: false)",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealDisk;

    fn load(text: &str) -> Result<Config, Problem> {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("config.ron");
        crate::store::write_atomic(&RealDisk, &path, text.as_bytes()).unwrap();
        Config::load(&RealDisk, &path)
    }

    #[test]
    fn what_is_left_out_is_the_default() {
        let config = load("(person: \"Ada\", mouse: false)").unwrap();
        assert_eq!(
            config,
            Config { person: Some("Ada".to_owned()), mouse: Some(false), ..Config::default() }
        );
        assert_eq!(Config::load(&RealDisk, Path::new("/nowhere/config.ron")), Ok(Config::default()));
    }

    #[test]
    fn settings_to_begin_with_are_the_defaults_and_name_every_setting() {
        assert_eq!(load(TEMPLATE), Ok(Config::default()));
        let error = ron_options().from_str::<Config>("(no_such_setting: 1)").unwrap_err();
        let ron::Error::NoSuchStructField { expected, .. } = error.code else { panic!("{error}") };
        assert!(!expected.is_empty());
        for field in expected {
            let line = format!("    // {field}: ");
            let taken = TEMPLATE.replace(&line, &format!("    {field}: "));
            let config = load(&taken).unwrap();
            assert_ne!(config, Config::default(), "{field} stands there with a value that changes something");
        }
    }

    #[test]
    fn a_wrong_field_is_named_with_its_place() {
        let problem = load("(\n  persn: \"Ada\",\n)").unwrap_err();
        assert!(problem.what.contains("persn"), "{problem}");
        assert!(problem.place.contains("line 2"), "{problem}");
    }
}
