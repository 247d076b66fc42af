//! Reading: the record now, the record as it was, and the history of one question.

use crate::document::own;
use crate::layout::{self, REMOVED, RowKey};
use crate::{Error, HistoryEntry, Inspection, Photo, Record, Row, Signature, Version};
use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{ChangeHash as AmHash, ObjId, ReadDoc};
use schemas::ids::{ActorId, ChangeHash, FieldId, GroupId, ItemId, RowId};
use std::collections::{BTreeMap, HashMap};

impl Inspection {
    /// All that stands now.
    pub fn record(&self) -> Result<Record, Error> {
        let mut record = Record::default();
        for key in self.doc.keys(&self.objects.answers) {
            if let Ok(item) = key.parse() {
                record.answers.insert(item, self.versions(&self.objects.answers, &key)?);
            }
        }
        for (item, object) in &self.objects.notes {
            let text = self.doc.text(object)?;
            if !text.is_empty() {
                record.notes.insert(item.clone(), text);
            }
        }
        for (group, object) in &self.objects.rows {
            let rows = self.rows(object)?;
            if !rows.is_empty() {
                record.rows.insert(group.clone(), rows);
            }
        }
        record.photos = self.entries::<Photo>(&self.objects.photos)?;
        record.photos.sort_by(|a, b| (&a.item, a.id).cmp(&(&b.item, b.id)));
        record.signatures = self.entries::<Signature>(&self.objects.signatures)?;
        record.signatures.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
        record.opinion = self.doc.text(&self.objects.opinion)?;
        Ok(record)
    }

    /// All that stood when the document's newest changes were `heads`.
    pub fn as_of(&self, heads: &[ChangeHash]) -> Result<Record, Error> {
        if let Some(unknown) = heads.iter().find(|hash| self.change(hash).is_none()) {
            return Err(Error::UnknownChange(*unknown));
        }
        let heads: Vec<AmHash> = heads.iter().map(|hash| AmHash(hash.0)).collect();
        let doc = self.doc.fork_at(&heads)?;
        Inspection { doc, objects: self.objects.clone() }.record()
    }

    /// Every answer an item ever had, in an order in which causes stand before effects.
    pub fn history(&self, item: &ItemId) -> Result<Vec<HistoryEntry>, Error> {
        self.objects.note(item)?;
        self.register_history(&self.objects.answers, item.as_str())
    }

    /// Every value a row's field ever had, like [`Inspection::history`].
    pub fn field_history(
        &self,
        group: &GroupId,
        row: &RowId,
        field: &FieldId,
    ) -> Result<Vec<HistoryEntry>, Error> {
        self.register_history(self.objects.group(group)?, &layout::field_key(row, field))
    }

    fn versions(&self, map: &ObjId, key: &str) -> Result<Vec<Version>, Error> {
        let mut versions = Vec::new();
        for (value, id) in self.doc.get_all(map, key)? {
            let Some((answer, reason)) = value.as_str().and_then(layout::read_register) else { continue };
            let Some((change, actor, at)) = self.origin(&id) else { continue };
            versions.push(Version { answer, change, actor, at, reason });
        }
        versions.sort_by(|a, b| (&a.answer, a.actor, a.change).cmp(&(&b.answer, b.actor, b.change)));
        Ok(versions)
    }

    fn origin(&self, operation: &ObjId) -> Option<(ChangeHash, ActorId, i64)> {
        let hash = self.doc.hash_for_opid(operation)?;
        let change = self.doc.get_change_meta_by_hash(&hash)?;
        Some((own(&hash), ActorId::from_slice(change.actor.to_bytes())?, change.timestamp))
    }

    fn rows(&self, map: &ObjId) -> Result<BTreeMap<RowId, Row>, Error> {
        let mut rows: BTreeMap<RowId, Row> = BTreeMap::new();
        for key in self.doc.keys(map) {
            match RowKey::parse(&key) {
                Some(RowKey::Existence(id)) => {
                    let values = self.doc.get_all(map, &key)?;
                    rows.entry(id).or_default().removed =
                        values.iter().all(|(value, _)| value.as_str() == Some(REMOVED));
                }
                Some(RowKey::Field(id, field)) => {
                    let versions = self.versions(map, &key)?;
                    rows.entry(id).or_default().fields.insert(field, versions);
                }
                None => {}
            }
        }
        Ok(rows)
    }

    /// Entries of a map of JSON values. Concurrent descriptions of one thing are all kept.
    fn entries<T: serde::de::DeserializeOwned + PartialEq>(&self, map: &ObjId) -> Result<Vec<T>, Error> {
        let mut entries: Vec<T> = Vec::new();
        for key in self.doc.keys(map) {
            for (value, _) in self.doc.get_all(map, &key)? {
                let entry = value.as_str().and_then(|json| serde_json::from_str(json).ok());
                entries.extend(entry.filter(|entry| !entries.contains(entry)));
            }
        }
        Ok(entries)
    }

    fn register_history(&self, map: &ObjId, key: &str) -> Result<Vec<HistoryEntry>, Error> {
        let ObjId::Id(counter, actor, _) = map else { return Ok(Vec::new()) };
        let standing = self.versions(map, key)?;
        let mut writers: HashMap<(u64, ActorId), ChangeHash> = HashMap::new();
        let mut entries = Vec::new();
        for change in self.doc.get_changes(&[]) {
            let hash = own(&change.hash());
            let Some(author) = ActorId::from_slice(change.actor_id().to_bytes()) else { continue };
            for (number, op) in (change.start_op().get()..).zip(change.decode().operations) {
                let here = matches!(&op.obj, ObjectId::Id(id) if id.0 == *counter && id.1 == *actor)
                    && matches!(&op.key, Key::Map(name) if name == key);
                let OpType::Put(value) = &op.action else { continue };
                let Some((answer, reason)) = value.as_str().filter(|_| here).and_then(layout::read_register)
                else {
                    continue;
                };
                writers.insert((number, author), hash);
                let replaced = op
                    .pred
                    .iter()
                    .filter_map(|id| writers.get(&(id.0, ActorId::from_slice(id.1.to_bytes())?)).copied());
                entries.push(HistoryEntry {
                    superseded: replaced.collect(),
                    current: standing.iter().any(|version| version.change == hash),
                    version: Version { answer, change: hash, actor: author, at: change.timestamp(), reason },
                });
            }
        }
        Ok(entries)
    }
}
