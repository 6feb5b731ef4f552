//! The clock: the only place that reads it.

use std::time::SystemTime;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::app::Clock;

/// The instant. Where a picture is to be the same every time, a debug build takes it from `RCOI_TEST_NOW`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> Timestamp {
    #[cfg(debug_assertions)]
    if let Some(at) = std::env::var("RCOI_TEST_NOW").ok().and_then(|at| at.parse().ok()) {
        return at;
    }
    // A clock beyond all dates must not end the program; the store refuses what is recorded then, and says so.
    Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::MIN)
}

/// Where the analyst is.
pub fn zone() -> TimeZone {
    TimeZone::system()
}

/// The day where the analyst is at an instant.
pub fn day_of(now: Timestamp) -> Date {
    Zoned::new(now, zone()).date()
}

/// The day where the analyst is.
pub fn today() -> Date {
    day_of(now())
}

/// Instant and day, as the application takes them.
pub fn clock() -> Clock {
    let now = now();
    Clock { now, today: day_of(now) }
}
