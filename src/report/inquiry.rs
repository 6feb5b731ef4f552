//! The figures of the inquiry and of what followed: who was asked, what was answered, what became of it. Values only; who sees
//! suppliers computes them ([`crate::correspond`]). What they count is held by identifiers, for the screen to look up: nothing
//! that is exported prints those.

use jiff::civil::Date;

use crate::domain::cmrt::Version;
use crate::domain::{
    ActionId, ActionState, DeclarationId, Disposition, FacilityId, ListKind, Programme, SupplierId,
};

/// One thing that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    Facility(FacilityId),
    Supplier(SupplierId),
    Declaration(DeclarationId),
    /// A row of a declaration, from 0.
    Row(DeclarationId, u32),
    Action(ActionId),
}

/// What a declaration covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclaredScope {
    Company,
    Product,
    UserDefined,
    /// It does not say.
    Unsaid,
}

impl DeclaredScope {
    pub const ALL: [Self; 4] = [Self::Company, Self::Product, Self::UserDefined, Self::Unsaid];

    pub fn key(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Product => "product",
            Self::UserDefined => "user_defined",
            Self::Unsaid => "unsaid",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Company => "for the whole company",
            Self::Product => "for products",
            Self::UserDefined => "for a scope of their own",
            Self::Unsaid => "that do not say what they cover",
        }
    }
}

/// What a supplier says over all metals in scope, by all its declarations that count: Yes if any says so, No only if all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OverallAnswer {
    Yes,
    No,
    /// Neither: unknown, or not answered, for one metal at least.
    Neither,
}

impl OverallAnswer {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Neither];

    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Neither => "neither",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Yes => "Yes for one metal at least",
            Self::No => "No for every metal",
            Self::Neither => "neither Yes for any nor No for every metal",
        }
    }
}

/// How a facility differs from last year's annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It was not there.
    Added,
    /// It was there, and is no more.
    Dropped,
    /// It has another name.
    Renamed,
    /// It has another status.
    OtherStatus,
    /// It cannot be told whether it was there.
    Untold,
}

impl Change {
    pub const ALL: [Self; 5] = [Self::Added, Self::Dropped, Self::Renamed, Self::OtherStatus, Self::Untold];

    pub fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Renamed => "renamed",
            Self::OtherStatus => "other_status",
            Self::Untold => "untold",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Added => "facilities that last year's annex did not list",
            Self::Dropped => "facilities of last year's annex that are not listed any more",
            Self::Renamed => "facilities listed last year under another name",
            Self::OtherStatus => "facilities listed last year with another status",
            Self::Untold => "facilities of which it cannot be told whether last year's annex listed them",
        }
    }
}

/// What became of a declared row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowFate {
    Resolved,
    Duplicate,
    Special,
    Rejected,
    Open,
}

impl RowFate {
    pub const ALL: [Self; 5] = [Self::Resolved, Self::Duplicate, Self::Special, Self::Rejected, Self::Open];

    pub fn key(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Duplicate => "duplicate",
            Self::Special => "special",
            Self::Rejected => "rejected",
            Self::Open => "open",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Resolved => "declared rows that name a facility",
            Self::Duplicate => "declared rows that repeat another of the same declaration",
            Self::Special => "declared rows that say the smelter is not identified",
            Self::Rejected => "declared rows that name no facility",
            Self::Open => "declared rows of which it is not decided what they name",
        }
    }
}

/// What a figure of the inquiry counts. Asked, answered and accepted are suppliers, each once; versions and scopes are
/// declarations that count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InquiryKey {
    /// Suppliers with a logged request on the day or before it.
    Asked,
    /// Those of them of whom something was received on the day or before it.
    Answered,
    /// Suppliers of whom something was received although no request is logged.
    AnsweredUnasked,
    /// Those asked whose declaration is accepted as of the day.
    Accepted,
    /// The part of the company's spend that those asked stand for, in whole percent, rounded down: only where every one of them has a
    /// share recorded, and there are several, because the share of one is nobody else's business.
    SpendAsked,
    /// The same of those of them that answered.
    SpendAnswered,
    /// Declarations that count.
    Declarations,
    /// Those of them made with one version of the template.
    Version(Version),
    Scope(DeclaredScope),
    /// Suppliers by what they say of question 3: whether any of the metal comes from the Covered Countries.
    Covered(OverallAnswer),
    /// Suppliers by what they say of question 5: whether all of it comes from recycled or scrap sources.
    Recycled(OverallAnswer),
    /// Suppliers whose declaration was looked at: under review, with corrections requested, or accepted.
    Reviewed,
    /// Errors and warnings that the checks find in declarations that count; what is high risk may be a true answer.
    Findings,
    /// Suppliers that were asked for corrections.
    CorrectionsAsked,
    /// Those of them that sent another declaration since they were last asked for them.
    CorrectionsReceived,
    /// Rows of declarations that count.
    Rows,
    RowsBy(RowFate),
    /// Indeterminable facilities with this disposition; none for those without one, which is there while any status is known.
    Disposed(Option<Disposition>),
    /// Actions in this state.
    Actions(ActionState),
    /// Actions that escalate.
    Escalations,
    /// Facilities in a country that holds areas of the newest CAHRA list.
    Cahra,
    /// Facilities by how they differ from last year's annex.
    Changed(Change),
}

impl InquiryKey {
    /// The name by which sentences and the trace call the figure.
    pub fn name(&self) -> String {
        match self {
            Self::Asked => "asked".to_owned(),
            Self::Answered => "answered".to_owned(),
            Self::AnsweredUnasked => "answered_unasked".to_owned(),
            Self::Accepted => "accepted".to_owned(),
            Self::SpendAsked => "spend.asked".to_owned(),
            Self::SpendAnswered => "spend.answered".to_owned(),
            Self::Declarations => "declarations".to_owned(),
            Self::Version(version) => format!("version.{version}"),
            Self::Scope(scope) => format!("scope.{}", scope.key()),
            Self::Covered(said) => format!("says_covered.{}", said.key()),
            Self::Recycled(said) => format!("says_recycled.{}", said.key()),
            Self::Reviewed => "reviewed".to_owned(),
            Self::Findings => "findings".to_owned(),
            Self::CorrectionsAsked => "corrections.asked".to_owned(),
            Self::CorrectionsReceived => "corrections.received".to_owned(),
            Self::Rows => "rows".to_owned(),
            Self::RowsBy(fate) => format!("rows_by.{}", fate.key()),
            Self::Disposed(Some(disposition)) => format!("disposed.{}", disposition.key()),
            Self::Disposed(None) => "disposed.none".to_owned(),
            Self::Actions(state) => format!("actions.{}", state.name()),
            Self::Escalations => "escalations".to_owned(),
            Self::Cahra => "cahra".to_owned(),
            Self::Changed(change) => format!("changed.{}", change.key()),
        }
    }

    /// Whether it is for the programme alone: no sentence of the report says it, and no file of the report has it.
    pub fn is_internal(&self) -> bool {
        matches!(self, Self::Findings | Self::Actions(_) | Self::Disposed(None))
    }

    /// What it counts, in words.
    pub fn title(&self) -> String {
        match self {
            Self::Asked => "suppliers asked".to_owned(),
            Self::Answered => "suppliers that were asked and answered".to_owned(),
            Self::AnsweredUnasked => "suppliers that answered without a logged request".to_owned(),
            Self::Accepted => "suppliers whose declaration is accepted".to_owned(),
            Self::SpendAsked => "percent of spend, at least, that suppliers asked stand for".to_owned(),
            Self::SpendAnswered => {
                "percent of spend, at least, that suppliers stand for that were asked and answered".to_owned()
            }
            Self::Declarations => "declarations that count".to_owned(),
            Self::Version(version) => format!("declarations with version {version} of the template"),
            Self::Scope(scope) => format!("declarations {}", scope.title()),
            Self::Covered(said) => format!("suppliers that say of question 3 {}", said.title()),
            Self::Recycled(said) => format!("suppliers that say of question 5 {}", said.title()),
            Self::Reviewed => "suppliers whose declaration was reviewed".to_owned(),
            Self::Findings => "findings in declarations".to_owned(),
            Self::CorrectionsAsked => "suppliers asked for corrections".to_owned(),
            Self::CorrectionsReceived => "suppliers asked for corrections that sent them".to_owned(),
            Self::Rows => "declared rows".to_owned(),
            Self::RowsBy(fate) => fate.title().to_owned(),
            Self::Disposed(Some(disposition)) => {
                format!("indeterminable facilities decided on: {}", disposition.title().to_lowercase())
            }
            Self::Disposed(None) => "indeterminable facilities not decided on".to_owned(),
            Self::Actions(state) => format!("actions {}", state.name()),
            Self::Escalations => "actions that escalate".to_owned(),
            Self::Cahra => "facilities in countries with conflict-affected or high-risk areas".to_owned(),
            Self::Changed(change) => change.title().to_owned(),
        }
    }
}

/// A figure of the inquiry, with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryFigure {
    pub key: InquiryKey,
    pub value: usize,
    pub rows: Vec<Counted>,
}

/// A status list that statuses of the annex rest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReliedList {
    pub programme: Programme,
    pub kind: ListKind,
    /// The day that it speaks for.
    pub as_of: Date,
}

/// The figures of an inquiry. A figure for which nothing was recorded is not there: that is a gap, not a zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inquiry {
    /// The day by which was counted: the cut-off of the inquiry, else the day of the statuses.
    pub day: Option<Date>,
    pub figures: Vec<InquiryFigure>,
    /// How many declarations that count were received after that day.
    pub late: usize,
    /// The lists that statuses rest on, in order.
    pub lists: Vec<ReliedList>,
    /// The reporting year of the annex that this one is compared with.
    pub compared_with: Option<i16>,
}

impl Inquiry {
    pub fn get(&self, key: &InquiryKey) -> Option<&InquiryFigure> {
        self.figures.iter().find(|figure| figure.key == *key)
    }

    /// The number of a figure; none where nothing was recorded.
    pub fn value(&self, key: &InquiryKey) -> Option<usize> {
        self.get(key).map(|figure| figure.value)
    }
}
