//! Text from outside, made safe and measurable: cleaning, folding, searching, counting, sizes, width, cutting, and our own [`Area`].
//!
//! Used by every other room and depending on none of them.

mod area;
mod clean;
mod count;
mod date;
mod fold;
mod search;
mod size;
mod width;
mod written_day;

pub use area::Area;
pub use clean::{as_written, clean, clean_lines, is_unclean, lines_as_written, visible};
pub use count::{count, plural};
pub use date::{DayLies, day_words, read_date, read_day};
pub use fold::{fold, matches, plain_words, without_marks, words};
pub use search::{SearchMask, SearchQuery, SearchWord, column_named};
pub use size::in_kilobytes;
pub use width::{cut, pad_left, pad_right, width};
pub use written_day::{day_of_digits, day_of_parts, month_named, written_day};
