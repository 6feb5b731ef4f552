//! The versions of the template: which there are, and which the season takes.

use super::core::Core;
use super::overlays::Overlay;
use super::overlays::form::{FormField, FormOverlay};
use super::overlays::picker::{Picker, PickerItem};
use crate::Problem;
use crate::domain::VersionRuling;
use crate::domain::cmrt::Version;
use crate::intake::{VersionChange, change_versions};
use crate::query::versions::{VersionRow, rows};
use crate::text::count;

/// Shows the versions, the newest first, to say something of one or add one.
#[must_use]
pub(super) fn ask<S: 'static>(core: &Core) -> Overlay<S> {
    let entry = |row: VersionRow| item(&row).means(Some(row.version));
    let mut entries: Vec<_> = rows(&core.workspace, &core.contents).into_iter().rev().map(entry).collect();
    entries.push(PickerItem::typed("Add a version", "one that came out since").means(None));
    let title = match core.workspace.season_began() {
        Some(day) => format!("Template versions; the first request went out on {day}"),
        None => "Template versions; without a request each declaration is judged on its day".to_owned(),
    };
    Picker::one(title, entries, |_, core, version| Some(version.map_or_else(|| ask_added(core), ask_ruling)))
}

fn item(row: &VersionRow) -> PickerItem {
    let day = row.date.map_or_else(|| "day not known".to_owned(), |day| day.to_string());
    let used = match row.declarations {
        0 => String::new(),
        used => format!(", {}", count(used, "declaration", "declarations")),
    };
    PickerItem::typed(format!("CMRT {}", row.version), format!("{day}, {}{used}", row.standing()))
}

/// Asks what the season makes of a version.
fn ask_ruling<S: 'static>(version: Version) -> Overlay<S> {
    let (accept, refuse) = (VersionRuling::Accepted, VersionRuling::Refused);
    let entries = vec![
        PickerItem::new('a', "accept", "however old it is").means(VersionChange::Rule(version, accept)),
        PickerItem::new('r', "refuse", "however new it is").means(VersionChange::Rule(version, refuse)),
        PickerItem::new('d', "take back", "what was set of it, and that it was added here")
            .means(VersionChange::Reset(version)),
    ];
    Picker::one(format!("CMRT {version}"), entries, |_, core, change| {
        take(core, change);
        None
    })
}

fn take(core: &mut Core, change: VersionChange) {
    match change_versions(&core.workspace.settings, &[change]) {
        Ok(Some((title, edit))) => drop(core.commit_and_say(title, edit)),
        Ok(None) => core.warn("it is so already"),
        Err(error) => core.problem(Problem::from(error)),
    }
}

fn ask_added<S: 'static>(core: &Core) -> Overlay<S> {
    let fields = vec![
        FormField::text("version", "such as 6.7", "").required(),
        FormField::past_day("released", None).required(),
    ];
    let about = (core.today(), Vec::new());
    FormOverlay::ask("A version of the CMRT and the day of its release", fields, about, |_, core, values| {
        let [version, released] = values else { return Ok(None) };
        let version = Version::parse(version.text()).ok_or("give a version such as 6.7")?;
        let released = released.day().ok_or("give the day of its release")?;
        let change = VersionChange::Add(version, released);
        change_versions(&core.workspace.settings, &[change]).map_err(|error| error.to_string())?;
        take(core, change);
        Ok(None)
    })
}
