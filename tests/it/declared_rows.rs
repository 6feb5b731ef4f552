//! Every declared row has exactly one outcome, in the demo's files and in real ones, which are not part of the project.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use rcoi::domain::cmrt::Form;
use rcoi::domain::{Charter, Contents, IdGen, Metal, Stamp, Workspace};
use rcoi::import::{Incoming, receive};
use rcoi::intake::{Arrival, Attach, Batch, Fate, ReceivedCmrt, ReceivedList, offers, plan, withdraw};
use rcoi::resolve::matching::{DecisionBand, Reference};
use rcoi::resolve::open::{BasisChange, MatchAnswer, MatchBasis, MatchOrder, OpenName};
use rcoi::resolve::rows::{Balance, Outcome, Register, ResolutionMethod};
use rcoi::store::{Content, canonical};
use serde_json::Value;

use crate::common::at_hand::at_hand;

/// A file that is not part of the project; `None`, loudly, when it is not at hand.
fn shared(path: &str) -> Option<Vec<u8>> {
    at_hand(&format!("data/{path}")).map(|path| std::fs::read(path).unwrap())
}

fn received(file: &str, raw: &[u8]) -> Option<ReceivedCmrt> {
    let Incoming::Declaration(draft) = receive(file, raw, None).ok()? else { return None };
    let look_up = draft.look_up.map(|body| (Content::list(&body).unwrap().sha256, Arc::new(body)));
    let form = Form { look_up: look_up.as_ref().map(|(sha256, _)| sha256.clone()), ..draft.form };
    let form_sha = Content::form(&form).unwrap().sha256;
    Some(ReceivedCmrt { file: draft.file, sha256: draft.sha256, form: Arc::new(form), form_sha, look_up })
}

struct Desk {
    ws: Workspace,
    contents: Contents,
    ids: IdGen,
}

impl Desk {
    fn new() -> Self {
        let programme = Charter { company: "Example Corp".to_owned(), year: 2025, sample: false };
        Self { ws: Workspace::new(programme), contents: Contents::default(), ids: IdGen::new([5; 16]) }
    }

    fn stamp() -> Stamp {
        Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    /// Takes files, each for a supplier of its own name.
    fn take(&mut self, files: &[ReceivedCmrt], lists: &[ReceivedList]) -> Vec<Fate> {
        let day = jiff::civil::date(2026, 5, 4);
        let arrival = |received: &ReceivedCmrt| Arrival {
            received: received.clone(),
            attach: Attach::New(received.file.clone()),
            day,
        };
        let arrivals: Vec<Arrival> = files.iter().map(arrival).collect();
        let batch = Batch { arrivals, lists: lists.to_vec(), ..Batch::default() };
        let plan = plan(&self.ws, &self.contents, batch, &mut self.ids, &Self::stamp()).unwrap();
        plan.edit.apply(&mut self.ws).unwrap();
        self.contents.extend(plan.contents());
        plan.fates().map(|(_, fate)| fate.clone()).collect()
    }

    fn register(&self) -> Register {
        Register::build(&self.ws, &self.contents)
    }
}

/// What holds of every workspace: rows and balances agree, and resolved rows have their facility.
fn check(desk: &Desk, declared: usize) -> Balance {
    let register = desk.register();
    let balance = register.balance();
    assert_eq!((balance.rows, balance.off()), (declared, 0), "{balance:?}");
    let mut of_suppliers = 0;
    for supplier in desk.ws.suppliers.keys() {
        let balance = register.balance_of(supplier);
        assert_eq!((balance.off(), balance.rows), (0, register.rows_of(supplier).len()));
        of_suppliers += balance.rows;
    }
    assert_eq!(of_suppliers, declared);
    for row in register.rows() {
        let is_known = matches!(row.outcome, Outcome::Resolved | Outcome::Duplicate);
        assert_eq!(is_known, row.facility.is_some(), "{row:?}");
    }
    balance
}

#[test]
fn the_rows_of_the_demo_balance_and_everything_can_be_taken_back() {
    let files = rcoi::demo::suppliers();
    let files: Vec<ReceivedCmrt> = files.iter().filter_map(|(name, raw)| received(name, raw)).collect();
    assert!(files.len() >= 6, "{} of the demo's files are read", files.len());
    let declared = files.iter().map(|file| file.form.rows.len()).sum();
    let mut desk = Desk::new();
    let fates = desk.take(&files, &[]);
    let balance = check(&desk, declared);
    assert!(balance.resolved > 0 && balance.open > 0, "{balance:?}");
    let before = canonical(&desk.ws).unwrap();
    for fate in fates {
        let Fate::Enters { declaration, .. } = fate else { panic!("{fate:?}") };
        let edit = withdraw(&desk.ws, &desk.contents, &declaration, &mut desk.ids).unwrap();
        edit.apply(&mut desk.ws).unwrap();
        assert_eq!(desk.register().balance().off(), 0);
        edit.inverse().apply(&mut desk.ws).unwrap();
        assert_eq!(canonical(&desk.ws).unwrap(), before);
    }
}

/// The demo as `init --demo` makes it: of each supplier the newest file, and the look-ups of all as the only lists.
fn demo() -> Desk {
    let files = rcoi::demo::suppliers();
    let mut files: Vec<ReceivedCmrt> = files.iter().filter_map(|(name, raw)| received(name, raw)).collect();
    let mut desk = Desk::new();
    let lists = offers(&desk.ws, &files).filled;
    assert_eq!(lists.len(), 6);
    files.retain(|file| file.file != "Brightwater CMRT 6.31.xlsx");
    desk.take(&files, &lists);
    desk
}

/// The open names, each with what the matcher says of it; printed, too.
fn open_names(desk: &Desk) -> Vec<(OpenName, MatchAnswer)> {
    let register = desk.register();
    let waiting: Vec<OpenName> = register.open_names().into_iter().map(OpenName::from).collect();
    let names = waiting.iter().map(|open| open.name.clone()).collect();
    let match_basis = MatchBasis::of(&desk.ws, &desk.contents, register.lists());
    let mut answers =
        MatchOrder { number: 1, match_basis, names, change: BasisChange::Lists }.carry_out().answers;
    let answered = waiting.into_iter().map(|open| {
        let answer = answers.remove(&open.name.key).unwrap();
        println!(
            "{:6} {:4} {} \u{d7} {}",
            answer.band.key(),
            answer.score(),
            open.suppliers.len(),
            open.name.key
        );
        (open, answer)
    });
    answered.collect()
}

/// A metal, a name as suppliers write it, what the matcher makes of it, the number of suppliers, and the facility
/// that comes first, where there is one to be shown.
type Expected = (Metal, &'static str, DecisionBand, usize, &'static str);

const OPEN: [Expected; 41] = {
    use DecisionBand::{Accept, None, Review};
    use Metal::{Gold, Tantalum, Tin, Tungsten};
    [
        // Slips of the pen; words run together and apart.
        (Gold, "Lingshan Gold Smelting", Accept, 3, "CID900006"),
        (Tungsten, "Wolfram Steinnach A.G.", Accept, 2, "CID900402"),
        (Tungsten, "Tamarack Holow Powders", Accept, 1, "CID900404"),
        (Tantalum, "Ferissal Tantalum Products", Review, 2, "CID900201"),
        (Gold, "Bopshor Rafineri A.S.", Review, 1, "CID900014"),
        (Tin, "ThonglaiSmeltingRefning", Review, 1, "CID900308"),
        (Tungsten, "Hydro Volks Metallurgical Plant", Review, 2, "CID900406"),
        // Another legal form, a word more or less, another order.
        (Gold, "Sierra Dorada Refinadora S.A. de C.V.", Accept, 1, "CID900019"),
        (Tungsten, "Ganshui Tungsten Group", Accept, 1, "CID900407"),
        (Tungsten, "Chenwu Tungsten Ind. Co.", Accept, 1, ""),
        (Tin, "Malaka Utara Smelter Bhd.", Accept, 1, "CID900302"),
        (Tantalum, "Special Metals Yanhu Co", Accept, 1, "CID900208"),
        (Gold, "Bullion Suryakiran", Review, 1, "CID900020"),
        (Tin, "Bersinar Tin Works", Review, 1, "CID900301"),
        (Tin, "Lubasha Smelting", Review, 1, "CID900315"),
        (Gold, "Kitamori Kikinzoku Kougyou", Review, 1, "CID900002"),
        (Tin, "Tin Company of Yunling", None, 1, "CID900303"),
        (Tantalum, "Mitsuhara Kiyu Kinzoku", None, 1, "CID900204"),
        // With a state or a town; in another script; by first letters.
        (Gold, "Red Mesa Refining, Nevada", Accept, 1, "CID900005"),
        (Gold, "Goldwacht Feinmetall, Hohenbrück", Review, 1, "CID900001"),
        (Gold, "林山黄金冶炼厂", Accept, 1, "CID900006"),
        (Tin, "云岭锡业冶炼厂", Review, 1, "CID900303"),
        (Tungsten, "Гидроволск металлургический завод", Review, 1, "CID900406"),
        (Tantalum, "KBMM", Review, 1, "CID900221"),
        // A plant by its town or direction, and groups of two plants.
        (Gold, "East Asahiyama Recycling Plant", Accept, 1, "CID900032"),
        (Tin, "PT Timah Rawasari Lubuk Smelter", Accept, 1, "CID900321"),
        (Gold, "Norrmetall Group", Review, 3, "CID900007"),
        (Gold, "Asahiyama Recycling", Review, 2, "CID900032"),
        (Tin, "PT Timah Rawasari", Review, 3, "CID900321"),
        // Removed from the newest list; like another company's name; renamed without a common word.
        (Gold, "Zlatogor Affinage Wks", Review, 1, "CID900015"),
        (Tin, "PT Samudra Cipta Mulia", Review, 1, "CID900323"),
        (Tungsten, "Jiangxi Linxu Tungsten Co., Ltd.", None, 1, "CID900421"),
        (Gold, "Valdombra Affinazione", None, 2, ""),
        // Known under another metal.
        (Gold, "Yunling Tin Company Limited", None, 2, ""),
        (Tin, "Chenwu Tungsten", None, 1, ""),
        (Gold, "Malaka Utara Smelting", None, 1, ""),
        // A bank, a trader, a fabricator, a mine, an address.
        (Gold, "First Meridian Bank", Review, 2, "CID900024"),
        (Gold, "Halcyon Metals Trading FZE", None, 1, ""),
        (Tin, "Precision Solder & Wire Ltd", None, 2, ""),
        (Tin, "Cerro Hondo Mine", None, 1, ""),
        (Tin, "Unit 4, 27 Kiln Lane, Stokeby", None, 1, ""),
    ]
};

#[test]
fn the_open_names_of_the_demo_show_what_real_ones_do() {
    let open = open_names(&demo());
    for (metal, name, band, suppliers, cid) in OPEN {
        let is_meant =
            |open: &&(OpenName, MatchAnswer)| (open.0.name.key.metal, &*open.0.name.written) == (metal, name);
        let (waiting, answer) = open.iter().find(is_meant).expect(name);
        assert_eq!((answer.band, waiting.suppliers.len()), (band, suppliers), "{name}: {answer:?}");
        let best = answer.best.as_ref().map(|best| best.whose.to_string()).unwrap_or_default();
        assert!(cid.is_empty() || best == cid, "{name}: {answer:?}");
    }
    assert_eq!(open.len(), OPEN.len(), "all of them are in the table");
    let of = |band| OPEN.iter().filter(|(_, _, of, _, _)| *of == band).count();
    assert!(of(DecisionBand::Accept) >= 8 && of(DecisionBand::Review) >= 10 && of(DecisionBand::None) >= 6);
    let ids = |name: &str| {
        let (waiting, _) = open.iter().find(|(waiting, _)| waiting.name.written == name).expect(name);
        waiting.ids.clone()
    };
    assert_eq!(ids("Lingshan Gold Smelting"), ["1CHN913"], "IDs of the scheme before 2014 help nobody");
    assert_eq!(ids("PT Timah Rawasari"), ["2IDN908"]);
}

#[test]
fn names_of_the_demo_that_stand_under_another_metal_are_shown_apart() {
    let desk = demo();
    let register = desk.register();
    let reference = Reference::new(&MatchBasis::of(&desk.ws, &desk.contents, register.lists()).entries());
    let open = open_names(&desk);
    for (name, cid) in [
        ("Yunling Tin Company Limited", "CID900303"),
        ("Chenwu Tungsten", "CID900401"),
        ("Malaka Utara Smelting", "CID900302"),
    ] {
        let (waiting, _) = open.iter().find(|(waiting, _)| waiting.name.written == name).expect(name);
        let matched = reference.candidates(&waiting.name.query());
        assert_eq!(matched.elsewhere.first().map(|found| found.whose.to_string()).as_deref(), Some(cid));
    }
}

const FILES: [&str; 4] = [
    "alpha-assembly-6.22.xlsx",
    "borealis-circuits-6.5.xlsx",
    "cedar-power-6.5-incomplete.xlsx",
    "delta-cables-6.22.xls",
];

/// What was put into a row against what became of it.
fn compare(row: &rcoi::resolve::rows::RowView<'_>, wanted: &Value) {
    assert_eq!(u64::from(row.row), wanted["row"].as_u64().unwrap());
    let cid = row.cid_resolved.map(|cid| cid.to_string());
    let (typed, name) = (wanted["A"].as_str().unwrap_or(""), wanted["D"].as_str().unwrap_or(""));
    match wanted["kind"].as_str().unwrap() {
        "id" | "name" | "alias" => {
            assert!(matches!(row.outcome, Outcome::Resolved | Outcome::Duplicate), "{row:?} {wanted}");
            assert_eq!(cid.as_deref(), wanted["truth"][4].as_str(), "{wanted}");
            assert_ne!(row.method, ResolutionMethod::None);
        }
        "not listed" if name.is_empty() => assert_eq!(row.outcome, Outcome::Special, "{wanted}"),
        // A name that is listed after all, but for its typography, is resolved by it.
        "not listed" if row.method == ResolutionMethod::Name => {
            assert_eq!(row.outcome, Outcome::Resolved, "{wanted}");
        }
        "not listed" => assert_eq!(row.outcome, Outcome::Open, "{wanted}"),
        "not yet identified" => assert_eq!(row.outcome, Outcome::Special, "{wanted}"),
        _ if typed == "CID999999" => assert_eq!(row.outcome, Outcome::Open, "{wanted}"),
        _ => assert_eq!(cid.as_deref(), Some(typed), "{wanted}"),
    }
}

fn real() -> Option<Vec<(ReceivedCmrt, Value)>> {
    let read = |name: &&str| {
        let path = format!("cmrt/{name}");
        let stem = name.rsplit_once('.').unwrap().0;
        let truth = shared(&format!("cmrt/{stem}.truth.json"))?;
        let received = received(name, &shared(&path)?).expect("a CMRT");
        Some((received, serde_json::from_slice(&truth).unwrap()))
    };
    FILES.iter().map(read).collect()
}

#[test]
fn real_rows_resolve_to_what_was_put_in() {
    let Some(files) = real() else { return };
    let mut desk = Desk::new();
    let received: Vec<ReceivedCmrt> = files.iter().map(|(received, _)| received.clone()).collect();
    let fates = desk.take(&received, &[]);
    let declared = received.iter().map(|file| file.form.rows.len()).sum();
    println!("{:?}", check(&desk, declared));
    let register = desk.register();
    for ((_, truth), fate) in files.iter().zip(fates) {
        let Fate::Enters { supplier, .. } = fate else { panic!("{fate:?}") };
        let rows = register.rows_of(&supplier);
        let wanted = truth["rows"].as_array().unwrap();
        assert_eq!(rows.len(), wanted.len());
        rows.zip(wanted).for_each(|(index, wanted)| compare(&register.row(index).unwrap(), wanted));
    }
}

#[test]
fn official_look_ups_give_the_same_outcomes_as_the_files_own() {
    let Some(files) = real() else { return };
    let received_files: Vec<ReceivedCmrt> = files.into_iter().map(|(received, _)| received).collect();
    let declared = received_files.iter().map(|file| file.form.rows.len()).sum();
    let mut own = Desk::new();
    own.take(&received_files, &[]);
    let mut listed = Desk::new();
    let templates = ["template-6.22.xlsx", "template-6.5.xlsx"];
    let read = |name: &str| received(name, &shared(&format!("cmrt/{name}")).unwrap()).unwrap();
    let mut templates: Vec<ReceivedCmrt> = templates.into_iter().map(read).collect();
    // The copies at hand carry leftovers of whoever saved them; their look-ups are the official ones.
    templates.iter_mut().for_each(|template| template.form = Arc::new(blank(&template.form)));
    let offered = offers(&listed.ws, &templates).blank;
    assert_eq!(offered.len(), 2);
    listed.take(&received_files, &offered);
    assert_eq!(check(&own, declared), check(&listed, declared));
    let lists = listed.register();
    let lists = lists.lists();
    assert_eq!(lists.heads().len(), 2);
    let removed = lists
        .facilities()
        .filter(|(metal, cid)| lists.removed_by(*metal, *cid, jiff::civil::Date::MAX).is_some())
        .count();
    println!("{} facilities in two lists, {removed} of them removed", lists.facilities().count());
    assert!(removed > 0);
}

fn blank(form: &Form) -> Form {
    Form {
        rows: Vec::new(),
        fields: std::collections::BTreeMap::new(),
        answers: std::collections::BTreeMap::new(),
        ..form.clone()
    }
}
