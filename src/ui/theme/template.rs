//! A theme to begin with: a copy of one that ships, with a comment on each role.

use super::{BUILT_IN, Role};

/// What a person's theme is called at first.
pub const OWN_NAME: &str = "mine";

/// A theme of a person's own over one that ships: what that one says of each role, with what the role is of. Roles that it says
/// nothing of stand there too, as comments with the look that they have. None where no theme is called so.
pub fn template(base: &str) -> Option<String> {
    let (_, text) = BUILT_IN.iter().find(|(name, _)| *name == base)?;
    let palette: String = lines_of(text, "palette").iter().map(|line| format!("{line}\n")).collect();
    let looks = lines_of(text, "roles");
    let roles: String = Role::ALL.into_iter().map(|role| of_role(role, &looks)).collect();
    Some(format!("{}\n{palette}{BETWEEN}{roles}    }},\n)\n", head(base)))
}

fn head(base: &str) -> String {
    format!(
        "\
// A theme of your own. It is used where config.ron says theme: \"{OWN_NAME}\", by --theme {OWN_NAME}, or when it is chosen in the interface.
// Change what you like: what is taken out looks as it does in the theme named by base.
(
    // What it is called; one that is called dark, light or mono takes the place of that one.
    name: \"{OWN_NAME}\",
    // The theme that this one is laid over: dark, light or mono.
    base: \"{base}\",
    // Colours with names of your own. full: #rrggbb, a number from 0 to 255, or one of the 16 names of terminals (black, red, green, yellow,
    // blue, magenta, cyan, gray, darkgray, lightred, lightgreen, lightyellow, lightblue, lightmagenta, lightcyan, white).
    // ansi: which of the 16 stands for it in a terminal that has no others; the nearest, where it is left out.
    palette: {{"
    )
}

const BETWEEN: &str = "    },
    // The look of each role. fg is the colour of the text and bg that of the ground: a name of the palette, or a colour. mods: any of Bold, Dim,
    // Italic, Underlined, Reversed. What is left out stays as what is below has it.
    roles: {
";

/// The lines of a part of a theme's text, without those that open and close it.
fn lines_of<'a>(text: &'a str, part: &str) -> Vec<&'a str> {
    let opens = format!("{part}: {{");
    let inside = text.lines().skip_while(|line| line.trim() != opens).skip(1);
    inside.take_while(|line| line.trim() != "},").collect()
}

/// What a role is of, and its look; as a comment where the theme says nothing of it.
fn of_role(role: Role, looks: &[&str]) -> String {
    let about = role.about();
    match look(role, looks) {
        Some(look) => format!("        // {about}\n        {}: {look}\n", role.name()),
        None => {
            let (from, look) = inherited(role, looks);
            let (name, from) = (role.name(), from.name());
            format!("        // {about} Here as {from}.\n        // {name}: {look}\n")
        }
    }
}

/// What the theme's lines say of a role.
fn look<'a>(role: Role, looks: &[&'a str]) -> Option<&'a str> {
    let of = |line: &'a str| line.trim().split_once(": ").filter(|(name, _)| *name == role.name());
    looks.iter().find_map(|line| of(line)).map(|(_, look)| look)
}

/// The role that another one takes its look from, with that look.
fn inherited<'a>(role: Role, looks: &[&'a str]) -> (Role, &'a str) {
    let mut from = role;
    while from.fallback() != from {
        from = from.fallback();
        if let Some(look) = look(from, looks) {
            return (from, look);
        }
    }
    (from, "(),")
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::*;

    #[test]
    fn a_theme_to_begin_with_looks_as_the_one_that_it_is_a_copy_of() {
        for name in Theme::names() {
            let text = template(name).unwrap();
            let built_in = Theme::built_in(name).unwrap();
            let own = Theme::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
            assert_eq!((own.name(), &own.shades), (OWN_NAME, &built_in.shades), "{name}");
        }
        assert_eq!(template("none"), None);
    }

    #[test]
    fn every_role_is_named_with_what_it_is_of_and_can_be_taken_out_of_its_comment() {
        for name in Theme::names() {
            let text = template(name).unwrap();
            for role in Role::ALL {
                assert!(role.about().ends_with('.'), "{} has no words", role.name());
                let (given, left_out) =
                    (format!("\n        {}: (", role.name()), format!("// {}: (", role.name()));
                assert!(text.contains(&given) != text.contains(&left_out), "{name}: {}", role.name());
            }
            let taken: String = text
                .lines()
                .map(|line| match line.trim().strip_prefix("// ") {
                    Some(rest) if rest.contains(": (") && rest.ends_with("),") => format!("{rest}\n"),
                    Some(_) | None => format!("{line}\n"),
                })
                .collect();
            assert_eq!(Theme::parse(&taken).unwrap().shades, Theme::built_in(name).unwrap().shades, "{name}");
        }
    }
}
