//! Imported files as they came, and reports made.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::domain::Contents;

use super::atomic::{check_name, ensure_dir, parent_of, write_atomic};
use super::bundle::{WrittenBundle, write_bundle};
use super::record::sha256;
use super::{Content, Store, StoreError, StoreResult};

/// The longest extension that an original keeps.
const EXTENSION: usize = 8;

impl Store {
    /// Keeps an imported file under its hash; `None` when the workspace's settings say not to.
    ///
    /// # Errors
    /// When the bytes do not have the hash, the workspace is open for reading only, or the disk fails.
    pub fn keep_original(&self, hash: &str, extension: &str, bytes: &[u8]) -> StoreResult<Option<PathBuf>> {
        self.check_writable()?;
        if self.workspace().settings.discard_originals {
            return Ok(None);
        }
        if sha256(bytes) != hash {
            return Err(StoreError::WrongHash(hash.to_owned()));
        }
        if let Some(path) = self.original(hash)?
            && self.disk().read(&path).is_ok_and(|kept| kept == bytes)
        {
            return Ok(Some(path));
        }
        let dir = self.paths().originals();
        ensure_dir(self.disk(), &dir)?;
        let kept: String = extension
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(EXTENSION)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let extension = if kept.is_empty() { "bin" } else { kept.as_str() };
        let path = dir.join(format!("{hash}.{extension}"));
        write_atomic(self.disk(), &path, bytes)?;
        Ok(Some(path))
    }

    /// Writes a content that never changes, before the edit that names it; one that is there stays.
    ///
    /// # Errors
    /// When the workspace is open for reading only, or the disk fails.
    pub fn keep_content(&self, content: &Content) -> StoreResult<()> {
        self.check_writable()?;
        content.write(self.disk(), self.paths()).map(drop)
    }

    /// Writes contents, before the edit that names them; those that are there stay.
    ///
    /// # Errors
    /// As [`Store::keep_content`].
    pub fn keep_contents(&self, contents: &Contents) -> StoreResult<()> {
        let lists = contents.lists.values().map(|list| Content::list(list));
        let forms: Vec<StoreResult<Content>> =
            contents.forms.par_iter().map(|(_, form)| Content::form(form)).collect();
        let statuses = contents.statuses.values().map(|list| Content::status(list));
        let risks = contents.risks.values().map(|list| Content::risk(list));
        lists.chain(statuses).chain(risks).chain(forms).try_for_each(|content| self.keep_content(&content?))
    }

    /// Where the original of a hash lies, if it was kept.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn original(&self, hash: &str) -> StoreResult<Option<PathBuf>> {
        let dir = self.paths().originals();
        let names = match self.disk().list(&dir) {
            Ok(names) => names,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("list", &dir)(error)),
        };
        let is_it = |name: &String| {
            name.split_once('.').is_some_and(|(stem, rest)| stem == hash && !rest.contains('.'))
        };
        Ok(names.into_iter().find(is_it).map(|name| dir.join(name)))
    }

    /// Writes internal files into `letters/`, each as a whole; older ones of the same name are replaced. Returns the folder.
    ///
    /// # Errors
    /// When a name is not a plain file name, the workspace is open for reading only, or the disk fails.
    pub fn write_internal(&self, files: &[(String, Vec<u8>)]) -> StoreResult<PathBuf> {
        self.check_writable()?;
        let dir = self.paths().letters();
        ensure_dir(self.disk(), &dir)?;
        for (name, bytes) in files {
            write_atomic(self.disk(), &dir.join(check_name(name)?), bytes)?;
        }
        Ok(dir)
    }

    /// The folder of the reports: the workspace's own, or where a person wants them.
    fn reports_dir(&self) -> StoreResult<PathBuf> {
        let dir = match self.reports_in() {
            None => self.paths().reports(),
            Some(dir) if self.disk().stat_through(parent_of(dir)).is_ok_and(|stat| stat.is_dir()) => {
                dir.to_owned()
            }
            Some(dir) => return Err(StoreError::NoFolder(parent_of(dir).to_owned())),
        };
        ensure_dir(self.disk(), &dir)?;
        Ok(dir)
    }

    /// Writes a report of several files into `reports/` as one. Of one of the same name what was exported and is unchanged is
    /// replaced; what else lies there stays.
    ///
    /// # Errors
    /// When a name is not a plain file name, the workspace is open for reading only, or the disk fails.
    pub fn write_report(&self, name: &str, files: &[(String, Vec<u8>)]) -> StoreResult<WrittenBundle> {
        self.check_writable()?;
        let parent = self.reports_dir()?;
        write_bundle(self.disk(), &parent, name, files)
    }
}
