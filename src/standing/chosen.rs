//! Which lists speak on a day: of each programme, kind and metal the newest ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::{
    Contents, ListKind, Metal, Programme, SourceId, Status, StatusBody, StatusEntry, StatusList,
    StatusListing, Workspace,
};
use crate::text::fold;

/// What the workspace says of status words, folded.
pub(super) type OwnWords = BTreeMap<String, Status>;

/// A list that speaks, with its content.
#[derive(Debug, Clone)]
pub(super) struct Speaking {
    pub list: StatusList,
    pub body: Arc<StatusBody>,
}

/// The lists that speak on a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    lists: Vec<Speaking>,
    words: OwnWords,
    unread: Vec<SourceId>,
    /// The newest of each programme, kind and metal, as places in `lists`; several of one day speak together.
    newest: BTreeMap<(Programme, ListKind, Metal), Vec<usize>>,
}

impl Chosen {
    /// The lists of a workspace that speak on a day, as far as their contents are loaded.
    pub fn on(ws: &Workspace, contents: &Contents, day: Option<Date>) -> Self {
        let mut chosen = Self { words: ws.settings.status_words.clone(), ..Self::default() };
        let Some(day) = day else { return chosen };
        for list in ws.status_lists.values().filter(|list| list.as_of <= day) {
            match contents.status(&list.body) {
                Some(body) => chosen.add(Speaking { list: list.clone(), body: Arc::clone(body) }),
                None => chosen.add_unread(list),
            }
        }
        chosen
    }

    /// What an unread list says is not known: it takes the place of older ones, and nobody is missing from it.
    fn add_unread(&mut self, list: &StatusList) {
        self.unread.push(list.source.clone());
        self.add(Speaking { list: StatusList { complete: false, ..list.clone() }, body: Arc::default() });
    }

    /// The lists whose contents are not loaded.
    pub fn unread(&self) -> &[SourceId] {
        &self.unread
    }

    fn add(&mut self, speaking: Speaking) {
        let (at, list) = (self.lists.len(), &speaking.list);
        let kinds = kinds_of(&speaking, &self.words);
        for (kind, metal) in kinds.iter().flat_map(|kind| list.metals.iter().map(|metal| (*kind, *metal))) {
            let newest = self.newest.entry((list.programme.clone(), kind, metal)).or_default();
            let held = newest.first().and_then(|held| self.lists.get(*held)).map(|held| held.list.as_of);
            if held.is_some_and(|held| held < list.as_of) {
                newest.clear();
            }
            if held.is_none_or(|held| held <= list.as_of) {
                newest.push(at);
            }
        }
        self.lists.push(speaking);
    }

    /// The newest lists of a programme, kind and metal.
    pub fn newest(
        &self,
        programme: &Programme,
        kind: ListKind,
        metal: Metal,
    ) -> impl Iterator<Item = &Speaking> {
        let newest = self.newest.get(&(programme.clone(), kind, metal));
        newest.into_iter().flatten().filter_map(|at| self.lists.get(*at))
    }

    /// Every entry that counts: those of the newest lists of their programme, kind and metal.
    pub fn entries(&self) -> impl Iterator<Item = Counting<'_>> {
        let speaks: BTreeSet<(usize, ListKind, Metal)> = self
            .newest
            .iter()
            .flat_map(|((_, kind, metal), newest)| newest.iter().map(|at| (*at, *kind, *metal)))
            .collect();
        self.lists.iter().enumerate().flat_map(move |(at, speaking)| {
            let list = &speaking.list;
            let of = |entry| Counting::of(&self.words, list, entry);
            let counts: Vec<Counting<'_>> = (speaking.body.entries.iter())
                .filter_map(of)
                .filter(|entry| speaks.contains(&(at, entry.kind, entry.metal)))
                .collect();
            counts
        })
    }

    /// The programmes that have lists.
    pub fn programmes(&self) -> BTreeSet<&Programme> {
        self.newest.keys().map(|(programme, ..)| programme).collect()
    }

    /// Whether any list covers a metal.
    pub fn covers(&self, metal: Metal) -> bool {
        self.newest.keys().any(|(_, _, of)| *of == metal)
    }
}

/// The kinds of a list; by words of the workspace's own it may have others.
fn kinds_of(Speaking { list, body }: &Speaking, words: &OwnWords) -> BTreeSet<ListKind> {
    let mut kinds = list.kinds.clone();
    if !words.is_empty() {
        let rows = body.entries.iter().filter_map(|entry| Counting::of(words, list, entry));
        kinds.extend(rows.map(|row| row.kind));
    }
    kinds
}

/// An entry of a list with what the list adds to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting<'a> {
    pub list: &'a StatusList,
    pub entry: &'a StatusEntry,
    pub metal: Metal,
    pub kind: ListKind,
}

impl<'a> Counting<'a> {
    /// None where neither the row nor the list says its metal and its kind. What the workspace says of a word goes before what the
    /// table of words says.
    pub fn of(words: &OwnWords, list: &'a StatusList, entry: &'a StatusEntry) -> Option<Self> {
        let said = (!words.is_empty()).then(|| words.get(&fold(&entry.word))).flatten();
        let own = said.and_then(|status| ListKind::of(*status));
        Some(Self { list, entry, metal: list.metal_of(entry)?, kind: own.or_else(|| list.kind_of(entry))? })
    }
}

/// What an entry of a list says, by itself.
pub(super) fn listing(Counting { list, entry, kind, metal }: Counting<'_>) -> StatusListing {
    let programme = entry.programme.as_ref().unwrap_or(&list.programme);
    StatusListing {
        list: list.source.clone(),
        title: list.title.clone(),
        programme: programme.clone(),
        is_cross: programme.name() != Programme::RMAP,
        as_of: list.as_of,
        kind,
        word: entry.word.clone(),
        row: entry.row,
        metal,
        cid: entry.cid,
        named: [entry.name.as_str(), entry.country.as_str()]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        last_audit: entry.last_audit,
        cycle: entry.cycle,
        lapses: entry.lapses(),
        reaudit: entry.reaudit,
    }
}

/// Whether the entries of a programme give a status: by the table, or because the analyst says so.
pub(super) fn is_recognised(ws: &Workspace, programme: &Programme) -> bool {
    programme.info().is_some_and(|info| info.recognised) || ws.settings.recognised.contains(programme)
}
