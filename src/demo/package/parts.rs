//! The parts of a package beside its sheets and strings: types, relationships, workbook, styles, properties.

use std::fmt::Write;

use super::DemoBook;
use super::xml::escaped;

/// How every part begins.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The name space of sheets.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The cell formats, in the order of [`super::CellFormat`].
const STYLES: &str = concat!(
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\-mmm\\-yyyy;@\"/></numFmts>",
    "<fonts count=\"3\"><font><sz val=\"10\"/><name val=\"Arial\"/></font>",
    "<font><b/><sz val=\"10\"/><name val=\"Arial\"/></font>",
    "<font><i/><sz val=\"10\"/><color rgb=\"FF9C0006\"/><name val=\"Arial\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF8E1\"/></patternFill></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"6\">",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\"/>",
    "<xf numFmtId=\"9\" fontId=\"0\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFill=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>",
    "</cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
);

/// The parts before the sheets, by path.
pub(super) fn fixed(book: &DemoBook) -> [(&'static str, String); 6] {
    [
        ("[Content_Types].xml", types(book)),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(book)),
        ("xl/workbook.xml", workbook(book)),
        ("xl/_rels/workbook.xml.rels", workbook_relations(book)),
        ("xl/styles.xml", format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ]
}

fn types(book: &DemoBook) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"bin\" ContentType=\"application/octet-stream\"/>"
    );
    let mut part = |path: &str, kind: &str| {
        let _ = write!(out, "<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>");
    };
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("xl/workbook.xml", &format!("{KIND}.sheet.main+xml"));
    part("xl/styles.xml", &format!("{KIND}.styles+xml"));
    part("xl/sharedStrings.xml", &format!("{KIND}.sharedStrings+xml"));
    for number in 1..=book.sheets.len() {
        part(&format!("xl/worksheets/sheet{number}.xml"), &format!("{KIND}.worksheet+xml"));
    }
    out + "</Types>"
}

fn relations(targets: &[(String, String)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (number, (kind, target)) in (1..).zip(targets) {
        let _ = write!(out, "<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    out + "</Relationships>"
}

fn package_relations() -> String {
    relations(&[
        (format!("{RELATION}/officeDocument"), "xl/workbook.xml".to_owned()),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml".to_owned()),
    ])
}

fn workbook_relations(book: &DemoBook) -> String {
    let sheets = (1..=book.sheets.len())
        .map(|number| (format!("{RELATION}/worksheet"), format!("worksheets/sheet{number}.xml")));
    let rest = ["styles", "sharedStrings"].map(|part| (format!("{RELATION}/{part}"), format!("{part}.xml")));
    relations(&sheets.chain(rest).collect::<Vec<_>>())
}

fn properties(book: &DemoBook) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">2025-01-01T00:00:00Z</dcterms:created></cp:coreProperties>",
        escaped(&book.title)
    )
}

fn workbook(book: &DemoBook) -> String {
    let dates = if book.date1904 { " date1904=\"1\"" } else { "" };
    let mut out = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATION}\"><workbookPr{dates}/><bookViews><workbookView activeTab=\"{}\"/></bookViews><sheets>",
        book.sheets.iter().position(|sheet| !sheet.hidden).unwrap_or_default()
    );
    for (number, sheet) in (1..).zip(&book.sheets) {
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        let name = escaped(&sheet.name);
        let _ = write!(out, "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>");
    }
    out + "</sheets><calcPr calcId=\"191029\"/></workbook>"
}
