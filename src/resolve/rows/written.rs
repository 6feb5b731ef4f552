//! What is written in the rows: equal rows once, in tables that change only when declarations come or go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::domain::cmrt::{DeclaredRow, Form, SmelterColumn, Special, Version, is_filler};
use crate::domain::{
    Cid, CidReading, Contents, Declaration, DeclarationId, Metal, NameKey, SupplierId, Workspace,
};
use crate::resolve::counting::InForce;
use crate::resolve::lists::{ListNames, Lists, country_key};
use crate::resolve::near::Near;
use crate::text::fold;

use super::groups::Groups;
use super::known::Known;
use super::search::metal_words;
use super::select::Ranks;

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredRow {
    /// The declaration, as an index into [`Written::sent`].
    pub sent: u32,
    /// The worksheet's row number.
    pub number: u32,
    /// What is written and where it was looked up, as an index into [`Written::pairs`].
    pub pair: u32,
}

/// What is written in a row, and beside which look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WrittenPair {
    /// What is written, as an index into [`Written::keys`].
    pub key: u32,
    /// The look-up beside it, as an index into [`Written::look_ups`].
    pub look_up: u32,
}

/// What is written in a row.
#[derive(Debug, Clone)]
pub(super) struct WrittenKey {
    pub metal: Option<Metal>,
    /// The metal of its IDs, where the row has none that can be read: proposed, not assumed.
    pub proposed: Option<Metal>,
    /// The name, the ID and the country as they are shown.
    pub name: Box<str>,
    pub id: Box<str>,
    pub country: Box<str>,
    /// The ID of the column of IDs or a column for names, and the one typed.
    pub stated_id: CidReading,
    pub typed_id: CidReading,
    pub special: Option<Special>,
    /// The look-up name and the typed one, folded; empty for none.
    pub look_up: Box<str>,
    pub typed: Box<str>,
    /// Whether no metal is written: blank, or the error of a formula.
    pub is_metal_blank: bool,
    /// Whether no name is written, or only what fills the cell.
    pub is_nameless: bool,
    /// Whether no ID is written, well formed or not.
    pub is_without_id: bool,
    /// What a decision on the row would be about.
    pub decided: Option<NameKey>,
    /// The same as it was before its country was known by how it is spelled: decisions may have been made on it.
    pub decided_before: Option<Box<NameKey>>,
    /// What search looks in, folded.
    pub search: Box<str>,
    /// The name without typography and legal forms, once it was asked for.
    near: OnceLock<Option<Near>>,
}

/// The look-up that a declaration carries, and the version that it claims.
#[derive(Debug, Clone)]
pub(super) struct LookUpContext {
    pub version: Version,
    look_up: Option<String>,
    /// The look-up's names; none when there is no look-up, or it is not loaded.
    pub names: Option<Arc<ListNames>>,
}

/// One declaration whose rows are here.
#[derive(Debug, Clone)]
pub(super) struct StoredDeclaration {
    pub declaration: DeclarationId,
    pub supplier: SupplierId,
    /// The supplier's name, folded, for search and order.
    pub name: String,
    /// The name of its file, folded, for search.
    pub file: String,
    pub rows: Range<usize>,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    pub rows: Vec<StoredRow>,
    pub pairs: Vec<WrittenPair>,
    /// The rows of each of [`Written::pairs`].
    rows_of: Groups,
    /// Those of [`Written::pairs`] that a decision can be about, by what it would be about.
    by_name: Vec<u32>,
    pub keys: Vec<WrittenKey>,
    pub look_ups: Vec<LookUpContext>,
    pub sent: Vec<StoredDeclaration>,
    by_supplier: BTreeMap<SupplierId, Range<usize>>,
    /// The declarations that count, loaded or not, with the supplier's name, and whether they are loaded.
    current: Vec<(DeclarationId, String, bool)>,
    counting: BTreeSet<DeclarationId>,
    pub unread: Vec<DeclarationId>,
    pub ranks: Ranks,
}

/// These declarations, by supplier, each with the supplier's name.
fn with_names<'a>(ws: &'a Workspace, declarations: &InForce<'a>) -> Vec<(&'a Declaration, &'a str)> {
    let name =
        |supplier: &SupplierId| ws.suppliers.get(supplier).map_or("", |supplier| supplier.name.as_str());
    let of = |(supplier, all): (&&'a SupplierId, &Vec<&'a Declaration>)| {
        let name = name(supplier);
        all.iter().map(|declaration| (*declaration, name)).collect::<Vec<_>>()
    };
    declarations.iter().flat_map(of).collect()
}

/// What tells rows apart, borrowed from the forms.
type Told<'a> = (Option<Metal>, Option<Metal>, [&'a str; 6]);

fn told(row: &DeclaredRow, proposed: Option<Metal>) -> Told<'_> {
    let columns = [
        SmelterColumn::IdInput,
        SmelterColumn::Metal,
        SmelterColumn::LookUp,
        SmelterColumn::Name,
        SmelterColumn::Country,
        SmelterColumn::Id,
    ];
    (row.metal, proposed, columns.map(|column| row.text(column).trim()))
}

struct Building<'a> {
    written: Written,
    lists: &'a Lists,
    keys: HashMap<Told<'a>, u32>,
    pairs: HashMap<WrittenPair, u32>,
    look_ups: BTreeMap<String, Arc<ListNames>>,
}

impl Written {
    /// What is written in these declarations. Lists tell the metal of an ID.
    pub fn build(ws: &Workspace, contents: &Contents, lists: &Lists, declarations: &InForce<'_>) -> Self {
        let mut building = Building {
            written: Self::default(),
            lists,
            keys: HashMap::new(),
            pairs: HashMap::new(),
            look_ups: BTreeMap::new(),
        };
        let mut all: Vec<(String, &Declaration)> = Vec::new();
        for (declaration, name) in with_names(ws, declarations) {
            let is_loaded = contents.form(&declaration.form).is_some();
            building.written.current.push((declaration.id.clone(), name.to_owned(), is_loaded));
            all.push((fold(name), declaration));
        }
        // The sort is stable: a supplier's own keep their order.
        all.sort_by(|a, b| (&a.0, &a.1.supplier).cmp(&(&b.0, &b.1.supplier)));
        for (name, declaration) in all {
            match contents.form(&declaration.form) {
                Some(form) => {
                    building.add((name, fold(ws.file_of(declaration))), declaration, form, contents);
                }
                None => building.written.unread.push(declaration.id.clone()),
            }
        }
        building.written.counting = building.written.current.iter().map(|(id, ..)| id.clone()).collect();
        building.written.index();
        building.written
    }

    /// Lets rows be found by what is written in them.
    fn index(&mut self) {
        self.rows_of = Groups::of(self.pairs.len(), self.rows.iter().map(|row| row.pair));
        let mut named: Vec<(&NameKey, u32)> =
            (0_u32..).zip(&self.pairs).filter_map(|(at, pair)| Some((self.name(pair)?, at))).collect();
        named.sort_unstable();
        self.by_name = named.into_iter().map(|(_, at)| at).collect();
    }

    /// What a decision on rows in which this is written would be about.
    fn name(&self, pair: &WrittenPair) -> Option<&NameKey> {
        self.keys.get(pair.key as usize)?.decided.as_ref()
    }

    /// What a decision on rows in which this is written would be about, by its index.
    pub fn name_of(&self, pair: u32) -> Option<&NameKey> {
        self.name(self.pairs.get(pair as usize)?)
    }

    /// The indexes of the rows in which this is written, in order.
    pub fn rows_of(&self, pair: u32) -> &[u32] {
        self.rows_of.members(pair)
    }

    /// What is written in the rows that a decision on a name is about, as indexes into [`Written::pairs`].
    pub fn pairs_named(&self, name: &NameKey) -> &[u32] {
        let first = self.by_name.partition_point(|pair| self.name_of(*pair) < Some(name));
        let rest = self.by_name.get(first..).unwrap_or_default();
        let count = rest.partition_point(|pair| self.name_of(*pair) == Some(name));
        rest.get(..count).unwrap_or_default()
    }

    /// The same for every name, by metal, name and country.
    pub fn by_name(&self) -> impl Iterator<Item = &[u32]> {
        self.by_name.chunk_by(|a, b| self.name_of(*a) == self.name_of(*b))
    }

    /// The declaration of a row, as an index into [`Written::sent`].
    pub fn sent_by(&self, row: u32) -> Option<u32> {
        Some(self.rows.get(row as usize)?.sent)
    }

    /// Whether it is what is written in these: nothing came, went or was loaded since.
    pub fn is_of(&self, ws: &Workspace, contents: &Contents, declarations: &InForce<'_>) -> bool {
        let now = with_names(ws, declarations);
        now.len() == self.current.len()
            && now.iter().zip(&self.current).all(|((declaration, name), (id, held, was_loaded))| {
                declaration.id == *id
                    && *name == held
                    && (*was_loaded || contents.form(&declaration.form).is_none())
            })
    }

    /// The declarations of a supplier, as indexes into [`Written::sent`].
    pub fn sent_of(&self, supplier: &SupplierId) -> Range<usize> {
        self.by_supplier.get(supplier).cloned().unwrap_or_default()
    }

    /// The declarations of each supplier, as indexes into [`Written::sent`].
    pub fn by_supplier(&self) -> impl Iterator<Item = Range<usize>> {
        self.by_supplier.values().cloned()
    }

    /// The declarations that count, loaded or not.
    pub fn declarations(&self) -> impl Iterator<Item = &DeclarationId> {
        self.current.iter().map(|(id, ..)| id)
    }

    /// Whether a declaration counts, loaded or not.
    pub fn counts(&self, id: &DeclarationId) -> bool {
        self.counting.contains(id)
    }

    /// Everything that is written, as indexes into [`Written::pairs`].
    pub fn all_pairs(&self) -> Range<u32> {
        0..number(self.pairs.len())
    }

    /// What is written, and the look-up beside it.
    pub fn beside(&self, pair: &WrittenPair) -> Option<(&WrittenKey, &LookUpContext)> {
        Some((self.keys.get(pair.key as usize)?, self.look_ups.get(pair.look_up as usize)?))
    }

    /// What is written in a row.
    pub fn key_of(&self, row: &StoredRow) -> Option<&WrittenKey> {
        self.keys.get(self.pairs.get(row.pair as usize)?.key as usize)
    }
}

impl<'a> Building<'a> {
    fn add(
        &mut self,
        (name, file): (String, String),
        declaration: &Declaration,
        form: &'a Form,
        contents: &Contents,
    ) {
        let look_up = self.look_up(declaration, contents);
        let sent = number(self.written.sent.len());
        let first = self.written.rows.len();
        for row in &form.rows {
            let key = self.key(row, self.proposed(row, look_up));
            let pair = self.pair(WrittenPair { key, look_up });
            self.written.rows.push(StoredRow { sent, number: row.row, pair });
        }
        let at = self.written.sent.len();
        let of_supplier = self.written.by_supplier.entry(declaration.supplier.clone()).or_insert(at..at);
        of_supplier.end = at + 1;
        self.written.sent.push(StoredDeclaration {
            declaration: declaration.id.clone(),
            supplier: declaration.supplier.clone(),
            name,
            file,
            rows: first..self.written.rows.len(),
        });
    }

    /// The metal under which all IDs of a row without a metal are known.
    fn proposed(&self, row: &DeclaredRow, look_up: u32) -> Option<Metal> {
        if row.metal.is_some() {
            return None;
        }
        let look_up = self.written.look_ups.get(look_up as usize)?;
        let known = Known::beside(self.lists, look_up);
        let texts = [SmelterColumn::Id, SmelterColumn::IdInput].map(|column| row.text(column));
        let said = texts.into_iter().flat_map(|text| match CidReading::of(text) {
            CidReading::None => Vec::new(),
            CidReading::Is(cid) | CidReading::Perhaps(cid) => vec![cid],
            CidReading::Several => Cid::all_in(text),
        });
        let mut metals = said.chain(row.cid()).filter_map(|cid| known.metal(cid));
        let metal = metals.next()?;
        metals.all(|other| other == metal).then_some(metal)
    }

    fn key(&mut self, row: &'a DeclaredRow, proposed: Option<Metal>) -> u32 {
        let told = told(row, proposed);
        if let Some(key) = self.keys.get(&told) {
            return *key;
        }
        let key = number(self.written.keys.len());
        self.written.keys.push(WrittenKey::of(row, proposed));
        self.keys.insert(told, key);
        key
    }

    fn pair(&mut self, pair: WrittenPair) -> u32 {
        let next = number(self.written.pairs.len());
        let index = *self.pairs.entry(pair).or_insert(next);
        if index == next {
            self.written.pairs.push(pair);
        }
        index
    }

    fn look_up(&mut self, declaration: &Declaration, contents: &Contents) -> u32 {
        let (version, look_up) = (declaration.version, &declaration.look_up);
        let known = self.written.look_ups.iter();
        if let Some(index) = known.clone().position(|one| one.version == version && one.look_up == *look_up) {
            return number(index);
        }
        let names = look_up.as_ref().and_then(|sha256| self.names(sha256, contents));
        self.written.look_ups.push(LookUpContext { version, look_up: look_up.clone(), names });
        number(self.written.look_ups.len() - 1)
    }

    fn names(&mut self, sha256: &str, contents: &Contents) -> Option<Arc<ListNames>> {
        if let Some(names) = self.look_ups.get(sha256) {
            return Some(Arc::clone(names));
        }
        let names = Arc::new(ListNames::of(contents.list(sha256)?));
        self.look_ups.insert(sha256.to_owned(), Arc::clone(&names));
        Some(names)
    }
}

/// An index; a workspace has fewer rows than fit into it.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl WrittenKey {
    fn of(row: &DeclaredRow, proposed: Option<Metal>) -> Self {
        let (name, id, country) = (row.name(), row.id(), row.text(SmelterColumn::Country).trim());
        let (special, metal_text) = (row.special(), row.text(SmelterColumn::Metal).trim());
        let look_up = if special.is_some() { String::new() } else { named(row, SmelterColumn::LookUp) };
        let typed = named(row, SmelterColumn::Name);
        let folded = fold(name);
        let metal = row.metal.map_or(String::new(), metal_words);
        let words: BTreeSet<&str> = [folded.as_str(), look_up.as_str(), typed.as_str()].into();
        let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
        let search = format!("{metal}\n{}\n{}\n{}", words.join("\n"), fold(id), fold(country));
        let (is_nameless, is_without_id) = (is_filler(name), is_no_id(id));
        // A row without a name goes by the ID as it is written.
        let name_or_id = match (is_nameless, is_without_id) {
            (false, _) => folded,
            (true, false) => fold(id),
            (true, true) => String::new(),
        };
        let decided = decided(row.metal.or(proposed), name_or_id, country);
        Self {
            metal: row.metal,
            proposed,
            name: name.into(),
            id: id.into(),
            country: country.into(),
            stated_id: row.stated_id(),
            typed_id: row.typed_id(),
            special,
            look_up: look_up.into(),
            typed: typed.into(),
            is_metal_blank: metal_text.is_empty() || metal_text.starts_with('#'),
            is_nameless,
            is_without_id,
            decided_before: decided.as_ref().and_then(|key| before(key, country)),
            decided,
            search: search.into(),
            near: OnceLock::new(),
        }
    }

    /// The name without typography and legal forms, and the country; none where either says too little.
    pub fn near(&self) -> Option<Near> {
        *self.near.get_or_init(|| Near::of(&self.name, &self.country))
    }

    /// The ID that counts, and whether it is the one typed; none where a cell has several.
    pub fn cid(&self) -> Option<(Cid, bool)> {
        match self.stated_id {
            CidReading::Is(cid) => Some((cid, false)),
            CidReading::Several => None,
            CidReading::None | CidReading::Perhaps(_) => self.typed_id.is().map(|cid| (cid, true)),
        }
    }

    /// The ID that stands there for a person to judge: a bare number, or one among other words.
    pub fn perhaps(&self) -> Option<Cid> {
        self.stated_id.perhaps().or(self.typed_id.perhaps())
    }

    /// Whether a row says in words of the template that its smelter is not known.
    pub fn is_special(&self) -> bool {
        match self.special {
            Some(Special::NotYetIdentified) => true,
            Some(Special::NotListed) => self.is_nameless && self.is_without_id,
            None => false,
        }
    }

    /// Whether a cell has several IDs, so that it is not known which is meant.
    pub fn has_several_ids(&self) -> bool {
        [self.stated_id, self.typed_id].contains(&CidReading::Several)
    }
}

/// The folded name in a column for names; empty where none stands there.
fn named(row: &DeclaredRow, column: SmelterColumn) -> String {
    let text = row.text(column).trim();
    if Cid::read(text).is_some() || Special::of(text).is_some() { String::new() } else { fold(text) }
}

/// Whether what stands as an ID is none: blank, a word that fills the cell or one of the template's entries.
fn is_no_id(id: &str) -> bool {
    is_filler(id) || Special::of(id).is_some()
}

fn decided(metal: Option<Metal>, name: String, country: &str) -> Option<NameKey> {
    let metal = metal.filter(|_| !name.is_empty())?;
    Some(NameKey { metal, name, country: country_key(country) })
}

/// What a decision was about while the country was not known by its words.
fn before(key: &NameKey, country: &str) -> Option<Box<NameKey>> {
    let words = fold(country);
    let is_other = words != key.country && !words.is_empty();
    is_other.then(|| Box::new(NameKey { country: words, ..key.clone() }))
}
