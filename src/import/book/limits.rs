//! How much of a workbook is read at most. The official templates unpack to 13 MB at most, one part of them
//! to 7 MB and 18 times its packed size: the limits leave room for any honest file, and bound what a hostile
//! one takes to less than 300 MB of memory.

/// The longest workbook that is read, in bytes.
pub const FILE: usize = 32 << 20;
/// The longest ZIP archive that is read, in bytes.
pub const ZIP: usize = 20 << 20;
/// Most parts of an archive.
pub const PARTS: usize = 1000;
/// All parts of an archive together, unpacked, in bytes.
pub const UNPACKED: u64 = 100 << 20;
/// One part of an archive, unpacked, in bytes.
pub const PART: u64 = 60 << 20;
/// How many times its packed size a part may unpack to, from [`RATIO_FROM`] bytes on.
pub const RATIO: u64 = 50;
/// Smaller parts may unpack to any multiple: all of them together make less than what one part may. In bytes.
pub const RATIO_FROM: u64 = 1 << 16;
/// The most of [`cell_text`] for any workbook.
pub const CELL_TEXT: usize = 96 << 20;
/// What [`cell_text`] is for the smallest workbook.
const CELL_TEXT_OF_NONE: usize = 16 << 20;
/// How much more [`cell_text`] is for each byte of a workbook: a template of 500 KB has 3 MB of it.
const CELL_TEXT_OF_BYTE: usize = 24;
/// What a cell takes besides its text, in bytes.
pub const CELL: usize = 32;
/// The cells that are read of a workbook of so many bytes, all reading of its sheets together: for each cell [`CELL`], and its
/// text, also where it shares that with others, as whoever reads a cell may copy its text. In bytes.
pub fn cell_text(length: usize) -> usize {
    length.saturating_mul(CELL_TEXT_OF_BYTE).saturating_add(CELL_TEXT_OF_NONE).min(CELL_TEXT)
}

/// The strings that the cells of a workbook share, in bytes.
pub const STRINGS: usize = 40 << 20;
/// Most sheets of a workbook.
pub const SHEETS: usize = 1000;
/// Most rows of a sheet that a workbook may have.
pub const ROWS: u32 = 1 << 20;
/// Most columns of a sheet that a workbook may have.
pub const COLUMNS: u32 = 1 << 14;
/// Most cells of a sheet that are kept.
pub const CELLS: usize = 1_000_000;
/// Most blocks of merged cells of a sheet that are kept.
pub const MERGED: usize = 100_000;
/// The longest text of a cell, in bytes. Excel's own limit is 32,767 characters.
pub const TEXT: usize = 1 << 20;
/// How deep elements of XML may nest.
pub const DEPTH: usize = 256;
