//! The findings report of one visit as data: ids, raw values and the words for them, so that the page, the JSON and the
//! printed documents say the same by construction.

mod annex;

pub use annex::*;

use crate::store::assessment::Figures;
use chrono::NaiveDate;
use inspection::SignerRole;
use schemas::answer::Answer;
use schemas::evaluate::{Coverage, ItemState};
use schemas::ids::{
    CampaignId, ChangeHash, DeviceId, FieldId, GroupId, ItemId, PersonId, PhotoId, RowId, SectionId,
    TemplateHash, TemplateId, UnitCode, VisitId,
};
use schemas::template::{DayCount, Severity};
use schemas::text::Language;
use schemas::wire::{HalfDay, TeamRole};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that the office says about one visit (cuộc kiểm tra).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Language of all texts in here that are not somebody's own words.
    pub language: Language,
    /// The plan that ordered the visit.
    pub campaign: Campaign,
    /// Which visit, and when.
    pub visit: Visit,
    /// The inspected unit (đơn vị được kiểm tra).
    pub unit: Unit,
    /// The checklist.
    pub template: Template,
    /// The inspection team (đoàn kiểm tra).
    pub team: Team,
    /// All sections together, after caps.
    pub score: Score,
    /// How much of the form is filled in.
    pub coverage: Coverage,
    /// Numbers of findings by severity.
    pub counts: SeverityCounts,
    /// Section by section, item by item.
    pub sections: Vec<Section>,
    /// Findings (tồn tại, hạn chế) in the order of the form.
    pub findings: Vec<Finding>,
    /// Ưu điểm.
    pub strengths: Vec<Remark>,
    /// Answers that contradict themselves or one another; nothing was corrected.
    pub data_errors: Vec<DataError>,
    /// Questions with different answers (chưa thống nhất).
    pub disputed: Vec<Disputed>,
    /// Tables of rows: sampled dossiers, absences.
    pub groups: Vec<Group>,
    /// Notes by item.
    pub notes: Vec<Remark>,
    /// Ý kiến của đơn vị, empty if none was written.
    pub opinion: String,
    /// Signatures under the minutes, in order of time.
    pub signatures: Vec<Signature>,
    /// Photos that the record describes.
    pub photos: Vec<Photo>,
    /// Those of them, and pictures of signatures, that have not arrived; each once.
    pub photos_missing: Vec<PhotoId>,
    /// Every answer that an item ever had, oldest first.
    pub history: BTreeMap<ItemId, Vec<Step>>,
    /// Tablets that wrote in the record.
    pub devices: Vec<Device>,
    /// Something has arrived that the figures do not show yet.
    pub pending: bool,
    /// How many changes that are.
    pub waiting: u64,
    /// Changes kept aside because they could not be taken.
    pub quarantined: u64,
}

/// The campaign (đợt kiểm tra).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// Who ordered it.
    pub issuing_body: String,
    /// Number of the plan.
    pub plan_number: String,
    /// Date of the plan.
    pub plan_date: NaiveDate,
    /// The plan's date in words.
    pub plan_date_text: String,
    /// First day of the visits.
    pub period_from: NaiveDate,
    /// Last day of the visits.
    pub period_to: NaiveDate,
}

/// See [`Report::visit`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// The planned day.
    pub date: NaiveDate,
    /// The day in words.
    pub date_text: String,
    /// The planned half-day.
    pub half_day: HalfDay,
    /// The half-day in words.
    pub half_day_text: String,
    /// The plan no longer has it.
    pub cancelled: bool,
    /// Something of it has arrived.
    pub begun: bool,
}

/// See [`Report::unit`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// Its name on the day of the visit.
    pub name: String,
    /// The province it lies in.
    pub province: Option<UnitCode>,
}

/// See [`Report::template`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Template {
    /// Shared by all editions.
    pub id: TemplateId,
    /// Counts up from 1.
    pub edition: u32,
    /// What people call it.
    pub title: String,
    /// SHA-256 of its canonical form.
    pub hash: TemplateHash,
}

/// See [`Report::team`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Team {
    /// Its id within the campaign.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who is in it, in the order of the plan, then others who wrote in the record.
    pub members: Vec<Member>,
}

/// A person who inspects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Position (chức vụ); may be empty.
    pub position: String,
    /// Part in the team; none for somebody whom the plan does not name.
    pub role: Option<TeamRole>,
    /// The part in words.
    pub role_text: String,
    /// Sections this person covers; empty = all.
    pub sections: Vec<SectionId>,
    /// Items with an answer of this person that stands now.
    pub answered: Vec<ItemId>,
}

/// Points, as numbers and in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Hundredths of points.
    pub earned: i64,
    /// Hundredths of points.
    pub possible: i64,
    /// Points earned, for example "86,5".
    pub earned_text: String,
    /// Points possible.
    pub possible_text: String,
    /// With two decimals, rounded half-up from the exact fraction; none where nothing was possible.
    pub percent: Option<String>,
}

/// Numbers of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SeverityCounts {
    /// Nghiêm trọng.
    pub critical: u32,
    /// Lớn.
    pub major: u32,
    /// Nhẹ.
    pub minor: u32,
    /// Lưu ý.
    pub observation: u32,
}

impl From<Figures> for SeverityCounts {
    fn from(figures: Figures) -> Self {
        let number = |number: i64| u32::try_from(number).unwrap_or_default();
        Self {
            critical: number(figures.criticals),
            major: number(figures.majors),
            minor: number(figures.minors),
            observation: number(figures.observations),
        }
    }
}

/// A section (lĩnh vực) of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its letter.
    pub id: SectionId,
    /// Its heading.
    pub label: String,
    /// After the cap.
    pub score: Score,
    /// Points before a critical finding capped them at half.
    pub capped_from: Option<String>,
    /// How much of it is filled in.
    pub coverage: Coverage,
    /// Its items in the order of the form.
    pub items: Vec<Item>,
}

/// An item (mục kiểm tra).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The question.
    pub label: String,
    /// Whether and how it counts.
    pub state: ItemState,
    /// The state in words.
    pub state_text: String,
    /// The answer that counted.
    pub answer: Option<Answer>,
    /// The answer in words; empty if there is none.
    pub text: String,
    /// Its points.
    pub score: Score,
    /// Why, line by line.
    pub why: Vec<String>,
    /// Its note; empty if none.
    pub note: String,
    /// Who gave the answers that stand.
    pub answered_by: Vec<Voice>,
    /// The heaviest finding in it.
    pub severity: Option<Severity>,
    /// Photos taken for it.
    pub photos: Vec<PhotoId>,
}

/// An answer with its author.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voice {
    /// The answer.
    pub answer: Answer,
    /// The answer in words.
    pub text: String,
    /// Who gave it.
    pub person: Option<PersonId>,
    /// Name; words for "unknown" if nobody vouches for it.
    pub name: String,
    /// On which tablet.
    pub device: Option<DeviceId>,
    /// When, by the tablet's clock, in seconds since 1970.
    pub at: i64,
    /// The time in words.
    pub at_text: String,
    /// Why, where it settled a disagreement.
    pub reason: Option<String>,
}

/// A step in the history of an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What was written, by whom and when.
    #[serde(flatten)]
    pub voice: Voice,
    /// The change that wrote it.
    pub change: ChangeHash,
    /// The changes whose answers it replaced.
    pub superseded: Vec<ChangeHash>,
    /// It stands now.
    pub current: bool,
}

/// Which row of which table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowRef {
    /// The group.
    pub group: GroupId,
    /// The row.
    pub id: RowId,
    /// The field, where one is meant.
    pub field: Option<FieldId>,
    /// For example "Hồ sơ kiểm tra mẫu, dòng 2".
    pub label: String,
}

/// A finding (tồn tại, hạn chế).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// From 1, in the order of the form.
    pub number: u32,
    /// The item it counts under.
    pub item: ItemId,
    /// The question.
    pub label: String,
    /// The row it was found in.
    pub row: Option<RowRef>,
    /// How bad, after the step for repetition.
    pub severity: Severity,
    /// The severity in words.
    pub severity_text: String,
    /// Found in the previous inspection too (tái phạm).
    pub repeated: bool,
    /// What is wrong.
    pub statement: String,
    /// Legal basis (căn cứ).
    pub bases: Vec<Basis>,
    /// What is to be done (kiến nghị khắc phục).
    pub remedy: Option<Remedy>,
    /// Last day to do it.
    pub due: Option<NaiveDate>,
    /// The last day in words.
    pub due_text: Option<String>,
    /// Photos of the item.
    pub photos: Vec<PhotoId>,
    /// Photos are wanted, and the record describes none.
    pub evidence_missing: bool,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Basis {
    /// Instrument and article.
    pub cite: String,
    /// Cần đối chiếu: nobody has compared it with the official gazette yet.
    pub unconfirmed: bool,
}

/// See [`Finding::remedy`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remedy {
    /// What to do.
    pub text: String,
    /// Days after the visit.
    pub days: u16,
    /// How they are counted.
    pub count: DayCount,
    /// "10 ngày làm việc".
    pub days_text: String,
}

/// Words about an item: a note, a strength.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// The item.
    pub item: ItemId,
    /// The question.
    pub label: String,
    /// The words.
    pub text: String,
}

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataError {
    /// The item.
    pub item: ItemId,
    /// The question.
    pub label: String,
    /// The row.
    pub row: Option<RowRef>,
    /// What does not hold.
    pub message: String,
    /// Both sides of a broken identity.
    pub sides: Option<(i64, i64)>,
    /// "12.068 ≠ 12.070".
    pub sides_text: Option<String>,
}

/// Different answers to one question. All stand as equals until a person decides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disputed {
    /// The item, or the group's item.
    pub item: ItemId,
    /// The row and its field.
    pub row: Option<RowRef>,
    /// The question.
    pub label: String,
    /// The answers with their authors, sorted by answer.
    pub values: Vec<Voice>,
    /// The item's note.
    pub note: String,
    /// Photos of the item.
    pub photos: Vec<PhotoId>,
}

impl Report {
    /// A photo of the record.
    pub fn photo(&self, id: &PhotoId) -> Option<&Photo> {
        self.photos.iter().find(|photo| photo.id == *id)
    }
}

impl SeverityCounts {
    /// All of them.
    pub fn total(&self) -> u32 {
        self.critical + self.major + self.minor + self.observation
    }

    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Critical => &mut self.critical,
            Severity::Major => &mut self.major,
            Severity::Minor => &mut self.minor,
            Severity::Observation => &mut self.observation,
        } += 1;
    }
}
