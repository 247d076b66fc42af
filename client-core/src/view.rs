//! What a screen shows.

mod find;
mod item;
mod model;
mod summary;

pub use model::*;

use crate::visit::Visit;
use crate::{Error, Form, Session};
use inspection::{HistoryEntry, Record, RemovedPhoto, Signature, Version};
use litemap::LiteMap;
use schemas::answer::Answer;
use schemas::calendar::Calendar;
use schemas::evaluate::{Assessment, Circumstances, ItemResult, evaluate};
use schemas::ids::{ActorId, ChangeHash, FieldId, ItemId, VisitId};
use schemas::template::Item;
use schemas::text::Bilingual;
use schemas::wire::WorklistVisit;

/// A visit as it stands, read and evaluated once.
struct Look<'a> {
    planned: &'a WorklistVisit,
    form: &'a Form,
    state: &'a Visit,
    record: Record,
    assessment: Assessment,
}

impl Look<'_> {
    /// Whether a finding here wants a photo and there is none.
    fn lacks_evidence(&self, item: &ItemId) -> bool {
        self.assessment.findings.iter().any(|finding| finding.item == *item && finding.evidence_wanted)
            && !self.record.photos.iter().any(|photo| photo.item == *item)
    }

    fn progress(&self) -> Vec<SectionProgress> {
        let sections = self.assessment.sections.iter().map(|section| {
            let here = |item: &ItemId| section.items.iter().any(|result| result.id == *item);
            let disputed = self.assessment.disputed.iter().filter(|disputed| here(&disputed.item));
            let lacking = section.items.iter().filter(|result| self.lacks_evidence(&result.id));
            SectionProgress {
                id: section.id.clone(),
                answered: section.coverage.answered,
                asked: section.coverage.asked,
                disputed: disputed.count() as u32,
                evidence_missing: lacking.count() as u32,
            }
        });
        sections.collect()
    }
}

impl Session {
    /// The visits of the worklist in the order of the day.
    pub fn visit_cards(&self) -> Vec<VisitCard> {
        let mut visits: Vec<_> = self.worklist.visits.iter().collect();
        visits.sort_by_key(|planned| (planned.date, planned.half_day, planned.unit.clone()));
        visits.into_iter().map(|planned| self.card(planned, self.look(&planned.id).ok().as_ref())).collect()
    }

    /// Evaluates a visit as it stands.
    pub fn assess(&self, visit: &VisitId) -> Result<Assessment, Error> {
        Ok(self.look(visit)?.assessment)
    }

    fn look(&self, visit: &VisitId) -> Result<Look<'_>, Error> {
        let (planned, form, record) = (self.planned(visit)?, self.form(visit)?, self.record(visit)?);
        let state = self.visits.get(visit).ok_or(Error::UnknownVisit(*visit))?;
        let campaign = self.worklist.campaigns.iter().find(|campaign| campaign.id == planned.campaign);
        let circumstances = Circumstances {
            date: planned.date,
            province: planned.province.clone(),
            previous_findings: planned.previous_findings.iter().cloned().collect(),
            targets: campaign.map(|campaign| campaign.targets.clone()).unwrap_or_default(),
        };
        let observations = record.observations();
        let assessment = evaluate(form.compiled(), &observations, &circumstances, &Calendar::shipped());
        Ok(Look { planned, form, state, record, assessment })
    }

    /// The line of a visit; without a look where its template is not here yet.
    fn card(&self, planned: &WorklistVisit, look: Option<&Look<'_>>) -> VisitCard {
        let state = self.visits.get(&planned.id);
        let coverage = look.map(|look| look.assessment.coverage).unwrap_or_default();
        let aside = |state: &Visit| state.changes().filter(|kept| kept.quarantined.is_some()).count();
        let sections = look.map(Look::progress).unwrap_or_default();
        VisitCard {
            visit: planned.id,
            campaign: planned.campaign.clone(),
            unit: planned.unit.clone(),
            unit_name: planned.unit_name.clone(),
            date: planned.date,
            half_day: planned.half_day,
            ready: look.is_some(),
            answered: coverage.answered,
            asked: coverage.asked,
            disputed: look.map_or(0, |look| look.assessment.disputed.len() as u32),
            photos: look.map_or(0, |look| look.record.photos.len()),
            unsent: state.map_or(0, |state| state.unsent().count()),
            quarantined: state.map_or(0, aside),
            evidence_missing: sections.iter().map(|section| section.evidence_missing).sum(),
            sections,
        }
    }

    /// A whole visit.
    pub fn visit_view(&self, visit: &VisitId) -> Result<VisitView, Error> {
        let look = self.look(visit)?;
        let sections = look.form.template().sections.iter().zip(&look.assessment.sections);
        let sections = sections.map(|(section, result)| SectionView {
            id: section.id.clone(),
            label: section.label.clone(),
            score: result.score,
            items: section
                .items
                .iter()
                .zip(&result.items)
                .map(|(item, r)| self.item(&look, item, r))
                .collect(),
        });
        let groups = look.form.template().groups.iter().map(|group| {
            let rows = look.record.rows.get(&group.id).into_iter().flatten().filter(|(_, row)| !row.removed);
            let rows = rows.map(|(id, row)| {
                let field = |(field, versions): (&FieldId, &Vec<Version>)| {
                    (field.clone(), self.given(look.state, versions))
                };
                RowView { id: id.clone(), fields: row.fields.iter().map(field).collect() }
            });
            GroupView { id: group.id.clone(), label: group.label.clone(), rows: rows.collect() }
        });
        Ok(VisitView {
            card: self.card(look.planned, Some(&look)),
            sections: sections.collect(),
            groups: groups.collect(),
            signatures: self.signatures(visit, &look.record.signatures)?,
            opinion: look.record.opinion.clone(),
            sent_back: look.planned.sent_back.clone(),
            previous_recommendations: look.planned.previous_recommendations,
            assessment: look.assessment,
        })
    }

    fn item(&self, look: &Look<'_>, item: &Item, result: &ItemResult) -> ItemView {
        let versions = look.record.answers.get(&item.id).map_or(&[][..], Vec::as_slice);
        let photos = look.record.photos.iter().filter(|photo| photo.item == item.id);
        let removed = look.record.removed_photos.iter().filter(|removed| removed.photo.item == item.id);
        let removed = removed.map(|RemovedPhoto { photo, actor, at }| RemovedView {
            photo: photo.clone(),
            by: self.author(look.state, actor),
            at: *at,
        });
        ItemView {
            id: item.id.clone(),
            label: item.label.clone(),
            answers: self.given(look.state, versions),
            disputed: choices(versions).len() > 1,
            state: result.state,
            score: result.score,
            note: look.record.notes.get(&item.id).cloned().unwrap_or_default(),
            photos: photos.cloned().collect(),
            removed_photos: removed.collect(),
        }
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
    let mut by_answer: LiteMap<Answer, Vec<Version>> = LiteMap::new();
    for version in versions {
        by_answer.entry(version.answer.clone()).or_default().push(version.clone());
    }
    by_answer.into_iter().collect()
}
