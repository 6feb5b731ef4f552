//! Files of each kind, and files that are none.

use jiff::civil::date;

use super::*;
use crate::domain::RiskEntry;

fn draft(file: &str, text: &str) -> RiskDraft {
    read(file, text.as_bytes(), None).unwrap().unwrap()
}

fn shape(text: &str) -> String {
    let RiskShape { place, why } = read("list.csv", text.as_bytes(), None).unwrap().unwrap_err();
    format!("{place}: {why}")
}

fn codes(entry: &RiskEntry) -> Vec<String> {
    entry.countries.iter().map(ToString::to_string).collect()
}

#[test]
fn our_own_form_is_read_in_any_order_of_columns() {
    let text = "since;countries;CID;name;aliases;metal;list;remarks\n\
                2023-11;RU;CID900001;Example Works;Old Works|Works;Gold;UK;seen\n;;;;;;;\n;AE;;Another;;;;\n";
    let draft = draft("sanctions-2026-11-01.csv", text);
    assert_eq!((draft.kind, draft.part, draft.is_evident), (RiskKind::Sanctions, RiskPart::Whole, true));
    assert_eq!(draft.as_of, Some((date(2026, 11, 1), "the file\u{2019}s name")));
    let [first, second] = draft.body.entries.as_slice() else { panic!("{:?}", draft.body) };
    assert_eq!(first.names().collect::<Vec<_>>(), ["Example Works", "Old Works", "Works"]);
    assert_eq!(
        (codes(first), first.listed_as.as_str(), first.since.as_str()),
        (vec!["RU".to_owned()], "UK", "2023-11")
    );
    assert_eq!((second.name.as_str(), second.row), ("Another", 4));
}

#[test]
fn opensanctions_simple_form_is_read_by_its_headers() {
    let text = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\",\
                \"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n\
                \"NK-1\",\"Company\",\"Example JSC\",\"Example;Ex\",\"\",\"ru;ae\",\"\",\"\",\"reg\",\"\",\"\",\"\",\"UK List\",\"2023\",\"2026\",\"2026-10\"\n\
                \"NK-2\",\"Person\",\"Alfa\",\"\",\"\",\"zz\",\"\",\"\",\"\",\"\",\"\",\"\",\"UK\",\"2023\",\"2026\",\"2026\"\n\
                \"NK-3\",\"Vessel\",\"Boat\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"UK\",\"2023\",\"2026\",\"2026\"\n";
    let draft = draft("targets.simple.csv", text);
    let [company, person] = draft.body.entries.as_slice() else { panic!("{:?}", draft.body) };
    assert_eq!(
        (codes(company), company.changed.as_str()),
        (vec!["AE".to_owned(), "RU".to_owned()], "2026-10")
    );
    assert!(person.is_person && !company.is_person && draft.is_evident);
    assert!(draft.remarks.iter().any(|(place, words)| *place == Place::Line(3, 6) && words.contains("zz")));
    assert!(draft.remarks.iter().any(|(_, words)| words.contains("vessels")));
}

#[test]
fn areas_are_read_with_country_and_region() {
    let text = "CAHRA list of 30 June 2025\nCountry,Region,Since,Kind\nIndia,Manipur,2021,conflict-affected\nAtlantis,x,,\n";
    let draft = draft("eu.csv", text);
    assert_eq!((draft.kind, draft.as_of), (RiskKind::Areas, Some((date(2025, 6, 30), "its title rows"))));
    let [area] = draft.body.entries.as_slice() else { panic!("{:?}", draft.body) };
    assert_eq!((area.name.as_str(), area.listed_as.as_str()), ("Manipur", "conflict-affected"));
    assert!(draft.remarks.iter().any(|(place, _)| *place == Place::Line(4, 1)), "{:?}", draft.remarks);
}

const SDN: &str = "36,\"EXAMPLE WORKS\",-0- ,\"PROG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\
                   40,\"ALFA, Juan\",\"individual\",\"PROG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1950.\"\n\
                   41,\"BOAT\",\"vessel\",\"PROG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\u{1a}\n";

#[test]
fn ofacs_three_files_are_one_list_and_the_names_alone_say_what_is_missing() {
    let names = draft("SDN.CSV", SDN);
    let aliases = draft("ALT.CSV", "36,12,\"aka\",\"EXAMPLE\",-0- \n36,13,\"fka\",\"OLD EXAMPLE\",-0- \n");
    let addresses =
        draft("ADD.CSV", "36,25,\"1 Way\",\"Milan\",\"Italy\",-0- \n40,26,-0- ,-0- ,\"Atlantis\",-0- \n");
    let parts = [names.part, aliases.part, addresses.part];
    assert_eq!(parts, [RiskPart::Names, RiskPart::Aliases, RiskPart::Addresses]);
    assert!(addresses.remarks.iter().any(|(place, _)| *place == Place::Line(2, 5)));
    let joined = names.joined(Some(&aliases), Some(&addresses));
    let [works, person] = joined.body.entries.as_slice() else { panic!("{:?}", joined.body) };
    assert_eq!(works.names().collect::<Vec<_>>(), ["EXAMPLE WORKS", "EXAMPLE", "OLD EXAMPLE"]);
    assert_eq!((codes(works), works.remarks.as_str()), (vec!["IT".to_owned()], ""));
    assert!(person.is_person && person.remarks == "DOB 1950.");
    assert_eq!(joined.joined.len(), 2);
    let alone = names.joined(None, None);
    let said: Vec<&str> = alone.remarks.iter().map(|(_, words)| words.as_str()).collect();
    assert!(
        said.iter().any(|words| words.contains("ALT.CSV"))
            && said.iter().any(|words| words.contains("ADD.CSV"))
    );
}

#[test]
fn a_file_in_another_shape_is_refused_with_line_and_column() {
    let comma = "name,cid\nExample, Works,CID900001\n";
    assert!(shape(comma).starts_with("line 2, column 3: "), "{}", shape(comma));
    assert!(shape("foo,bar\na,b\n").starts_with("line 1, column 1: no header names"));
    assert!(shape("country,since\nITALY,2020\n").starts_with("line 1, column 1: the header has neither"));
    let short = format!("{}42,\"SHORT\",-0- \n", SDN.trim_end_matches("\u{1a}\n"));
    assert!(shape(&short).starts_with("line 4, column 4: this row has 3 columns"), "{}", shape(&short));
    assert_eq!(shape("name,cid\n"), "the whole file: it has no entries");
}
