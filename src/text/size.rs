//! Sizes of data in words.

const KILOBYTE: usize = 1024;

/// A size in KB of 1024 bytes, to a tenth rounded up: never less than it is, so that what is over a limit looks so.
pub fn in_kilobytes(bytes: usize) -> String {
    let tenths = (bytes.saturating_mul(10)).div_ceil(KILOBYTE);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenth == 0 { format!("{whole} KB") } else { format!("{whole}.{tenth} KB") }
}

#[cfg(test)]
mod tests {
    use super::in_kilobytes;

    #[test]
    fn a_size_is_never_told_too_small() {
        let told = [0, 1, 1_024, 65_536, 65_537, 1_048_576].map(in_kilobytes);
        assert_eq!(told, ["0 KB", "0.1 KB", "1 KB", "64 KB", "64.1 KB", "1024 KB"]);
    }
}
