//! From frames to what they come to.

use super::{Cursor, Delivered, Entry, PhotoEntry, Quarantined, Receipt, SetAside, Touched, decode};
use crate::photos::PhotoFile;
use crate::{Error, Identity, Kept, Stored, StoredVisit};
use inspection::exchange::Header;
use litemap::LiteMap;
use schemas::ids::{ActorId, ChangeHash, Epoch, PhotoId, TemplateHash, VisitId};
use schemas::wire::{Millis, PublishedTemplate, QuarantineReason, Tip, Worklist};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Takes the frames of a journal in their order and gives what they come to.
#[derive(Debug, Default)]
pub struct Replay {
    identity: Option<Identity>,
    worklist: Option<Worklist>,
    templates: LiteMap<TemplateHash, PublishedTemplate>,
    epoch: Option<Epoch>,
    skew: i64,
    visits: LiteMap<VisitId, Place>,
    sizes: BTreeMap<PhotoId, u64>,
    receipts: BTreeMap<PhotoId, Option<Millis>>,
    strange: usize,
}

/// What the frames say of one visit.
#[derive(Debug, Default)]
struct Place {
    cursor: u64,
    touched: Millis,
    /// In the order in which they stand for the first time.
    changes: Vec<Kept>,
    seen: HashSet<ChangeHash>,
    /// Told of a hash, not of a change: they hold whichever of both stands first, and however often.
    fates: HashMap<ChangeHash, Fate>,
    tips: BTreeMap<(ActorId, u64), Tip>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Fate {
    delivered: bool,
    quarantined: Option<QuarantineReason>,
    set_aside: bool,
}

impl Replay {
    /// Takes the next frame.
    ///
    /// # Errors
    /// [`Error::Journal`] if this frame cannot be read. Then nothing of it counts, and the next one can be taken.
    pub fn take(&mut self, frame: &[u8]) -> Result<(), Error> {
        let entries = decode(frame)?;
        let header = |entry: &Entry| entry.change.as_ref().map(|change| Header::parse(&change.bytes));
        let headers: Vec<Option<Header>> =
            entries.iter().map(|entry| header(entry).transpose()).collect::<Result<_, _>>()?;
        for (entry, header) in entries.into_iter().zip(headers) {
            self.put(entry, header);
        }
        Ok(())
    }

    /// Writes of a newer program, of which this one knows nothing. They stay in the journal.
    pub fn strange(&self) -> usize {
        self.strange
    }

    /// What stands in all frames together. `actor`: whoever writes from now on; a journal may have been copied, so each
    /// opening takes a new one.
    pub fn finish(self, actor: ActorId) -> Stored {
        let receipt = |id: &PhotoId| self.receipts.get(id).copied().flatten();
        Stored {
            photos: self
                .sizes
                .iter()
                .map(|(id, size)| (*id, PhotoFile { size: *size, receipt: receipt(id) }))
                .collect(),
            identity: self.identity,
            worklist: self.worklist,
            templates: self.templates.into_iter().map(|(_, template)| template).collect(),
            actor,
            epoch: self.epoch,
            skew: self.skew,
            visits: self.visits.into_iter().map(|(id, place)| (id, place.finish())).collect(),
        }
    }

    /// A new actor is chosen at each opening, so that of the frames says nothing here.
    fn put(&mut self, entry: Entry, header: Option<Header>) {
        self.strange += usize::from(entry == Entry::default());
        if let Some(identity) = entry.identity {
            self.identity = Some(identity);
        }
        if let Some(worklist) = entry.worklist {
            self.worklist = Some(worklist);
        }
        if let Some(template) = entry.template {
            self.templates.entry(template.hash).or_insert(template);
        }
        if let Some(epoch) = entry.epoch {
            self.epoch = Some(epoch);
        }
        if let Some(skew) = entry.skew {
            self.skew = skew;
        }
        if let (Some(change), Some(header)) = (entry.change, header) {
            let place = self.place(change.visit);
            if place.seen.insert(header.hash) {
                place.changes.push(Kept::new(header, change.bytes, change.origin));
            }
        }
        if let Some(tip) = entry.tip {
            self.place(tip.visit).tips.insert((tip.actor, tip.seq), tip);
        }
        if let Some(Delivered { visit, hashes, delivered }) = entry.delivered {
            self.each(visit, hashes, |fate| fate.delivered = delivered);
        }
        if let Some(Quarantined { visit, hash, reason }) = entry.quarantined {
            self.each(visit, vec![hash], |fate| fate.quarantined = Some(reason));
        }
        if let Some(SetAside { visit, hashes }) = entry.set_aside {
            self.each(visit, hashes, |fate| fate.set_aside = true);
        }
        if let Some(Cursor { visit, cursor }) = entry.cursor {
            self.place(visit).cursor = cursor;
        }
        if let Some(Touched { visit, at }) = entry.touched {
            self.place(visit).touched = at;
        }
        if let Some(PhotoEntry { id, size }) = entry.photo {
            self.sizes.entry(id).or_insert(size);
        }
        if let Some(Receipt { id, at }) = entry.receipt {
            self.receipts.insert(id, at);
        }
    }

    fn each(&mut self, visit: VisitId, hashes: Vec<ChangeHash>, tell: impl Fn(&mut Fate)) {
        let place = self.place(visit);
        hashes.into_iter().for_each(|hash| tell(place.fates.entry(hash).or_default()));
    }

    fn place(&mut self, visit: VisitId) -> &mut Place {
        self.visits.entry(visit).or_default()
    }
}

impl Place {
    fn finish(mut self) -> StoredVisit {
        for kept in &mut self.changes {
            let Some(fate) = self.fates.get(&kept.header.hash) else { continue };
            // What came from the server is there, whatever a restored server said of its other changes.
            kept.delivered |= fate.delivered;
            kept.quarantined = fate.quarantined;
            kept.set_aside = fate.set_aside;
        }
        let tips = self.tips.into_values().collect();
        StoredVisit { cursor: self.cursor, touched: self.touched, changes: self.changes, tips }
    }
}
