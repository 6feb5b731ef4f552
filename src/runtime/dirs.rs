//! The platform's folders for configuration, data and state, and the names of what lies in them.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::Problem;
use crate::store::{Disk, StoreError};

/// The folders of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dirs {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

impl Dirs {
    /// The folders as the platform has them.
    ///
    /// # Errors
    /// When there is no home folder.
    pub fn of_platform() -> Result<Self, Problem> {
        let found = ProjectDirs::from("", "", "rcoi").ok_or_else(|| {
            Problem::new(
                "there is no home folder to keep anything in",
                "HOME",
                "set HOME to a folder of yours",
            )
        })?;
        let state = found.state_dir().unwrap_or_else(|| found.data_local_dir());
        Ok(Self {
            config: found.config_dir().to_owned(),
            data: found.data_dir().to_owned(),
            state: state.to_owned(),
        })
    }

    /// The three folders inside `dir`.
    #[cfg(test)]
    pub fn inside(dir: &Path) -> Self {
        Self { config: dir.join("config"), data: dir.join("data"), state: dir.join("state") }
    }

    /// What the analyst sets.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// Where the sample workspace lies.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What the program remembers by itself.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.ron")
    }

    /// Changes to the keymap.
    pub fn keymap(&self) -> PathBuf {
        self.config.join("keymap.ron")
    }

    /// The analyst's own themes.
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The sample workspace.
    pub fn sample(&self) -> PathBuf {
        self.data.join("sample")
    }

    /// Which workspace was open last.
    pub fn last(&self) -> PathBuf {
        self.state.join("last.ron")
    }

    /// The sessions, one file a workspace.
    pub fn sessions(&self) -> PathBuf {
        self.state.join("sessions")
    }

    /// Texts while they are in the person's own editor.
    pub fn editing(&self) -> PathBuf {
        self.state.join("editing")
    }

    pub fn log(&self) -> PathBuf {
        self.state.join("rcoi.log")
    }
}

/// Creates a folder with those above it that are not there, for their owner alone.
///
/// # Errors
/// When the disk fails, or a file stands where a folder should be.
pub fn ensure(disk: &dyn Disk, dir: &Path) -> Result<(), Problem> {
    match disk.stat_through(dir) {
        Ok(stat) if stat.is_dir() => return Ok(()),
        Ok(_) => return Err(StoreError::NotAFolder(dir.to_owned()).problem()),
        Err(_) => {}
    }
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        ensure(disk, parent)?;
    }
    match disk.create_dir(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(Problem::new(
            format!("could not create a folder: {error}"),
            dir.display().to_string(),
            "check the permissions of the folder above it",
        )),
        Ok(()) | Err(_) => Ok(()),
    }
}
