//! Tests of what enters and leaves.

use proptest::prelude::*;

use super::*;
use crate::domain::cmrt::Form;
use crate::domain::{
    Claim, Contents, Disposition, DispositionRecord, FacilityId, IdGen, ListBody, Metal, Origin, Place,
    Source, SourceKind, Stamp, Value,
};
use crate::resolve::fixture::{self, Cells, cid, form, known as listed, workspace};
use crate::resolve::rows::Register;
use crate::store;

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

/// A CMRT of a company, with its own look-up.
fn received(file: &str, company: &str, rows: &[Cells<'_>], look_up: Option<ListBody>) -> ReceivedCmrt {
    let look_up = look_up.map(|body| (store::Content::list(&body).unwrap().sha256, Arc::new(body)));
    let look_up_sha = look_up.as_ref().map(|(sha256, _)| sha256.clone());
    let form = Form { look_up: look_up_sha, ..form(company, "6.5", rows) };
    let form_sha = store::Content::form(&form).unwrap().sha256;
    let sha256 = crate::import::sha256(format!("{file} {form_sha}").as_bytes());
    ReceivedCmrt { file: file.to_owned(), sha256, form: Arc::new(form), form_sha, look_up }
}

fn arrival(received: ReceivedCmrt) -> Arrival {
    let name = received.form.field(crate::domain::cmrt::CompanyField::Name).to_owned();
    Arrival { received, attach: Attach::New(name), day: jiff::civil::date(2026, 5, 4) }
}

/// A workspace, its contents and identifiers.
struct Desk {
    ws: Workspace,
    contents: Contents,
    ids: IdGen,
}

impl Desk {
    fn new() -> Self {
        Self { ws: workspace(), contents: Contents::default(), ids: IdGen::new([3; 16]) }
    }

    fn take(&mut self, arrivals: &[Arrival], lists: &[ReceivedList]) -> ImportPlan {
        let batch = Batch { arrivals: arrivals.to_vec(), lists: lists.to_vec(), ..Batch::default() };
        let plan = plan(&self.ws, &self.contents, batch, &mut self.ids, &stamp()).unwrap();
        plan.edit.apply(&mut self.ws).unwrap();
        assert!(plan.after == self.ws);
        self.contents.extend(plan.contents());
        assert_eq!(plan.contents, self.contents);
        plan
    }

    fn register(&self) -> Register {
        Register::build(&self.ws, &self.contents)
    }

    fn withdraw(&mut self, id: &DeclarationId) -> Edit {
        let edit = withdraw(&self.ws, &self.contents, id, &mut self.ids).unwrap();
        edit.apply(&mut self.ws).unwrap();
        edit
    }

    fn with_cid(&self, of: &str) -> Option<FacilityId> {
        let of = Some(cid(of));
        let has = |id: &FacilityId| self.ws.view(id).is_some_and(|view| view.cid() == of);
        self.ws.live().map(|facility| facility.id.clone()).find(has)
    }
}

fn declaration(plan: &ImportPlan, at: usize) -> DeclarationId {
    match &fates(plan)[at] {
        Fate::Enters { declaration, .. } | Fate::Known { declaration, .. } => declaration.clone(),
        Fate::Blank => panic!("blank"),
    }
}

fn fates(plan: &ImportPlan) -> Vec<Fate> {
    plan.fates().map(|(_, fate)| fate.clone()).collect()
}

/// For each list, whether it is new.
fn lists(plan: &ImportPlan) -> Vec<bool> {
    let is_new =
        |line: &PlanLine| if let PlanLine::List { is_new, .. } = line { Some(*is_new) } else { None };
    plan.lines.iter().filter_map(is_new).collect()
}

const AURORA: Cells<'_> = ["", "Gold", "", "", "", "CID900001"];
const BEACON: Cells<'_> = ["", "Gold", "Beacon", "", "", ""];
const CASSITER: Cells<'_> = ["CID900003", "Tin", "", "", "", ""];
const UNHEARD: Cells<'_> = ["", "Gold", "Smelter not listed", "Unheard Of", "PERU", ""];

#[test]
fn a_batch_enters_as_one_edit_with_one_facility_for_each_cid() {
    let mut desk = Desk::new();
    let before = desk.ws.clone();
    let alpha = arrival(received("a.xlsx", "Alpha", &[AURORA, BEACON, AURORA, UNHEARD], Some(listed())));
    let beta = arrival(received("b.xlsx", "Beta", &[AURORA, CASSITER], Some(listed())));
    let intake = desk.take(&[alpha.clone(), beta.clone()], &[]);
    assert_eq!((intake.facilities, desk.ws.facilities.len()), (3, 3));
    assert_eq!(intake.title, "Import 2 declarations (6 rows, 3 new facilities)");
    assert_eq!((desk.ws.suppliers.len(), desk.ws.requests.len(), desk.ws.sources.len()), (2, 2, 2));
    let register = desk.register();
    let (balance, aurora) = (register.balance(), desk.with_cid("CID900001").unwrap());
    assert_eq!((balance.resolved, balance.duplicate, balance.open), (4, 1, 1));
    assert_eq!(register.suppliers_naming(&aurora).len(), 2);
    assert!(register.wanting().is_empty());
    let view = desk.ws.view(&aurora).unwrap();
    assert_eq!((view.name(), view.country_written()), ("Aurora Refining AG", "SWITZERLAND"));
    let claim = view.claim(crate::domain::ClaimField::Name).unwrap();
    assert_eq!(claim.origin.place(), Some(&Place::Cell("Smelter Look-up".to_owned(), "C5".to_owned())));
    let again = desk.take(&[alpha, beta], &[]);
    assert!(again.is_empty());
    assert!(fates(&again).iter().all(|fate| matches!(fate, Fate::Known { .. })));
    intake.edit.inverse().apply(&mut desk.ws).unwrap();
    assert!(desk.ws == before);
}

#[test]
fn a_blank_template_brings_only_its_list() {
    let mut desk = Desk::new();
    let blank = received("template.xlsx", "", &[], Some(listed()));
    let copy = received("copy.xlsx", "", &[], Some(listed()));
    let offered = [blank.offers().unwrap(), copy.offers().unwrap()];
    let intake = desk.take(&[arrival(blank)], &offered);
    assert_eq!((fates(&intake), lists(&intake)), (vec![Fate::Blank], vec![true, false]));
    assert_eq!((desk.ws.lists.len(), desk.ws.facilities.len(), desk.ws.suppliers.len()), (1, 0, 0));
    assert_eq!(intake.title, "Import Look-up of CMRT 6.5");
    let alpha = arrival(received("a.xlsx", "Alpha", &[AURORA], None));
    desk.take(&[alpha], &[]);
    let view = desk.ws.view(&desk.with_cid("CID900001").unwrap()).map(|view| view.facility.clone()).unwrap();
    let sources: Vec<_> = view.claims.iter().filter_map(|claim| claim.origin.source()).collect();
    assert!(sources.iter().all(|source| desk.ws.lists.contains_key(*source)));
}

#[test]
fn tables_enter_with_the_rest_and_the_history_names_one_and_counts_several() {
    let table = |file: &str, name: &str| {
        let csv = format!("metal,name,country,status\nGold,{name},ITALY,Active\n");
        Arc::new(crate::import::read(file, csv.as_bytes()).unwrap())
    };
    let (one, two) = (table("one.csv", "First Works"), table("two.csv", "Second Works"));
    let alpha = arrival(received("a.xlsx", "Alpha", &[AURORA], Some(listed())));
    let plan = |tables: &[&Arc<Draft>], arrivals: &[&Arrival]| {
        let tables = tables
            .iter()
            .map(|table| TableAs { draft: Arc::clone(table), role: SourceRole::Annex })
            .collect();
        let arrivals = arrivals.iter().map(|arrival| (*arrival).clone()).collect();
        let batch = Batch { tables, arrivals, ..Batch::default() };
        plan(&workspace(), &Contents::default(), batch, &mut IdGen::new([3; 16]), &stamp()).unwrap()
    };
    for (tables, arrivals, title) in [
        (&[&one][..], &[][..], "Import one.csv as annex of record (1 new facilities, 0 known)"),
        (&[&one, &two], &[], "Import 2 lists of facilities"),
        (&[&one], &[&alpha], "Import a.xlsx (1 row, 1 new facility) and 1 list of facilities"),
        (&[], &[&alpha], "Import a.xlsx (1 row, 1 new facility)"),
    ] {
        assert_eq!(plan(tables, arrivals).title, title);
    }
    let both = plan(&[&one], &[&alpha]);
    assert_eq!((both.after.facilities.len(), both.after.sources.len()), (2, 2));
    assert_eq!(both.originals().len(), 2);
    assert_eq!(files_of(&both), 2);
}

/// How many files the batch of a plan has.
fn files_of(plan: &ImportPlan) -> usize {
    let Batch { tables, arrivals, lists, statuses, risks } = plan.batch();
    tables.len() + arrivals.len() + lists.len() + statuses.len() + risks.len()
}

#[test]
fn a_list_brings_the_facilities_that_rows_name() {
    let mut desk = Desk::new();
    desk.take(&[arrival(received("a.xlsx", "Alpha", &[AURORA, BEACON], None))], &[]);
    assert_eq!((desk.register().balance().open, desk.ws.facilities.len()), (2, 0));
    let list = received("template.xlsx", "", &[], Some(listed())).offers().unwrap();
    let source = list.source_id();
    let intake = desk.take(&[], &[list]);
    assert_eq!((intake.facilities, desk.register().balance().resolved), (2, 2));
    let edit = withdraw_list(&desk.ws, &desk.contents, &source, &mut desk.ids).unwrap();
    edit.apply(&mut desk.ws).unwrap();
    assert_eq!((desk.register().balance().open, desk.ws.facilities.len(), desk.ws.sources.len()), (2, 0, 1));
}

#[test]
fn a_supplier_remembers_the_names_of_its_declarations() {
    let mut desk = Desk::new();
    let intake = desk.take(&[arrival(received("a.xlsx", "Alpha Ltd.", &[AURORA], Some(listed())))], &[]);
    let Fate::Enters { supplier, is_new: true, .. } = fates(&intake)[0].clone() else { panic!("not new") };
    let other = received("a2.xlsx", "Alpha Holding", &[BEACON], Some(listed()));
    let similar =
        |suggestion| matches!(suggestion, SupplierSuggestion::Similar(found) if found[0].0 == supplier);
    assert!(similar(suggest(&desk.ws, &other.form)));
    let attach = Attach::To(supplier.clone());
    let arrival = Arrival { received: other.clone(), attach, day: jiff::civil::date(2026, 5, 5) };
    let intake = desk.take(&[arrival], &[]);
    assert_eq!(suggest(&desk.ws, &other.form), SupplierSuggestion::Exact(supplier.clone()));
    assert_eq!(desk.register().len(), 1, "the newer counts");
    desk.withdraw(&declaration(&intake, 0));
    assert!(similar(suggest(&desk.ws, &other.form)));
    assert_eq!((desk.ws.requests.len(), desk.ws.declarations.len()), (1, 1));
    assert!(desk.with_cid("CID900001").is_some() && desk.with_cid("CID900002").is_none());
}

#[test]
fn what_another_declaration_names_stays_with_that_ones_claims() {
    let mut desk = Desk::new();
    let alpha = arrival(received("a.xlsx", "Alpha", &[AURORA, BEACON], Some(listed())));
    let intake = desk.take(&[alpha], &[]);
    desk.take(&[arrival(received("b.xlsx", "Beta", &[AURORA], Some(listed())))], &[]);
    let aurora = desk.with_cid("CID900001").unwrap();
    let before = desk.ws.clone();
    let edit = desk.withdraw(&declaration(&intake, 0));
    assert_eq!(desk.with_cid("CID900001"), Some(aurora));
    assert_eq!((desk.ws.facilities.len(), desk.ws.sources.len()), (1, 1));
    edit.inverse().apply(&mut desk.ws).unwrap();
    assert!(desk.ws == before);
}

fn judge(desk: &mut Desk, facility: &FacilityId) {
    let record =
        DispositionRecord { disposition: Disposition::Pending, reason: String::new(), stamp: stamp() };
    let edit = Edit::SetDisposition { facility: facility.clone(), from: None, to: Some(record) };
    edit.apply(&mut desk.ws).unwrap();
}

#[test]
fn what_was_worked_on_stays_when_its_declaration_leaves() {
    let mut desk = Desk::new();
    let intake = desk.take(&[arrival(received("a.xlsx", "Alpha", &[AURORA, BEACON], Some(listed())))], &[]);
    let aurora = desk.with_cid("CID900001").unwrap();
    judge(&mut desk, &aurora);
    desk.withdraw(&declaration(&intake, 0));
    assert_eq!(desk.ws.facilities.keys().collect::<Vec<_>>(), [&aurora]);
    let findings = crate::checks::findings(&desk.ws, &crate::standing::fixture::standings(&desk.ws));
    assert!(
        findings
            .iter()
            .any(|found| found.rule == "NO_SUPPORT_LEFT" && found.about.facilities == [aurora.clone()])
    );
}

/// Adds a facility of a filing, without a CID.
fn filed(desk: &mut Desk, id: &str, (name, country): (&str, &str), more: &[Value]) {
    let source: Source = fixture::source("filing", SourceKind::Filing);
    if !desk.ws.sources.contains_key(&source.id) {
        Edit::AddSource(Box::new(source.clone())).apply(&mut desk.ws).unwrap();
    }
    let id = FacilityId::new(id);
    Edit::AddFacility(id.clone(), Metal::Gold).apply(&mut desk.ws).unwrap();
    let country = Value::Country(crate::domain::CountryValue::read(country));
    for value in [Value::Name(name.to_owned()), country].into_iter().chain(more.iter().cloned()) {
        let origin = Origin::Stated { source: source.id.clone(), place: Place::Line(1, 0) };
        let claim = Claim { value, origin, as_of: None };
        Edit::AddClaim(id.clone(), claim).apply(&mut desk.ws).unwrap();
    }
}

#[test]
fn lists_propose_cids_and_then_merges_and_do_nothing_by_themselves() {
    let mut desk = Desk::new();
    filed(&mut desk, "f1", ("AURORA Refining, AG", "Switzerland"), &[]);
    filed(&mut desk, "f2", ("Beacon Gold Ltd.", "PERU"), &[]);
    let list = received("template.xlsx", "", &[], Some(listed())).offers().unwrap();
    desk.take(&[arrival(received("a.xlsx", "Alpha", &[AURORA], None))], &[list]);
    let proposed = proposals(&desk.ws, &desk.contents, &desk.register());
    assert_eq!((proposed.gains.len(), proposed.pairs.len()), (1, 0), "another country is another plant");
    assert_eq!(
        (&proposed.gains[0].facility, proposed.gains[0].cid),
        (&FacilityId::new("f1"), cid("CID900001"))
    );
    let before = desk.ws.clone();
    proposed.gain_all().apply(&mut desk.ws).unwrap();
    let merge = proposals(&desk.ws, &desk.contents, &desk.register());
    assert_eq!((merge.gains.len(), merge.pairs.len()), (0, 1));
    merge.merge_all().apply(&mut desk.ws).unwrap();
    assert_eq!(proposals(&desk.ws, &desk.contents, &desk.register()), Proposals::default());
    let register = desk.register();
    assert!(register.row(0).unwrap().facility.is_some_and(|id| *id == merge.pairs[0].keep));
    merge.merge_all().inverse().apply(&mut desk.ws).unwrap();
    proposed.gain_all().inverse().apply(&mut desk.ws).unwrap();
    assert!(desk.ws == before);
}

fn row() -> impl Strategy<Value = Cells<'static>> {
    prop::sample::select(vec![AURORA, BEACON, CASSITER, UNHEARD, ["", "Tin", "", "", "", "CID900001"]])
}

/// A file: company, rows, whether it has its own look-up.
fn file() -> impl Strategy<Value = (usize, Vec<Cells<'static>>, bool)> {
    (0_usize..3, prop::collection::vec(row(), 1..5), any::<bool>())
}

proptest! {
    #[test]
    fn whatever_enters_and_leaves_can_be_taken_back(
        files in prop::collection::vec(file(), 1..6),
        with_list in any::<bool>(),
        leaving in 0_usize..6,
        judged in any::<prop::sample::Index>(),
    ) {
        let mut desk = Desk::new();
        let empty = desk.ws.clone();
        let arrivals: Vec<Arrival> = files
            .iter()
            .enumerate()
            .map(|(at, (company, rows, own))| {
                let names = ["Alpha", "Beta", "Gamma"];
                arrival(received(&format!("{at}.xlsx"), names[*company], rows, own.then(listed)))
            })
            .collect();
        let list = received("template.xlsx", "", &[], Some(listed())).offers().unwrap();
        let lists = if with_list { vec![list] } else { Vec::new() };
        let intake = desk.take(&arrivals, &lists);
        let entered = desk.ws.clone();
        prop_assert!(desk.register().wanting().is_empty());
        prop_assert_eq!(desk.register().balance().off(), 0);
        let ids: Vec<FacilityId> = desk.ws.facilities.keys().cloned().collect();
        if !ids.is_empty() {
            judge(&mut desk, &ids[judged.index(ids.len())]);
        }
        let worked = desk.ws.clone();
        if let Some(at) = (leaving < arrivals.len()).then_some(leaving) {
            let edit = desk.withdraw(&declaration(&intake, at));
            prop_assert!(desk.register().wanting().is_empty());
            prop_assert_eq!(desk.register().balance().off(), 0);
            prop_assert_eq!(&desk.ws.dispositions, &worked.dispositions);
            edit.inverse().apply(&mut desk.ws).unwrap();
        }
        prop_assert!(desk.ws == worked);
        desk.ws = entered;
        intake.edit.inverse().apply(&mut desk.ws).unwrap();
        prop_assert!(desk.ws == empty);
    }

    #[test]
    fn a_workspace_is_empty_again_when_everything_left(
        files in prop::collection::vec(file(), 1..5),
    ) {
        let mut desk = Desk::new();
        let arrivals: Vec<Arrival> = files
            .iter()
            .enumerate()
            .map(|(at, (company, rows, own))| {
                arrival(received(&format!("{at}.xlsx"), ["A", "B", "C"][*company], rows, own.then(listed)))
            })
            .collect();
        let intake = desk.take(&arrivals, &[]);
        for at in 0..arrivals.len() {
            desk.withdraw(&declaration(&intake, at));
        }
        prop_assert!(desk.ws.facilities.is_empty() && desk.ws.sources.is_empty());
        prop_assert!(desk.ws.declarations.is_empty() && desk.ws.requests.is_empty());
    }
}
