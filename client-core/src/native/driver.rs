//! Carries out what the core wants: stores, asks the server, uploads photos.

use super::{Client, NativeError, Store, now, random};
use crate::photos::{Step, Upload};
use crate::{Effect, Event, Identity, Session};
use ed25519_dalek::SigningKey;
use inspection::Edit;
use inspection::bundle;
use schemas::ids::{ActorId, ChangeHash, ItemId, PhotoId, VisitId};
use schemas::wire::{AboutDevice, EnrolRequest, QuarantineReason};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a server that is still checking is asked again within one call.
const PATIENCE: u32 = 6;
/// How often a request that took too long is tried again, each time smaller.
const RETRIES: u32 = 3;

/// A tablet: its state and its store.
#[derive(Debug)]
pub struct Tablet {
    session: Session,
    store: Store,
    edits: u64,
}

/// What came of one call, for whoever asked for it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Edits made durable.
    pub saved: usize,
    /// The record said so already.
    pub unchanged: bool,
    /// Changes that came in.
    pub received: usize,
    /// Photos that came in with a bundle.
    pub photos_received: usize,
    /// Photos that the server confirmed.
    pub photos_confirmed: usize,
    /// Changes that the server keeps aside.
    pub quarantined: Vec<(VisitId, ChangeHash, QuarantineReason)>,
    /// Changes written anew after a collision with a copy, and signatures to be given again.
    pub rewritten: (usize, usize),
    /// Things that came and could not be used.
    pub trouble: Vec<String>,
    /// The server is still checking; more will come.
    pub checking: bool,
}

impl Tablet {
    /// Opens a folder.
    pub fn open(folder: &Path) -> Result<Self, NativeError> {
        let store = Store::open(folder)?;
        Ok(Self { session: Session::open(store.load()?), store, edits: 0 })
    }

    /// What it knows.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Its folder was taken for a copy and goes on under a new actor.
    pub fn copied(&self) -> bool {
        self.store.copied()
    }

    /// Becomes a tablet of this server, and fetches what there is to do.
    pub fn enrol(&mut self, server: &str, code: &str, name: &str) -> Result<Outcome, NativeError> {
        if let Some(Identity { device, person, .. }) = self.session.identity().cloned() {
            return Err(crate::Error::AlreadyEnrolled { device, person }.into());
        }
        let seed: [u8; 32] = random()?;
        let public_key = SigningKey::from_bytes(&seed).verifying_key().to_bytes().to_vec();
        let request = EnrolRequest { code: code.to_owned(), public_key, device_name: name.to_owned() };
        let enrolled = Client::new(server, None).enrol(&request)?;
        self.happen(Event::Enrolled(Identity::new(server.to_owned(), enrolled, seed)))
    }

    /// Fetches the worklist and the templates it needs.
    pub fn pull(&mut self) -> Result<Outcome, NativeError> {
        let mut outcome = Outcome::default();
        self.carry_out(vec![Effect::FetchWorklist], &mut outcome)?;
        Ok(outcome)
    }

    /// Writes an edit; when it comes back it is durable.
    pub fn edit(&mut self, visit: VisitId, edit: Edit) -> Result<Outcome, NativeError> {
        self.edits += 1;
        self.happen(Event::Edit { id: crate::EditId(self.edits), visit, edit })
    }

    /// Takes a photo's file for an item.
    pub fn photo(
        &mut self,
        visit: VisitId,
        item: ItemId,
        bytes: &[u8],
        caption: String,
    ) -> Result<Outcome, NativeError> {
        let photo = super::describe(bytes, item, caption).map_err(crate::Error::from)?;
        self.session.form(&visit)?.item(&photo.item)?;
        self.store.put_photo(bytes)?;
        self.edit(visit, Edit::Photo(photo))
    }

    /// Signs the minutes of a visit as they stand.
    pub fn sign(
        &mut self,
        visit: VisitId,
        role: inspection::SignerRole,
        name: String,
    ) -> Result<Outcome, NativeError> {
        self.edits += 1;
        self.happen(Event::Sign { id: crate::EditId(self.edits), visit, role, name, drawing: None })
    }

    /// Exchanges everything with the server, then sends photos.
    pub fn sync(&mut self) -> Result<Outcome, NativeError> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        self.happen(Event::About(AboutDevice { version, free_bytes: None }))?;
        let mut outcome = self.happen(Event::Sync)?;
        for (id, size) in self.session.photo_queue() {
            match self.upload(&id, size) {
                Ok(()) => {
                    let effects = self.session.handle(Event::PhotoReceipt(id), now());
                    self.carry_out(effects, &mut outcome)?;
                    outcome.photos_confirmed += 1;
                }
                Err(error) if error.is_network() => return Err(error),
                Err(error) => outcome.trouble.push(format!("{id}: {error}")),
            }
        }
        Ok(outcome)
    }

    /// Writes a bundle file: a visit, or all visits of the only campaign.
    pub fn export(&self, visit: Option<VisitId>) -> Result<(Vec<u8>, bundle::Bundle), NativeError> {
        let (mut bundle, photos) = self.session.export(visit, now())?;
        for id in photos {
            bundle.photos.push((id, self.store.photo(&id)?));
        }
        let key = self.session.bundle_key(&bundle.campaign)?;
        let file = bundle::seal(&bundle, &key, random()?).map_err(crate::Error::from)?;
        Ok((file, bundle))
    }

    /// Takes a bundle file.
    pub fn import(&mut self, file: &[u8]) -> Result<Outcome, NativeError> {
        let campaign = bundle::campaign(file).map_err(crate::Error::from)?;
        let bundle = bundle::open(file, &self.session.bundle_key(&campaign)?).map_err(crate::Error::from)?;
        self.happen(Event::Imported { bundle, fresh: ActorId(random()?) })
    }

    fn happen(&mut self, event: Event) -> Result<Outcome, NativeError> {
        let mut outcome = Outcome::default();
        let effects = self.session.handle(event, now());
        self.carry_out(effects, &mut outcome)?;
        Ok(outcome)
    }

    /// Carries out effects and whatever follows from them, in order.
    fn carry_out(&mut self, effects: Vec<Effect>, outcome: &mut Outcome) -> Result<(), NativeError> {
        let mut queue: std::collections::VecDeque<Effect> = effects.into();
        let (mut waits, mut retries, mut failure, mut refused) = (0, 0, None, None);
        while let Some(effect) = queue.pop_front() {
            let event = match effect {
                Effect::Append { ticket, writes } => match self.store.append(&writes) {
                    Ok(()) => Event::Stored(ticket),
                    Err(error) => {
                        let text = error.to_string();
                        failure = Some(error);
                        Event::StoreFailed(ticket, text)
                    }
                },
                Effect::Send(request) => match self.client()?.sync(&request) {
                    Ok(response) => Event::Answered { response, fresh: ActorId(random()?) },
                    Err(NativeError::TimedOut) if retries < RETRIES => {
                        retries += 1;
                        Event::TimedOut
                    }
                    Err(error) => {
                        failure = Some(error);
                        retries = RETRIES;
                        Event::Unreachable
                    }
                },
                Effect::FetchWorklist => match self.client()?.worklist() {
                    Ok(worklist) => Event::WorklistCame(worklist),
                    Err(error) => {
                        failure = Some(error);
                        continue;
                    }
                },
                Effect::FetchTemplate(hash) => match self.client()?.template(&hash) {
                    Ok(published) => Event::TemplateCame(published),
                    Err(error) => {
                        failure = Some(error);
                        continue;
                    }
                },
                Effect::Wait { millis, offline: true } => {
                    if failure.is_some() {
                        continue;
                    }
                    std::thread::sleep(Duration::from_millis(millis));
                    Event::Woke
                }
                Effect::Wait { millis, offline: false } => {
                    waits += 1;
                    if waits > PATIENCE {
                        outcome.checking = true;
                        continue;
                    }
                    std::thread::sleep(Duration::from_millis(millis));
                    Event::Woke
                }
                Effect::Refused { error, .. } => {
                    refused = Some(error);
                    continue;
                }
                told => {
                    outcome.note(told);
                    continue;
                }
            };
            queue.extend(self.session.handle(event, now()));
        }
        match (refused, failure) {
            (Some(error), _) => Err(error.into()),
            (None, Some(error)) => Err(error),
            (None, None) => Ok(()),
        }
    }

    fn upload(&self, id: &PhotoId, size: u64) -> Result<(), NativeError> {
        let client = self.client()?;
        let mut upload = Upload::new(size);
        let mut interruptions = 0;
        loop {
            let began = Instant::now();
            let answer = match upload.next() {
                Step::Done => return Ok(()),
                Step::Head => client.photo_state(id),
                Step::Patch { offset, length } => {
                    client.photo_piece(id, offset, size, self.store.photo_piece(id, offset, length)?)
                }
            };
            match answer {
                Ok(answer) => {
                    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
                    upload.answered(answer.status, answer.offset, took).map_err(crate::Error::from)?;
                }
                Err(error) if error.is_network() && interruptions < RETRIES => {
                    interruptions += 1;
                    upload.interrupted();
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn client(&self) -> Result<Client, NativeError> {
        let identity = self.session.identity().ok_or(crate::Error::NotEnrolled)?;
        Ok(Client::new(&identity.server, Some(identity.token.clone())))
    }
}

impl Outcome {
    fn note(&mut self, effect: Effect) {
        match effect {
            Effect::Saved(edits) => self.saved += edits.len(),
            Effect::Unchanged(_) => self.unchanged = true,
            Effect::Received { changes, .. } => self.received += changes,
            Effect::Imported { changes, photos, .. } => {
                self.received += changes;
                self.photos_received += photos;
            }
            Effect::Quarantined { visit, hash, reason } => self.quarantined.push((visit, hash, reason)),
            Effect::Rewritten { changes, signatures, .. } => {
                self.rewritten.0 += changes;
                self.rewritten.1 += signatures;
            }
            Effect::Trouble { visit, error } => self.trouble.push(format!("{visit}: {error}")),
            // The failure itself is reported; the rest asks for something and never comes here.
            _ => {}
        }
    }
}
