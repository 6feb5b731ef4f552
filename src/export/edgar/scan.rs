//! HTML to tokens, with their lines. What cannot be read is a token too.

use std::iter::Peekable;
use std::str::Chars;

/// An attribute: its name in lower case, and its value if it has one.
pub(super) type Attribute = (String, Option<String>);

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HtmlToken {
    /// `<name attributes>`; names are in lower case.
    Start(String, Vec<Attribute>),
    /// `</name>`.
    End(String),
    /// Text other than blanks.
    Text,
    /// `&name;` or `&#number;`, without `&` and `;`.
    Entity(String),
    /// A comment or the document type.
    Declaration,
    /// What is wrong with the markup here.
    Fault(String),
}

/// The tokens of a document, each with its line, from 1.
pub(super) fn tokens(text: &str) -> Vec<(usize, HtmlToken)> {
    let mut scanner = Scanner { chars: text.chars().peekable(), line: 1 };
    let mut tokens = Vec::new();
    while let Some(c) = scanner.chars.peek().copied() {
        let line = scanner.line;
        match c {
            '<' => tokens.push((line, scanner.tag())),
            '&' => tokens.push((line, scanner.entity())),
            _ if scanner.text() => tokens.push((line, HtmlToken::Text)),
            _ => {}
        }
    }
    tokens
}

struct Scanner<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.next();
        if c == Some('\n') {
            self.line += 1;
        }
        c
    }

    fn next_if(&mut self, wanted: char) -> bool {
        let found = self.chars.peek() == Some(&wanted);
        if found {
            self.next();
        }
        found
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.chars.peek().copied().filter(|c| keep(*c)) {
            self.next();
            out.push(c);
        }
        out
    }

    /// Passes over text; whether there was any besides blanks.
    fn text(&mut self) -> bool {
        !self.take_while(|c| !matches!(c, '<' | '&')).trim().is_empty()
    }

    fn entity(&mut self) -> HtmlToken {
        self.next();
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '#');
        if !name.is_empty() && self.next_if(';') {
            HtmlToken::Entity(name)
        } else {
            HtmlToken::Fault(format!("\"&{name}\" is not an entity; write \"&#38;\" for the sign itself"))
        }
    }

    fn tag(&mut self) -> HtmlToken {
        self.next();
        if self.next_if('!') {
            return self.declaration();
        }
        let end = self.next_if('/');
        let name = self.take_while(|c| c.is_ascii_alphanumeric()).to_lowercase();
        if name.is_empty() {
            return HtmlToken::Fault(
                "\"<\" does not begin a tag; write \"&#60;\" for the sign itself".to_owned(),
            );
        }
        match self.attributes() {
            Err(fault) => HtmlToken::Fault(format!("<{name}>: {fault}")),
            Ok(_) if end => HtmlToken::End(name),
            Ok(attributes) => HtmlToken::Start(name, attributes),
        }
    }

    /// A comment reaches to `-->`, a document type to `>`.
    fn declaration(&mut self) -> HtmlToken {
        let mut text = String::new();
        while let Some(c) = self.next() {
            text.push(c);
            if c == '>' && (!text.starts_with("--") || text.ends_with("-->") && text.len() > 4) {
                return HtmlToken::Declaration;
            }
        }
        HtmlToken::Fault("a comment or declaration has no end".to_owned())
    }

    fn attributes(&mut self) -> Result<Vec<Attribute>, String> {
        let mut attributes = Vec::new();
        loop {
            self.take_while(|c| c.is_ascii_whitespace());
            if self.next_if('>') {
                return Ok(attributes);
            }
            let name = self.take_while(|c| !c.is_ascii_whitespace() && !matches!(c, '=' | '>' | '<'));
            if name.is_empty() {
                return Err("the tag has no end".to_owned());
            }
            self.take_while(|c| c.is_ascii_whitespace());
            let value = if self.next_if('=') { Some(self.value(&name)?) } else { None };
            attributes.push((name.to_lowercase(), value));
        }
    }

    fn value(&mut self, name: &str) -> Result<String, String> {
        self.take_while(|c| c.is_ascii_whitespace());
        let Some(quote) = self.chars.peek().copied().filter(|c| matches!(c, '"' | '\'')) else {
            return Err(format!("the value of {name} is not in quotes"));
        };
        self.next();
        let value = self.take_while(|c| c != quote);
        if self.next_if(quote) { Ok(value) } else { Err(format!("the value of {name} has no closing quote")) }
    }
}
