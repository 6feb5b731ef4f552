//! Who works here: the name under which edits are recorded.

use crate::text::{clean, cut};

/// The longest name in columns.
const LONGEST: usize = 60;

/// The person: as given on the command line, else `RCOI_PERSON`, else the settings, else the system's name
/// of the user, else "analyst". `env` looks up a variable of the environment.
pub fn person(given: Option<&str>, config: Option<&str>, env: &dyn Fn(&str) -> Option<String>) -> String {
    let asked = given.map(str::to_owned).or_else(|| env("RCOI_PERSON"));
    let candidates = [asked, config.map(str::to_owned), env("USER"), env("LOGNAME"), env("USERNAME")];
    let mut names = candidates.into_iter().flatten().map(|name| cut(&clean(&name), LONGEST));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| "analyst".to_owned())
}

/// The name of this machine, for whoever finds a workspace open elsewhere.
pub fn machine(env: &dyn Fn(&str) -> Option<String>, read: &dyn Fn(&str) -> Option<String>) -> String {
    let candidates =
        [env("HOSTNAME"), env("COMPUTERNAME"), read("/proc/sys/kernel/hostname"), read("/etc/hostname")];
    let mut names = candidates.into_iter().flatten().map(|name| clean(&name));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| "a machine without a name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_counts() {
        let env = |name: &str| match name {
            "RCOI_PERSON" => Some(" \u{1b}Eve\n".to_owned()),
            "USER" => Some("eve1".to_owned()),
            _ => None,
        };
        let nothing = |_: &str| None;
        let user = |name: &str| env(name).filter(|_| name == "USER");
        assert_eq!(person(Some("Ada"), Some("Bea"), &env), "Ada");
        assert_eq!(person(None, Some("Bea"), &env), "Eve");
        assert_eq!(person(None, Some("Bea"), &user), "Bea");
        assert_eq!(person(None, None, &user), "eve1");
        assert_eq!(person(Some(" "), None, &nothing), "analyst");
    }
}
