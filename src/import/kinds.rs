//! Kinds of file that are recognised in order to be refused by name, with what to do instead.

use std::borrow::Cow;

use super::ImportError;

/// Signatures of kinds that are not read: what the bytes begin with, the kind, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF",
        "a PDF",
        "save its text first (pdftotext -layout, or copy it into a text file), and import that",
    ),
    (b"\xFF\xD8\xFF", "a JPEG image", IMAGE),
    (b"\x89PNG", "a PNG image", IMAGE),
    (b"GIF8", "a GIF image", IMAGE),
    (b"BM\x36", "a bitmap image", IMAGE),
    (b"II*\0", "a TIFF image", IMAGE),
    (b"MM\0*", "a TIFF image", IMAGE),
    (b"{\\rtf", "a rich text document", "save it as plain text, and import that"),
    (b"MZ", "a program", PROGRAM),
    (b"\x7FELF", "a program", PROGRAM),
    (b"\xCF\xFA\xED\xFE", "a program", PROGRAM),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ", "an xz archive", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"MIME-Version:", "a web archive or a message", "open it in Excel, and save it as .xlsx"),
    (b"SQLite format 3", "a database", "export its list of facilities as CSV, and import that"),
];

const IMAGE: &str = "rcoi reads no pictures; get the document as text, HTML, CSV or XLSX";
const PROGRAM: &str = "give a filing's text or HTML, or a table (CSV or XLSX)";
const UNPACK: &str = "unpack it, and import the file inside";

/// Bytes of no known kind.
pub const BINARY: ImportError = ImportError::Refused {
    what: "a binary file of an unknown kind",
    remedy: "give a filing's text or HTML, or a table (CSV or XLSX)",
};

/// The refusal that the first bytes ask for.
pub fn refused(raw: &[u8]) -> Option<ImportError> {
    let found = SIGNATURES.iter().find(|(signature, ..)| raw.starts_with(signature));
    found
        .filter(|(signature, ..)| *signature != b"MZ" || raw.contains(&0))
        .map(|(_, what, remedy)| ImportError::Refused { what, remedy })
}

/// What a ZIP archive is, by the names of its parts.
pub enum Zipped {
    /// A workbook that is read.
    Workbook,
    /// Something else.
    Refused(ImportError),
}

/// Parts by which packed formats are known, the kind, and what to do.
const PARTS: &[(&str, &str, &str)] = &[
    ("xl/workbook.bin", "a binary workbook (.xlsb)", "open it in Excel, and save it as .xlsx"),
    ("word/document.xml", "a Word document", "save it as plain text or as a web page, and import that"),
    ("ppt/presentation.xml", "a presentation", "give the list of facilities as a table (CSV or XLSX)"),
    ("content.xml", "an OpenDocument file", "save its table as .xlsx or CSV, and import that"),
];

impl Zipped {
    /// Looks at the names of an archive's parts.
    pub fn of<'a>(names: impl Iterator<Item = Cow<'a, str>>) -> Self {
        let names: Vec<Cow<'a, str>> = names.collect();
        let has = |part: &str| names.iter().any(|name| name == part);
        if has("xl/workbook.xml") {
            return Self::Workbook;
        }
        let known = PARTS.iter().find(|(part, ..)| has(part));
        let (what, remedy) = known.map_or(("a ZIP archive that is no workbook", UNPACK), |(_, w, r)| (w, r));
        Self::Refused(ImportError::Refused { what, remedy })
    }
}
