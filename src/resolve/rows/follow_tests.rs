//! After any sequence of edits and their inverses the register is the one made from nothing, and says what moved.

use proptest::prelude::*;

use super::tests::{decide, hold, word};
use super::*;
use crate::domain::{Edit, Resolved};
use crate::resolve::fixture::{Cells, declare, form, known, list, workspace};

/// What is done to a workspace.
#[derive(Debug, Clone)]
enum Step {
    /// A supplier sends a form.
    Declare(usize, Vec<[&'static str; 6]>),
    /// A list of the template comes.
    Know(bool),
    /// The declared names, by their number, are decided on, or open again.
    Decide(usize, Option<usize>),
    /// A facility comes, with a number.
    Hold(usize),
    /// Two facilities become one, or two again.
    Merge(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0_usize..3, prop::collection::vec(prop::array::uniform6(word()), 1..12))
            .prop_map(|(supplier, rows)| Step::Declare(supplier, rows)),
        1 => any::<bool>().prop_map(Step::Know),
        6 => (0_usize..9, prop::option::of(0_usize..4)).prop_map(|(name, to)| Step::Decide(name, to)),
        2 => (0_usize..4).prop_map(Step::Hold),
        2 => (0_usize..4, 0_usize..4).prop_map(|(keep, absorbed)| Step::Merge(keep, absorbed)),
    ]
}

const CIDS: [&str; 4] = ["CID900001", "CID900002", "CID900003", "CID900004"];

/// A workspace, what it names, and the register that follows it.
struct Followed {
    ws: Workspace,
    contents: Contents,
    register: Register,
    declared: usize,
}

/// Everything that a register says.
type Said<'a> = (
    Vec<RowView<'a>>,
    Balance,
    Vec<OpenNameView<'a>>,
    (usize, BTreeMap<&'a NameKey, usize>),
    Vec<(Metal, Cid, usize)>,
    BTreeSet<&'a FacilityId>,
);

fn said(register: &Register) -> Said<'_> {
    (
        register.rows().collect(),
        register.balance(),
        register.open_names(),
        (register.rows_decided(), register.decided()),
        register.wanting(),
        register.facilities().collect(),
    )
}

impl Followed {
    fn new() -> Self {
        let (ws, contents) = (workspace(), Contents::default());
        Self { ws, contents, register: Register::default(), declared: 0 }
    }

    /// The names that something is written of, open or not.
    fn names(&self) -> Vec<NameKey> {
        let names = (0..self.register.len()).filter_map(|row| self.register.name_of(row));
        names.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Does a step by edits; what moved by it, as the register says.
    fn take(&mut self, step: &Step) -> Moved {
        let facility = |at: usize| FacilityId::new(format!("f{at}"));
        match step {
            Step::Declare(supplier, rows) => {
                self.declared += 1;
                let rows: Vec<Cells<'_>> = rows.clone();
                let (id, name) = (format!("d{}", self.declared), format!("S{supplier}"));
                let form = form(&name, if supplier % 2 == 0 { "6.5" } else { "6.4" }, &rows);
                let day = i8::try_from(self.declared % 28).unwrap_or(0) + 1;
                declare(&mut self.ws, &mut self.contents, (&id, &name, day), form, Some(known()));
            }
            Step::Know(whole) => {
                let of = if *whole { ("6.5", 2025) } else { ("6.4", 2024) };
                if !self.ws.lists.keys().any(|id| id.to_string().contains(of.0)) {
                    let few = list(&[(Metal::Gold, "CID900001", "Aurora", "SWITZERLAND", "Beacon")]);
                    let body = if *whole { known() } else { few };
                    crate::resolve::fixture::know(&mut self.ws, &mut self.contents, of, body);
                }
            }
            Step::Decide(name, to) => {
                let names = self.names();
                let Some(key) = names.get(name % names.len().max(1)) else { return Moved::default() };
                let fits = |id: &FacilityId| key.metal == Metal::Gold && self.ws.facilities.contains_key(id);
                let to = to.map(|to| match facility(to) {
                    id if fits(&id) => Resolved::Facility(id),
                    _ => Resolved::Nothing(NoFacility::Bank),
                });
                decide(&mut self.ws, key, to);
                return self.register.follow_decisions(&self.ws, &self.contents, &[key]);
            }
            Step::Hold(at) => {
                if let Some(cid) = CIDS.get(*at).filter(|_| !self.ws.facilities.contains_key(&facility(*at)))
                {
                    hold(&mut self.ws, &format!("f{at}"), cid);
                }
            }
            Step::Merge(keep, absorbed) => {
                let (keep, absorbed) = (facility(*keep), facility(*absorbed));
                let undo = Edit::Unmerge { keep: keep.clone(), absorbed: absorbed.clone() };
                // Whichever of the two fits; where neither does nothing happens.
                if undo.apply(&mut self.ws).is_err() {
                    drop(Edit::Merge { keep, absorbed }.apply(&mut self.ws));
                }
            }
        }
        self.register.refresh(&self.ws, &self.contents)
    }

    /// What the register says of suppliers, facilities and open names one by one, for telling what moved.
    fn parts(&self) -> (BTreeMap<SupplierId, Balance>, BTreeMap<FacilityId, Vec<SupplierId>>) {
        let suppliers = self.ws.suppliers.keys();
        let facilities = self.ws.facilities.keys().chain(self.register.facilities());
        let named_by = |id: &FacilityId| self.register.suppliers_naming(id).into_iter().cloned().collect();
        (
            suppliers.map(|id| (id.clone(), self.register.balance_of(id))).collect(),
            facilities.map(|id| (id.clone(), named_by(id))).collect(),
        )
    }
}

/// The keys of what differs between two tables, where one that is not there counts as empty.
fn differing<K: Ord + Clone, V: PartialEq + Default>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>) -> BTreeSet<K> {
    let empty = V::default();
    let is_other = |key: &&K| a.get(*key).unwrap_or(&empty) != b.get(*key).unwrap_or(&empty);
    a.keys().chain(b.keys()).filter(is_other).cloned().collect()
}

proptest! {
    #[test]
    fn the_register_follows_edits_as_if_made_from_nothing(steps in prop::collection::vec(step(), 1..24)) {
        let mut followed = Followed::new();
        for step in steps {
            let names: BTreeMap<NameKey, String> =
                followed.register.open_names().iter().map(|n| (n.key.clone(), format!("{n:?}"))).collect();
            let (balances, named_by) = followed.parts();
            let moved = followed.take(&step);
            let fresh = Register::build(&followed.ws, &followed.contents);
            prop_assert_eq!(said(&followed.register), said(&fresh), "{:?}", step);
            for id in followed.ws.facilities.keys() {
                let held = &followed.register;
                prop_assert_eq!(held.suppliers_naming(id), fresh.suppliers_naming(id));
                prop_assert_eq!(held.naming(id), fresh.suppliers_naming(id).len());
                prop_assert_eq!(held.spellings(id), fresh.spellings(id));
            }
            let named: BTreeSet<FacilityId> = fresh.facilities().cloned().collect();
            prop_assert_eq!(followed.register.would_name(&followed.ws), named);
            let now: BTreeMap<NameKey, String> =
                fresh.open_names().iter().map(|n| (n.key.clone(), format!("{n:?}"))).collect();
            for (key, open) in &now {
                prop_assert_eq!(&format!("{:?}", fresh.open_name(key).unwrap()), open);
            }
            let parts = followed.parts();
            for id in followed.ws.suppliers.keys() {
                prop_assert_eq!(followed.register.balance_of(id), fresh.balance_of(id));
            }
            if !moved.everything {
                prop_assert!(differing(&names, &now).is_subset(&moved.names), "{:?}: {:?}", step, moved);
                prop_assert!(differing(&balances, &parts.0).is_subset(&moved.suppliers), "{:?}", moved);
                prop_assert!(differing(&named_by, &parts.1).is_subset(&moved.facilities), "{:?}", moved);
            }
        }
    }
}

#[test]
fn a_decision_touches_only_its_own_rows() {
    let open = |name: &'static str| ["", "Gold", "Smelter not listed", name, "PERU", ""];
    let mut followed = Followed::new();
    followed.take(&Step::Declare(0, vec![open("One"), open("Two"), open("One")]));
    followed.take(&Step::Declare(1, vec![open("Two")]));
    followed.take(&Step::Declare(2, vec![open("One")]));
    let one = followed.names().remove(0);
    let before = followed.register.clone();
    let moved = followed.take(&Step::Decide(0, Some(0)));
    assert_eq!(moved.names, [one].into());
    assert_eq!(moved.suppliers, [SupplierId::new("S0"), SupplierId::new("S2")].into());
    assert_eq!((moved.facilities.len(), moved.everything), (0, false));
    assert_eq!(followed.register.rows_decided(), 3);
    let others = |register: &Register| format!("{:?}", [register.row(1), register.row(3)]);
    assert_eq!(others(&followed.register), others(&before));
    assert_eq!(followed.take(&Step::Decide(0, Some(0))), Moved::default(), "it is decided so already");
}
