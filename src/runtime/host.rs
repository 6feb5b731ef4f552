//! The machine as both the interface and the headless commands need it, and which workspace they open.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::Config;
use super::{Dirs, clock, dirs, last_workspace, person};
use crate::Problem;
use crate::domain::IdGen;
use crate::import::sample;
use crate::store::{Disk, Opened, Owner, RealDisk, Store, StoreError};

/// Which workspace was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WorkspaceChoice {
    Folder(PathBuf),
    Sample,
    /// None in particular: the last one, else the sample.
    #[default]
    Last,
}

/// The workspace that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenWorkspace {
    pub dir: PathBuf,
    /// Told when the sample was created for it.
    pub notice: Option<Problem>,
}

/// Disk, folders, settings and person.
#[derive(Debug, Clone)]
pub struct Host {
    /// What is written goes through this.
    pub disk: Arc<dyn Disk>,
    /// The program's own folders.
    pub dirs: Dirs,
    /// What the analyst set.
    pub config: Config,
    /// Under which name edits are recorded.
    pub person: String,
    /// What was wrong with the settings.
    pub notices: Vec<Problem>,
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl Host {
    /// This machine, for the person given on the command line or found.
    ///
    /// # Errors
    /// When there is no home folder.
    pub fn of_platform(person: Option<&str>) -> Result<Self, Problem> {
        Ok(Self::new(Arc::new(RealDisk), Dirs::of_platform()?, person))
    }

    /// A machine with this disk and these folders.
    pub fn new(disk: Arc<dyn Disk>, dirs: Dirs, given: Option<&str>) -> Self {
        let mut notices = Vec::new();
        let config = Config::load(&*disk, &dirs.config_file()).unwrap_or_else(|problem| {
            notices.push(problem);
            Config::default()
        });
        let person = person::person(given, config.person.as_deref(), &env);
        Self { disk, dirs, config, person, notices }
    }

    /// Who opens a workspace here.
    pub fn owner(&self) -> Owner {
        let read =
            |path: &str| self.disk.read_through(Path::new(path)).ok().and_then(|b| String::from_utf8(b).ok());
        Owner {
            host: person::machine(&env, &read),
            pid: std::process::id(),
            since: clock::now(),
            person: self.person.clone(),
        }
    }

    /// The folder of the workspace asked for. The sample is created when it is wanted and not there.
    ///
    /// # Errors
    /// When the sample cannot be created.
    pub fn choose(&self, choice: &WorkspaceChoice) -> Result<ChosenWorkspace, Problem> {
        match choice {
            WorkspaceChoice::Folder(dir) => Ok(ChosenWorkspace { dir: dir.clone(), notice: None }),
            WorkspaceChoice::Sample => self.sample(),
            WorkspaceChoice::Last => match last_workspace::recall(&*self.disk, &self.dirs) {
                Some(dir) => Ok(ChosenWorkspace { dir, notice: None }),
                None => self.sample(),
            },
        }
    }

    fn sample(&self) -> Result<ChosenWorkspace, Problem> {
        let dir = self.dirs.sample();
        if self.disk.stat_through(&dir.join("workspace.ron")).is_ok() {
            return Ok(ChosenWorkspace { dir, notice: None });
        }
        dirs::ensure(&*self.disk, self.dirs.data())?;
        match Store::init(Arc::clone(&self.disk), &dir, &sample::workspace(), &self.owner()) {
            Ok(_) => {
                let notice = Some(created(&dir));
                Ok(ChosenWorkspace { dir, notice })
            }
            // Another instance was quicker.
            Err(StoreError::AlreadyAWorkspace(_)) => Ok(ChosenWorkspace { dir, notice: None }),
            Err(error) => Err(error.problem()),
        }
    }

    /// Opens a workspace for writing, or for reading when another instance writes it or the folder forbids.
    ///
    /// # Errors
    /// When it is not a workspace, or is damaged, or of a newer version.
    pub fn open(&self, dir: &Path) -> Result<Opened, Problem> {
        let opened = Store::open(Arc::clone(&self.disk), dir, &self.owner());
        let mut opened = opened.map_err(|error| error.problem())?;
        opened
            .store
            .send_reports_to(self.config.reports.as_ref().map(|within| within.join(folder_name(dir))));
        Ok(opened)
    }

    /// Opens a workspace to look at it only, whoever writes it.
    ///
    /// # Errors
    /// As [`Host::open`].
    pub fn open_reading(&self, dir: &Path) -> Result<Opened, Problem> {
        Store::open_reading(Arc::clone(&self.disk), dir).map_err(|error| error.problem())
    }

    /// Sixteen random bytes, from which identifiers are made.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn seed(&self) -> Result<[u8; 16], Problem> {
        let mut seed = [0; 16];
        getrandom::fill(&mut seed).map_err(|error| {
            Problem::new(format!("the system gives no random bytes: {error}"), "", "restart the system")
        })?;
        Ok(seed)
    }

    /// A generator of identifiers.
    ///
    /// # Errors
    /// As [`Host::seed`].
    pub fn ids(&self) -> Result<IdGen, Problem> {
        self.seed().map(IdGen::new)
    }
}

fn created(dir: &Path) -> Problem {
    Problem::new(
        "the sample was created: Annex I of a filing for 2022",
        dir.display().to_string(),
        "look around in it; make your own with: rcoi init DIR --company NAME --year YYYY",
    )
}

/// The name of a workspace's folder, however it was reached ("." and ".." have none): by it workspaces are told apart.
fn folder_name(dir: &Path) -> OsString {
    let whole = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    whole.file_name().map_or_else(|| OsString::from("workspace"), OsStr::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(temp: &tempfile::TempDir) -> Host {
        Host::new(Arc::new(RealDisk), Dirs::inside(temp.path()), Some("Ada"))
    }

    #[test]
    fn without_a_workspace_the_sample_is_created_once() {
        let temp = tempfile::TempDir::new().unwrap();
        let host = host(&temp);
        let first = host.choose(&WorkspaceChoice::Last).unwrap();
        assert!(first.notice.is_some());
        let second = host.choose(&WorkspaceChoice::Sample).unwrap();
        assert_eq!((second.dir, second.notice), (first.dir.clone(), None));
        assert_eq!(host.open_reading(&first.dir).unwrap().workspace, sample::workspace());
    }

    #[test]
    fn the_last_workspace_comes_before_the_sample() {
        let temp = tempfile::TempDir::new().unwrap();
        let host = host(&temp);
        last_workspace::remember(&*host.disk, &host.dirs, Path::new("/tmp/acme")).unwrap();
        assert_eq!(host.choose(&WorkspaceChoice::Last).unwrap().dir, PathBuf::from("/tmp/acme"));
    }

    #[test]
    fn a_workspace_s_folder_has_one_name_however_it_is_reached() {
        let temp = tempfile::TempDir::new().unwrap();
        let dir = temp.path().join("acme");
        std::fs::create_dir_all(dir.join("reports")).unwrap();
        for way in ["", ".", "./.", "reports/.."] {
            assert_eq!(folder_name(&dir.join(way)), "acme", "{way}");
        }
    }
}
