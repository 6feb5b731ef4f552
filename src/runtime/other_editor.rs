//! A text in the person's own editor: a private file, the program that `$VISUAL` or `$EDITOR` names on it, and what it leaves.
//! Whatever goes wrong, the text is as it was before.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicU32, Ordering};

use super::frame_output::FrameOutput;
use super::{Dirs, dirs};
use crate::Problem;
use crate::domain::LONGEST_SECTION;
use crate::store::Disk;
use crate::text::in_kilobytes;

/// Where the editor is named, the first before the second.
const NAMED_BY: [&str; 2] = ["VISUAL", "EDITOR"];

/// The editor as its variable names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherEditor {
    variable: &'static str,
    program: String,
    arguments: Vec<String>,
}

impl OtherEditor {
    /// The editor that the environment names.
    ///
    /// # Errors
    /// When it names none, or its words cannot be told apart.
    pub fn named(env: &dyn Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let set = |variable: &&'static str| {
            let value = env(variable).filter(|value| !value.trim().is_empty())?;
            Some((*variable, value))
        };
        let Some((variable, value)) = NAMED_BY.iter().find_map(set) else {
            let remedy = "set EDITOR to an editor that waits until the file is closed, such as vi, nano or \"code --wait\"";
            return Err(Problem::new("no editor is set", "VISUAL, EDITOR", remedy));
        };
        let mut words = words(&value).ok_or_else(|| {
            Problem::new("a quotation mark is not closed", format!("{variable}={value}"), "close it")
        })?;
        if words.is_empty() {
            return Err(Problem::new("no editor is named", format!("{variable}={value}"), "name one"));
        }
        let program = words.remove(0);
        Ok(Self { variable, program, arguments: words })
    }

    fn run(&self, file: &Path) -> io::Result<ExitStatus> {
        Command::new(&self.program).args(&self.arguments).arg(file).status()
    }

    /// What is wrong with an end, where something is.
    fn failure(&self, ended: io::Result<ExitStatus>) -> Option<Problem> {
        let editor = &self.program;
        let as_before = |what: String, remedy: &str| {
            Some(Problem::new(format!("{what}; the text is as it was before"), self.variable, remedy))
        };
        match ended {
            Ok(status) if status.success() => None,
            Ok(status) => {
                let how = status.code().map_or_else(|| killed(status), |code| format!("with status {code}"));
                as_before(
                    format!("the editor {editor} ended {how}"),
                    "end it without an error to take over what is written",
                )
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                as_before(format!("the editor {editor} was not found"), "install it, or name another one")
            }
            Err(error) => {
                as_before(format!("the editor {editor} could not be started: {error}"), "name another one")
            }
        }
    }
}

#[cfg(unix)]
fn killed(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    status.signal().map_or_else(|| "by force".to_owned(), |signal| format!("by signal {signal}"))
}

#[cfg(not(unix))]
fn killed(_: ExitStatus) -> String {
    "by force".to_owned()
}

/// Words as shells tell them apart: by blanks, outside of quotation marks, a backslash before what stands for itself. Nothing else
/// means anything. None where a quotation mark is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let (mut words, mut open) = (Vec::new(), None::<String>);
    let mut quoted_by = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (quoted_by, c) {
            (None, c) if c.is_whitespace() => words.extend(open.take()),
            (None, '"' | '\'') => {
                quoted_by = Some(c);
                open.get_or_insert_default();
            }
            (Some(mark), c) if c == mark => quoted_by = None,
            (None | Some('"'), '\\') => open.get_or_insert_default().extend(rest.next()),
            (_, c) => open.get_or_insert_default().push(c),
        }
    }
    words.extend(open);
    quoted_by.is_none().then_some(words)
}

/// A new file in the program's own folder, for its owner alone.
fn new_file(disk: &dyn Disk, own: &Dirs, text: &str) -> Result<PathBuf, Problem> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let dir = own.editing();
    dirs::ensure(disk, &dir)?;
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let path = dir.join(format!("section-{}-{number}.txt", std::process::id()));
    let written = disk.create(&path).and_then(|mut file| file.write_all(format!("{text}\n").as_bytes()));
    written.map_err(|error| {
        let what = format!("the text could not be handed to the editor: {error}");
        Problem::new(what, path.display().to_string(), "check the disk and the permissions of the folder")
    })?;
    Ok(path)
}

/// Why what the editor left is not taken.
enum Untaken {
    /// There is nothing of the person's in it.
    Gone(String),
    /// It stays where it is, lest it is lost.
    Stays(String),
}

/// What the editor left, bounded before it is read.
fn left(disk: &dyn Disk, path: &Path) -> Result<String, Untaken> {
    let stat = disk.stat(path).map_err(|error| {
        Untaken::Gone(if error.kind() == ErrorKind::NotFound {
            "the editor left no file".to_owned()
        } else {
            format!("what the editor left cannot be read: {error}")
        })
    })?;
    let length = usize::try_from(stat.len).unwrap_or(usize::MAX);
    // The line end behind the last line does not count.
    if length > LONGEST_SECTION + 1 {
        let most = in_kilobytes(LONGEST_SECTION);
        let what = format!("what the editor left is {}, and a section takes {most}", in_kilobytes(length));
        return Err(Untaken::Stays(what));
    }
    let bytes = disk
        .read(path)
        .map_err(|error| Untaken::Stays(format!("what the editor left cannot be read: {error}")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Untaken::Stays("what the editor left is not UTF-8".to_owned()))?;
    if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Untaken::Stays("what the editor left has control characters: it is no text".to_owned()));
    }
    Ok(text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).to_owned())
}

/// Lets the person edit a text in their own editor, for which the terminal is given away; the text as it is afterwards.
///
/// # Errors
/// When there is no such editor, it fails, or what it leaves is no text of a section.
pub fn edit(
    (disk, own): (&dyn Disk, &Dirs),
    env: &dyn Fn(&str) -> Option<String>,
    text: &str,
    screen: &mut impl FrameOutput,
) -> Result<String, Problem> {
    let editor = OtherEditor::named(env)?;
    let path = new_file(disk, own, text)?;
    let mut ended = Err(io::Error::other("the terminal was not given away"));
    let lent = screen.lend(&mut || ended = editor.run(&path));
    let failed = match lent {
        Ok(()) => editor.failure(ended),
        Err(error) => {
            let what = format!("the terminal could not be given to the editor: {error}");
            Some(Problem::new(what, "the terminal", "write the section here"))
        }
    };
    let taken = match failed {
        Some(problem) => Err(problem),
        None => match left(disk, &path) {
            Ok(text) => Ok(text),
            Err(Untaken::Gone(what)) => {
                let what = format!("{what}; the text is as it was before");
                Err(Problem::new(what, path.display().to_string(), "save the file in the editor"))
            }
            Err(Untaken::Stays(what)) => {
                let what = format!("{what}; the text is as it was before");
                let remedy =
                    "what the editor left stays in this file: mend it there, and take over what you need";
                return Err(Problem::new(what, path.display().to_string(), remedy));
            }
        },
    };
    if let Err(error) = disk.remove(&path)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!("the editor's file was not removed: {error}");
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    fn named(value: &str) -> Result<OtherEditor, Problem> {
        OtherEditor::named(&|name| (name == "EDITOR").then(|| value.to_owned()))
    }

    #[test]
    fn the_words_of_an_editor_are_told_apart_as_shells_do() {
        let split = |text: &str| words(text).unwrap().join("|");
        assert_eq!(split("code --wait"), "code|--wait");
        assert_eq!(split("  '/opt/my editor/bin'  -x \"a b\"c "), "/opt/my editor/bin|-x|a bc");
        assert_eq!(split("a\\ b \"\\\"\" '\\'"), "a b|\"|\\");
        assert_eq!(split("a '' b"), "a||b");
        assert_eq!(words("vi 'x"), None);
    }

    #[test]
    fn visual_comes_before_editor_and_none_is_told() {
        let env = |name: &str| Some(if name == "VISUAL" { "gvim -f" } else { "ed" }.to_owned());
        let editor = OtherEditor::named(&env).unwrap();
        assert_eq!((editor.variable, editor.program.as_str()), ("VISUAL", "gvim"));
        assert_eq!(named("nano").unwrap().program, "nano");
        assert!(named("  ").unwrap_err().what.contains("no editor is set"));
        assert!(named("vi \"").unwrap_err().what.contains("not closed"));
    }

    #[test]
    fn what_is_left_is_taken_or_told() {
        let temp = tempfile::TempDir::new().unwrap();
        let path = temp.path().join("section.txt");
        let read = |bytes: &[u8]| {
            write_atomic(&RealDisk, &path, bytes).unwrap();
            left(&RealDisk, &path).map_err(|why| match why {
                Untaken::Gone(what) | Untaken::Stays(what) => what,
            })
        };
        assert_eq!(read("\u{feff}one\n\ntwo\r\n".as_bytes()).as_deref(), Ok("one\n\ntwo"));
        assert!(read(b"\xff\xfe").unwrap_err().contains("UTF-8"));
        assert!(read(b"ELF\0\x01").unwrap_err().contains("no text"));
        assert!(read(&vec![b'x'; LONGEST_SECTION + 2]).unwrap_err().contains("64 KB"));
        RealDisk.remove(&path).unwrap();
        assert!(matches!(left(&RealDisk, &path), Err(Untaken::Gone(_))));
    }
}
