//! Bytes made into a file of the container that they are a part of, so that checksums and the allocation of sectors do not
//! keep a reader from being reached.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// The parts of a workbook, by name. Each is a seed of its door too: its first byte is its place here, as a digit.
pub type Parts = [(&'static str, &'static [u8])];

/// A workbook of facilities.
pub const FACILITIES: &Parts = &[
    ("[Content_Types].xml", include_bytes!("../seeds/table_parts/0-types")),
    ("_rels/.rels", include_bytes!("../seeds/table_parts/1-rels")),
    ("xl/workbook.xml", include_bytes!("../seeds/table_parts/2-workbook")),
    ("xl/_rels/workbook.xml.rels", include_bytes!("../seeds/table_parts/3-relations")),
    ("xl/sheet.xml", include_bytes!("../seeds/table_parts/4-sheet")),
    ("xl/strings.xml", include_bytes!("../seeds/table_parts/5-strings")),
    ("xl/styles.xml", include_bytes!("../seeds/table_parts/6-styles")),
];

/// A CMRT.
pub const CMRT: &Parts = &[
    ("xl/workbook.xml", include_bytes!("../seeds/cmrt_parts/0-workbook")),
    ("xl/_rels/workbook.xml.rels", include_bytes!("../seeds/cmrt_parts/1-relations")),
    ("xl/declaration.xml", include_bytes!("../seeds/cmrt_parts/2-declaration")),
    ("xl/smelters.xml", include_bytes!("../seeds/cmrt_parts/3-smelters")),
    ("xl/look_up.xml", include_bytes!("../seeds/cmrt_parts/4-look-up")),
    ("xl/strings.xml", include_bytes!("../seeds/cmrt_parts/5-strings")),
    ("xl/revision.xml", include_bytes!("../seeds/cmrt_parts/6-revision")),
    ("xl/products.xml", include_bytes!("../seeds/cmrt_parts/7-products")),
    ("[Content_Types].xml", include_bytes!("../seeds/cmrt_parts/8-types")),
];

/// A workbook, encrypted as the seed `encryption/agile` says, by the password that every door has.
pub const PACKAGE: &[u8] = include_bytes!("agile-package");

/// An archive of parts, one of which is replaced: by the bytes after the first, which says which one.
pub fn replaced(parts: &Parts, bytes: &[u8]) -> Vec<u8> {
    let (which, with) = bytes.split_first().unwrap_or((&b'0', &[]));
    let which = usize::from(which.wrapping_sub(b'0')) % parts.len();
    let part = |(at, (name, own)): (usize, &(&'static str, &'static [u8]))| {
        let own = own.split_first().map_or(*own, |(_, content)| content);
        (*name, if at == which { with.to_vec() } else { own.to_vec() })
    };
    archive(&parts.iter().enumerate().map(part).collect::<Vec<_>>())
}

fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let started = archive.start_file(*name, SimpleFileOptions::default());
        started.and_then(|()| Ok(archive.write_all(content)?)).expect("memory takes every part");
    }
    archive.finish().expect("memory takes an archive").into_inner()
}

/// A compound file of streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes a file");
    for (name, content) in streams {
        let mut stream = file.create_stream(name).expect("memory takes every stream");
        stream.write_all(content).expect("memory takes every stream");
    }
    file.into_inner().into_inner()
}
