//! One document's part of a request, read and checked as far as it can be without the log.

use crate::store::{self, Reader, device};
use ed25519_dalek::VerifyingKey;
use inspection::exchange::{self, Header, Unpacked};
use inspection::seal;
use schemas::ids::{ActorId, ChangeHash, DeviceId, VisitId};
use schemas::wire::{DocPush, QuarantineReason, Tip};
use std::collections::{HashMap, HashSet};

/// Most changes in one request, all documents together.
pub(super) const MAX_CHANGES: usize = 5_000;

/// What a device sent for one document.
pub(super) struct Parcel {
    pub(super) visit: VisitId,
    /// Well-formed changes, causes before effects.
    pub(super) changes: Vec<Incoming>,
    /// What is no change at all; kept aside.
    pub(super) malformed: Vec<Unpacked>,
    /// The newest word of each actor's device, by actor.
    pub(super) tips: HashMap<ActorId, CheckedTip>,
}

/// A well-formed change.
pub(super) struct Incoming {
    pub(super) header: Header,
    pub(super) bytes: Vec<u8>,
    /// Its actor's device vouches for it.
    pub(super) vouched: bool,
}

/// A tip whose signature fits the key of its device.
#[derive(Clone)]
pub(super) struct CheckedTip {
    pub(super) tip: Tip,
    /// Why nothing new of this device is taken, although the signature is good.
    pub(super) objection: Option<QuarantineReason>,
}

/// Keys and standing of the devices that signed, asked for once per request.
#[derive(Default)]
pub(super) struct Signers(HashMap<DeviceId, Option<device::Device>>);

impl Signers {
    fn get(&mut self, reader: &Reader, id: &DeviceId) -> store::Result<Option<&device::Device>> {
        if !self.0.contains_key(id) {
            self.0.insert(id.clone(), device::get(reader, id)?);
        }
        Ok(self.0.get(id).and_then(Option::as_ref))
    }
}

/// Reads one document's part. `Err(Malformed)` inside: the pack as a whole is damaged.
pub(super) fn read(
    reader: &Reader,
    signers: &mut Signers,
    push: &DocPush,
) -> store::Result<Result<Parcel, inspection::Error>> {
    let unpacked = match exchange::unpack(&push.changes, MAX_CHANGES) {
        Ok(unpacked) => unpacked,
        Err(error) => return Ok(Err(error)),
    };
    let mut parcel =
        Parcel { visit: push.visit, changes: Vec::new(), malformed: Vec::new(), tips: HashMap::new() };
    for change in unpacked {
        match change.header() {
            Ok(header) => {
                parcel.changes.push(Incoming { header, bytes: change.bytes, vouched: false });
            }
            Err(_) => parcel.malformed.push(change),
        }
    }
    // Operation numbers grow from cause to effect.
    parcel.changes.sort_by_key(|change| (change.header.start_op, change.header.hash));
    for tip in &push.tips {
        if let Some(checked) = check_tip(reader, signers, tip, &push.visit)? {
            let newest = parcel.tips.get(&tip.actor).is_none_or(|known| known.tip.seq < tip.seq);
            if newest {
                parcel.tips.insert(tip.actor, checked);
            }
        }
    }
    vouch(&mut parcel);
    Ok(Ok(parcel))
}

pub(super) fn check_tip(
    reader: &Reader,
    signers: &mut Signers,
    tip: &Tip,
    visit: &VisitId,
) -> store::Result<Option<CheckedTip>> {
    let Some(device) = signers.get(reader, &tip.device)? else { return Ok(None) };
    let Ok(key) = VerifyingKey::from_bytes(&device.public_key) else { return Ok(None) };
    if tip.visit != *visit || tip.person != device.person || seal::verify_tip(tip, &key).is_err() {
        return Ok(None);
    }
    let objection = if device.revoked_at.is_some() {
        Some(QuarantineReason::DeviceRevoked)
    } else if !store::visit::is_assigned(reader, visit, &tip.person)? {
        Some(QuarantineReason::NotAssigned)
    } else {
        None
    };
    Ok(Some(CheckedTip { tip: tip.clone(), objection }))
}

/// A change names its predecessors by hash, so a tip vouches for its own change and for all those of its actor that can
/// be reached from it. What is reached only through the log is in the log.
pub(super) fn vouch(parcel: &mut Parcel) {
    let place: HashMap<ChangeHash, usize> =
        parcel.changes.iter().enumerate().map(|(at, change)| (change.header.hash, at)).collect();
    for checked in parcel.tips.values() {
        let mut seen = HashSet::new();
        let mut open: Vec<usize> = place.get(&checked.tip.hash).copied().into_iter().collect();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            let change = &mut parcel.changes[at];
            change.vouched |= change.header.actor == checked.tip.actor;
            open.extend(change.header.deps.iter().filter_map(|dep| place.get(dep).copied()));
        }
    }
}
