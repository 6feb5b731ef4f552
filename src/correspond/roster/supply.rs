//! Tier, what it supplies and share of spend of a row, and how those of a file join what is known.

use super::columns::RosterColumn;
use super::plan::was;
use super::read::RosterRow;
use crate::domain::{SpendShare, Supplier, Tier};

/// What a row says of them; nothing where its cells are empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Supply {
    tier: Option<Tier>,
    supplies: String,
    spend: Option<SpendShare>,
}

impl Supply {
    /// Of a row.
    ///
    /// # Errors
    /// When what stands there is no tier or no share.
    pub fn of_row(row: &RosterRow) -> Result<Self, String> {
        let (tier, spend) = (row.text(RosterColumn::Tier), row.text(RosterColumn::Spend));
        let tier = (!tier.is_empty()).then(|| Tier::parse(&tier)).transpose();
        let spend = (!spend.is_empty()).then(|| SpendShare::parse(&spend)).transpose();
        Ok(Self {
            tier: tier.map_err(|bad| bad.to_string())?,
            supplies: row.text(RosterColumn::Supplies),
            spend: spend.map_err(|bad| bad.to_string())?,
        })
    }

    /// Takes what another row of the same supplier says; what it supplies is said together.
    ///
    /// # Errors
    /// When it says another tier or share.
    pub fn join(&mut self, other: &Self) -> Result<(), String> {
        let tier = one_of("tier", self.tier, other.tier)?;
        let spend = one_of("share of spend", self.spend, other.spend)?;
        let is_new = !other.supplies.is_empty() && self.supplies.split("; ").all(|it| it != other.supplies);
        let between = if self.supplies.is_empty() || !is_new { "" } else { "; " };
        let more = if is_new { other.supplies.as_str() } else { "" };
        *self = Self { tier, supplies: format!("{}{between}{more}", self.supplies), spend };
        Ok(())
    }

    /// A supplier with what the file says of it.
    pub fn over(&self, known: &Supplier) -> Supplier {
        let supplies = if self.supplies.is_empty() { &known.supplies } else { &self.supplies };
        Supplier {
            tier: self.tier.or(known.tier),
            supplies: supplies.clone(),
            spend: self.spend.or(known.spend),
            ..known.clone()
        }
    }
}

/// What two rows say of the same, where they do not contradict each other.
fn one_of<T: Copy + PartialEq + ToString>(
    what: &str,
    a: Option<T>,
    b: Option<T>,
) -> Result<Option<T>, String> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => {
            let (a, b) = (a.to_string(), b.to_string());
            Err(format!("a row above gives this supplier the {what} {a}, this one {b}"))
        }
        (a, b) => Ok(a.or(b)),
    }
}

/// What of them changes, in words.
pub(super) fn differences(from: &Supplier, to: &Supplier) -> Vec<String> {
    let words = |value: Option<String>| value.unwrap_or_default();
    let tier = |it: &Supplier| words(it.tier.map(|tier| tier.to_string()));
    let spend = |it: &Supplier| words(it.spend.map(|share| share.to_string()));
    let parts = [
        (from.tier != to.tier).then(|| was("tier", &tier(from))),
        (from.supplies != to.supplies).then(|| was("what it supplies", &from.supplies)),
        (from.spend != to.spend).then(|| was("share of spend", &spend(from))),
    ];
    parts.into_iter().flatten().collect()
}
