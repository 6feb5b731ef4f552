//! How many colours a terminal has, and the nearest ones to those a theme wishes.

use ratatui::style::Color;

use super::Tone;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// The 16 that the terminal's own scheme names.
    Ansi16,
    /// Those, a cube of 216 and 24 greys.
    Indexed256,
    /// 24 bits.
    TrueColor,
}

impl ColorDepth {
    /// What the values of `TERM` and `COLORTERM` promise; 16 colours when they promise nothing.
    pub fn detect(term: Option<&str>, colorterm: Option<&str>) -> Self {
        let term = term.unwrap_or_default().to_lowercase();
        let colorterm = colorterm.unwrap_or_default().to_lowercase();
        if colorterm.contains("truecolor") || colorterm.contains("24bit") || term.contains("direct") {
            Self::TrueColor
        } else if term.contains("256") {
            Self::Indexed256
        } else {
            Self::Ansi16
        }
    }

    /// The nearest colour to `tone` that such a terminal has.
    pub(crate) fn degrade(self, tone: Tone) -> Color {
        match (self, rgb(tone.full)) {
            (Self::TrueColor, _) => tone.full,
            (Self::Indexed256, Some(wanted)) => Color::Indexed(nearest_indexed(wanted)),
            (Self::Indexed256, None) => tone.full,
            (Self::Ansi16, Some(wanted)) => tone.ansi.unwrap_or_else(|| nearest_ansi(wanted)),
            (Self::Ansi16, None) => tone.ansi.unwrap_or(tone.full),
        }
    }
}

/// The red, green and blue of a colour whose look does not depend on the terminal's own scheme.
pub(crate) fn rgb(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(index) if index >= 16 => Some(indexed_rgb(index)),
        Color::Indexed(_)
        | Color::Reset
        | Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::DarkGray
        | Color::LightRed
        | Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => None,
    }
}

/// The levels of a channel in the cube of 216.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The usual look of the 16 colours, as terminals ship them.
const ANSI: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [170, 0, 0]),
    (Color::Green, [0, 170, 0]),
    (Color::Yellow, [170, 110, 0]),
    (Color::Blue, [0, 0, 170]),
    (Color::Magenta, [170, 0, 170]),
    (Color::Cyan, [0, 170, 170]),
    (Color::Gray, [190, 190, 190]),
    (Color::DarkGray, [100, 100, 100]),
    (Color::LightRed, [255, 85, 85]),
    (Color::LightGreen, [85, 255, 85]),
    (Color::LightYellow, [255, 255, 85]),
    (Color::LightBlue, [85, 85, 255]),
    (Color::LightMagenta, [255, 85, 255]),
    (Color::LightCyan, [85, 255, 255]),
    (Color::White, [255, 255, 255]),
];

fn indexed_rgb(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [(index - 232) * 10 + 8; 3];
    }
    let cube = index.saturating_sub(16);
    let level = |place: u8| LEVELS.get(usize::from(place)).copied().unwrap_or(255);
    [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
}

fn nearest_indexed(wanted: [u8; 3]) -> u8 {
    (16..=255).min_by_key(|index| distance(wanted, indexed_rgb(*index))).unwrap_or(16)
}

fn nearest_ansi(wanted: [u8; 3]) -> Color {
    let nearest = ANSI.iter().min_by_key(|(_, rgb)| distance(wanted, *rgb));
    nearest.map_or(Color::Reset, |(color, _)| *color)
}

/// A squared distance that weighs the channels roughly as the eye does.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let part = |a: u8, b: u8, weight: u32| u32::from(a.abs_diff(b)).pow(2) * weight;
    let ([ar, ag, ab], [br, bg, bb]) = (a, b);
    part(ar, br, 3) + part(ag, bg, 4) + part(ab, bb, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_the_depth() {
        assert_eq!(ColorDepth::detect(Some("xterm-256color"), None), ColorDepth::Indexed256);
        assert_eq!(ColorDepth::detect(Some("xterm-256color"), Some("truecolor")), ColorDepth::TrueColor);
        assert_eq!(ColorDepth::detect(Some("xterm"), None), ColorDepth::Ansi16);
        assert_eq!(ColorDepth::detect(None, None), ColorDepth::Ansi16);
    }

    #[test]
    fn colours_of_the_cube_stay_themselves() {
        for index in 16..=255 {
            let again = nearest_indexed(indexed_rgb(index));
            assert_eq!(indexed_rgb(again), indexed_rgb(index));
        }
    }

    #[test]
    fn a_tone_prefers_its_own_choice_of_sixteen() {
        let tone = |ansi| Tone { full: Color::Rgb(250, 80, 80), ansi };
        assert_eq!(ColorDepth::Ansi16.degrade(tone(None)), Color::LightRed);
        assert_eq!(ColorDepth::Ansi16.degrade(tone(Some(Color::Blue))), Color::Blue);
        assert_eq!(ColorDepth::TrueColor.degrade(tone(Some(Color::Blue))), Color::Rgb(250, 80, 80));
    }
}
