//! Taking a step of a remediation: read, decide, keep and log in one transaction.

use crate::accounts::Scope;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::recommendation::{self, Kept};
use crate::store::{self, Reader, Tx, change, organisation};
use chrono::NaiveDate;
use rocket::http::Status;
use schemas::ids::OrganisationId;
use schemas::review::{Party, Remediation, RemediationRefusal, RemediationState, RemediationStep, Stamp};
use serde_json::json;

/// A recommendation in a scope with what came of it.
pub(crate) fn load(reader: &Reader, scope: &Scope, no: i64) -> Result<(Kept, Remediation), Problem> {
    let kept = recommendation::get(reader, scope, no)?.ok_or(Problem::NotFound)?;
    let log = store::remediation::log(reader, no, kept.content.due.last)?;
    Ok((kept, log))
}

/// Who acts: for which side, as seen when.
pub(crate) struct Acting {
    /// The side.
    pub(crate) side: Party,
    /// The version that was seen.
    pub(crate) seen: u32,
    /// Who and when.
    pub(crate) stamp: Stamp,
    /// For the log.
    pub(crate) by: By,
}

/// With which status a refusal is shown.
pub(crate) fn status(refusal: &RemediationRefusal) -> Status {
    match refusal {
        RemediationRefusal::Overtaken { .. } => Status::Conflict,
        _ => Status::UnprocessableEntity,
    }
}

/// Takes a step on a recommendation in a scope.
pub(crate) fn take(
    tx: &Tx,
    scope: &Scope,
    no: i64,
    acting: Acting,
    step: RemediationStep,
) -> Result<Result<(), RemediationRefusal>, Problem> {
    let (kept, mut log) = load(tx, scope, no)?;
    let (before, what) = (log.state(), deed(&step));
    let details = serde_json::to_value(&step).map_err(Problem::internal)?;
    let due = log.due();
    let Acting { side, seen, stamp, by } = acting;
    let at = stamp.at;
    if let Err(refusal) = log.take(side, seen, stamp, step) {
        return Ok(Err(refusal));
    }
    store::remediation::append(tx, no, &log)?;
    if log.state() != before {
        // Tablets tell how many of them are mended.
        store::person::touch_worklists(tx, &store::team::after(tx, kept.visit_date)?)?;
    }
    if log.state() == RemediationState::Withdrawn {
        found_otherwise(tx, kept.organisation.as_ref(), kept.visit_date)?;
    }
    let deed = Deed::new(what, no)
        .with(json!({ "unit": kept.unit_name, "number": kept.content.number, "what": details }))
        .before(json!({ "state": before, "due": due }))
        .after(json!({ "state": log.state(), "due": log.due() }));
    audit::append(tx, at, &by, deed)?;
    Ok(Ok(()))
}

/// What was found in a unit on a day is other than before: what its later visits come to is worked out anew, unless they are
/// concluded.
pub(super) fn found_otherwise(
    tx: &Tx,
    organisation: Option<&OrganisationId>,
    day: NaiveDate,
) -> Result<(), store::Error> {
    let Some(organisation) = organisation else { return Ok(()) };
    change::outdate(tx, &organisation::heirs(tx, organisation)?, day)
}

/// The stable name of a deed in the log.
fn deed(step: &RemediationStep) -> &'static str {
    use RemediationStep::*;
    match step {
        Acknowledged => "recommendation-acknowledged",
        Reported { .. } => "remediation-reported",
        ExtensionAsked { .. } => "extension-asked",
        Explained { .. } => "finding-explained",
        Disputed { .. } => "finding-disputed",
        ExtensionGranted { .. } => "extension-granted",
        ExtensionRefused { .. } => "extension-refused",
        DisputeUpheld { .. } => "dispute-upheld",
        FindingWithdrawn { .. } => "finding-withdrawn",
        SentBack { .. } => "remediation-sent-back",
        Verified { .. } => "remediation-verified",
        Closed { .. } => "remediation-closed",
        Reopened { .. } => "remediation-reopened",
        Escalated { .. } => "remediation-escalated",
    }
}
