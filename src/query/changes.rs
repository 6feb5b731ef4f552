//! What an edit changed: a line a value, with what it was, what it became, and why.

use std::collections::VecDeque;
use std::slice::Iter;

use crate::domain::{
    Action, ActionKind, ActionSubject, ChosenStyle, Claim, ClaimField, Contact, DiligenceMeasure,
    DispositionRecord, Edit, FacilityId, FacilityView, FactInfo, FactKey, FactRecord, Freeze,
    MeasureEvidence, NameKey, Origin, OwnSection, Programme, RatingRecord, Request, Resolution, ScreeningKey,
    ScreeningRecord, Settings, SourceId, Supplier, SupplierId, Workspace,
};

/// One value that an edit changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeLine {
    /// Whose it is: a facility, a supplier, a name; empty for what is the workspace's.
    pub of: String,
    /// Which value.
    pub what: String,
    /// What it was; empty where it was not there.
    pub before: String,
    /// What it became; empty where it is not there any more.
    pub after: String,
    /// Why; may be empty.
    pub reason: String,
}

/// What an edit changed, in its order; `ws` knows what things are called now.
pub fn changes<'a>(ws: &'a Workspace, edit: &'a Edit) -> impl Iterator<Item = ChangeLine> + 'a {
    Changes {
        naming: Naming { ws },
        next: None,
        open: vec![std::slice::from_ref(edit).iter()],
        ready: VecDeque::new(),
    }
}

/// The lines of an edit, of which no more are made than are asked for: an import has thousands.
struct Changes<'a> {
    naming: Naming<'a>,
    /// An edit that was looked at and not taken.
    next: Option<&'a Edit>,
    /// The batches that are gone through, each in the one before it.
    open: Vec<Iter<'a, Edit>>,
    ready: VecDeque<ChangeLine>,
}

impl<'a> Changes<'a> {
    /// The next edit that is no batch.
    fn next_edit(&mut self) -> Option<&'a Edit> {
        loop {
            if let Some(edit) = self.next.take() {
                return Some(edit);
            }
            match self.open.last_mut()?.next() {
                None => drop(self.open.pop()),
                Some(Edit::Batch(edits)) => self.open.push(edits.iter()),
                Some(edit) => return Some(edit),
            }
        }
    }

    /// The claim that takes the place of one that is withdrawn, where it follows at once.
    fn replacement(&mut self, of: &FacilityId, field: ClaimField) -> Option<&'a Claim> {
        let next = self.next_edit()?;
        if let Edit::AddClaim(id, claim) = next
            && id == of
            && claim.value.field() == field
        {
            return Some(claim);
        }
        self.next = Some(next);
        None
    }
}

impl Iterator for Changes<'_> {
    type Item = ChangeLine;

    fn next(&mut self) -> Option<ChangeLine> {
        while self.ready.is_empty() {
            let edit = self.next_edit()?;
            if let Edit::WithdrawClaim(id, claim) = edit {
                let after = self.replacement(id, claim.value.field());
                self.ready.push_back(self.naming.claim(id, Some(claim), after));
            } else {
                self.ready.extend(self.naming.lines(edit));
            }
        }
        self.ready.pop_front()
    }
}

/// What things are called.
struct Naming<'a> {
    ws: &'a Workspace,
}

fn line(of: impl Into<String>, what: impl Into<String>) -> ChangeLine {
    ChangeLine { of: of.into(), what: what.into(), ..ChangeLine::default() }
}

impl ChangeLine {
    fn came(self, after: impl Into<String>) -> Self {
        Self { after: after.into(), ..self }
    }

    fn became(self, before: Option<String>, after: Option<String>) -> Self {
        Self { before: before.unwrap_or_default(), after: after.unwrap_or_default(), ..self }
    }

    fn because(self, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..self }
    }

    /// From a record to another, each told by its words; the reason is that of the newer one.
    fn set<T>(self, from: Option<&T>, to: Option<&T>, words: impl Fn(&T) -> (String, String)) -> Self {
        let text = |record: &T| words(record).0;
        let reason = to.map(|record| words(record).1).unwrap_or_default();
        self.became(from.map(text), to.map(text)).because(reason)
    }

    /// The same the other way round.
    fn turned(self) -> Self {
        Self { before: self.after, after: self.before, reason: String::new(), ..self }
    }
}

impl Naming<'_> {
    fn facility(&self, id: &FacilityId) -> String {
        let name = self.ws.view(self.ws.resolve(id)).map(|view| view.name().to_owned());
        name.unwrap_or_else(|| "a facility that is gone".to_owned())
    }

    fn supplier(&self, id: &SupplierId) -> String {
        let supplier = self.ws.suppliers.get(id);
        supplier.map_or_else(|| "a supplier that is gone".to_owned(), |supplier| supplier.name.clone())
    }

    /// What a person said of a field last before a claim of theirs, else what its only source says: it held till then.
    fn held_before(&self, id: &FacilityId, claim: &Claim) -> Option<&Claim> {
        let Origin::Set { at: now, .. } = &claim.origin else { return None };
        let claims = &self.ws.facilities.get(id)?.claims;
        let others = claims.iter().filter(|it| it.value.field() == claim.value.field() && *it != claim);
        let said_at = |it: &&Claim| match &it.origin {
            Origin::Set { at, .. } => Some(*at).filter(|at| at < now),
            Origin::Stated { .. } | Origin::Derived { .. } => None,
        };
        let last = others.clone().filter(|it| said_at(it).is_some()).max_by_key(said_at);
        let mut stated = others.filter(|it| matches!(it.origin, Origin::Stated { .. }));
        last.or_else(|| stated.next().filter(|_| stated.next().is_none()))
    }

    /// A line on a value of a facility.
    fn of(&self, id: &FacilityId, what: &str) -> ChangeLine {
        line(self.facility(id), what)
    }

    /// A line on something from or for a supplier.
    fn from(&self, id: &SupplierId, what: &str) -> ChangeLine {
        line(self.supplier(id), what)
    }

    fn source(&self, id: &SourceId) -> String {
        self.ws.sources.get(id).map_or_else(|| id.to_string(), |source| source.title.clone())
    }

    fn claim(&self, id: &FacilityId, before: Option<&Claim>, after: Option<&Claim>) -> ChangeLine {
        let field = after.or(before).map_or_else(String::new, |claim| claim.value.field().word());
        let reason = after.or(before).map(|claim| self.origin(&claim.origin)).unwrap_or_default();
        let text = |claim: &Claim| claim.value.text();
        line(self.facility(id), field).became(before.map(text), after.map(text)).because(reason)
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Set { reason, .. } => reason.clone(),
            Origin::Stated { source, .. } | Origin::Derived { source, .. } => {
                format!("in {}", self.source(source))
            }
        }
    }

    fn subject(&self, action: &Action) -> String {
        match &action.about {
            ActionSubject::Facility(id) => self.facility(id),
            ActionSubject::Supplier(id) => self.supplier(id),
        }
    }

    /// The lines of an edit. What is taken back is told as what was done, the other way round.
    fn lines(&self, edit: &Edit) -> Vec<ChangeLine> {
        let source = |what: &str, id: &SourceId| vec![line("", what).came(self.source(id))];
        match edit {
            Edit::Batch(edits) => edits.iter().flat_map(|edit| self.lines(edit)).collect(),
            Edit::AddFacility(id, metal) => vec![self.of(id, "facility").came(format!("of {metal}"))],
            Edit::AddClaim(id, claim) => vec![self.claim(id, self.held_before(id, claim), Some(claim))],
            Edit::Merge { keep, absorbed } => {
                vec![line(self.own_name(absorbed), "merged into").came(self.facility(keep))]
            }
            Edit::SetDisposition { facility, from, to } => {
                let words = |it: &DispositionRecord| (it.disposition.title().to_owned(), it.reason.clone());
                vec![self.of(facility, "disposition").set(from.as_ref(), to.as_ref(), words)]
            }
            Edit::SetRating { facility, from, to } => {
                let words = |it: &RatingRecord| (it.rating.name().to_owned(), it.reason.clone());
                vec![self.of(facility, "rating").set(from.as_ref(), to.as_ref(), words)]
            }
            Edit::AddNote(note) => vec![self.of(&note.facility, "note").came(&note.text)],
            Edit::AddEvidence(it) => vec![self.of(&it.facility, "evidence").came(&it.link)],
            Edit::AddAction(action) => vec![self.action(action)],
            Edit::ChangeAction { from, to } => self.changed_action(from, to),
            Edit::AddSupplier(supplier) => vec![line(&supplier.name, "supplier").came("added")],
            Edit::ChangeSupplier { from, to } => changed_supplier(from, to),
            Edit::AddRequest(it) => vec![self.from(&it.supplier, "request").came(request(it))],
            Edit::AddLetter(it) => vec![self.from(&it.supplier, "letter").came(&it.file)],
            Edit::AddDeclaration(it) => {
                vec![self.from(&it.supplier, "declaration").came(self.source(&it.source))]
            }
            Edit::AddSource(it) => vec![line("", "file").came(&it.file)],
            Edit::AddConstraint(it) => source("totals", &it.source),
            Edit::AddList(it) => source("reference list", &it.source),
            Edit::AddStatusList(it) => source("status list", &it.source),
            Edit::AddRiskList(it) => source("risk list", &it.source),
            Edit::SetScreening { key, from, to } => vec![screening(key, from.as_deref(), to.as_deref())],
            Edit::SetResolution { key, from, to } => {
                vec![self.resolution(key, from.as_deref(), to.as_deref())]
            }
            Edit::SetFact { key, from, to } => vec![fact(key, from.as_deref(), to.as_deref())],
            Edit::SetOwnSection { key, from, to } => vec![own_section(key, from.as_deref(), to.as_deref())],
            Edit::SetMeasure { from, to, .. } => measure(from.as_deref(), to.as_deref()),
            Edit::SetFreeze { name, from, to } => vec![freeze(name, from.as_deref(), to.as_deref())],
            Edit::ChangeSettings { from, to } => settings(from, to),
            Edit::RemoveFacility(..)
            | Edit::WithdrawClaim(..)
            | Edit::Unmerge { .. }
            | Edit::RemoveNote(_)
            | Edit::RemoveEvidence(_)
            | Edit::RemoveAction(_)
            | Edit::RemoveSupplier(_)
            | Edit::RemoveRequest(_)
            | Edit::RemoveLetter(_)
            | Edit::RemoveDeclaration(_)
            | Edit::RemoveSource(_)
            | Edit::RemoveConstraint(_)
            | Edit::RemoveList(_)
            | Edit::RemoveStatusList(_)
            | Edit::RemoveRiskList(_) => {
                self.lines(&edit.inverse()).into_iter().map(ChangeLine::turned).collect()
            }
        }
    }

    /// What a facility is called that may have been merged.
    fn own_name(&self, id: &FacilityId) -> String {
        let own = self.ws.facilities.get(id).map(|facility| FacilityView::new(self.ws, facility));
        own.map_or_else(|| self.facility(id), |view| view.name().to_owned())
    }

    fn resolution(&self, key: &NameKey, from: Option<&Resolution>, to: Option<&Resolution>) -> ChangeLine {
        let words = |resolution: &Resolution| resolution.to.words(self.ws);
        let written = to.or(from).map_or_else(|| key.to_string(), |resolution| resolution.written.clone());
        let how = to.map(|resolution| resolution.method.words()).unwrap_or_default();
        line(format!("\u{201c}{written}\u{201d}"), "is").became(from.map(words), to.map(words)).because(how)
    }

    fn action(&self, action: &Action) -> ChangeLine {
        let after = format!("{}, {}, due {}", kind(action), action.state.name(), action.due);
        line(self.subject(action), "action").came(after)
    }

    fn changed_action(&self, from: &Action, to: &Action) -> Vec<ChangeLine> {
        let answer = |action: &Action| {
            let answer = action.answer.as_ref();
            answer.map_or_else(String::new, |it| {
                format!("{} {} {}", it.day, it.text, it.link).trim().to_owned()
            })
        };
        let values = |action: &Action| {
            [action.state.name().to_owned(), action.due.to_string(), action.owner.clone(), answer(action)]
        };
        let of = format!("{}, {}", self.subject(to), kind(to));
        differing(&of, ["state", "due", "owner", "answer"], values(from), values(to))
    }
}

fn kind(action: &Action) -> &str {
    ActionKind::by_id(&action.kind).map_or(&action.kind, |kind| &kind.title)
}

fn request(request: &Request) -> String {
    let due = request.due.map_or_else(String::new, |due| format!(", due {due}"));
    format!("{} on {}{due}", request.state.name(), request.day)
}

fn changed_supplier(from: &Supplier, to: &Supplier) -> Vec<ChangeLine> {
    let contact = |it: &Contact| format!("{} {} {}", it.name, it.email, it.phone).trim().to_owned();
    let values = |it: &Supplier| {
        let contacts: Vec<String> = it.contacts.iter().map(contact).collect();
        [
            it.name.clone(),
            it.number.clone(),
            it.aliases.join("; "),
            contacts.join("; "),
            it.note.clone(),
            it.tier.map_or_else(String::new, |tier| tier.to_string()),
            it.supplies.clone(),
            it.spend.map_or_else(String::new, |spend| spend.to_string()),
        ]
    };
    let names =
        ["name", "number", "other names", "contacts", "note", "tier", "what it supplies", "share of spend"];
    differing(&to.name, names, values(from), values(to))
}

fn screening(key: &ScreeningKey, from: Option<&ScreeningRecord>, to: Option<&ScreeningRecord>) -> ChangeLine {
    let of = to.or(from).map_or_else(|| key.to_string(), |record| record.entry.clone());
    line(of, "possible hit of a list").set(from, to, |it| (it.verdict.name().to_owned(), it.reason.clone()))
}

fn fact(key: &FactKey, from: Option<&FactRecord>, to: Option<&FactRecord>) -> ChangeLine {
    let title = FactInfo::all().iter().find(|info| info.id == key.as_str());
    let title = title.map_or_else(|| key.to_string(), |info| info.title.clone());
    line("", title).set(from, to, |it| match it.left_out {
        true => ("left out".to_owned(), it.text.clone()),
        false => (it.text.clone(), String::new()),
    })
}

/// What is other of a measure; one that comes or goes is told by its text.
fn measure(from: Option<&DiligenceMeasure>, to: Option<&DiligenceMeasure>) -> Vec<ChangeLine> {
    let (Some(from), Some(to)) = (from, to) else {
        let step = to.or(from).map_or_else(String::new, |measure| measure.step.name());
        return vec![line(step, "measure").set(from, to, |it| (it.text.clone(), String::new()))];
    };
    let values = |it: &DiligenceMeasure| {
        let evidence = |it: &MeasureEvidence| {
            let dated = it.dated.map_or_else(String::new, |day| format!(" of {day}"));
            let hash = it.sha256.as_deref().and_then(|hash| hash.get(..8));
            format!("{}{dated}{}", it.link, hash.map_or_else(String::new, |hash| format!(" #{hash}")))
        };
        let links: Vec<String> = it.evidence.iter().map(evidence).collect();
        let until = it.valid_until.map_or_else(String::new, |day| day.to_string());
        [it.step.name(), it.text.clone(), it.owner.clone(), links.join("; "), until]
    };
    differing(&to.text, ["step", "measure", "owner", "evidence", "valid until"], values(from), values(to))
}

fn own_section(key: &FactKey, from: Option<&OwnSection>, to: Option<&OwnSection>) -> ChangeLine {
    let place = |it: &OwnSection| format!("{}, behind {}, {}", it.title, it.after, it.rank + 1);
    line("", key.to_string()).set(from, to, |it| (place(it), String::new()))
}

fn freeze(name: &str, from: Option<&Freeze>, to: Option<&Freeze>) -> ChangeLine {
    let is = |freeze: &Freeze| (if freeze.is_in_force() { "frozen" } else { "unfrozen" }).to_owned();
    line("", format!("report {name}")).became(from.map(is), to.map(is))
}

fn settings(from: &Settings, to: &Settings) -> Vec<ChangeLine> {
    let said = |is: bool| (if is { "yes" } else { "no" }).to_owned();
    let values = |it: &Settings| {
        [
            wording(it.status_style).to_owned(),
            it.status_day.key(),
            said(!it.discard_originals),
            said(it.accept_after_import),
            it.recognised.iter().map(Programme::name).collect::<Vec<_>>().join(", "),
            it.version_rulings
                .iter()
                .map(|(of, it)| format!("{of} {}", it.name()))
                .collect::<Vec<_>>()
                .join(", "),
            it.added_versions.iter().map(|(of, day)| format!("{of} of {day}")).collect::<Vec<_>>().join(", "),
            it.severities
                .iter()
                .map(|(rule, it)| format!("{rule} {}", it.name()))
                .collect::<Vec<_>>()
                .join(", "),
            it.status_words.iter().map(|(word, it)| format!("{word} {it}")).collect::<Vec<_>>().join(", "),
        ]
    };
    let names = [
        "wording of statuses",
        "statuses are of",
        "originals are kept",
        "accept band after each import",
        "further programmes",
        "versions of the template",
        "further versions",
        "severities",
        "status words",
    ];
    differing("", names, values(from), values(to))
}

fn wording(style: ChosenStyle) -> &'static str {
    match style {
        ChosenStyle::ByYear => "that of the year",
        ChosenStyle::FullCompliant => "Full Compliant",
        ChosenStyle::Conformant => "Conformant",
    }
}

/// A line for each value that is another one now.
fn differing<const N: usize>(
    of: &str,
    names: [&str; N],
    from: [String; N],
    to: [String; N],
) -> Vec<ChangeLine> {
    let pairs = names.into_iter().zip(from.into_iter().zip(to)).filter(|(_, (from, to))| from != to);
    pairs.map(|(what, (from, to))| line(of, what).became(Some(from), Some(to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ActionState, Charter, Metal, Stamp, Status, Value};
    use crate::domain::{Disposition, Rating};

    fn stamp() -> Stamp {
        Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn set(value: Value, reason: &str) -> Claim {
        let origin = Origin::Set { by: "ana".to_owned(), at: stamp().at, reason: reason.to_owned() };
        Claim { value, origin, as_of: None }
    }

    fn told(ws: &Workspace, edit: &Edit) -> Vec<String> {
        let words =
            |it: ChangeLine| format!("{}|{}|{}|{}|{}", it.of, it.what, it.before, it.after, it.reason);
        changes(ws, edit).map(words).collect()
    }

    fn here() -> (Workspace, FacilityId) {
        let mut ws = Workspace::new(Charter { company: "A".to_owned(), year: 2026, sample: false });
        let id = FacilityId::new("f");
        let named = Edit::AddClaim(id.clone(), set(Value::Name("PAMP".to_owned()), ""));
        Edit::Batch(vec![Edit::AddFacility(id.clone(), Metal::Gold), named]).apply(&mut ws).unwrap();
        (ws, id)
    }

    #[test]
    fn what_takes_the_place_of_a_value_stands_beside_it() {
        let (ws, id) = here();
        let status = |status, why: &str| set(Value::Status(status, None), why);
        let edit = Edit::Batch(vec![
            Edit::WithdrawClaim(id.clone(), status(Status::Active, "first")),
            Edit::AddClaim(id.clone(), status(Status::Conformant, "second")),
            Edit::WithdrawClaim(id.clone(), set(Value::City("Castle".to_owned()), "gone")),
        ]);
        assert_eq!(told(&ws, &edit), ["PAMP|status|Active|Conformant|second", "PAMP|city|Castle||gone"]);
    }

    #[test]
    fn judgements_say_from_what_to_what_and_why() {
        let (ws, id) = here();
        let rating = RatingRecord { rating: Rating::Medium, reason: "no list".to_owned(), stamp: stamp() };
        let edit = Edit::SetRating { facility: id.clone(), from: None, to: Some(rating) };
        assert_eq!(told(&ws, &edit), ["PAMP|rating||Medium|no list"]);
        assert_eq!(told(&ws, &edit.inverse()), ["PAMP|rating|Medium||"]);
        let record = DispositionRecord {
            disposition: Disposition::all().first().unwrap().id,
            reason: String::new(),
            stamp: stamp(),
        };
        let title = record.disposition.title();
        let edit = Edit::SetDisposition { facility: id, from: None, to: Some(record) };
        assert_eq!(told(&ws, &edit), [format!("PAMP|disposition||{title}|")]);
    }

    #[test]
    fn of_an_action_only_what_changed_is_told() {
        let (ws, id) = here();
        let from = Action {
            id: crate::domain::ActionId::new("a"),
            about: ActionSubject::Facility(id),
            kind: "A9".to_owned(),
            owner: "ana".to_owned(),
            due: jiff::civil::date(2026, 5, 1),
            state: ActionState::Sent,
            opened: stamp(),
            answer: None,
        };
        let to = Action { state: ActionState::Closed, ..from.clone() };
        let title = &ActionKind::by_id("A9").unwrap().title;
        let edit = Edit::ChangeAction { from: Box::new(from), to: Box::new(to) };
        assert_eq!(told(&ws, &edit), [format!("PAMP, {title}|state|sent|closed|")]);
    }

    #[test]
    fn what_is_added_and_removed_is_told_both_ways() {
        let (ws, id) = here();
        let edit = Edit::RemoveFacility(id, Metal::Gold);
        assert_eq!(told(&ws, &edit), ["PAMP|facility|of Gold||"]);
        assert_eq!(told(&ws, &edit.inverse()), ["PAMP|facility||of Gold|"]);
        let settings = Settings { accept_after_import: true, ..Settings::default() };
        let edit = Edit::change_settings(Settings::default(), settings);
        assert_eq!(told(&ws, &edit), ["|accept band after each import|no|yes|"]);
    }
}
