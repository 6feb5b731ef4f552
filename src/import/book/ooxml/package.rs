//! The ZIP archive of a workbook: its parts by name, each inflated within limits. What the archive says of sizes
//! is checked before anything is inflated, and held against it while it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::import::book::{BookError, limits};

/// An archive.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    /// Where each part stands, by its name in small letters; the name as written.
    parts: BTreeMap<String, (usize, String)>,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

/// What every entry of an archive's directory begins with.
const ENTRY: [u8; 4] = *b"PK\x01\x02";

impl<'a> Package<'a> {
    /// Opens an archive, whose directory must keep the limits.
    pub fn open(raw: Cow<'a, [u8]>) -> Result<Self, BookError> {
        if raw.len() > limits::ZIP {
            return Err(BookError::too_large("", format!("more than {} MiB", limits::ZIP >> 20)));
        }
        // The directory is read whole: its length is known before, by what its entries begin with. Packed
        // workbooks within the workbook may hold some more.
        let entries = raw.windows(ENTRY.len()).filter(|bytes| *bytes == ENTRY).count();
        if entries > limits::PARTS * 4 {
            return Err(too_many());
        }
        let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(|e| BookError::damaged("", e))?;
        if archive.len() > limits::PARTS {
            return Err(too_many());
        }
        let (mut parts, mut unpacked) = (BTreeMap::new(), 0_u64);
        for at in 0..archive.len() {
            let entry = archive.by_index_raw(at).map_err(|e| BookError::damaged("", e))?;
            let name = entry.name().map_err(|e| BookError::damaged("", e))?.replace('\\', "/");
            unpacked = unpacked.saturating_add(entry.size());
            parts.insert(name.to_lowercase(), (at, name));
        }
        if unpacked > limits::UNPACKED {
            let most = limits::UNPACKED >> 20;
            return Err(BookError::too_large("", format!("it unpacks to more than {most} MiB")));
        }
        Ok(Self { archive, parts })
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.values().map(|(_, name)| name.as_str())
    }

    /// Whether there is a part of that name; capitals do not count.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// The text of a part.
    pub fn text(&mut self, name: &str) -> Result<String, BookError> {
        self.checked_text(name, check_size)
    }

    /// The text of a part of at most so many bytes, whatever its packed size: a long table of a document is little else than
    /// the same marks again and again.
    pub fn text_within(&mut self, name: &str, most: u64) -> Result<String, BookError> {
        self.checked_text(name, |name, size, _| {
            let what = || format!("a part unpacks to {} MiB; at most {} are read", size >> 20, most >> 20);
            if size > most { Err(BookError::too_large(name, what())) } else { Ok(()) }
        })
    }

    fn checked_text(
        &mut self,
        name: &str,
        check: impl Fn(&str, u64, u64) -> Result<(), BookError>,
    ) -> Result<String, BookError> {
        let missing = || BookError::damaged(name, "the part is missing");
        let (at, _) = self.parts.get(&name.to_lowercase()).ok_or_else(missing)?;
        let mut entry = self.archive.by_index(*at).map_err(|e| BookError::damaged(name, e))?;
        let size = entry.size();
        check(name, size, entry.compressed_size())?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        let within = entry.by_ref().take(size.saturating_add(1));
        let read = { within }.read_to_end(&mut bytes).map_err(|e| BookError::damaged(name, e))?;
        if u64::try_from(read).is_ok_and(|read| read > size) {
            return Err(BookError::damaged(name, "it unpacks to more than the archive says"));
        }
        decode(bytes, name)
    }
}

fn too_many() -> BookError {
    BookError::too_large("", format!("it has more than {} parts", limits::PARTS))
}

fn check_size(name: &str, size: u64, packed: u64) -> Result<(), BookError> {
    if size > limits::PART {
        let what = format!("a part unpacks to {} MiB; at most {} are read", size >> 20, limits::PART >> 20);
        return Err(BookError::too_large(name, what));
    }
    if size > limits::RATIO_FROM && size / limits::RATIO > packed {
        let what = format!("a part unpacks to more than {} times its packed size", limits::RATIO);
        return Err(BookError::too_large(name, what));
    }
    Ok(())
}

/// The text of bytes: UTF-8, or UTF-16 with its mark, as XML has to be.
fn decode(bytes: Vec<u8>, name: &str) -> Result<String, BookError> {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
            Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned())
        }
        _ => String::from_utf8(bytes).map_err(|e| BookError::damaged(name, e)),
    }
}
