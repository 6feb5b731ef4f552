//! Help for a screen and the palette: one list of commands (and, in the palette, facilities by all their names, and suppliers),
//! searched by typing; Enter runs.

use std::collections::BTreeSet;

use crate::app::command::{Command, CommandInfo};
use crate::app::core::Core;
use crate::app::fuzzy::{Nameable, rank};
use crate::app::jump::Jump;
use crate::app::key::{Code, EraseSide, Key, Motion};
use crate::app::keymap::Keymap;
use crate::domain::{FacilityId, SupplierId};
use crate::query::suppliers::SupplierRow;
use crate::query::{AlsoKnown, FacilityRow};
use crate::text::fold;

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HelpTarget {
    Command(Command),
    /// Shows a facility.
    Facility(FacilityId),
    /// Shows a supplier.
    Supplier(SupplierId),
    /// Nothing: a heading.
    Heading,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpItem {
    pub run: HelpTarget,
    pub keys: String,
    pub title: String,
    /// What it does, in a sentence; or why it cannot be done here.
    pub doc: String,
    /// Whether it can be done here.
    pub enabled: bool,
    /// The title, and what else typing is compared with, both folded.
    folded: [String; 2],
    /// Whether it is shown only where typing finds it: another name of what has an entry of its own.
    is_only_found: bool,
}

/// Help or palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    pub title: String,
    /// All entries.
    pub items: Vec<HelpItem>,
    pub typed: String,
    /// The entries shown: index into `items` and the bytes of the searched text that fit.
    pub shown: Vec<(usize, Vec<usize>)>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
}

impl HelpItem {
    fn new(run: HelpTarget, keys: String, title: &str, doc: String) -> Self {
        let folded = [fold(title), fold(&format!("{doc} {keys}"))];
        Self { run, keys, title: title.to_owned(), doc, enabled: true, folded, is_only_found: false }
    }

    /// A command, and why it cannot be given now, if it cannot.
    pub fn command(info: &CommandInfo, why_not: Option<&'static str>, keymap: &Keymap) -> Self {
        let doc = why_not.map_or_else(|| info.doc.to_owned(), |why| format!("{} ({why})", info.doc));
        let run = HelpTarget::Command(info.command);
        Self { enabled: why_not.is_none(), ..Self::new(run, keymap.label(info.command), info.title, doc) }
    }

    fn heading(title: &str) -> Self {
        Self { enabled: false, ..Self::new(HelpTarget::Heading, String::new(), title, String::new()) }
    }

    /// A facility, then once more by each of its other names.
    fn facility(core: &Core, row: &FacilityRow) -> Vec<Self> {
        let entry = |title: &str, doc: String| {
            Self::new(HelpTarget::Facility(row.id.clone()), row.metal.symbol().to_owned(), title, doc)
        };
        let doc = format!("{} · {}", row.country_name, row.status.name());
        let other = |known: AlsoKnown| Self {
            is_only_found: true,
            ..entry(&known.written, format!("= {} · {doc}", row.name))
        };
        let others = core.searched_in().names_of(&row.id).into_iter().map(other);
        std::iter::once(entry(&row.name, doc.clone())).chain(others).collect()
    }

    fn supplier(row: &SupplierRow) -> Self {
        let run = HelpTarget::Supplier(row.id.clone());
        Self::new(run, "supplier".to_owned(), &row.name, row.state_name().to_owned())
    }

    /// What typing is compared with. Commands are few, and come first.
    fn nameable(&self) -> Nameable<'_> {
        let [folded, more] = &self.folded;
        let is_behind = !matches!(self.run, HelpTarget::Command(_));
        Nameable { name: &self.title, folded: folded.into(), more: more.into(), is_behind }
    }
}

impl Help {
    /// Help for a screen: what can be done there, in groups under their headings.
    pub fn grouped(title: &str, groups: impl Iterator<Item = (&'static str, Vec<HelpItem>)>) -> Self {
        Self::new(format!("Help: {title}"), headed(groups))
    }

    /// The palette: these commands, those given lately first, every facility and every supplier.
    pub fn palette(core: &Core, commands: impl Iterator<Item = HelpItem>) -> Self {
        let place = |item: &HelpItem| {
            core.lately.commands().iter().position(|given| HelpTarget::Command(*given) == item.run)
        };
        let (mut lately, others): (Vec<HelpItem>, Vec<HelpItem>) =
            commands.partition(|item| place(item).is_some());
        lately.sort_by_key(place);
        let groups = [
            ("Given lately", lately),
            ("Commands", others),
            ("Facilities", core.rows.iter().flat_map(|row| HelpItem::facility(core, row)).collect()),
            ("Suppliers", core.suppliers.iter().map(|row| HelpItem::supplier(row)).collect()),
        ];
        Self::new("Command, facility or supplier".to_owned(), headed(groups.into_iter()))
    }

    fn new(title: String, items: Vec<HelpItem>) -> Self {
        let mut help = Self { title, items, typed: String::new(), shown: Vec::new(), cursor: 0 };
        help.find();
        help
    }

    /// While nothing is typed everything is shown under its headings; then what fits, best first, each once.
    fn find(&mut self) {
        let all: Vec<Nameable<'_>> = self.items.iter().map(HelpItem::nameable).collect();
        let is_typed = !self.typed.trim().is_empty();
        let (mut shown, mut seen) = (rank(&all, &self.typed), BTreeSet::new());
        shown.retain(|(index, _)| match self.items.get(*index) {
            Some(item) if is_typed => item.run != HelpTarget::Heading && seen.insert(&item.run),
            Some(item) => !item.is_only_found,
            None => false,
        });
        self.shown = shown;
        self.cursor = 0;
        self.skip_headings(true);
    }

    fn current(&self) -> Option<&HelpItem> {
        self.shown.get(self.cursor).and_then(|(index, _)| self.items.get(*index))
    }

    fn skip_headings(&mut self, down: bool) {
        while self.current().is_some_and(|item| item.run == HelpTarget::Heading) {
            if down {
                self.cursor += 1;
            } else if self.cursor == 0 {
                return self.skip_headings(true);
            } else {
                self.cursor -= 1;
            }
        }
    }

    fn move_by(&mut self, down: bool, rows: usize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = if down { (self.cursor + rows).min(last) } else { self.cursor.saturating_sub(rows) };
        self.skip_headings(down);
    }

    /// Puts a text behind what was typed.
    pub(super) fn insert(&mut self, text: &str) {
        self.typed.push_str(text);
        self.find();
    }

    /// Takes a key; whether it stays.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> bool {
        match key.code {
            Code::Esc => return false,
            Code::Move(Motion::Down) => self.move_by(true, 1),
            Code::Move(Motion::Up) => self.move_by(false, 1),
            Code::Move(Motion::PageDown) => self.move_by(true, 10),
            Code::Move(Motion::PageUp) => self.move_by(false, 10),
            Code::Move(Motion::Home) => {
                self.cursor = 0;
                self.skip_headings(true);
            }
            Code::Move(Motion::End) => self.move_by(true, usize::MAX / 2),
            Code::Enter => return !self.go(core),
            Code::Erase(EraseSide::Before) => {
                self.typed.pop();
                self.find();
            }
            Code::Char('u') if key.ctrl => {
                self.typed.clear();
                self.find();
            }
            Code::Char(_) => {
                self.typed.extend(key.typed());
                self.find();
            }
            Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
        }
        true
    }

    /// Goes to what is under the cursor, or has it done; whether there was something.
    fn go(&self, core: &mut Core) -> bool {
        let jump = match self.current().map(|item| &item.run) {
            Some(HelpTarget::Command(command)) => {
                core.lately.gave(*command);
                Jump::Command(*command)
            }
            Some(HelpTarget::Facility(id)) => Jump::Facility(id.clone()),
            Some(HelpTarget::Supplier(id)) => Jump::Supplier(id.clone()),
            Some(HelpTarget::Heading) | None => return false,
        };
        core.go(jump);
        true
    }
}

/// Groups under their headings, those without an entry left out.
fn headed(groups: impl Iterator<Item = (&'static str, Vec<HelpItem>)>) -> Vec<HelpItem> {
    let mut items = Vec::new();
    for (heading, group) in groups.filter(|(_, group)| !group.is_empty()) {
        items.push(HelpItem::heading(heading));
        items.extend(group);
    }
    items
}
