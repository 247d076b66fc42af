//! One visit's document.

use crate::{Edit, Error, HistoryEntry, Record};
use schemas::ids::{ActorId, ChangeHash, FieldId, GroupId, ItemId, RowId};
use schemas::template::Template;

/// One visit's document in memory.
#[derive(Debug, Clone)]
pub struct Inspection;

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

/// What [`Inspection::apply`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Changes that were new.
    pub new: usize,
    /// Changes that others wait for and that are not here.
    pub missing: Vec<ChangeHash>,
}

#[allow(unused_variables)]
impl Inspection {
    /// The first change of every document made with `template`: all maps and texts it needs. A pure function of the
    /// template, so that two tablets which begin the same visit make the same bytes.
    pub fn beginning(template: &Template) -> (ChangeHash, Vec<u8>) {
        unimplemented!()
    }
    /// A document with nothing but its beginning.
    pub fn begin(beginning: &[u8]) -> Result<Self, Error> {
        unimplemented!()
    }
    /// A document from [`Inspection::save`].
    pub fn load(snapshot: &[u8]) -> Result<Self, Error> {
        unimplemented!()
    }
    /// The compacted document with all of its history.
    pub fn save(&self) -> Vec<u8> {
        unimplemented!()
    }
    /// Its newest changes, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        unimplemented!()
    }
    /// Takes changes in any order, with repetitions. Each was checked by [`crate::exchange::Header::parse`].
    pub fn apply<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Applied, Error> {
        unimplemented!()
    }
    /// Takes over all the changes of another copy.
    pub fn merge(&mut self, other: &mut Inspection) -> Result<Applied, Error> {
        unimplemented!()
    }
    /// Makes one change. `at`: the device's clock in seconds since 1970. `None`: the record already says so.
    pub fn write(&mut self, actor: ActorId, at: i64, edit: &Edit) -> Result<Option<NewChange>, Error> {
        unimplemented!()
    }
    /// All that stands now.
    pub fn record(&self) -> Result<Record, Error> {
        unimplemented!()
    }
    /// All that stood when the document's newest changes were `heads`.
    pub fn as_of(&self, heads: &[ChangeHash]) -> Result<Record, Error> {
        unimplemented!()
    }
    /// Every answer an item ever had, in an order in which causes stand before effects.
    pub fn history(&self, item: &ItemId) -> Result<Vec<HistoryEntry>, Error> {
        unimplemented!()
    }
    /// Every value a row's field ever had, like [`Inspection::history`].
    pub fn field_history(
        &self,
        group: &GroupId,
        row: &RowId,
        field: &FieldId,
    ) -> Result<Vec<HistoryEntry>, Error> {
        unimplemented!()
    }
    /// Hashes of all changes, the beginning included, causes before effects.
    pub fn hashes(&self) -> Vec<ChangeHash> {
        unimplemented!()
    }
    /// The uncompressed bytes of a change.
    pub fn change(&self, hash: &ChangeHash) -> Option<Vec<u8>> {
        unimplemented!()
    }
    /// The newest change of an actor: number and hash.
    pub fn newest_of(&self, actor: &ActorId) -> Option<(u64, ChangeHash)> {
        unimplemented!()
    }
}
