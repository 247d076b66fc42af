//! Changes as bytes from outside: parsed under our own limits before Automerge sees them, and packed for the way.

use crate::Error;
use schemas::ids::{ActorId, ChangeHash};

/// Largest change taken from outside, in bytes.
pub const MAX_CHANGE_BYTES: usize = 64 * 1024;
/// Most operations in one change taken from outside.
pub const MAX_CHANGE_OPS: u64 = 1_000;

/// What stands at the head of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// SHA-256, recomputed from the bytes.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among the changes of its actor, from 1.
    pub seq: u64,
    /// Number of its first operation.
    pub start_op: u64,
    /// Number of its last operation.
    pub max_op: u64,
    /// When, by the device's clock, in seconds since 1970.
    pub at: i64,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
    /// Other actors whose operations it names.
    pub other_actors: Vec<ActorId>,
}

#[allow(unused_variables)]
impl Header {
    /// Reads the header of an uncompressed change chunk (container type 1) and nothing else; checks its checksum.
    /// Never allocates more than a few times the input.
    pub fn parse(change: &[u8]) -> Result<Self, Error> {
        unimplemented!()
    }
}

/// Packs changes so that what the receiver can work out is left out: the hash of a predecessor in the same pack and the
/// checksum. Put causes before effects; compress what comes out.
#[allow(unused_variables)]
pub fn pack<'a>(changes: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    unimplemented!()
}

/// The changes in a pack, byte for byte. Refuses more than `max_changes` or a change over [`MAX_CHANGE_BYTES`].
#[allow(unused_variables)]
pub fn unpack(pack: &[u8], max_changes: usize) -> Result<Vec<Vec<u8>>, Error> {
    unimplemented!()
}
