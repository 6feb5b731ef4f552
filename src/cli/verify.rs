//! `rcoi verify`.

use std::path::Path;

use super::context::{CommandOutcome, Context};
use super::output;
use crate::Problem;
use crate::runtime::freezing::verify_frozen;
use crate::store::{self, Repaired, StoreFinding, StoreSeverity};
use crate::text::visible;

/// See [`super::args::CliCommand::Verify`].
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// Put right what can be; what is replaced is kept in backups/ first
    #[arg(long)]
    pub repair: bool,
}

pub(super) fn run(context: &Context, args: &VerifyArgs) -> Result<CommandOutcome, Problem> {
    let (dir, disk) = (context.dir()?, &context.host.disk);
    if args.repair {
        let repaired = store::repair(disk, &dir, &context.host.owner()).map_err(|error| error.problem())?;
        let line = |repaired: &Repaired| {
            let Repaired { finding, done } = repaired;
            visible(&format!("repaired: {} ({}): {done}", finding.message, place(finding))) + "\n"
        };
        output::out(&repaired.iter().map(line).collect::<String>())?;
    }
    let findings = store::verify(&**disk, &dir).map_err(|error| error.problem())?;
    for (word, severity) in [("error", StoreSeverity::Error), ("warning", StoreSeverity::Warning)] {
        let of_severity: Vec<StoreFinding> =
            findings.iter().filter(|finding| finding.severity == severity).cloned().collect();
        output::out(&lines(word, &of_severity))?;
    }
    let is_readable = !findings.iter().any(|finding| finding.severity == StoreSeverity::Error);
    let frozen = if is_readable { frozen(context, &dir)? } else { 0 };
    let sum = findings.len() + frozen;
    output::out(&(visible(&conclusion(sum, &dir.display().to_string())) + "\n"))?;
    Ok(if sum == 0 { CommandOutcome::Good } else { CommandOutcome::Bad })
}

/// Looks at the frozen reports and says what is found, and how many findings it were.
fn frozen(context: &Context, dir: &Path) -> Result<usize, Problem> {
    let opened = context.host.open_reading(dir)?;
    let outcomes = verify_frozen(&context.host.disk, opened.store.paths(), &opened.workspace);
    for outcome in &outcomes {
        for (severity, path, what) in &outcome.findings {
            let word = match severity {
                StoreSeverity::Error => "error",
                StoreSeverity::Warning => "warning",
            };
            output::out(&(visible(&format!("{word}: {what} ({})", path.display())) + "\n"))?;
        }
        for remark in &outcome.remarks {
            output::out(&(visible(&format!("{}: {remark}", outcome.dir.display())) + "\n"))?;
        }
    }
    Ok(outcomes.iter().map(|outcome| outcome.findings.len()).sum())
}

fn place(finding: &StoreFinding) -> String {
    match finding.line {
        0 => finding.path.display().to_string(),
        line => format!("{}, line {line}", finding.path.display()),
    }
}

fn lines(word: &str, findings: &[StoreFinding]) -> String {
    let line = |finding: &StoreFinding| {
        let repair =
            finding.repair_would().map_or(String::new(), |would| format!("; --repair would {would}"));
        visible(&format!("{word}: {} ({}){repair}", finding.message, place(finding))) + "\n"
    };
    findings.iter().map(line).collect()
}

fn conclusion(findings: usize, dir: &str) -> String {
    match findings {
        0 => format!("The workspace is sound: {dir}"),
        1 => format!("1 finding in {dir}"),
        n => format!("{n} findings in {dir}"),
    }
}
