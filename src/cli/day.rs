//! `rcoi day`.

use jiff::civil::Date;

use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, record};
use crate::Problem;
use crate::domain::{Edit, Settings, StatusDay, Workspace};
use crate::standing;
use crate::store::Opened;

/// See [`super::args::CliCommand::Day`].
#[derive(Debug, clap::Args)]
pub struct DayArgs {
    /// newest (that of the newest status list), period-end, filing, or a day such as 2022-12-31
    #[arg(value_name = "DAY", value_parser = parse_setting)]
    pub day: Option<StatusDay>,
}

pub(super) fn run(context: &Context, args: &DayArgs) -> Result<CommandOutcome, Problem> {
    let sample = "the sample\u{2019}s statuses are those of its filing";
    let Opened { store, workspace, .. } = open(context, args.day.is_some(), sample)?;
    let Some(setting) = args.day else {
        output::out(&(words(&workspace, workspace.settings.status_day) + "\n"))?;
        return Ok(CommandOutcome::Good);
    };
    let words = words(&workspace, setting);
    let from = workspace.settings;
    if from.status_day == setting {
        output::out(&format!("Nothing to do: statuses are as of {words} already\n"))?;
    } else {
        let to = Settings { status_day: setting, ..from.clone() };
        record(context, store, format!("Statuses as of {words}"), Edit::change_settings(from, to))?;
    }
    Ok(CommandOutcome::Good)
}

/// The day, and what it follows from.
fn words(ws: &Workspace, setting: StatusDay) -> String {
    let follows_from = setting.follows_from();
    match standing::day_by(ws, setting) {
        Some(day) => format!("{day} ({follows_from})"),
        None => format!("no day yet ({follows_from}: none is loaded)"),
    }
}

/// Reads a setting: a name, or a day.
///
/// # Errors
/// When it is neither.
pub(super) fn parse_setting(text: &str) -> Result<StatusDay, String> {
    let named = StatusDay::NAMED.into_iter().find(|setting| setting.key() == text.trim());
    let typed = || Date::strptime("%Y-%m-%d", text.trim()).ok().map(StatusDay::On);
    named.or_else(typed).ok_or_else(|| {
        let names = StatusDay::NAMED.map(StatusDay::key).join(", ");
        format!("give one of: {names}, or a day such as 2022-12-31")
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_setting_is_a_name_or_a_day() {
        for setting in StatusDay::NAMED.into_iter().chain([StatusDay::On(date(2022, 12, 31))]) {
            assert_eq!(parse_setting(&setting.key()), Ok(setting));
        }
        assert!(parse_setting("tomorrow").is_err());
    }
}
