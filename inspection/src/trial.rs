//! What the server tries before it lets a change into a document: whether each operation writes something a visit has,
//! and whether the merged document can be saved and loaded again.
//!
//! Automerge may panic or ask for gigabytes on forged input. Run these where that costs one job, not the server.

use crate::document::read_change;
use crate::layout::{self, PRESENT, REMOVED, RowKey};
use crate::{Error, Inspection, Photo, Signature};
use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ObjId, ScalarValue};
use schemas::ids::ChangeHash;

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
            serde_json::from_str::<Photo>(value).is_ok_and(|p| *key == format!("{}.{}", p.item, p.id))
        } else if at(&objects.signatures) {
            serde_json::from_str::<Signature>(value).is_ok()
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
