//! A screen of a terminal as an SVG: text as text, lines and blocks as shapes, so that they meet in every font. It needs no
//! font and no other program, is the same every time, and is sharp at every size.

#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be drawn is no picture")]

use std::collections::BTreeMap;
use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// A cell and the margin in pixels; letters of common monospaced fonts are as wide as a cell at this size.
const WIDTH: f32 = 8.4;
const HEIGHT: f32 = 18.0;
const FONT: f32 = 14.0;
const BASELINE: f32 = 13.0;
const MARGIN: f32 = 14.0;

/// Keeps the seams between cells shut.
const CRISP: &str = "shape-rendering=\"crispEdges\"";

/// What a terminal has where a program says nothing: the ground and the text of the dark theme.
const GROUND: &str = "#14171c";
const TEXT: &str = "#d3d8df";

/// The picture of a screen.
pub fn draw(screen: &Screen) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let mut picture = Picture::default();
    for y in 0..rows {
        picture.grounds(screen, y, columns);
        picture.letters(screen, y, columns);
    }
    let (width, height) =
        (f32::from(columns) * WIDTH + 2.0 * MARGIN, f32::from(rows) * HEIGHT + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height}\" width=\"{width:.1}\" height=\"{height}\">\n\
         <rect width=\"{width:.1}\" height=\"{height}\" rx=\"6\" fill=\"{GROUND}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\" font-size=\"{FONT}\" font-family=\"ui-monospace, 'Cascadia Mono', \
         Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace\">\n"
    );
    svg.push_str(&picture.grounds);
    for ((colour, opacity), path) in &picture.blocks {
        _ = writeln!(svg, "<path fill=\"{colour}\" fill-opacity=\"{opacity}\" {CRISP} d=\"{path}\"/>");
    }
    for (colour, path) in &picture.signs {
        _ = writeln!(svg, "<path fill=\"{colour}\" d=\"{path}\"/>");
    }
    for (colour, path) in &picture.lines {
        _ = writeln!(svg, "<path fill=\"none\" stroke=\"{colour}\" d=\"{path}\"/>");
    }
    svg.push_str(&picture.letters);
    svg.push_str("</g>\n</svg>\n");
    svg
}

#[derive(Default)]
struct Picture {
    grounds: String,
    /// Paths by colour and opacity.
    blocks: BTreeMap<(String, &'static str), String>,
    signs: BTreeMap<String, String>,
    lines: BTreeMap<String, String>,
    letters: String,
}

/// Letters of one style and width beside each other.
struct Run {
    x: u16,
    cells: u16,
    wide: bool,
    text: String,
    style: String,
}

impl Picture {
    /// What is behind the cells of a row.
    fn grounds(&mut self, screen: &Screen, y: u16, columns: u16) {
        let mut x = 0;
        while x < columns {
            let colour = ground(screen, x, y);
            let end = (x..columns).find(|x| ground(screen, *x, y) != colour).unwrap_or(columns);
            if colour != GROUND {
                let (left, top, width) = (left(x), f32::from(y) * HEIGHT, f32::from(end - x) * WIDTH);
                _ = writeln!(
                    self.grounds,
                    "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{HEIGHT}\" fill=\"{colour}\" {CRISP}/>"
                );
            }
            x = end;
        }
    }

    /// What is written in the cells of a row. A run ends at two blanks: XML makes one of them.
    fn letters(&mut self, screen: &Screen, y: u16, columns: u16) {
        let mut run: Option<Run> = None;
        for x in 0..columns {
            let cell = at(screen, x, y);
            if cell.is_wide_continuation() {
                continue;
            }
            let text = cell.contents();
            let letter = text.chars().next().filter(|letter| *letter != ' ');
            let shaped = letter.is_some_and(|letter| self.shape(letter, &colour(cell), x, y));
            let blank = letter.is_none();
            let is_other = |run: &Run| {
                if blank {
                    run.wide || run.text.ends_with(' ')
                } else {
                    run.style != style(cell) || run.wide != cell.is_wide()
                }
            };
            if shaped || run.as_ref().is_some_and(is_other) {
                self.write(run.take(), y);
            }
            if shaped || (blank && run.is_none()) {
                continue;
            }
            let cells = if cell.is_wide() { 2 } else { 1 };
            let run = run.get_or_insert_with(|| Run {
                x,
                cells: 0,
                wide: cell.is_wide(),
                text: String::new(),
                style: style(cell),
            });
            run.cells += cells;
            run.text.push_str(if blank { " " } else { text });
        }
        self.write(run, y);
    }

    /// Writes a run over exactly its cells, however wide the letters of the font are.
    fn write(&mut self, run: Option<Run>, y: u16) {
        let Some(mut run) = run else { return };
        if run.text.ends_with(' ') {
            run.text.pop();
            run.cells -= 1;
        }
        let (left, base, width) =
            (left(run.x), f32::from(y) * HEIGHT + BASELINE, f32::from(run.cells) * WIDTH);
        let text = run.text.replace('&', "&amp;").replace('<', "&lt;");
        let style = run.style;
        _ = writeln!(
            self.letters,
            "<text x=\"{left:.1}\" y=\"{base}\" textLength=\"{width:.1}\" {style}>{text}</text>"
        );
    }

    /// Draws what is no letter; `false` when it is one.
    fn shape(&mut self, letter: char, colour: &str, x: u16, y: u16) -> bool {
        let (l, t) = (left(x), f32::from(y) * HEIGHT);
        let (cx, cy) = (l + WIDTH / 2.0, t + HEIGHT / 2.0);
        let (block, line, sign) = (block(letter), line(letter, (l, t), (cx, cy)), sign(letter, (cx, cy)));
        let is_shape = block.is_some() || line.is_some() || sign.is_some();
        if let Some((from, to, opacity)) = block {
            self.block((l, t), (from, to), colour, opacity);
        }
        if let Some(line) = line {
            self.lines.entry(colour.to_owned()).or_default().push_str(&line);
        }
        if let Some(sign) = sign {
            self.signs.entry(colour.to_owned()).or_default().push_str(&sign);
        }
        is_shape
    }

    fn block(
        &mut self,
        (l, t): (f32, f32),
        (from, to): (Corner, Corner),
        colour: &str,
        opacity: &'static str,
    ) {
        let (x, y) = (l + from.0 * WIDTH, t + from.1 * HEIGHT);
        let (width, height) = ((to.0 - from.0) * WIDTH, (to.1 - from.1) * HEIGHT);
        let path = self.blocks.entry((colour.to_owned(), opacity)).or_default();
        _ = write!(path, "M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z");
    }
}

/// A place in a cell, from 0 to 1.
type Corner = (f32, f32);

/// The rectangle of a block and how dense it is.
fn block(letter: char) -> Option<(Corner, Corner, &'static str)> {
    let eighths =
        |first: char| f32::from(u16::try_from(letter as u32 - first as u32).unwrap_or_default()) / 8.0;
    Some(match letter {
        '█' => ((0.0, 0.0), (1.0, 1.0), "1"),
        '░' => ((0.0, 0.0), (1.0, 1.0), ".25"),
        '▀' => ((0.0, 0.0), (1.0, 0.5), "1"),
        '▐' => ((0.5, 0.0), (1.0, 1.0), "1"),
        '▉'..='▏' => ((0.0, 0.0), (0.875 - eighths('▉'), 1.0), "1"),
        '▁'..='▇' => ((0.0, 0.875 - eighths('▁')), (1.0, 1.0), "1"),
        '━' => ((0.0, 0.44), (1.0, 0.56), "1"),
        '┃' => ((0.375, 0.0), (0.625, 1.0), "1"),
        _ => return None,
    })
}

/// A line of a frame, or the outline of a sign.
fn line(letter: char, (l, t): (f32, f32), (cx, cy): (f32, f32)) -> Option<String> {
    let (r, b) = (l + WIDTH, t + HEIGHT);
    Some(match letter {
        '─' => format!("M{l:.1} {cy}H{r:.1}"),
        '│' => format!("M{cx:.1} {t}V{b}"),
        '╭' => format!("M{cx:.1} {b}Q{cx:.1} {cy} {r:.1} {cy}"),
        '╮' => format!("M{l:.1} {cy}Q{cx:.1} {cy} {cx:.1} {b}"),
        '╰' => format!("M{cx:.1} {t}Q{cx:.1} {cy} {r:.1} {cy}"),
        '╯' => format!("M{l:.1} {cy}Q{cx:.1} {cy} {cx:.1} {t}"),
        '○' | '◐' => format!("M{:.1} {cy}a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1 -6.8 0", cx - 3.4),
        '△' => format!("M{:.1} {:.1}h7l-3.5 -6.5z", cx - 3.5, cy + 3.5),
        '▽' => format!("M{:.1} {:.1}h7l-3.5 6.5z", cx - 3.5, cy - 3.5),
        _ => return None,
    })
}

/// A sign that fonts draw in many sizes, or not at all.
fn sign(letter: char, (cx, cy): (f32, f32)) -> Option<String> {
    Some(match letter {
        '●' => format!("M{:.1} {cy}a3.8 3.8 0 1 1 7.6 0a3.8 3.8 0 1 1 -7.6 0", cx - 3.8),
        '◐' => format!("M{cx:.1} {:.1}a3.4 3.4 0 0 0 0 6.8z", cy - 3.4),
        '▲' => format!("M{:.1} {:.1}h8l-4 -7.5z", cx - 4.0, cy + 4.0),
        '▸' => format!("M{:.1} {:.1}v7l5.5 -3.5z", cx - 2.7, cy - 3.5),
        '◆' => format!("M{:.1} {cy}l4 -4l4 4l-4 4z", cx - 4.0),
        _ => return None,
    })
}

fn at(screen: &Screen, x: u16, y: u16) -> &Cell {
    screen.cell(y, x).expect("a cell of the screen")
}

fn left(x: u16) -> f32 {
    f32::from(x) * WIDTH
}

/// The colour of what is written in a cell.
fn colour(cell: &Cell) -> String {
    if cell.inverse() { hex(cell.bgcolor(), GROUND) } else { hex(cell.fgcolor(), TEXT) }
}

/// The colour behind a cell; the second half of a wide letter has that of the first.
fn ground(screen: &Screen, x: u16, y: u16) -> String {
    let half = u16::from(at(screen, x, y).is_wide_continuation());
    let cell = at(screen, x - half, y);
    if cell.inverse() { hex(cell.fgcolor(), TEXT) } else { hex(cell.bgcolor(), GROUND) }
}

fn hex(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Default => default.to_owned(),
        Color::Idx(number) => panic!("colour {number} is not one of a theme's full colours"),
    }
}

/// The attributes of a letter.
fn style(cell: &Cell) -> String {
    let mut style = format!("fill=\"{}\"", colour(cell));
    if cell.bold() {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.underline() {
        style.push_str(" text-decoration=\"underline\"");
    }
    style
}

#[test]
fn what_a_terminal_shows_is_drawn() {
    let cells = |count| std::num::NonZeroU16::new(count).expect("a count");
    let mut parser = vt100::Parser::new(cells(2), cells(12), 0);
    parser.process("\x1b[1;38;2;1;2;3ma & b  c\r\n\x1b[0;48;2;4;5;6m│銅x\x1b[0m".as_bytes());
    let svg = draw(parser.screen());
    let bold = "fill=\"#010203\" font-weight=\"bold\"";
    for part in [
        format!("<text x=\"0.0\" y=\"13\" textLength=\"42.0\" {bold}>a &amp; b</text>"),
        format!("<text x=\"58.8\" y=\"13\" textLength=\"8.4\" {bold}>c</text>"),
        format!("<text x=\"8.4\" y=\"31\" textLength=\"16.8\" fill=\"{TEXT}\">銅</text>"),
        format!("<text x=\"25.2\" y=\"31\" textLength=\"8.4\" fill=\"{TEXT}\">x</text>"),
        format!("<rect x=\"0.0\" y=\"18\" width=\"33.6\" height=\"18\" fill=\"#040506\" {CRISP}/>"),
        format!("<path fill=\"none\" stroke=\"{TEXT}\" d=\"M4.2 18V36\"/>"),
    ] {
        assert!(svg.contains(&part), "{part} is not in\n{svg}");
    }
}
