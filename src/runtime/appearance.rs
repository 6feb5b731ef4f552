//! Themes and keys: those that ship with the program, and the analyst's own.

use super::config::read_text;
use super::host::Host;
use crate::Problem;
use crate::app::keymap::{DEFAULT, Keymap};
use crate::ui::{ColorDepth, Signs, Theme};

/// The themes to change between, each as this terminal can show it.
#[derive(Debug)]
pub struct Looks {
    themes: Vec<Theme>,
    current: Theme,
}

/// What the theme depends on.
#[derive(Debug, Default)]
pub struct Wishes<'a> {
    /// The one asked for on the command line.
    pub given: Option<&'a str>,
    /// The one chosen by hand last time.
    pub stored: Option<&'a str>,
}

/// Looks up a variable of the environment.
type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Looks {
    /// All themes, with the one to begin with. What is wrong with the analyst's own is told in `notices`.
    ///
    /// # Errors
    /// When the theme asked for on the command line does not exist.
    pub fn load(
        host: &Host,
        wishes: &Wishes<'_>,
        env: Env<'_>,
        notices: &mut Vec<Problem>,
    ) -> Result<Self, Problem> {
        let mut themes = own_themes(host, notices);
        for name in Theme::names() {
            if !themes.iter().any(|theme| theme.name() == name) {
                themes.extend(Theme::built_in(name));
            }
        }
        let depth = ColorDepth::detect(env("TERM").as_deref(), env("COLORTERM").as_deref());
        let ascii = host.config.ascii || !is_unicode(env);
        let as_shown = |theme: Theme| {
            let theme = theme.with_depth(depth);
            if ascii { theme.with_signs(&Signs::ASCII) } else { theme }
        };
        let themes: Vec<Theme> = themes.into_iter().map(as_shown).collect();
        let current = choose(&themes, host, wishes, env, notices)?;
        Ok(Self { themes, current })
    }

    /// The names of the themes, the current one first.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.themes.iter().map(|theme| theme.name().to_owned()).collect();
        let at = names.iter().position(|name| name == self.current.name()).unwrap_or(0);
        names.rotate_left(at);
        names
    }

    /// The theme to draw with.
    pub fn current(&self) -> &Theme {
        &self.current
    }

    /// Changes to the theme of this name, if there is one.
    pub fn follow(&mut self, name: &str) {
        if self.current.name() != name
            && let Some(theme) = self.themes.iter().find(|theme| theme.name() == name)
        {
            self.current = theme.clone();
        }
    }
}

/// Whether the locale promises Unicode; one that is not set promises nothing and denies nothing.
fn is_unicode(env: Env<'_>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(env).find(|value| !value.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// The themes of the analyst's folder.
fn own_themes(host: &Host, notices: &mut Vec<Problem>) -> Vec<Theme> {
    let dir = host.dirs.themes();
    let names = host.disk.list(&dir).unwrap_or_default();
    let mut themes = Vec::new();
    for path in names.iter().filter(|name| name.ends_with(".ron")).map(|name| dir.join(name)) {
        let remedy = "correct the file or remove it; the other themes are there";
        let wrong = |why: String| {
            Problem::new(format!("a theme cannot be used: {why}"), path.display().to_string(), remedy)
        };
        match read_text(&*host.disk, &path).map(|text| text.map(|text| Theme::parse(&text).map_err(wrong))) {
            Ok(Some(Ok(theme))) => themes.push(theme),
            Ok(Some(Err(problem))) | Err(problem) => notices.push(problem),
            Ok(None) => {}
        }
    }
    themes
}

/// The theme to begin with: the one given, else that of the settings, else none of colours under `NO_COLOR`,
/// else the one of last time, else by the terminal's background.
fn choose(
    themes: &[Theme],
    host: &Host,
    wishes: &Wishes<'_>,
    env: Env<'_>,
    notices: &mut Vec<Problem>,
) -> Result<Theme, Problem> {
    let find = |name: &str| themes.iter().find(|theme| theme.name() == name).cloned();
    let unknown = |name: &str, place: String| {
        let names: Vec<&str> = themes.iter().map(Theme::name).collect();
        Problem::new(
            format!("no theme is called {name:?}"),
            place,
            format!("give one of: {}", names.join(", ")),
        )
    };
    if let Some(name) = wishes.given {
        return find(name).ok_or_else(|| unknown(name, "--theme".to_owned()));
    }
    if let Some(name) = host.config.theme.as_deref() {
        if let Some(theme) = find(name) {
            return Ok(theme);
        }
        notices.push(unknown(name, host.dirs.config_file().display().to_string()));
    }
    if env("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Ok(find("mono").unwrap_or_else(Theme::mono));
    }
    if let Some(theme) = wishes.stored.and_then(find) {
        return Ok(theme);
    }
    let usual = if is_light(env) { "light" } else { "dark" };
    Ok(find(usual).unwrap_or_else(Theme::dark))
}

/// Whether the terminal says that its background is light: `COLORFGBG` ends in the background's number.
fn is_light(env: Env<'_>) -> bool {
    let background = env("COLORFGBG").and_then(|value| value.rsplit(';').next().map(str::to_owned));
    background.is_some_and(|number| matches!(number.as_str(), "7" | "15"))
}

/// The keys: the usual ones, with the analyst's changes. What is wrong with these is told in `notices`.
///
/// # Errors
/// When the keymap that ships with the program cannot be read.
pub fn keymap(host: &Host, notices: &mut Vec<Problem>) -> Result<Keymap, Problem> {
    let wrong = |error: &dyn std::fmt::Display, place: String| {
        Problem::new(
            format!("the keymap cannot be used: {error}"),
            place,
            "correct the file or remove it; the usual keys hold",
        )
    };
    let usual = Keymap::parse(DEFAULT).map_err(|error| wrong(&error, "assets/keymap.ron".to_owned()))?;
    let path = host.dirs.keymap();
    let text = read_text(&*host.disk, &path).unwrap_or_else(|problem| {
        notices.push(problem);
        None
    });
    let Some(text) = text else { return Ok(usual) };
    Ok(usual.patched(&text).unwrap_or_else(|error| {
        notices.push(wrong(&error, path.display().to_string()));
        usual
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::runtime::{Dirs, dirs};
    use crate::store::{RealDisk, write_atomic};

    fn host(temp: &tempfile::TempDir) -> Host {
        let dirs = Dirs::inside(temp.path());
        dirs::ensure(&RealDisk, &dirs.themes()).unwrap();
        Host::new(Arc::new(RealDisk), dirs, Some("Ada"))
    }

    fn chosen(host: &Host, wishes: &Wishes<'_>, env: &[(&str, &str)]) -> Result<String, Problem> {
        let env = |name: &str| env.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        Looks::load(host, wishes, &env, &mut Vec::new()).map(|looks| looks.current().name().to_owned())
    }

    #[test]
    fn the_nearest_wish_counts() {
        let temp = tempfile::TempDir::new().unwrap();
        let mut host = host(&temp);
        let stored = Wishes { given: None, stored: Some("light") };
        let none = Wishes::default();
        assert_eq!(chosen(&host, &none, &[]).unwrap(), "dark");
        assert_eq!(chosen(&host, &none, &[("COLORFGBG", "0;15")]).unwrap(), "light");
        assert_eq!(chosen(&host, &stored, &[]).unwrap(), "light");
        assert_eq!(chosen(&host, &stored, &[("NO_COLOR", "1")]).unwrap(), "mono");
        host.config.theme = Some("dark".to_owned());
        assert_eq!(chosen(&host, &stored, &[("NO_COLOR", "1")]).unwrap(), "dark");
        let given = Wishes { given: Some("nope"), stored: None };
        assert!(chosen(&host, &given, &[]).unwrap_err().remedy.contains("mono"));
    }

    #[test]
    fn own_files_that_are_wrong_are_told_and_left_out() {
        let temp = tempfile::TempDir::new().unwrap();
        let host = host(&temp);
        write_atomic(&RealDisk, &host.dirs.themes().join("mine.ron"), b"(nonsense: 1)").unwrap();
        write_atomic(&RealDisk, &host.dirs.keymap(), b"[(\"no_such_command\", [\"x\"])]").unwrap();
        let mut notices = Vec::new();
        let looks = Looks::load(&host, &Wishes::default(), &|_| None, &mut notices).unwrap();
        keymap(&host, &mut notices).unwrap();
        assert_eq!(notices.len(), 2, "{notices:?}");
        assert!(notices[0].place.ends_with("mine.ron") && notices[1].what.contains("no_such_command"));
        assert_eq!(looks.names().first().map(String::as_str), Some("dark"));
    }
}
