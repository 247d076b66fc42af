//! From findings to shortcomings that are really mended: the legal steps of a visit after it was inspected
//! ([`VisitReview`], thẩm định), what is asked of the unit ([`Recommendation`], kiến nghị), and how the unit answers
//! ([`Remediation`], khắc phục).
//!
//! Both ways are append-only lists of typed steps. Where a visit or a recommendation stands is worked out from its list
//! and kept nowhere else, so no entry can be lost without the state telling. Each step is a pure function: it gets the
//! facts, who acts and in what part, and gives the entry to append or the [`Refusal`] that says what is in the way.

mod due;
mod finding;
mod lateness;
mod recommendation;
mod refusal;
mod remediation;
mod remediation_step;
mod visit;
mod visit_step;

pub use due::{Due, DueError};
pub use finding::{AddedFinding, Confirmed, FindingKey, InvalidKey, Question, Regrade, Ruling, Seen};
pub use lateness::{DUE_DAYS, Lateness, SOON_DAYS};
pub use recommendation::{CARRIED_OVER, Draft, Recommendation, carried_over, drafts};
pub use refusal::{RemediationRefusal, VisitRefusal};
pub use remediation::{Dispute, Extension, Remediation, RemediationState};
pub use remediation_step::{DocumentRef, Evidence, Extent, Party, RemediationEntry, RemediationStep};
pub use visit::{VisitFacts, VisitReview, VisitState};
pub use visit_step::{Standing, Subject, VisitEntry, VisitStep};

use crate::ids::PersonId;
use crate::wire::Millis;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who took a step, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Who.
    pub by: PersonId,
    /// When, in milliseconds since 1970.
    pub at: Millis,
    /// The civil day of that moment in Viet Nam: deadlines are civil days.
    pub day: NaiveDate,
}

/// A text in which something is said: not only blanks.
fn said(text: &str) -> bool {
    !text.trim().is_empty()
}
