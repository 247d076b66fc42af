//! The tablet's state: events in, effects out. No clock, no random numbers, no I/O.

use crate::identity::Signer;
use crate::photos::PhotoFile;
use crate::pipe::Pipe;
use crate::rewrite::rewrite;
use crate::sync::Sync;
use crate::visit::Visit;
use crate::{EditId, Effect, Error, Event, Form, Identity, Kept, Origin, StoredVisit, Write};
use inspection::exchange::Header;
use inspection::{Drawing, Edit, Inspection, Record, Signature, SignerRole, seal};
use litemap::LiteMap;
use schemas::ids::{ActorId, ChangeHash, Epoch, PhotoId, TemplateHash, VisitId};
use schemas::wire::{AboutDevice, Millis, PublishedTemplate, QuarantineReason, Tip, Worklist, WorklistVisit};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything a store holds; see [`Write`] for what each part is.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Who this tablet is, once it is enrolled.
    pub identity: Option<Identity>,
    /// The newest worklist.
    pub worklist: Option<Worklist>,
    /// Templates.
    pub templates: Vec<PublishedTemplate>,
    /// The actor of this store. A store that may be a copy gives a new one.
    pub actor: ActorId,
    /// The server's epoch.
    pub epoch: Option<Epoch>,
    /// How far the server's clock is ahead of ours, in milliseconds.
    pub skew: i64,
    /// Visits.
    pub visits: LiteMap<VisitId, StoredVisit>,
    /// Photos whose files are here.
    pub photos: BTreeMap<PhotoId, PhotoFile>,
}

/// A tablet's state in memory.
#[derive(Debug)]
pub struct Session {
    pub(crate) identity: Option<Identity>,
    signer: Option<Signer>,
    pub(crate) worklist: Worklist,
    pub(crate) forms: LiteMap<TemplateHash, Form>,
    pub(crate) actor: ActorId,
    pub(crate) epoch: Option<Epoch>,
    pub(crate) skew: i64,
    /// Goes along with requests; told anew at each start.
    pub(crate) about: Option<AboutDevice>,
    pub(crate) visits: LiteMap<VisitId, Visit>,
    pub(crate) photos: BTreeMap<PhotoId, PhotoFile>,
    pub(crate) sync: Sync,
    pipe: Pipe,
}

impl Session {
    /// Goes on from what a store holds. A stored template that this program finds unsound is fetched again.
    pub fn open(stored: Stored) -> Self {
        let sound = |published: &PublishedTemplate| Some((published.hash, Form::kept(published).ok()?));
        let mut session = Self {
            identity: None,
            signer: None,
            worklist: stored.worklist.unwrap_or_default(),
            forms: stored.templates.iter().filter_map(sound).collect(),
            actor: stored.actor,
            epoch: stored.epoch,
            skew: stored.skew,
            about: None,
            visits: stored.visits.into_iter().map(|(id, visit)| (id, Visit::stored(id, visit))).collect(),
            photos: stored.photos,
            sync: Sync::default(),
            pipe: Pipe::default(),
        };
        session.become_known(stored.identity);
        session.open_planned();
        session
    }

    /// Every planned visit can be looked at and written in, before anything of it has arrived.
    fn open_planned(&mut self) {
        for planned in &self.worklist.visits {
            self.visits.entry(planned.id).or_insert_with(|| Visit::new(planned.id));
        }
    }

    /// Takes an event. `now`: the device's clock.
    pub fn handle(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        let mut effects = match event {
            Event::About(about) => {
                self.about = Some(about);
                Vec::new()
            }
            Event::Enrolled(identity) => self.enrolled(identity),
            Event::WorklistCame(worklist) => self.worklist_came(worklist),
            Event::TemplateCame(published) => self.template_came(published),
            Event::Edit { id, visit, edit } => self.edit(id, visit, edit, now),
            Event::Sign { id, visit, role, name, drawing } => {
                self.sign(id, visit, (role, name, drawing), now)
            }
            Event::Stored(ticket) => {
                let Some(batch) = self.pipe.stored(ticket) else { return Vec::new() };
                for write in &batch.writes {
                    if let Write::Change { visit, hash, .. } = write
                        && let Some(visit) = self.visits.get_mut(visit)
                    {
                        visit.stored_now(hash);
                    }
                }
                let mut told = self.go_on_if_stalled(now);
                if !batch.edits.is_empty() {
                    told.insert(0, Effect::Saved(batch.edits));
                }
                told
            }
            Event::StoreFailed(ticket, reason) => {
                let edits = self.pipe.failed(ticket);
                edits.map(|edits| Effect::NotSaved { edits, reason }).into_iter().collect()
            }
            Event::Retry => {
                self.pipe.retry();
                Vec::new()
            }
            Event::Sync => self.begin_sync(now),
            Event::Woke => self.go_on(now),
            Event::Answered { response, fresh } => self.answered(response, fresh, now),
            Event::TimedOut => self.sync.timed_out(),
            Event::Unreachable => self.sync.unreachable(),
            Event::PhotoReceipt(id) => {
                if let Some(photo) = self.photos.get_mut(&id) {
                    photo.receipt = Some(now);
                    self.pipe.push(vec![Write::Receipt { id, at: Some(now) }], None);
                }
                Vec::new()
            }
            Event::Imported { bundle, fresh } => self.import(bundle, fresh, now),
        };
        // What is to be kept goes first: nothing that fails later can get in its way.
        if let Some(append) = self.pipe.pump() {
            effects.insert(0, append);
        }
        effects
    }

    /// Who this tablet is.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The newest worklist.
    pub fn worklist(&self) -> &Worklist {
        &self.worklist
    }

    /// How far the server's clock is ahead of ours, in milliseconds.
    pub fn skew(&self) -> i64 {
        self.skew
    }

    /// A visit of the worklist.
    pub fn planned(&self, visit: &VisitId) -> Result<&WorklistVisit, Error> {
        self.worklist.visits.iter().find(|planned| planned.id == *visit).ok_or(Error::UnknownVisit(*visit))
    }

    /// The template of a visit.
    pub fn form(&self, visit: &VisitId) -> Result<&Form, Error> {
        let hash = self.planned(visit)?.template;
        self.forms.get(&hash).ok_or(Error::NoTemplate(hash))
    }

    /// All that stands in a visit's document.
    pub fn record(&self, visit: &VisitId) -> Result<Record, Error> {
        self.document(visit)?.record().map_err(Error::from)
    }

    /// A visit's document.
    pub fn document(&self, visit: &VisitId) -> Result<&Inspection, Error> {
        let form = self.form(visit)?;
        self.visits.get(visit).ok_or(Error::UnknownVisit(*visit))?.doc(form)
    }

    /// Photos whose files are here.
    pub fn photos(&self) -> &BTreeMap<PhotoId, PhotoFile> {
        &self.photos
    }

    /// Edits that are only in memory until the store takes them.
    pub fn unsaved(&self) -> usize {
        self.visits.values().map(Visit::unstored).sum()
    }

    /// Changes that the server may not have.
    pub fn unsent(&self) -> usize {
        self.visits.values().map(|visit| visit.unsent().count()).sum()
    }

    /// Changes that the server keeps aside, with the reason.
    pub fn quarantined(&self) -> Vec<(VisitId, ChangeHash, QuarantineReason)> {
        let of = |visit: &Visit| {
            let kept =
                visit.changes().filter_map(|kept| Some((visit.id, kept.header.hash, kept.quarantined?)));
            kept.collect::<Vec<_>>()
        };
        self.visits.values().flat_map(of).collect()
    }

    pub(crate) fn push(&mut self, writes: Vec<Write>) {
        self.pipe.push(writes, None);
    }

    pub(crate) fn signer(&self) -> Option<&Signer> {
        self.signer.as_ref()
    }

    fn become_known(&mut self, identity: Option<Identity>) {
        self.signer = identity.as_ref().and_then(|identity| {
            let (device, person) = (identity.device.clone(), identity.person.clone());
            Some(Signer { device, person, key: identity.key()? })
        });
        self.identity = identity;
    }

    fn enrolled(&mut self, identity: Identity) -> Vec<Effect> {
        if let Some(Identity { device, person, .. }) = self.identity.clone() {
            return vec![Effect::Refused { edit: None, error: Error::AlreadyEnrolled { device, person } }];
        }
        self.push(vec![Write::Identity(identity.clone())]);
        self.become_known(Some(identity));
        vec![Effect::FetchWorklist]
    }

    fn worklist_came(&mut self, worklist: Worklist) -> Vec<Effect> {
        self.worklist = worklist.clone();
        self.open_planned();
        self.push(vec![Write::Worklist(worklist)]);
        self.missing_templates().map(Effect::FetchTemplate).collect()
    }

    /// Templates of planned visits that are not here.
    pub(crate) fn missing_templates(&self) -> impl Iterator<Item = TemplateHash> {
        let wanted: BTreeSet<_> =
            self.worklist.visits.iter().map(|v| v.template).filter(|t| !self.forms.contains_key(t)).collect();
        wanted.into_iter()
    }

    fn template_came(&mut self, published: PublishedTemplate) -> Vec<Effect> {
        match Form::of(&published) {
            Ok(form) => {
                self.forms.insert(published.hash, form);
                self.push(vec![Write::Template(published)]);
                Vec::new()
            }
            Err(error) => vec![Effect::Refused { edit: None, error }],
        }
    }

    fn edit(&mut self, id: EditId, visit: VisitId, edit: Edit, now: Millis) -> Vec<Effect> {
        match self.try_edit(visit, &edit, now) {
            Ok(writes) if writes.is_empty() => vec![Effect::Unchanged(id)],
            Ok(writes) => {
                self.pipe.push(writes, Some(id));
                Vec::new()
            }
            Err(error) => vec![Effect::Refused { edit: Some(id), error }],
        }
    }

    fn try_edit(&mut self, visit: VisitId, edit: &Edit, now: Millis) -> Result<Vec<Write>, Error> {
        let signer = self.signer.as_ref().ok_or(Error::NotEnrolled)?;
        let planned = self.planned(&visit)?;
        let (date, hash) = (planned.date, planned.template);
        let form = self.forms.get(&hash).ok_or(Error::NoTemplate(hash))?;
        let state = self.visits.entry(visit).or_insert_with(|| Visit::new(visit));
        form.check(edit, date, &state.record(form)?)?;
        let written = state.write(form, (self.actor, signer), edit, now);
        let mut writes = match (written, edit) {
            (Err(Error::Record(inspection::Error::NeedsReason { .. })), Edit::Answer { item, .. }) => {
                return Err(Error::Disputed { at: item.to_string() });
            }
            (
                Err(Error::Record(inspection::Error::NeedsReason { .. })),
                Edit::SetField { group, field, .. },
            ) => {
                return Err(Error::Disputed { at: format!("{group}.{field}") });
            }
            (written, _) => written?,
        };
        let picture = match edit {
            Edit::Photo(photo) => Some((photo.id, photo.size)),
            Edit::Sign(signature) => signature.drawing.as_ref().map(|drawing| (drawing.id, drawing.size)),
            _ => None,
        };
        if let Some((id, size)) = picture
            && !self.photos.contains_key(&id)
        {
            self.photos.insert(id, PhotoFile { size, receipt: None });
            writes.push(Write::Photo { id, size });
        }
        Ok(writes)
    }

    fn sign(
        &mut self,
        id: EditId,
        visit: VisitId,
        (role, name, drawing): (SignerRole, String, Option<Drawing>),
        now: Millis,
    ) -> Vec<Effect> {
        let signature = || {
            let signer = self.signer.as_ref().ok_or(Error::NotEnrolled)?;
            let (device, person) = (signer.device.clone(), signer.person.clone());
            let heads = self.document(&visit)?.heads();
            let at = now.div_euclid(1000);
            let signature = String::new();
            let blank = Signature { role, name, heads, device, person, at, signature, drawing };
            Ok(seal::sign_minutes(&visit, blank, &signer.key))
        };
        match signature() {
            Ok(signature) => self.edit(id, visit, Edit::Sign(signature), now),
            Err(error) => vec![Effect::Refused { edit: Some(id), error }],
        }
    }

    /// Keeps changes and tips that came from outside and applies them. If one of them, or `rejected`, shows that a copy
    /// of this tablet has used our numbers, our own work is written anew.
    pub(crate) fn absorb(
        &mut self,
        visit: VisitId,
        incoming: Vec<(Header, Vec<u8>)>,
        tips: Vec<Tip>,
        origin: Origin,
        (mut rejected, fresh): (BTreeSet<ChangeHash>, ActorId),
        now: Millis,
    ) -> Result<Absorbed, Error> {
        let form = self.form(&visit).ok().cloned();
        let state = self.visits.entry(visit).or_insert_with(|| Visit::new(visit));
        let mut numbers: HashMap<(ActorId, u64), &Kept> = HashMap::new();
        for kept in state.changes().filter(|kept| !kept.set_aside) {
            numbers.insert((kept.header.actor, kept.header.seq), kept);
        }
        let beginning =
            form.as_ref().map(|form| Header::parse(form.beginning())).transpose()?.map(|h| h.hash);
        let mut new = Vec::new();
        for (header, bytes) in incoming {
            if state.kept(&header.hash).is_some() || Some(header.hash) == beginning {
                continue;
            }
            if let Some(rival) = numbers.get(&(header.actor, header.seq))
                && yields(rival, origin)
            {
                rejected.insert(rival.header.hash);
            }
            new.push(Kept::new(header, bytes, origin));
        }
        let mut writes = Vec::new();
        let mut absorbed = Absorbed { new: new.len(), ..Absorbed::default() };
        if let (false, Some(form), Some(signer)) = (rejected.is_empty(), &form, &self.signer) {
            if rejected.iter().filter_map(|hash| state.kept(hash)).any(|kept| kept.header.actor == self.actor)
            {
                self.actor = fresh;
                writes.push(Write::Actor(fresh));
            }
            let own = |hash: &ChangeHash| state.kept(hash).is_some_and(|kept| kept.origin == Origin::Own);
            let rewritten = rewrite(state.doc(form)?, form.beginning(), &rejected, own, self.actor)?;
            absorbed.rewritten = Some((rewritten.new.len(), rewritten.signatures));
            writes.push(state.mark_set_aside(&rewritten.gone));
            state.replace_doc(rewritten.doc);
            writes.extend(state.keep_own(rewritten.new, signer, now)?);
        }
        let hashes: Vec<_> = new.iter().map(|kept| kept.header.hash).collect();
        writes.extend(new.into_iter().map(|kept| state.keep(kept)));
        if let Some(form) = &form {
            writes.extend(state.apply(form, &hashes)?);
        }
        writes.extend(tips.into_iter().filter(|tip| state.adopt(tip.clone())).map(Write::Tip));
        state.prune_tips();
        self.push(writes);
        Ok(absorbed)
    }
}

/// What [`Session::absorb`] did.
#[derive(Debug, Default)]
pub(crate) struct Absorbed {
    /// Changes that were new.
    pub(crate) new: usize,
    /// Changes written anew, and signatures lost with the old ones.
    pub(crate) rewritten: Option<(usize, usize)>,
}

/// Whether a change that is here gives way to another with the same actor and number that comes from `origin`: to what
/// the server has verified always; to what came in a bundle if it was written here and the server has not taken it.
fn yields(kept: &Kept, origin: Origin) -> bool {
    match origin {
        Origin::Received => kept.origin != Origin::Received,
        Origin::Imported | Origin::Own => kept.origin == Origin::Own && !kept.delivered,
    }
}
