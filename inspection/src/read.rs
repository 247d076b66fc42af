//! Reading: the record now, the record as it was, and the history of one question.

use crate::document::own;
use crate::layout::{self, REMOVED, RowKey};
use crate::{Error, HistoryEntry, Inspection, Photo, Record, RemovedPhoto, Row, Signature, Version};
use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{ChangeHash as AmHash, ObjId, ReadDoc};
use litemap::LiteMap;
use schemas::codec;
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
        (record.photos, record.removed_photos) = self.photos()?;
        record.photos.sort_by(|a, b| (&a.item, a.id).cmp(&(&b.item, b.id)));
        record.removed_photos.sort_by(|a, b| (&a.photo.item, a.photo.id).cmp(&(&b.photo.item, b.photo.id)));
        record.signatures = self.entries::<Signature>(&self.objects.signatures)?;
        record.signatures.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
        record.opinion = self.doc.text(&self.objects.opinion)?;
        Ok(record)
    }

    /// All that stood when the document's newest changes were `heads`.
    pub fn as_of(&self, heads: &[ChangeHash]) -> Result<Record, Error> {
        self.at(heads)?.record()
    }

    /// The document as it was when its newest changes were `heads`, without what came later.
    pub fn at(&self, heads: &[ChangeHash]) -> Result<Inspection, Error> {
        if let Some(unknown) = heads.iter().find(|hash| self.change(hash).is_none()) {
            return Err(Error::UnknownChange(*unknown));
        }
        let heads: Vec<AmHash> = heads.iter().map(|hash| AmHash(hash.0)).collect();
        let doc = self.doc.fork_at(&heads)?;
        Ok(Inspection { doc, objects: self.objects.clone() })
    }

    /// Every answer an item ever had, in an order in which causes stand before effects.
    pub fn history(&self, item: &ItemId) -> Result<Vec<HistoryEntry>, Error> {
        self.objects.note(item)?;
        let mut histories = self.registers(&self.objects.answers, |key| key == item.as_str())?;
        Ok(histories.remove(item.as_str()).unwrap_or_default())
    }

    /// [`Inspection::history`] of every item that was ever answered, for about the cost of one.
    pub fn histories(&self) -> Result<LiteMap<ItemId, Vec<HistoryEntry>>, Error> {
        let histories = self.registers(&self.objects.answers, |_| true)?;
        Ok(histories.into_iter().filter_map(|(item, history)| Some((item.parse().ok()?, history))).collect())
    }

    /// Every value a row's field ever had, like [`Inspection::history`].
    pub fn field_history(
        &self,
        group: &GroupId,
        row: &RowId,
        field: &FieldId,
    ) -> Result<Vec<HistoryEntry>, Error> {
        let wanted = layout::field_key(row, field);
        let mut histories = self.registers(self.objects.group(group)?, |key| key == wanted)?;
        Ok(histories.remove(&wanted).unwrap_or_default())
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

    /// Photos that stand, and those that nobody lets stand. Like a row, a photo is struck out only if all who touched it
    /// last did that.
    fn photos(&self) -> Result<(Vec<Photo>, Vec<RemovedPhoto>), Error> {
        let (mut standing, mut removed) = (Vec::new(), Vec::new());
        for key in self.doc.keys(&self.objects.photos) {
            let (mut here, mut out) = (Vec::new(), None);
            for (value, id) in self.doc.get_all(&self.objects.photos, &key)? {
                let photo = value.as_str().and_then(|json| codec::from_json::<Photo>(json.as_bytes()).ok());
                match photo {
                    Some(photo) if photo.removed => {
                        let by = self.origin(&id).map(|(_, actor, at)| RemovedPhoto { photo, actor, at });
                        out = by.or(out);
                    }
                    Some(photo) if !here.contains(&photo) => here.push(photo),
                    _ => {}
                }
            }
            removed.extend(out.filter(|_| here.is_empty()));
            standing.extend(here);
        }
        Ok((standing, removed))
    }

    /// Entries of a map of JSON values. Concurrent descriptions of one thing are all kept.
    fn entries<T: serde::de::DeserializeOwned + PartialEq>(&self, map: &ObjId) -> Result<Vec<T>, Error> {
        let mut entries: Vec<T> = Vec::new();
        for key in self.doc.keys(map) {
            for (value, _) in self.doc.get_all(map, &key)? {
                let entry = value.as_str().and_then(|json| codec::from_json(json.as_bytes()).ok());
                entries.extend(entry.filter(|entry| !entries.contains(entry)));
            }
        }
        Ok(entries)
    }

    /// The histories of those keys of a map that are wanted, in one walk over all changes.
    fn registers(
        &self,
        map: &ObjId,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<LiteMap<String, Vec<HistoryEntry>>, Error> {
        let ObjId::Id(counter, actor, _) = map else { return Ok(LiteMap::new()) };
        let mut writers: HashMap<(u64, ActorId), ChangeHash> = HashMap::new();
        let mut histories: LiteMap<String, Vec<HistoryEntry>> = LiteMap::new();
        for change in self.doc.get_changes(&[]) {
            let hash = own(&change.hash());
            let Some(author) = ActorId::from_slice(change.actor_id().to_bytes()) else { continue };
            for (number, op) in (change.start_op().get()..).zip(change.decode().operations) {
                let here = matches!(&op.obj, ObjectId::Id(id) if id.0 == *counter && id.1 == *actor);
                let (true, Key::Map(key), OpType::Put(value)) = (here, &op.key, &op.action) else { continue };
                let Some((answer, reason)) =
                    value.as_str().filter(|_| wanted(key)).and_then(layout::read_register)
                else {
                    continue;
                };
                writers.insert((number, author), hash);
                let replaced = op
                    .pred
                    .iter()
                    .filter_map(|id| writers.get(&(id.0, ActorId::from_slice(id.1.to_bytes())?)).copied());
                histories.entry(key.to_string()).or_default().push(HistoryEntry {
                    superseded: replaced.collect(),
                    current: false,
                    version: Version { answer, change: hash, actor: author, at: change.timestamp(), reason },
                });
            }
        }
        for (key, history) in &mut histories {
            let standing = self.versions(map, key)?;
            for entry in history {
                entry.current = standing.iter().any(|version| version.change == entry.version.change);
            }
        }
        Ok(histories)
    }
}
