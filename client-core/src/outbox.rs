//! What goes into one request: everything the server may not have, newest work first, within the limits.

use crate::identity::Signer;
use crate::visit::Visit;
use crate::{Error, Kept, Origin, Session};
use inspection::exchange;
use litemap::LiteMap;
use schemas::ids::{ActorId, ChangeHash};
use schemas::wire::{DocPush, Millis, Tip};
use std::collections::BTreeSet;

/// How much one request may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Documents.
    pub docs: usize,
    /// Changes of all documents together.
    pub changes: usize,
    /// Bytes of these changes.
    pub bytes: usize,
}

impl Limits {
    /// The most the server takes; 2 of its 16 MiB are left for what stands around the changes.
    pub const FULL: Limits = Limits { docs: 50, changes: 5_000, bytes: 14 << 20 };

    /// After a time-out: half of it, but always enough for some progress.
    pub(crate) fn halved(self) -> Self {
        Self {
            docs: (self.docs / 2).max(1),
            changes: (self.changes / 2).max(1),
            bytes: (self.bytes / 2).max(exchange::MAX_CHANGE_BYTES),
        }
    }

    /// After an answer: back towards the most.
    pub(crate) fn doubled(self) -> Self {
        Self {
            docs: (self.docs * 2).min(Self::FULL.docs),
            changes: (self.changes * 2).min(Self::FULL.changes),
            bytes: (self.bytes * 2).min(Self::FULL.bytes),
        }
    }
}

impl Session {
    /// Of the changes written on this tablet: how many the server has, and how many there are. What was written anew after
    /// a collision counts once.
    pub fn delivered(&self) -> (usize, usize) {
        let own = |visit: &Visit| {
            let own = visit.changes().filter(|kept| kept.origin == Origin::Own && !kept.set_aside);
            own.fold((0, 0), |(delivered, all), kept| (delivered + usize::from(kept.delivered), all + 1))
        };
        self.visits.values().map(own).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }
}

/// What one request carries of one document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parcel {
    pub(crate) push: DocPush,
    pub(crate) sent: Vec<ChangeHash>,
}

/// Takes what fits from a visit and lowers `left` by it.
pub(crate) fn parcel(
    visit: &Visit,
    parked: &BTreeSet<ChangeHash>,
    have: Option<Vec<ChangeHash>>,
    (writer, signer): (ActorId, Option<&Signer>),
    left: &mut Limits,
    now: Millis,
) -> Result<Parcel, Error> {
    let mut taken: Vec<&Kept> = Vec::new();
    for kept in visit.unsent().filter(|kept| !parked.contains(&kept.header.hash)) {
        if left.changes == 0 || left.bytes < kept.bytes.len() {
            break;
        }
        left.changes -= 1;
        left.bytes -= kept.bytes.len();
        taken.push(kept);
    }
    left.docs = left.docs.saturating_sub(1);
    let changes = match taken.is_empty() {
        true => Vec::new(),
        false => exchange::pack(taken.iter().map(|kept| kept.bytes.as_slice()))?,
    };
    let tips = tips(visit, &taken, signer, now);
    let sent = taken.iter().map(|kept| kept.header.hash).collect();
    Ok(Parcel {
        push: DocPush { visit: visit.id, cursor: visit.cursor, changes, tips, writer: Some(writer), have },
        sent,
    })
}

/// For each actor a tip that covers what is sent of it. Where our own work is cut, the last change sent is signed for.
fn tips(visit: &Visit, taken: &[&Kept], signer: Option<&Signer>, now: Millis) -> Vec<Tip> {
    let mut last: LiteMap<ActorId, &Kept> = LiteMap::new();
    for kept in taken {
        let newest = last.entry(kept.header.actor).or_insert(kept);
        if kept.header.seq > newest.header.seq {
            *newest = kept;
        }
    }
    let tip = |(actor, kept): (ActorId, &Kept)| {
        let (seq, hash) = (kept.header.seq, kept.header.hash);
        let standing = visit.tips_of(&actor).find(|tip| tip.seq >= seq);
        match (standing, signer) {
            (Some(tip), Some(signer)) if tip.seq > seq && tip.device == signer.device => {
                Some(signer.tip(visit.id, actor, seq, hash, now))
            }
            (standing, _) => standing.cloned(),
        }
    };
    last.into_iter().filter_map(tip).collect()
}
