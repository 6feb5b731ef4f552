//! What a template of a letter may say, checked by its words and signs before the parser sees them. The parser goes a level
//! deeper for every bracket, `not`, `else` and block, so that a long row of them would use up the thread's stack.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::machinery::{Token, tokenize};

use super::filters::FILTERS;
use crate::data::embedded;

/// The longest template that is read, in bytes.
pub const LONGEST_TEMPLATE: usize = 64_000;
/// How deep blocks may stand in each other, an `elif` counted as one more.
const DEEPEST: usize = 24;
/// How many words and signs may stand between one pair of `{{ }}` or `{% %}`.
const LONGEST_EXPRESSION: usize = 120;
/// What can be asked of a value with `is`.
pub(super) const QUESTIONS: [&str; 5] = ["defined", "undefined", "none", "odd", "even"];

/// What is not of the language, and what to write instead.
static INSTEAD: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| embedded("data/letter_language.ron", include_str!("../../../data/letter_language.ron")));

/// How many words and signs are known that letters do without.
pub fn words_refused() -> usize {
    INSTEAD.len()
}

/// Why a template is refused unread, with its line from 1.
pub(super) type NotOfLetters = (Option<usize>, String);

/// Whether a template is short and flat enough, and says nothing but what a letter needs.
pub(super) fn check(source: &str) -> Result<(), NotOfLetters> {
    if source.len() > LONGEST_TEMPLATE {
        return Err((None, format!("it is longer than {} KB", LONGEST_TEMPLATE / 1000)));
    }
    let mut reading = Reading::default();
    for read in tokenize(source, false, Default::default()) {
        // What is neither word nor sign the parser comes upon as well, and says so.
        let Ok((token, span)) = read else { break };
        reading.take(&token).map_err(|why| (Some(usize::from(span.start_line)), why))?;
    }
    Ok(())
}

/// What was read before a word or sign, as far as that says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// The beginning of a statement.
    Statement,
    /// Something that a value follows.
    #[default]
    Operator,
    Value,
    Dot,
    /// The bar before a filter's name.
    Bar,
    Filter,
    Is,
}

#[derive(Debug, Default)]
struct Reading {
    before: Before,
    /// How many words and signs the expression has so far.
    length: usize,
    /// The round brackets that are open; of each, whether a filter's values stand in it.
    brackets: Vec<bool>,
    /// The blocks that are open; of each, how many levels of the parser it takes.
    blocks: Vec<usize>,
    /// Whether a `for` is still without its `in`.
    awaits_in: bool,
}

impl Reading {
    fn take(&mut self, token: &Token<'_>) -> Result<(), String> {
        self.length += 1;
        if self.length > LONGEST_EXPRESSION {
            return Err(format!(
                "more than {LONGEST_EXPRESSION} words and signs stand in one pair of brackets; write it in several"
            ));
        }
        self.before = match token {
            Token::TemplateData(_) | Token::VariableStart | Token::VariableEnd | Token::BlockEnd => {
                self.begin(Before::Operator)
            }
            Token::BlockStart => self.begin(Before::Statement),
            Token::Ident(word) => self.word(word)?,
            Token::Str(_) | Token::String(_) | Token::Int(_) | Token::Int128(_) | Token::Float(_) => {
                Before::Value
            }
            Token::Dot => Before::Dot,
            Token::Pipe => Before::Bar,
            Token::Eq | Token::Ne | Token::Lt | Token::Lte | Token::Gt | Token::Gte => Before::Operator,
            Token::ParenOpen => self.open()?,
            Token::ParenClose => {
                self.brackets.pop();
                Before::Value
            }
            Token::Comma if self.brackets.last() == Some(&true) => Before::Operator,
            Token::Comma => return refused(","),
            Token::Plus => return refused("+"),
            Token::Minus => return refused("-"),
            Token::Mul => return refused("*"),
            Token::Div => return refused("/"),
            Token::FloorDiv => return refused("//"),
            Token::Pow => return refused("**"),
            Token::Mod => return refused("%"),
            Token::Tilde => return refused("~"),
            Token::Assign => return refused("="),
            Token::Colon => return refused(":"),
            Token::BracketOpen | Token::BracketClose => return refused("["),
            Token::BraceOpen | Token::BraceClose => return refused("{"),
        };
        Ok(())
    }

    fn begin(&mut self, before: Before) -> Before {
        self.length = 0;
        self.brackets.clear();
        self.awaits_in = false;
        before
    }

    fn word(&mut self, word: &str) -> Result<Before, String> {
        Ok(match (self.before, word) {
            (Before::Statement, _) => self.statement(word)?,
            (Before::Dot, _) => Before::Value,
            (Before::Bar, _) => known(word, "filter", &FILTERS, Before::Filter)?,
            (Before::Is, "not") => Before::Is,
            (Before::Is, _) => known(word, "question", &QUESTIONS, Before::Value)?,
            (Before::Value | Before::Filter, "is") => Before::Is,
            (_, "in") if self.awaits_in => {
                self.awaits_in = false;
                Before::Operator
            }
            (_, "in") | (Before::Value | Before::Filter, "recursive") => return refused(word),
            (_, "and" | "or" | "not" | "if" | "else") => Before::Operator,
            _ if word == "range" || word == "namespace" => return refused(word),
            _ => Before::Value,
        })
    }

    fn statement(&mut self, word: &str) -> Result<Before, String> {
        match word {
            "for" | "if" => self.blocks.push(1),
            "elif" => self.blocks.last_mut().into_iter().for_each(|levels| *levels += 1),
            "else" => {}
            "endfor" | "endif" => {
                self.blocks.pop();
            }
            _ => return refused(word),
        }
        self.awaits_in = word == "for";
        if self.blocks.iter().sum::<usize>() > DEEPEST {
            return Err(format!("more than {DEEPEST} blocks stand in each other; write it flatter"));
        }
        Ok(Before::Operator)
    }

    /// A round bracket: around a part of a condition, or a filter's values.
    fn open(&mut self) -> Result<Before, String> {
        if self.before == Before::Value {
            return refused("a call");
        }
        self.brackets.push(self.before == Before::Filter);
        Ok(Before::Operator)
    }
}

/// What follows a name that is one of those that letters have.
fn known(name: &str, what: &str, names: &[&str], follows: Before) -> Result<Before, String> {
    match names.contains(&name) {
        true => Ok(follows),
        false => {
            Err(format!("letters have no {what} \u{201c}{name}\u{201d}; they have {}", names.join(", ")))
        }
    }
}

fn refused<T>(what: &str) -> Result<T, String> {
    let said = if what.contains(' ') { what.to_owned() } else { format!("\u{201c}{what}\u{201d}") };
    let known = "a letter has values, if, for and filters";
    let instead = INSTEAD.get(what).map_or(known, String::as_str);
    Err(format!("{said} is not part of a letter\u{2019}s template: {instead}"))
}
