//! `rcoi freeze`, `rcoi unfreeze`, and what `rcoi verify` says of a frozen report.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and tampers with what it checks"
)]

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::common::home::program;

/// The demo, in a home of its own.
struct Demo {
    home: TempDir,
}

impl Demo {
    fn new() -> Self {
        let demo = Self { home: TempDir::new().unwrap() };
        assert_eq!(program(demo.home.path(), &["init", "acme", "--demo"]).status().unwrap().code(), Some(0));
        demo
    }

    fn dir(&self) -> PathBuf {
        self.home.path().join("acme")
    }

    /// The exit code, and what was written to both outputs.
    fn run(&self, args: &[&str]) -> (i32, String) {
        let out = program(self.home.path(), &[&["-w", "acme"], args].concat()).output().unwrap();
        let both = [out.stdout, out.stderr].concat();
        (out.status.code().unwrap(), String::from_utf8(both).unwrap())
    }

    /// Runs what must end with this code, and gives what was written.
    fn ends(&self, code: i32, args: &[&str]) -> String {
        let (ended, told) = self.run(args);
        assert_eq!(ended, code, "{args:?}: {told}");
        told
    }

    /// The one frozen report.
    fn frozen(&self) -> PathBuf {
        let names = std::fs::read_dir(self.dir().join("frozen")).unwrap().map(|entry| entry.unwrap().path());
        let is_report = |path: &PathBuf| path.join("manifest.ron").is_file();
        let mut reports: Vec<PathBuf> = names.filter(is_report).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
        reports.remove(0)
    }

    fn sources(&self) -> PathBuf {
        let name = format!("{}-sources", self.frozen().file_name().unwrap().to_str().unwrap());
        self.dir().join("frozen").join(name)
    }
}

fn file_ending(dir: &Path, ending: &str) -> PathBuf {
    let mut paths = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.find(|path| path.display().to_string().ends_with(ending)).unwrap()
}

#[test]
fn a_frozen_report_belongs_to_its_workspace_until_that_is_unfrozen() {
    let demo = Demo::new();
    let refused = demo.ends(1, &["freeze"]);
    assert!(refused.contains("speak against filing") && refused.contains("--draft"), "{refused}");
    assert_eq!(std::fs::read_dir(demo.dir().join("frozen")).unwrap().count(), 0, "nothing was written");
    let told = demo.ends(0, &["freeze", "--draft"]);
    assert!(told.contains("Taken: Freeze the report as ") && told.contains("-sources"), "{told}");
    let sound = demo.ends(0, &["verify"]);
    for part in ["figures again", "files are as Ada froze them", "is the one that it was made of", "sound"] {
        assert!(sound.contains(part), "{part} in {sound}");
    }
    // No source is named, and nobody.
    let manifest = std::fs::read_to_string(demo.frozen().join("manifest.ron")).unwrap();
    let sources =
        std::fs::read_dir(demo.dir().join("inbox")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = sources.map(|name| name.into_string().unwrap()).collect();
    assert!(names.len() > 5 && !names.iter().any(|name| manifest.contains(name.as_str())), "{manifest}");
    assert!(!manifest.contains("by Ada"), "{manifest}");
    // Nothing changes it.
    for args in [
        vec!["programme", "--set", "form.signer=Ada"],
        vec!["day", "period-end"],
        vec!["import", "acme/inbox"],
        vec!["rules", "--set", "SAME_FACILITY_TWICE=info"],
        vec!["freeze", "--draft"],
    ] {
        let told = demo.ends(2, &args);
        assert!(told.contains("frozen as"), "{args:?}: {told}");
    }
    assert!(demo.ends(2, &["unfreeze", "--reason", " "]).contains("needs a reason"));
    let told = demo.ends(0, &["unfreeze", "--reason", "a late answer"]);
    assert!(told.contains("Taken: Unfreeze") && told.contains("a late answer"), "{told}");
    assert!(demo.ends(0, &["verify"]).contains("is the one that it was made of"));
    demo.ends(0, &["programme", "--set", "form.signer=Ada"]);
    let told = demo.ends(0, &["verify"]);
    assert!(told.contains("has changed since: unfrozen by Ada") && told.contains("a late answer"), "{told}");
    demo.ends(2, &["unfreeze", "--reason", "again"]);
    // The next freeze is another one, beside the first.
    assert!(demo.ends(0, &["freeze", "--draft"]).contains("-2"));
    assert!(demo.ends(0, &["verify"]).contains("is the one that it was made of"));
}

#[test]
fn verify_tells_what_of_a_frozen_report_is_not_as_it_was() {
    let demo = Demo::new();
    demo.ends(0, &["freeze", "--draft"]);
    let (frozen, sources) = (demo.frozen(), demo.sources());
    let body = std::fs::read_dir(sources.join("declarations")).unwrap().next().unwrap().unwrap().path();
    for (path, why) in [
        (file_ending(&frozen, ".csv"), "this file is not as it was frozen"),
        (frozen.join("manifest.ron"), "not the manifest that stands in the history"),
        (sources.join("workspace.ron"), "not the workspace of the manifest"),
        (body, "is not the one of hash"),
    ] {
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, [whole.as_slice(), b"\n// later\n"].concat()).unwrap();
        let told = demo.ends(1, &["verify"]);
        assert!(told.contains(why), "{}: {told}", path.display());
        std::fs::remove_file(&path).unwrap();
        assert!(demo.ends(1, &["verify"]).contains("cannot be read"), "{}", path.display());
        std::fs::write(&path, whole).unwrap();
    }
    demo.ends(0, &["verify"]);
    std::fs::write(frozen.join("planted.txt"), "x").unwrap();
    assert!(demo.ends(1, &["verify"]).contains("not of the frozen report"));
    std::fs::remove_file(frozen.join("planted.txt")).unwrap();
    std::fs::create_dir(demo.dir().join("frozen/2019")).unwrap();
    assert!(demo.ends(1, &["verify"]).contains("stands in no history"));
}

#[test]
fn what_was_frozen_is_a_workspace_that_can_be_opened() {
    let demo = Demo::new();
    let before = demo.ends(0, &["list", "smelters", "--format", "csv"]);
    demo.ends(0, &["freeze", "--draft"]);
    let sources = demo.sources();
    let out =
        program(demo.home.path(), &["-w", sources.to_str().unwrap(), "list", "smelters", "--format", "csv"]);
    let out = { out }.output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap(), before);
}
