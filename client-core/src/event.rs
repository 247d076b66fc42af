//! What happens to a tablet's brain, and what it wants done about it.

use crate::{Error, Identity, Origin};
use inspection::bundle::Bundle;
use inspection::{Drawing, Edit, SignerRole};
use schemas::ids::{ActorId, ChangeHash, Epoch, PhotoId, TemplateHash, VisitId};
use schemas::wire::{
    AboutDevice, Millis, PublishedTemplate, QuarantineReason, SyncRequest, SyncResponse, Tip, Worklist,
};

/// Names an edit; chosen by whoever makes it, to know it again in [`Effect::Saved`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditId(pub u64);

/// Names an [`Effect::Append`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Something that happened. Random ids come along, because the core has no random numbers.
#[derive(Debug, Clone)]
pub enum Event {
    /// What the device runs and how much room it has, to be told to the office at the next exchanges.
    About(AboutDevice),
    /// The server took the one-time code.
    Enrolled(Identity),
    /// A worklist came from the server.
    WorklistCame(Worklist),
    /// A template came from the server.
    TemplateCame(PublishedTemplate),
    /// A person edits a visit.
    Edit {
        /// To know it again.
        id: EditId,
        /// The visit.
        visit: VisitId,
        /// What is written.
        edit: Edit,
    },
    /// A person signs the minutes of a visit as they stand.
    Sign {
        /// To know it again.
        id: EditId,
        /// The visit.
        visit: VisitId,
        /// As what.
        role: SignerRole,
        /// Name of the person who signs.
        name: String,
        /// What was drawn on the screen; its file is stored already.
        drawing: Option<Drawing>,
    },
    /// An [`Effect::Append`] is durable.
    Stored(Ticket),
    /// An [`Effect::Append`] failed as a whole.
    StoreFailed(Ticket, String),
    /// Try again to store what could not be stored.
    Retry,
    /// Talk with the server: a person asks for it, or the line is back.
    Sync,
    /// The wait of [`Effect::Wait`] is over.
    Woke,
    /// The server answered.
    Answered {
        /// What it said.
        response: SyncResponse,
        /// A random actor, used if work must be written anew.
        fresh: ActorId,
    },
    /// The request took too long: the next one is smaller.
    TimedOut,
    /// The server could not be reached, or did not answer as it should.
    Unreachable,
    /// The server confirmed that it has a photo.
    PhotoReceipt(PhotoId),
    /// A bundle file was opened with its campaign's key.
    Imported {
        /// What it carries.
        bundle: Bundle,
        /// A random actor, used if work must be written anew.
        fresh: ActorId,
    },
}

/// Something to be done or shown.
#[derive(Debug)]
pub enum Effect {
    /// Store all of this durably or none of it, then say [`Event::Stored`] or [`Event::StoreFailed`]. There is never more
    /// than one of these on its way.
    Append {
        /// To answer with.
        ticket: Ticket,
        /// In this order.
        writes: Vec<Write>,
    },
    /// These edits are durable.
    Saved(Vec<EditId>),
    /// These edits are only in memory; [`Event::Retry`] tries again.
    NotSaved {
        /// Which.
        edits: Vec<EditId>,
        /// What the store said.
        reason: String,
    },
    /// The record says so already; nothing was written.
    Unchanged(EditId),
    /// What was wanted is not possible; nothing was changed.
    Refused {
        /// The edit, if it was one.
        edit: Option<EditId>,
        /// Why.
        error: Error,
    },
    /// `POST /api/v1/sync`
    Send(SyncRequest),
    /// `GET /api/v1/worklist`
    FetchWorklist,
    /// `GET /api/v1/templates/<hash>`
    FetchTemplate(TemplateHash),
    /// Say [`Event::Woke`] after this time.
    Wait {
        /// Milliseconds.
        millis: u64,
        /// The server could not be reached; otherwise it is still checking.
        offline: bool,
    },
    /// Everything was exchanged that can be at the moment.
    SyncDone,
    /// Work of others came in.
    Received {
        /// The visit.
        visit: VisitId,
        /// How many changes.
        changes: usize,
    },
    /// The server keeps a change aside.
    Quarantined {
        /// The visit.
        visit: VisitId,
        /// The change.
        hash: ChangeHash,
        /// Why.
        reason: QuarantineReason,
    },
    /// Work that collided with that of a copy of this tablet was written anew.
    Rewritten {
        /// The visit.
        visit: VisitId,
        /// How many changes were written anew.
        changes: usize,
        /// Signatures that must be given again, because what they sign is gone.
        signatures: usize,
    },
    /// A bundle came in.
    Imported {
        /// Changes that were new.
        changes: usize,
        /// Photos that were new.
        photos: usize,
        /// Visits that are not on this tablet's list: they are kept and travel on, and no screen shows them.
        unlisted: usize,
    },
    /// Something came that could not be used; the rest goes on.
    Trouble {
        /// The visit.
        visit: VisitId,
        /// What is wrong.
        error: Error,
    },
}

/// One thing to be stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Who this tablet is.
    Identity(Identity),
    /// The newest worklist.
    Worklist(Worklist),
    /// A template.
    Template(PublishedTemplate),
    /// The actor of this store from now on.
    Actor(ActorId),
    /// The server's epoch.
    Epoch(Epoch),
    /// How far the server's clock is ahead of ours, in milliseconds.
    Skew(i64),
    /// A change; it is never altered or removed.
    Change {
        /// The visit.
        visit: VisitId,
        /// Its hash.
        hash: ChangeHash,
        /// The uncompressed chunk.
        bytes: Vec<u8>,
        /// How it came here.
        origin: Origin,
    },
    /// The newest tip of an actor in a visit; replaces the one before.
    Tip(Tip),
    /// The server has these changes, or (after it was restored) may not have them any more.
    Delivered {
        /// The visit.
        visit: VisitId,
        /// Which.
        hashes: Vec<ChangeHash>,
        /// Has it?
        delivered: bool,
    },
    /// The server keeps a change aside.
    Quarantined {
        /// The visit.
        visit: VisitId,
        /// Which.
        hash: ChangeHash,
        /// Why.
        reason: QuarantineReason,
    },
    /// These changes are no part of the record any more: their content was written anew.
    SetAside {
        /// The visit.
        visit: VisitId,
        /// Which.
        hashes: Vec<ChangeHash>,
    },
    /// How far the server's news of a visit are stored.
    Cursor {
        /// The visit.
        visit: VisitId,
        /// As the server gave it.
        cursor: u64,
    },
    /// When a person last worked on a visit here.
    Touched {
        /// The visit.
        visit: VisitId,
        /// When.
        at: Millis,
    },
    /// A photo whose file is here.
    Photo {
        /// Which.
        id: PhotoId,
        /// Its size in bytes.
        size: u64,
    },
    /// A photo whose bytes came in a bundle: file and entry.
    PhotoBytes {
        /// Which.
        id: PhotoId,
        /// The file.
        bytes: Vec<u8>,
    },
    /// The server confirmed a photo, or (after it was restored) may not have it any more.
    Receipt {
        /// Which.
        id: PhotoId,
        /// When; none = not confirmed.
        at: Option<Millis>,
    },
}
