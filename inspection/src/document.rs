//! One visit's document.

use crate::layout::{self, Objects, TEXT};
use crate::{Error, exchange};
use automerge::{ActorId as AmActor, Automerge, Change, ChangeHash as AmHash, LoadOptions, ReadDoc};
use schemas::ids::{ActorId, ChangeHash};
use schemas::template::Template;

/// One visit's document in memory.
#[derive(Debug, Clone)]
pub struct Inspection {
    pub(crate) doc: Automerge,
    pub(crate) objects: Objects,
}

/// What [`Inspection::apply`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Changes that were new.
    pub new: usize,
    /// Changes that others wait for and that are not here.
    pub missing: Vec<ChangeHash>,
    /// Changes that contradict what is here: another change with the same actor and number exists.
    pub refused: Vec<ChangeHash>,
}

impl Inspection {
    /// The first change of every document made with `template`: all maps and texts it needs. A pure function of the
    /// template, so that two tablets which begin the same visit have the same bytes.
    pub fn beginning(template: &Template) -> Result<(ChangeHash, Vec<u8>), Error> {
        layout::beginning(template)
    }

    /// A document with nothing but its beginning.
    pub fn begin(beginning: &[u8]) -> Result<Self, Error> {
        let mut doc = Automerge::new_with_encoding(TEXT);
        doc.apply_changes([read_change(beginning)?])?;
        Ok(Inspection { objects: Objects::of(&doc)?, doc })
    }

    /// A document from [`Inspection::save`].
    pub fn load(snapshot: &[u8]) -> Result<Self, Error> {
        let doc = Automerge::load_with_options(snapshot, LoadOptions::new().text_encoding(TEXT))?;
        Ok(Inspection { objects: Objects::of(&doc)?, doc })
    }

    /// The compacted document with all of its history.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// Its newest changes, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        let mut heads: Vec<_> = self.doc.get_heads().iter().map(own).collect();
        heads.sort();
        heads
    }

    /// Takes changes in any order, with repetitions. Each is checked by [`exchange::Header::parse`] first.
    pub fn apply<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Applied, Error> {
        let parsed = changes.into_iter().map(read_change).collect::<Result<Vec<_>, _>>()?;
        let before = self.doc.get_changes_meta(&[]).len();
        let mut refused = Vec::new();
        // One contradicting change makes Automerge refuse a whole batch without applying any of it.
        if self.doc.apply_changes(parsed.clone()).is_err() {
            for change in parsed {
                let hash = own(&change.hash());
                if self.doc.apply_changes([change]).is_err() {
                    refused.push(hash);
                }
            }
        }
        let new = self.doc.get_changes_meta(&[]).len() - before;
        let missing = self.doc.get_missing_deps(&[]).iter().map(own).collect();
        Ok(Applied { new, missing, refused })
    }

    /// Takes over all the changes of another copy.
    pub fn merge(&mut self, other: &Inspection) -> Result<Applied, Error> {
        let added = other.doc.get_changes(&[]);
        let chunks: Vec<Vec<u8>> = added
            .iter()
            .filter(|change| self.doc.get_change_meta_by_hash(&change.hash()).is_none())
            .map(|change| change.raw_bytes().to_vec())
            .collect();
        self.apply(chunks.iter().map(Vec::as_slice))
    }

    /// Hashes of all changes, the beginning included, causes before effects.
    pub fn hashes(&self) -> Vec<ChangeHash> {
        self.doc.get_changes_meta(&[]).iter().map(|meta| own(&meta.hash)).collect()
    }

    /// The uncompressed bytes of a change.
    pub fn change(&self, hash: &ChangeHash) -> Option<Vec<u8>> {
        self.doc.get_change_by_hash(&AmHash(hash.0)).map(|change| change.raw_bytes().to_vec())
    }

    /// The newest change of an actor: number and hash.
    pub fn newest_of(&self, actor: &ActorId) -> Option<(u64, ChangeHash)> {
        let actor = AmActor::from(actor.as_bytes());
        let changes = self.doc.get_changes_meta(&[]);
        let newest = changes.iter().filter(|meta| *meta.actor == actor).max_by_key(|meta| meta.seq);
        newest.map(|meta| (meta.seq, own(&meta.hash)))
    }
}

pub(crate) fn own(hash: &AmHash) -> ChangeHash {
    ChangeHash(hash.0)
}

pub(crate) fn read_change(bytes: &[u8]) -> Result<Change, Error> {
    exchange::Header::parse(bytes)?;
    Change::from_bytes(bytes.to_vec()).map_err(|_| Error::Malformed { what: "change", at: 0 })
}
