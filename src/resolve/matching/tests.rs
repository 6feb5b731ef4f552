//! The matcher on a small reference: names that are made up, or known to everyone in the trade.

use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;

use super::keys::number_of;
use super::letters::words;
use super::lists;
use super::name::{NoWords, ParsedName, Vocabulary};
use super::*;
use crate::domain::{Cid, Country, Metal};
use crate::import::cells;

fn entry(cid: u32, metal: Metal, name: &str, country: &str, aliases: &[&str]) -> ReferenceEntry {
    ReferenceEntry {
        whose: FacilityRef::Cid(Cid::parse(&format!("CID{cid:06}")).unwrap()),
        metal,
        name: name.to_owned(),
        country: Country::from_code(country),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        decided: Vec::new(),
        is_listed: true,
    }
}

fn entries() -> Vec<ReferenceEntry> {
    use Metal::{Gold, Tantalum, Tin, Tungsten};
    let mut all = vec![
        entry(1, Tin, "PT Timah Tbk Kundur", "ID", &[]),
        entry(2, Tin, "PT Timah Tbk Mentok", "ID", &[]),
        entry(3, Tin, "PT Cipta Persada Mulia", "ID", &[]),
        entry(4, Tungsten, "Guangdong Xianglu Tungsten Co., Ltd.", "CN", &[]),
        entry(5, Gold, "Zellmar-Orvik S.A.", "CH", &["ZOSA", "Orvik Affinerie"]),
        entry(6, Gold, "Sunrise Recycling Co., Ltd. East Plant", "JP", &[]),
        entry(7, Gold, "Sunrise Recycling Co., Ltd. North Plant", "JP", &[]),
        entry(8, Tin, "Brelkovia GmbH", "DE", &["Dornhafen Tin and Niobium GmbH"]),
        entry(9, Tantalum, "Brelkovia Japan Co., Ltd.", "JP", &[]),
        entry(10, Tantalum, "Brelkovia Smelting GmbH & Co. KG", "DE", &["Dornhafen Smelting GmbH & Co. KG"]),
        entry(11, Gold, "Advanced Chemical Company", "US", &[]),
        entry(12, Tin, "Thaisarco", "TH", &[]),
        entry(13, Gold, "DQX (Dal Quon Corporation)", "KR", &[]),
        entry(14, Tin, "Yunnan Quelan Tin Co., Ltd.", "CN", &[]),
        entry(15, Tin, "Yunnan Tin Company Limited", "CN", &["云南锡业股份有限公司"]),
        entry(16, Gold, "Mitsui Mining and Smelting Co., Ltd.", "JP", &[]),
        entry(17, Tantalum, "Mitsui Mining and Smelting Co., Ltd.", "JP", &[]),
        entry(18, Gold, "Kovarna Refinery JSC", "RU", &[]),
        entry(19, Gold, "Umbrel Metal Mining Co., Ltd.", "JP", &[]),
        entry(20, Tin, "O.P. Fabricating (Thailand) Co., Ltd.", "TH", &[]),
        entry(21, Gold, "Twin Falls Refining Inc.", "US", &[]),
        entry(22, Gold, "Twin Falls Refining Ltd.", "US", &[]),
        entry(23, Gold, "Ferrandor Technologies (Suzhou) Ltd.", "CN", &[]),
        entry(24, Gold, "Ferrandor Technologies (Hong Kong) Ltd.", "CN", &[]),
        entry(25, Tin, "PT Delunda Tin", "ID", &["CV Serranti Sebalun"]),
    ];
    all.push(ReferenceEntry {
        is_listed: false,
        ..entry(90, Gold, "Oldenbrand Edelmetalle GmbH", "DE", &[])
    });
    all
}

fn reference() -> Reference {
    Reference::new(&entries())
}

fn ask<'a>(name: &'a str, metal: Metal, country: &str) -> NameQuery<'a> {
    NameQuery { name, metal: Some(metal), country: Country::from_code(country), ..NameQuery::default() }
}

/// The number of a candidate.
fn number(candidate: &Candidate) -> u32 {
    candidate.whose.cid().map_or(0, Cid::number)
}

/// The number of the first candidate, and the band.
fn found(query: &NameQuery<'_>) -> (u32, DecisionBand) {
    let matched = reference().candidates(query);
    (matched.candidates.first().map_or(0, number), matched.band)
}

#[test]
fn spellings_of_one_name_are_accepted() {
    for (name, metal, country, cid) in [
        ("Zellmar-Orvik S.A.", Metal::Gold, "CH", 5),
        ("ZELLMAR ORVIK SA", Metal::Gold, "CH", 5),
        ("Zellmar Orvik, Switzerland", Metal::Gold, "CH", 5),
        ("Zéllmar–Orvik S.A.*", Metal::Gold, "CH", 5),
        ("Zellmar-Orvik S.A. (1)", Metal::Gold, "CH", 5),
        ("Zel1mar-Orvik S.A.", Metal::Gold, "CH", 5),
        ("orvik affinerie", Metal::Gold, "CH", 5),
        ("Kovarna Refinery OJSC", Metal::Gold, "RU", 18),
        ("Mitsui Mining & Smelting", Metal::Gold, "JP", 16),
        ("Mitsui Mining & Smelting", Metal::Tantalum, "JP", 17),
        ("Yunnan Tin Co., Ltd.", Metal::Tin, "CN", 15),
        ("云南锡业股份有限公司", Metal::Tin, "CN", 15),
        ("Guangdong Xianglu Tungsten Industry Co., Ltd.", Metal::Tungsten, "CN", 4),
    ] {
        assert_eq!(found(&ask(name, metal, country)), (cid, DecisionBand::Accept), "{name}");
    }
}

#[test]
fn names_much_changed_are_found_first() {
    for (name, metal, country, cid) in [
        ("Zell marOrvik", Metal::Gold, "CH", 5),
        ("Orvik Zellmar", Metal::Gold, "", 5),
        ("Zelmar-Orvick", Metal::Gold, "CH", 5),
        ("Thailand Smelting and Refining Co., Ltd.", Metal::Tin, "TH", 12),
        ("Dalquon metal", Metal::Gold, "KR", 13),
        ("Dal Quon Corp", Metal::Gold, "KR", 13),
        ("UMM", Metal::Gold, "JP", 19),
        ("Yun Nan Xi Ye", Metal::Tin, "CN", 15),
        ("Dornhafen Ltd.", Metal::Tantalum, "JP", 9),
        ("YunnanQuelanTin Co.,Ltd", Metal::Tin, "CN", 14),
    ] {
        assert_eq!(found(&ask(name, metal, country)).0, cid, "{name}");
    }
}

#[test]
fn a_parent_names_none_of_its_plants() {
    for name in ["PT Timah", "PT Timah (Persero) Tbk"] {
        assert_eq!(found(&ask(name, Metal::Tin, "ID")).1, DecisionBand::Review, "{name}");
        assert_ne!(found(&ask(name, Metal::Tin, "")).1, DecisionBand::Accept, "{name}");
    }
    assert_ne!(found(&ask("PT Tambang Timah", Metal::Tin, "ID")).1, DecisionBand::Accept);
    assert_eq!(found(&ask("PT Timah (Persero) Tbk Mentok", Metal::Tin, "ID")).0, 2);
    assert_eq!(found(&ask("PT Timah Tbk Kundur", Metal::Tin, "ID")), (1, DecisionBand::Accept));
}

#[test]
fn sister_plants_are_told_apart_by_their_word_alone() {
    assert_eq!(found(&ask("Sunrise Recycling North Plant", Metal::Gold, "JP")).0, 7);
    for name in
        ["Sunrise Recycling Co., Ltd.", "Sunrise Recycling Co., Ltd. West Plant", "Twin Falls Refining"]
    {
        let country = if name.starts_with("Twin") { "US" } else { "JP" };
        assert_ne!(found(&ask(name, Metal::Gold, country)).1, DecisionBand::Accept, "{name}");
    }
}

#[test]
fn a_plant_is_known_by_its_whole_name_and_its_group_is_none_of_them() {
    let name = "Ferrandor Technologies (Suzhou) Ltd.";
    assert_eq!(found(&ask(name, Metal::Gold, "CN")), (23, DecisionBand::Accept));
    assert_ne!(found(&ask("Ferrandor Technologies", Metal::Gold, "CN")).1, DecisionBand::Accept);
    assert_ne!(
        found(&ask("Ferrandor Technologies (Dalian) Ltd.", Metal::Gold, "CN")).1,
        DecisionBand::Accept
    );
}

#[test]
fn how_a_candidate_was_found_is_said() {
    for (name, country, how) in [
        ("ZELLMAR ORVIK SA", "CH", CandidateSource::Name),
        ("Orvik Affinerie", "CH", CandidateSource::Alias),
        ("Zellmar-Orvick S.A.", "CH", CandidateSource::Scored),
        // Only what stands in brackets is somebody's name.
        ("Quendolar (Zellmar-Orvik S.A.)", "CO", CandidateSource::Scored),
    ] {
        let matched = reference().candidates(&ask(name, Metal::Gold, country));
        assert_eq!((number(&matched.candidates[0]), matched.candidates[0].how), (5, how), "{name}");
    }
}

#[test]
fn look_alikes_are_not_accepted() {
    for (name, metal, country) in [
        ("PT Menara Cipta Mulia", Metal::Tin, "ID"),
        ("Jiangxi Xianglu Tungsten Co., Ltd.", Metal::Tungsten, "CN"),
        ("Yunnan Industrial Co., Ltd.", Metal::Tin, "CN"),
        ("Dornhafen Hermsburg GmbH", Metal::Tantalum, "DE"),
        ("Advanced Materials Company", Metal::Gold, "US"),
        ("PT Bangka Serranti", Metal::Tin, "ID"),
    ] {
        assert_ne!(found(&ask(name, metal, country)).1, DecisionBand::Accept, "{name}");
    }
}

#[test]
fn owners_banks_traders_and_addresses_are_none() {
    let reference = reference();
    for (name, metal, country) in [
        ("Harbour Capital Holdings Ltd.", Metal::Gold, "GB"),
        ("Quillmore Group", Metal::Tin, "ID"),
        ("Standard Bank", Metal::Gold, "ZA"),
        ("Bank of Lindmoor, N.A.", Metal::Gold, "CH"),
        ("Lindquast Metals Trading Co., Ltd.", Metal::Tungsten, "CN"),
        ("Various suppliers", Metal::Tin, "CN"),
        ("P.O. Box 1742, Singapore", Metal::Gold, "SG"),
        ("Smelting Works", Metal::Tin, "CN"),
        ("14 Harbour Road, Building 3", Metal::Tungsten, "GB"),
        ("Fort Wayne Wire Die", Metal::Tungsten, "US"),
    ] {
        assert_eq!(reference.candidates(&ask(name, metal, country)).band, DecisionBand::None, "{name}");
    }
}

#[test]
fn another_metal_is_shown_apart_and_never_accepted() {
    let matched = reference().candidates(&ask("Zellmar-Orvik S.A.", Metal::Tin, "CH"));
    assert_ne!(matched.band, DecisionBand::Accept);
    assert!(matched.candidates.iter().all(|candidate| number(candidate) != 5));
    assert_eq!(matched.elsewhere.first().map(number), Some(5));
    let unsaid = NameQuery { metal: None, ..ask("Zellmar-Orvik S.A.", Metal::Gold, "CH") };
    let matched = reference().candidates(&unsaid);
    assert_eq!((number(&matched.candidates[0]), matched.band), (5, DecisionBand::Review));
}

#[test]
fn only_the_metal_says_no_to_a_company_of_two_others() {
    for (name, metal) in
        [("Mitsui Mining and Smelting Co., Ltd.", Metal::Tin), ("Brelkovia GmbH", Metal::Gold)]
    {
        let matched = reference().candidates(&ask(name, metal, "JP"));
        assert_ne!(matched.band, DecisionBand::Accept, "{name}");
        let shown: Vec<Metal> =
            matched.elsewhere.iter().map(|found| reference().facilities()[found.facility].metal).collect();
        assert!(!shown.is_empty() && !shown.contains(&metal), "{name}: {shown:?}");
    }
}

#[test]
fn a_removed_facility_is_named_and_asked_about() {
    let query = ask("Oldenbrand Edelmetalle GmbH", Metal::Gold, "DE");
    let reference = reference();
    let matched = reference.candidates(&query);
    assert_eq!((number(&matched.candidates[0]), matched.band), (90, DecisionBand::Review));
    assert!(
        reference.explain(&query, &matched.candidates[0]).text().contains("removed from the newest list")
    );
}

#[test]
fn a_number_decides_unless_the_name_is_anothers() {
    let with = |name, id_written| NameQuery { id_written, ..ask(name, Metal::Gold, "CH") };
    assert_eq!(found(&with("Zellmar", "CID000005")), (5, DecisionBand::Accept));
    assert_eq!(found(&with("", "cid000005 ")), (5, DecisionBand::Accept));
    assert_eq!(found(&with("", "CID-000 005")), (5, DecisionBand::Accept));
    assert_eq!(found(&with("Zellmar", "000005")), (5, DecisionBand::Review), "a bare number is proposed");
    assert_eq!(found(&with("Kovarna Refinery JSC (CID000005)", "")), (5, DecisionBand::Review));
    assert_eq!(found(&with("Kovarna Refinery JSC", "CID000005")), (5, DecisionBand::Review));
    assert_eq!(found(&with("Zellmar-Orvik S.A.", "CID999999")), (5, DecisionBand::Accept));
    // Under another metal the number names nobody.
    assert_eq!(found(&with("Zellmar-Orvik S.A.", "CID000001")), (5, DecisionBand::Accept));
}

#[test]
fn a_renamed_company_has_no_overlap() {
    let reference = reference();
    let query = ask("Perrault Coinage", Metal::Gold, "CH");
    let matched = reference.candidates(&query);
    assert_eq!(matched.band, DecisionBand::None);
    let why = reference.explain(&query, &matched.candidates[0]);
    assert!(why.text().contains("no overlap"), "{}", why.text());
}

#[test]
fn reasons_and_marks_say_which_words_agree() {
    let reference = reference();
    let query = ask("Guangdong Xiangli Tungsten Dornfeld", Metal::Tungsten, "CN");
    let matched = reference.candidates(&query);
    let why = reference.explain(&query, &matched.candidates[0]);
    let of = |agreement| {
        let marks = why.query.iter().filter(move |mark| mark.agreement == agreement);
        marks.filter_map(|mark| query.name.get(mark.span.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of(Agreement::Same), ["Guangdong", "Tungsten"]);
    assert_eq!(of(Agreement::Alike), ["Xiangli"]);
    assert_eq!(of(Agreement::Differs), ["Dornfeld"]);
    for words in
        ["“xiangli” is like “xianglu”", "“dornfeld” stands only in the name as written", "both in CHINA"]
    {
        assert!(why.text().contains(words), "{words}: {}", why.text());
    }
}

#[test]
fn names_that_say_nothing_find_nobody() {
    let reference = reference();
    let is_none = |name: &str| {
        let matched = reference.candidates(&ask(name, Metal::Gold, "CH"));
        assert_eq!(matched.band, DecisionBand::None, "{name:?}");
    };
    for name in [
        "",
        " ",
        "\t\n",
        "?",
        "...",
        "†",
        "\u{0}",
        "\u{feff}",
        "()",
        "の",
        "Z",
        "7",
        "Co., Ltd.",
        "S.A.",
        "GmbH & Co. KG",
        "PT Tbk",
        "Company Limited by Shares",
        "(S.p.A.)",
        "有限公司",
        "the of and",
    ] {
        is_none(name);
        assert_eq!(near_name(name), None, "{name:?}");
    }
    ["Smelter", "n/a", "unknown", "not applicable", "see attached list"].into_iter().for_each(is_none);
    assert_eq!(Reference::new(&[]).candidates(&ask("Zellmar", Metal::Gold, "CH")).band, DecisionBand::None);
}

#[test]
fn other_scripts_and_marks_between_letters_hide_nobody() {
    for name in [
        // Greek and Cyrillic letters that look like Latin ones.
        "Ζellmar-Οrvik S.A.",
        "Zellmar-Оrvik S.А.",
        // Marks that turn the direction of writing, of no width, and of width.
        "\u{202b}Zellmar-Orvik S.A.\u{202c}",
        "\u{200f}Zellmar\u{200b}-Orvik\u{a0}S.A.",
        "Ｚｅｌｌｍａｒ－Ｏｒｖｉｋ Ｓ．Ａ．",
        "Zellmar\u{2011}Orvik S\u{2024}A\u{2024}",
    ] {
        assert_eq!(found(&ask(name, Metal::Gold, "CH")), (5, DecisionBand::Accept), "{name}");
    }
    for name in ["زيلمار أورفيك", "אורביק", "Zellmar\u{202e}kivrO", "ツェルマー", "Зеллмар 云南 زيلمار"]
    {
        assert_ne!(found(&ask(name, Metal::Tin, "CH")).1, DecisionBand::Accept, "{name}");
    }
}

#[test]
fn very_long_names_are_answered() {
    let reference = reference();
    for name in [
        "Zellmar ".repeat(4_000),
        "Z".repeat(32_000),
        "zellmarorvik".repeat(2_700),
        "(".repeat(32_000),
        "(Zellmar) ".repeat(3_200),
        "a-".repeat(16_000),
        "e\u{301}\u{323}".repeat(8_000),
        "e\u{301}".to_owned() + &"\u{323}".repeat(32_000),
        "云南锡业".repeat(8_000),
    ] {
        let query = ask(&name, Metal::Gold, "CH");
        let matched = reference.candidates(&query);
        assert!(matched.candidates.len() <= 20);
        for candidate in &matched.candidates {
            assert!(!reference.explain(&query, candidate).reasons.is_empty());
        }
    }
}

/// Counts how often it is asked.
struct Counting {
    words: HashSet<u64>,
    asked: Cell<usize>,
}

impl Vocabulary for Counting {
    fn has(&self, word: u64) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.words.contains(&word)
    }
}

/// How many words are looked up to take a name apart, when all runs of 4 to 60 equal letters are words of the list.
fn look_ups(name: &str) -> usize {
    let runs = (4..=60).flat_map(|n| ["a", "gold"].map(|part| number_of(&part.repeat(n))));
    let counting = Counting { words: runs.collect(), asked: Cell::new(0) };
    ParsedName::parse(name, &counting);
    counting.asked.get()
}

#[test]
fn the_work_of_a_name_grows_with_its_letters_and_no_faster() {
    for part in [
        "q",
        "a",
        "gold",
        "zellmar",
        "zellmar ",
        "q ",
        "a-",
        "aaaa ",
        "(zell) ",
        "aaaaaaaaab ",
        "goldaaaaaaq ",
    ] {
        let name = |letters: usize| part.repeat(letters.div_ceil(part.len()));
        let (one, two, all) = (look_ups(&name(90)), look_ups(&name(180)), look_ups(&name(400)));
        assert!(two <= 2 * one + 40 && all <= 5 * one + 40, "{part:?}: {one}, {two}, {all}");
        // No more of a name is looked at.
        assert_eq!(look_ups(&name(32_000)), look_ups(&name(3_200)), "{part:?}");
    }
    // As bad as can be: every end of a long word is made of words but for its last letter.
    assert!(look_ups(&("a".repeat(95) + "q")) < 20_000);
}

#[test]
fn a_word_of_equal_letters_is_set_against_many_short_ones() {
    let long = "m".repeat(60) + "x";
    let hostile =
        [entry(1, Metal::Tin, &long, "ID", &[]), entry(2, Metal::Tin, &"mm mmm ".repeat(12), "ID", &[])];
    let reference = Reference::new(&hostile);
    for name in ["mm ".repeat(24), long, "mmm mm ".repeat(12) + "x"] {
        assert!(reference.candidates(&ask(&name, Metal::Tin, "ID")).candidates.len() <= 2, "{name}");
    }
}

#[test]
fn facilities_that_are_there_twice_are_one() {
    let mut twice = entries();
    twice.extend(entries());
    twice.push(entry(5, Metal::Gold, "Zellmar International", "CH", &["Zellmar-Orvik S.A."]));
    let reference = Reference::new(&twice);
    assert_eq!(reference.facilities().len(), entries().len());
    let matched = reference.candidates(&ask("Zellmar International", Metal::Gold, "CH"));
    assert_eq!((number(&matched.candidates[0]), matched.band), (5, DecisionBand::Accept));
}

#[test]
fn names_that_several_facilities_claim_are_nobodys() {
    let named = |cid, name, aliases: &[&str]| entry(cid, Metal::Tin, name, "DE", aliases);
    let cyclic = [
        named(1, "Alnorra", &["Belvetta"]),
        named(2, "Belvetta", &["Alnorra", "Belvetta"]),
        named(3, "Cordalla", &["Dorvenna"]),
        named(4, "Dorvenna", &["Elmarra"]),
        named(5, "Elmarra", &["Cordalla"]),
    ];
    let reference = Reference::new(&cyclic);
    for name in ["Alnorra", "Belvetta", "Cordalla", "DORVENNA", "Elmarra GmbH"] {
        assert_ne!(reference.candidates(&ask(name, Metal::Tin, "DE")).band, DecisionBand::Accept, "{name}");
    }
    // One number under two metals is two facilities.
    let two = [entry(1, Metal::Tin, "Alnorra", "DE", &[]), entry(1, Metal::Gold, "Belvetta", "DE", &[])];
    let reference = Reference::new(&two);
    assert_eq!(reference.facilities().len(), 2);
    assert_ne!(reference.candidates(&ask("Alnorra", Metal::Gold, "DE")).band, DecisionBand::Accept);
}

#[test]
fn a_name_is_not_known_by_an_alias_that_is_left_out() {
    let query = NameQuery { leave_out: true, ..ask("zosa", Metal::Gold, "CH") };
    let matched = reference().candidates(&query);
    assert!(matched.candidates.iter().all(|candidate| candidate.how == CandidateSource::Scored));
    assert_eq!(
        reference().candidates(&ask("zosa", Metal::Gold, "CH")).candidates[0].how,
        CandidateSource::Alias
    );
}

#[test]
fn the_same_rows_give_the_same_answers() {
    let names = ["Zellmar", "PT Timah", "Sunrise Recycling", "Mitsui", "Yunnan", "Refinery"];
    let all = |reference: &Reference| {
        let each = names.iter().map(|name| reference.candidates(&ask(name, Metal::Tin, "ID")));
        each.map(|matched| format!("{matched:?}")).collect::<Vec<_>>()
    };
    assert_eq!(all(&reference()), all(&reference()));
}

#[test]
fn lists_are_read_from_tables() {
    let list = cells(
        b"CID,Metal,Smelter Name,Country\nCID000005,Gold,Zellmar-Orvik S.A.,SWITZERLAND\nx,Gold,Nobody,\n",
    )
    .unwrap();
    let (mut entries, remarks) = lists::reference(&list).unwrap();
    assert_eq!((entries.len(), remarks[0].0), (1, 3));
    let twice =
        cells(b"cid\tmetal\tname\nCID000005\tGold\tZellmar\nCID000005\tGold\tOrvik\nCID000005\tTin\tX\n")
            .unwrap();
    let (rows, remarks) = lists::reference(&twice).unwrap();
    assert_eq!((rows.len(), remarks.len(), remarks[0].0), (3, 1, 3));
    assert!(remarks[0].1.contains("CID000005 is there twice, as Zellmar too"), "{}", remarks[0].1);
    let aliases = cells(b"cid\tmetal\talias\nCID000005\tGold\tZOSA\nCID000006\tGold\tNobody\n").unwrap();
    assert_eq!(lists::add_aliases(&mut entries, &aliases).unwrap().len(), 1);
    assert_eq!(entries[0].aliases, ["ZOSA"]);
    let asked = lists::asked(&cells(b"name;metal\nZOSA;Gold\n").unwrap()).unwrap();
    assert_eq!((asked[0].id.as_str(), asked[0].query(false).metal), ("2", Some(Metal::Gold)));
    assert!(lists::asked(&cells(b"a,b\nc,d\n").unwrap()).is_err());
}

#[test]
fn the_model_keeps_to_the_signs() {
    let model = Model::built_in();
    for (feature, weight) in model.rank.iter().chain(&model.sure.weights) {
        assert!(weight * feature.sign() >= 0.0, "{feature:?}");
    }
    assert_eq!(
        Feature::ALL.map(|feature| feature as usize).to_vec(),
        (0..Feature::ALL.len()).collect::<Vec<_>>()
    );
    assert!(words_known() > 1_000);
}

/// Names made of what names are made of.
fn parts_of_names() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Tin",
        "Gold",
        "Smelting",
        "Refinery",
        "Co., Ltd.",
        "GmbH",
        "S.p.A.",
        "PT",
        "JSC",
        "Yunnan",
        "China",
        "Kikinzoku",
        "Non Ferrous",
        "& Co. KG",
        "(Suzhou)",
        "Metallurgical",
        "of",
        "The",
        "East Plant",
        "No. 2",
        "Edelmetalle",
        "Kuang Ye",
    ]);
    let part = prop_oneof![known.prop_map(str::to_owned), "[A-Za-z][a-z]{2,9}", "[A-Z]{2,4}"];
    prop::collection::vec(part, 1..6).prop_map(|parts| parts.join(" "))
}

/// Which of several plants.
fn plants() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "East Plant",
        "North Plant",
        "West Plant",
        "Kundur",
        "Mentok",
        "Suzhou",
        "Hong Kong",
        "No. 2",
        "No. 3",
    ])
}

/// A word in other letters can be as long as what it becomes in plain ones, and has no places for its parts.
#[test]
fn a_word_in_other_letters_stands_as_a_whole() {
    let name = "\u{1f80}\u{3da}\u{1faaf}\u{993}";
    let parsed = ParsedName::parse(name, &NoWords);
    assert!(!parsed.tokens.is_empty());
    assert!(parsed.tokens.iter().all(|token| name.get(token.span.clone()).is_some()));
}

proptest! {
    #[test]
    fn folding_is_idempotent(name in "\\PC{0,60}") {
        let once: Vec<String> = words(&name).into_iter().map(|word| word.text).collect();
        let twice: Vec<String> = words(&once.join(" ")).into_iter().map(|word| word.text).collect();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn taking_apart_what_was_taken_apart_changes_nothing(name in parts_of_names()) {
        let once = ParsedName::parse(&name, &NoWords);
        let twice = ParsedName::parse(&once.said, &NoWords);
        // A word that a table made can make another with its neighbour ("metal", "ic"): that is one word fewer.
        prop_assume!(once.said.split(' ').count() == twice.said.split(' ').count());
        prop_assert_eq!(&once.said, &twice.said);
        prop_assert_eq!((once.strict, once.loose), (twice.strict, twice.loose));
    }

    #[test]
    fn typography_changes_nothing(name in parts_of_names()) {
        let plain = ParsedName::parse(&name, &NoWords);
        let shouted = name.to_uppercase().replace(' ', " \u{a0}").replace('a', "\u{e4}");
        let other = ParsedName::parse(&shouted.replace('E', "\u{c9}"), &NoWords);
        prop_assert_eq!((plain.strict, plain.loose, plain.core), (other.strict, other.loose, other.core));
    }

    #[test]
    fn the_order_of_other_names_changes_nothing(
        names in prop::collection::vec(parts_of_names(), 2..12),
        (mixed, name) in (Just((0..12).collect::<Vec<usize>>()).prop_shuffle(), parts_of_names()),
    ) {
        let listed = |order: &[usize]| {
            let aliases: Vec<&str> = order.iter().filter_map(|at| Some(names.get(*at)?.as_str())).collect();
            let (one, two) = aliases.split_at(aliases.len() / 2);
            let rows = [(1, "Alnorra", one), (2, "Belvetta", &[][..]), (1, "Alnorra", two)];
            Reference::new(&rows.map(|(cid, standard, other)| entry(cid, Metal::Tin, standard, "DE", other)))
        };
        let said = |reference: &Reference| {
            let matched = reference.candidates(&ask(&name, Metal::Tin, "DE"));
            let each = matched.candidates.iter().map(|found| (number(found), found.probability, found.evidence));
            format!("{:?} {:?}", matched.band, each.collect::<Vec<_>>())
        };
        prop_assert_eq!(said(&listed(&mixed)), said(&listed(&(0..12).collect::<Vec<_>>())));
    }

    #[test]
    fn no_plant_is_accepted_for_its_sister(
        brand in "[bdfgklmnprtvz][aeiou][bdfgklmnprtvz][aeiou][lmnr]{1,2}[aeo]",
        trade in prop::sample::select(vec!["Recycling", "Metal Mining", "Tin", "Precious Metals", "Refinery"]),
        (mine, sister, asked) in (plants(), plants(), plants()),
        form in prop::sample::select(vec!["", " Co., Ltd.", " GmbH", " Corp."]),
    ) {
        prop_assume!(mine != sister);
        let name = |plant: &str| format!("{brand} {trade}{form} {plant}");
        let two = [entry(1, Metal::Tin, &name(mine), "JP", &[]), entry(2, Metal::Tin, &name(sister), "JP", &[])];
        let reference = Reference::new(&two);
        prop_assert_eq!(reference.candidates(&ask(&name(mine), Metal::Tin, "JP")).band, DecisionBand::Accept);
        for query in [name(asked), format!("{asked} {brand} {trade}"), format!("{brand} ({asked})"), name("")] {
            let matched = reference.candidates(&ask(&query, Metal::Tin, "JP"));
            if let Some(found) = matched.candidates.first().filter(|_| matched.band == DecisionBand::Accept) {
                let meant = [mine, sister][number(found) as usize - 1];
                prop_assert!(query.contains(meant), "{} is taken for {}", query, meant);
            }
        }
    }

    #[test]
    fn words_stand_where_they_are_said_to(name in "\\PC{0,60}") {
        let parsed = ParsedName::parse(&name, &NoWords);
        for token in parsed.tokens {
            prop_assert!(name.get(token.span.clone()).is_some(), "{:?}", token.span);
        }
    }

    #[test]
    fn marks_in_any_order_are_one_name(base in "[a-z]{1,8}", swap in any::<bool>()) {
        let marks = if swap { "\u{301}\u{323}" } else { "\u{323}\u{301}" };
        let written = format!("{base}{marks}x");
        let plain = ParsedName::parse(&format!("{base}x"), &NoWords);
        prop_assert_eq!(ParsedName::parse(&written, &NoWords).strict, plain.strict);
    }

    #[test]
    fn any_text_is_answered(name in "\\PC{0,80}") {
        let matched = reference().candidates(&ask(&name, Metal::Gold, "CH"));
        prop_assert!(matched.candidates.len() <= 20);
        prop_assert!(matched.candidates.windows(2).all(|two| two[0].probability >= two[1].probability));
        prop_assert!(matched.candidates.iter().all(|found| (0.0..=1.0).contains(&found.probability)));
    }

    #[test]
    fn nothing_is_accepted_under_another_metal(at in 0_usize..20) {
        let all = entries();
        let entry = &all[at];
        for metal in Metal::ALL {
            let matched = reference().candidates(&NameQuery {
                name: &entry.name, metal: Some(metal), country: entry.country, ..NameQuery::default()
            });
            if let Some(found) = matched.candidates.first().filter(|_| matched.band == DecisionBand::Accept) {
                let facility = reference().facilities()[found.facility].clone();
                prop_assert_eq!(facility.metal, metal);
                prop_assert_eq!(facility.name.as_str(), entry.name.as_str());
            }
        }
    }
}
