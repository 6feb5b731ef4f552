//! The matcher on a small reference: names that are made up, or known to everyone in the trade.

use proptest::prelude::*;

use super::letters::words;
use super::lists;
use super::name::{Name, NoWords};
use super::*;
use crate::domain::{Cid, Country, Metal};
use crate::import::cells;

fn entry(cid: u32, metal: Metal, name: &str, country: &str, aliases: &[&str]) -> Entry {
    Entry {
        whose: Whose::Cid(Cid::parse(&format!("CID{cid:06}")).unwrap()),
        metal,
        name: name.to_owned(),
        country: Country::from_code(country),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        decided: Vec::new(),
        is_listed: true,
    }
}

fn entries() -> Vec<Entry> {
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
    all.push(Entry { is_listed: false, ..entry(90, Gold, "Oldenbrand Edelmetalle GmbH", "DE", &[]) });
    all
}

fn reference() -> Reference {
    Reference::new(&entries())
}

fn ask<'a>(name: &'a str, metal: Metal, country: &str) -> Query<'a> {
    Query { name, metal: Some(metal), country: Country::from_code(country), ..Query::default() }
}

/// The number of a candidate.
fn number(candidate: &Candidate) -> u32 {
    candidate.whose.cid().map_or(0, Cid::number)
}

/// The number of the first candidate, and the band.
fn found(query: &Query<'_>) -> (u32, Band) {
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
        assert_eq!(found(&ask(name, metal, country)), (cid, Band::Accept), "{name}");
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
        assert_eq!(found(&ask(name, Metal::Tin, "ID")).1, Band::Review, "{name}");
        assert_ne!(found(&ask(name, Metal::Tin, "")).1, Band::Accept, "{name}");
    }
    assert_ne!(found(&ask("PT Tambang Timah", Metal::Tin, "ID")).1, Band::Accept);
    assert_eq!(found(&ask("PT Timah (Persero) Tbk Mentok", Metal::Tin, "ID")).0, 2);
    assert_eq!(found(&ask("PT Timah Tbk Kundur", Metal::Tin, "ID")), (1, Band::Accept));
}

#[test]
fn sister_plants_are_told_apart_by_their_word_alone() {
    assert_eq!(found(&ask("Sunrise Recycling North Plant", Metal::Gold, "JP")).0, 7);
    for name in
        ["Sunrise Recycling Co., Ltd.", "Sunrise Recycling Co., Ltd. West Plant", "Twin Falls Refining"]
    {
        let country = if name.starts_with("Twin") { "US" } else { "JP" };
        assert_ne!(found(&ask(name, Metal::Gold, country)).1, Band::Accept, "{name}");
    }
}

#[test]
fn a_plant_is_known_by_its_whole_name_and_its_group_is_none_of_them() {
    let name = "Ferrandor Technologies (Suzhou) Ltd.";
    assert_eq!(found(&ask(name, Metal::Gold, "CN")), (23, Band::Accept));
    assert_ne!(found(&ask("Ferrandor Technologies", Metal::Gold, "CN")).1, Band::Accept);
    assert_ne!(found(&ask("Ferrandor Technologies (Dalian) Ltd.", Metal::Gold, "CN")).1, Band::Accept);
}

#[test]
fn how_a_candidate_was_found_is_said() {
    for (name, country, how) in [
        ("ZELLMAR ORVIK SA", "CH", How::Name),
        ("Orvik Affinerie", "CH", How::Alias),
        ("Zellmar-Orvick S.A.", "CH", How::Scored),
        // Only what stands in brackets is somebody's name.
        ("Quendolar (Zellmar-Orvik S.A.)", "CO", How::Scored),
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
        assert_ne!(found(&ask(name, metal, country)).1, Band::Accept, "{name}");
    }
}

#[test]
fn banks_traders_and_addresses_are_none() {
    let reference = reference();
    for (name, metal, country) in [
        ("Standard Bank", Metal::Gold, "ZA"),
        ("Smelting Works", Metal::Tin, "CN"),
        ("14 Harbour Road, Building 3", Metal::Tungsten, "GB"),
        ("Fort Wayne Wire Die", Metal::Tungsten, "US"),
    ] {
        assert_eq!(reference.candidates(&ask(name, metal, country)).band, Band::None, "{name}");
    }
}

#[test]
fn another_metal_is_shown_apart_and_never_accepted() {
    let matched = reference().candidates(&ask("Zellmar-Orvik S.A.", Metal::Tin, "CH"));
    assert_ne!(matched.band, Band::Accept);
    assert!(matched.candidates.iter().all(|candidate| number(candidate) != 5));
    assert_eq!(matched.elsewhere.first().map(number), Some(5));
    let unsaid = Query { metal: None, ..ask("Zellmar-Orvik S.A.", Metal::Gold, "CH") };
    let matched = reference().candidates(&unsaid);
    assert_eq!((number(&matched.candidates[0]), matched.band), (5, Band::Review));
}

#[test]
fn a_removed_facility_is_named_and_asked_about() {
    let query = ask("Oldenbrand Edelmetalle GmbH", Metal::Gold, "DE");
    let reference = reference();
    let matched = reference.candidates(&query);
    assert_eq!((number(&matched.candidates[0]), matched.band), (90, Band::Review));
    assert!(
        reference.explain(&query, &matched.candidates[0]).text().contains("removed from the newest list")
    );
}

#[test]
fn a_number_decides_unless_the_name_is_anothers() {
    let with = |name, id_written| Query { id_written, ..ask(name, Metal::Gold, "CH") };
    assert_eq!(found(&with("Zellmar", "CID000005")), (5, Band::Accept));
    assert_eq!(found(&with("", "cid000005 ")), (5, Band::Accept));
    assert_eq!(found(&with("Kovarna Refinery JSC", "CID000005")), (5, Band::Review));
    assert_eq!(found(&with("Zellmar-Orvik S.A.", "CID999999")), (5, Band::Accept));
    // Under another metal the number names nobody.
    assert_eq!(found(&with("Zellmar-Orvik S.A.", "CID000001")), (5, Band::Accept));
}

#[test]
fn a_renamed_company_has_no_overlap() {
    let reference = reference();
    let query = ask("Perrault Coinage", Metal::Gold, "CH");
    let matched = reference.candidates(&query);
    assert_eq!(matched.band, Band::None);
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
    let long = "Zellmar ".repeat(4_000);
    for name in ["", " ", "?", "Co., Ltd.", "S.A.", "†", "\u{0}", "...", "の"] {
        let matched = reference.candidates(&ask(name, Metal::Gold, "CH"));
        assert_eq!(matched.band, Band::None, "{name:?}");
    }
    for name in [
        "Z",
        &long,
        "زيلمار أورفيك",
        "Ζellmar-Оrvik S.A.",
        "Zellmar\u{202e}kivrO",
        "ツェルマー",
        &"(".repeat(32_000),
    ] {
        let matched = reference.candidates(&ask(name, Metal::Gold, "CH"));
        assert!(matched.candidates.len() <= 20);
        for candidate in &matched.candidates {
            let why = reference.explain(&ask(name, Metal::Gold, "CH"), candidate);
            assert!(!why.reasons.is_empty(), "{name:?}");
        }
    }
    assert_eq!(Reference::new(&[]).candidates(&ask("Zellmar", Metal::Gold, "CH")).band, Band::None);
}

#[test]
fn facilities_that_are_there_twice_are_one() {
    let mut twice = entries();
    twice.extend(entries());
    twice.push(entry(5, Metal::Gold, "Zellmar International", "CH", &["Zellmar-Orvik S.A."]));
    let reference = Reference::new(&twice);
    assert_eq!(reference.facilities().len(), entries().len());
    let matched = reference.candidates(&ask("Zellmar International", Metal::Gold, "CH"));
    assert_eq!((number(&matched.candidates[0]), matched.band), (5, Band::Accept));
    // Two facilities that claim each other's name: nobody can tell.
    let cyclic = [
        entry(1, Metal::Tin, "Alnorra", "DE", &["Belvetta"]),
        entry(2, Metal::Tin, "Belvetta", "DE", &["Alnorra"]),
    ];
    let reference = Reference::new(&cyclic);
    assert_ne!(reference.candidates(&ask("Alnorra", Metal::Tin, "DE")).band, Band::Accept);
}

#[test]
fn a_name_is_not_known_by_an_alias_that_is_left_out() {
    let query = Query { leave_out: true, ..ask("zosa", Metal::Gold, "CH") };
    let matched = reference().candidates(&query);
    assert!(matched.candidates.iter().all(|candidate| candidate.how == How::Scored));
    assert_eq!(reference().candidates(&ask("zosa", Metal::Gold, "CH")).candidates[0].how, How::Alias);
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

proptest! {
    #[test]
    fn folding_is_idempotent(name in "\\PC{0,60}") {
        let once: Vec<String> = words(&name).into_iter().map(|word| word.text).collect();
        let twice: Vec<String> = words(&once.join(" ")).into_iter().map(|word| word.text).collect();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn words_stand_where_they_are_said_to(name in "\\PC{0,60}") {
        let parsed = Name::parse(&name, &NoWords);
        for token in parsed.tokens {
            prop_assert!(name.get(token.span.clone()).is_some(), "{:?}", token.span);
        }
    }

    #[test]
    fn marks_in_any_order_are_one_name(base in "[a-z]{1,8}", swap in any::<bool>()) {
        let marks = if swap { "\u{301}\u{323}" } else { "\u{323}\u{301}" };
        let written = format!("{base}{marks}x");
        let plain = Name::parse(&format!("{base}x"), &NoWords);
        prop_assert_eq!(Name::parse(&written, &NoWords).strict, plain.strict);
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
            let matched = reference().candidates(&Query {
                name: &entry.name, metal: Some(metal), country: entry.country, ..Query::default()
            });
            if let Some(found) = matched.candidates.first().filter(|_| matched.band == Band::Accept) {
                let facility = reference().facilities()[found.facility].clone();
                prop_assert_eq!(facility.metal, metal);
                prop_assert_eq!(facility.name.as_str(), entry.name.as_str());
            }
        }
    }
}
