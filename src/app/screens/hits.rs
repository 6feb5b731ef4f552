//! Saying of a possible hit whether it is one: one key asks, the next answers, with a reason that Enter takes.

use super::facilities::OnFacilities;
use crate::app::command::row::WhyNot;
use crate::app::core::Core;
use crate::app::news::News;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Asks, Overlay};
use crate::domain::{FacilityId, HitVerdict};
use crate::intake::change::decide_hit;
use crate::risk::{HitState, RiskHit};

/// A hit of a facility that a person decides about.
#[derive(Debug, Clone)]
struct Deciding {
    facility: FacilityId,
    /// The facility's name.
    name: String,
    hit: RiskHit,
}

/// The hit of the first facility in hand that is to be decided; else the first that was.
fn deciding<S: OnFacilities>(screen: &S, core: &Core) -> Option<Deciding> {
    let id = screen.facilities(core).into_iter().next()?;
    let row = core.row(&id)?;
    let signals = core.screening.of(&row.id);
    let decided = || signals.hits.iter().find(|hit| hit.decided.is_some());
    let hit = signals.hits_as(HitState::Possible).next().or_else(decided)?.clone();
    Some(Deciding { facility: row.id.clone(), name: row.name.clone(), hit })
}

/// Why nothing can be decided.
pub fn no_hit<S: OnFacilities>(screen: &S, core: &Core) -> WhyNot {
    deciding(screen, core).is_none().then_some(
        "it has no possible hit; a hit by CID or by name and country is certain, r rates it otherwise",
    )
}

/// Asks what the hit of the first facility in hand is.
pub fn decide<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let deciding = deciding(screen, core)?;
    let verdict = |verdict: HitVerdict, letter: char, text: &str, detail: &str| {
        PickerItem::new(letter, text, detail).means(Some(verdict))
    };
    let mut entries = vec![
        verdict(HitVerdict::Confirmed, 'c', "confirm: it is the same", "a hit: Critical"),
        verdict(HitVerdict::Cleared, 'x', "clear: it is another", "until the entry changes"),
    ];
    if deciding.hit.decided.is_some() {
        entries.push(PickerItem::new('t', "take back what was decided", "possible again").means(None));
    }
    let title = format!("{}: {}: {}", deciding.hit.state().name(), deciding.name, deciding.hit.words());
    Some(Picker::one(title, entries, move |_, core, verdict| match verdict {
        Some(verdict) => Some(reason(deciding, verdict)),
        None => {
            make(core, &deciding, None, "");
            None
        }
    }))
}

/// Asks why; where nothing is typed, the usual reason is taken.
fn reason<S: 'static>(deciding: Deciding, verdict: HitVerdict) -> Overlay<S> {
    let title = format!("{} as {}, reason", deciding.name, verdict.name());
    let read = move |_: &S, _: &Core, text: &str| match text {
        "" => Ok(verdict.usual_reason().to_owned()),
        text => Ok(text.to_owned()),
    };
    let hint = format!("why; Enter alone: {}", verdict.usual_reason());
    Prompt::ask((title, hint, ""), read, move |_, core, reason: String| {
        make(core, &deciding, Some(verdict), &reason);
        None
    })
}

fn make(
    core: &mut Core,
    Deciding { facility, name, hit }: &Deciding,
    verdict: Option<HitVerdict>,
    reason: &str,
) {
    let edit =
        decide_hit(&core.workspace, (facility, hit), verdict.map(|verdict| (verdict, reason)), &core.stamp());
    let title = match verdict {
        Some(HitVerdict::Confirmed) => format!("Confirm that {name} is on {}", hit.label),
        Some(HitVerdict::Cleared) => format!("Clear {name} of {}", hit.label),
        None => format!("Take back what was decided about {name} and {}", hit.label),
    };
    if core.commit_and_say(title, edit) {
        core.tell(News::FacilitiesServed);
    }
}
