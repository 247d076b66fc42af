//! A remediation (khắc phục): how one recommendation is answered, until it is proved done.

use super::{Extent, Lateness, Party, RemediationEntry, RemediationRefusal, RemediationStep, Stamp, said};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a remediation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemediationState {
    /// Chờ tiếp nhận.
    Open,
    /// Đang khắc phục.
    Acknowledged,
    /// Đã báo cáo, chờ xác nhận.
    Reported,
    /// Yêu cầu làm lại.
    SentBack,
    /// Đã xác nhận.
    Verified,
    /// Đã đóng.
    Closed,
    /// Đã rút: the finding was withdrawn.
    Withdrawn,
}

impl RemediationState {
    /// All of them, in order.
    pub const ALL: [RemediationState; 7] = [
        RemediationState::Open,
        RemediationState::Acknowledged,
        RemediationState::Reported,
        RemediationState::SentBack,
        RemediationState::Verified,
        RemediationState::Closed,
        RemediationState::Withdrawn,
    ];

    /// The unit has work to do.
    pub fn is_with_unit(self) -> bool {
        matches!(self, RemediationState::Open | RemediationState::Acknowledged | RemediationState::SentBack)
    }

    /// Nothing is to be done any more.
    pub fn is_over(self) -> bool {
        matches!(self, RemediationState::Closed | RemediationState::Withdrawn)
    }

    /// Its stable name, as the texts have it.
    pub fn name(self) -> &'static str {
        match self {
            RemediationState::Open => "open",
            RemediationState::Acknowledged => "acknowledged",
            RemediationState::Reported => "reported",
            RemediationState::SentBack => "sent-back",
            RemediationState::Verified => "verified",
            RemediationState::Closed => "closed",
            RemediationState::Withdrawn => "withdrawn",
        }
    }
}

/// How a dispute of the unit stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Dispute {
    /// There is none.
    #[default]
    None,
    /// It waits for the office.
    Pending,
    /// The finding stands.
    Upheld,
}

/// An extension that was asked for and waits for the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The day asked for.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// The log of a remediation, and what follows from it. It only grows, by [`Remediation::take`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remediation {
    entries: Vec<RemediationEntry>,
    state: RemediationState,
    due: NaiveDate,
    reported_on: Option<NaiveDate>,
    extension: Option<Extension>,
    dispute: Dispute,
    escalated: bool,
}

impl Remediation {
    /// Nothing has happened yet.
    pub fn begin(due: NaiveDate) -> Self {
        Self {
            entries: Vec::new(),
            state: RemediationState::Open,
            due,
            reported_on: None,
            extension: None,
            dispute: Dispute::None,
            escalated: false,
        }
    }

    /// What follows from a log that was kept. `due`: the last day as it was published.
    pub fn replay(due: NaiveDate, entries: Vec<RemediationEntry>) -> Self {
        let mut remediation = Self::begin(due);
        entries.into_iter().for_each(|entry| remediation.add(entry));
        remediation
    }

    /// All steps, oldest first.
    pub fn entries(&self) -> &[RemediationEntry] {
        &self.entries
    }

    /// The number of steps: what a page has seen.
    pub fn version(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Where it stands.
    pub fn state(&self) -> RemediationState {
        self.state
    }

    /// The last day that holds now.
    pub fn due(&self) -> NaiveDate {
        self.due
    }

    /// When the unit last reported that all is mended, unless that was sent back.
    pub fn reported_on(&self) -> Option<NaiveDate> {
        self.reported_on
    }

    /// An extension that waits for the office.
    pub fn extension(&self) -> Option<&Extension> {
        self.extension.as_ref()
    }

    /// How a dispute stands.
    pub fn dispute(&self) -> Dispute {
        self.dispute
    }

    /// It was brought before the leader, and nothing has come of it yet.
    pub fn is_escalated(&self) -> bool {
        self.escalated
    }

    /// How the deadline stands on a day. What the unit has wholly reported is measured by the day of that report, until it
    /// is sent back. None: the finding was withdrawn.
    pub fn lateness(&self, today: NaiveDate) -> Option<Lateness> {
        (self.state != RemediationState::Withdrawn).then(|| Lateness::of(self.due, today, self.reported_on))
    }

    /// The office has to answer something.
    pub fn waits_for_office(&self) -> bool {
        let asked = self.extension.is_some() || self.dispute == Dispute::Pending;
        !self.state.is_over()
            && (asked || matches!(self.state, RemediationState::Reported | RemediationState::Verified))
    }

    /// Takes a step of one side. `seen`: the version that its author has seen ([`Remediation::version`]).
    pub fn take(
        &mut self,
        side: Party,
        seen: u32,
        stamp: Stamp,
        step: RemediationStep,
    ) -> Result<&RemediationEntry, RemediationRefusal> {
        if step.party() != side {
            return Err(RemediationRefusal::OtherSide);
        }
        let now = self.version();
        if now > seen {
            return Err(RemediationRefusal::Overtaken { seen, now });
        }
        self.possible(&step, stamp.day)?;
        self.add(RemediationEntry { stamp, step });
        self.entries.last().ok_or(RemediationRefusal::OutOfOrder)
    }

    /// Whether a step could be taken on a day, apart from its words: for pages that offer only what is possible.
    fn possible(&self, step: &RemediationStep, today: NaiveDate) -> Result<(), RemediationRefusal> {
        use RemediationRefusal::*;
        let from = |so: bool| if so { Ok(()) } else { Err(OutOfOrder) };
        let worded = |text: &str| if said(text) { Ok(()) } else { Err(Wordless) };
        let later =
            |day: NaiveDate, than: NaiveDate| if day > than { Ok(()) } else { Err(NotLater { due: than }) };
        let no_dispute = || if self.dispute == Dispute::Pending { Err(DisputePending) } else { Ok(()) };
        match step {
            RemediationStep::Acknowledged => from(self.state == RemediationState::Open),
            RemediationStep::Reported { extent, text, document, evidence } => {
                from(self.state.is_with_unit())?;
                worded(text)?;
                let proved = evidence.iter().len() > 0 || document.as_ref().is_some_and(|d| said(&d.number));
                if *extent == Extent::Whole && !proved { Err(Unproved) } else { Ok(()) }
            }
            RemediationStep::ExtensionAsked { until, reason } => {
                from(self.state.is_with_unit() && self.extension.is_none())?;
                worded(reason)?;
                later(*until, self.due.max(today))
            }
            RemediationStep::Explained { text, .. } => {
                from(!self.state.is_over())?;
                worded(text)
            }
            RemediationStep::Disputed { reason, .. } => {
                from(!self.state.is_over() && self.state != RemediationState::Verified)?;
                match self.dispute {
                    Dispute::None => worded(reason),
                    Dispute::Pending => Err(DisputePending),
                    Dispute::Upheld => Err(DisputeSettled),
                }
            }
            RemediationStep::ExtensionGranted { until } => {
                from(self.extension.is_some())?;
                later(*until, self.due)
            }
            RemediationStep::ExtensionRefused { reason } => {
                from(self.extension.is_some())?;
                worded(reason)
            }
            RemediationStep::DisputeUpheld { reason } => {
                from(self.dispute == Dispute::Pending)?;
                worded(reason)
            }
            RemediationStep::FindingWithdrawn { reason } => {
                from(!self.state.is_over())?;
                worded(reason)
            }
            RemediationStep::SentBack { reason, due } => {
                from(self.state == RemediationState::Reported)?;
                worded(reason)?;
                due.map_or(Ok(()), |due| later(due, self.due))
            }
            RemediationStep::Verified { note } => {
                from(self.state == RemediationState::Reported)?;
                no_dispute()?;
                worded(note)
            }
            RemediationStep::Closed { .. } => {
                from(self.state == RemediationState::Verified)?;
                no_dispute()
            }
            RemediationStep::Reopened { reason, due } => {
                from(matches!(self.state, RemediationState::Verified | RemediationState::Closed))?;
                worded(reason)?;
                later(*due, self.due)
            }
            RemediationStep::Escalated { reason } => {
                from(!self.escalated)?;
                worded(reason)?;
                let late = self.lateness(today) == Some(Lateness::Overdue);
                if late { Ok(()) } else { Err(NotOverdue) }
            }
        }
    }

    fn add(&mut self, entry: RemediationEntry) {
        let day = entry.stamp.day;
        match &entry.step {
            RemediationStep::Acknowledged => self.state = RemediationState::Acknowledged,
            RemediationStep::Reported { extent: Extent::Part, .. } => {
                if self.state == RemediationState::Open {
                    self.state = RemediationState::Acknowledged;
                }
            }
            RemediationStep::Reported { extent: Extent::Whole, .. } => {
                self.state = RemediationState::Reported;
                self.reported_on = Some(day);
                // What was asked for more time is moot.
                self.extension = None;
                self.escalated = false;
            }
            RemediationStep::ExtensionAsked { until, reason } => {
                self.extension = Some(Extension { until: *until, reason: reason.clone() });
            }
            RemediationStep::Explained { .. } => {}
            RemediationStep::Disputed { .. } => self.dispute = Dispute::Pending,
            RemediationStep::ExtensionGranted { until } => {
                self.due = *until;
                self.extension = None;
                self.escalated = false;
            }
            RemediationStep::ExtensionRefused { .. } => self.extension = None,
            RemediationStep::DisputeUpheld { .. } => self.dispute = Dispute::Upheld,
            RemediationStep::FindingWithdrawn { .. } => {
                self.state = RemediationState::Withdrawn;
                self.extension = None;
                self.dispute = Dispute::None;
                self.escalated = false;
            }
            RemediationStep::SentBack { due, .. } => {
                self.state = RemediationState::SentBack;
                self.reported_on = None;
                self.due = due.unwrap_or(self.due);
            }
            RemediationStep::Verified { .. } => self.state = RemediationState::Verified,
            RemediationStep::Closed { .. } => self.state = RemediationState::Closed,
            RemediationStep::Reopened { due, .. } => {
                self.state = RemediationState::SentBack;
                self.reported_on = None;
                self.due = *due;
            }
            RemediationStep::Escalated { .. } => self.escalated = true,
        }
        self.entries.push(entry);
    }
}
