//! A panic of a reader of foreign bytes ends that reading, and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::BookError;

/// Reads something foreign. What the readers of libraries do not foresee becomes damage of the file.
pub fn guarded<T>(place: &str, read: impl FnOnce() -> Result<T, BookError>) -> Result<T, BookError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(BookError::damaged(place, "reading it failed for a reason not foreseen")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_damage() {
        let error = guarded::<()>("xl/workbook.xml", || panic!("as a library might")).unwrap_err();
        assert_eq!(error.place(), "xl/workbook.xml");
        assert_eq!(guarded("", || Ok(1)), Ok(1));
    }
}
