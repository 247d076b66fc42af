//! Who this tablet is.

use ed25519_dalek::SigningKey;
use schemas::ids::{ActorId, ChangeHash, DeviceId, PersonId, VisitId};
use schemas::wire::{Millis, Tip};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that sends or stores it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// An enrolled tablet: what the server knows it by, and the key that signs its work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Address of the server, without a path.
    pub server: String,
    /// The device's id.
    pub device: DeviceId,
    /// Whose tablet it is.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// Bearer token.
    pub token: Secret,
    /// Seed of the Ed25519 key in hexadecimal.
    seed: Secret,
}

impl Identity {
    /// After enrolment with the public key of this seed.
    pub fn new(server: String, enrolled: schemas::wire::EnrolResponse, seed: [u8; 32]) -> Self {
        Self {
            server,
            device: enrolled.device,
            person: enrolled.person,
            person_name: enrolled.person_name,
            token: Secret::new(enrolled.token),
            seed: Secret::new(hex::encode(seed)),
        }
    }

    /// The key that signs tips and minutes. `None` if what was stored is not a key.
    pub(crate) fn key(&self) -> Option<SigningKey> {
        let mut seed = [0; 32];
        hex::decode_to_slice(self.seed.reveal(), &mut seed).ok()?;
        Some(SigningKey::from_bytes(&seed))
    }
}

/// Signs for one tablet.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    pub(crate) key: SigningKey,
}

impl Signer {
    pub(crate) fn tip(&self, visit: VisitId, actor: ActorId, seq: u64, hash: ChangeHash, at: Millis) -> Tip {
        let (device, person) = (self.device.clone(), self.person.clone());
        let tip = Tip { visit, actor, seq, hash, device, person, at, signature: Vec::new() };
        inspection::seal::sign_tip(tip, &self.key)
    }
}
