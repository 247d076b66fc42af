//! Taking a step of a review: read, decide, keep and log in one transaction.

use super::words;
use crate::accounts::{Right, Scope, Session};
use crate::clock;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::reports::material::{self, Material};
use crate::store::audit::{self, By, Deed};
use crate::store::{self, Reader, Tx, team, visit};
use schemas::ids::{PersonId, VisitId};
use schemas::review::{Stamp, Standing, Subject, VisitRefusal, VisitReview, VisitState, VisitStep};
use schemas::wire::Millis;
use serde_json::json;

/// Who acts, and where they may.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    person: PersonId,
    by: By,
    reviews: Option<Scope>,
    publishes: Option<Scope>,
    /// When.
    pub(super) now: Millis,
}

impl Actor {
    /// Whoever is logged in, now.
    pub(super) fn new(session: &Session) -> Self {
        Self {
            person: session.person.clone(),
            by: session.by(),
            reviews: session.scope(Right::Review),
            publishes: session.scope(Right::Publish),
            now: clock::now(),
        }
    }

    /// The same person now.
    pub(super) fn again(&self) -> Self {
        Self { now: clock::now(), ..self.clone() }
    }

    /// For the log.
    pub(super) fn by(&self) -> &By {
        &self.by
    }

    /// This person at this moment.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { by: self.person.clone(), at: self.now, day: clock::day(self.now) }
    }

    /// What this person is to a visit.
    pub(super) fn standing(&self, reader: &Reader, material: &Material) -> Result<Standing, Problem> {
        let reaches = |scope: &Option<Scope>| match scope {
            Some(scope) => Ok::<_, store::Error>(visit::get(reader, scope, &material.visit.id)?.is_some()),
            None => Ok(false),
        };
        let (reviews, publishes) = (reaches(&self.reviews)?, reaches(&self.publishes)?);
        let team = material::standing(reader, material, &self.person)?;
        Ok(Standing { reviews, publishes, ..team })
    }
}

/// A visit with its review.
pub(super) fn load(
    reader: &Reader,
    scope: &Scope,
    id: &VisitId,
    locale: Locale,
) -> Result<(Material, VisitReview), Problem> {
    let review = store::review::log(reader, id)?;
    let material = material::of_visit(reader, scope, id, review.concluded_on(), locale)?;
    Ok((material.ok_or(Problem::NotFound)?, review))
}

/// A step that was not taken, and what it was about.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    pub(super) refusal: VisitRefusal,
    pub(super) subject: Subject,
    pub(super) seen: u32,
}

/// Takes a step of a visit in a scope. `make` says which, from what is there.
pub(super) fn take(
    tx: &Tx,
    scope: &Scope,
    id: &VisitId,
    actor: &Actor,
    seen: u32,
    make: impl FnOnce(&Material, &VisitReview) -> VisitStep,
) -> Result<Result<VisitState, Refused>, Problem> {
    let (material, mut review) = load(tx, scope, id, Locale::default())?;
    let step = make(&material, &review);
    take_made(tx, &material, &mut review, actor, seen, step)
}

/// Takes a step that was made for what was loaded in this transaction.
pub(super) fn take_made(
    tx: &Tx,
    material: &Material,
    review: &mut VisitReview,
    actor: &Actor,
    seen: u32,
    step: VisitStep,
) -> Result<Result<VisitState, Refused>, Problem> {
    let before = review.state(&material.facts);
    let subject = step.subject();
    let standing = actor.standing(tx, material)?;
    let details = serde_json::to_value(&step).map_err(Problem::internal)?;
    let (deed, concerns) = (words::deed(&step), concerned(&step));
    if let Err(refusal) = review.take(&material.facts, standing, seen, actor.stamp(), step) {
        return Ok(Err(Refused { refusal, subject, seen }));
    }
    let after = review.state(&material.facts);
    let id = &material.visit.id;
    store::review::append(tx, id, review, after)?;
    // Their tablets have to know.
    let people = match concerns {
        Concerned::Nobody => Vec::new(),
        Concerned::Team => team::members(tx, &material.visit.campaign, &material.visit.team)?
            .into_iter()
            .map(|member| member.person)
            .collect(),
        Concerned::LaterTeams => team::after(tx, material.visit.date)?,
    };
    if !people.is_empty() {
        store::person::touch_worklists(tx, &people)?;
    }
    let deed = Deed::new(deed, id)
        .with(json!({ "unit": material.visit.unit_name, "what": details }))
        .before(json!({ "state": before }))
        .after(json!({ "state": after }));
    audit::append(tx, actor.now, actor.by(), deed)?;
    Ok(Ok(after))
}

/// Whose tablets show something else after a step.
enum Concerned {
    Nobody,
    /// Those of the visit's team.
    Team,
    /// Those of all teams with later visits: what was found before stands in their items.
    LaterTeams,
}

fn concerned(step: &VisitStep) -> Concerned {
    match step {
        VisitStep::SentBack { .. } | VisitStep::Answered { .. } => Concerned::Team,
        VisitStep::Published { .. } => Concerned::LaterTeams,
        _ => Concerned::Nobody,
    }
}
