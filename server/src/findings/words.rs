//! Steps, states and refusals in words.

use crate::locale::Locale;
use crate::page::moment;
use crate::store::{self, Reader, person};
use schemas::ids::PersonId;
use schemas::review::{
    Lateness, RemediationRefusal, RemediationState, Ruling, Stamp, VisitEntry, VisitRefusal, VisitState,
    VisitStep,
};
use schemas::text::date;
use std::collections::HashMap;

/// The stable name of a deed in the log.
pub(super) fn deed(step: &VisitStep) -> &'static str {
    match step {
        VisitStep::TakenUp => "visit-taken-up",
        VisitStep::Ruled { ruling: Ruling::Accepted { .. }, .. } => "finding-accepted",
        VisitStep::Ruled { ruling: Ruling::Rejected { .. }, .. } => "finding-rejected",
        VisitStep::Added { .. } => "finding-added",
        VisitStep::Praised { .. } => "item-praised",
        VisitStep::SentBack { .. } => "item-sent-back",
        VisitStep::Answered { .. } => "item-answered",
        VisitStep::SetAside { .. } => "question-set-aside",
        VisitStep::Concluded { .. } => "visit-concluded",
        VisitStep::Reopened { .. } => "visit-reopened",
        VisitStep::Published { .. } => "visit-published",
    }
}

/// The stable name of a visit's state.
pub(crate) fn state_name(state: VisitState) -> &'static str {
    match state {
        VisitState::Draft => "draft",
        VisitState::InProgress => "in-progress",
        VisitState::Signed => "signed",
        VisitState::UnderReview => "under-review",
        VisitState::Concluded => "concluded",
        VisitState::Published => "published",
        VisitState::Amended => "amended",
    }
}

/// A visit's state in words.
pub(crate) fn state(state: VisitState, locale: Locale) -> String {
    locale.t(&format!("visit-{}", state_name(state)))
}

/// The class that colours a visit's state.
pub(crate) fn state_class(state: VisitState) -> &'static str {
    match state {
        VisitState::Draft | VisitState::InProgress => "observation",
        VisitState::Signed | VisitState::UnderReview => "waiting",
        VisitState::Concluded => "minor",
        VisitState::Published | VisitState::Amended => "passed",
    }
}

/// A remediation's state in words.
pub(crate) fn remediation_state(state: RemediationState, locale: Locale) -> String {
    locale.t(&format!("remediation-{}", state.name()))
}

/// The class that colours a remediation's state.
pub(crate) fn remediation_class(state: RemediationState) -> &'static str {
    match state {
        RemediationState::Open | RemediationState::Acknowledged => "observation",
        RemediationState::Reported => "waiting",
        RemediationState::SentBack => "major",
        RemediationState::Verified | RemediationState::Closed => "passed",
        RemediationState::Withdrawn => "observation",
    }
}

/// How a deadline stands, in words.
pub(crate) fn lateness(lateness: Lateness, locale: Locale) -> String {
    locale.t(&format!("late-{}", lateness.name()))
}

/// The class that colours a deadline.
pub(crate) fn lateness_class(lateness: Lateness) -> &'static str {
    match lateness {
        Lateness::Overdue => "critical",
        Lateness::Due => "major",
        Lateness::Soon | Lateness::Late => "minor",
        Lateness::Far => "observation",
        Lateness::InTime => "passed",
    }
}

/// Names of people, read once each.
pub(crate) struct Names<'a> {
    reader: &'a Reader,
    known: HashMap<PersonId, String>,
}

impl<'a> Names<'a> {
    /// Nobody yet.
    pub(crate) fn new(reader: &'a Reader) -> Self {
        Self { reader, known: HashMap::new() }
    }

    /// The name of somebody; the id where there is none.
    pub(crate) fn of(&mut self, id: &PersonId) -> Result<String, store::Error> {
        if let Some(name) = self.known.get(id) {
            return Ok(name.clone());
        }
        let name = person::named(self.reader, id)?.map_or_else(|| id.to_string(), |person| person.name);
        self.known.insert(id.clone(), name.clone());
        Ok(name)
    }

    /// "Lê Thị Hà, 25/11/2026 16:42".
    pub(crate) fn by(&mut self, stamp: &Stamp, locale: Locale) -> Result<String, store::Error> {
        let (name, time) = (self.of(&stamp.by)?, moment(stamp.at, locale));
        Ok(locale.t_args("voice-by", [("name", name), ("time", time)]))
    }
}

/// An entry of a review's log, as pages show it.
pub(super) struct LogLine {
    /// Who and when.
    pub(super) by: String,
    /// What was done.
    pub(super) what: String,
    /// With which words.
    pub(super) words: String,
}

/// An entry in words.
pub(super) fn log_line(
    entry: &VisitEntry,
    names: &mut Names,
    locale: Locale,
) -> Result<LogLine, store::Error> {
    let about = match &entry.step {
        VisitStep::Ruled { seen, .. } => seen.statement.clone(),
        VisitStep::Added { finding, .. } => finding.statement.clone(),
        VisitStep::Praised { item, .. }
        | VisitStep::SentBack { item, .. }
        | VisitStep::Answered { item, .. } => item.to_string(),
        VisitStep::SetAside { question, .. } => question.item.to_string(),
        VisitStep::Published { number, .. } => number.to_string(),
        _ => String::new(),
    };
    let words = match &entry.step {
        VisitStep::Ruled { ruling: Ruling::Accepted { wording, regrade }, .. } => {
            let regrade = regrade.as_ref().map(|regrade| {
                let grade = regrade.severity.text(locale.0);
                locale.t_args("review-regraded", [("grade", grade), ("reason", regrade.reason.as_str())])
            });
            let wording =
                wording.as_ref().map(|words| locale.t_args("review-reworded", [("words", words.as_str())]));
            [regrade, wording].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        VisitStep::Ruled { ruling: Ruling::Rejected { reason }, .. }
        | VisitStep::SetAside { reason, .. }
        | VisitStep::Reopened { reason } => reason.clone(),
        VisitStep::Added { finding, .. } => finding.reason.clone(),
        VisitStep::Praised { text, .. } => text.clone().unwrap_or_else(|| locale.t("review-praise-gone")),
        VisitStep::SentBack { comment, .. } => comment.clone(),
        VisitStep::Answered { note, .. } => note.clone(),
        VisitStep::TakenUp | VisitStep::Concluded { .. } | VisitStep::Published { .. } => String::new(),
    };
    let what = locale.t_args(&format!("review-did-{}", entry.step.name()), [("about", about)]);
    Ok(LogLine { by: names.by(&entry.stamp, locale)?, what, words })
}

/// What was in the way of a step of a review.
pub(super) fn refusal(refusal: &VisitRefusal, locale: Locale) -> String {
    let list = |all: Vec<String>| all.join(", ");
    let (key, which) = match refusal {
        VisitRefusal::NoRight => ("no-right", String::new()),
        VisitRefusal::Inspected => ("inspected", String::new()),
        VisitRefusal::NotLeader => ("not-leader", String::new()),
        VisitRefusal::OutOfOrder => ("out-of-order", String::new()),
        VisitRefusal::Overtaken { .. } => ("overtaken", String::new()),
        VisitRefusal::Unmerged => ("unmerged", String::new()),
        VisitRefusal::Disputed(all) => ("disputed", list(all.iter().map(|q| q.item.to_string()).collect())),
        VisitRefusal::Undecided(all) => ("undecided", all.len().to_string()),
        VisitRefusal::Unanswered(all) => ("unanswered", list(all.iter().map(ToString::to_string).collect())),
        VisitRefusal::Changed => ("changed", String::new()),
        VisitRefusal::Unknown => ("unknown", String::new()),
        VisitRefusal::Wordless => ("wordless", String::new()),
        VisitRefusal::NotACorrection => ("not-a-correction", String::new()),
    };
    locale.t_args(&format!("review-refused-{key}"), [("which", which)])
}

/// What was in the way of a step of a remediation.
pub(crate) fn remediation_refusal(refusal: &RemediationRefusal, locale: Locale) -> String {
    let (key, day) = match refusal {
        RemediationRefusal::OtherSide => ("other-side", None),
        RemediationRefusal::OutOfOrder => ("out-of-order", None),
        RemediationRefusal::Overtaken { .. } => ("overtaken", None),
        RemediationRefusal::Wordless => ("wordless", None),
        RemediationRefusal::Unproved => ("unproved", None),
        RemediationRefusal::NotLater { due } => ("not-later", Some(*due)),
        RemediationRefusal::DisputePending => ("dispute-pending", None),
        RemediationRefusal::DisputeSettled => ("dispute-settled", None),
        RemediationRefusal::NotOverdue => ("not-overdue", None),
    };
    let day = day.map(|day| date(day, locale.0)).unwrap_or_default();
    locale.t_args(&format!("remediation-refused-{key}"), [("date", day)])
}
