//! What [`evaluate`](super::evaluate) finds: plain data, ready to be shown or stored.

use crate::answer::Answer;
use crate::ids::{FieldId, GroupId, ItemId, RowId, SectionId};
use crate::template::{Basis, Remedy, Severity};
use crate::text::Bilingual;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Points in hundredths. An item's points are rounded half-up to hundredths once; sums of them are exact, so that what
/// is printed adds up.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Points(pub i64);

/// Points earned out of points possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// Earned.
    pub earned: Points,
    /// Possible among what was answered: items that are NA, hidden, open, disputed or in error are left out.
    pub possible: Points,
}

/// The whole assessment of one visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// Sections in the order of the form.
    pub sections: Vec<SectionResult>,
    /// All sections together, after caps.
    pub total: Score,
    /// How much of the form is filled in.
    pub coverage: Coverage,
    /// Findings (tồn tại, hạn chế) in the order of the form, rows after their item.
    pub findings: Vec<Finding>,
    /// Items done fully and without a finding (ưu điểm), and good practices described.
    pub strengths: Vec<ItemId>,
    /// Answers that contradict themselves or one another.
    pub data_errors: Vec<DataError>,
    /// Items and row fields with different answers.
    pub disputed: Vec<Disputed>,
    /// What each group's rows come to.
    pub groups: Vec<GroupResult>,
}

/// One section's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SectionResult {
    /// Which.
    pub id: SectionId,
    /// After the cap.
    pub score: Score,
    /// What it was before a critical finding capped it at half.
    pub capped_from: Option<Points>,
    /// How much of it is filled in.
    pub coverage: Coverage,
    /// Its items in the order of the form.
    pub items: Vec<ItemResult>,
}

/// How much is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Items with one answer (NA included).
    pub answered: u32,
    /// Items with different answers.
    pub disputed: u32,
    /// Items that are asked: all but the hidden and the computed ones.
    pub asked: u32,
}

/// One item's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemResult {
    /// Which.
    pub id: ItemId,
    /// Whether and how it counts.
    pub state: ItemState,
    /// The answer that counted; for computed items the computed one.
    pub answer: Option<Answer>,
    /// Points, 0 of 0 where it does not count.
    pub score: Score,
    /// Why, line by line, in the order of thought.
    pub why: Vec<Why>,
}

/// Whether an item counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Counts with its points.
    Scored,
    /// Answered, but carries no points.
    Informs,
    /// Không áp dụng, or a zero denominator.
    NotApplicable,
    /// Its visible-if is false.
    Hidden,
    /// Not answered yet.
    Open,
    /// Different answers.
    Disputed,
    /// The answer contradicts itself; see [`Assessment::data_errors`].
    DataError,
}

/// One reason for an item's points. [`Why::text`] puts it into words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Why {
    /// The yes/no answer was the good one (full share) or the bad one.
    Answered {
        /// Was it the good one?
        good: bool,
    },
    /// The choice earns this share of the weight.
    Chosen {
        /// Labels of what was chosen.
        labels: Vec<Bilingual>,
        /// 0 to 1.
        share: f64,
    },
    /// numerator / denominator against a target percentage.
    Ratio {
        /// Numerator.
        numerator: u64,
        /// Denominator.
        denominator: u64,
        /// Percentage that full points take.
        target: f64,
    },
    /// A number against a target.
    Number {
        /// As answered.
        #[schemars(with = "String")]
        value: rust_decimal::Decimal,
        /// What full points take.
        target: f64,
    },
    /// The item's own score rule gave this share.
    Rule {
        /// 0 to 1.
        share: f64,
    },
    /// A finding took the points of an item whose points hang on having none.
    Finding {
        /// Its severity.
        severity: Severity,
    },
    /// Nothing was found, so all points are earned.
    NoFinding,
    /// The denominator is zero: not applicable, neither 0 % nor 100 %.
    ZeroDenominator,
    /// Answered "không áp dụng".
    NotApplicable,
    /// Not asked here.
    Hidden,
    /// Computed from other answers, of which some are missing or disputed.
    Undecided,
    /// A constraint or identity is broken.
    DataError,
}

/// A shortcoming found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The item it counts under.
    pub item: ItemId,
    /// The row it was found in.
    pub row: Option<(GroupId, RowId)>,
    /// Position of the rule in the item's or group's list, from 0.
    pub rule: u16,
    /// How bad, after the step for repetition.
    pub severity: Severity,
    /// It was found in the previous inspection too.
    pub repeated: bool,
    /// What is wrong.
    pub statement: Bilingual,
    /// The citations in force on the deciding date.
    pub bases: Vec<Basis>,
    /// What to do.
    pub remedy: Option<Remedy>,
    /// Last day to do it, counted from the visit.
    pub due: Option<NaiveDate>,
    /// Photos are wanted.
    pub evidence_wanted: bool,
}

/// A contradiction, shown with both sides, never corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DataError {
    /// The item, or the group's item.
    pub item: ItemId,
    /// The row.
    pub row: Option<(GroupId, RowId)>,
    /// The row's field.
    pub field: Option<FieldId>,
    /// What does not hold.
    pub message: Bilingual,
    /// Both sides of a broken identity.
    pub sides: Option<(i64, i64)>,
}

/// Different answers to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Disputed {
    /// The item, or the group's item.
    pub item: ItemId,
    /// The row and its field.
    pub row: Option<(GroupId, RowId, FieldId)>,
    /// The answers, sorted.
    pub answers: Vec<Answer>,
}

/// What the rows of a group come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupResult {
    /// Which.
    pub id: GroupId,
    /// By name: `count`, `passed`, `failed` and the template's own counts.
    pub counts: std::collections::BTreeMap<FieldId, i64>,
    /// Computed values by row, in the template's order; `None` = undecided.
    pub rows: Vec<(RowId, Vec<Option<Answer>>)>,
}
