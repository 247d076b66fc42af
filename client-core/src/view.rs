//! What a screen shows: plain data, ready to be drawn or printed.

use crate::visit::Visit;
use crate::{Error, Session};
use inspection::{HistoryEntry, Photo, Signature, Version};
use schemas::answer::Answer;
use schemas::calendar::Calendar;
use schemas::evaluate::{Assessment, Circumstances, ItemState, Score, evaluate};
use schemas::ids::{
    ActorId, CampaignId, ChangeHash, DeviceId, FieldId, GroupId, ItemId, PersonId, RowId, SectionId,
    UnitCode, VisitId,
};
use schemas::text::Bilingual;
use schemas::wire::HalfDay;
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

impl Session {
    /// The visits of the worklist in the order of the day.
    pub fn visit_cards(&self) -> Vec<VisitCard> {
        let mut visits: Vec<_> = self.worklist.visits.iter().collect();
        visits.sort_by_key(|planned| (planned.date, planned.half_day, planned.unit.clone()));
        visits
            .iter()
            .filter_map(|planned| self.card(&planned.id, self.assess(&planned.id).ok().as_ref()).ok())
            .collect()
    }

    /// Evaluates a visit as it stands.
    pub fn assess(&self, visit: &VisitId) -> Result<Assessment, Error> {
        let planned = self.planned(visit)?;
        let circumstances = Circumstances {
            date: planned.date,
            province: planned.province.clone(),
            previous_findings: planned.previous_findings.iter().cloned().collect(),
        };
        let observations = self.record(visit)?.observations();
        Ok(evaluate(self.form(visit)?.compiled(), &observations, &circumstances, &Calendar::shipped()))
    }

    fn card(&self, visit: &VisitId, assessment: Option<&Assessment>) -> Result<VisitCard, Error> {
        let planned = self.planned(visit)?;
        let state = self.visits.get(visit);
        let coverage = assessment.map(|assessment| assessment.coverage).unwrap_or_default();
        Ok(VisitCard {
            visit: *visit,
            campaign: planned.campaign.clone(),
            unit: planned.unit.clone(),
            unit_name: planned.unit_name.clone(),
            date: planned.date,
            half_day: planned.half_day,
            ready: assessment.is_some(),
            answered: coverage.answered,
            asked: coverage.asked,
            disputed: assessment.map_or(0, |assessment| assessment.disputed.len() as u32),
            photos: self.record(visit).map_or(0, |record| record.photos.len()),
            unsent: state.map_or(0, |state| state.unsent().count()),
            quarantined: state
                .map_or(0, |state| state.changes().filter(|kept| kept.quarantined.is_some()).count()),
        })
    }

    /// A whole visit.
    pub fn visit_view(&self, visit: &VisitId) -> Result<VisitView, Error> {
        let (form, record, assessment) = (self.form(visit)?, self.record(visit)?, self.assess(visit)?);
        let state = self.visits.get(visit).ok_or(Error::UnknownVisit(*visit))?;
        let mut sections = Vec::new();
        for (section, result) in form.template().sections.iter().zip(&assessment.sections) {
            let items = section.items.iter().zip(&result.items).map(|(item, result)| {
                let versions = record.answers.get(&item.id).map_or(&[][..], Vec::as_slice);
                ItemView {
                    id: item.id.clone(),
                    label: item.label.clone(),
                    answers: self.given(state, versions),
                    disputed: choices(versions).len() > 1,
                    state: result.state,
                    score: result.score,
                    note: record.notes.get(&item.id).cloned().unwrap_or_default(),
                    photos: record.photos.iter().filter(|photo| photo.item == item.id).cloned().collect(),
                }
            });
            let (id, label) = (section.id.clone(), section.label.clone());
            sections.push(SectionView { id, label, score: result.score, items: items.collect() });
        }
        let groups = form.template().groups.iter().map(|group| {
            let rows = record.rows.get(&group.id).into_iter().flatten().filter(|(_, row)| !row.removed);
            let rows = rows.map(|(id, row)| {
                let field = |(field, versions): (&FieldId, &Vec<Version>)| {
                    (field.clone(), self.given(state, versions))
                };
                RowView { id: id.clone(), fields: row.fields.iter().map(field).collect() }
            });
            GroupView { id: group.id.clone(), label: group.label.clone(), rows: rows.collect() }
        });
        let groups = groups.collect();
        let signatures = self.signatures(visit, &record.signatures)?;
        let card = self.card(visit, Some(&assessment))?;
        Ok(VisitView { card, sections, groups, opinion: record.opinion, signatures, assessment })
    }

    /// Everything in a visit on which people disagree.
    pub fn conflicts(&self, visit: &VisitId) -> Result<Vec<Conflict>, Error> {
        let (form, record) = (self.form(visit)?, self.record(visit)?);
        let state = self.visits.get(visit).ok_or(Error::UnknownVisit(*visit))?;
        let conflict = |item, row, label: &Bilingual, versions: &[Version]| {
            let choices = choices(versions).into_iter();
            let choices: Vec<_> =
                choices.map(|(answer, versions)| (answer, self.given(state, &versions))).collect();
            (choices.len() > 1).then(|| Conflict { item, row, label: label.clone(), choices })
        };
        let mut conflicts = Vec::new();
        for item in form.template().items() {
            let versions = record.answers.get(&item.id).map_or(&[][..], Vec::as_slice);
            conflicts.extend(conflict(Some(item.id.clone()), None, &item.label, versions));
        }
        for group in &form.template().groups {
            for (row, content) in record.rows.get(&group.id).into_iter().flatten().filter(|(_, r)| !r.removed)
            {
                for field in &group.fields {
                    let versions = content.fields.get(&field.id).map_or(&[][..], Vec::as_slice);
                    let place = (group.id.clone(), row.clone(), field.id.clone());
                    conflicts.extend(conflict(None, Some(place), &field.label, versions));
                }
            }
        }
        Ok(conflicts)
    }

    /// Every answer an item ever had, causes before effects.
    pub fn history(&self, visit: &VisitId, item: &ItemId) -> Result<Vec<Step>, Error> {
        self.form(visit)?.item(item)?;
        let entries = self.document(visit)?.history(item)?;
        let state = self.visits.get(visit).ok_or(Error::UnknownVisit(*visit))?;
        let step = |entry: HistoryEntry| Step {
            given: self.one(state, &entry.version),
            superseded: entry.superseded,
            current: entry.current,
        };
        Ok(entries.into_iter().map(step).collect())
    }

    fn signatures(&self, visit: &VisitId, signatures: &[Signature]) -> Result<Vec<SignatureView>, Error> {
        let heads = self.document(visit)?.heads();
        let view = |signature: &Signature| {
            let known = self.worklist.devices.iter().find(|known| known.device == signature.device);
            let key = known.and_then(|known| known.public_key.as_slice().try_into().ok());
            let key = key.and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(bytes).ok());
            let valid =
                key.is_some_and(|key| inspection::seal::verify_minutes(visit, signature, &key).is_ok());
            // The change that carries the signature stands on top of what is signed.
            let amended = self.written_after(visit, signature, &heads);
            SignatureView { signature: signature.clone(), valid, amended }
        };
        Ok(signatures.iter().map(view).collect())
    }

    /// Whether more than signatures was written since.
    fn written_after(&self, visit: &VisitId, signature: &Signature, heads: &[ChangeHash]) -> bool {
        let without_signatures = |heads: &[ChangeHash]| {
            let mut record = self.document(visit).ok()?.as_of(heads).ok()?;
            record.signatures.clear();
            Some(record)
        };
        without_signatures(heads) != without_signatures(&signature.heads)
    }

    fn given(&self, state: &Visit, versions: &[Version]) -> Vec<Given> {
        versions.iter().map(|version| self.one(state, version)).collect()
    }

    fn one(&self, state: &Visit, version: &Version) -> Given {
        let Version { answer, change, actor, at, reason } = version.clone();
        Given { answer, by: self.author(state, &actor), at, change, reason }
    }

    fn author(&self, state: &Visit, actor: &ActorId) -> Author {
        let tip = state.author(actor);
        let person = tip.map(|tip| tip.person.clone());
        let name = person.as_ref().and_then(|person| {
            let own = self.identity.as_ref().filter(|own| own.person == *person);
            let known = || self.worklist.devices.iter().find(|known| known.person == *person);
            own.map(|own| own.person_name.clone()).or_else(|| known().map(|known| known.person_name.clone()))
        });
        Author { person, name, device: tip.map(|tip| tip.device.clone()) }
    }
}

/// The different answers, each with those who gave it.
fn choices(versions: &[Version]) -> Vec<(Answer, Vec<Version>)> {
    let mut by_answer: BTreeMap<Answer, Vec<Version>> = BTreeMap::new();
    for version in versions {
        by_answer.entry(version.answer.clone()).or_default().push(version.clone());
    }
    by_answer.into_iter().collect()
}
