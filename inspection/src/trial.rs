//! What the server tries before it lets a change into a document: whether each operation writes something a visit has,
//! and whether the merged document can be saved and loaded again.
//!
//! Automerge may panic or ask for gigabytes on forged input. Run these where that costs one job, not the server.

use crate::document::read_change;
use crate::layout::{self, PRESENT, REMOVED, RowKey};
use crate::{Error, Inspection, Photo, Signature};
use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ObjId, ScalarValue};
use schemas::answer::Answer;
use schemas::codec;
use schemas::ids::{ChangeHash, FieldId, GroupId, ItemId, RowId};
use serde::{Deserialize, Serialize};

/// What a change writes, for people who decide whether to take it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// Answers an item.
    Answer(ItemId, Answer),
    /// Sets a field of a row.
    Field(GroupId, RowId, FieldId, Answer),
    /// Adds a row, or strikes it out.
    Row(GroupId, RowId, bool),
    /// Describes a photo.
    Photo(Box<Photo>),
    /// Signs the minutes.
    Signature(Box<Signature>),
    /// Writes this into an item's note, and deletes so many characters of it.
    Note(ItemId, String, u32),
    /// The same in the unit's opinion.
    Opinion(String, u32),
    /// Something that a visit does not have, under this key.
    Unknown(String),
}

/// A document that survived the trial.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The merged document.
    pub inspection: Inspection,
    /// Saved and loaded again with the same heads.
    pub snapshot: Vec<u8>,
    /// Its newest changes, sorted.
    pub heads: Vec<ChangeHash>,
}

impl Inspection {
    /// Checks that every operation of a change writes something a visit of this template has: a register into the
    /// answers or a row, a photo's or signature's description, characters into a note.
    pub fn check_content(&self, change: &[u8]) -> Result<(), Error> {
        let change = read_change(change)?.decode();
        match change.operations.iter().find(|op| !self.is_known(op)) {
            None => Ok(()),
            Some(op) => {
                Err(Error::UnknownContent { key: format!("{:?}", op.key).chars().take(120).collect() })
            }
        }
    }

    fn is_known(&self, op: &Op) -> bool {
        let at = |object: &ObjId| match (&op.obj, object) {
            (ObjectId::Id(id), ObjId::Id(counter, actor, _)) => id.0 == *counter && id.1 == *actor,
            _ => false,
        };
        let objects = &self.objects;
        if at(&objects.opinion) || objects.notes.values().any(at) {
            return match &op.action {
                OpType::Delete => !op.insert,
                OpType::Put(ScalarValue::Str(text)) => op.insert && text.chars().count() <= 8,
                _ => false,
            };
        }
        let (Key::Map(key), OpType::Put(ScalarValue::Str(value)), false) = (&op.key, &op.action, op.insert)
        else {
            return false;
        };
        if at(&objects.answers) {
            let item = key.parse().is_ok_and(|item| objects.notes.contains_key(&item));
            item && layout::read_register(value).is_some()
        } else if at(&objects.photos) {
            codec::from_json::<Photo>(value.as_bytes()).is_ok_and(|p| *key == format!("{}.{}", p.item, p.id))
        } else if at(&objects.signatures) {
            codec::from_json::<Signature>(value.as_bytes()).is_ok()
        } else if objects.rows.values().any(at) {
            match RowKey::parse(key) {
                Some(RowKey::Existence(_)) => value == PRESENT || value == REMOVED,
                Some(RowKey::Field(..)) => layout::read_register(value).is_some(),
                None => false,
            }
        } else {
            false
        }
    }

    /// What a change writes, in the order of its operations; characters of one text are put together.
    pub fn describe(&self, change: &[u8]) -> Result<Vec<Written>, Error> {
        let mut written: Vec<Written> = Vec::new();
        for op in &read_change(change)?.decode().operations {
            let one = self.written(op);
            match (written.last_mut(), &one) {
                (Some(Written::Note(item, text, gone)), Written::Note(same, more, less)) if item == same => {
                    text.push_str(more);
                    *gone += less;
                }
                (Some(Written::Opinion(text, gone)), Written::Opinion(more, less)) => {
                    text.push_str(more);
                    *gone += less;
                }
                _ => written.push(one),
            }
        }
        Ok(written)
    }

    fn written(&self, op: &Op) -> Written {
        let unknown = || Written::Unknown(format!("{:?}", op.key).chars().take(120).collect());
        if !self.is_known(op) {
            return unknown();
        }
        let at = |object: &ObjId| match (&op.obj, object) {
            (ObjectId::Id(id), ObjId::Id(counter, actor, _)) => id.0 == *counter && id.1 == *actor,
            _ => false,
        };
        let objects = &self.objects;
        let value = match &op.action {
            OpType::Put(ScalarValue::Str(value)) => value.as_str(),
            _ => "",
        };
        let gone = u32::from(matches!(op.action, OpType::Delete));
        if at(&objects.opinion) {
            return Written::Opinion(value.to_owned(), gone);
        }
        if let Some((item, _)) = objects.notes.iter().find(|(_, object)| at(object)) {
            return Written::Note(item.clone(), value.to_owned(), gone);
        }
        let Key::Map(key) = &op.key else { return unknown() };
        let register = || layout::read_register(value).map(|(answer, _)| answer);
        let group = objects.rows.iter().find(|(_, object)| at(object)).map(|(group, _)| group.clone());
        let read = || {
            Some(match group {
                Some(group) => match RowKey::parse(key)? {
                    RowKey::Existence(row) => Written::Row(group, row, value == REMOVED),
                    RowKey::Field(row, field) => Written::Field(group, row, field, register()?),
                },
                None if at(&objects.answers) => Written::Answer(key.parse().ok()?, register()?),
                None if at(&objects.photos) => Written::Photo(codec::from_json(value.as_bytes()).ok()?),
                None => Written::Signature(codec::from_json(value.as_bytes()).ok()?),
            })
        };
        read().unwrap_or_else(unknown)
    }

    /// Merges changes whose predecessors are all here or among them, saves, loads again and compares.
    pub fn try_merge<'a>(mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Merged, Error> {
        let applied = self.apply(changes)?;
        if let Some(hash) = applied.refused.first().or(applied.missing.first()) {
            return Err(Error::UnknownChange(*hash));
        }
        let (snapshot, heads) = (self.save(), self.heads());
        let inspection = Inspection::load(&snapshot)?;
        if inspection.heads() != heads {
            return Err(Error::Malformed { what: "saved document", at: 0 });
        }
        Ok(Merged { inspection, snapshot, heads })
    }
}
