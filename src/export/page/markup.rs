//! What the page is written with: escaped text, tables, pictures with what they show in words.

use crate::export::htm::escape;

/// A length in a picture, with one decimal at most.
pub(super) fn px(length: f64) -> String {
    // Adding nothing makes of minus nothing nothing.
    format!("{}", (length * 10.0).round() / 10.0 + 0.0)
}

/// A picture for the page: what it is, what it shows in words, how large it is in units of its own, and what is in it.
pub(super) struct Picture<'a> {
    /// Its identifier within the page.
    pub id: &'a str,
    pub title: &'a str,
    /// What it shows, for who does not see it.
    pub says: &'a str,
    pub size: (f64, f64),
    /// Its elements.
    pub inside: &'a str,
}

impl Picture<'_> {
    pub fn write(&self, out: &mut String) {
        let Self { id, inside, size: (width, height), .. } = self;
        let (title, says) = (escape(self.title), escape(self.says));
        out.push_str(&format!(
            "<svg class=\"{id}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-says\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-says\">{says}</desc>\n{inside}</svg>\n",
            px(*width),
            px(*height),
        ));
    }
}

/// A text in a picture. `class` says how it looks and on which side of its place it stands.
pub(super) fn label((x, y): (f64, f64), class: &str, text: &str) -> String {
    format!("<text x=\"{}\" y=\"{}\" class=\"{class}\">{}</text>\n", px(x), px(y), escape(text))
}

/// A bar in a picture.
pub(super) fn bar((x, y): (f64, f64), (width, height): (f64, f64), class: &str) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{class}\"/>\n",
        px(x),
        px(y),
        px(width),
        px(height)
    )
}

/// How long a bar is: its part of `room`; one that counts anything is seen.
pub(super) fn length(value: usize, most: usize, room: f64) -> f64 {
    const SEEN: f64 = 1.5;
    match value {
        0 => 0.0,
        _ => (value as f64 / most.max(value) as f64 * room).max(SEEN),
    }
}

/// A table of the page: its caption, the words of its header, its rows; the first column is text, the others are numbers.
pub(super) struct PageTable {
    pub caption: String,
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Whether the last row is a total.
    pub has_total: bool,
}

impl PageTable {
    pub fn new(caption: &str, headers: &[&str]) -> Self {
        let headers = headers.iter().map(|header| (*header).to_owned()).collect();
        Self { caption: caption.to_owned(), headers, rows: Vec::new(), has_total: false }
    }

    pub fn write(&self, out: &mut String) {
        out.push_str(&format!("<table>\n<caption>{}</caption>\n<thead><tr>", escape(&self.caption)));
        for header in &self.headers {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(header)));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (number, cells) in (1..).zip(&self.rows) {
            let is_total = self.has_total && number == self.rows.len();
            out.push_str(if is_total { "<tr class=\"total\">" } else { "<tr>" });
            for (at, cell) in cells.iter().enumerate() {
                let (open, close) = if at == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
                out.push_str(&format!("<{open}>{}</{close}>", escape(cell)));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
    }
}

/// A paragraph.
pub(super) fn paragraph(class: &str, text: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<p{class}>{}</p>\n", escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_what_counts_is_seen() {
        assert_eq!([12.0, 12.34, 0.06, -0.01].map(px), ["12", "12.3", "0.1", "0"]);
        assert_eq!((length(0, 10, 100.0), length(5, 10, 100.0), length(1, 10_000, 100.0)), (0.0, 50.0, 1.5));
        assert_eq!(length(3, 0, 100.0), 100.0, "never longer than its room");
    }

    #[test]
    fn no_text_is_taken_for_markup() {
        let mut table = PageTable::new("<b>", &["&", "\""]);
        table.rows.push(vec!["</td>".to_owned(), "1".to_owned()]);
        let mut out = String::new();
        table.write(&mut out);
        let picture = Picture { id: "a", title: "</title>", says: "<x>", size: (1.0, 2.0), inside: "" };
        picture.write(&mut out);
        assert!(!out.contains("<b>") && !out.contains("<x>"), "{out}");
        assert_eq!((out.matches("</td>").count(), out.matches("</title>").count()), (1, 1), "{out}");
        assert!(label((0.0, 1.0), "", "a<b").contains("a&#60;b"));
    }
}
