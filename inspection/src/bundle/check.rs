//! Who wrote what a bundle carries: every change must be covered by a tip that a known device signed.

use super::{Bundle, BundledVisit, Refused};
use crate::exchange::Header;
use crate::seal;
use ed25519_dalek::VerifyingKey;
use schemas::ids::{ActorId, ChangeHash, DeviceId, PhotoId, VisitId};
use schemas::wire::{KnownDevice, Tip};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A bundle whose changes are well-formed and whose authors are proven.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The visits.
    pub visits: Vec<CheckedVisit>,
    /// The photos.
    pub photos: Vec<(PhotoId, Vec<u8>)>,
}

/// One visit of a [`Checked`] bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedVisit {
    /// Which.
    pub visit: VisitId,
    /// Its changes with their headers, in the order of the bundle.
    pub changes: Vec<(Header, Vec<u8>)>,
    /// Verified tips, one for each actor.
    pub tips: Vec<Tip>,
}

impl Bundle {
    /// Checks every change and every signature against the devices known here; the first fault refuses everything.
    pub fn check(self, devices: &[KnownDevice]) -> Result<Checked, Refused> {
        let keys: BTreeMap<&DeviceId, VerifyingKey> = devices
            .iter()
            .filter_map(|known| {
                let key = VerifyingKey::from_bytes(known.public_key.as_slice().try_into().ok()?).ok()?;
                Some((&known.device, key))
            })
            .collect();
        let visits =
            self.visits.into_iter().map(|visit| check_visit(visit, &keys)).collect::<Result<_, _>>()?;
        Ok(Checked { visits, photos: self.photos })
    }
}

fn check_visit(
    bundled: BundledVisit,
    keys: &BTreeMap<&DeviceId, VerifyingKey>,
) -> Result<CheckedVisit, Refused> {
    let visit = bundled.visit;
    let parse = |bytes: Vec<u8>| Header::parse(&bytes).map(|header| (header, bytes));
    let changes: Vec<_> = bundled
        .changes
        .into_iter()
        .map(|bytes| parse(bytes).map_err(|_| Refused::Malformed("change")))
        .collect::<Result<_, _>>()?;
    for tip in &bundled.tips {
        if tip.visit != visit {
            return Err(Refused::Malformed("tip"));
        }
        let device = tip.device.clone();
        let Some(key) = keys.get(&device) else { return Err(Refused::UnknownDevice { visit, device }) };
        seal::verify_tip(tip, key).map_err(|_| Refused::BadSignature { visit, device })?;
    }
    let by_hash: HashMap<ChangeHash, &Header> =
        changes.iter().map(|(header, _)| (header.hash, header)).collect();
    let mut vouched: BTreeSet<(ActorId, ChangeHash)> = BTreeSet::new();
    for tip in &bundled.tips {
        vouch(tip, &by_hash, &mut vouched);
    }
    for (header, _) in &changes {
        if !vouched.contains(&(header.actor, header.hash)) {
            return Err(Refused::NotSigned { visit, change: header.hash });
        }
    }
    Ok(CheckedVisit { visit, changes, tips: bundled.tips })
}

/// All changes of the tip's actor that stand before the tip's change, itself included: they are named by hash.
fn vouch(tip: &Tip, changes: &HashMap<ChangeHash, &Header>, vouched: &mut BTreeSet<(ActorId, ChangeHash)>) {
    let fits = |header: &&&Header| header.actor == tip.actor && header.seq == tip.seq;
    let Some(newest) = changes.get(&tip.hash).filter(fits) else { return };
    let (mut seen, mut open) = (BTreeSet::new(), vec![newest.hash]);
    while let Some(hash) = open.pop() {
        let Some(header) = changes.get(&hash).filter(|_| seen.insert(hash)) else { continue };
        if header.actor == tip.actor {
            vouched.insert((tip.actor, hash));
        }
        open.extend(&header.deps);
    }
}
