//! What an item or a row's field can hold. An answer is atomic: it changes as one value or not at all.

use crate::ids::{ChoiceId, FieldId};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One answer. Its JSON form is what stands in the visit's document, so it may only grow:
/// `"yes"`, `{"ratio":[243,250]}`, `{"choice":"late"}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Có / đạt.
    Yes,
    /// Không / không đạt.
    No,
    /// Không áp dụng: the item leaves the denominator.
    #[serde(rename = "na")]
    NotApplicable,
    /// The answer was taken back. An explicit value, because a deletion loses against a concurrent edit.
    Cleared,
    /// One of the item's choices.
    Choice(ChoiceId),
    /// Some, or none, of the item's choices.
    Choices(BTreeSet<ChoiceId>),
    /// A count.
    Integer(i64),
    /// A measured or reported number; see [`Qualifier`].
    Decimal(#[schemars(with = "String")] Decimal, Qualifier),
    /// Numerator and denominator, never the quotient alone.
    Ratio(u64, u64),
    /// A civil date.
    Date(NaiveDate),
    /// A civil date and time of day, to the minute.
    Moment(NaiveDateTime),
    /// Free text, NFC.
    Text(String),
    /// A block of figures that belong together, by field.
    Figures(BTreeMap<FieldId, i64>),
    /// Periods from–to, both days included.
    Periods(Vec<(NaiveDate, NaiveDate)>),
}

/// How exactly a reported number was stated: sources say "trên 90 %" and "gần 96 %".
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// As stated.
    #[default]
    Exact,
    /// Trên: more than the number.
    Above,
    /// Gần: nearly the number.
    Nearly,
}

/// What a reader of the document finds at an item or field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Observation {
    /// Nobody has answered, or the answer was cleared.
    #[default]
    Open,
    /// One answer, by one person or by several who agree.
    Settled(Answer),
    /// Chưa thống nhất: different answers stand side by side until a person decides. Sorted, at least two.
    Disputed(Vec<Answer>),
}

impl Observation {
    /// The answer if there is exactly one.
    pub fn settled(&self) -> Option<&Answer> {
        match self {
            Observation::Settled(answer) => Some(answer),
            _ => None,
        }
    }

    /// From all concurrent answers of a register, in any order, with repetitions.
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut distinct: Vec<Answer> = answers.into_iter().collect();
        distinct.sort();
        distinct.dedup();
        match distinct.len() {
            0 => Observation::Open,
            1 => distinct
                .pop()
                .filter(|a| *a != Answer::Cleared)
                .map_or(Observation::Open, Observation::Settled),
            _ => Observation::Disputed(distinct),
        }
    }
}
