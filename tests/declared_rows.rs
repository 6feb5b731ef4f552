//! Every declared row has exactly one outcome, in the demo's files and in real ones, which are not part of the project.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::PathBuf;
use std::sync::Arc;

use rcoi::domain::cmrt::Form;
use rcoi::domain::{Charter, IdGen, Papers, Stamp, Workspace};
use rcoi::import::{Incoming, receive};
use rcoi::intake::{Arrival, Attach, Batch, Fate, Offered, Received, offers, plan, withdraw};
use rcoi::resolve::rows::{Balance, Method, Outcome, Register};
use rcoi::store::{Paper, canonical};
use serde_json::Value;

/// A file that is not part of the project; `None`, loudly, when it is not at hand.
fn shared(path: &str) -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RCOI_SHARED").map_or(beside, PathBuf::from);
    let read = std::fs::read(folder.join("data").join(path)).ok();
    if read.is_none() {
        eprintln!("SKIPPED: {path} is not at hand (set RCOI_SHARED)");
    }
    read
}

fn received(file: &str, raw: &[u8]) -> Option<Received> {
    let Incoming::Declaration(draft) = receive(file, raw, None).ok()? else { return None };
    let look_up = draft.look_up.map(|body| (Paper::list(&body).unwrap().sha256, Arc::new(body)));
    let form = Form { look_up: look_up.as_ref().map(|(sha256, _)| sha256.clone()), ..draft.form };
    let form_sha = Paper::form(&form).unwrap().sha256;
    Some(Received { file: draft.file, sha256: draft.sha256, form: Arc::new(form), form_sha, look_up })
}

struct Desk {
    ws: Workspace,
    papers: Papers,
    ids: IdGen,
}

impl Desk {
    fn new() -> Self {
        let programme = Charter { company: "Example Corp".to_owned(), year: 2025, sample: false };
        Self { ws: Workspace::new(programme), papers: Papers::default(), ids: IdGen::new([5; 16]) }
    }

    fn stamp() -> Stamp {
        Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    /// Takes files, each for a supplier of its own name.
    fn take(&mut self, files: &[Received], lists: &[Offered]) -> Vec<Fate> {
        let day = jiff::civil::date(2026, 5, 4);
        let arrival = |received: &Received| Arrival {
            received: received.clone(),
            attach: Attach::New(received.file.clone()),
            day,
        };
        let arrivals: Vec<Arrival> = files.iter().map(arrival).collect();
        let batch = Batch { arrivals: &arrivals, lists };
        let intake = plan(&self.ws, &self.papers, batch, &mut self.ids, &Self::stamp()).unwrap();
        intake.edit.apply(&mut self.ws).unwrap();
        for received in files {
            self.papers.forms.insert(received.form_sha.clone(), received.form.clone());
            self.papers.lists.extend(received.look_up.clone());
        }
        self.papers.lists.extend(lists.iter().map(|list| (list.body_sha.clone(), list.body.clone())));
        intake.fates
    }

    fn register(&self) -> Register {
        Register::build(&self.ws, &self.papers)
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
    let files: Vec<Received> = files.iter().filter_map(|(name, raw)| received(name, raw)).collect();
    assert!(files.len() >= 6, "{} of the demo's files are read", files.len());
    let declared = files.iter().map(|file| file.form.rows.len()).sum();
    let mut desk = Desk::new();
    let fates = desk.take(&files, &[]);
    let balance = check(&desk, declared);
    assert!(balance.resolved > 0 && balance.open > 0, "{balance:?}");
    let before = canonical(&desk.ws).unwrap();
    for fate in fates {
        let Fate::Enters { declaration, .. } = fate else { panic!("{fate:?}") };
        let edit = withdraw(&desk.ws, &desk.papers, &declaration, &mut desk.ids).unwrap();
        edit.apply(&mut desk.ws).unwrap();
        assert_eq!(desk.register().balance().off(), 0);
        edit.inverse().apply(&mut desk.ws).unwrap();
        assert_eq!(canonical(&desk.ws).unwrap(), before);
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
            assert_ne!(row.method, Method::None);
        }
        "not listed" if name.is_empty() => assert_eq!(row.outcome, Outcome::Special, "{wanted}"),
        // A name that is listed after all, but for its typography, is resolved by it.
        "not listed" if row.method == Method::Name => assert_eq!(row.outcome, Outcome::Resolved, "{wanted}"),
        "not listed" => assert_eq!(row.outcome, Outcome::Open, "{wanted}"),
        "not yet identified" => assert_eq!(row.outcome, Outcome::Special, "{wanted}"),
        _ if typed == "CID999999" => assert_eq!(row.outcome, Outcome::Open, "{wanted}"),
        _ => assert_eq!(cid.as_deref(), Some(typed), "{wanted}"),
    }
}

fn real() -> Option<Vec<(Received, Value)>> {
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
    let received: Vec<Received> = files.iter().map(|(received, _)| received.clone()).collect();
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
    let received_files: Vec<Received> = files.into_iter().map(|(received, _)| received).collect();
    let declared = received_files.iter().map(|file| file.form.rows.len()).sum();
    let mut own = Desk::new();
    own.take(&received_files, &[]);
    let mut listed = Desk::new();
    let templates = ["template-6.22.xlsx", "template-6.5.xlsx"];
    let read = |name: &str| received(name, &shared(&format!("cmrt/{name}")).unwrap()).unwrap();
    let mut templates: Vec<Received> = templates.into_iter().map(read).collect();
    // The copies at hand carry leftovers of whoever saved them; their look-ups are the official ones.
    templates.iter_mut().for_each(|template| template.form = Arc::new(blank(&template.form)));
    let offered = offers(&listed.ws, &templates, false).lists;
    assert_eq!(offered.len(), 2);
    listed.take(&received_files, &offered);
    assert_eq!(check(&own, declared), check(&listed, declared));
    let lists = listed.register();
    let lists = lists.lists();
    assert_eq!(lists.heads().len(), 2);
    let removed = lists.facilities().filter(|(metal, cid)| lists.removed_in(*metal, *cid).is_some()).count();
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
