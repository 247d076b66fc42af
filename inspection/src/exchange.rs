//! Changes as bytes from outside: parsed under our own limits before Automerge sees them, and packed for the way.
//!
//! The chunk format is Automerge's: magic, checksum, type, length, then dependencies, actor, sequence number, first
//! operation, time, message, other actors, columns (<https://automerge.org/automerge-binary-format-spec/>).

use crate::Error;
use crate::leb::{Reader, write_unsigned};
use schemas::ids::{ActorId, ChangeHash};
use sha2::{Digest, Sha256};

/// Largest change taken from outside, in bytes.
pub const MAX_CHANGE_BYTES: usize = 64 * 1024;
/// Most operations in one change taken from outside.
pub const MAX_CHANGE_OPS: u64 = 1_000;
/// Most dependencies of one change: one for each device that worked unseen by the others.
const MAX_DEPS: usize = 256;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE: u8 = 1;
/// Column of the operations' actions: id 4, run-length encoded integers. Every operation has one.
const ACTION_COLUMN: u64 = 4 << 4 | 2;
/// Set in a column's specification if its data is deflated; a change chunk never has that.
const DEFLATED: u64 = 1 << 3;

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

impl Header {
    /// Reads the header of an uncompressed change chunk (container type 1) and nothing else; checks its checksum.
    /// Never allocates more than the input is long.
    pub fn parse(change: &[u8]) -> Result<Self, Error> {
        if change.len() > MAX_CHANGE_BYTES {
            return Err(too_large("bytes of a change", change.len() as u64, MAX_CHANGE_BYTES as u64));
        }
        let (body, hash) = open_chunk(change)?;
        Self::of_body(body, hash)
    }

    fn of_body(body: &[u8], hash: ChangeHash) -> Result<Self, Error> {
        let mut reader = Reader::new(body, "change");
        let deps = deps(&mut reader)?;
        let actor = actor(&mut reader)?;
        let seq = reader.unsigned()?;
        let start_op = reader.unsigned()?;
        let at = reader.signed()?;
        let message = reader.length()?;
        reader.take(message)?;
        let count = reader.length()?;
        let other_actors = (0..count).map(|_| self::actor(&mut reader)).collect::<Result<_, _>>()?;
        let ops = count_ops(&mut reader)?;
        if ops > MAX_CHANGE_OPS {
            return Err(too_large("operations of a change", ops, MAX_CHANGE_OPS));
        }
        // Operation numbers share 32 bits with other things inside Automerge.
        let max_op = start_op.saturating_add(ops).saturating_sub(1);
        if seq == 0 || start_op == 0 || max_op > u64::from(u32::MAX / 2) {
            return Err(reader.malformed());
        }
        Ok(Header { hash, actor, seq, start_op, max_op, at, deps, other_actors })
    }
}

fn too_large(what: &'static str, found: u64, limit: u64) -> Error {
    Error::TooLarge { what, found, limit }
}

/// The body of a change chunk and its hash, which covers type, length and body.
fn open_chunk(chunk: &[u8]) -> Result<(&[u8], ChangeHash), Error> {
    let mut reader = Reader::new(chunk, "change chunk");
    let (magic, checksum) = (reader.array::<4>()?, reader.array::<4>()?);
    let kind = reader.array::<1>()?[0];
    let length = reader.length()?;
    let body = reader.take(length)?;
    if magic != MAGIC || kind != CHANGE || !reader.is_empty() {
        return Err(reader.malformed());
    }
    let hash: [u8; 32] = Sha256::digest(&chunk[8..]).into();
    if hash[..4] != checksum {
        return Err(Error::Malformed { what: "checksum of a change", at: 4 });
    }
    Ok((body, ChangeHash(hash)))
}

fn deps(reader: &mut Reader<'_>) -> Result<Vec<ChangeHash>, Error> {
    let count = reader.length()?;
    if count > MAX_DEPS {
        return Err(too_large("dependencies of a change", count as u64, MAX_DEPS as u64));
    }
    (0..count).map(|_| reader.array().map(ChangeHash)).collect()
}

fn actor(reader: &mut Reader<'_>) -> Result<ActorId, Error> {
    let length = reader.length()?;
    let bytes = reader.take(length)?;
    ActorId::from_slice(bytes).ok_or_else(|| reader.malformed())
}

/// Counts operations by the run lengths of their action column, without unfolding the runs.
fn count_ops(reader: &mut Reader<'_>) -> Result<u64, Error> {
    let count = reader.length()?;
    let mut start = 0usize;
    let mut action = None;
    for _ in 0..count {
        let (spec, length) = (reader.unsigned()?, reader.unsigned()? as usize);
        if spec & DEFLATED != 0 {
            return Err(reader.malformed());
        }
        if spec == ACTION_COLUMN {
            action = Some((start, length));
        }
        start = start.checked_add(length).ok_or_else(|| reader.malformed())?;
    }
    let columns = reader.rest();
    if start > columns.len() {
        return Err(reader.malformed());
    }
    let Some((from, length)) = action else { return Ok(0) };
    let mut runs = Reader::new(&columns[from..from + length], "action column");
    let mut ops = 0u64;
    while !runs.is_empty() {
        let run = runs.signed()?;
        let values = if run > 0 { 1 } else { run.unsigned_abs() };
        if run == 0 || values > columns.len() as u64 {
            return Err(runs.malformed());
        }
        for _ in 0..values {
            runs.unsigned()?;
        }
        ops = ops.saturating_add(run.unsigned_abs());
    }
    Ok(ops)
}

/// Packs changes so that what the receiver can work out is left out: the hash of a predecessor in the same pack and the
/// checksum. Put causes before effects; compress what comes out.
///
/// Form: first all the small numbers (of each change: length of its tail, number of dependencies, for each the distance
/// back to it or 0), then the hashes that stand outside the pack, then the tails. Like beside like compresses best.
pub fn pack<'a>(changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Error> {
    let mut place = std::collections::HashMap::new();
    let (mut numbers, mut hashes, mut tails) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0usize;
    for change in changes {
        let (body, hash) = open_chunk(change)?;
        let mut reader = Reader::new(body, "change");
        let deps = deps(&mut reader)?;
        let tail = reader.rest();
        write_unsigned(&mut numbers, tail.len() as u64);
        write_unsigned(&mut numbers, deps.len() as u64);
        for dep in &deps {
            let distance = place.get(dep).map_or(0, |at| count - at);
            write_unsigned(&mut numbers, distance as u64);
            if distance == 0 {
                hashes.extend_from_slice(dep.as_bytes());
            }
        }
        tails.extend_from_slice(tail);
        place.insert(hash, count);
        count += 1;
    }
    let mut out = Vec::with_capacity(numbers.len() + hashes.len() + tails.len() + 8);
    write_unsigned(&mut out, count as u64);
    write_unsigned(&mut out, numbers.len() as u64);
    write_unsigned(&mut out, hashes.len() as u64);
    out.extend_from_slice(&numbers);
    out.extend_from_slice(&hashes);
    out.extend_from_slice(&tails);
    Ok(out)
}

impl Unpacked {
    /// Like [`Header::parse`], without computing the hash that unpacking has just computed.
    pub fn header(&self) -> Result<Header, Error> {
        if self.bytes.len() > MAX_CHANGE_BYTES {
            return Err(too_large("bytes of a change", self.bytes.len() as u64, MAX_CHANGE_BYTES as u64));
        }
        Header::of_body(&self.bytes[self.body..], self.hash)
    }
}

/// A change out of a pack: byte for byte what was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// Its hash.
    pub hash: ChangeHash,
    /// The chunk.
    pub bytes: Vec<u8>,
    /// Where its body begins.
    body: usize,
}

/// The changes in a pack. Refuses more than `max_changes` or a change over [`MAX_CHANGE_BYTES`]. The changes themselves
/// may still be malformed: [`Header::parse`] tells.
pub fn unpack(pack: &[u8], max_changes: usize) -> Result<Vec<Unpacked>, Error> {
    if pack.is_empty() {
        return Ok(Vec::new());
    }
    let mut reader = Reader::new(pack, "pack of changes");
    let count = reader.length()?;
    if count > max_changes {
        return Err(too_large("changes in a pack", count as u64, max_changes as u64));
    }
    let (numbers, hashes) = (reader.length()?, reader.length()?);
    let mut numbers = Reader::new(reader.take(numbers)?, "numbers of a pack");
    let mut hashes = Reader::new(reader.take(hashes)?, "hashes of a pack");
    let mut changes: Vec<Unpacked> = Vec::with_capacity(count);
    for number in 0..count {
        let (tail, deps) = (numbers.unsigned()? as usize, numbers.unsigned()? as usize);
        if tail > MAX_CHANGE_BYTES || deps > MAX_DEPS {
            return Err(numbers.malformed());
        }
        let mut body = Vec::with_capacity(tail + deps * 32 + 2);
        write_unsigned(&mut body, deps as u64);
        for _ in 0..deps {
            match numbers.unsigned()? as usize {
                0 => body.extend_from_slice(&hashes.array::<32>()?),
                back if back <= number => body.extend_from_slice(changes[number - back].hash.as_bytes()),
                _ => return Err(numbers.malformed()),
            }
        }
        body.extend_from_slice(reader.take(tail)?);
        changes.push(close_chunk(&body));
    }
    match numbers.is_empty() && hashes.is_empty() && reader.is_empty() {
        true => Ok(changes),
        false => Err(reader.malformed()),
    }
}

fn close_chunk(body: &[u8]) -> Unpacked {
    let mut bytes = Vec::with_capacity(body.len() + 14);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&[0; 4]);
    bytes.push(CHANGE);
    write_unsigned(&mut bytes, body.len() as u64);
    let at = bytes.len();
    bytes.extend_from_slice(body);
    let hash: [u8; 32] = Sha256::digest(&bytes[8..]).into();
    bytes[4..8].copy_from_slice(&hash[..4]);
    Unpacked { hash: ChangeHash(hash), bytes, body: at }
}
