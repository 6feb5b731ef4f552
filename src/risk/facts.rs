//! What flags and ratings are judged by.

use crate::domain::{FacilityId, FacilityView, Standing, Standings, Workspace};

use super::screening::{Screening, Signals};

/// A workspace with all that risk is judged by.
#[derive(Debug, Clone, Copy)]
pub struct RiskBook<'a> {
    pub ws: &'a Workspace,
    pub standings: &'a Standings,
    pub screening: &'a Screening,
}

/// One facility with all that risk is judged by.
#[derive(Debug, Clone, Copy)]
pub struct RiskFacts<'a> {
    pub ws: &'a Workspace,
    pub view: &'a FacilityView<'a>,
    pub standing: &'a Standing,
    pub signals: &'a Signals,
    pub screening: &'a Screening,
}

impl<'a> RiskBook<'a> {
    /// What a facility is judged by.
    pub fn facts(&self, view: &'a FacilityView<'a>) -> RiskFacts<'a> {
        let id: &FacilityId = &view.facility.id;
        let Self { ws, standings, screening } = *self;
        RiskFacts { ws, view, standing: standings.of(id), signals: screening.of(id), screening }
    }
}
