//! The attributes of tags, bounded before the tokenizer reads them: it compares each attribute of a tag with all before it.

use std::borrow::Cow;

/// Attributes of a tag beyond so many are left away; pages have a dozen at most.
const MOST_ATTRIBUTES: usize = 256;

/// Elements whose content is text: what looks like a tag there is none.
const RAW: [&str; 5] = ["script", "style", "title", "textarea", "noscript"];

/// A page without the attributes of tags that have more than [`MOST_ATTRIBUTES`].
pub fn bounded(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let tag = TagSpan::of(text, at + found);
        if let Some(excess) = tag.excess {
            kept.push_str(text.get(copied..excess).unwrap_or_default());
            copied = tag.end;
        }
        at = tag.next;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where a tag goes.
struct TagSpan {
    /// Where the attributes that are too many begin.
    excess: Option<usize>,
    /// Where its end stands: the sign that closes it.
    end: usize,
    /// Where the next tag is looked for.
    next: usize,
}

impl TagSpan {
    /// The tag that begins at a place, or what looks like one.
    fn of(text: &str, at: usize) -> Self {
        let rest = text.get(at + 1..).unwrap_or_default();
        let none = |next: usize| Self { excess: None, end: next, next: next.min(text.len()) };
        if let Some(comment) = rest.strip_prefix("!--") {
            let length = comment.find("-->").map_or(rest.len(), |length| length + 3);
            return none(at + 1 + length);
        }
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return none(at + 1);
        }
        let mut attributes = Attributes::default();
        let length = rest.bytes().enumerate().find_map(|(offset, byte)| attributes.ends_at(offset, byte));
        let end = at + 1 + length.unwrap_or(rest.len());
        let raw = RAW.iter().find(|raw| is_named(rest, raw));
        let next = raw.map_or(end, |raw| end_of_raw(text, end, raw));
        Self { excess: attributes.excess.map(|offset| at + 1 + offset), end, next }
    }
}

fn is_named(rest: &str, name: &str) -> bool {
    let after = rest.get(..name.len()).filter(|begin| begin.eq_ignore_ascii_case(name));
    after.is_some() && !rest.get(name.len()..).unwrap_or_default().starts_with(char::is_alphanumeric)
}

/// Where the end tag of an element of raw text stands, from a place on.
fn end_of_raw(text: &str, from: usize, name: &str) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let is_end = |at: &usize| rest.get(at + 2..).is_some_and(|rest| is_named(rest, name));
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    from + end.unwrap_or(rest.len())
}

/// The bytes of a tag, counted by attributes.
#[derive(Default)]
struct Attributes {
    count: usize,
    within: Within,
    excess: Option<usize>,
}

/// What a byte of a tag stands in.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The element's name, or that of an attribute.
    #[default]
    Name,
    /// Blanks between attributes.
    Between,
    /// Right after the sign before a value.
    BeforeValue,
    Value,
    Quoted(u8),
}

impl Attributes {
    /// Takes the next byte; its place, where it closes the tag.
    fn ends_at(&mut self, offset: usize, byte: u8) -> Option<usize> {
        let is_blank = byte.is_ascii_whitespace();
        self.within = match (self.within, byte) {
            (Within::Quoted(quote), byte) if byte == quote => Within::Between,
            (Within::Quoted(quote), _) => Within::Quoted(quote),
            (_, b'>') => return Some(offset),
            (Within::BeforeValue, b'"' | b'\'') => Within::Quoted(byte),
            (Within::BeforeValue, _) if is_blank => Within::BeforeValue,
            (Within::BeforeValue | Within::Value, _) if !is_blank => Within::Value,
            (Within::Name | Within::Between, b'=') => Within::BeforeValue,
            (Within::Name, _) if !is_blank && (byte != b'/' || offset == 0) => Within::Name,
            (Within::Between, _) if !is_blank && byte != b'/' => {
                self.count += 1;
                if self.count > MOST_ATTRIBUTES {
                    self.excess.get_or_insert(offset);
                }
                Within::Name
            }
            (Within::Name | Within::Between | Within::BeforeValue | Within::Value, _) => Within::Between,
        };
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(attributes: usize) -> String {
        let all: String = (0..attributes).map(|at| format!(" a{at}=\"{at}>\"")).collect();
        format!("<p{all}>")
    }

    #[test]
    fn a_tag_keeps_its_first_attributes() {
        let page = format!("<i>x</i>{}y{}</p>z<!-- {} -->", tag(MOST_ATTRIBUTES), tag(400), tag(400));
        let bound = bounded(&page);
        let kept = format!(
            "{} >y{} >",
            tag(MOST_ATTRIBUTES).trim_end_matches('>'),
            tag(MOST_ATTRIBUTES).trim_end_matches('>')
        );
        assert_eq!(
            bound.replace(" >", ">"),
            format!("<i>x</i>{}</p>z<!-- {} -->", kept.replace(" >", ">"), tag(400))
        );
        assert!(matches!(bounded(&tag(MOST_ATTRIBUTES)), Cow::Borrowed(_)));
        assert!(bounded(&tag(300).replace("<p", "</p")).len() < tag(300).len());
    }

    #[test]
    fn text_that_is_no_tag_stays() {
        let words = "b ".repeat(600);
        for page in [
            format!("<script>if (a<b) {{ {words} }}</script><p>x"),
            format!("1 < 2 {words}"),
            format!("<p title=\"{words}\">x"),
            format!("<p title='{words}' x={}>x", "b".repeat(9_000)),
        ] {
            assert_eq!(bounded(&page), page);
        }
    }
}
