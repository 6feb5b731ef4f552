//! The log: a file in the state folder, never the terminal. It is made when there is something to write.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::Dirs;
use crate::Problem;
use crate::store::Disk;

/// From this length on, a new log is begun and this one kept as the old one, in bytes.
const LONGEST: u64 = 1 << 20;

/// Makes writers that add to the file.
#[derive(Debug, Clone)]
struct Log {
    disk: Arc<dyn Disk>,
    dirs: Dirs,
}

/// One line on its way to the file.
struct Line(Log);

impl Log {
    fn path(&self) -> PathBuf {
        self.dirs.log()
    }

    fn add(&self, bytes: &[u8]) -> io::Result<()> {
        let path = self.path();
        let mut file = match self.disk.stat_through(&path) {
            Ok(stat) if stat.len < LONGEST => self.disk.append(&path)?,
            Ok(_) => {
                self.disk.rename(&path, &path.with_extension("log.old"))?;
                self.disk.create(&path)?
            }
            Err(_) => {
                super::dirs::ensure(&*self.disk, self.dirs.state()).map_err(io::Error::other)?;
                self.disk.create(&path)?
            }
        };
        file.write_all(bytes)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.add(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Line;

    fn make_writer(&self) -> Line {
        Line(self.clone())
    }
}

/// Begins to log; `level` is what `RCOI_LOG` says: off, error, warn (when it says nothing), info, debug, trace.
///
/// # Errors
/// When the level is none of these; it is then warn.
pub fn begin(disk: Arc<dyn Disk>, dirs: &Dirs, level: Option<&str>) -> Result<(), Problem> {
    let asked = level.filter(|level| !level.is_empty()).map(str::parse::<LevelFilter>);
    let level = asked.clone().and_then(Result::ok).unwrap_or(LevelFilter::WARN);
    let log = Log { disk, dirs: dirs.clone() };
    // Fails only when a log was begun already, which then goes on.
    tracing_subscriber::fmt().with_writer(log).with_ansi(false).with_max_level(level).try_init().ok();
    match asked {
        Some(Err(_)) => Err(Problem::new(
            "RCOI_LOG names no level; the log is kept at warn",
            "RCOI_LOG",
            "give one of: off, error, warn, info, debug, trace",
        )),
        Some(Ok(_)) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealDisk;

    #[test]
    fn a_long_log_gives_way_to_a_new_one() {
        let temp = tempfile::TempDir::new().unwrap();
        let log = Log { disk: Arc::new(RealDisk), dirs: Dirs::inside(temp.path()) };
        log.add(b"one\n").unwrap();
        log.add(&vec![b'x'; 1 << 20]).unwrap();
        log.add(b"two\n").unwrap();
        assert_eq!(RealDisk.read(&log.path()).unwrap(), b"two\n");
        assert!(RealDisk.read(&log.path().with_extension("log.old")).unwrap().starts_with(b"one\nx"));
    }
}
