//! A person's tablet, as far as the server sees it: a document that is written, signed and delivered.

use ed25519_dalek::SigningKey;
use inspection::exchange::Header;
use inspection::{Drawing, Edit, Inspection, Signature, SignerRole, seal};
use schemas::answer::Answer;
use schemas::ids::{ActorId, DeviceId, PhotoId, RowId};
use schemas::wire::Tip;
use server::store::{self, change, device, visit};
use std::sync::atomic::{AtomicUsize, Ordering};

/// 22/02/2018, 09:00 in Viet Nam.
pub(crate) const MORNING: i64 = 1_519_264_800;

/// What was drawn where people sign.
pub(crate) const DRAWING: PhotoId = PhotoId([9; 32]);

/// One person's tablet.
pub(crate) struct Tablet {
    pub(crate) person: &'static str,
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) actor: ActorId,
    pub(crate) document: Inspection,
    pub(crate) made: Vec<Vec<u8>>,
    /// How many of them were delivered.
    delivered: AtomicUsize,
}

impl Tablet {
    pub(crate) fn new(person: &'static str, number: u8, beginning: &[u8]) -> Self {
        Tablet {
            person,
            device: format!("01J{number:023}").parse().unwrap(),
            key: SigningKey::from_bytes(&[number; 32]),
            actor: ActorId([number; 16]),
            document: Inspection::begin(beginning).unwrap(),
            made: Vec::new(),
            delivered: AtomicUsize::new(0),
        }
    }

    pub(crate) fn write(&mut self, minute: i64, edit: Edit) {
        let changes = self.document.write(self.actor, MORNING + minute * 60, &edit).unwrap();
        self.made.extend(changes.into_iter().map(|change| change.bytes));
    }

    pub(crate) fn answer(&mut self, minute: i64, item: &str, answer: Answer) {
        self.write(minute, Edit::Answer { item: item.parse().unwrap(), answer, reason: None });
    }

    pub(crate) fn set(&mut self, minute: i64, group: &str, row: &RowId, field: &str, answer: Answer) {
        let (group, field) = (group.parse().unwrap(), field.parse().unwrap());
        self.write(minute, Edit::SetField { group, row: row.clone(), field, answer, reason: None });
    }

    pub(crate) fn sign(&mut self, minute: i64, visit: &visit::Visit, name: &str) {
        let signature = Signature {
            role: SignerRole::Leader,
            name: name.to_owned(),
            heads: self.document.heads(),
            device: self.device.clone(),
            person: self.person.parse().unwrap(),
            at: MORNING + minute * 60,
            signature: String::new(),
            drawing: Some(Drawing { id: DRAWING, size: 900, media_type: "image/png".to_owned() }),
        };
        self.write(minute, Edit::Sign(seal::sign_minutes(&visit.id, signature, &self.key)));
    }

    /// Brings the changes that were not delivered yet as they would arrive; enrols the tablet first if need be.
    pub(crate) fn deliver(&self, store: &store::Store, visit: &visit::Visit) {
        let (person, id, key) = (self.person.parse().unwrap(), self.device.clone(), self.key.verifying_key());
        let device = device::Device {
            id: id.clone(),
            person,
            person_name: String::new(),
            name: "máy tính bảng".to_owned(),
            public_key: key.to_bytes(),
            enrolled_at: 0,
            revoked_at: None,
            last_seen: None,
            clock_skew_ms: None,
            unsent_photos: 0,
            app_version: None,
            free_bytes: None,
            revoked_reason: String::new(),
            later_work: None,
        };
        let (newest, hash) = self.document.newest_of(&self.actor).unwrap();
        let tip = Tip {
            visit: visit.id,
            actor: self.actor,
            seq: newest,
            hash,
            device: id,
            person: device.person.clone(),
            at: 0,
            signature: Vec::new(),
        };
        let tip = seal::sign_tip(tip, &self.key);
        let before = self.delivered.swap(self.made.len(), Ordering::Relaxed);
        let (made, token, visit) = (self.made[before..].to_vec(), [self.actor.0[0]; 32], visit.id);
        store
            .write_blocking(move |tx| {
                if before == 0 {
                    device::add(tx, &device, &token)?;
                }
                device::seen(tx, &device.id, 0, 300_000, 0, None)?;
                let document = change::open(tx, &visit)?;
                let author = change::put_author(tx, document.no, &tip, newest)?;
                for bytes in &made {
                    let header = Header::parse(bytes).unwrap();
                    let new = change::NewChange {
                        seq: header.seq,
                        hash: header.hash,
                        max_op: header.max_op,
                        bytes,
                    };
                    change::append(tx, document.no, &author, &new, None, 0)?;
                }
                change::add_waiting(tx, document.no, made.len())
            })
            .unwrap();
    }
}
