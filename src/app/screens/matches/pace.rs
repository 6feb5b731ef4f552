//! How fast names are decided in this session.

use jiff::Timestamp;

/// The most intervals that are looked at.
const MOST: usize = 20;

/// A longer interval is a pause, in seconds.
const PAUSE: i64 = 120;

/// From so many intervals on a pace is known.
const ENOUGH: usize = 3;

/// When names were decided.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    last: Option<Timestamp>,
    seconds: Vec<i64>,
}

impl Pace {
    /// A name was decided.
    pub fn count(&mut self, now: Timestamp) {
        let since = self.last.replace(now).map(|last| now.duration_since(last).as_secs());
        self.seconds.extend(since.filter(|seconds| (0..=PAUSE).contains(seconds)));
        if self.seconds.len() > MOST {
            self.seconds.remove(0);
        }
    }

    /// How many minutes so many more names take, rounded up, by the median of the last intervals.
    pub fn minutes(&self, names: usize) -> Option<u64> {
        let mut seconds = self.seconds.clone();
        seconds.sort_unstable();
        let median = *seconds.get(seconds.len() / 2).filter(|_| seconds.len() >= ENOUGH)?;
        let total = u64::try_from(median).ok()?.checked_mul(u64::try_from(names).ok()?)?;
        Some(total.div_ceil(60).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_the_last_intervals_is_the_pace_and_pauses_are_none() {
        let mut pace = Pace::default();
        for second in [0, 4, 10, 14, 1_000, 1_006] {
            pace.count(Timestamp::from_second(second).unwrap());
            assert_eq!(pace.minutes(60).is_some(), second >= 14, "{second}");
        }
        // 4, 6, 4 and 6 seconds: six seconds a name.
        assert_eq!((pace.minutes(100), pace.minutes(1)), (Some(10), Some(1)));
    }
}
