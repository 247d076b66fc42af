//! Plain data, ready to be drawn or printed.

use inspection::{Photo, Signature};
use schemas::answer::Answer;
use schemas::evaluate::{Assessment, Coverage, DataError, Finding, ItemState, Score, Why};
use schemas::ids::{
    CampaignId, ChangeHash, DeviceId, FieldId, GroupId, ItemId, PersonId, RowId, SectionId, UnitCode, VisitId,
};
use schemas::template::{Basis, Choice, Evidence, Kind, Severity};
use schemas::text::Bilingual;
use schemas::wire::{HalfDay, SentBack};
use serde::Serialize;
use std::collections::BTreeMap;

/// A visit in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitCard {
    /// Its id.
    pub visit: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The unit's code.
    pub unit: UnitCode,
    /// The unit's name.
    pub unit_name: String,
    /// Planned day.
    pub date: chrono::NaiveDate,
    /// Planned half-day.
    pub half_day: HalfDay,
    /// The template is here, so that work can begin.
    pub ready: bool,
    /// Items with one answer.
    pub answered: u32,
    /// Items that are asked.
    pub asked: u32,
    /// Items with different answers.
    pub disputed: u32,
    /// Photos described.
    pub photos: usize,
    /// Changes that the server may not have.
    pub unsent: usize,
    /// Changes that the server keeps aside.
    pub quarantined: usize,
    /// Items with a finding that wants a photo and has none.
    pub evidence_missing: u32,
    /// How far each section is, in the order of the form.
    pub sections: Vec<SectionProgress>,
}

/// How far a section of a visit is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionProgress {
    /// Which.
    pub id: SectionId,
    /// Items with one answer.
    pub answered: u32,
    /// Items that are asked.
    pub asked: u32,
    /// Items and fields of its rows with different answers.
    pub disputed: u32,
    /// Items with a finding that wants a photo and has none.
    pub evidence_missing: u32,
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Author {
    /// The person, if a signed tip says so.
    pub person: Option<PersonId>,
    /// The person's name, if the worklist knows it.
    pub name: Option<String>,
    /// The device.
    pub device: Option<DeviceId>,
}

/// An answer with its author.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Who gave it.
    pub by: Author,
    /// When, by the device's clock, in seconds since 1970.
    pub at: i64,
    /// The change that wrote it.
    pub change: ChangeHash,
    /// Why, when it settled a disagreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An item of a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemView {
    /// Which.
    pub id: ItemId,
    /// The question.
    pub label: Bilingual,
    /// All answers that stand side by side; equal ones are confirmations.
    pub answers: Vec<Given>,
    /// They differ.
    pub disputed: bool,
    /// Whether and how it counts.
    pub state: ItemState,
    /// Points, 0 of 0 where it does not count.
    pub score: Score,
    /// The note.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// Photos that were struck out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed_photos: Vec<RemovedView>,
}

/// A photo that was struck out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RemovedView {
    /// As it was described.
    pub photo: Photo,
    /// Who struck it out.
    pub by: Author,
    /// When, by the device's clock, in seconds since 1970.
    pub at: i64,
}

/// A section of a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionView {
    /// Which.
    pub id: SectionId,
    /// Its heading.
    pub label: Bilingual,
    /// Points after the cap.
    pub score: Score,
    /// Its items.
    pub items: Vec<ItemView>,
}

/// A row of a group; struck-out rows are not shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// Which.
    pub id: RowId,
    /// Values by field.
    pub fields: BTreeMap<FieldId, Vec<Given>>,
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// Which.
    pub id: GroupId,
    /// Its heading.
    pub label: Bilingual,
    /// Its rows.
    pub rows: Vec<RowView>,
}

/// A signature under the minutes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignatureView {
    /// As it stands in the record.
    #[serde(flatten)]
    pub signature: Signature,
    /// Its device's key fits.
    pub valid: bool,
    /// Something was written after it: an amendment (phụ lục).
    pub amended: bool,
}

/// A whole visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitView {
    /// The line of the list.
    pub card: VisitCard,
    /// Sections in the order of the form.
    pub sections: Vec<SectionView>,
    /// Groups of rows.
    pub groups: Vec<GroupView>,
    /// Ý kiến của đơn vị.
    pub opinion: String,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// Points, findings and contradictions as they stand now.
    pub assessment: Assessment,
    /// What the office sent back to the team.
    pub sent_back: Vec<SentBack>,
    /// Recommendations of the previous inspection: mended ones, and all. What [`CARRIED_OVER`](schemas::review::CARRIED_OVER)
    /// asks.
    pub previous_recommendations: Option<(u64, u64)>,
}

/// Different answers at one place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// The item; none in a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The row's field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<(GroupId, RowId, FieldId)>,
    /// The question.
    pub label: Bilingual,
    /// The different answers, numbered from 1 for `resolve --take`; each with everyone who gave it.
    pub choices: Vec<(Answer, Vec<Given>)>,
}

/// One step in an item's history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What was written.
    pub given: Given,
    /// The changes whose answers it replaced.
    pub superseded: Vec<ChangeHash>,
    /// It stands now.
    pub current: bool,
}

/// An item by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemName {
    /// Which.
    pub id: ItemId,
    /// The question.
    pub label: Bilingual,
}

/// All that the screen of one item shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemDetail {
    /// Question, answers, note, photos, points.
    #[serde(flatten)]
    pub item: ItemView,
    /// Its section.
    pub section: SectionId,
    /// The section's heading.
    pub section_label: Bilingual,
    /// Which of the section's visible items it is, from 1, and how many these are.
    pub place: (usize, usize),
    /// The visible item before it in the form.
    pub before: Option<ItemId>,
    /// The visible item after it in the form.
    pub after: Option<ItemId>,
    /// What an answer looks like.
    pub kind: Kind,
    /// The choices offered on the day of the visit.
    pub offered: Vec<Choice>,
    /// Help for the person at the counter.
    pub hint: Option<Bilingual>,
    /// The answer that counts; for computed items the computed one.
    pub counted: Option<Answer>,
    /// Why it has these points, line by line.
    pub why: Vec<Why>,
    /// Citations in force on the day of the visit.
    pub bases: Vec<Basis>,
    /// When photos are wanted.
    pub evidence: Evidence,
    /// A finding wants a photo, and there is none.
    pub evidence_missing: bool,
    /// The unit's previous inspection had a finding here.
    pub previous_finding: bool,
    /// What the office's books answer: the recommendations of the previous inspection that are mended, out of all.
    pub in_the_books: Option<Answer>,
    /// The office sent it back to the team.
    pub sent_back: Option<SentBack>,
    /// What is found here now, rows included.
    pub findings: Vec<Finding>,
    /// Contradictions here, rows included.
    pub data_errors: Vec<DataError>,
    /// Groups whose rows count under this item.
    pub groups: Vec<GroupId>,
}

/// What is read aloud before the minutes are signed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Points, after caps.
    pub score: Score,
    /// How much is filled in.
    pub coverage: Coverage,
    /// Findings by severity, the heaviest first; only severities that occur.
    pub findings: Vec<(Severity, Vec<Finding>)>,
    /// Disagreements.
    pub disputed: Vec<Conflict>,
    /// Contradictions.
    pub data_errors: Vec<DataError>,
    /// Items without an answer.
    pub unanswered: Vec<ItemName>,
    /// Items with a finding that wants a photo and has none.
    pub evidence_missing: Vec<ItemName>,
    /// Items done fully and without a finding.
    pub strengths: Vec<ItemName>,
}

/// Something that fits a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The item, or the item that the row counts under.
    pub item: ItemId,
    /// The question, or the heading of the row's group.
    pub label: Bilingual,
    /// The row.
    pub row: Option<(GroupId, RowId)>,
    /// Where the words were found.
    pub found: Found,
    /// The note, or what stands in the row; shortened.
    pub excerpt: String,
}

/// Where the words of a search were found, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The item's id begins with them.
    Id,
    /// In the question.
    Label,
    /// In question and note.
    Note,
    /// In a row.
    Row,
}
