//! The format of a template file, field by field as it stands in TOML.

use crate::ids::{ChoiceId, FieldId, GroupId, ItemId, ParameterId, SectionId, TemplateId, UnitCode};
use crate::text::Bilingual;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A CEL expression (<https://cel.dev>). The names and functions it may use are listed in `schemas/README.md`.
pub type Expression = String;

/// One edition of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Shared by all editions.
    pub id: TemplateId,
    /// Counts up from 1.
    pub edition: u32,
    /// What people call it.
    pub title: Bilingual,
    /// First day of visits for which it may be chosen.
    pub valid_from: NaiveDate,
    /// Last such day, itself included; none = still in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Numbers that a province sets for a year (chỉ tiêu), by name.
    #[serde(default, rename = "parameter")]
    pub parameters: BTreeMap<ParameterId, Parameter>,
    /// The sections in the order of the form.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// Groups of rows, for example sampled dossiers and absences.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
}

/// A number that depends on province and year; see [`Template::parameters`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What it is.
    pub label: Bilingual,
    /// Used where no row of `values` fits.
    pub default: f64,
    /// Values for a province (2-digit code), a year, or both; the most specific row wins.
    #[serde(default)]
    pub values: Vec<ParameterValue>,
}

/// A row of [`Parameter::values`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterValue {
    /// Only in this province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<UnitCode>,
    /// Only for visits in this year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The value.
    pub value: f64,
}

/// A section (lĩnh vực / phần).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its letter.
    pub id: SectionId,
    /// Its heading.
    pub label: Bilingual,
    /// Its items in the order of the form.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable: a changed wording keeps the id, a changed meaning takes a new one.
    pub id: ItemId,
    /// The question as printed.
    pub label: Bilingual,
    /// Help for the person at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    /// What an answer looks like.
    pub kind: Kind,
    /// Points for a full answer, at most two decimals; 0 = only informs.
    #[serde(default)]
    pub weight: f64,
    /// The item is asked only if this is true (`visible-if`). Undecided counts as true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Expression>,
    /// What must hold of an answer; a broken one is a data error, shown, never corrected.
    #[serde(default, rename = "constraint", skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// Share of the weight earned, 0 to 1, where the rule of the kind does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Expression>,
    /// Checked from the first to the last; the first that holds makes the finding.
    #[serde(default, rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingRule>,
    /// When photos are wanted.
    #[serde(default)]
    pub evidence: Evidence,
    /// Legal basis (căn cứ).
    #[serde(default, rename = "basis", skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Basis>,
    /// What the unit is told to do, unless the finding rule says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// The kinds of answers, with what belongs to each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum Kind {
    /// Có / Không. Earns everything on the good answer, nothing on the bad one.
    YesNo {
        /// Which answer is the bad one; `yes` for items such as "has unlawful charges".
        #[serde(default)]
        bad: BadAnswer,
    },
    /// Exactly one choice; earns the choice's share.
    Single {
        /// In the order of the form.
        choices: Vec<Choice>,
    },
    /// Any number of choices; earns the sum of the shares, at most 1.
    Multi {
        /// In the order of the form.
        choices: Vec<Choice>,
    },
    /// A whole number, not negative. Earns by `score`, or everything if no finding rule holds and nothing otherwise.
    Integer,
    /// A number; earns min(1, number / target).
    Decimal {
        /// What full points take.
        #[serde(default)]
        target: Target,
        /// Allowed values, both ends included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        range: Option<(f64, f64)>,
    },
    /// Numerator / denominator; earns min(1, percentage / target). A zero denominator is NA.
    Ratio {
        /// Percentage that full points take.
        #[serde(default)]
        target: Target,
        /// Computed from other answers instead of asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        computed: Option<ComputedRatio>,
    },
    /// A civil date. Earns like [`Kind::Integer`].
    Date,
    /// A civil date and time. Earns like [`Kind::Integer`].
    Moment,
    /// Free text; earns nothing.
    Text,
    /// Whole numbers that belong together, with identities between them; earns nothing.
    Figures {
        /// The numbers in the order of the form.
        fields: Vec<Figure>,
        /// What must add up; a broken one is a data error shown with both sides.
        #[serde(default)]
        identities: Vec<Identity>,
    },
    /// Periods from–to, both days included (only in rows).
    Periods,
}

impl Kind {
    /// The choices, for kinds that have some.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Kind::Single { choices } | Kind::Multi { choices } => choices,
            _ => &[],
        }
    }
}

/// See [`Kind::YesNo`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BadAnswer {
    /// "Không" is bad.
    #[default]
    No,
    /// "Có" is bad.
    Yes,
}

/// A number, or the name of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Target {
    /// The number itself.
    Number(f64),
    /// The parameter that holds it.
    Parameter(ParameterId),
}

impl Default for Target {
    fn default() -> Self {
        Target::Number(100.0)
    }
}

/// See [`Kind::Ratio`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComputedRatio {
    /// A whole number.
    pub numerator: Expression,
    /// A whole number.
    pub denominator: Expression,
}

/// A possible answer of a choice item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable, like an item's id.
    pub id: ChoiceId,
    /// As printed.
    pub label: Bilingual,
    /// Share of the weight it earns, 0 to 1.
    #[serde(default)]
    pub share: f64,
    /// Offered only from this day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Offered only up to this day, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// One number of a figures block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its name in rules.
    pub id: FieldId,
    /// As printed.
    pub label: Bilingual,
    /// May be left out; an identity with a number left out is not checked.
    #[serde(default)]
    pub optional: bool,
}

/// An identity between figures: the sums of both sides are equal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Figures added up on the left side.
    pub left: Vec<FieldId>,
    /// Figures added up on the right side.
    pub right: Vec<FieldId>,
    /// What it says in words.
    pub label: Bilingual,
}

impl Identity {
    /// Both sides, if they differ; nothing while one of the figures is missing.
    pub fn broken(&self, figures: &BTreeMap<FieldId, i64>) -> Option<(i64, i64)> {
        let sum = |side: &[FieldId]| side.iter().map(|id| figures.get(id).copied()).sum::<Option<i64>>();
        let sides = (sum(&self.left)?, sum(&self.right)?);
        (sides.0 != sides.1).then_some(sides)
    }
}

/// See [`Item::constraints`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// Must be true.
    pub check: Expression,
    /// What is wrong otherwise.
    pub message: Bilingual,
}

/// See [`Item::findings`] and [`Group::findings`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingRule {
    /// True = there is a finding. Undecided (an answer it needs is missing) = no finding.
    pub when: Expression,
    /// How bad it is.
    pub severity: Severity,
    /// What is stated in the report. `{…}` holds a CEL expression of type text or number.
    pub statement: Bilingual,
    /// The rule holds from this day on (the visit's date; in rows the row's date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The rule holds up to this day, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Instead of the item's or group's remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// Severity of a finding (mức độ), from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Lưu ý.
    Observation,
    /// Nhẹ.
    Minor,
    /// Lớn.
    Major,
    /// Nghiêm trọng: caps its section at half.
    Critical,
}

impl Severity {
    /// One step heavier, for a repeated finding (tái phạm).
    pub fn raised(self) -> Self {
        match self {
            Severity::Observation => Severity::Minor,
            Severity::Minor => Severity::Major,
            Severity::Major | Severity::Critical => Severity::Critical,
        }
    }
}

/// When photos are wanted as evidence (minh chứng).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Never.
    #[default]
    Never,
    /// At least one when there is a finding.
    OnFinding,
    /// When there is a finding; recommended also without one.
    Always,
}

/// A citation (căn cứ pháp lý).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The instrument and article, for example "Nghị định 63/2010/NĐ-CP, Điều 16".
    pub cite: String,
    /// In force from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// In force up to this day, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Nobody has compared it with the official gazette yet; shown as "cần đối chiếu".
    #[serde(default)]
    pub unconfirmed: bool,
}

impl Basis {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        within(self.from, self.to, day)
    }
}

/// Whether a period that is open on the side of a missing end includes a day.
pub(crate) fn within(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// What is to be done about a finding (kiến nghị khắc phục), and how soon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// What to do.
    pub text: Bilingual,
    /// Days after the visit.
    pub days: u16,
    /// How they are counted.
    #[serde(default)]
    pub count: DayCount,
}

/// How days are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayCount {
    /// Ngày làm việc.
    #[default]
    Working,
    /// Ngày lịch.
    Calendar,
}

/// A group of rows (nhóm lặp).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name in rules: `DS.count`, `AT.unexcused`.
    pub id: GroupId,
    /// Its heading.
    pub label: Bilingual,
    /// What is asked of each row.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// The field whose date decides which rules and citations hold for a row; the visit's date if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_by: Option<FieldId>,
    /// The item that a row's findings count under.
    pub item: ItemId,
    /// Values worked out for each row, in order, usable in what follows as `row.NAME`.
    #[serde(default, rename = "computed", skip_serializing_if = "Vec::is_empty")]
    pub computed: Vec<ComputedField>,
    /// All that hold are findings.
    #[serde(default, rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingRule>,
    /// Numbers of rows for which an expression is true, usable in items as `GROUP.NAME`. `GROUP.count` (all rows),
    /// `GROUP.passed` (no major or critical finding) and `GROUP.failed` are always there.
    #[serde(default)]
    pub counts: BTreeMap<FieldId, Count>,
    /// Legal basis of the row's findings.
    #[serde(default, rename = "basis", skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Basis>,
    /// What the unit is told to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// See [`Group::counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// As printed before the number.
    pub label: Bilingual,
    /// A row counts if this is true.
    pub when: Expression,
}

/// A question of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in rules: `row.DS04`.
    pub id: FieldId,
    /// As printed.
    pub label: Bilingual,
    /// What a value looks like. Scores and computed ratios have no meaning here.
    pub kind: Kind,
    /// The row is incomplete without it.
    #[serde(default)]
    pub required: bool,
    /// What must hold of a value; a broken one is a data error.
    #[serde(default, rename = "constraint", skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
}

/// See [`Group::computed`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComputedField {
    /// Its name in rules.
    pub id: FieldId,
    /// As printed.
    pub label: Bilingual,
    /// Its value.
    pub value: Expression,
}

impl Template {
    /// All items in the order of the form.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The item with this id.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items().find(|item| item.id == *id)
    }

    /// The group with this id.
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == *id)
    }
}
