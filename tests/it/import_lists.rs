//! Lists of facilities in the layouts that filings have: what is read of each, and what never is.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use rcoi::domain::{Metal, Place, Status, Value};
use rcoi::import::{self, Draft, DraftRow, Incoming};

const GOLD: Metal = Metal::Gold;
const TIN: Metal = Metal::Tin;
const CONFORMANT: Option<Status> = Some(Status::Conformant);
const ACTIVE: Option<Status> = Some(Status::Active);

/// Metal, name, code of the country, status of a row.
type Shape<'a> = (Metal, &'a str, &'a str, Option<Status>);

fn shape(row: &DraftRow) -> Shape<'_> {
    let values = || row.claims.iter().map(|claim| &claim.value);
    let country = values().find_map(Value::as_country).and_then(|country| country.code.as_ref());
    let country = country.map_or("", |code| code.code());
    (row.metal, values().find_map(Value::as_name).unwrap_or(""), country, values().find_map(Value::as_status))
}

fn read(text: &str) -> Draft {
    let received = import::receive("a", text.as_bytes(), None).unwrap();
    let draft = if let Incoming::Facilities(draft) = &received { Some((**draft).clone()) } else { None };
    draft.unwrap()
}

fn is(text: &str, expected: &[Shape<'_>]) {
    let draft = read(text);
    assert_eq!(draft.rows.iter().map(shape).collect::<Vec<_>>(), expected, "{text}");
}

/// A page with a heading of the list, then these blocks.
fn page(blocks: &[String]) -> String {
    format!("<html><body><p>Conflict Minerals Report</p><p>Annex I</p>{}</body></html>", blocks.concat())
}

/// A table: a row a line, a bar between cells.
fn table(rows: &str) -> String {
    let cell = |cell: &str| format!("<td>{}</td>", cell.trim());
    let row = |row: &str| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<String>());
    format!("<table>{}</table>", rows.lines().map(row).collect::<String>())
}

/// The same table as a page and as CSV.
fn both(rows: &str) -> [String; 2] {
    [page(&[table(rows)]), rows.replace('|', ";")]
}

const LIST: &str =
    "Metal|Smelter|Country\nGold|Alpine Refining AG|SWITZERLAND\nTin|Ember Tin Works S.A.|PERU";
const ALPINE: Shape<'_> = (GOLD, "Alpine Refining AG", "CH", None);
const EMBER: Shape<'_> = (TIN, "Ember Tin Works S.A.", "PE", None);

fn with(shape: Shape<'static>, status: Option<Status>) -> Shape<'static> {
    (shape.0, shape.1, shape.2, status)
}

#[test]
fn a_header_that_says_something_else_is_no_status() {
    for header in ["Source Mine", "Operational State", "Sourcing Status", "Supplier status", "Recycled"] {
        let rows = format!(
            "Metal|Smelter|Country|{header}\nGold|Alpine Refining AG|SWITZERLAND|Active\nTin|Ember Tin Works S.A.|PERU|Unknown"
        );
        both(&rows).iter().for_each(|text| is(text, &[ALPINE, EMBER]));
    }
}

#[test]
fn an_origin_or_a_mine_is_not_where_the_plant_stands() {
    let nowhere = [(GOLD, "Alpine Refining AG", "", None), (TIN, "Ember Tin Works S.A.", "", None)];
    for header in ["Country of Origin of the Ore", "Mine Location", "Location (of mine)", "Sourced from"] {
        let rows =
            format!("Metal|Smelter|{header}\nGold|Alpine Refining AG|PERU\nTin|Ember Tin Works S.A.|CHILE");
        both(&rows).iter().for_each(|text| is(text, &nowhere));
    }
    let grouped = "||Origin||Plant|\nMetal|Smelter|Country|Mine|Country|Status\n\
        Gold|Alpine Refining AG|PERU|A|SWITZERLAND|Conformant\nTin|Ember Tin Works S.A.|CHILE|B|PERU|Active";
    is(&page(&[table(grouped)]), &[with(ALPINE, CONFORMANT), with(EMBER, ACTIVE)]);
}

#[test]
fn tables_of_something_else_are_no_lists() {
    for other in [
        "Australia|Gold|Tantalum|Tin\nBurundi|Tantalum|Tin|\nRwanda|Tin||",
        "Country|Gold|Tin\nPeru|X|\nRwanda||X",
        "Product|Gold|Tin\nConnectors|X|\nCables||X",
        "Component|Contains|Made in\nConnectors|Gold|Japan\nCables|Tin|China",
        "Product group|Conflict mineral|Supplier status\nConnectors|Gold|Active\nCables|Tin|Active",
        "Gold|Tin\nUsed in plating|Used in solder",
        "Metal|Countries of origin\nGold|Australia\nTin|Peru",
    ] {
        for blocks in [[table(other), table(LIST)], [table(LIST), table(other)]] {
            is(&page(&blocks), &[ALPINE, EMBER]);
        }
    }
    is(
        &page(&[table(LIST), "<p>Gold</p><ul><li>Peru</li><li>Rwanda</li></ul>".to_owned()]),
        &[ALPINE, EMBER],
    );
}

#[test]
fn notes_and_placeholders_within_a_list_are_passed_over_and_said() {
    let rows = "* Denotes a facility that is audited.||\n(1) As of May 1, 2023.||\nSource: RMI||\nTin|Smelter not listed|PERU\nGold|N/A|\n\
        Gold|Tin|PERU\nGold|JAPAN|\nGold|Smelter Name|";
    for text in both(&format!("{LIST}\n{rows}")) {
        is(&text, &[ALPINE, EMBER]);
        assert_eq!(read(&text).skipped.len(), 8, "{text}");
    }
}

#[test]
fn a_header_in_words_of_its_own_is_no_facility() {
    for header in
        ["Refiner or smelter|Where it stands|Programme says", "Operator|Seat|What the programme says"]
    {
        let rows = format!(
            "Gold||\n{header}\nAlpine Refining AG|SWITZERLAND|Conformant\nTin||\n{header}\nEmber Tin Works S.A.|PERU|Active"
        );
        let names: Vec<String> =
            read(&page(&[table(&rows)])).rows.iter().map(|row| shape(row).1.to_owned()).collect();
        assert_eq!(names, ["Alpine Refining AG", "Ember Tin Works S.A."]);
    }
}

#[test]
fn a_facility_of_two_lists_is_one() {
    let lists = [
        "<p>All</p>".to_owned(),
        table(LIST),
        "<p>Conformant smelters</p>".to_owned(),
        table("Metal|Smelter\nGold|ALPINE REFINING AG"),
        "<p>Active smelters</p>".to_owned(),
        table("Metal|Smelter|Country\nTin|Ember Tin Works S.A.|Peru\nTin|Ember Tin Works S.A.|Chile"),
    ];
    let elsewhere = (TIN, "Ember Tin Works S.A.", "CL", ACTIVE);
    is(&page(&lists), &[with(ALPINE, CONFORMANT), with(EMBER, ACTIVE), elsewhere]);
}

#[test]
fn metals_stand_above_headers_and_in_headers() {
    let rows = "Gold||\nSmelter|Country|Status\nAlpine Refining AG|SWITZERLAND|Conformant\nTin||\n\
        Smelter|Country|Status\nEmber Tin Works S.A.|PERU|Active";
    both(rows).iter().for_each(|text| is(text, &[with(ALPINE, CONFORMANT), with(EMBER, ACTIVE)]));
    let in_headers = [
        table("Gold refiners|Location\nAlpine Refining AG|SWITZERLAND"),
        table("Tin|Country\nEmber Tin Works S.A.|PERU"),
    ];
    is(&page(&in_headers), &[ALPINE, EMBER]);
}

#[test]
fn metals_are_read_with_symbols_and_as_ores() {
    for (gold, tin) in [("Gold (Au)", "Tin (Sn)"), ("Au - Gold", "Sn - Tin"), ("Gold ore", "Cassiterite")] {
        let rows = format!(
            "Metal|Smelter|Country\n{gold}|Alpine Refining AG|SWITZERLAND\n{tin}|Ember Tin Works S.A.|PERU"
        );
        both(&rows).iter().for_each(|text| is(text, &[ALPINE, EMBER]));
    }
    let captions = [
        "<p>Table 1. Gold refiners.</p>".to_owned(),
        table("Smelter|Country\nAlpine Refining AG|SWITZERLAND"),
        "<p>Table 2: cassiterite (tin)</p>".to_owned(),
        table("Smelter|Country\nEmber Tin Works S.A.|PERU"),
    ];
    is(&page(&captions), &[ALPINE, EMBER]);
}

#[test]
fn a_metal_stands_once_for_its_group_and_several_stand_in_a_cell() {
    let rows = "Metal|Smelter|Country\nGold|Alpine Refining AG|SWITZERLAND\n|Boreal Refinery Ltd.|CANADA\n\
        Tin|Ember Tin Works S.A.|PERU\n\u{3003}|Quarry Metals S.A.|BRAZIL";
    let expected =
        [ALPINE, (GOLD, "Boreal Refinery Ltd.", "CA", None), EMBER, (TIN, "Quarry Metals S.A.", "BR", None)];
    both(rows).iter().for_each(|text| is(text, &expected));
    for cell in ["Gold, Tin", "Gold / Tin", "Gold and Tin", "Gold (Au) & Tin (Sn)"] {
        let rows = format!("Metal|Smelter|Country\n{cell}|Quarry Metals S.A.|BRAZIL");
        let both_metals = [(GOLD, "Quarry Metals S.A.", "BR", None), (TIN, "Quarry Metals S.A.", "BR", None)];
        both(&rows).iter().for_each(|text| is(text, &both_metals));
    }
    let with_cid =
        read("Metal;CID;Smelter;Country;Status\nGold, Tin;CID900001;Quarry Metals S.A.;BRAZIL;Active\n");
    assert_eq!((with_cid.rows.len(), with_cid.remarks.len()), (2, 1), "nobody knows whose the CID is");
}

#[test]
fn metals_may_be_columns_of_marks_or_of_names() {
    let marks =
        "Smelter|Country|Gold (Au)|Sn\nAlpine Refining AG|SWITZERLAND|Yes|No\nEmber Tin Works S.A.|PERU||X";
    both(marks).iter().for_each(|text| is(text, &[ALPINE, EMBER]));
    let names = "Gold|Tin\nAlpine Refining AG|Ember Tin Works S.A.\nBoreal Refinery Ltd.|";
    let expected = [
        (GOLD, "Alpine Refining AG", "", None),
        (GOLD, "Boreal Refinery Ltd.", "", None),
        (TIN, "Ember Tin Works S.A.", "", None),
    ];
    both(names).iter().for_each(|text| is(text, &expected));
    let pairs = "Gold||Tin|\nSmelter|Country|Smelter|Country\nAlpine Refining AG|SWITZERLAND|Ember Tin Works S.A.|PERU";
    both(pairs).iter().for_each(|text| is(text, &[ALPINE, EMBER]));
}

#[test]
fn tables_side_by_side_are_read_one_after_another() {
    let rows = "Metal|Smelter|Country||Metal|Smelter|Country\nGold|Alpine Refining AG|SWITZERLAND||Tin|Ember Tin Works S.A.|PERU";
    both(rows).iter().for_each(|text| is(text, &[ALPINE, EMBER]));
    let draft = read(&rows.replace('|', ";"));
    assert_eq!(draft.rows.last().unwrap().claims.first().unwrap().place, Place::Line(2, 6));
    let bare = "Gold|Alpine Refining AG|SWITZERLAND|Tin|Ember Tin Works S.A.|PERU\nGold|Boreal Refinery Ltd.|CANADA|Tin|Quarry Metals S.A.|BRAZIL";
    let boreal = (GOLD, "Boreal Refinery Ltd.", "CA", None);
    both(bare)
        .iter()
        .for_each(|text| is(text, &[ALPINE, boreal, EMBER, (TIN, "Quarry Metals S.A.", "BR", None)]));
}

#[test]
fn a_status_is_a_mark_a_column_or_a_heading() {
    let one = "Metal|Smelter|Country|RMAP Conformant\nGold|Alpine Refining AG|SWITZERLAND|\u{2713}\nTin|Ember Tin Works S.A.|PERU|";
    both(one).iter().for_each(|text| is(text, &[with(ALPINE, CONFORMANT), EMBER]));
    let two = "Metal|Smelter|Country|Conformant|Active\nGold|Alpine Refining AG|SWITZERLAND|X|\nTin|Ember Tin Works S.A.|PERU|no|yes";
    both(two).iter().for_each(|text| is(text, &[with(ALPINE, CONFORMANT), with(EMBER, ACTIVE)]));
    let torn = "Metal|Smelter|Country|Conformant|Active\nGold|Alpine Refining AG|SWITZERLAND|X|X";
    both(torn).iter().for_each(|text| is(text, &[ALPINE]));
    let headings = "Smelter|Country\nConformant Smelters|\nGold|\nAlpine Refining AG|SWITZERLAND\nRMAP Active|\nTin|\nEmber Tin Works S.A.|PERU";
    both(headings).iter().for_each(|text| is(text, &[with(ALPINE, CONFORMANT), with(EMBER, ACTIVE)]));
    let unknown = "Metal|Smelter|Country\nConformant||\nGold|Alpine Refining AG|SWITZERLAND\nSomething else of them||\nTin|Ember Tin Works S.A.|PERU";
    both(unknown).iter().for_each(|text| is(text, &[with(ALPINE, CONFORMANT), EMBER]));
}

#[test]
fn a_mark_with_a_legend_is_said_and_gives_no_status() {
    for (name, legend) in [
        ("Alpine Refining AG*", "* Conformant with the programme."),
        ("Alpine Refining AG<sup>(1)</sup>", "<sup>(1)</sup> RMAP Conformant as of May 2023."),
    ] {
        let rows = LIST.replace("Alpine Refining AG", name);
        let text = page(&[table(&rows), format!("<p>{legend}</p>")]);
        is(&text, &[ALPINE, EMBER]);
        let remarks = read(&text).remarks;
        assert!(remarks.iter().any(|(_, why)| why.contains("set Conformant")), "{remarks:?}");
    }
}

#[test]
fn lists_may_stand_in_bullets_and_paragraphs() {
    for list in [
        "<p><b>Gold</b></p><ul><li>Alpine Refining AG, Switzerland</li></ul><p>Tin:</p><ul><li>Ember Tin Works S.A. (Peru)</li></ul>",
        "<p>Gold<br>Alpine Refining AG, Switzerland</p><p>Tin<br>Ember Tin Works S.A. \u{2013} Peru</p>",
        "<p>Smelters</p><ol><li>Gold: Alpine Refining AG, Switzerland</li><li>Tin: Ember Tin Works S.A., Peru</li></ol>",
    ] {
        is(&page(&[list.to_owned()]), &[ALPINE, EMBER]);
    }
}

#[test]
fn layout_tables_are_the_cells_they_lay_out() {
    let one = |cell: &str| format!("<table><tr><td>{cell}</td></tr></table>");
    let row = |metal: &str, name: &str, country: &str| {
        format!("<tr><td>{}</td><td>{}</td><td>{country}</td></tr>", one(metal), one(name))
    };
    let rows = row("Gold", "Alpine Refining AG", "SWITZERLAND") + &row("Tin", "Ember Tin Works S.A.", "PERU");
    is(&page(&[format!("<table>{rows}</table>")]), &[ALPINE, EMBER]);
    let lists = format!(
        "<p>Gold</p>{}<p>Tin</p>{}",
        table("Smelter|Country\nAlpine Refining AG|SWITZERLAND"),
        table("Smelter|Country\nEmber Tin Works S.A.|PERU")
    );
    is(&page(&[one(&lists)]), &[ALPINE, EMBER]);
}

/// A workbook: the name of each sheet, and its rows with a bar between cells.
fn workbook(sheets: &[(&str, &str)]) -> Draft {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0..).zip(rows.lines()) {
            sheet.write_row(row, 0, line.split('|')).unwrap();
        }
    }
    import::read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn sheets_named_by_a_status_say_it_of_their_rows() {
    let (gold, tin) = ("Gold|Alpine Refining AG|SWITZERLAND", "Tin|Ember Tin Works S.A.|PERU");
    let head = "Metal|Smelter|Country";
    let draft = workbook(&[
        ("All smelters", &format!("{head}\n{gold}\n{tin}\nGold|Dowa|JAPAN")),
        ("Conformant", &format!("{head}\n{gold}")),
        ("Active", &format!("{head}\n{tin}")),
        ("Last year", &format!("{head}|Status\nGold|Dowa|JAPAN|Conformant")),
    ]);
    let expected = [with(ALPINE, CONFORMANT), with(EMBER, ACTIVE), (GOLD, "Dowa", "JP", None)];
    assert_eq!(draft.rows.iter().map(shape).collect::<Vec<_>>(), expected);
    assert_eq!(draft.remarks.len(), 1, "the sheet that is not read is named: {:?}", draft.remarks);
}

#[test]
fn sheets_named_by_metals_are_one_list() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, name, country) in [("Gold", ALPINE.1, "SWITZERLAND"), ("Tin smelters", EMBER.1, "PERU")] {
        let sheet = book.add_worksheet().set_name(sheet).unwrap();
        for (row, cells) in (0..).zip([["Smelter", "Country"], [name, country]]) {
            sheet.write(row, 0, cells[0]).unwrap().write(row, 1, cells[1]).unwrap();
        }
    }
    let draft = import::read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(draft.rows.iter().map(shape).collect::<Vec<_>>(), [ALPINE, EMBER]);
}

/// The names of a text's rows with their lines, and the lines of what was left open.
fn lines_of(text: &str) -> (Vec<(String, u32)>, Vec<u32>) {
    let draft = read(text);
    let line = |place: &Place| if let Place::Line(line, _) = place { *line } else { 0 };
    let rows = draft
        .rows
        .iter()
        .map(|row| (shape(row).1.to_owned(), row.claims.first().map_or(0, |claim| line(&claim.place))));
    (rows.collect(), draft.skipped.iter().map(|(place, _)| line(place)).collect())
}

fn named(rows: &[(&str, u32)]) -> Vec<(String, u32)> {
    rows.iter().map(|(name, line)| ((*name).to_owned(), *line)).collect()
}

const REPORT: &str =
    "Conflict Minerals Report\nfor the reporting period from January 1 to December 31, 2022\n\nANNEX I\n\n";

#[test]
fn rows_of_a_text_stand_in_their_lines() {
    let text = format!(
        "{REPORT}Metal Smelter Country Status\nGold Alpine Refining AG SWITZERLAND Active\n\
        Tin Ember Tin Works S.A. PERU Conformant\nTin Kestrel Utopia Active\nGold Dowa JAPAN Active\n"
    );
    let rows = named(&[("Alpine Refining AG", 7), ("Ember Tin Works S.A.", 8), ("Dowa", 10)]);
    assert_eq!(lines_of(&text), (rows, vec![9]));
    assert_eq!(read(&text).as_of.unwrap().to_string(), "2022-12-31");
}

#[test]
fn numbers_that_count_rows_are_no_part_of_names() {
    let text = format!(
        "{REPORT}1 Gold Alpine Refining AG SWITZERLAND\n2 Tin Ember Tin Works S.A. PERU\n\
        3 Tin Kestrel CANADA\n4 Gold Dowa JAPAN\n"
    );
    let rows = named(&[("Alpine Refining AG", 6), ("Ember Tin Works S.A.", 7), ("Kestrel", 8), ("Dowa", 9)]);
    assert_eq!(lines_of(&text), (rows, vec![]));
    let text = format!(
        "{REPORT}Gold\n8853 S.p.A. ITALY\nW. C. Heraeus GmbH GERMANY\nH. C. Starck GmbH GERMANY\nDowa JAPAN\n"
    );
    let rows =
        named(&[("8853 S.p.A.", 7), ("W. C. Heraeus GmbH", 8), ("H. C. Starck GmbH", 9), ("Dowa", 10)]);
    assert_eq!(lines_of(&text), (rows, vec![]));
}

#[test]
fn a_line_of_prose_that_begins_with_a_number_goes_on_with_its_sentence() {
    let text = "Conflict Minerals Report\nThis report of Example Corporation is for the year ended December 31,\n\
        2022 and is presented under Rule 13p-1. In the prior year our suppliers named\n\
        254 smelters that were identified as conformant.\n\nANNEX I\n\nGold Alpine Refining AG SWITZERLAND\n\
        Tin Ember Tin Works S.A. PERU\nGold Dowa JAPAN\n";
    let draft = read(text);
    assert_eq!(draft.as_of.unwrap().to_string(), "2022-12-31");
    assert_eq!((draft.rows.len(), draft.statements.len()), (3, 0), "{:?}", draft.statements);
}

#[test]
fn rows_that_lost_their_columns_are_told_among_those_that_kept_them() {
    let text = format!(
        "{REPORT}Metal    Smelter             Country      Status\n\
        Gold     Alpine Refining     SWITZERLAND  Active\nGold Dowa JAPAN Active\n\
        Tin      Ember Tin Works     PERU         Conformant\nTin      Kestrel             CANADA       Active\n\
        Gold     Long Name Co., Ltd. CHINA        Active\n"
    );
    let (rows, open) = lines_of(&text);
    assert_eq!(rows, named(&[("Alpine Refining", 7), ("Ember Tin Works", 9), ("Kestrel", 10)]));
    assert_eq!(open, [8, 11], "one blank between columns, in a whole row and before a country");
    let text = format!(
        "{REPORT}Gold\tAlpine Refining\tSWITZERLAND\tActive\nTin\tEmber\tPERU\tActive\n\
        \t* Denotes facilities that are conformant.\n"
    );
    assert_eq!(lines_of(&text).0, named(&[("Alpine Refining", 6), ("Ember", 7)]));
}

#[test]
fn the_last_cells_of_a_list_with_one_a_line_are_told() {
    let text = format!(
        "{REPORT}Gold\nDowa\nJAPAN\nTin\nEmber Tin Works\nPERU\nTin\nKestrel\nCANADA\nTin\nMoraine\n"
    );
    let (rows, open) = lines_of(&text);
    assert_eq!(rows, named(&[("Dowa", 6), ("Ember Tin Works", 9), ("Kestrel", 12)]));
    assert_eq!(open, [15]);
}

#[test]
fn a_table_without_header_has_the_metal_of_its_own_caption() {
    let first = table("Gold refiners|Country\nAlpine Refining AG|SWITZERLAND\nDowa|JAPAN");
    let second = table("Ember Tin Works S.A.|PERU\nKestrel|CANADA");
    let expected = [ALPINE, (GOLD, "Dowa", "JP", None), EMBER, (TIN, "Kestrel", "CA", None)];
    is(&page(&[first.clone(), "<p>Tin smelters</p>".to_owned(), second.clone()]), &expected);
    let prose = "<p>We continued our outreach to the following refiners, which did not answer</p>".to_owned();
    let without = page(&[first, prose, second]);
    assert_eq!(read(&without).rows.len(), 2, "nothing says of which metal they are");
}

#[test]
fn a_blank_metal_of_a_table_that_goes_on_is_not_the_last_one_of_the_page_before() {
    let first = table("Metal|Smelter|Country\nTin|Ember Tin Works S.A.|PERU");
    let second = table(
        "Metal|Smelter|Country\nTantalum|A Metals|CHINA\nTantalum|B Metals|CHINA\n|C Metals|CHINA\nGold|Dowa|JAPAN",
    );
    let draft = read(&page(&[first, "<p>12</p>".to_owned(), second]));
    assert_eq!(
        draft.rows.iter().map(|row| shape(row).1).collect::<Vec<_>>(),
        ["Ember Tin Works S.A.", "A Metals", "B Metals", "Dowa"]
    );
    assert_eq!(draft.skipped.len(), 1, "{:?}", draft.skipped);
}

#[test]
fn a_sign_that_says_yes_in_one_table_and_no_in_another_counts_only_alone() {
    let rows = |yes: &str, no: &str| {
        page(&[table(&format!(
            "Metal|Smelter|Country|Conformant|Active\nGold|Alpine Refining AG|SWITZERLAND|{yes}|{no}\nTin|Ember Tin Works S.A.|PERU|{no}|{yes}"
        ))])
    };
    let told = [with(ALPINE, CONFORMANT), with(EMBER, ACTIVE)];
    is(&rows("\u{2713}", ""), &told);
    is(&rows("\u{25cb}", ""), &told);
    is(&rows("\u{2713}", "\u{2717}"), &told);
    is(&rows("\u{25cb}", "\u{d7}"), &[ALPINE, EMBER]);
}

#[test]
fn a_cid_under_several_metals_and_no_name_is_no_facility() {
    let text = "Metal;Smelter;CID;Country\nGold, Tin;;CID900001;PERU\nTin;Ember;CID900002;PERU\n";
    let draft = import::read("a", text.as_bytes()).unwrap();
    assert_eq!((draft.rows.len(), draft.skipped.len()), (1, 1));
}

#[test]
fn an_unknown_status_is_kept_as_a_word() {
    let text = "Metal;Smelter;Country;Status\nGold;Alpine Refining AG;SWITZERLAND;Pending review by committee\n\
        Tin;Ember Tin Works S.A.;PERU;Active\n";
    let draft = read(text);
    let word = Value::StatusWord("Pending review by committee".to_owned());
    assert!(draft.rows[0].claims.iter().any(|claim| claim.value == word), "{:?}", draft.rows[0]);
    assert_eq!(shape(&draft.rows[0]).3, None);
}

#[test]
fn entries_after_line_breaks_stand_in_their_lines() {
    let list = "<p>Gold</p>\n<ul><li>Alpine Refining AG, Switzerland<br>\nDowa Metals Co., Japan<br>\nAsahi Refining, Canada<li>Ember Gold Works, Peru</ul>\n<p>Other text</p>";
    let (rows, _) = lines_of(&page(&[list.to_owned()]));
    let expected =
        [("Alpine Refining AG", 2), ("Dowa Metals Co.", 3), ("Asahi Refining", 4), ("Ember Gold Works", 4)];
    assert_eq!(rows, named(&expected));
}

#[test]
fn a_word_that_says_more_than_its_status_is_kept_beside_it() {
    let text = "Metal;Smelter;Country;Status\nGold;Alpine Refining AG;SWITZERLAND;Non-conformant\n\
        Tin;Ember Tin Works S.A.;PERU;Active\nTin;Vale Tin Works;PERU;In communication\n";
    let words = |row: &DraftRow| -> Vec<String> {
        let word =
            |value: &Value| if let Value::StatusWord(word) = value { Some(word.clone()) } else { None };
        row.claims.iter().filter_map(|claim| word(&claim.value)).collect()
    };
    let draft = read(text);
    assert_eq!(words(&draft.rows[0]), ["Non-conformant"]);
    assert_eq!(shape(&draft.rows[0]).3, Some(Status::Indeterminable));
    assert_eq!((words(&draft.rows[1]).len(), words(&draft.rows[2]).len()), (0, 1));
}

#[test]
fn a_mark_on_a_status_is_told_with_its_cells() {
    for (written, mark) in [
        ("Conformant*", "*"),
        ("Conformant (2)", "2"),
        ("Conformant\u{b9}", "1"),
        ("Conformant\u{2020}", "\u{2020}"),
    ] {
        let text = format!(
            "Metal;Smelter;Country;Status\nGold;Alpine Refining AG;SWITZERLAND;{written}\nTin;Ember Tin Works S.A.;PERU;Active\n"
        );
        let draft = read(&text);
        let (place, why) = draft.remarks.first().unwrap();
        assert_eq!(place.to_string(), "line 2, column 4", "{written}");
        assert!(why.contains(&format!("1 status bears the mark \u{201c}{mark}\u{201d}")), "{why}");
        let page = format!(
            "<html><body><p>Annex I</p><table><tr><th>Metal</th><th>Smelter</th><th>Country</th><th>Status</th></tr>\
             <tr><td>Gold</td><td>Alpine Refining AG</td><td>SWITZERLAND</td><td>{written}</td></tr>\
             <tr><td>Tin</td><td>Ember Tin Works S.A.</td><td>PERU</td><td>Active</td></tr></table>\
             <p>{mark} Removed from the list in 2023</p></body></html>"
        );
        let draft = read(&page);
        assert!(
            draft
                .remarks
                .iter()
                .any(|(_, why)| why.contains(&format!("1 status bears the mark \u{201c}{mark}\u{201d}"))),
            "{written}"
        );
    }
}
