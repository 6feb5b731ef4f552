//! What Overview counts, and which rows stand behind each number.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::app::look::Role;
use crate::domain::{Country, Metal, Status, StatusCounts};
use crate::query::Filter;
use crate::query::suppliers::{AskedAndAnswered, SupplierFilter};
use crate::resolve::rows::{OutcomeKind, RowFilter};

use super::days::list_days;
use super::panes::FIGURE_COLUMNS;
use super::weeks::{WeekFigures, weeks};

/// All that is counted.
#[derive(Debug, Clone, Default)]
pub struct OverviewFigures {
    /// A line a metal, and one for all.
    pub metals: Vec<MetalFigures>,
    /// Covered Countries first, then those with most facilities.
    pub countries: Vec<CountryFigures>,
    /// From asking to a status; none while there are no suppliers.
    pub stages: Vec<OverviewStage>,
    /// Answers and days by which they are due.
    pub weeks: Vec<WeekFigures>,
    /// How many suppliers have declared rows that count.
    pub declaring: usize,
    /// The days that status lists speak for, the oldest first.
    pub list_days: Vec<Date>,
}

/// The facilities of a metal by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetalFigures {
    /// None for all metals.
    pub metal: Option<Metal>,
    pub counts: StatusCounts,
}

/// The facilities of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryFigures {
    /// As shown in tables; empty for those without a country.
    pub name: String,
    /// None where what is written is not known as one.
    pub country: Option<Country>,
    /// Whether it is a Covered Country.
    pub is_covered: bool,
    pub count: usize,
}

/// What a stage counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageGroup {
    Suppliers,
    Rows,
    Facilities,
}

impl StageGroup {
    pub fn name(self) -> &'static str {
        match self {
            Self::Suppliers => "Suppliers",
            Self::Rows => "Declared rows",
            Self::Facilities => "Facilities",
        }
    }
}

/// A stage on the way from asking to a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewStage {
    pub group: StageGroup,
    /// What of the group.
    pub what: &'static str,
    pub count: usize,
    /// How many the group has; its share is of them.
    pub of: usize,
    /// Whether it is a step of the way, and not what was left behind on it: those stand where there is room for a line alone.
    pub is_step: bool,
    pub role: Role,
    jump: Jump,
}

impl OverviewFigures {
    /// Counts.
    pub(super) fn of(core: &Core) -> Self {
        Self {
            metals: metals(core),
            countries: countries(core),
            stages: stages(core),
            weeks: weeks(core),
            declaring: core.suppliers.iter().filter(|row| row.balance.rows > 0).count(),
            list_days: list_days(core),
        }
    }

    /// The facilities of a cell of the table by metal and status, line by line; none for a cell that counts nothing, or of
    /// which it is not known what it would count.
    pub fn behind_metal(&self, cell: usize) -> Option<Jump> {
        let line = self.metals.get(cell / FIGURE_COLUMNS)?;
        let status = Status::ALL.get(cell % FIGURE_COLUMNS).copied();
        let count = status.map_or(line.counts.total(), |status| line.counts.get(status));
        let filter = Filter {
            metals: line.metal.into_iter().collect(),
            statuses: status.into_iter().collect(),
            ..Filter::default()
        };
        (count > 0).then(|| Jump::Facilities(Box::new(filter)))
    }

    /// The facilities of a country.
    pub fn behind_country(&self, at: usize) -> Option<Jump> {
        let country = self.countries.get(at)?;
        let countries = BTreeSet::from([country.name.clone()]);
        Some(Jump::Facilities(Box::new(Filter { countries, ..Filter::default() })))
    }
}

impl OverviewStage {
    /// What it counts.
    pub fn behind(&self) -> Option<Jump> {
        (self.count > 0).then(|| self.jump.clone())
    }

    /// What it says without its group beside it.
    pub fn words(&self) -> String {
        format!("{} {}", self.count, self.what)
    }
}

fn metals(core: &Core) -> Vec<MetalFigures> {
    let named = [Metal::Gold, Metal::Tantalum, Metal::Tin, Metal::Tungsten].map(Some);
    let mut lines: Vec<MetalFigures> = named
        .into_iter()
        .chain([None])
        .map(|metal| MetalFigures { metal, counts: StatusCounts::default() })
        .collect();
    for row in core.members() {
        let counted = lines.iter_mut().filter(|line| line.metal.is_none_or(|metal| metal == row.metal));
        counted.for_each(|line| line.counts.add(row.status, 1));
    }
    lines
}

fn countries(core: &Core) -> Vec<CountryFigures> {
    let mut counts = BTreeMap::<(&str, bool), (Option<Country>, usize)>::new();
    for row in core.members() {
        let is_covered = row.country.is_some_and(|country| country.is_covered());
        let (country, count) = counts.entry((row.country_name.as_str(), is_covered)).or_default();
        *country = country.or(row.country);
        *count += 1;
    }
    let counted = counts.into_iter().map(|((name, is_covered), (country, count))| CountryFigures {
        name: name.to_owned(),
        country,
        is_covered,
        count,
    });
    let mut countries: Vec<CountryFigures> = counted.collect();
    countries.sort_by(|a, b| {
        (!a.is_covered, Reverse(a.count), &a.name).cmp(&(!b.is_covered, Reverse(b.count), &b.name))
    });
    countries
}

fn stages(core: &Core) -> Vec<OverviewStage> {
    if core.suppliers.is_empty() {
        return Vec::new();
    }
    let mut stages = suppliers(core);
    stages.extend(rows(core));
    stages.extend(facilities(core));
    stages
}

fn suppliers(core: &Core) -> Vec<OverviewStage> {
    let all = core.suppliers.len();
    let to = |filter: SupplierFilter| Jump::Suppliers(Box::new(filter));
    let stage = |what, answers: &[AskedAndAnswered], role| {
        let answers: BTreeSet<AskedAndAnswered> = answers.iter().copied().collect();
        let count = core.suppliers.iter().filter(|row| answers.contains(&row.asked_and_answered())).count();
        let jump = to(SupplierFilter { answers, ..SupplierFilter::default() });
        OverviewStage {
            group: StageGroup::Suppliers,
            what,
            count,
            of: all,
            is_step: role != Role::Warn,
            role,
            jump,
        }
    };
    use AskedAndAnswered::{Answered, AnsweredUnasked, Awaited, NotAsked};
    let listed = OverviewStage {
        group: StageGroup::Suppliers,
        what: "on the list",
        count: all,
        of: all,
        is_step: false,
        role: Role::BarFull,
        jump: to(SupplierFilter::default()),
    };
    let overdue = OverviewStage {
        what: "overdue",
        count: core.suppliers.iter().filter(|row| row.is_overdue).count(),
        role: Role::Error,
        jump: to(SupplierFilter { is_overdue: true, ..SupplierFilter::default() }),
        ..listed.clone()
    };
    let mut stages = vec![
        listed,
        stage("asked", &[Awaited, Answered], Role::BarFull),
        stage("answered", &[Answered], Role::BarFull),
    ];
    let others = [
        stage("answered unasked", &[AnsweredUnasked], Role::Muted),
        stage("not asked", &[NotAsked], Role::Warn),
        overdue,
    ];
    stages.extend(others.into_iter().filter(|stage| stage.count > 0));
    stages
}

fn rows(core: &Core) -> Vec<OverviewStage> {
    let balance = core.register.balance();
    let stage = |what, count, outcomes: BTreeSet<OutcomeKind>, role| {
        let jump = Jump::Rows(Box::new(RowFilter { outcomes, ..RowFilter::default() }));
        let is_step = matches!(role, Role::BarFull | Role::Unresolved);
        OverviewStage { group: StageGroup::Rows, what, count, of: balance.rows, is_step, role, jump }
    };
    let mut stages = vec![
        stage("declared", balance.rows, BTreeSet::new(), Role::BarFull),
        stage("resolved", balance.resolved, [OutcomeKind::Resolved].into(), Role::BarFull),
    ];
    let others = [
        (OutcomeKind::Duplicate, balance.duplicate, Role::Muted),
        (OutcomeKind::Special, balance.special, Role::Muted),
        (OutcomeKind::Rejected, balance.rejected, Role::Warn),
        (OutcomeKind::Open, balance.open, Role::Unresolved),
    ];
    let some = others.into_iter().filter(|(_, count, _)| *count > 0);
    stages.extend(some.map(|(kind, count, role)| stage(kind.word(), count, [kind].into(), role)));
    stages
}

fn facilities(core: &Core) -> Vec<OverviewStage> {
    let all = core.members().count();
    let stage = |what, count, statuses: BTreeSet<Status>, role| {
        let jump = Jump::Facilities(Box::new(Filter { statuses, ..Filter::default() }));
        OverviewStage { group: StageGroup::Facilities, what, count, of: all, is_step: true, role, jump }
    };
    let mut stages = vec![stage("in Annex I", all, BTreeSet::new(), Role::BarFull)];
    let some = Status::ALL.into_iter().map(|status| (status, core.with_status(status)));
    let some = some.filter(|(_, count)| *count > 0);
    stages
        .extend(some.map(|(status, count)| stage(status.name(), count, [status].into(), Role::from(status))));
    stages
}
