//! A visit's record as plain data: every answer with who wrote it and when.

use crate::edit::{Photo, Signature};
use schemas::answer::{Answer, Observation};
use schemas::evaluate::Observations;
use schemas::ids::{ActorId, ChangeHash, FieldId, GroupId, ItemId, PhotoId, RowId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that stands in a document now (or stood at some heads).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Per item all concurrent answers; more than one distinct = disputed. Sorted by answer, then actor.
    pub answers: BTreeMap<ItemId, Vec<Version>>,
    /// Notes that are not empty.
    pub notes: BTreeMap<ItemId, String>,
    /// Rows by group, the struck-out ones too.
    pub rows: BTreeMap<GroupId, BTreeMap<RowId, Row>>,
    /// Photos, by item, then in order of their ids.
    pub photos: Vec<Photo>,
    /// Photos that were struck out, in the same order.
    #[serde(default)]
    pub removed_photos: Vec<RemovedPhoto>,
    /// Ý kiến của đơn vị.
    pub opinion: String,
    /// Signatures in order of time.
    pub signatures: Vec<Signature>,
}

/// A photo that was struck out by everybody who last described it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemovedPhoto {
    /// As it was described.
    pub photo: Photo,
    /// The actor that struck it out.
    pub actor: ActorId,
    /// When, by the device's clock, in seconds since 1970.
    pub at: i64,
}

/// A row of a group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Struck out by everybody who last touched its existence.
    pub removed: bool,
    /// Like [`Record::answers`].
    pub fields: BTreeMap<FieldId, Vec<Version>>,
}

/// An answer with its origin. Who an actor was is known from the tips.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// The answer.
    pub answer: Answer,
    /// The change that wrote it.
    pub change: ChangeHash,
    /// The actor of that change.
    pub actor: ActorId,
    /// When, by the device's clock, in seconds since 1970. Never decides anything.
    pub at: i64,
    /// Given when it settled a disagreement.
    pub reason: Option<String>,
}

/// One step in the history of an item or field, oldest first in [`crate::Inspection::history`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// What was written, by whom and when.
    pub version: Version,
    /// The changes whose answers it replaced.
    pub superseded: Vec<ChangeHash>,
    /// It stands now.
    pub current: bool,
}

impl Record {
    /// The files that the record describes, each once: photos, struck-out ones too, and pictures of drawn signatures.
    pub fn pictures(&self) -> BTreeMap<PhotoId, u64> {
        let removed = self.removed_photos.iter().map(|removed| &removed.photo);
        let photos = self.photos.iter().chain(removed).map(|photo| (photo.id, photo.size));
        let drawings = self.signatures.iter().filter_map(|signature| signature.drawing.as_ref());
        photos.chain(drawings.map(|drawing| (drawing.id, drawing.size))).collect()
    }

    /// What [`schemas::evaluate`] needs.
    pub fn observations(&self) -> Observations {
        let settle = |versions: &Vec<Version>| Observation::of(versions.iter().map(|v| v.answer.clone()));
        Observations {
            items: self.answers.iter().map(|(item, versions)| (item.clone(), settle(versions))).collect(),
            rows: self
                .rows
                .iter()
                .map(|(group, rows)| {
                    let kept = rows.iter().filter(|(_, row)| !row.removed);
                    let fields = kept.map(|(id, row)| {
                        let fields =
                            row.fields.iter().map(|(field, versions)| (field.clone(), settle(versions)));
                        (id.clone(), fields.collect())
                    });
                    (group.clone(), fields.collect())
                })
                .collect(),
        }
    }
}
