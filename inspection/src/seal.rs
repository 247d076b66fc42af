//! Signatures: tips (who wrote what) and the minutes.

use crate::{Error, Signature, SignerRole};
use ed25519_dalek::{Signature as Ed25519, Signer, SigningKey, VerifyingKey};
use schemas::ids::{ChangeHash, VisitId};
use schemas::wire::Tip;
use sha2::{Digest, Sha256};

/// SHA-256 over the sorted heads: two copies with the same digest are the same.
pub fn heads_digest(heads: &[ChangeHash]) -> [u8; 32] {
    let mut sorted = heads.to_vec();
    sorted.sort();
    sorted.iter().fold(Sha256::new(), |hash, head| hash.chain_update(head.as_bytes())).finalize().into()
}

/// Fills in the signature of a tip.
pub fn sign_tip(mut tip: Tip, key: &SigningKey) -> Tip {
    tip.signature = key.sign(&tip_text(&tip)).to_bytes().to_vec();
    tip
}

/// Checks a tip against the public key of its device.
pub fn verify_tip(tip: &Tip, key: &VerifyingKey) -> Result<(), Error> {
    verify(&tip_text(tip), &tip.signature, key)
}

/// Fills in a signature under the minutes of a visit.
pub fn sign_minutes(visit: &VisitId, mut signature: Signature, key: &SigningKey) -> Signature {
    signature.heads.sort();
    signature.signature = hex::encode(key.sign(&minutes_text(visit, &signature)).to_bytes());
    signature
}

/// Checks a signature under the minutes of a visit.
pub fn verify_minutes(visit: &VisitId, signature: &Signature, key: &VerifyingKey) -> Result<(), Error> {
    let bytes = hex::decode(&signature.signature).map_err(|_| Error::BadSignature)?;
    verify(&minutes_text(visit, signature), &bytes, key)
}

fn verify(text: &[u8], signature: &[u8], key: &VerifyingKey) -> Result<(), Error> {
    let signature = Ed25519::from_slice(signature).map_err(|_| Error::BadSignature)?;
    key.verify_strict(text, &signature).map_err(|_| Error::BadSignature)
}

/// What is signed: a line naming purpose and version, then each part with its length, so that no two different tips or
/// signatures have the same text.
fn text(purpose: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut text = format!("sokiemtra {purpose} 1\n").into_bytes();
    for part in parts {
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part);
    }
    text
}

fn tip_text(tip: &Tip) -> Vec<u8> {
    text(
        "tip",
        &[
            tip.visit.as_bytes(),
            tip.actor.as_bytes(),
            &tip.seq.to_be_bytes(),
            tip.hash.as_bytes(),
            tip.device.as_str().as_bytes(),
            tip.person.as_str().as_bytes(),
            &tip.at.to_be_bytes(),
        ],
    )
}

/// What stands for a role in what is signed; never to be changed.
fn signed_as(role: SignerRole) -> &'static str {
    match role {
        SignerRole::Leader => "Leader",
        SignerRole::Secretary => "Secretary",
        SignerRole::Member => "Member",
        SignerRole::Unit => "Unit",
    }
}

fn minutes_text(visit: &VisitId, signature: &Signature) -> Vec<u8> {
    let heads: Vec<u8> = signature.heads.iter().flat_map(|head| head.0).collect();
    let (role, at) = (signed_as(signature.role), signature.at.to_be_bytes());
    let mut parts = vec![
        visit.as_bytes(),
        role.as_bytes(),
        signature.name.as_bytes(),
        &heads,
        signature.device.as_str().as_bytes(),
        signature.person.as_str().as_bytes(),
        &at,
    ];
    // Without a drawing the text is what it was before there were any.
    parts.extend(signature.drawing.as_ref().map(|drawing| drawing.id.as_bytes()));
    text("minutes", &parts)
}
