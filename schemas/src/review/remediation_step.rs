//! The steps of a remediation.

use super::Stamp;
use crate::ids::PhotoId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The inspected unit (đơn vị được kiểm tra), or the one that took over its files.
    Unit,
    /// The office that published.
    Office,
}

/// How much is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Một phần: work goes on, the deadline stays.
    Part,
    /// Toàn bộ: the office is asked to verify.
    Whole,
}

/// A document (văn bản) that proves something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRef {
    /// Number and symbol (số, ký hiệu), for example `45/BC-UBND`.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
}

/// A photo or file that was sent (minh chứng).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of its bytes.
    pub id: PhotoId,
    /// What the file was called.
    pub name: String,
    /// For example `image/jpeg`.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum RemediationStep {
    /// Đã tiếp nhận: the unit has read it and begins.
    Acknowledged,
    /// Báo cáo khắc phục.
    Reported {
        /// How much.
        extent: Extent,
        /// What was done.
        text: String,
        /// The document that proves it.
        document: Option<DocumentRef>,
        /// Photos and files that prove it.
        evidence: Vec<Evidence>,
    },
    /// Đề nghị gia hạn.
    ExtensionAsked {
        /// The new last day.
        until: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Giải trình: circumstances that the office should know. The finding and the deadline stay.
    Explained {
        /// What is explained.
        text: String,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// Kiến nghị xem xét lại: the unit holds that the finding is wrong.
    Disputed {
        /// Why.
        reason: String,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// Đồng ý gia hạn.
    ExtensionGranted {
        /// The new last day; not necessarily the one that was asked for.
        until: NaiveDate,
    },
    /// Không đồng ý gia hạn: the deadline stays.
    ExtensionRefused {
        /// Why.
        reason: String,
    },
    /// Giữ nguyên: the finding is upheld, that is, it stands and has to be mended.
    DisputeUpheld {
        /// Why.
        reason: String,
    },
    /// Rút: the office withdraws the finding (giải trình được chấp nhận). Ends the remediation without anything mended.
    FindingWithdrawn {
        /// Why.
        reason: String,
    },
    /// Yêu cầu làm lại.
    SentBack {
        /// What is missing.
        reason: String,
        /// A new last day, where the old one is too near.
        due: Option<NaiveDate>,
    },
    /// Xác nhận đã khắc phục.
    Verified {
        /// How it was checked.
        note: String,
    },
    /// Đóng.
    Closed {
        /// May be empty.
        note: String,
    },
    /// Mở lại: what was closed turned out not to be mended.
    Reopened {
        /// What was found.
        reason: String,
        /// The new last day.
        due: NaiveDate,
    },
    /// Báo cáo lãnh đạo: what is overdue is brought before the leader.
    Escalated {
        /// What the leader should know.
        reason: String,
    },
}

impl RemediationStep {
    /// Whose step it is.
    pub fn party(&self) -> Party {
        use RemediationStep::*;
        match self {
            Acknowledged | Reported { .. } | ExtensionAsked { .. } | Explained { .. } | Disputed { .. } => {
                Party::Unit
            }
            ExtensionGranted { .. }
            | ExtensionRefused { .. }
            | DisputeUpheld { .. }
            | FindingWithdrawn { .. }
            | SentBack { .. }
            | Verified { .. }
            | Closed { .. }
            | Reopened { .. }
            | Escalated { .. } => Party::Office,
        }
    }

    /// Its stable name, as the log and the texts have it.
    pub fn name(&self) -> &'static str {
        use RemediationStep::*;
        match self {
            Acknowledged => "acknowledged",
            Reported { extent: Extent::Part, .. } => "reported-part",
            Reported { extent: Extent::Whole, .. } => "reported",
            ExtensionAsked { .. } => "extension-asked",
            Explained { .. } => "explained",
            Disputed { .. } => "disputed",
            ExtensionGranted { .. } => "extension-granted",
            ExtensionRefused { .. } => "extension-refused",
            DisputeUpheld { .. } => "dispute-upheld",
            FindingWithdrawn { .. } => "finding-withdrawn",
            SentBack { .. } => "sent-back",
            Verified { .. } => "verified",
            Closed { .. } => "closed",
            Reopened { .. } => "reopened",
            Escalated { .. } => "escalated",
        }
    }

    /// The words that go with it, said by whoever took it; may be empty.
    pub fn words(&self) -> &str {
        use RemediationStep::*;
        match self {
            Acknowledged | ExtensionGranted { .. } => "",
            Reported { text, .. } | Explained { text, .. } => text,
            Verified { note } | Closed { note } => note,
            ExtensionAsked { reason, .. }
            | Disputed { reason, .. }
            | ExtensionRefused { reason }
            | DisputeUpheld { reason }
            | FindingWithdrawn { reason }
            | SentBack { reason, .. }
            | Reopened { reason, .. }
            | Escalated { reason } => reason,
        }
    }

    /// Photos and files that came with it.
    pub fn evidence(&self) -> &[Evidence] {
        match self {
            RemediationStep::Reported { evidence, .. }
            | RemediationStep::Explained { evidence, .. }
            | RemediationStep::Disputed { evidence, .. } => evidence,
            _ => &[],
        }
    }

    /// The last day that it sets or asks for.
    pub fn date(&self) -> Option<NaiveDate> {
        match self {
            RemediationStep::ExtensionAsked { until, .. } | RemediationStep::ExtensionGranted { until } => {
                Some(*until)
            }
            RemediationStep::SentBack { due, .. } => *due,
            RemediationStep::Reopened { due, .. } => Some(*due),
            _ => None,
        }
    }
}

/// An entry of a remediation's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemediationEntry {
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub step: RemediationStep,
}
