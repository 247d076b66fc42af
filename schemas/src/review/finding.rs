//! What names a finding, what reviewers say of it, and what is left of it in the conclusion.

use crate::evaluate::{self, Disputed};
use crate::ids::{FieldId, GroupId, ItemId, RowId};
use crate::template::{Remedy, Severity};
use crate::text::Bilingual;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Not the name of a finding or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a finding or a question")]
pub struct InvalidKey;

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Names a finding of one visit. It stays the same while the same rule of the same item holds in the same row; a finding
/// that another rule makes (heavier, lighter) is another one, and is reviewed anew. As text: `A02-1`, `D09-DS-01J…-0`,
/// `them-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKey {
    /// Worked out from the record.
    Found {
        /// The item it counts under.
        item: ItemId,
        /// The row it was found in.
        row: Option<(GroupId, RowId)>,
        /// Position of the rule, from 0.
        rule: u16,
    },
    /// Added by a reviewer.
    Added {
        /// From 1, within the visit.
        number: u32,
    },
}

/// What stands before the number of an added finding.
const ADDED: &str = "them";

impl FindingKey {
    /// The name of a finding.
    pub fn of(finding: &evaluate::Finding) -> Self {
        let evaluate::Finding { item, row, rule, .. } = finding;
        FindingKey::Found { item: item.clone(), row: row.clone(), rule: *rule }
    }
}

impl fmt::Display for FindingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FindingKey::Found { item, row: None, rule } => write!(f, "{item}-{rule}"),
            FindingKey::Found { item, row: Some((group, row)), rule } => {
                write!(f, "{item}-{group}-{row}-{rule}")
            }
            FindingKey::Added { number } => write!(f, "{ADDED}-{number}"),
        }
    }
}

impl FromStr for FindingKey {
    type Err = InvalidKey;
    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let parts: Vec<&str> = text.split('-').collect();
        let key = match parts[..] {
            [ADDED, number] => number.parse().ok().map(|number| FindingKey::Added { number }),
            [item, rule] => found(item, None, rule),
            [item, group, row, rule] => found(item, Some((group, row)), rule),
            _ => None,
        };
        key.ok_or(InvalidKey)
    }
}

fn found(item: &str, row: Option<(&str, &str)>, rule: &str) -> Option<FindingKey> {
    let row = match row {
        Some((group, row)) => Some((group.parse().ok()?, row.parse().ok()?)),
        None => None,
    };
    Some(FindingKey::Found { item: item.parse().ok()?, row, rule: rule.parse().ok()? })
}

as_text!(FindingKey);

/// Names a question: an item, or a field of a row. As text: `A02`, `DS-01J…-DS04` after the item that the row counts
/// under: `D09-DS-01J…-DS04`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// The item, or the group's item.
    pub item: ItemId,
    /// The row and its field.
    pub row: Option<(GroupId, RowId, FieldId)>,
}

impl Question {
    /// What people disagree about.
    pub fn of(disputed: &Disputed) -> Self {
        Question { item: disputed.item.clone(), row: disputed.row.clone() }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            None => write!(f, "{}", self.item),
            Some((group, row, field)) => write!(f, "{}-{group}-{row}-{field}", self.item),
        }
    }
}

impl FromStr for Question {
    type Err = InvalidKey;
    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let parts: Vec<&str> = text.split('-').collect();
        let question = match parts[..] {
            [item] => item.parse().ok().map(|item| Question { item, row: None }),
            [item, group, row, field] => in_row(item, group, row, field),
            _ => None,
        };
        question.ok_or(InvalidKey)
    }
}

fn in_row(item: &str, group: &str, row: &str, field: &str) -> Option<Question> {
    let row = (group.parse().ok()?, row.parse().ok()?, field.parse().ok()?);
    Some(Question { item: item.parse().ok()?, row: Some(row) })
}

as_text!(Question);

/// A finding as somebody saw it when deciding on it. A decision holds only for what was seen: if the figures in the
/// statement change afterwards, somebody has to look again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How bad it was.
    pub severity: Severity,
    /// What was stated, in Vietnamese.
    pub statement: String,
}

impl Seen {
    /// A finding as it is now.
    pub fn of(finding: &evaluate::Finding) -> Self {
        Seen { severity: finding.severity, statement: finding.statement.vi.clone() }
    }
}

/// What a reviewer decides on a finding. The answers behind it stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ruling")]
pub enum Ruling {
    /// Chấp nhận: it goes into the conclusion.
    Accepted {
        /// In these words instead of the rule's.
        wording: Option<String>,
        /// Heavier or lighter than the rule says.
        regrade: Option<Regrade>,
    },
    /// Bác: it does not.
    Rejected {
        /// Why not.
        reason: String,
    },
}

/// Another severity (đổi mức độ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regrade {
    /// How bad it is.
    pub severity: Severity,
    /// Why.
    pub reason: String,
}

/// A finding that no rule made and a reviewer adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddedFinding {
    /// The item it counts under.
    pub item: ItemId,
    /// How bad.
    pub severity: Severity,
    /// What is wrong.
    pub statement: String,
    /// What to do about it.
    pub remedy: String,
    /// Why it is added: what it rests on in the record.
    pub reason: String,
}

/// A finding of the conclusion, after review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Its name.
    pub key: FindingKey,
    /// The item it counts under.
    pub item: ItemId,
    /// How bad.
    pub severity: Severity,
    /// Found in the previous inspection too (tái phạm); its severity has risen by one.
    pub repeated: bool,
    /// What is wrong.
    pub statement: Bilingual,
    /// Legal basis (căn cứ).
    pub bases: Vec<String>,
    /// What to do.
    pub remedy: Option<Remedy>,
    /// Photos are wanted as evidence.
    pub evidence_wanted: bool,
}

impl Confirmed {
    /// A worked-out finding under its ruling; none if it was rejected.
    pub(super) fn of(finding: &evaluate::Finding, ruling: &Ruling) -> Option<Self> {
        let Ruling::Accepted { wording, regrade } = ruling else { return None };
        let reworded = wording.as_ref().map(|words| Bilingual { vi: words.clone(), en: words.clone() });
        Some(Confirmed {
            key: FindingKey::of(finding),
            item: finding.item.clone(),
            severity: regrade.as_ref().map_or(finding.severity, |regrade| regrade.severity),
            repeated: finding.repeated,
            statement: reworded.unwrap_or_else(|| finding.statement.clone()),
            bases: finding.bases.iter().map(|basis| basis.cite.clone()).collect(),
            remedy: finding.remedy.clone(),
            evidence_wanted: finding.evidence_wanted,
        })
    }

    /// An added finding.
    pub(super) fn added(number: u32, added: &AddedFinding) -> Self {
        let both = |text: &str| Bilingual { vi: text.to_owned(), en: text.to_owned() };
        Confirmed {
            key: FindingKey::Added { number },
            item: added.item.clone(),
            severity: added.severity,
            repeated: false,
            statement: both(&added.statement),
            bases: Vec::new(),
            remedy: Some(Remedy { text: both(&added.remedy), days: 10, count: Default::default() }),
            evidence_wanted: true,
        }
    }
}
