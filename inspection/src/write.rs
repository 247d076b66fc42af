//! Writing: one edit becomes one change (a long text several, each within the limits for changes from outside).

use crate::document::own;
use crate::layout::{self, PRESENT, REMOVED};
use crate::{Edit, Error, Inspection, exchange};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId as AmActor, ObjId, ReadDoc};
use schemas::answer::Answer;
use schemas::codec;
use schemas::ids::{ActorId, ChangeHash, ItemId};
use schemas::text::composed;

/// A change that [`Inspection::write`] made, to be stored before anything is shown as saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Number of the change among those of its actor, from 1.
    pub seq: u64,
    /// The uncompressed chunk.
    pub bytes: Vec<u8>,
}

/// Characters inserted or deleted by one change of a text: each is an operation.
const TEXT_STEP: usize = exchange::MAX_CHANGE_OPS as usize * 4 / 5;

impl Inspection {
    /// Writes an edit. `at`: the device's clock in seconds since 1970. Nothing comes back where the record already says
    /// so.
    ///
    /// # Errors
    /// [`Error::NeedsReason`] if different answers stand there and no reason is given; [`Error::Missing`] if the
    /// template has no such item or group. After an error the document is as it was.
    pub fn write(&mut self, actor: ActorId, at: i64, edit: &Edit) -> Result<Vec<NewChange>, Error> {
        match edit {
            Edit::Answer { item, answer, reason } => {
                self.objects.note(item)?;
                let map = self.objects.answers.clone();
                self.set_register(actor, at, &map, item.as_str(), answer, reason.as_deref())
            }
            Edit::SetField { group, row, field, answer, reason } => {
                let map = self.objects.group(group)?.clone();
                let key = layout::field_key(row, field);
                self.set_register(actor, at, &map, &key, answer, reason.as_deref())
            }
            Edit::AddRow { group, row } => {
                let map = self.objects.group(group)?.clone();
                self.put(actor, at, &map, row.as_str(), PRESENT)
            }
            Edit::RemoveRow { group, row } => {
                let map = self.objects.group(group)?.clone();
                self.put(actor, at, &map, row.as_str(), REMOVED)
            }
            Edit::Photo(photo) => {
                self.objects.note(&photo.item)?;
                let map = self.objects.photos.clone();
                self.put(actor, at, &map, &format!("{}.{}", photo.item, photo.id), &json(photo)?)
            }
            Edit::Sign(signature) => {
                let map = self.objects.signatures.clone();
                let role = json(&signature.role)?;
                let key = format!("{}.{}.{}", role.trim_matches('"'), signature.device, signature.at);
                self.put(actor, at, &map, &key, &json(signature)?)
            }
            Edit::Note { item, text } => {
                let object = self.objects.note(item)?.clone();
                self.set_text(actor, at, &object, text)
            }
            Edit::Opinion { text } => {
                let object = self.objects.opinion.clone();
                self.set_text(actor, at, &object, text)
            }
        }
    }

    /// The note of an item, empty if there is none.
    pub fn note(&self, item: &ItemId) -> Result<String, Error> {
        Ok(self.doc.text(self.objects.note(item)?)?)
    }

    fn set_register(
        &mut self,
        actor: ActorId,
        at: i64,
        map: &ObjId,
        key: &str,
        answer: &Answer,
        reason: Option<&str>,
    ) -> Result<Vec<NewChange>, Error> {
        let mut standing: Vec<Answer> = Vec::new();
        for (value, _) in self.doc.get_all(map, key)? {
            standing.extend(value.as_str().and_then(layout::read_register).map(|(answer, _)| answer));
        }
        standing.sort();
        standing.dedup();
        match (standing.as_slice(), reason) {
            ([only], None) if only == answer => return Ok(Vec::new()),
            ([_, _, ..], None) => return Err(Error::NeedsReason { key: key.to_owned() }),
            _ => {}
        }
        self.commit(actor, at, |tx| Ok(tx.put(map, key, layout::write_register(answer, reason)?)?))
    }

    fn put(
        &mut self,
        actor: ActorId,
        at: i64,
        map: &ObjId,
        key: &str,
        value: &str,
    ) -> Result<Vec<NewChange>, Error> {
        let standing = self.doc.get_all(map, key)?;
        if !standing.is_empty() && standing.iter().all(|(v, _)| v.as_str() == Some(value)) {
            return Ok(Vec::new());
        }
        self.commit(actor, at, |tx| Ok(tx.put(map, key, value)?))
    }

    fn set_text(
        &mut self,
        actor: ActorId,
        at: i64,
        object: &ObjId,
        text: &str,
    ) -> Result<Vec<NewChange>, Error> {
        let wanted: Vec<char> = composed(text).chars().collect();
        let mut changes = Vec::new();
        loop {
            let standing: Vec<char> = self.doc.text(object)?.chars().collect();
            if standing == wanted {
                return Ok(changes);
            }
            let next = next_step(&standing, &wanted);
            changes.extend(self.commit(actor, at, |tx| Ok(tx.update_text(object, &next)?))?);
        }
    }

    fn commit(
        &mut self,
        actor: ActorId,
        at: i64,
        edit: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<(), Error>,
    ) -> Result<Vec<NewChange>, Error> {
        self.doc.set_actor(AmActor::from(actor.as_bytes()));
        let mut tx = self.doc.transaction();
        if let Err(error) = edit(&mut tx) {
            tx.rollback();
            return Err(error);
        }
        let (Some(hash), _) = tx.commit_with(CommitOptions::default().with_time(at)) else {
            return Ok(Vec::new());
        };
        let change = self.doc.get_change_by_hash(&hash).ok_or(Error::UnknownChange(own(&hash)))?;
        Ok(vec![NewChange { hash: own(&hash), seq: change.seq(), bytes: change.raw_bytes().to_vec() }])
    }
}

/// The text after one more change on the way to `wanted`: all of it if the change stays small, otherwise the part that
/// differs is first cut and then written piece by piece.
fn next_step(standing: &[char], wanted: &[char]) -> String {
    let same = |(a, b): &(&char, &char)| a == b;
    let prefix = standing.iter().zip(wanted).take_while(same).count();
    let (old, new) = (&standing[prefix..], &wanted[prefix..]);
    let suffix = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (&old[..old.len() - suffix], &new[..new.len() - suffix]);
    if old.len() + new.len() <= TEXT_STEP {
        return wanted.iter().collect();
    }
    let keep = old.len().saturating_sub(TEXT_STEP);
    let added = if keep == 0 { (TEXT_STEP - old.len()).min(new.len()) } else { 0 };
    let tail = &standing[standing.len() - suffix..];
    standing[..prefix].iter().chain(&new[..added]).chain(&old[..keep]).chain(tail).collect()
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    codec::to_json(value).map_err(|_| Error::Missing("JSON form".to_owned()))
}
