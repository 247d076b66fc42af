//! The bundle file (tệp gói): changes, tips and photos that travel without a network, from any tablet of a campaign to
//! any other or to the server. Encrypted with the campaign's key, so a lost stick tells nothing but the campaign's id.
//!
//! ```text
//! "SKTB" · version u8 · length u8 · campaign id · nonce (24 bytes) · frame 0 · frame 1 · …
//! frame = length of the ciphertext (u32, little-endian) · ciphertext (XChaCha20-Poly1305)
//! ```
//! Frame 0 is the manifest (JSON): who made the bundle and, for each following frame, what it is, how long, and its
//! SHA-256. Changes are packed ([`exchange::pack`]) and deflated, tips (JSON) deflated, photos as they are: a visit without
//! its photos is small enough for a handful of QR codes. A frame's nonce is the file's nonce with the frame's number added in; its associated data is everything in
//! clear before frame 0. So no frame can be changed, moved, left out or taken from another bundle unnoticed.

mod check;
#[cfg(test)]
mod tests;

pub use check::{Checked, CheckedVisit};

use crate::exchange;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use schemas::codec;
use schemas::ids::{CampaignId, ChangeHash, DeviceId, PersonId, PhotoId, VisitId};
use schemas::wire::{Millis, Tip};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

const MAGIC: &[u8; 4] = b"SKTB";
const VERSION: u8 = 2;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Largest part: a photo of 12 MB, or the changes of one visit.
const MAX_PART: usize = 32 << 20;
/// Most parts of one bundle.
const MAX_PARTS: usize = 100_000;
/// Most bytes that the changes or the tips of one visit inflate to.
const MAX_INFLATED: usize = 8 << 20;
/// Most changes of one visit.
const MAX_CHANGES: usize = 100_000;

/// Why a bundle was refused. It is always refused whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a bundle file.
    #[error("this is not a bundle file")]
    NotABundle,
    /// Made by a newer program.
    #[error("the bundle has version {0}, this program reads version {VERSION}")]
    Version(u8),
    /// It ends too early.
    #[error("the bundle is torn: it ends at byte {at}")]
    Torn {
        /// Length of what is there.
        at: usize,
    },
    /// It was altered, or encrypted with another key.
    #[error("part {part} of the bundle was altered, or the key is another campaign's")]
    Altered {
        /// Which frame, from 0.
        part: usize,
    },
    /// Something stands behind its end.
    #[error("{0} bytes stand behind the end of the bundle")]
    TooLong(usize),
    /// Over a limit.
    #[error("{what}: {found} is more than the allowed {limit}")]
    TooLarge {
        /// What was measured.
        what: &'static str,
        /// What was found.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// What it contains is not well-formed.
    #[error("malformed {0} in the bundle")]
    Malformed(&'static str),
    /// A tip was signed by a device that is not known here.
    #[error("visit {visit}: device {device} is not known here; fetch the worklist first")]
    UnknownDevice {
        /// The visit.
        visit: VisitId,
        /// The device.
        device: DeviceId,
    },
    /// A tip's signature does not fit.
    #[error("visit {visit}: the signature of device {device} does not fit")]
    BadSignature {
        /// The visit.
        visit: VisitId,
        /// The device.
        device: DeviceId,
    },
    /// Nobody vouches for a change.
    #[error("visit {visit}: no signed tip covers change {change}")]
    NotSigned {
        /// The visit.
        visit: VisitId,
        /// The change.
        change: ChangeHash,
    },
}

/// What a bundle carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// The campaign whose key it is encrypted with.
    pub campaign: CampaignId,
    /// The device that made it.
    pub device: DeviceId,
    /// The person at that device.
    pub person: PersonId,
    /// When it was made, by that device's clock.
    pub at: Millis,
    /// The visits.
    pub visits: Vec<BundledVisit>,
    /// The photos, addressed by the SHA-256 of their bytes.
    pub photos: Vec<(PhotoId, Vec<u8>)>,
}

/// One visit in a [`Bundle`].
#[derive(Debug, Clone, PartialEq)]
pub struct BundledVisit {
    /// Which.
    pub visit: VisitId,
    /// Its changes without the beginning, causes before effects.
    pub changes: Vec<Vec<u8>>,
    /// Tips of the actors of these changes.
    pub tips: Vec<Tip>,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    device: DeviceId,
    person: PersonId,
    at: Millis,
    parts: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
struct Part {
    #[serde(flatten)]
    content: Content,
    size: usize,
    sha256: PhotoId,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "part")]
enum Content {
    Changes { visit: VisitId },
    Tips { visit: VisitId },
    Photo,
}

fn sha256(bytes: &[u8]) -> PhotoId {
    PhotoId(Sha256::digest(bytes).into())
}

/// The campaign of a bundle file, which stands in clear, so that the key can be looked up.
pub fn campaign(file: &[u8]) -> Result<CampaignId, Refused> {
    clear(file).map(|(campaign, ..)| campaign)
}

/// Makes a bundle file. `nonce` must be random and never used before.
pub fn seal(bundle: &Bundle, key: &[u8; 32], nonce: [u8; NONCE]) -> Result<Vec<u8>, Refused> {
    let mut parts: Vec<(Content, std::borrow::Cow<'_, [u8]>)> = Vec::new();
    for BundledVisit { visit, changes, tips } in &bundle.visits {
        let visit = *visit;
        let changes = exchange::pack(changes.iter().map(Vec::as_slice));
        let changes = changes.map_err(|_| Refused::Malformed("change"))?;
        parts.push((Content::Changes { visit }, deflated(&changes)?.into()));
        let tips = codec::to_json(tips).map(String::into_bytes).map_err(|_| Refused::Malformed("tip"))?;
        parts.push((Content::Tips { visit }, deflated(&tips)?.into()));
    }
    parts.extend(bundle.photos.iter().map(|(_, bytes)| (Content::Photo, bytes.as_slice().into())));
    let listed = parts.iter().map(|(content, body)| Part {
        content: content.clone(),
        size: body.len(),
        sha256: sha256(body),
    });
    let (device, person) = (bundle.device.clone(), bundle.person.clone());
    let manifest = Manifest { device, person, at: bundle.at, parts: listed.collect() };
    let manifest =
        codec::to_json(&manifest).map(String::into_bytes).map_err(|_| Refused::Malformed("manifest"))?;

    let mut file = Vec::new();
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&[VERSION, bundle.campaign.as_str().len() as u8]);
    file.extend_from_slice(bundle.campaign.as_str().as_bytes());
    file.extend_from_slice(&nonce);
    let cipher = Frames { cipher: XChaCha20Poly1305::new(key.into()), nonce, clear: file.clone() };
    for (number, body) in
        std::iter::once(manifest.as_slice()).chain(parts.iter().map(|(_, b)| &**b)).enumerate()
    {
        limit("bytes of a part", body.len(), MAX_PART)?;
        let sealed = cipher.seal(number, body)?;
        file.extend_from_slice(&(sealed.len() as u32).to_le_bytes());
        file.extend_from_slice(&sealed);
    }
    Ok(file)
}

/// Reads a bundle file: every byte of it is checked, or nothing comes out. Who wrote its changes is checked by
/// [`Bundle::check`].
pub fn open(file: &[u8], key: &[u8; 32]) -> Result<Bundle, Refused> {
    let (campaign, nonce, mut rest) = clear(file)?;
    let clear = file[..file.len() - rest.len()].to_vec();
    let cipher = Frames { cipher: XChaCha20Poly1305::new(key.into()), nonce, clear };
    let mut number = 0;
    let mut next = || {
        let torn = Refused::Torn { at: file.len() };
        let length = rest.split_off(..4).ok_or(torn.clone())?;
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
        limit("bytes of a part", length, MAX_PART + TAG)?;
        let body = cipher.open(number, rest.split_off(..length).ok_or(torn)?)?;
        number += 1;
        Ok((body, rest.len()))
    };
    let (manifest, mut left) = next()?;
    let Manifest { device, person, at, parts } =
        codec::from_json(&manifest).map_err(|_| Refused::Malformed("manifest"))?;
    limit("parts", parts.len(), MAX_PARTS)?;
    let mut bundle = Bundle { campaign, device, person, at, visits: Vec::new(), photos: Vec::new() };
    for (place, part) in parts.into_iter().enumerate() {
        let (body, after) = next()?;
        left = after;
        if body.len() != part.size || sha256(&body) != part.sha256 {
            return Err(Refused::Altered { part: place + 1 });
        }
        match part.content {
            Content::Changes { visit } => {
                bundle.visits.push(BundledVisit { visit, changes: unpacked(&body)?, tips: Vec::new() })
            }
            Content::Tips { visit } => {
                let tips = codec::from_json(&inflated(&body)?).map_err(|_| Refused::Malformed("tips"))?;
                let last = bundle.visits.last_mut().filter(|v| v.visit == visit);
                last.ok_or(Refused::Malformed("order of parts"))?.tips = tips;
            }
            Content::Photo => bundle.photos.push((part.sha256, body)),
        }
    }
    if left > 0 { Err(Refused::TooLong(left)) } else { Ok(bundle) }
}

fn limit(what: &'static str, found: usize, limit: usize) -> Result<(), Refused> {
    if found > limit { Err(Refused::TooLarge { what, found, limit }) } else { Ok(()) }
}

type Clear<'a> = (CampaignId, [u8; NONCE], &'a [u8]);

/// What stands in clear, and the rest.
fn clear(file: &[u8]) -> Result<Clear<'_>, Refused> {
    let rest = file.strip_prefix(MAGIC).ok_or(Refused::NotABundle)?;
    let torn = Refused::Torn { at: file.len() };
    let (&[version, length], rest) = rest.split_first_chunk::<2>().ok_or(torn.clone())?;
    if version != VERSION {
        return Err(Refused::Version(version));
    }
    let (campaign, rest) = rest.split_at_checked(usize::from(length)).ok_or(torn.clone())?;
    let campaign = str::from_utf8(campaign).ok().and_then(|text| text.parse().ok());
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(torn)?;
    Ok((campaign.ok_or(Refused::NotABundle)?, *nonce, rest))
}

struct Frames {
    cipher: XChaCha20Poly1305,
    nonce: [u8; NONCE],
    clear: Vec<u8>,
}

impl Frames {
    fn nonce(&self, number: usize) -> XNonce {
        let mut nonce = self.nonce;
        for (byte, number) in nonce[NONCE - 8..].iter_mut().zip((number as u64).to_le_bytes()) {
            *byte ^= number;
        }
        nonce.into()
    }

    fn seal(&self, number: usize, body: &[u8]) -> Result<Vec<u8>, Refused> {
        let payload = Payload { msg: body, aad: &self.clear };
        self.cipher.encrypt(&self.nonce(number), payload).map_err(|_| Refused::Altered { part: number })
    }

    fn open(&self, number: usize, body: &[u8]) -> Result<Vec<u8>, Refused> {
        let payload = Payload { msg: body, aad: &self.clear };
        self.cipher.decrypt(&self.nonce(number), payload).map_err(|_| Refused::Altered { part: number })
    }
}

fn unpacked(body: &[u8]) -> Result<Vec<Vec<u8>>, Refused> {
    let changes = exchange::unpack(&inflated(body)?, MAX_CHANGES);
    let changes = changes.map_err(|_| Refused::Malformed("changes"))?;
    Ok(changes.into_iter().map(|change| change.bytes).collect())
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    limit("bytes of a part", bytes.len(), MAX_INFLATED)?;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    let done = encoder.write_all(bytes).and_then(|()| encoder.finish());
    done.map_err(|_| Refused::Malformed("part"))
}

fn inflated(body: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let decoder = flate2::read::DeflateDecoder::new(body);
    let read = decoder.take(MAX_INFLATED as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|_| Refused::Malformed("part"))?;
    limit("bytes of a part", bytes.len(), MAX_INFLATED)?;
    Ok(bytes)
}
