//! The exchange with the server: yields requests, takes answers, and never assumes that an answer comes.

use crate::outbox::{Limits, parcel};
use crate::visit::Visit;
use crate::{Effect, Error, Origin, Session, Write};
use inspection::exchange::{self, Header};
use inspection::{Inspection, seal};
use litemap::LiteMap;
use schemas::ids::{ActorId, ChangeHash, PhotoId, VisitId};
use schemas::wire::{DocPull, Millis, PROTOCOL, QuarantineReason, SyncRequest, SyncResponse, Tip};
use std::collections::BTreeSet;

/// Most changes that one document of an answer may hold.
const MOST_CHANGES: usize = 100_000;
/// Largest snapshot that is taken, in bytes.
const LARGEST_SNAPSHOT: usize = 16 << 20;
/// Most photos asked about in one request.
const PHOTOS_ASKED: usize = 500;
/// First and longest wait after a failure, in milliseconds.
const BACK_OFF: (u64, u64) = (1_000, 300_000);
/// First and longest wait for a server that is still checking, in milliseconds.
const CHECKING: (u64, u64) = (500, 8_000);

/// Where the exchange stands.
#[derive(Debug)]
pub(crate) struct Sync {
    limits: Limits,
    /// Documents of which news are to be asked for.
    ask: BTreeSet<VisitId>,
    /// Documents that the server is still checking.
    checking: BTreeSet<VisitId>,
    /// Documents whose list of changes goes along.
    compare: BTreeSet<VisitId>,
    /// Documents compared since the last start, each with both digests.
    compared: LiteMap<VisitId, ([u8; 32], [u8; 32])>,
    /// Changes that would only be held again.
    parked: BTreeSet<ChangeHash>,
    /// What was sent since the last start.
    tried: BTreeSet<ChangeHash>,
    photos_asked: bool,
    in_flight: Option<LiteMap<VisitId, Vec<ChangeHash>>>,
    /// Nothing is left to send but what the store has not confirmed yet.
    stalled: bool,
    failures: u32,
    checks: u32,
    /// Photos that the server said it lacks.
    pub(crate) photos_missing: BTreeSet<PhotoId>,
}

impl Default for Sync {
    fn default() -> Self {
        Self {
            limits: Limits::FULL,
            ask: BTreeSet::new(),
            checking: BTreeSet::new(),
            compare: BTreeSet::new(),
            compared: LiteMap::new(),
            parked: BTreeSet::new(),
            tried: BTreeSet::new(),
            photos_asked: false,
            in_flight: None,
            stalled: false,
            failures: 0,
            checks: 0,
            photos_missing: BTreeSet::new(),
        }
    }
}

impl Sync {
    /// Everything again, with half the load.
    pub(crate) fn timed_out(&mut self) -> Vec<Effect> {
        self.limits = self.limits.halved();
        self.unreachable()
    }

    pub(crate) fn unreachable(&mut self) -> Vec<Effect> {
        if let Some(sent) = self.in_flight.take() {
            self.ask.extend(sent.into_iter().map(|(visit, _)| visit));
        }
        let millis = BACK_OFF.0.saturating_mul(1 << self.failures.min(20)).min(BACK_OFF.1);
        self.failures += 1;
        vec![Effect::Wait { millis, offline: true }]
    }

    fn begin(&mut self, visits: impl Iterator<Item = VisitId>) {
        self.ask.extend(visits);
        self.parked.clear();
        self.tried.clear();
        self.compared.clear();
        self.photos_asked = false;
        self.stalled = false;
        self.checks = 0;
    }
}

impl Session {
    pub(crate) fn begin_sync(&mut self, now: Millis) -> Vec<Effect> {
        if self.identity.is_none() {
            return vec![Effect::Refused { edit: None, error: Error::NotEnrolled }];
        }
        if self.sync.in_flight.is_some() {
            return Vec::new();
        }
        self.sync.begin(self.worklist.visits.iter().map(|planned| planned.id));
        let mut effects = self.never_arrived();
        effects.extend(self.go_on(now));
        effects
    }

    /// What was asked for once and did not come: the first worklist, templates of planned visits.
    fn never_arrived(&self) -> Vec<Effect> {
        let worklist = (self.worklist.version == 0).then_some(Effect::FetchWorklist);
        worklist.into_iter().chain(self.missing_templates().map(Effect::FetchTemplate)).collect()
    }

    /// The next request; or what to wait for; or that all is done.
    pub(crate) fn go_on(&mut self, now: Millis) -> Vec<Effect> {
        if self.sync.in_flight.is_some() {
            return Vec::new();
        }
        match self.compose(now) {
            Ok(Some(request)) => vec![Effect::Send(request)],
            Ok(None) if self.unsaved() > 0 => {
                self.sync.stalled = true;
                Vec::new()
            }
            Ok(None) if self.sync.checking.is_empty() => vec![Effect::SyncDone],
            Ok(None) => {
                let millis = CHECKING.0.saturating_mul(1 << self.sync.checks.min(10)).min(CHECKING.1);
                self.sync.checks += 1;
                let checking = std::mem::take(&mut self.sync.checking);
                self.sync.ask.extend(checking);
                vec![Effect::Wait { millis, offline: false }]
            }
            Err(error) => vec![Effect::Refused { edit: None, error }],
        }
    }

    /// The store confirmed something.
    pub(crate) fn go_on_if_stalled(&mut self, now: Millis) -> Vec<Effect> {
        if std::mem::take(&mut self.sync.stalled) { self.go_on(now) } else { Vec::new() }
    }

    fn compose(&mut self, now: Millis) -> Result<Option<SyncRequest>, Error> {
        let sync = &self.sync;
        let fresh = |visit: &&Visit| visit.unsent().any(|kept| !sync.parked.contains(&kept.header.hash));
        let asked = |visit: &&Visit| sync.ask.contains(&visit.id) || sync.compare.contains(&visit.id);
        let mut visits: Vec<&Visit> = self.visits.values().filter(|v| asked(v) || fresh(v)).collect();
        visits.sort_by_key(|visit| std::cmp::Reverse(visit.touched));
        let mut left = sync.limits;
        let (mut docs, mut sent) = (Vec::new(), LiteMap::new());
        for visit in visits {
            if left.docs == 0 {
                break;
            }
            let have = match sync.compare.contains(&visit.id) {
                true => Some(self.document(&visit.id)?.hashes()),
                false => None,
            };
            let parcel = parcel(visit, &sync.parked, have, (self.actor, self.signer()), &mut left, now)?;
            if parcel.sent.is_empty() && !asked(&visit) {
                continue;
            }
            sent.insert(visit.id, parcel.sent);
            docs.push(parcel.push);
        }
        let unconfirmed =
            || self.photos.iter().filter(|(_, photo)| photo.receipt.is_none()).map(|(id, _)| *id);
        let photos_asked: Vec<_> =
            if sync.photos_asked { Vec::new() } else { unconfirmed().take(PHOTOS_ASKED).collect() };
        if docs.is_empty() && photos_asked.is_empty() {
            return Ok(None);
        }
        let unsent_photos = unconfirmed().count() as u32;
        for (visit, hashes) in &sent {
            self.sync.ask.remove(visit);
            self.sync.compare.remove(visit);
            self.sync.tried.extend(hashes);
        }
        self.sync.photos_asked = true;
        self.sync.in_flight = Some(sent);
        let (proto, epoch, clock) = (PROTOCOL, self.epoch, now);
        let about = self.about.clone();
        Ok(Some(SyncRequest { proto, epoch, clock, docs, photos_asked, unsent_photos, about }))
    }

    pub(crate) fn answered(&mut self, response: SyncResponse, fresh: ActorId, now: Millis) -> Vec<Effect> {
        let Some(mut sent) = self.sync.in_flight.take() else { return Vec::new() };
        self.sync.failures = 0;
        self.sync.limits = self.sync.limits.doubled();
        self.skew = response.now.saturating_sub(now);
        self.push(vec![Write::Skew(self.skew)]);
        let mut effects = Vec::new();
        if response.worklist_version > self.worklist.version {
            effects.push(Effect::FetchWorklist);
        }
        if self.epoch != Some(response.epoch) {
            let restored = self.epoch.replace(response.epoch).is_some();
            self.push(vec![Write::Epoch(response.epoch)]);
            if restored {
                self.start_over();
                effects.extend(self.go_on(now));
                return effects;
            }
        }
        self.sync.photos_missing = response.photos_missing.into_iter().collect();
        for pull in response.docs {
            let visit = pull.visit;
            let Some(hashes) = sent.remove(&visit) else { continue };
            match self.pulled(pull, &hashes, fresh, now) {
                Ok(more) => effects.extend(more),
                Err(error) => {
                    self.sync.parked.extend(&hashes);
                    effects.push(Effect::Trouble { visit, error });
                }
            }
        }
        // Of what the server says nothing, nothing is known; it is sent again at the next start.
        self.sync.parked.extend(sent.into_iter().flat_map(|(_, changes)| changes));
        effects.extend(self.go_on(now));
        effects
    }

    /// The server was restored from a backup: all cursors mean nothing, and what it had may be gone.
    fn start_over(&mut self) {
        let mut writes: Vec<Write> =
            self.visits.iter_mut().flat_map(|(_, visit)| visit.forget_deliveries()).collect();
        for (id, photo) in &mut self.photos {
            if photo.receipt.take().is_some() {
                writes.push(Write::Receipt { id: *id, at: None });
            }
        }
        self.push(writes);
        self.sync.begin(self.worklist.visits.iter().map(|planned| planned.id));
    }

    fn pulled(
        &mut self,
        pull: DocPull,
        sent: &[ChangeHash],
        fresh: ActorId,
        now: Millis,
    ) -> Result<Vec<Effect>, Error> {
        let visit = pull.visit;
        let mut effects = self.acknowledged(&pull, sent);
        let reused = |q: &&schemas::wire::Quarantined| q.reason == QuarantineReason::SequenceReused;
        let state = self.visits.get(&visit).ok_or(Error::UnknownVisit(visit))?;
        let rejected: BTreeSet<ChangeHash> = pull
            .quarantined
            .iter()
            .filter(reused)
            .map(|q| q.hash)
            .filter(|hash| state.kept(hash).is_some_and(|kept| !kept.set_aside))
            .collect();
        let incoming = incoming(&pull)?;
        let tips = pull.tips.into_iter().filter(|tip| tip.visit == visit && self.trusted(tip)).collect();
        let absorbed = self.absorb(visit, incoming, tips, Origin::Received, (rejected, fresh), now)?;
        if let Some((changes, signatures)) = absorbed.rewritten {
            effects.push(Effect::Rewritten { visit, changes, signatures });
        }
        if absorbed.new > 0 {
            effects.push(Effect::Received { visit, changes: absorbed.new });
        }
        let form = self.form(&visit).is_ok();
        let state = self.visits.get_mut(&visit).ok_or(Error::UnknownVisit(visit))?;
        let moved = state.cursor != pull.cursor;
        if moved {
            state.cursor = pull.cursor;
        }
        state.want(&pull.want);
        let idle = state.unsent().next().is_none();
        if moved {
            self.push(vec![Write::Cursor { visit, cursor: pull.cursor }]);
        }
        if pull.more && (moved || absorbed.new > 0) {
            self.sync.ask.insert(visit);
        } else if pull.pending || pull.more {
            self.sync.checking.insert(visit);
        } else if let (true, true, Some(theirs)) = (form, idle, pull.heads_digest) {
            let ours = seal::heads_digest(&self.document(&visit)?.heads());
            if ours != theirs && self.sync.compared.insert(visit, (ours, theirs)) != Some((ours, theirs)) {
                self.sync.compare.insert(visit);
            }
        }
        Ok(effects)
    }

    /// Marks what the server has, and finds out what it waits for.
    fn acknowledged(&mut self, pull: &DocPull, sent: &[ChangeHash]) -> Vec<Effect> {
        let visit = pull.visit;
        let Some(state) = self.visits.get_mut(&visit) else { return Vec::new() };
        let mut effects = Vec::new();
        let mut writes = Vec::new();
        for quarantined in &pull.quarantined {
            let (hash, reason) = (quarantined.hash, quarantined.reason);
            // The server names all that it keeps aside, every time, also what a copy of this tablet sent.
            let Some(kept) = state.kept(&hash) else { continue };
            if kept.quarantined != Some(reason) {
                effects.push(Effect::Quarantined { visit, hash, reason });
                writes.extend(state.mark_quarantined(hash, reason));
            } else if !kept.delivered {
                writes.push(state.mark_delivered(&[hash], true));
            }
            state.unwant(&hash);
        }
        let aside: BTreeSet<ChangeHash> =
            pull.quarantined.iter().map(|quarantined| quarantined.hash).collect();
        let held: BTreeSet<ChangeHash> = pull.held.iter().map(|held| held.hash).collect();
        let taken: Vec<ChangeHash> =
            sent.iter().filter(|hash| !aside.contains(hash) && !held.contains(hash)).copied().collect();
        // A number that does not fit means that one side is mistaken about what is safe: then nothing is.
        if taken.len() == pull.accepted as usize {
            if !taken.is_empty() {
                writes.push(state.mark_delivered(&taken, true));
            }
        } else {
            self.sync.parked.extend(&taken);
        }
        for held in &pull.held {
            let untried: Vec<_> =
                held.missing.iter().filter(|hash| !self.sync.tried.contains(hash)).copied().collect();
            if !state.want(&untried) {
                self.sync.parked.insert(held.hash);
            }
        }
        self.push(writes);
        effects
    }

    /// A tip is believed if its device's key fits; of a device that the worklist does not name yet, for the time being.
    pub(crate) fn trusted(&self, tip: &Tip) -> bool {
        let Some(known) = self.worklist.devices.iter().find(|known| known.device == tip.device) else {
            return true;
        };
        let key = known.public_key.as_slice().try_into().ok();
        let key = key.and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(bytes).ok());
        key.is_some_and(|key| seal::verify_tip(tip, &key).is_ok())
    }
}

/// What came of one document, each change read under our own limits before anything else sees it.
fn incoming(pull: &DocPull) -> Result<Vec<(Header, Vec<u8>)>, Error> {
    let mut chunks = Vec::new();
    if let Some(snapshot) = &pull.snapshot {
        if snapshot.len() > LARGEST_SNAPSHOT {
            let (found, limit) = (snapshot.len() as u64, LARGEST_SNAPSHOT as u64);
            return Err(inspection::Error::TooLarge { what: "bytes of a snapshot", found, limit }.into());
        }
        let whole = Inspection::load(snapshot)?;
        chunks.extend(whole.hashes().iter().filter_map(|hash| whole.change(hash)));
    }
    let changes = exchange::unpack(&pull.changes, MOST_CHANGES)?;
    chunks.extend(changes.into_iter().map(|change| change.bytes));
    let parse = |bytes: Vec<u8>| Ok((Header::parse(&bytes)?, bytes));
    chunks.into_iter().map(parse).collect()
}
