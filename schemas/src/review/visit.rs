//! The review of a visit (thẩm định): a log of steps, and where the visit stands by it.

use super::{
    AddedFinding, Confirmed, FindingKey, Question, Ruling, Seen, Stamp, Standing, Subject, VisitEntry,
    VisitRefusal, VisitStep, said,
};
use crate::answer::Answer;
use crate::evaluate::{Assessment, Finding};
use crate::ids::{ChangeHash, ItemId};
use crate::text::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the record of a visit says now, as far as its review depends on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VisitFacts {
    /// Something of it has arrived.
    pub begun: bool,
    /// The team's leader has signed the minutes (biên bản) and the signature is the tablet's.
    pub signed: bool,
    /// Nothing that arrived waits to be merged.
    pub merged: bool,
    /// The document's newest changes, sorted.
    pub heads: Vec<ChangeHash>,
    /// Questions with different answers, and those answers, sorted.
    pub disputed: BTreeMap<Question, Vec<Answer>>,
    /// What the rules find.
    pub findings: BTreeMap<FindingKey, Seen>,
    /// All items of the checklist.
    pub items: BTreeSet<ItemId>,
}

impl VisitFacts {
    /// Takes questions and findings from an assessment.
    pub fn with(mut self, assessment: &Assessment) -> Self {
        let disputed = assessment.disputed.iter();
        self.disputed = disputed.map(|d| (Question::of(d), d.answers.clone())).collect();
        self.findings = assessment.findings.iter().map(|f| (FindingKey::of(f), Seen::of(f))).collect();
        self
    }
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// Dự thảo: planned, nothing has arrived.
    Draft,
    /// Đang kiểm tra.
    InProgress,
    /// Đã ký tại chỗ (khóa biên bản).
    Signed,
    /// Đang thẩm định.
    UnderReview,
    /// Đã kết luận.
    Concluded,
    /// Đã công bố cho đơn vị.
    Published,
    /// Đã công bố bản đính chính: a later report names the one that it corrects.
    Amended,
}

impl VisitState {
    /// All of them, in order.
    pub const ALL: [VisitState; 7] = [
        VisitState::Draft,
        VisitState::InProgress,
        VisitState::Signed,
        VisitState::UnderReview,
        VisitState::Concluded,
        VisitState::Published,
        VisitState::Amended,
    ];
}

/// The log of a visit's review. It only grows, by [`VisitReview::take`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VisitReview {
    entries: Vec<VisitEntry>,
}

impl VisitReview {
    /// A log as it was kept.
    pub fn replay(entries: Vec<VisitEntry>) -> Self {
        Self { entries }
    }

    /// All steps, oldest first.
    pub fn entries(&self) -> &[VisitEntry] {
        &self.entries
    }

    /// The number of steps: what a page that shows the whole has seen.
    pub fn version(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// The number of the newest step about something, from 1; 0 = none.
    pub fn version_of(&self, subject: &Subject) -> u32 {
        let about = |entry: &VisitEntry| *subject == Subject::Visit || entry.step.subject() == *subject;
        let newest = self.entries.iter().rposition(about);
        newest.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX))
    }

    /// The steps about something that were taken after a version was seen.
    pub fn since(&self, subject: &Subject, seen: u32) -> impl Iterator<Item = &VisitEntry> {
        let about = move |entry: &&VisitEntry| *subject == Subject::Visit || entry.step.subject() == *subject;
        self.entries.iter().skip(usize::try_from(seen).unwrap_or(usize::MAX)).filter(about)
    }

    /// Where the visit stands.
    pub fn state(&self, facts: &VisitFacts) -> VisitState {
        let publications = self.publications().count();
        let newest = self.entries.iter().rev().find_map(|entry| match entry.step {
            VisitStep::TakenUp | VisitStep::Reopened { .. } => Some(VisitState::UnderReview),
            VisitStep::Concluded { .. } => Some(VisitState::Concluded),
            VisitStep::Published { .. } if publications > 1 => Some(VisitState::Amended),
            VisitStep::Published { .. } => Some(VisitState::Published),
            _ => None,
        });
        newest.unwrap_or(match (facts.begun, facts.signed) {
            (false, _) => VisitState::Draft,
            (true, false) => VisitState::InProgress,
            (true, true) => VisitState::Signed,
        })
    }

    /// The heads that the newest conclusion was made on.
    pub fn concluded_on(&self) -> Option<&[ChangeHash]> {
        self.entries.iter().rev().find_map(|entry| match &entry.step {
            VisitStep::Concluded { heads } => Some(heads.as_slice()),
            _ => None,
        })
    }

    /// The publications: their numbers and heads, oldest first.
    pub fn publications(&self) -> impl Iterator<Item = (i64, &[ChangeHash])> {
        self.entries.iter().filter_map(|entry| match &entry.step {
            VisitStep::Published { number, heads, .. } => Some((*number, heads.as_slice())),
            _ => None,
        })
    }

    /// The newest decision on a finding with what was seen then.
    pub fn ruling(&self, key: &FindingKey) -> Option<(&Ruling, &Seen, &Stamp)> {
        self.entries.iter().rev().find_map(|entry| match &entry.step {
            VisitStep::Ruled { finding, seen, ruling } if finding == key => {
                Some((ruling, seen, &entry.stamp))
            }
            _ => None,
        })
    }

    /// The decision on a finding, if the finding is still what was decided on.
    pub fn standing_ruling(&self, key: &FindingKey, now: &Seen) -> Option<&Ruling> {
        self.ruling(key).filter(|(_, seen, _)| *seen == now).map(|(ruling, ..)| ruling)
    }

    /// The findings that were added, rejected ones too.
    pub fn added(&self) -> impl Iterator<Item = (u32, &AddedFinding)> {
        self.entries.iter().filter_map(|entry| match &entry.step {
            VisitStep::Added { number, finding } => Some((*number, finding)),
            _ => None,
        })
    }

    /// The number that the next added finding gets.
    pub fn next_added(&self) -> u32 {
        u32::try_from(self.added().count()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Items marked as good practice, with what is good about them.
    pub fn praised(&self) -> BTreeMap<&ItemId, &str> {
        let mut praised = BTreeMap::new();
        for entry in &self.entries {
            match &entry.step {
                VisitStep::Praised { item, text: Some(text) } => praised.insert(item, text.as_str()),
                VisitStep::Praised { item, text: None } => praised.remove(item),
                _ => None,
            };
        }
        praised
    }

    /// Items that were sent back and are not answered, with the newest comment and who made it.
    pub fn sent_back(&self) -> BTreeMap<&ItemId, (&str, &Stamp)> {
        let mut open = BTreeMap::new();
        for entry in &self.entries {
            match &entry.step {
                VisitStep::SentBack { item, comment } => open.insert(item, (comment.as_str(), &entry.stamp)),
                VisitStep::Answered { item, .. } => open.remove(item),
                _ => None,
            };
        }
        open
    }

    /// Why a disputed question is left out of the conclusion, if that was decided on the answers that stand now.
    pub fn set_aside(&self, question: &Question, now: &[Answer]) -> Option<&str> {
        let newest = self.entries.iter().rev().find_map(|entry| match &entry.step {
            VisitStep::SetAside { question: of, answers, reason } if of == question => {
                Some((answers, reason.as_str()))
            }
            _ => None,
        });
        newest.filter(|(answers, _)| *answers == now).map(|(_, reason)| reason)
    }

    /// Disputed questions that block the conclusion.
    pub fn blocking(&self, facts: &VisitFacts) -> Vec<Question> {
        let open =
            facts.disputed.iter().filter(|(question, answers)| self.set_aside(question, answers).is_none());
        open.map(|(question, _)| question.clone()).collect()
    }

    /// Findings on which nobody has decided as they are now.
    pub fn undecided(&self, facts: &VisitFacts) -> Vec<FindingKey> {
        let open = facts.findings.iter().filter(|(key, seen)| self.standing_ruling(key, seen).is_none());
        open.map(|(key, _)| key.clone()).collect()
    }

    /// What is left of the findings after review: accepted ones in the order of the form, then added ones.
    pub fn confirmed(&self, found: &[Finding]) -> Vec<Confirmed> {
        let kept = found.iter().filter_map(|finding| {
            let ruling = self.standing_ruling(&FindingKey::of(finding), &Seen::of(finding))?;
            Confirmed::of(finding, ruling)
        });
        let added = self.added().filter_map(|(number, added)| self.confirmed_added(number, added));
        kept.chain(added).collect()
    }

    fn confirmed_added(&self, number: u32, added: &AddedFinding) -> Option<Confirmed> {
        let mut confirmed = Confirmed::added(number, added);
        match self.ruling(&confirmed.key).map(|(ruling, ..)| ruling) {
            Some(Ruling::Rejected { .. }) => return None,
            Some(Ruling::Accepted { wording, regrade }) => {
                if let Some(words) = wording {
                    confirmed.statement = Bilingual { vi: words.clone(), en: words.clone() };
                }
                confirmed.severity = regrade.as_ref().map_or(confirmed.severity, |regrade| regrade.severity);
            }
            None => {}
        }
        Some(confirmed)
    }

    /// Takes a step. `seen`: which version of the step's subject its author has seen ([`VisitReview::version_of`]). Gives
    /// the entry, which is the last of [`VisitReview::entries`] from now on.
    pub fn take(
        &mut self,
        facts: &VisitFacts,
        standing: Standing,
        seen: u32,
        stamp: Stamp,
        step: VisitStep,
    ) -> Result<&VisitEntry, VisitRefusal> {
        let now = self.version_of(&step.subject());
        self.allowed(facts, standing, &step)?;
        if now > seen {
            return Err(VisitRefusal::Overtaken { seen, now });
        }
        self.possible(facts, &step)?;
        self.entries.push(VisitEntry { stamp, step });
        self.entries.last().ok_or(VisitRefusal::OutOfOrder)
    }

    /// Whether the author may, and whether the visit stands where the step begins.
    fn allowed(&self, facts: &VisitFacts, standing: Standing, step: &VisitStep) -> Result<(), VisitRefusal> {
        let (right, from): (bool, &[VisitState]) = match step {
            VisitStep::TakenUp => (standing.reviews, &[VisitState::Signed]),
            VisitStep::Ruled { .. }
            | VisitStep::Added { .. }
            | VisitStep::Praised { .. }
            | VisitStep::SentBack { .. }
            | VisitStep::Answered { .. }
            | VisitStep::Concluded { .. } => (standing.reviews, &[VisitState::UnderReview]),
            // The leader's own step; it is the only one of somebody who inspected.
            VisitStep::SetAside { .. } => {
                return match (standing.leads, self.state(facts)) {
                    (false, _) => Err(VisitRefusal::NotLeader),
                    (true, VisitState::Signed | VisitState::UnderReview) => Ok(()),
                    (true, _) => Err(VisitRefusal::OutOfOrder),
                };
            }
            VisitStep::Reopened { .. } => {
                (standing.reviews, &[VisitState::Concluded, VisitState::Published, VisitState::Amended])
            }
            VisitStep::Published { .. } => (standing.publishes, &[VisitState::Concluded]),
        };
        match (right, standing.inspected, from.contains(&self.state(facts))) {
            (false, ..) => Err(VisitRefusal::NoRight),
            (true, true, _) => Err(VisitRefusal::Inspected),
            (true, false, false) => Err(VisitRefusal::OutOfOrder),
            (true, false, true) => Ok(()),
        }
    }

    /// Whether what the step needs is there.
    fn possible(&self, facts: &VisitFacts, step: &VisitStep) -> Result<(), VisitRefusal> {
        let known = |is: bool| if is { Ok(()) } else { Err(VisitRefusal::Unknown) };
        let worded = |text: &str| if said(text) { Ok(()) } else { Err(VisitRefusal::Wordless) };
        match step {
            VisitStep::TakenUp => Ok(()),
            VisitStep::Ruled { finding, seen, ruling } => {
                known(self.is_there(facts, finding, seen))?;
                match ruling {
                    Ruling::Accepted { wording, regrade } => {
                        worded(wording.as_deref().unwrap_or("."))?;
                        worded(regrade.as_ref().map_or(".", |regrade| &regrade.reason))
                    }
                    Ruling::Rejected { reason } => worded(reason),
                }
            }
            VisitStep::Added { number, finding } => {
                known(*number == self.next_added() && facts.items.contains(&finding.item))?;
                worded(&finding.statement)?;
                worded(&finding.remedy)?;
                worded(&finding.reason)
            }
            VisitStep::Praised { item, text } => {
                known(facts.items.contains(item))?;
                worded(text.as_deref().unwrap_or("."))
            }
            VisitStep::SentBack { item, comment } => {
                known(facts.items.contains(item))?;
                worded(comment)
            }
            VisitStep::Answered { item, .. } => known(self.sent_back().contains_key(item)),
            VisitStep::SetAside { question, answers, reason } => {
                known(facts.disputed.get(question) == Some(answers))?;
                worded(reason)
            }
            VisitStep::Concluded { heads } => self.may_conclude(facts, heads),
            VisitStep::Reopened { reason } => worded(reason),
            VisitStep::Published { heads, corrects, .. } => {
                if self.concluded_on() != Some(heads) {
                    return Err(VisitRefusal::Changed);
                }
                let before = self.publications().last().map(|(number, _)| number);
                if *corrects != before {
                    Err(VisitRefusal::NotACorrection)
                } else {
                    self.may_conclude(facts, heads)
                }
            }
        }
    }

    /// Whether there is such a finding, and it is what was seen.
    fn is_there(&self, facts: &VisitFacts, key: &FindingKey, seen: &Seen) -> bool {
        match key {
            FindingKey::Found { .. } => facts.findings.get(key) == Some(seen),
            FindingKey::Added { number } => self.added().any(|(known, added)| {
                known == *number && added.severity == seen.severity && added.statement == seen.statement
            }),
        }
    }

    /// What stands in the way of a conclusion on these heads.
    pub fn may_conclude(&self, facts: &VisitFacts, heads: &[ChangeHash]) -> Result<(), VisitRefusal> {
        if !facts.merged {
            return Err(VisitRefusal::Unmerged);
        }
        if facts.heads != heads {
            return Err(VisitRefusal::Changed);
        }
        let disputed = self.blocking(facts);
        if !disputed.is_empty() {
            return Err(VisitRefusal::Disputed(disputed));
        }
        let undecided = self.undecided(facts);
        if !undecided.is_empty() {
            return Err(VisitRefusal::Undecided(undecided));
        }
        let open: Vec<ItemId> = self.sent_back().into_keys().cloned().collect();
        if open.is_empty() { Ok(()) } else { Err(VisitRefusal::Unanswered(open)) }
    }
}
