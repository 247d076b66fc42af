//! One visit on this tablet: its changes as they are kept, its document as it is read.

use crate::identity::Signer;
use crate::{Error, Form, Write};
use inspection::exchange::Header;
use inspection::{Edit, Inspection, Record};
use schemas::ids::{ActorId, ChangeHash, VisitId};
use schemas::wire::{Millis, QuarantineReason, Tip};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// How a change came to this tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Written here.
    Own,
    /// Came in a bundle: the server may not have it.
    Imported,
    /// Came from the server.
    Received,
}

/// A change as it is kept; never deleted.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// What stands at its head.
    pub header: Header,
    /// The uncompressed chunk.
    pub bytes: Vec<u8>,
    /// How it came.
    pub origin: Origin,
    /// The server has it.
    pub delivered: bool,
    /// The server keeps it aside.
    pub quarantined: Option<QuarantineReason>,
    /// It is no part of the record: it contradicts what is, or its content was written anew.
    pub set_aside: bool,
}

impl Kept {
    /// A change that has just come.
    pub fn new(header: Header, bytes: Vec<u8>, origin: Origin) -> Self {
        let delivered = origin == Origin::Received;
        Self { header, bytes, origin, delivered, quarantined: None, set_aside: false }
    }
}

/// A visit as it was stored.
#[derive(Debug, Clone, Default)]
pub struct StoredVisit {
    /// As the server gave it.
    pub cursor: u64,
    /// When a person last worked on it here.
    pub touched: Millis,
    /// Its changes in the order they were stored.
    pub changes: Vec<Kept>,
    /// Signed tips.
    pub tips: Vec<Tip>,
}

/// A visit in memory. The document is built when it is first needed.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) id: VisitId,
    pub(crate) cursor: u64,
    pub(crate) touched: Millis,
    kept: HashMap<ChangeHash, Kept>,
    order: Vec<ChangeHash>,
    /// Of each actor the newest tip whose change is here, and any newer ones.
    tips: BTreeMap<(ActorId, u64), Tip>,
    doc: OnceLock<Inspection>,
    /// Written, but not yet durable: not to be sent.
    unstored: BTreeSet<ChangeHash>,
    /// Received once, but missing at a restored server.
    wanted: BTreeSet<ChangeHash>,
}

impl Visit {
    pub(crate) fn new(id: VisitId) -> Self {
        Self::stored(id, StoredVisit::default())
    }

    pub(crate) fn stored(id: VisitId, stored: StoredVisit) -> Self {
        let order = stored.changes.iter().map(|kept| kept.header.hash).collect();
        let mut visit = Self {
            id,
            cursor: stored.cursor,
            touched: stored.touched,
            kept: stored.changes.into_iter().map(|kept| (kept.header.hash, kept)).collect(),
            order,
            tips: BTreeMap::new(),
            doc: OnceLock::new(),
            unstored: BTreeSet::new(),
            wanted: BTreeSet::new(),
        };
        for tip in stored.tips {
            visit.tips.insert((tip.actor, tip.seq), tip);
        }
        visit.prune_tips();
        visit
    }

    /// The document, built from the beginning and all changes that count.
    pub(crate) fn doc(&self, form: &Form) -> Result<&Inspection, Error> {
        if let Some(doc) = self.doc.get() {
            return Ok(doc);
        }
        let mut doc = form.begun()?;
        doc.apply(self.changes().filter(|kept| !kept.set_aside).map(|kept| kept.bytes.as_slice()))?;
        Ok(self.doc.get_or_init(|| doc))
    }

    pub(crate) fn doc_mut(&mut self, form: &Form) -> Result<&mut Inspection, Error> {
        self.doc(form)?;
        self.doc.get_mut().ok_or(Error::UnknownVisit(self.id))
    }

    pub(crate) fn record(&self, form: &Form) -> Result<Record, Error> {
        Ok(self.doc(form)?.record()?)
    }

    /// All changes in the order they came, causes before effects.
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Kept> {
        self.order.iter().filter_map(|hash| self.kept.get(hash))
    }

    pub(crate) fn kept(&self, hash: &ChangeHash) -> Option<&Kept> {
        self.kept.get(hash)
    }

    pub(crate) fn tips(&self) -> impl Iterator<Item = &Tip> {
        self.tips.values()
    }

    /// Whoever wrote as this actor, if a tip says so.
    pub(crate) fn author(&self, actor: &ActorId) -> Option<&Tip> {
        self.tips_of(actor).next_back()
    }

    pub(crate) fn tips_of(&self, actor: &ActorId) -> impl DoubleEndedIterator<Item = &Tip> {
        self.tips.range((*actor, 0)..=(*actor, u64::MAX)).map(|(_, tip)| tip)
    }

    /// Writes an edit into the document and keeps its changes; they count as unstored until the store confirms.
    pub(crate) fn write(
        &mut self,
        form: &Form,
        (actor, signer): (ActorId, &Signer),
        edit: &Edit,
        now: Millis,
    ) -> Result<Vec<Write>, Error> {
        let written = self.doc_mut(form)?.write(actor, now.div_euclid(1000), edit)?;
        let chunks: Vec<_> = written.into_iter().map(|change| change.bytes).collect();
        self.keep_own(chunks, signer, now)
    }

    /// Keeps changes that were written here (they are in the document) and signs for the newest.
    pub(crate) fn keep_own(
        &mut self,
        chunks: Vec<Vec<u8>>,
        signer: &Signer,
        now: Millis,
    ) -> Result<Vec<Write>, Error> {
        let mut writes = Vec::new();
        let mut newest = None;
        for bytes in chunks {
            let header = Header::parse(&bytes)?;
            newest = Some((header.actor, header.seq, header.hash));
            self.unstored.insert(header.hash);
            writes.push(self.keep(Kept::new(header, bytes, Origin::Own)));
        }
        if let Some((actor, seq, hash)) = newest {
            let tip = signer.tip(self.id, actor, seq, hash, now);
            self.adopt(tip.clone());
            self.touched = now;
            writes.extend([Write::Tip(tip), Write::Touched { visit: self.id, at: now }]);
        }
        Ok(writes)
    }

    /// Keeps a change without applying it.
    pub(crate) fn keep(&mut self, kept: Kept) -> Write {
        let (hash, bytes, origin) = (kept.header.hash, kept.bytes.clone(), kept.origin);
        self.order.push(hash);
        self.kept.insert(hash, kept);
        Write::Change { visit: self.id, hash, bytes, origin }
    }

    pub(crate) fn stored_now(&mut self, hash: &ChangeHash) {
        self.unstored.remove(hash);
    }

    pub(crate) fn unstored(&self) -> usize {
        self.unstored.len()
    }

    /// Takes a tip if it tells something new.
    pub(crate) fn adopt(&mut self, tip: Tip) -> bool {
        let stale =
            |held: &Tip| held.seq >= tip.seq && !self.kept.get(&held.hash).is_some_and(|kept| kept.set_aside);
        if self.tips_of(&tip.actor).any(stale) {
            return false;
        }
        self.tips.insert((tip.actor, tip.seq), tip);
        self.prune_tips();
        true
    }

    /// Tips older than one whose change is here say nothing more.
    pub(crate) fn prune_tips(&mut self) {
        let mut newest: BTreeMap<ActorId, u64> = BTreeMap::new();
        for ((actor, seq), tip) in &self.tips {
            if self.kept.contains_key(&tip.hash) {
                newest.insert(*actor, *seq);
            }
        }
        self.tips.retain(|(actor, seq), _| newest.get(actor).is_none_or(|newest| seq >= newest));
    }

    /// What the server may not have, causes before effects.
    pub(crate) fn unsent(&self) -> impl Iterator<Item = &Kept> {
        self.changes().filter(|kept| {
            let hash = kept.header.hash;
            let rewritten = kept.set_aside && kept.origin == Origin::Own;
            (!kept.delivered && !rewritten && !self.unstored.contains(&hash)) || self.wanted.contains(&hash)
        })
    }

    pub(crate) fn mark_delivered(&mut self, hashes: &[ChangeHash], delivered: bool) -> Write {
        for hash in hashes {
            self.wanted.remove(hash);
            if let Some(kept) = self.kept.get_mut(hash) {
                kept.delivered = delivered || kept.origin == Origin::Received;
            }
        }
        Write::Delivered { visit: self.id, hashes: hashes.to_vec(), delivered }
    }

    pub(crate) fn mark_quarantined(&mut self, hash: ChangeHash, reason: QuarantineReason) -> Vec<Write> {
        if let Some(kept) = self.kept.get_mut(&hash) {
            kept.quarantined = Some(reason);
        }
        vec![self.mark_delivered(&[hash], true), Write::Quarantined { visit: self.id, hash, reason }]
    }

    pub(crate) fn mark_set_aside(&mut self, hashes: &[ChangeHash]) -> Write {
        for hash in hashes {
            if let Some(kept) = self.kept.get_mut(hash) {
                kept.set_aside = true;
            }
        }
        Write::SetAside { visit: self.id, hashes: hashes.to_vec() }
    }

    /// The server asks for these; those that are here will be sent. Tells whether there is any.
    pub(crate) fn want(&mut self, hashes: &[ChangeHash]) -> bool {
        let here: Vec<_> = hashes.iter().filter(|hash| self.kept.contains_key(hash)).copied().collect();
        self.wanted.extend(&here);
        !here.is_empty()
    }

    /// The server has it after all, if only kept aside.
    pub(crate) fn unwant(&mut self, hash: &ChangeHash) {
        self.wanted.remove(hash);
    }

    /// The server was restored: what was written or imported here may be missing there.
    pub(crate) fn forget_deliveries(&mut self) -> Vec<Write> {
        self.cursor = 0;
        self.wanted.clear();
        let mine = |kept: &&Kept| kept.origin != Origin::Received && kept.delivered && !kept.set_aside;
        let hashes: Vec<_> = self.changes().filter(mine).map(|kept| kept.header.hash).collect();
        let mut writes = vec![Write::Cursor { visit: self.id, cursor: 0 }];
        if !hashes.is_empty() {
            writes.push(self.mark_delivered(&hashes, false));
        }
        writes
    }

    pub(crate) fn replace_doc(&mut self, doc: Inspection) {
        self.doc = OnceLock::from(doc);
    }

    /// Applies changes that were just kept; those that contradict what is here are set aside.
    pub(crate) fn apply(&mut self, form: &Form, hashes: &[ChangeHash]) -> Result<Vec<Write>, Error> {
        let chunks: Vec<Vec<u8>> =
            hashes.iter().filter_map(|hash| self.kept.get(hash)).map(|kept| kept.bytes.clone()).collect();
        let applied = self.doc_mut(form)?.apply(chunks.iter().map(Vec::as_slice))?;
        self.prune_tips();
        if applied.refused.is_empty() {
            Ok(Vec::new())
        } else {
            Ok(vec![self.mark_set_aside(&applied.refused)])
        }
    }
}
