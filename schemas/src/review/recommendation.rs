//! Recommendations (kiến nghị): what a published report asks of the unit, numbered for each unit.

use super::{Confirmed, Due, FindingKey, RemediationState};
use crate::calendar::Calendar;
use crate::ids::{ItemId, PhotoId};
use crate::template::{DayCount, Severity};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days to mend a finding whose checklist says nothing.
const DEFAULT_DAYS: u16 = 10;

/// A recommendation as it was published. It never changes; what comes of it stands in its
/// [`Remediation`](super::Remediation).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Counts up from 1 for each unit, over all its reports.
    pub number: u32,
    /// The finding that it is about.
    pub finding: FindingKey,
    /// The item.
    pub item: ItemId,
    /// How bad the finding is.
    pub severity: Severity,
    /// Found in the previous inspection too (tái phạm).
    pub repeated: bool,
    /// What is wrong.
    pub statement: String,
    /// What to do (nội dung kiến nghị).
    pub content: String,
    /// Legal basis (căn cứ).
    pub bases: Vec<String>,
    /// By when.
    pub due: Due,
    /// Who answers for it (đầu mối, người chịu trách nhiệm).
    pub responsible: String,
    /// What is to be sent as evidence (minh chứng).
    pub evidence: String,
    /// Photos that the inspectors took for it.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
}

/// A recommendation before it is published, with the checklist's proposals.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The finding after review.
    pub confirmed: Confirmed,
    /// What to do, as the checklist proposes.
    pub content: String,
    /// "10 ngày làm việc", as the checklist proposes; runs from the publication.
    pub due_words: String,
    /// The last day by that.
    pub due: NaiveDate,
}

/// What a publication on a day would recommend, the heaviest findings first, else in the order of the form.
pub fn drafts(confirmed: Vec<Confirmed>, published: NaiveDate, calendar: &Calendar) -> Vec<Draft> {
    let draft = |confirmed: Confirmed| {
        let (days, count) = confirmed
            .remedy
            .as_ref()
            .map_or((DEFAULT_DAYS, DayCount::Working), |remedy| (remedy.days, remedy.count));
        let unit = match count {
            DayCount::Working => "ngày làm việc",
            DayCount::Calendar => "ngày",
        };
        Draft {
            content: confirmed.remedy.as_ref().map(|remedy| remedy.text.vi.clone()).unwrap_or_default(),
            due_words: format!("{days} {unit}"),
            due: calendar.due(published, days, count),
            confirmed,
        }
    };
    let mut drafts: Vec<Draft> = confirmed.into_iter().map(draft).collect();
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.confirmed.severity));
    drafts
}

/// The item of the checklists that asks what became of the previous inspection's recommendations.
pub const CARRIED_OVER: &str = "G03";

/// What [`CARRIED_OVER`] asks: how many of the previous recommendations are mended, out of how many. Withdrawn ones count in neither.
pub fn carried_over(states: impl IntoIterator<Item = RemediationState>) -> (u64, u64) {
    let counted = states.into_iter().filter(|state| *state != RemediationState::Withdrawn);
    counted.fold((0, 0), |(closed, all), state| {
        let mended = matches!(state, RemediationState::Verified | RemediationState::Closed);
        (closed + u64::from(mended), all + 1)
    })
}
