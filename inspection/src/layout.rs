//! The keys of a visit's document and its beginning.
//!
//! ```text
//! answers    map   ITEM → register          rows  map   GROUP → map   ROW        → "present" | "removed"
//! notes      map   ITEM → text                                        ROW.FIELD  → register
//! photos     map   ITEM.SHA256 → JSON       signatures  map   ROLE.DEVICE.SECONDS → JSON
//! opinion    text
//! ```
//! A register is one string, so that it changes as a whole: the answer's JSON, or `[answer, reason]` where it settled a
//! disagreement. All maps and texts are made by the beginning; later changes only put strings into maps and edit texts.

use crate::Error;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId as AmActor, Automerge, ObjId, ObjType, ROOT, ReadDoc, TextEncoding};
use litemap::LiteMap;
use schemas::answer::Answer;
use schemas::codec;
use schemas::ids::{ChangeHash, FieldId, GroupId, ItemId, RowId};
use schemas::template::Template;
use sha2::{Digest, Sha256};

/// Code points in every build: Automerge's default differs between native and browser.
pub(crate) const TEXT: TextEncoding = TextEncoding::UnicodeCodePoint;

pub(crate) const PRESENT: &str = "present";
pub(crate) const REMOVED: &str = "removed";

/// Handles of the maps and texts that every document of a template has.
#[derive(Debug, Clone)]
pub(crate) struct Objects {
    pub(crate) answers: ObjId,
    pub(crate) notes: LiteMap<ItemId, ObjId>,
    pub(crate) rows: LiteMap<GroupId, ObjId>,
    pub(crate) photos: ObjId,
    pub(crate) signatures: ObjId,
    pub(crate) opinion: ObjId,
}

impl Objects {
    pub(crate) fn of(doc: &Automerge) -> Result<Self, Error> {
        let notes = object(doc, &ROOT, "notes", ObjType::Map)?;
        let rows = object(doc, &ROOT, "rows", ObjType::Map)?;
        Ok(Objects {
            answers: object(doc, &ROOT, "answers", ObjType::Map)?,
            notes: children(doc, &notes, ObjType::Text)?,
            rows: children(doc, &rows, ObjType::Map)?,
            photos: object(doc, &ROOT, "photos", ObjType::Map)?,
            signatures: object(doc, &ROOT, "signatures", ObjType::Map)?,
            opinion: object(doc, &ROOT, "opinion", ObjType::Text)?,
        })
    }

    pub(crate) fn note(&self, item: &ItemId) -> Result<&ObjId, Error> {
        self.notes.get(item).ok_or_else(|| Error::Missing(format!("item {item}")))
    }

    pub(crate) fn group(&self, group: &GroupId) -> Result<&ObjId, Error> {
        self.rows.get(group).ok_or_else(|| Error::Missing(format!("group {group}")))
    }
}

fn object(doc: &Automerge, parent: &ObjId, key: &str, kind: ObjType) -> Result<ObjId, Error> {
    match doc.get(parent, key)? {
        Some((value, id)) if value.is_object() && doc.object_type(&id)? == kind => Ok(id),
        _ => Err(Error::Missing(format!("'{key}'"))),
    }
}

fn children<K: std::str::FromStr + Ord>(
    doc: &Automerge,
    parent: &ObjId,
    kind: ObjType,
) -> Result<LiteMap<K, ObjId>, Error> {
    let keys = doc.keys(parent);
    keys.map(|key| {
        let id = key.parse().map_err(|_| Error::Missing(format!("place for '{key}'")))?;
        Ok((id, object(doc, parent, &key, kind)?))
    })
    .collect()
}

/// Makes the first change of every document of a template.
pub(crate) fn beginning(template: &Template) -> Result<(ChangeHash, Vec<u8>), Error> {
    let items: Vec<&ItemId> = template.items().map(|item| &item.id).collect();
    let groups: Vec<&GroupId> = template.groups.iter().map(|group| &group.id).collect();
    let mut doc = Automerge::new_with_encoding(TEXT).with_actor(first_actor(&items, &groups));
    let mut tx = doc.transaction();
    tx.put_object(ROOT, "answers", ObjType::Map)?;
    let notes = tx.put_object(ROOT, "notes", ObjType::Map)?;
    for item in items {
        tx.put_object(&notes, item.as_str(), ObjType::Text)?;
    }
    let rows = tx.put_object(ROOT, "rows", ObjType::Map)?;
    for group in groups {
        tx.put_object(&rows, group.as_str(), ObjType::Map)?;
    }
    tx.put_object(ROOT, "photos", ObjType::Map)?;
    tx.put_object(ROOT, "signatures", ObjType::Map)?;
    tx.put_object(ROOT, "opinion", ObjType::Text)?;
    tx.commit_with(CommitOptions::default().with_time(0));
    let change = doc.get_last_local_change().ok_or_else(|| Error::Missing("beginning".to_owned()))?;
    Ok((ChangeHash(change.hash().0), change.raw_bytes().to_vec()))
}

/// The actor follows from all that determines the content, so that it never writes two different first changes.
fn first_actor(items: &[&ItemId], groups: &[&GroupId]) -> AmActor {
    let names = |ids: Vec<&str>| ids.join(" ");
    let text = format!(
        "sokiemtra beginning 1\n{}\n{}",
        names(items.iter().map(|id| id.as_str()).collect()),
        names(groups.iter().map(|id| id.as_str()).collect()),
    );
    AmActor::from(&Sha256::digest(text)[..16])
}

pub(crate) fn field_key(row: &RowId, field: &FieldId) -> String {
    format!("{row}.{field}")
}

/// What a key of a group's map means.
pub(crate) enum RowKey {
    Existence(RowId),
    Field(RowId, FieldId),
}

impl RowKey {
    pub(crate) fn parse(key: &str) -> Option<Self> {
        match key.split_once('.') {
            None => Some(RowKey::Existence(key.parse().ok()?)),
            Some((row, field)) => Some(RowKey::Field(row.parse().ok()?, field.parse().ok()?)),
        }
    }
}

pub(crate) fn write_register(answer: &Answer, reason: Option<&str>) -> Result<String, Error> {
    let json = match reason {
        None => codec::to_json(answer),
        Some(reason) => codec::to_json(&(answer, reason)),
    };
    json.map_err(|_| Error::Missing("form for this answer".to_owned()))
}

pub(crate) fn read_register(text: &str) -> Option<(Answer, Option<String>)> {
    if text.starts_with('[') {
        return codec::from_json(text.as_bytes()).ok().map(|(answer, reason)| (answer, Some(reason)));
    }
    codec::from_json(text.as_bytes()).ok().map(|answer| (answer, None))
}
