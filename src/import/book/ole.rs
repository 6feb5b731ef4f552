//! OLE2 compound files, in which workbooks before 2007 and encrypted ones stand: the streams of one.

use std::io::{Cursor, Read};

use cfb::{CompoundFile, OpenOptions};

use super::le::{size_at, u16_at, u32_at};
use super::{BookError, limits};

/// What the bytes of a compound file begin with.
pub const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The workbook in a compound file.
#[derive(Debug, PartialEq, Eq)]
pub enum Streams {
    /// A workbook of Excel 97 to 2003.
    Xls(Vec<u8>),
    /// An encrypted package, and how it is encrypted.
    Encrypted {
        /// The stream `EncryptionInfo`.
        info: Vec<u8>,
        /// The stream `EncryptedPackage`.
        package: Vec<u8>,
    },
}

/// Streams by which other documents are known, and what they are.
const OTHERS: &[(&str, &str)] = &[
    ("/WordDocument", "an old Word document (.doc)"),
    ("/PowerPoint Document", "an old presentation (.ppt)"),
    ("/__properties_version1.0", "an Outlook message (.msg)"),
    ("/VisioDocument", "a Visio drawing"),
    ("/Contents", "a Works or Publisher document"),
];

/// Opens a compound file.
///
/// # Errors
/// When it is damaged, or holds no workbook.
pub fn open(raw: &[u8]) -> Result<Streams, BookError> {
    check_fat(raw)?;
    let mut file = OpenOptions::new().open_with(Cursor::new(raw)).map_err(|e| BookError::damaged("", e))?;
    if file.is_stream("/EncryptedPackage") && file.is_stream("/EncryptionInfo") {
        let info = stream(&mut file, "/EncryptionInfo")?;
        return Ok(Streams::Encrypted { info, package: stream(&mut file, "/EncryptedPackage")? });
    }
    for name in ["/Workbook", "/Book"] {
        if file.is_stream(name) {
            return stream(&mut file, name).map(Streams::Xls);
        }
    }
    let known = OTHERS.iter().find(|(stream, _)| file.exists(stream));
    let what = known.map_or("an old Office document that is no workbook", |(_, what)| what);
    Err(BookError::NotAWorkbook { what, remedy: "give the list of facilities as a workbook (.xlsx)" })
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, BookError> {
    let damaged = |e: std::io::Error| BookError::damaged(name.trim_start_matches('/'), e);
    let stream = file.open_stream(name).map_err(damaged)?;
    // No stream is longer than its file, and no file that comes here is longer than the limit.
    let most = u64::try_from(limits::FILE).unwrap_or(u64::MAX).min(stream.len());
    let mut bytes = Vec::with_capacity(usize::try_from(most).unwrap_or_default());
    stream.take(most).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

/// Checks that the file does not name more sectors of its allocation table than it needs: the reader takes
/// memory for as many as are named, and one sector may be named a million times.
fn check_fat(raw: &[u8]) -> Result<(), BookError> {
    let cut = || BookError::damaged("", "its first sector is cut off");
    let shift = u16_at(raw, 0x1E).filter(|shift| matches!(shift, 9 | 12)).ok_or_else(cut)?;
    let sector = 1_usize << shift;
    let entries = sector / 4;
    // Writers name some in advance.
    let needed = raw.len() / sector / entries * 2 + 128;
    let mut named =
        (0..109).filter(|at| u32_at(raw, 0x4C + at * 4).is_some_and(|id| id < MAX_SECTOR)).count();
    let mut next = u32_at(raw, 0x44).ok_or_else(cut)?;
    // As many more sectors of names as could name that many sectors.
    let mut left = needed / (entries - 1) + 2;
    while next < MAX_SECTOR {
        let start = usize::try_from(next)
            .ok()
            .and_then(|id| id.checked_add(1)?.checked_mul(sector))
            .unwrap_or(usize::MAX);
        let names = raw.get(start..).and_then(|rest| rest.get(..sector));
        let names = names.ok_or_else(|| BookError::damaged("", "its allocation table lies outside of it"))?;
        let is_named = |at: &usize| size_at(names, at * 4).is_some_and(|id| id > 0 && id < raw.len());
        named += (0..entries - 1).filter(is_named).count();
        left = left.saturating_sub(1);
        if left == 0 {
            return Err(BookError::damaged("", "its allocation table is longer than the file needs"));
        }
        next = u32_at(names, sector - 4).ok_or_else(cut)?;
    }
    match named > needed {
        true => Err(BookError::damaged("", "its allocation table is longer than the file needs")),
        false => Ok(()),
    }
}

/// Larger sector numbers mean that there is none.
const MAX_SECTOR: u32 = 0xFFFF_FFFA;
