//! The lines of a text as an editor counts them.

/// Finds the lines on which records begin, from first to last.
#[derive(Debug)]
pub struct RecordLines<'a> {
    bytes: &'a [u8],
    /// What is counted already, in bytes.
    at: usize,
    line: u64,
}

impl<'a> RecordLines<'a> {
    /// The lines of a text.
    pub fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line, from 1, on which the record begins that a reader of CSV says to begin at a byte. The reader counts the
    /// blank lines before a record to it, and the second half of a Windows line end. Bytes before those of an earlier
    /// call are not looked for any more.
    pub fn of_record(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(one) = self.bytes.get(self.at) {
            let is_end = match one {
                b'\n' => true,
                b'\r' => self.bytes.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            if self.at >= byte && !matches!(one, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(is_end);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_begin_where_an_editor_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "\"x", "y\",z", "", "", "c,d", ""].join(end);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let (mut lines, mut record) = (RecordLines::of(&text), csv::StringRecord::new());
            let mut found = Vec::new();
            while reader.read_record(&mut record).unwrap() {
                found.push(lines.of_record(record.position().unwrap().byte()));
            }
            assert_eq!(found, [1, 3, 7], "{end:?}");
        }
    }
}
