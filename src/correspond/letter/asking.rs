//! Letters that ask for something else than corrections: for a CMRT, about facilities, for a plan; and the memo about suppliers that do not
//! answer. A letter names what its own supplier wrote, and nothing else of the programme.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{LetterDraft, LetterError, LetterSection, Point, Sender, recipient, wording};
use crate::correspond::requests::{NextStep, RequestProgress, progress};
use crate::domain::cmrt::{Answer, Form, SmelterColumn};
use crate::domain::{
    Contents, Declaration, FacilityId, LetterKind, Place, RequestState, Severity, Supplier, SupplierId,
    Workspace,
};
use crate::resolve::rows::Register;
use crate::text::clean;

/// What a letter that asks is about.
#[derive(Debug, Clone)]
pub struct LetterAsked<'a> {
    /// None for the memo.
    pub kind: Option<LetterKind>,
    /// Whom it goes to; none for the memo.
    pub supplier: Option<&'a Supplier>,
    /// Their declarations that count, the newest first, with their content where it is loaded.
    pub declared: Vec<(&'a Declaration, Option<&'a Form>)>,
    /// The day on which it was first asked.
    pub first_asked: Option<Date>,
    /// How often it was reminded.
    pub reminders: usize,
    /// For which year.
    pub year: i16,
}

/// What is known where letters are written.
#[derive(Clone, Copy)]
pub struct LetterDesk<'a> {
    pub ws: &'a Workspace,
    pub contents: &'a Contents,
    pub register: &'a Register,
    /// The day of writing.
    pub today: Date,
}

/// What one way of writing means, and where it stands.
#[derive(Default)]
struct Written {
    facilities: BTreeSet<FacilityId>,
    places: Vec<(Place, Severity)>,
}

impl<'a> LetterDesk<'a> {
    /// A letter of a kind to a supplier, still without its words. Facilities and plans are asked about those of `facilities` that it names.
    ///
    /// # Errors
    /// When there is nothing to ask about, or the address of the supplier is none.
    pub fn draft(
        &self,
        kind: LetterKind,
        supplier: &'a Supplier,
        (facilities, sender): (&BTreeSet<FacilityId>, Sender<'_>),
    ) -> Result<LetterDraft, LetterError> {
        let declarations = self.register.declarations_of(self.ws, &supplier.id);
        let declared: Vec<(&Declaration, Option<&Form>)> = declarations
            .into_iter()
            .map(|one| (one, self.contents.form(&one.form).map(AsRef::as_ref)))
            .collect();
        let progress = progress(self.ws, &supplier.id, self.today);
        let asked = LetterAsked {
            kind: Some(kind),
            supplier: Some(supplier),
            declared,
            first_asked: progress.asked,
            reminders: progress.reminders,
            year: self.ws.programme.year,
        };
        if !self.is_fit(kind, &asked, &progress) {
            return Err(LetterError::NotForThem { supplier: supplier.name.clone(), kind: kind.name() });
        }
        let asks_about_rows = match kind {
            LetterKind::Facilities | LetterKind::ParticipationPlan => true,
            LetterKind::Request
            | LetterKind::Reminder
            | LetterKind::Corrections
            | LetterKind::ProductLevel => false,
        };
        let points = if asks_about_rows { self.points(&supplier.id, facilities) } else { Vec::new() };
        if asks_about_rows && points.is_empty() {
            return Err(LetterError::NothingToAsk(supplier.name.clone()));
        }
        let form = asked.declared.first().and_then(|(_, form)| *form);
        let to = recipient(supplier, form)?;
        let facts = wording::asking(&asked, sender, (to.as_ref(), &points));
        let about = asked.declared.iter().map(|(declaration, _)| declaration.id.clone()).collect();
        let kind = Some((kind, supplier.id.clone()));
        Ok(LetterDraft { to, points, at: sender.at, facts, kind, due: sender.due, about })
    }

    /// Whether what the letter of a kind says holds of a supplier: of whom something came is not asked for it, who is reminded was asked, and
    /// nothing came since; who is asked for a
    /// declaration of the products alone sent one of another scope.
    fn is_fit(&self, kind: LetterKind, asked: &LetterAsked<'_>, progress: &RequestProgress) -> bool {
        match kind {
            LetterKind::Reminder => progress.state.is_some_and(RequestState::is_request),
            LetterKind::Request => progress.state.is_none_or(|state| !state.is_response()),
            LetterKind::ProductLevel => {
                let scopes = asked.declared.iter().map(|(declaration, _)| declaration.scope);
                !asked.declared.is_empty()
                    && scopes.into_iter().all(|scope| scope != Some(Answer::ScopeProduct))
            }
            LetterKind::Corrections | LetterKind::Facilities | LetterKind::ParticipationPlan => true,
        }
    }

    /// What a supplier wrote of these facilities: a point a way of writing, with its rows.
    fn points(&self, supplier: &SupplierId, facilities: &BTreeSet<FacilityId>) -> Vec<Point> {
        let mut written = BTreeMap::<(String, String), Written>::new();
        for row in self.register.rows_of(supplier).filter_map(|index| self.register.row(index)) {
            let Some(facility) = row.facility.filter(|id| facilities.contains(*id)) else { continue };
            let declaration = self.ws.declarations.get(row.declaration);
            let file = declaration.map_or("", |declaration| self.ws.file_of(declaration));
            let form = declaration.and_then(|declaration| self.contents.form(&declaration.form));
            let unread = || Place::Cell("Smelter List".to_owned(), format!("B{}", row.row));
            let place = form.map_or_else(unread, |form| form.row_place(row.row, SmelterColumn::Metal));
            let parts = [row.name, row.country, row.cid].map(clean);
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let metal = row.metal.map_or("", |metal| metal.name());
            let message = format!("{metal}: {}", parts.join(", "));
            let written = written.entry((clean(file), message)).or_default();
            written.facilities.insert(facility.clone());
            written.places.push((place, Severity::Warning));
        }
        let mut points = Vec::with_capacity(written.len());
        for ((file, message), Written { facilities, places }) in written {
            points.push(Point {
                number: points.len() + 1,
                file,
                section: LetterSection::Smelters,
                message,
                remedy: String::new(),
                places,
                rule: "",
                facilities: facilities.into_iter().collect(),
            });
        }
        points
    }

    /// The memo to management about suppliers whose answer is overdue, still without its words.
    ///
    /// # Errors
    /// When none is.
    pub fn memo(&self, suppliers: &[&Supplier], sender: Sender<'_>) -> Result<LetterDraft, LetterError> {
        let told = |supplier: &&&Supplier| {
            let progress = progress(self.ws, &supplier.id, self.today);
            let asked = progress.asked.filter(|_| progress.overdue || progress.step == NextStep::Escalate)?;
            let reminded = match progress.reminders {
                0 => String::new(),
                1 => ", reminded once".to_owned(),
                many => format!(", reminded {many} times"),
            };
            let due = progress.due.map_or_else(String::new, |due| format!(", due {due}"));
            Some(format!("{}: asked {asked}{reminded}{due}", clean(&supplier.name)))
        };
        let messages: Vec<String> = suppliers.iter().filter_map(|supplier| told(&supplier)).collect();
        let point = |(number, message): (usize, String)| Point {
            number,
            file: String::new(),
            section: LetterSection::Other,
            message,
            remedy: String::new(),
            places: Vec::new(),
            rule: "",
            facilities: Vec::new(),
        };
        let points: Vec<Point> = (1..).zip(messages).map(point).collect();
        if points.is_empty() {
            return Err(LetterError::NobodyWaits);
        }
        let asked = LetterAsked {
            kind: None,
            supplier: None,
            declared: Vec::new(),
            first_asked: None,
            reminders: 0,
            year: self.ws.programme.year,
        };
        let facts = wording::asking(&asked, sender, (None, &points));
        Ok(LetterDraft {
            to: None,
            points,
            at: sender.at,
            facts,
            kind: None,
            due: sender.due,
            about: Vec::new(),
        })
    }
}
