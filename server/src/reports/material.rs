//! What a review looks at: the report of a visit, with what it was made of.

use super::amendment::{self, Amendment};
use super::model::Report;
use super::{Error, compose, gather};
use crate::accounts::Scope;
use crate::locale::Locale;
use crate::store::publication::Publication;
use crate::store::visit::{self, Visit};
use crate::store::{Reader, change, team};
use inspection::SignerRole;
use schemas::evaluate::Assessment;
use schemas::ids::{ChangeHash, PersonId, VisitId};
use schemas::review::{Standing, VisitFacts};
use schemas::wire::TeamRole;

/// A report and its raw material.
pub(crate) struct Material {
    /// The visit.
    pub(crate) visit: Visit,
    /// The report. Its findings, disagreements and contradictions stand in the order of the assessment.
    pub(crate) report: Report,
    /// What the record means; none if nothing has arrived.
    pub(crate) assessment: Option<Assessment>,
    /// What the review depends on.
    pub(crate) facts: VisitFacts,
    /// What was changed after the leader signed the minutes (phụ lục biên bản).
    pub(crate) since_signing: Vec<Amendment>,
    /// What was changed after a conclusion was made on these heads.
    pub(crate) since_heads: Vec<Amendment>,
}

/// The report of a visit in a scope as it stands now. `heads`: those of its newest conclusion.
pub(crate) fn of_visit(
    reader: &Reader,
    scope: &Scope,
    id: &VisitId,
    heads: Option<&[ChangeHash]>,
    locale: Locale,
) -> Result<Option<Material>, Error> {
    let Some(visit) = visit::get(reader, scope, id)? else { return Ok(None) };
    let found = gather::gather(reader, scope, visit.clone())?;
    let report = compose::compose(&found, locale)?;
    let mut facts = VisitFacts {
        begun: found.work.is_some(),
        merged: found.waiting == 0,
        signed: report.signatures.iter().any(|one| one.valid && one.role == SignerRole::Leader),
        items: found.template.items().map(|item| item.id.clone()).collect(),
        ..VisitFacts::default()
    };
    let (mut since_signing, mut since_heads) = (Vec::new(), Vec::new());
    if let Some(work) = &found.work {
        facts.heads = work.document.heads();
        facts.heads.sort();
        facts = facts.with(&work.assessment);
        let mut newest_first = work.record.signatures.iter().rev();
        if let Some(signed) = newest_first.find(|one| one.role == SignerRole::Leader) {
            since_signing = amendment::since(&found, work, &signed.heads, locale)?;
        }
        if let Some(heads) = heads.filter(|heads| *heads != facts.heads) {
            since_heads = amendment::since(&found, work, heads, locale)?;
        }
    }
    let assessment = found.work.map(|work| work.assessment);
    Ok(Some(Material { visit, report, assessment, facts, since_signing, since_heads }))
}

/// A published report as it was published.
pub(crate) fn published(
    reader: &Reader,
    scope: &Scope,
    publication: &Publication,
    locale: Locale,
) -> Result<Option<Report>, Error> {
    let Some(visit) = visit::get(reader, scope, &publication.visit)? else { return Ok(None) };
    Ok(Some(compose::compose(&gather::pinned(reader, scope, visit, publication)?, locale)?))
}

/// What somebody is to a visit, apart from rights of the office: whether they lead its team, and whether they were in it
/// or wrote or signed in the record.
pub(crate) fn standing(reader: &Reader, material: &Material, person: &PersonId) -> Result<Standing, Error> {
    let visit = &material.visit;
    let role = team::role_of(reader, &visit.campaign, &visit.team, person)?;
    let wrote = match change::find(reader, &visit.id)? {
        Some(document) => {
            change::authors(reader, &visit.id, document.no)?.iter().any(|author| author.tip.person == *person)
        }
        None => false,
    };
    let signed = material.report.signatures.iter().any(|signature| signature.person == *person);
    Ok(Standing {
        inspected: role.is_some() || wrote || signed,
        leads: role == Some(TeamRole::Leader),
        ..Standing::default()
    })
}
