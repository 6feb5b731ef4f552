//! A theme file: a palette of named colours, and for each role what of it is used.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier};
use serde::Deserialize;

use super::{Role, Shade, Tone};

/// A theme as written. Roles left out take the base's look or, without a base, their fallback's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeFile {
    /// What it is called.
    pub(super) name: String,
    /// The built-in theme that it is a patch over; only in a person's own theme.
    #[serde(default)]
    pub(super) base: Option<String>,
    /// Colours with names.
    #[serde(default)]
    palette: BTreeMap<String, Named>,
    #[serde(default)]
    roles: BTreeMap<Role, Look>,
}

/// A colour of the palette.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    /// At full depth.
    full: String,
    /// Where there are only 16; the nearest when left out.
    #[serde(default)]
    ansi: Option<String>,
}

/// The look of a role. A colour is a name of the palette, `#rrggbb`, a number to 255, or one of the 16.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    #[serde(default)]
    fg: Option<String>,
    #[serde(default)]
    bg: Option<String>,
    #[serde(default)]
    mods: Vec<Mod>,
}

/// A modifier as written.
#[derive(Debug, Clone, Copy, Deserialize)]
enum Mod {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

impl Mod {
    fn flag(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underlined => Modifier::UNDERLINED,
            Self::Reversed => Modifier::REVERSED,
        }
    }
}

impl ThemeFile {
    /// The look of every role, in the order of [`Role::ALL`].
    pub(super) fn shades(&self, base: Option<&[Shade]>) -> Result<Vec<Shade>, String> {
        Role::ALL.into_iter().map(|role| self.shade(role, base)).collect()
    }

    fn shade(&self, role: Role, base: Option<&[Shade]>) -> Result<Shade, String> {
        if let Some(look) = self.roles.get(&role) {
            return self.read(role, look);
        }
        if let Some(base) = base {
            return Ok(base.get(role as usize).copied().unwrap_or_default());
        }
        match role.fallback() {
            same if same == role => Ok(Shade::default()),
            other => self.shade(other, base),
        }
    }

    fn read(&self, role: Role, look: &Look) -> Result<Shade, String> {
        let tone = |written: &Option<String>| match written {
            Some(written) => self.tone(role, written).map(Some),
            None => Ok(None),
        };
        let mods = look.mods.iter().fold(Modifier::empty(), |all, one| all | one.flag());
        Ok(Shade { fg: tone(&look.fg)?, bg: tone(&look.bg)?, mods })
    }

    fn tone(&self, role: Role, written: &str) -> Result<Tone, String> {
        let color = |text: &str| {
            let parsed: Result<Color, _> = text.parse();
            let name = role.name();
            parsed.map_err(|_| {
                format!("{name}: {text:?} is no colour; write #rrggbb, 0 to 255, a name such as blue, or one of the palette")
            })
        };
        match self.palette.get(written) {
            Some(Named { full, ansi: None }) => Ok(Tone { full: color(full)?, ansi: None }),
            Some(Named { full, ansi: Some(ansi) }) => {
                Ok(Tone { full: color(full)?, ansi: Some(color(ansi)?) })
            }
            None => Ok(Tone { full: color(written)?, ansi: None }),
        }
    }
}
