//! The steps that a visit takes after it was inspected.

use super::{AddedFinding, FindingKey, Question, Ruling, Seen, Stamp};
use crate::answer::Answer;
use crate::ids::{ChangeHash, ItemId};
use serde::{Deserialize, Serialize};

/// What somebody is to a visit. Deny by default: everything false.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// May review findings there (thẩm định).
    pub reviews: bool,
    /// May approve and publish there.
    pub publishes: bool,
    /// Was in the team, or wrote or signed in the record. Who inspected does not approve.
    pub inspected: bool,
    /// Leads the team (trưởng đoàn).
    pub leads: bool,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum VisitStep {
    /// Tiếp nhận thẩm định: a signed visit is under review from now on.
    TakenUp,
    /// A finding was accepted (as it is, reworded, re-graded) or rejected.
    Ruled {
        /// Which.
        finding: FindingKey,
        /// As it was when that was decided.
        seen: Seen,
        /// What was decided.
        ruling: Ruling,
    },
    /// A finding was added.
    Added {
        /// From 1, within the visit.
        number: u32,
        /// What was added.
        finding: AddedFinding,
    },
    /// An item was marked as good practice (cách làm hay), or the mark was taken back.
    Praised {
        /// Which.
        item: ItemId,
        /// What is good about it; none = taken back.
        text: Option<String>,
    },
    /// An item was sent back to the team with a comment.
    SentBack {
        /// Which.
        item: ItemId,
        /// What the team is asked.
        comment: String,
    },
    /// What the team did about an item that was sent back is enough.
    Answered {
        /// Which.
        item: ItemId,
        /// What came of it.
        note: String,
    },
    /// The team's leader leaves a disputed question out of the conclusion. All answers stay; the question earns nothing
    /// and makes no finding. Holds only for the answers that were seen.
    SetAside {
        /// Which.
        question: Question,
        /// The answers that were seen, sorted.
        answers: Vec<Answer>,
        /// Why.
        reason: String,
    },
    /// Kết luận: what was reviewed is what was in the record at these heads.
    Concluded {
        /// The document's newest changes, sorted.
        heads: Vec<ChangeHash>,
    },
    /// Mở lại: under review again, before or after publication.
    Reopened {
        /// Why.
        reason: String,
    },
    /// Công bố cho đơn vị. A published report never changes; a correction is a new one that names it.
    Published {
        /// Number of the publication.
        number: i64,
        /// The heads that were concluded on.
        heads: Vec<ChangeHash>,
        /// The publication that this one corrects.
        corrects: Option<i64>,
    },
}

/// What a step is about: who acts on something says which version of it they saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The visit as a whole: every entry counts.
    Visit,
    /// One finding.
    Finding(FindingKey),
    /// One item.
    Item(ItemId),
    /// One question.
    Question(Question),
}

impl VisitStep {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            VisitStep::Ruled { finding, .. } => Subject::Finding(finding.clone()),
            VisitStep::Added { number, .. } => Subject::Finding(FindingKey::Added { number: *number }),
            VisitStep::Praised { item, .. }
            | VisitStep::SentBack { item, .. }
            | VisitStep::Answered { item, .. } => Subject::Item(item.clone()),
            VisitStep::SetAside { question, .. } => Subject::Question(question.clone()),
            VisitStep::TakenUp
            | VisitStep::Concluded { .. }
            | VisitStep::Reopened { .. }
            | VisitStep::Published { .. } => Subject::Visit,
        }
    }

    /// Its stable name, as the log and the texts have it.
    pub fn name(&self) -> &'static str {
        match self {
            VisitStep::TakenUp => "taken-up",
            VisitStep::Ruled { ruling: Ruling::Accepted { .. }, .. } => "accepted",
            VisitStep::Ruled { ruling: Ruling::Rejected { .. }, .. } => "rejected",
            VisitStep::Added { .. } => "added",
            VisitStep::Praised { .. } => "praised",
            VisitStep::SentBack { .. } => "sent-back",
            VisitStep::Answered { .. } => "answered",
            VisitStep::SetAside { .. } => "set-aside",
            VisitStep::Concluded { .. } => "concluded",
            VisitStep::Reopened { .. } => "reopened",
            VisitStep::Published { .. } => "published",
        }
    }
}

/// An entry of a visit's log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitEntry {
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub step: VisitStep,
}
