//! How things look, by what they mean: a [`Role`] has a style and, where it carries meaning, a sign.
//!
//! Nothing outside this room names a colour.

mod depth;
mod file;
mod signs;
mod template;

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};

pub use crate::app::look::Role;
pub use depth::ColorDepth;
pub use signs::{Borders, Signs};
pub use template::{OWN_NAME, template};

use crate::data::embedded;
use crate::domain::{Rating, Status};
use file::ThemeFile;

/// A colour as a theme wishes it, and what stands for it where only the 16 terminal colours exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tone {
    /// The colour at full depth.
    pub(crate) full: Color,
    /// The colour of 16, where the nearest one would be a bad choice.
    pub(crate) ansi: Option<Color>,
}

/// What a theme says of one role, before the terminal's abilities are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Shade {
    /// Text colour; what is there already when `None`.
    pub(crate) fg: Option<Tone>,
    /// Background; what is there already when `None`.
    pub(crate) bg: Option<Tone>,
    /// Bold, dim and so on.
    pub(crate) mods: Modifier,
}

impl Shade {
    fn style(self, depth: ColorDepth) -> Style {
        let mut style = Style::new().add_modifier(self.mods);
        style.fg = self.fg.map(|tone| depth.degrade(tone));
        style.bg = self.bg.map(|tone| depth.degrade(tone));
        style
    }
}

/// A complete set of styles and signs.
#[derive(Debug, Clone)]
pub struct Theme {
    name: String,
    shades: Vec<Shade>,
    styles: Vec<Style>,
    signs: &'static Signs,
}

/// The built-in themes: file name without extension, and text.
const BUILT_IN: [(&str, &str); 3] = [
    ("dark", include_str!("../../../assets/themes/dark.ron")),
    ("light", include_str!("../../../assets/themes/light.ron")),
    ("mono", include_str!("../../../assets/themes/mono.ron")),
];

static LOADED: LazyLock<Vec<Theme>> = LazyLock::new(|| {
    let load =
        |(name, text): (&str, &str)| Theme::from_file(embedded(&format!("assets/themes/{name}.ron"), text));
    BUILT_IN.into_iter().map(load).collect()
});

impl Theme {
    /// The names of the themes that ship with the program.
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }

    /// A theme that ships with the program, for a terminal with all colours and Unicode.
    pub fn built_in(name: &str) -> Option<Self> {
        LOADED.iter().find(|theme| theme.name == name).cloned()
    }

    pub fn dark() -> Self {
        Self::built_in("dark").unwrap_or_else(Self::plain)
    }

    pub fn light() -> Self {
        Self::built_in("light").unwrap_or_else(Self::plain)
    }

    /// The theme without colours, which is the one under `NO_COLOR`.
    pub fn mono() -> Self {
        Self::built_in("mono").unwrap_or_else(Self::plain)
    }

    /// Reads a person's theme: a patch over a built-in one (`base`, "dark" unless it says another).
    ///
    /// # Errors
    /// When the text is not valid RON, names a role, colour or base that does not exist; the message has
    /// line and column where there is one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let file: ThemeFile = crate::data::ron_options().from_str(text).map_err(|error| error.to_string())?;
        let base = file.base.as_deref().unwrap_or("dark");
        let known = || format!("no theme is called {base:?}; there are {}", Self::names().join(", "));
        let base = Self::built_in(base).ok_or_else(known)?;
        let shades = file.shades(Some(&base.shades))?;
        Ok(Self::from_shades(file.name, shades))
    }

    /// The same theme for a terminal with fewer colours.
    #[must_use]
    pub fn with_depth(mut self, depth: ColorDepth) -> Self {
        self.styles = self.shades.iter().map(|shade| shade.style(depth)).collect();
        self
    }

    /// The same theme with other signs, such as [`Signs::ASCII`].
    #[must_use]
    pub fn with_signs(mut self, signs: &'static Signs) -> Self {
        self.signs = signs;
        self
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The style of a role: a patch over what is there already, but for [`Role::Base`] and
    /// [`Role::Overlay`], which fill.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The style of a role upon another one's text colour, as far as that one has a colour that does not depend
    /// on what is below: for cells that two bars share.
    pub fn style_on(&self, role: Role, below: Role) -> Style {
        let mut style = self.style(role);
        style.bg = self.style(below).fg.filter(|color| *color != Color::Reset);
        style
    }

    pub fn signs(&self) -> &'static Signs {
        self.signs
    }

    /// The sign of a status, one column wide.
    pub fn sign(&self, status: Status) -> &'static str {
        self.signs.status(status)
    }

    /// The sign of a rating, one column wide.
    pub fn rating_sign(&self, rating: Rating) -> &'static str {
        self.signs.rating(rating)
    }

    /// A theme in which every role looks like no other, so that a screen tells which role stands where (see
    /// [`super::dump`]). Not for people.
    pub fn probe() -> Self {
        let shade = |(place, shade): (usize, Shade)| {
            let tone = |plane| Tone { full: probe_color(plane, place), ansi: None };
            let lays = shade.bg.is_some() || shade.fg.is_none();
            Shade { fg: shade.fg.map(|_| tone(1)), bg: lays.then(|| tone(2)), mods: Modifier::empty() }
        };
        let shades = Self::dark().shades.into_iter().enumerate().map(shade).collect();
        Self::from_shades("probe".to_owned(), shades)
    }

    /// The role that gave a cell this colour under [`Theme::probe`].
    pub fn probed(color: Color) -> Option<Role> {
        let matches = |place: &usize| [1, 2].iter().any(|plane| probe_color(*plane, *place) == color);
        let place = (0..Role::ALL.len()).find(matches)?;
        Role::ALL.get(place).copied()
    }

    fn plain() -> Self {
        Self::from_shades("plain".to_owned(), vec![Shade::default(); Role::ALL.len()])
    }

    fn from_file(file: ThemeFile) -> Self {
        let shades = file.shades(None).unwrap_or_default();
        Self::from_shades(file.name, shades)
    }

    fn from_shades(name: String, shades: Vec<Shade>) -> Self {
        let theme = Self { name, shades, styles: Vec::new(), signs: &Signs::UNICODE };
        theme.with_depth(ColorDepth::TrueColor)
    }
}

/// The colour of the role at `place` in the text (1) or the background (2) of [`Theme::probe`].
fn probe_color(plane: u8, place: usize) -> Color {
    Color::Rgb(plane, u8::try_from(place).unwrap_or(u8::MAX), 0)
}

#[cfg(test)]
mod tests;
