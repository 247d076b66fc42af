//! What can be in the way of a step.

use super::{FindingKey, Question};
use crate::ids::ItemId;
use chrono::NaiveDate;

/// Why a step of a visit was not taken. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VisitRefusal {
    /// The right is missing.
    #[error("this needs another right")]
    NoRight,
    /// Who inspected does not approve.
    #[error("who inspected does not approve")]
    Inspected,
    /// Only the leader of the team may.
    #[error("only the team's leader may do this")]
    NotLeader,
    /// The visit does not stand where this step begins.
    #[error("the visit does not stand where this step begins")]
    OutOfOrder,
    /// Somebody changed the same thing in the meantime; `since` entries of the log have been seen.
    #[error("somebody changed this in the meantime")]
    Overtaken {
        /// The version that was seen.
        seen: u32,
        /// The version there is.
        now: u32,
    },
    /// Changes that arrived are not merged yet.
    #[error("changes that arrived are not merged yet")]
    Unmerged,
    /// Questions with different answers.
    #[error("questions are disputed")]
    Disputed(Vec<Question>),
    /// Findings on which nobody has decided, or which have changed since.
    #[error("findings are undecided")]
    Undecided(Vec<FindingKey>),
    /// Items that were sent back and not answered.
    #[error("items were sent back and are not answered")]
    Unanswered(Vec<ItemId>),
    /// The record has changed since the conclusion.
    #[error("the record has changed since the conclusion")]
    Changed,
    /// There is no such finding, question or item now.
    #[error("there is no such thing in this visit")]
    Unknown,
    /// Words are missing: a reason, a comment, a statement.
    #[error("words are missing")]
    Wordless,
    /// A publication that follows another one must name it, and only then.
    #[error("a correction names the report that it corrects")]
    NotACorrection,
}

/// Why a step of a remediation was not taken. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemediationRefusal {
    /// The other side's step.
    #[error("this is the other side's step")]
    OtherSide,
    /// The remediation does not stand where this step begins.
    #[error("the remediation does not stand where this step begins")]
    OutOfOrder,
    /// Somebody took a step in the meantime.
    #[error("somebody took a step in the meantime")]
    Overtaken {
        /// The version that was seen.
        seen: u32,
        /// The version there is.
        now: u32,
    },
    /// Words are missing: what was done, a reason.
    #[error("words are missing")]
    Wordless,
    /// A report that all is mended shows neither a document nor a photo or file.
    #[error("nothing proves it")]
    Unproved,
    /// A new last day that is not after the present one.
    #[error("the new last day is not after {due}")]
    NotLater {
        /// The present last day.
        due: NaiveDate,
    },
    /// The dispute has to be settled first.
    #[error("the dispute has to be settled first")]
    DisputePending,
    /// The dispute was settled already: the finding stands.
    #[error("the dispute was settled already")]
    DisputeSettled,
    /// Only what is overdue is taken to the leader.
    #[error("it is not overdue")]
    NotOverdue,
}
