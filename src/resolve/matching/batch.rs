//! Many rows at once: equal ones are asked once.

use std::collections::HashMap;

use super::reference::NameQuery;

/// Rows by what they ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Distinct<'a> {
    /// What is asked, each once, in the order of first rows.
    pub queries: Vec<NameQuery<'a>>,
    /// For each row: its place in `queries`.
    pub of_row: Vec<usize>,
    /// For each query: how many rows ask it.
    pub rows: Vec<usize>,
}

/// Finds rows that ask the same.
pub fn distinct<'a>(rows: impl IntoIterator<Item = NameQuery<'a>>) -> Distinct<'a> {
    let mut out = Distinct::default();
    let mut known: HashMap<NameQuery<'a>, usize> = HashMap::new();
    for query in rows {
        let at = *known.entry(query).or_insert_with(|| {
            out.queries.push(query);
            out.rows.push(0);
            out.queries.len() - 1
        });
        out.of_row.push(at);
        if let Some(count) = out.rows.get_mut(at) {
            *count += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_asked_once() {
        let row = |name| NameQuery { name, ..NameQuery::default() };
        let found = distinct([row("a"), row("b"), row("a")]);
        assert_eq!(found.queries, [row("a"), row("b")]);
        assert_eq!((found.of_row, found.rows), (vec![0, 1, 0], vec![2, 1]));
    }
}
