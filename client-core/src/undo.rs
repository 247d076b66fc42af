//! Taking back one's own newest answer. Nothing is deleted: the former answer is written again, as an edit like any other.

use crate::{Error, Origin, Session};
use inspection::{Edit, HistoryEntry};
use schemas::answer::Answer;
use schemas::ids::{FieldId, GroupId, ItemId, RowId, VisitId};

impl Session {
    /// The edit that restores what stood at an item before its newest answer, if that was written on this tablet. Nothing
    /// where an answer of somebody else stands now or beside it, and where a disagreement would have to be restored.
    pub fn former(&self, visit: &VisitId, item: &ItemId) -> Result<Option<Edit>, Error> {
        self.form(visit)?.item(item)?;
        let answer = self.replaced(visit, &self.document(visit)?.history(item)?);
        Ok(answer.map(|answer| Edit::Answer { item: item.clone(), answer, reason: None }))
    }

    /// Like [`Session::former`], for a field of a row that is not struck out.
    pub fn former_field(
        &self,
        visit: &VisitId,
        (group, row, field): (&GroupId, &RowId, &FieldId),
    ) -> Result<Option<Edit>, Error> {
        self.form(visit)?.field(group, field)?;
        if !self.stands(visit, group, row)? {
            return Ok(None);
        }
        let answer = self.replaced(visit, &self.document(visit)?.field_history(group, row, field)?);
        let (group, row, field) = (group.clone(), row.clone(), field.clone());
        Ok(answer.map(|answer| Edit::SetField { group, row, field, answer, reason: None }))
    }

    /// The edit that brings a struck-out row back with all that stood in it. Nothing for a row that stands.
    pub fn former_row(&self, visit: &VisitId, group: &GroupId, row: &RowId) -> Result<Option<Edit>, Error> {
        self.form(visit)?.group(group)?;
        let back = || Edit::AddRow { group: group.clone(), row: row.clone() };
        Ok((!self.stands(visit, group, row)?).then(back))
    }

    /// Whether a row stands. An error if there never was such a row.
    fn stands(&self, visit: &VisitId, group: &GroupId, row: &RowId) -> Result<bool, Error> {
        let record = self.record(visit)?;
        let known = record.rows.get(group).and_then(|rows| rows.get(row));
        let unknown = || Error::UnknownRow { group: group.clone(), row: row.clone() };
        known.map(|row| !row.removed).ok_or_else(unknown)
    }

    /// What the only standing answer replaced, if it was written here.
    fn replaced(&self, visit: &VisitId, history: &[HistoryEntry]) -> Option<Answer> {
        let state = self.visits.get(visit)?;
        let mut standing = history.iter().filter(|entry| entry.current);
        let (Some(newest), None) = (standing.next(), standing.next()) else { return None };
        if state.kept(&newest.version.change)?.origin != Origin::Own {
            return None;
        }
        let replaced = history.iter().filter(|entry| newest.superseded.contains(&entry.version.change));
        let mut answers: Vec<&Answer> = replaced.map(|entry| &entry.version.answer).collect();
        answers.sort();
        answers.dedup();
        let former = match answers.as_slice() {
            [] => Answer::Cleared,
            [only] => (*only).clone(),
            _ => return None,
        };
        (former != newest.version.answer).then_some(former)
    }
}
