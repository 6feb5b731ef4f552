//! Supplier lists and request logs as companies have them, and as this program writes them.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::correspond::fixture::{self, id, stamp};
use crate::correspond::requests::{LogLine, log};
use crate::domain::{Contact, Edit, IdGen, RequestState, SpendShare, Supplier, Tier, Workspace};
use crate::export::{Exporter, FormatWriter};
use crate::tabular::Table;
use crate::text::clean;

fn csv(table: &Table) -> Vec<u8> {
    let Some(FormatWriter::Table(write)) = Exporter::by_id("csv").map(|exporter| exporter.writer) else {
        panic!("there is no CSV writer");
    };
    write(table).unwrap()
}

fn planned(ws: &Workspace, raw: &[u8]) -> RosterPlan {
    plan(ws, &read(raw).unwrap(), "list.csv", &mut IdGen::new([5; 16]), &stamp())
}

fn imported(ws: &Workspace, raw: &[u8]) -> Workspace {
    let mut after = ws.clone();
    planned(ws, raw).edit.apply(&mut after).unwrap();
    after
}

/// The suppliers without their ids, by name.
fn content(ws: &Workspace) -> Vec<Supplier> {
    let blank = |supplier: &Supplier| Supplier { id: crate::domain::SupplierId::new(""), ..supplier.clone() };
    let mut all: Vec<Supplier> = ws.suppliers.values().map(blank).collect();
    all.sort();
    all
}

fn words(refused: &[Refused]) -> Vec<(u64, &str)> {
    refused.iter().map(|row| (row.line, row.why.as_str())).collect()
}

#[test]
fn a_row_whose_address_is_none_is_refused_by_name_and_nothing_of_it_is_taken() {
    let ws = fixture::workspace(&[("Delta", "7")]);
    let rows = "7,Delta,a@y>\n8,New,\"x@y.example\nBcc: z@o\"\n9,Also,\"a@y, b c@z\"\n10,At,none\n\
                11,Two,a@b@c\n12,Zero,a\u{200b}@y\n13,Quoted,\"\"\"a\"\"@y\"\n14,Half,\"a,b@y\"\n\
                15,Good,\" a@y ; b@y,\"\n16,End,\"a@y\n\"\n17,Ana,Ana <a@y>\n";
    let plan = planned(&ws, format!("Number,Supplier,E-mail\n{rows}").as_bytes());
    let signs = [
        "\u{201c}>\u{201d}",
        "no line break",
        "no blank",
        "this none",
        "this several",
        "U+200B",
        "no quote",
        "this none",
        "no line break",
        "no blank",
    ];
    assert_eq!(plan.refused.len(), signs.len(), "{:?}", plan.refused);
    for (refused, sign) in plan.refused.iter().zip(signs) {
        assert!(refused.why.contains(sign) && refused.why.contains("name@host"), "{refused:?}");
    }
    assert_eq!(plan.outcomes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Good"]);
    let after = imported(&ws, format!("Number,Supplier,E-mail\n{rows}").as_bytes());
    let contacts = &after.suppliers[&id(&after, "Good")].contacts;
    assert_eq!(contacts.iter().map(|contact| contact.email.as_str()).collect::<Vec<_>>(), ["a@y", "b@y"]);
    assert!(after.suppliers[&id(&after, "Delta")].contacts.is_empty());
}

#[test]
fn a_list_as_companies_have_it() {
    let ws = fixture::workspace(&[("Delta Cables Ltd", "7"), ("Epsilon", "")]);
    let text = "Supplier list;;;;\n;;;;\nVendor No.;Company;Contact person;E-mail;Telephone\n\
        7;Delta Cables Ltd;Ana Löw;ana@delta.example;+49 89 1\n\
        7;Delta Cables Ltd;Bo;bo@delta.example;\n\
        8;EPSILON;;info@epsilon.example, who@epsilon.example;\n\
        9;Zeta;;;\n;;x;y@z;\n8;Eta;;;\n";
    let (raw, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let plan = planned(&ws, &raw);
    assert_eq!(plan.summary(), "1 added, 2 changed, 0 the same, 2 rows refused");
    assert_eq!(
        words(&plan.refused),
        [
            (8, "this row names no supplier"),
            (9, "a row above gives this supplier the name EPSILON, this one Eta")
        ]
    );
    assert_eq!(
        words(&plan.remarks),
        [(4, "Delta Cables Ltd stands in lines 4 and 5: taken as one supplier")]
    );
    let after = imported(&ws, &raw);
    let delta = &after.suppliers[&id(&after, "Delta Cables Ltd")];
    assert_eq!(delta.contacts[0].name, "Ana Löw");
    assert_eq!((delta.contacts[0].phone.as_str(), delta.contacts.len()), ("+49 89 1", 2));
    assert_eq!(after.suppliers[&id(&after, "Epsilon")].number, "8", "the name is the same but for case");
    assert_eq!(planned(&after, &raw).counts(), (0, 0, 3), "a second import changes nothing");
}

#[test]
fn numbers_and_names_that_disagree_are_refused() {
    let ws = fixture::workspace(&[("Delta", "7"), ("Epsilon", "8"), ("Twin", "9"), ("Twin 2", "9")]);
    let text = "Supplier,Number\nEpsilon,7\nNew name,8\nTwin 3,9\n,10\nDELTA,\n";
    let plan = planned(&ws, text.as_bytes());
    let why: Vec<&str> = plan.refused.iter().map(|row| row.why.as_str()).collect();
    assert_eq!(
        why,
        [
            "the number 7 is that of Delta, and there is another supplier Epsilon",
            "several suppliers have the number 9",
            "there is no supplier with the number 10",
        ]
    );
    let changed = RosterOutcome::Changed(vec!["name (was Epsilon)".to_owned()]);
    assert_eq!(plan.outcomes, [("New name".to_owned(), changed), ("Delta".to_owned(), RosterOutcome::Same)]);
}

#[test]
fn an_import_takes_nothing_away() {
    let mut ws = fixture::workspace(&[("Delta", "7")]);
    let full = b"Supplier,Number,Contact,E-mail,Phone,Note,Other name\nDelta,7,Ana,a@x,1,A note,Old\n";
    ws = imported(&ws, full);
    let sparse = b"Supplier,Number,Contact,E-mail,Phone,Note,Other name\nDelta,7,Bo,b@x,,,\n";
    let after = imported(&ws, sparse);
    let delta = &after.suppliers[&id(&after, "Delta")];
    assert_eq!((delta.note.as_str(), delta.aliases.len(), delta.contacts.len()), ("A note", 1, 2));
}

#[test]
fn tier_supplies_and_share_of_spend_are_taken_as_companies_write_them() {
    let ws = fixture::workspace(&[("Delta", "7")]);
    let text = "Vendor No.;Company;Tier level;Commodity (main);Spend %\n\
        7;Delta;Tier 1;Cables;12,5\n7;Delta;;;\n8;Epsilon;T2;;12.25 %\n9;Zeta;;Tape;\n";
    let plan = planned(&ws, text.as_bytes());
    assert!(plan.refused.is_empty(), "{:?}", plan.refused);
    let changed = ["tier (was empty)", "what it supplies (was empty)", "share of spend (was empty)"];
    assert_eq!(plan.outcomes[0].1, RosterOutcome::Changed(changed.map(str::to_owned).to_vec()));
    let after = imported(&ws, text.as_bytes());
    let of = |name: &str| {
        let supplier = &after.suppliers[&id(&after, name)];
        (supplier.tier.map(u8::from), supplier.supplies.as_str(), supplier.spend.map(SpendShare::hundredths))
    };
    assert_eq!(of("Delta"), (Some(1), "Cables", Some(1250)));
    assert_eq!(of("Epsilon"), (Some(2), "", Some(1225)));
    assert_eq!(of("Zeta"), (None, "Tape", None));
    let again = "Number,Supplier,Tier,Supplies,Share of spend\n7,Delta,,,\n8,Epsilon,,Foil,12.25\n";
    let plan = planned(&after, again.as_bytes());
    assert_eq!(plan.counts(), (0, 1, 1), "an empty cell takes nothing away");
}

#[test]
fn a_tier_or_share_that_cannot_be_read_is_said_with_its_line() {
    let ws = fixture::workspace(&[("Delta", "7")]);
    let text = "Number,Supplier,Tier,Spend %\n7,Delta,direct,\n8,Eta,1,0.125\n9,Zeta,1,120\n\
        10,Iota,1,5\n10,Iota,2,5\n10,Iota,1,6\n11,Kappa,1,1.234 %\n";
    let plan = planned(&ws, text.as_bytes());
    let signs =
        ["is no tier", "part of 1", "all that is spent", "the tier 1, this one 2", "5 %, this one 6 %"];
    let expected: Vec<(u64, &str)> =
        [2, 3, 4, 6, 7].into_iter().zip(signs).chain([(8, "two decimals")]).collect();
    assert_eq!(plan.refused.len(), expected.len(), "{:?}", plan.refused);
    let mut refused = plan.refused.clone();
    refused.sort_by_key(|row| row.line);
    for (row, (line, sign)) in refused.iter().zip(expected) {
        assert!(row.line == line && row.why.contains(sign), "{row:?}");
    }
    assert_eq!(plan.outcomes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Iota"]);
}

#[test]
fn what_is_no_list_is_refused() {
    let error = |raw: &[u8]| read(raw).unwrap_err().problem("x.csv");
    assert!(error(b"Metal,Smelter\nGold,x\n").remedy.contains("header row"));
    assert!(error(b"").what.contains("empty"));
    assert!(error(b"%PDF-1.7\n").what.contains("PDF"));
    let open = format!("Supplier,Note\nDelta,\"{}\nEpsilon,\n", "x\n".repeat(3000));
    let plan = planned(&fixture::workspace(&[]), open.as_bytes());
    assert!(plan.is_empty() && plan.refused[0].why.contains("quotation mark"), "{:?}", plan.refused);
}

#[test]
fn a_request_log_adds_what_is_not_there() {
    let mut ws = fixture::workspace(&[("Delta", "7"), ("Epsilon", "8")]);
    let line =
        LogLine { state: RequestState::Asked, day: date(2027, 2, 1), due: None, note: "=mail".to_owned() };
    log(&id(&ws, "Delta"), line, IdGen::new([8; 16]).request(), stamp()).apply(&mut ws).unwrap();
    let text = "Supplier,Number,Day,State,Due,Note\nDelta,7,2027-02-01,Asked,,'=mail\n\
        Delta,,2027-02-01,asked,,=mail\n,8,2027-02-02,Correction Requested,2027-03-01,\n\
        Zeta,,2027-02-02,asked,,\nDelta,,2.2.2027,asked,,\nDelta,,2027-02-02,lost,,\nDelta,,,asked,,\n";
    let plan = planned(&ws, text.as_bytes());
    assert_eq!(plan.counts(), (2, 0, 1), "the second same line is another one");
    let why: Vec<&str> = plan.refused.iter().map(|row| row.why.as_str()).collect();
    assert!(why[0].contains("no supplier Zeta") && why[1].contains("2027-03-31"), "{why:?}");
    assert!(why[2].contains("under review") && why[3].contains("no day"), "{why:?}");
    let after = imported(&ws, text.as_bytes());
    assert_eq!(after.requests.len(), 3);
    assert_eq!(planned(&after, text.as_bytes()).counts(), (0, 0, 3));
}

fn text() -> impl Strategy<Value = String> {
    "[ -~äß銅=+@']{0,12}".prop_map(|text| clean(&text))
}

fn contact() -> impl Strategy<Value = Contact> {
    (text(), prop::option::of("[a-z=+]{1,5}@[a-z]{1,5}"), text())
        .prop_map(|(name, email, phone)| Contact { name, email: email.unwrap_or_default(), phone })
        .prop_filter("a contact that is one", |contact| *contact != Contact::default())
}

fn supplier() -> impl Strategy<Value = Supplier> {
    let note = prop::collection::vec(text(), 0..3).prop_map(|lines| lines.join("\n").trim().to_owned());
    let contacts = prop::collection::vec(contact(), 0..4).prop_map(|mut all| {
        let mut seen = Vec::new();
        all.retain(|contact| !seen.contains(contact) && (seen.push(contact.clone()), true).1);
        all
    });
    let supply = (prop::option::of(1..10_u8), text(), prop::option::of(0..=10_000_u16));
    (text(), text(), prop::collection::btree_set(text(), 0..3), contacts, note, supply).prop_map(
        |(name, number, aliases, contacts, note, (tier, supplies, spend))| Supplier {
            id: crate::domain::SupplierId::new(""),
            aliases: aliases.into_iter().filter(|alias| !alias.is_empty() && *alias != name).collect(),
            name,
            number,
            contacts,
            note,
            tier: tier.map(|tier| Tier::try_from(tier).unwrap()),
            supplies,
            spend: spend.map(|share| SpendShare::try_from(share).unwrap()),
        },
    )
}

/// A workspace with suppliers of different names and numbers, and a log.
fn workspace() -> impl Strategy<Value = Workspace> {
    let line = (any::<prop::sample::Index>(), 1..28_i8, 0..7_usize, prop::option::of(1..28_i8), text());
    (prop::collection::vec(supplier(), 0..6), prop::collection::vec(line, 0..8)).prop_map(
        |(suppliers, lines)| {
            let (mut ws, mut ids) = (fixture::workspace(&[]), IdGen::new([6; 16]));
            for supplier in suppliers {
                let same = |other: &Supplier| {
                    other.name == supplier.name
                        || (!other.number.is_empty() && other.number == supplier.number)
                };
                if !supplier.name.is_empty() && !ws.suppliers.values().any(same) {
                    let supplier = Supplier { id: ids.supplier(), ..supplier };
                    Edit::AddSupplier(Box::new(supplier)).apply(&mut ws).unwrap();
                }
            }
            let suppliers: Vec<_> = ws.suppliers.keys().cloned().collect();
            for (whose, day, state, due, note) in lines.into_iter().filter(|_| !suppliers.is_empty()) {
                let due = due.map(|day| date(2027, 5, day));
                let line = LogLine { state: RequestState::ALL[state], day: date(2027, 4, day), due, note };
                log(whose.get(&suppliers), line, ids.request(), stamp()).apply(&mut ws).unwrap();
            }
            ws
        },
    )
}

fn sorted(file: &[u8]) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(file);
    let mut lines: Vec<String> =
        reader.records().map(|record| format!("{:?}", record.unwrap().iter().collect::<Vec<_>>())).collect();
    lines.sort();
    lines
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_it_was(ws in workspace()) {
        let day = date(2027, 5, 1);
        let (list, requests) = (csv(&suppliers(&ws, day)), csv(&requests(&ws, day)));
        prop_assert!(planned(&ws, &list).is_empty(), "{:?}", planned(&ws, &list));
        prop_assert!(planned(&ws, &requests).is_empty());
        let empty = fixture::workspace(&[]);
        let read_back = imported(&imported(&empty, &list), &requests);
        prop_assert_eq!(content(&read_back), content(&ws));
        // Lines of one supplier, day and state have no order between them.
        prop_assert_eq!(sorted(&csv(&super::requests(&read_back, day))), sorted(&requests));
        prop_assert!(planned(&empty, &list).refused.is_empty());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z,;\"\n']{0,60}") {
        let header = format!("Supplier,Number,E-mail\n{text}");
        if let Ok(draft) = read(header.as_bytes()) {
            let plan = plan(&fixture::workspace(&[]), &draft, "x", &mut IdGen::new([1; 16]), &stamp());
            plan.edit.apply(&mut fixture::workspace(&[])).unwrap();
        }
    }
}
