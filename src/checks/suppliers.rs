//! Rules about what is recorded of suppliers.

use super::{Finding, Rule};
use crate::domain::{Place, SpendShare, Supplier, Workspace, percent_of};
use crate::text::count;

/// Each share may be right for itself; a sum over the whole says that one at least is not, or that one supplier stands there twice.
pub(super) fn spend_over_whole(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let with_share: Vec<(&Supplier, SpendShare)> =
        ws.suppliers.values().filter_map(|supplier| Some((supplier, supplier.spend?))).collect();
    let sum: u32 = with_share.iter().map(|(_, share)| share.hundredths()).sum();
    if sum <= SpendShare::ALL.hundredths() {
        return Vec::new();
    }
    let those = count(with_share.len(), "supplier", "suppliers");
    let message = format!("the shares of spend of {those} add up to {} %", percent_of(sum));
    let remedy =
        "correct them in Suppliers by e, or take the list with the right ones by: rcoi suppliers import FILE";
    let mut finding = rule.finding(Place::File, message, remedy);
    finding.about.suppliers = with_share.into_iter().map(|(supplier, _)| supplier.id.clone()).collect();
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::checks::{RULES, findings};
    use crate::domain::{SpendShare, Supplier, SupplierId, Workspace};
    use crate::resolve::fixture::workspace;
    use crate::standing::fixture::standings;

    fn with_shares(shares: &[u16]) -> Workspace {
        let mut ws = workspace();
        for (at, share) in shares.iter().enumerate() {
            let id = SupplierId::new(format!("s{at}"));
            let spend = Some(SpendShare::try_from(*share).unwrap());
            ws.suppliers.insert(id.clone(), Supplier { spend, ..Supplier::named(id, format!("S {at}")) });
        }
        ws.suppliers.insert(SupplierId::new("t"), Supplier::named(SupplierId::new("t"), "T"));
        ws
    }

    #[test]
    fn shares_over_the_whole_are_told_with_their_sum() {
        let found = |shares: &[u16]| {
            let ws = with_shares(shares);
            let all = findings(&ws, &standings(&ws)).into_iter();
            all.filter(|finding| finding.rule == "SPEND_OVER_WHOLE").collect::<Vec<_>>()
        };
        assert!(RULES.iter().any(|rule| rule.id == "SPEND_OVER_WHOLE"));
        assert_eq!((found(&[]).len(), found(&[6000, 4000]).len()), (0, 0), "the whole is no fault");
        let over = found(&[6000, 3950, 100]);
        let [finding] = over.as_slice() else { panic!("{over:?}") };
        assert_eq!(finding.message, "the shares of spend of 3 suppliers add up to 100.5 %");
        assert_eq!(finding.about.suppliers.len(), 3, "who has none is no part of it");
    }
}
