//! Numbers with the word that goes with them.

/// The number and its word: "1 flag", "3 flags".
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", plural(n, one, many))
}

/// The word that goes with a number.
pub fn plural<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn one_is_singular_and_none_is_plural() {
        let words = |n| count(n, "facility", "facilities");
        assert_eq!([0, 1, 2].map(words), ["0 facilities", "1 facility", "2 facilities"]);
    }
}
