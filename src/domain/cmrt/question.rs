//! What a CMRT asks, by concept: the same question has different numbers in different versions.

use serde::{Deserialize, Serialize};

/// A question that is asked for each metal. The number it has in a version is the layout's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// Is the metal intentionally added or used? (6.x Q1)
    Added,
    /// Does it remain in the product, is it necessary to it? (6.x Q2)
    Remains,
    /// Does any come from the Democratic Republic of the Congo or an adjoining country? (6.x Q3)
    Covered,
    /// Does any come from a conflict-affected or high-risk area? (6.x Q4)
    HighRisk,
    /// Is all of it (1.x, 2.x: any of it) recycled or scrap? (6.x Q5)
    Recycled,
    /// What share of the suppliers has answered? (6.x Q6)
    Answered,
    /// Are all smelters identified? (6.x Q7)
    Identified,
    /// Is all smelter information received reported? (6.x Q8)
    Reported,
    /// Are all smelters on the compliant list? (1.x Q5, 2.x Q6)
    Compliant,
}

impl Question {
    /// All, in the order of 6.x.
    pub const ALL: [Self; 9] = [
        Self::Added,
        Self::Remains,
        Self::Covered,
        Self::HighRisk,
        Self::Recycled,
        Self::Answered,
        Self::Identified,
        Self::Reported,
        Self::Compliant,
    ];

    /// The question in a few of our own words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "intentionally added or used",
            Self::Remains => "remains in the product",
            Self::Covered => "from the covered countries",
            Self::HighRisk => "from conflict-affected or high-risk areas",
            Self::Recycled => "recycled or scrap",
            Self::Answered => "share of suppliers that answered",
            Self::Identified => "all smelters identified",
            Self::Reported => "all smelter information reported",
            Self::Compliant => "all smelters on the compliant list",
        }
    }
}

/// A question that is asked once, about the company. The letter it has in a version is the layout's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CompanyQuestion {
    /// Is there a conflict minerals policy? (6.x A)
    Policy,
    /// Is it public? (6.x B; its comment holds the address)
    PolicyPublic,
    /// Must direct suppliers be conflict-free? (1.x to 5.x C)
    ConflictFree,
    /// Must direct suppliers use validated smelters? (6.x C)
    Validated,
    /// Are there due-diligence measures? (6.x D)
    Diligence,
    /// Have all direct suppliers answered? (1.00 F; later versions ask for the share, by metal)
    Responses,
    /// Are suppliers surveyed? (6.x E)
    Survey,
    /// Are suppliers asked for the names of smelters? (1.x to 4.x)
    AskNames,
    /// Is what suppliers answer reviewed? (6.x F)
    Review,
    /// Does the review include corrective action? (6.x G)
    Corrective,
    /// Is the company subject to disclosure, to the SEC or in the EU? (6.x H)
    Disclosure,
}

impl CompanyQuestion {
    /// All, in the order of the templates.
    pub const ALL: [Self; 11] = [
        Self::Policy,
        Self::PolicyPublic,
        Self::ConflictFree,
        Self::Validated,
        Self::Diligence,
        Self::Responses,
        Self::Survey,
        Self::AskNames,
        Self::Review,
        Self::Corrective,
        Self::Disclosure,
    ];

    /// The question in a few of our own words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Policy => "conflict minerals policy",
            Self::PolicyPublic => "policy is public",
            Self::ConflictFree => "direct suppliers must be conflict-free",
            Self::Validated => "direct suppliers must use validated smelters",
            Self::Diligence => "due-diligence measures",
            Self::Responses => "all suppliers have answered",
            Self::Survey => "suppliers are surveyed",
            Self::AskNames => "suppliers are asked for smelters\u{2019} names",
            Self::Review => "suppliers\u{2019} answers are reviewed",
            Self::Corrective => "the review includes corrective action",
            Self::Disclosure => "subject to disclosure (SEC, EU)",
        }
    }
}

/// A field of the company block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CompanyField {
    /// The company's name.
    Name,
    /// What the declaration covers.
    Scope,
    /// That in words.
    ScopeDescription,
    UniqueId,
    /// Who gave the identifier.
    UniqueIdAuthority,
    /// The company's address.
    Address,
    /// Whom to ask.
    ContactName,
    /// Their e-mail address.
    ContactEmail,
    /// Their telephone number.
    ContactPhone,
    /// Who answers for the declaration.
    AuthorizerName,
    AuthorizerTitle,
    /// Their e-mail address.
    AuthorizerEmail,
    /// Their telephone number.
    AuthorizerPhone,
    /// The date of the declaration.
    Date,
}

impl CompanyField {
    /// All, in the order of 6.x.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Scope,
        Self::ScopeDescription,
        Self::UniqueId,
        Self::UniqueIdAuthority,
        Self::Address,
        Self::ContactName,
        Self::ContactEmail,
        Self::ContactPhone,
        Self::AuthorizerName,
        Self::AuthorizerTitle,
        Self::AuthorizerEmail,
        Self::AuthorizerPhone,
        Self::Date,
    ];

    /// Its name on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "company name",
            Self::Scope => "scope",
            Self::ScopeDescription => "description of scope",
            Self::UniqueId => "unique ID",
            Self::UniqueIdAuthority => "unique ID authority",
            Self::Address => "address",
            Self::ContactName => "contact name",
            Self::ContactEmail => "contact e-mail",
            Self::ContactPhone => "contact phone",
            Self::AuthorizerName => "authorizer name",
            Self::AuthorizerTitle => "authorizer title",
            Self::AuthorizerEmail => "authorizer e-mail",
            Self::AuthorizerPhone => "authorizer phone",
            Self::Date => "effective date",
        }
    }
}
