//! Taking in what was kept aside, because a person decided so. Everything is checked again but the one objection that the
//! person overrules: that the tablet was revoked, or that nobody of it was in the visit's team.

use super::accept;
use super::parcel::{self, Incoming, Parcel, Signers};
use crate::store::quarantine::{self, Kept};
use crate::store::{self, Tx};
use inspection::exchange::Header;
use schemas::ids::{ActorId, DeviceId, VisitId};
use schemas::wire::{Millis, QuarantineReason};
use std::collections::HashMap;

/// What became of changes that were kept aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Released {
    /// Now in the log; they are merged behind it.
    pub accepted: u32,
    /// Still kept aside, because another rule forbids them or something is missing that they build on.
    pub left: u32,
}

/// Takes in the changes of one author of a visit, and those of others that were kept aside only because they build on
/// something that was.
pub fn release(tx: &Tx, visit: &VisitId, actor: &ActorId, now: Millis) -> Result<Released, store::Error> {
    let mut signers = Signers::default();
    let mut tips = HashMap::new();
    for tip in quarantine::tips(tx, visit)? {
        if let Some(mut checked) = parcel::check_tip(tx, &mut signers, &tip, visit)? {
            if tip.actor == *actor {
                checked.objection = None;
            }
            tips.insert(tip.actor, checked);
        }
    }
    let of_author = |kept: &Kept| kept.actor == Some(*actor);
    let follows =
        |kept: &Kept| kept.reason == QuarantineReason::BuildsOnQuarantined && kept.kept_out.is_none();
    let mut changes: Vec<(Incoming, DeviceId, bool)> = Vec::new();
    for kept in quarantine::of_visit(tx, visit)?.into_iter().filter(|kept| !kept.in_log) {
        // What is no change stays aside.
        if let Ok(header) = Header::parse(&kept.bytes) {
            let wanted = of_author(&kept) || follows(&kept);
            changes.push((Incoming { header, bytes: kept.bytes, vouched: false }, kept.carried_by, wanted));
        }
    }
    changes.sort_by_key(|(change, ..)| (change.header.start_op, change.header.hash));
    let carriers: Vec<(DeviceId, bool)> =
        changes.iter().map(|(_, carrier, wanted)| (carrier.clone(), *wanted)).collect();
    let mut parcel = Parcel {
        visit: *visit,
        changes: changes.into_iter().map(|(change, ..)| change).collect(),
        malformed: Vec::new(),
        tips,
    };
    parcel::vouch(&mut parcel);
    let mut released = Released::default();
    let Parcel { changes, tips, .. } = parcel;
    for (change, (carrier, wanted)) in changes.into_iter().zip(carriers) {
        if !wanted {
            continue;
        }
        let mine = change.header.actor == *actor;
        let one = Parcel { visit: *visit, changes: vec![change], malformed: Vec::new(), tips: tips.clone() };
        let receipt = accept::accept(tx, &one, &carrier, now)?;
        released.accepted += receipt.accepted;
        released.left += u32::from(mine && receipt.accepted == 0);
    }
    quarantine::take_back(tx, visit, actor)?;
    Ok(released)
}
