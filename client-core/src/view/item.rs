//! The screen of one item.

use super::{ItemDetail, Look};
use crate::{Error, Session};
use schemas::answer::Answer;
use schemas::entry::offered;
use schemas::evaluate::{ItemResult, ItemState};
use schemas::ids::{ItemId, VisitId};
use schemas::review::CARRIED_OVER;
use schemas::template::{Item, Section};

impl Session {
    /// All that the screen of one item shows.
    pub fn item_view(&self, visit: &VisitId, id: &ItemId) -> Result<ItemDetail, Error> {
        self.form(visit)?.item(id)?;
        let look = self.look(visit)?;
        let all: Vec<_> = items(&look).collect();
        let unknown = || Error::UnknownItem { item: id.clone(), known: Vec::new() };
        let (section, item, result) = *all.iter().find(|(_, item, _)| item.id == *id).ok_or_else(unknown)?;
        // An item that has just become hidden still has its place, so that the way on is where it was.
        let seen: Vec<_> =
            all.iter().filter(|(_, item, r)| r.state != ItemState::Hidden || item.id == *id).collect();
        let at = seen.iter().position(|(_, item, _)| item.id == *id).unwrap_or(0);
        let neighbour = |at: Option<usize>| Some(seen.get(at?)?.1.id.clone());
        let of_section: Vec<_> = seen.iter().filter(|(other, ..)| other.id == section.id).collect();
        let place = of_section.iter().position(|(_, item, _)| item.id == *id).map_or(0, |at| at + 1);
        let date = look.planned.date;
        let (findings, data_errors) = (&look.assessment.findings, &look.assessment.data_errors);
        let groups = look.form.template().groups.iter().filter(|group| group.item == *id);
        Ok(ItemDetail {
            item: self.item(&look, item, result),
            section: section.id.clone(),
            section_label: section.label.clone(),
            place: (place, of_section.len()),
            before: neighbour(at.checked_sub(1)),
            after: neighbour(Some(at + 1)),
            kind: item.kind.clone(),
            offered: offered(item.kind.choices(), date).cloned().collect(),
            hint: item.hint.clone(),
            counted: result.answer.clone(),
            why: result.why.clone(),
            bases: item.bases.iter().filter(|basis| basis.in_force(date)).cloned().collect(),
            evidence: item.evidence,
            evidence_missing: look.lacks_evidence(id),
            previous_finding: look.planned.previous_findings.contains(id),
            in_the_books: look
                .planned
                .previous_recommendations
                .filter(|_| id.as_str() == CARRIED_OVER)
                .map(|(mended, all)| Answer::Ratio(mended, all)),
            sent_back: look.planned.sent_back.iter().find(|back| back.item == *id).cloned(),
            findings: findings.iter().filter(|finding| finding.item == *id).cloned().collect(),
            data_errors: data_errors.iter().filter(|error| error.item == *id).cloned().collect(),
            groups: groups.map(|group| group.id.clone()).collect(),
        })
    }
}

/// All items in the order of the form, each with its section and its result.
pub(super) fn items<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a Section, &'a Item, &'a ItemResult)> {
    let sections = look.form.template().sections.iter().zip(&look.assessment.sections);
    sections.flat_map(|(section, result)| {
        section.items.iter().zip(&result.items).map(move |(item, result)| (section, item, result))
    })
}
