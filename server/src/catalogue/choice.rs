//! Choosing an organisation in a plain form: what was typed may be an id, a code or a name.

use super::Directory;
use chrono::NaiveDate;
use schemas::ids::OrganisationId;
use schemas::text::fold;

/// Organisations offered when what was typed fits several.
const OFFERED: usize = 8;

/// An organisation that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: OrganisationId,
    /// Its full name.
    pub name: String,
    /// What is above it.
    pub above: String,
}

/// What a typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Exactly this organisation.
    One(OrganisationId),
    /// One of these.
    Several(Vec<Offer>),
    /// Nothing.
    None,
}

impl Directory {
    /// What somebody means who typed this where an organisation is wanted.
    pub fn choose(&self, typed: &str, day: NaiveDate) -> Choice {
        let typed = typed.trim();
        if let Some(known) = typed.parse().ok().filter(|id| self.get(id).is_some()) {
            return Choice::One(known);
        }
        let wanted = fold(typed);
        let found = self.search(typed, day, OFFERED);
        let mut whole = found.iter().filter(|(_, period)| fold(&self.full_name(period)) == wanted);
        if let (Some((only, _)), None) = (whole.next(), whole.next()) {
            return Choice::One(only.id.clone());
        }
        match found.as_slice() {
            [] => Choice::None,
            [(only, _)] => Choice::One(only.id.clone()),
            _ => Choice::Several(found.iter().map(|(found, _)| self.offer(&found.id, day)).collect()),
        }
    }

    /// An organisation with what tells it apart from others of its name.
    pub fn offer(&self, id: &OrganisationId, day: NaiveDate) -> Offer {
        let above: Vec<String> = self
            .above(id, day)
            .into_iter()
            .filter(|above| **above != OrganisationId::top())
            .map(|above| self.name(above, day))
            .collect();
        Offer { id: id.clone(), name: self.name(id, day), above: above.join(", ") }
    }
}
