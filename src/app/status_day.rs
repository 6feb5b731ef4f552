//! The day that statuses are of, as a setting of the workspace.

use super::core::Core;
use super::overlays::form::FormOverlay;
use super::overlays::picker::{Picker, PickerItem};
use super::overlays::{Asks, Overlay};
use crate::domain::{Edit, Settings, StatusDay};
use crate::standing::day_by;

/// The letters of the days that have a name, as [`StatusDay::NAMED`] has them.
const LETTERS: [char; 3] = ['n', 'p', 'f'];

/// Asks which day statuses are to be of.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    let now = core.workspace.settings.status_day;
    let named = |(letter, setting): (char, StatusDay)| {
        let day = day_by(&core.workspace, setting);
        let day = day.map_or_else(|| "there is none".to_owned(), |day| day.to_string());
        let item = PickerItem::new(letter, setting.follows_from(), day);
        item.ticked(setting == now).means(Some(setting))
    };
    let mut entries: Vec<(PickerItem, Option<StatusDay>)> =
        LETTERS.into_iter().zip(StatusDay::NAMED).map(named).collect();
    let (is_typed, typed) = match now {
        StatusDay::On(day) => (true, day.to_string()),
        StatusDay::NewestList | StatusDay::PeriodEnd | StatusDay::Filing => (false, String::new()),
    };
    let item = PickerItem::new('d', "another day", typed);
    entries.push(item.ticked(is_typed).means(None));
    Some(Picker::one("Statuses as of", entries, move |_, core, setting| match setting {
        Some(setting) => {
            set(core, setting);
            None
        }
        None => Some(another(core)),
    }))
}

fn another<S: 'static>(core: &Core) -> Overlay<S> {
    let now = match core.workspace.settings.status_day {
        StatusDay::On(day) => Some(day),
        StatusDay::NewestList | StatusDay::PeriodEnd | StatusDay::Filing => None,
    };
    FormOverlay::ask_day("Statuses as of", ("day", now, core.today()), |_, core, day| {
        set(core, StatusDay::On(day));
        Ok(None)
    })
}

/// Sets it, and says what follows.
fn set(core: &mut Core, setting: StatusDay) {
    let from = core.workspace.settings.clone();
    if from.status_day == setting {
        return core.say(format!("statuses are as of {} already", words(core, setting)));
    }
    let to = Settings { status_day: setting, ..from.clone() };
    let title = format!("Statuses as of {}", words(core, setting));
    core.commit_and_say(title, Edit::change_settings(from, to));
}

/// The day and what it follows from.
fn words(core: &Core, setting: StatusDay) -> String {
    match day_by(&core.workspace, setting) {
        Some(day) => format!("{day} ({})", setting.follows_from()),
        None => format!("{} (there is none yet)", setting.follows_from()),
    }
}
