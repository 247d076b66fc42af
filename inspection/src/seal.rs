//! Signatures: tips (who wrote what) and the minutes.

use crate::{Error, Signature};
use ed25519_dalek::{SigningKey, VerifyingKey};
use schemas::ids::{ChangeHash, VisitId};
use schemas::wire::Tip;

/// SHA-256 over the sorted heads: two copies with the same digest are the same.
#[allow(unused_variables)]
pub fn heads_digest(heads: &[ChangeHash]) -> [u8; 32] {
    unimplemented!()
}

/// Fills in the signature of a tip.
#[allow(unused_variables)]
pub fn sign_tip(tip: Tip, key: &SigningKey) -> Tip {
    unimplemented!()
}

/// Checks a tip against the public key of its device.
#[allow(unused_variables)]
pub fn verify_tip(tip: &Tip, key: &VerifyingKey) -> Result<(), Error> {
    unimplemented!()
}

/// Fills in a signature under the minutes of a visit.
#[allow(unused_variables)]
pub fn sign_minutes(visit: &VisitId, signature: Signature, key: &SigningKey) -> Signature {
    unimplemented!()
}

/// Checks a signature under the minutes of a visit.
#[allow(unused_variables)]
pub fn verify_minutes(visit: &VisitId, signature: &Signature, key: &VerifyingKey) -> Result<(), Error> {
    unimplemented!()
}
