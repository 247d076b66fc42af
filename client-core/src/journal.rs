//! The journal: a store that is nothing but a sequence of frames, each the writes of one [`Effect::Append`]. Replayed in
//! order they give [`Stored`].
//!
//! A frame is one version byte and a MessagePack list of maps. Each map has one key, which names the write; whatever a
//! newer program adds is left out of account by an older one and stays in the frame.
//!
//! Frames may stand twice (an append that was tried again because nobody confirmed the first try), and single ones may
//! be damaged: every write says what is so, not what changes, and no frame is needed to read the others.
//!
//! [`Effect::Append`]: crate::Effect::Append

mod replay;

pub use replay::Replay;

use crate::{Error, Identity, Origin, Write};
use schemas::codec;
use schemas::ids::{ActorId, ChangeHash, Epoch, PhotoId, VisitId};
use schemas::wire::{Millis, PublishedTemplate, QuarantineReason, Tip, Worklist};
use serde::{Deserialize, Serialize};

/// First byte of a frame.
const VERSION: u8 = 1;

/// Makes the frame of one append. The bytes of photos do not go in: the driver stores their files first.
///
/// # Errors
/// [`Error::Journal`] if a write has no such form.
pub fn encode(writes: &[Write]) -> Result<Vec<u8>, Error> {
    let mut frame = vec![VERSION];
    let entries: Vec<Entry> = writes.iter().map(Entry::of).collect();
    let body = codec::to_message(&entries).map_err(|error| Error::Journal(error.to_string()))?;
    frame.extend_from_slice(&body);
    Ok(frame)
}

/// What stands in a frame. [`Error::Journal`] if it cannot be read.
fn decode(frame: &[u8]) -> Result<Vec<Entry>, Error> {
    match frame.split_first() {
        Some((&VERSION, body)) => {
            codec::from_message(body).map_err(|error| Error::Journal(error.to_string()))
        }
        Some((version, _)) => Err(Error::Journal(format!("it has version {version}"))),
        None => Err(Error::Journal("it is empty".to_owned())),
    }
}

/// One write: exactly one of these, or none if a newer program wrote it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worklist: Option<Worklist>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<PublishedTemplate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<ActorId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epoch: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skew: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tip: Option<Tip>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered: Option<Delivered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quarantined: Option<Quarantined>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<SetAside>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<Cursor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    touched: Option<Touched>,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<PhotoEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<Receipt>,
}

/// Its hash is worked out from the bytes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ChangeEntry {
    visit: VisitId,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    origin: Origin,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Delivered {
    visit: VisitId,
    hashes: Vec<ChangeHash>,
    delivered: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Quarantined {
    visit: VisitId,
    hash: ChangeHash,
    reason: QuarantineReason,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SetAside {
    visit: VisitId,
    hashes: Vec<ChangeHash>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Cursor {
    visit: VisitId,
    cursor: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Touched {
    visit: VisitId,
    at: Millis,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct PhotoEntry {
    id: PhotoId,
    size: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Receipt {
    id: PhotoId,
    at: Option<Millis>,
}

impl Entry {
    fn of(write: &Write) -> Self {
        let mut entry = Entry::default();
        match write.clone() {
            Write::Identity(identity) => entry.identity = Some(identity),
            Write::Worklist(worklist) => entry.worklist = Some(worklist),
            Write::Template(template) => entry.template = Some(template),
            Write::Actor(actor) => entry.actor = Some(actor),
            Write::Epoch(epoch) => entry.epoch = Some(epoch),
            Write::Skew(skew) => entry.skew = Some(skew),
            Write::Change { visit, bytes, origin, .. } => {
                entry.change = Some(ChangeEntry { visit, bytes, origin });
            }
            Write::Tip(tip) => entry.tip = Some(tip),
            Write::Delivered { visit, hashes, delivered } => {
                entry.delivered = Some(Delivered { visit, hashes, delivered });
            }
            Write::Quarantined { visit, hash, reason } => {
                entry.quarantined = Some(Quarantined { visit, hash, reason });
            }
            Write::SetAside { visit, hashes } => entry.set_aside = Some(SetAside { visit, hashes }),
            Write::Cursor { visit, cursor } => entry.cursor = Some(Cursor { visit, cursor }),
            Write::Touched { visit, at } => entry.touched = Some(Touched { visit, at }),
            Write::Photo { id, size } => entry.photo = Some(PhotoEntry { id, size }),
            Write::PhotoBytes { id, bytes } => {
                entry.photo = Some(PhotoEntry { id, size: bytes.len() as u64 });
            }
            Write::Receipt { id, at } => entry.receipt = Some(Receipt { id, at }),
        }
        entry
    }
}
