//! The filters of a letter's template, and how much text they may work on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::{Environment, Error, ErrorKind, Value, filters, tests};

/// All filters that letters have. None makes more than it is given but `join` and `replace`, which are counted.
pub(super) const FILTERS: [&str; 10] =
    ["capitalize", "default", "first", "join", "length", "lower", "replace", "title", "trim", "upper"];

/// How many bytes the filters of one letter may still read and write.
#[derive(Debug, Clone)]
struct Work(Arc<AtomicUsize>);

impl Work {
    fn spend(&self, bytes: usize) -> Result<(), Error> {
        let less = |left: usize| left.checked_sub(bytes);
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        spent.map(drop).map_err(|_| Error::new(ErrorKind::InvalidOperation, "its filters make too much text"))
    }

    fn join(&self, list: &Value, between: &str) -> Result<String, Error> {
        let mut text = String::new();
        for (at, item) in list.try_iter()?.enumerate() {
            let item = item.to_string();
            self.spend(item.len() + between.len())?;
            if at > 0 {
                text.push_str(between);
            }
            text.push_str(&item);
        }
        Ok(text)
    }

    fn replace(&self, text: &str, old: &str, new: &str) -> Result<String, Error> {
        self.spend(text.len())?;
        self.spend(text.matches(old).count().saturating_mul(new.len()))?;
        Ok(text.replace(old, new))
    }
}

fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().to_lowercase().chars()).collect()
}

/// A filter that makes another text of a text, with its name.
type TextFilter = (&'static str, fn(&str) -> String);

const OF_TEXT: [TextFilter; 5] = [
    ("capitalize", capitalize),
    ("lower", str::to_lowercase),
    ("title", |text| filters::title(text.into())),
    ("trim", |text| text.trim().to_owned()),
    ("upper", str::to_uppercase),
];

/// Makes the filters and questions known, which may work on `most` bytes.
pub(super) fn add(env: &mut Environment<'_>, most: usize) {
    let work = Work(Arc::new(AtomicUsize::new(most)));
    for (name, of) in OF_TEXT {
        let work = work.clone();
        env.add_filter(name, move |text: String| work.spend(text.len()).map(|()| of(&text)));
    }
    let (joins, replaces) = (work.clone(), work);
    env.add_filter("join", move |list: Value, between: Option<String>| {
        joins.join(&list, &between.unwrap_or_default())
    });
    env.add_filter("replace", move |text: String, old: String, new: String| {
        replaces.replace(&text, &old, &new)
    });
    env.add_filter("default", filters::default);
    env.add_filter("first", filters::first);
    env.add_filter("length", filters::length);
    env.add_test("defined", tests::is_defined);
    env.add_test("undefined", tests::is_undefined);
    env.add_test("none", tests::is_none);
    env.add_test("odd", tests::is_odd);
    env.add_test("even", tests::is_even);
}
