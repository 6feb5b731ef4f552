//! What a template of a workspace's own proposals may say: values, conditions, and the filters of the report's wording. So none runs
//! for long or grows beyond what it tells, whoever wrote it.

use minijinja::Environment;
use minijinja::machinery::{Token, tokenize};

/// The longest template, in bytes.
const LONGEST: usize = 16_000;
/// How deep conditions may stand in each other, an `elif` counted as one more.
const DEEPEST: usize = 24;
/// How many words and signs may stand between one pair of brackets.
const LONGEST_EXPRESSION: usize = 120;
/// How many values may stand in a template, so that a long one does not stand there a thousand times.
const MOST_VALUES: usize = 60;
/// The filters of the wording.
const FILTERS: [&str; 6] = ["share", "plural", "part", "listed", "few", "count"];
/// The statements, all of conditions.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];

/// Whether a template says nothing but what proposals may.
///
/// # Errors
/// Why it does.
pub(super) fn check(template: &str) -> Result<(), String> {
    if template.len() > LONGEST {
        return Err(format!("a template is longer than {} KB", LONGEST / 1000));
    }
    let mut reading = Reading::default();
    for read in tokenize(template, false, Default::default()) {
        // What is neither word nor sign the parser below comes upon as well, and says so.
        let Ok((token, _)) = read else { break };
        reading.take(&token)?;
    }
    let parsed = Environment::empty().template_from_str(template).map(|_| ());
    parsed.map_err(|error| format!("a template cannot be read: {error}"))
}

/// What was read before a word or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Was {
    /// The beginning of a statement.
    Statement,
    /// The bar before a filter's name.
    Bar,
    /// A filter's name, behind which its values may stand in brackets.
    Filter,
    Dot,
    Value,
    #[default]
    Other,
}

#[derive(Debug, Default)]
struct Reading {
    was: Was,
    /// How many words and signs the expression has so far.
    length: usize,
    /// The conditions that are open; of each, how many levels of the parser it takes.
    open: Vec<usize>,
    values: usize,
}

impl Reading {
    fn take(&mut self, token: &Token<'_>) -> Result<(), String> {
        self.length += 1;
        if self.length > LONGEST_EXPRESSION {
            return Err(format!(
                "more than {LONGEST_EXPRESSION} words and signs stand in one pair of brackets"
            ));
        }
        self.was = match token {
            Token::VariableStart if self.values >= MOST_VALUES => {
                return Err(format!("a template has more than {MOST_VALUES} values"));
            }
            Token::VariableStart => {
                self.values += 1;
                self.length = 0;
                Was::Other
            }
            Token::TemplateData(_) | Token::VariableEnd | Token::BlockEnd => {
                self.length = 0;
                Was::Other
            }
            Token::BlockStart => {
                self.length = 0;
                Was::Statement
            }
            Token::Ident(word) => self.word(word)?,
            Token::Str(_) | Token::String(_) | Token::Int(_) | Token::Int128(_) | Token::Float(_) => {
                Was::Value
            }
            Token::Dot => Was::Dot,
            Token::Pipe => Was::Bar,
            Token::ParenOpen if self.was == Was::Value => return refused("a call"),
            Token::ParenClose => Was::Value,
            Token::Eq | Token::Ne | Token::Lt | Token::Lte | Token::Gt | Token::Gte => Was::Other,
            Token::ParenOpen | Token::Comma => Was::Other,
            Token::Plus | Token::Minus => Was::Other,
            Token::Mul | Token::Pow => return refused("*"),
            Token::Div | Token::FloorDiv => return refused("/"),
            Token::Mod => return refused("%"),
            Token::Tilde => return refused("~"),
            Token::Assign => return refused("="),
            Token::Colon => return refused(":"),
            Token::BracketOpen | Token::BracketClose => return refused("["),
            Token::BraceOpen | Token::BraceClose => return refused("{"),
        };
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<Was, String> {
        match self.was {
            Was::Statement if STATEMENTS.contains(&word) => {
                match word {
                    "if" => self.open.push(1),
                    "elif" => self.open.last_mut().into_iter().for_each(|levels| *levels += 1),
                    "endif" => drop(self.open.pop()),
                    _ => {}
                }
                if self.open.iter().sum::<usize>() > DEEPEST {
                    return Err(format!("more than {DEEPEST} conditions stand in each other"));
                }
                Ok(Was::Other)
            }
            Was::Statement => refused(word),
            Was::Bar if FILTERS.contains(&word) => Ok(Was::Filter),
            Was::Bar => Err(format!("there is no filter {word:?}; there are {}", FILTERS.join(", "))),
            Was::Filter | Was::Dot | Was::Value | Was::Other => {
                let is_operator = ["and", "or", "not", "is", "in", "if", "else"].contains(&word);
                Ok(if is_operator { Was::Other } else { Was::Value })
            }
        }
    }
}

fn refused<T>(what: &str) -> Result<T, String> {
    Err(format!("\u{201c}{what}\u{201d} is not part of a proposal: it has values, conditions and filters"))
}
