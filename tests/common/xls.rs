//! Writes workbooks of Excel 97 to 2003: the records that cells need ([MS-XLS]), in a compound file. It knows
//! nothing of the reader in `src/`, so that each proves the other.

use std::io::{Cursor, Write};

/// A workbook.
#[derive(Debug, Default, Clone)]
pub struct Xls {
    /// Whether its dates count from 1904.
    pub date1904: bool,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Default, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its cells: row and column, from 0, and what is in them.
    pub cells: Vec<(u16, u16, Cell)>,
}

/// What is in a cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A text among the shared ones.
    Text(String),
    /// A text in the cell itself.
    Label(String),
    /// A number.
    Number(f64),
    /// A number shown as a date.
    Date(f64),
    /// Small whole numbers, in this cell and those to the right of it.
    Whole(Vec<i16>),
    /// True or false.
    Bool(bool),
    /// An error, by its number.
    Error(u8),
    /// A formula that gave a number.
    Formula(f64),
    /// A formula that gave a text.
    FormulaText(String),
}

/// The longest content of a record.
const LONGEST: usize = 8224;
/// The formats of cells: general, a built-in date, a date of the workbook's own.
const FORMATS: [u16; 3] = [0, 14, 164];

impl Xls {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        compound(&[("Workbook", &self.stream(None))])
    }

    /// The records, with one that says how they will be encrypted.
    pub fn stream(&self, file_pass: Option<&[u8]>) -> Vec<u8> {
        let mut out = Vec::new();
        begin(&mut out, 5);
        file_pass.into_iter().for_each(|content| record(&mut out, 0x2F, content));
        record(&mut out, 0x42, &1200_u16.to_le_bytes());
        record(&mut out, 0x22, &u16::from(self.date1904).to_le_bytes());
        record(&mut out, 0x41E, &[&164_u16.to_le_bytes()[..], &text(r"d\-mmm\-yyyy")].concat());
        for format in FORMATS {
            record(&mut out, 0xE0, &[&[0, 0], &format.to_le_bytes()[..], &[0; 16]].concat());
        }
        let mut offsets = Vec::new();
        for sheet in &self.sheets {
            offsets.push(out.len() + 4);
            let name: Vec<u8> = sheet.name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = u8::try_from(name.len() / 2).unwrap();
            record(&mut out, 0x85, &[&[0; 4], &[u8::from(sheet.hidden), 0, length, 1][..], &name].concat());
        }
        let mut shared = Vec::new();
        let sheets: Vec<Vec<u8>> = self.sheets.iter().map(|sheet| sheet.records(&mut shared)).collect();
        strings(&mut out, &shared);
        record(&mut out, 0x0A, &[]);
        for (sheet, offset) in sheets.into_iter().zip(offsets) {
            let start = u32::try_from(out.len()).unwrap();
            out[offset..offset + 4].copy_from_slice(&start.to_le_bytes());
            out.extend(sheet);
        }
        out
    }
}

impl Sheet {
    /// A sheet with cells.
    pub fn new(name: &str, cells: Vec<(u16, u16, Cell)>) -> Self {
        Self { name: name.to_owned(), hidden: false, cells }
    }

    fn records(&self, shared: &mut Vec<String>) -> Vec<u8> {
        let mut out = Vec::new();
        begin(&mut out, 0x10);
        let rows = self.cells.iter().map(|cell| u32::from(cell.0) + 1).max().unwrap_or(0);
        let cols = self.cells.iter().map(|cell| cell.1 + 1).max().unwrap_or(0);
        record(
            &mut out,
            0x200,
            &[&[0; 4], &rows.to_le_bytes()[..], &[0; 2], &cols.to_le_bytes(), &[0; 2]].concat(),
        );
        for (row, col, cell) in &self.cells {
            cell.records((*row, *col), shared, &mut out);
        }
        record(&mut out, 0x0A, &[]);
        out
    }
}

impl Cell {
    fn records(&self, (row, col): (u16, u16), shared: &mut Vec<String>, out: &mut Vec<u8>) {
        let at = |format: u16, more: &[u8]| {
            [&row.to_le_bytes(), &col.to_le_bytes(), &format.to_le_bytes()[..], more].concat()
        };
        let formula = |result: [u8; 8]| at(0, &[&result[..], &[0; 8], &[0, 0]].concat());
        match self {
            Self::Text(text) => {
                let number = u32::try_from(shared.len()).unwrap();
                shared.push(text.clone());
                record(out, 0xFD, &at(0, &number.to_le_bytes()));
            }
            Self::Label(label) => record(out, 0x204, &at(0, &text(label))),
            Self::Number(number) => record(out, 0x203, &at(0, &number.to_le_bytes())),
            Self::Date(serial) => record(out, 0x203, &at(2, &serial.to_le_bytes())),
            Self::Whole(numbers) => {
                let pack =
                    |number: &i16| [&[0, 0][..], &((i32::from(*number) << 2) | 2).to_le_bytes()].concat();
                let packed: Vec<u8> = numbers.iter().flat_map(pack).collect();
                let last = col + u16::try_from(numbers.len()).unwrap() - 1;
                let content = [&row.to_le_bytes(), &col.to_le_bytes(), &packed[..], &last.to_le_bytes()];
                record(out, 0xBD, &content.concat());
            }
            Self::Bool(value) => record(out, 0x205, &at(0, &[u8::from(*value), 0])),
            Self::Error(code) => record(out, 0x205, &at(0, &[*code, 1])),
            Self::Formula(number) => record(out, 6, &formula(number.to_le_bytes())),
            Self::FormulaText(result) => {
                record(out, 6, &formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]));
                record(out, 0x207, &text(result));
            }
        }
    }
}

/// Appends a record.
pub fn record(out: &mut Vec<u8>, id: u16, content: &[u8]) {
    out.extend(id.to_le_bytes());
    out.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
    out.extend(content);
}

fn begin(out: &mut Vec<u8>, kind: u16) {
    let [low, high] = kind.to_le_bytes();
    record(out, 0x809, &[0, 6, low, high, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0]);
}

/// A text with its length and flags.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(units.len() / 2).unwrap();
    [&length.to_le_bytes()[..], &[1], &units].concat()
}

/// The shared texts; what does not fit into a record goes on in the next, which begins with flags if a text is cut.
fn strings(out: &mut Vec<u8>, shared: &[String]) {
    let count = u32::try_from(shared.len()).unwrap().to_le_bytes();
    let (mut id, mut content) = (0xFC, [count, count].concat());
    for string in shared {
        if content.len() + 5 > LONGEST {
            record(out, id, &content);
            (id, content) = (0x3C, Vec::new());
        }
        let units: Vec<u16> = string.encode_utf16().collect();
        content.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        content.push(1);
        for unit in units {
            if content.len() + 2 > LONGEST {
                record(out, id, &content);
                (id, content) = (0x3C, vec![1]);
            }
            content.extend(unit.to_le_bytes());
        }
    }
    record(out, id, &content);
}

/// A compound file of streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(format!("/{name}")).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A workbook with a cell of every kind, and texts that fill several records.
pub fn every_kind() -> Xls {
    let cells = vec![
        (0, 0, Cell::Text("Łódź \u{1F600}".to_owned())),
        (0, 1, Cell::Label("a\r\nb".to_owned())),
        (1, 0, Cell::Number(2.5)),
        (1, 1, Cell::Date(40328.0)),
        (1, 2, Cell::Whole(vec![7, -8, 9])),
        (2, 0, Cell::Bool(true)),
        (2, 1, Cell::Error(0x17)),
        (2, 2, Cell::Formula(0.5)),
        (2, 3, Cell::FormulaText("made".to_owned())),
        (2, 4, Cell::FormulaText(String::new())),
    ];
    let long = (0..40).map(|row| (row, 3, Cell::Text(format!("{row} {}", "lang ".repeat(200))))).collect();
    let mut second = Sheet::new("Zweite", long);
    second.hidden = true;
    Xls { date1904: true, sheets: vec![Sheet::new("First", cells), second] }
}

#[test]
fn a_workbook_of_every_kind_of_cell_fills_a_compound_file() {
    let raw = every_kind().to_bytes();
    assert!(raw.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]));
    assert!(raw.len() > 80_000);
}
