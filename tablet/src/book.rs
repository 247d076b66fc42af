//! The driver of one person's open book: carries out what [`client_core::Session`] wants. Decides nothing.

pub mod bundles;
pub(crate) mod exchange;
mod photos;

pub use photos::Picture;

use crate::browser::store::Store;
use crate::desk::{Board, Exchange, Room, Saving};
use crate::words::{t, with};
use client_core::view::VisitCard;
use client_core::{EditId, Effect, Error, Event, Origin, Session, Ticket, Write, journal};
use inspection::{Drawing, Edit, SignerRole};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::ids::{ActorId, VisitId};
use schemas::wire::{AboutDevice, HalfDay};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// An open book. Cheap to clone; all clones are the same book.
#[derive(Clone)]
pub struct Book(Rc<Inner>);

struct Inner {
    session: RefCell<Session>,
    /// `None` in a second tab, which only shows.
    store: Option<Store>,
    board: Board,
    last_edit: Cell<u64>,
    photos_running: Cell<bool>,
    /// An exchange will begin by itself.
    soon: Cell<bool>,
}

/// The list of visits for the static shell.
#[derive(Serialize)]
struct Glance {
    saved_at: i64,
    visits: Vec<Glimpse>,
}

#[derive(Serialize)]
struct Glimpse {
    unit: String,
    date: chrono::NaiveDate,
    half_day: HalfDay,
    answered: u32,
    asked: u32,
    disputed: u32,
}

impl Glimpse {
    fn of(card: VisitCard) -> Self {
        let VisitCard { unit_name: unit, date, half_day, answered, asked, disputed, .. } = card;
        Self { unit, date, half_day, answered, asked, disputed }
    }
}

/// Milliseconds since 1970 by this device's clock.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// This device's time of day, `16:42`.
pub fn time_of_day() -> String {
    let date = js_sys::Date::new_0();
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// An actor that nobody else has. An error only where the browser has no random numbers at all.
pub fn fresh_actor() -> Result<ActorId, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(ActorId(bytes))
}

impl Book {
    /// Opens a book over what its store holds.
    pub fn open(session: Session, store: Option<Store>, board: Board) -> Self {
        let book = Self(Rc::new(Inner {
            session: RefCell::new(session),
            store,
            board,
            last_edit: Cell::new(0),
            photos_running: Cell::new(false),
            soon: Cell::new(false),
        }));
        book.look_at_room();
        // Looks into every visit, so not before the first screen; another person's list may have stood there.
        let later = book.clone();
        set_timeout(move || later.keep_glance(), std::time::Duration::from_secs(2));
        book
    }

    /// What screens show of it.
    pub fn board(&self) -> Board {
        self.0.board
    }

    /// Its store, where this tab may write.
    pub fn store(&self) -> Option<&Store> {
        self.0.store.as_ref()
    }

    /// Reads the session.
    pub fn read<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.0.session.borrow())
    }

    /// Writes an edit.
    pub fn edit(&self, visit: VisitId, edit: Edit) -> Result<(), Error> {
        self.happen(Event::Edit { id: self.next_edit(), visit, edit })
    }

    /// Signs the minutes as they stand.
    pub fn sign(
        &self,
        visit: VisitId,
        role: SignerRole,
        name: String,
        drawing: Option<Drawing>,
    ) -> Result<(), Error> {
        self.happen(Event::Sign { id: self.next_edit(), visit, role, name, drawing })
    }

    fn next_edit(&self) -> EditId {
        self.0.last_edit.set(self.0.last_edit.get() + 1);
        EditId(self.0.last_edit.get())
    }

    /// Gives an event to the session and carries out what follows. What was refused comes back.
    pub fn happen(&self, event: Event) -> Result<(), Error> {
        self.happen_seen(event, &mut |_| ())
    }

    /// Like [`Book::happen`], for who wants to see what follows.
    fn happen_seen(&self, event: Event, see: &mut dyn FnMut(&Effect)) -> Result<(), Error> {
        if self.0.store.is_none() {
            return Err(Error::ReadOnly);
        }
        let effects = self.0.session.borrow_mut().handle(event, now());
        let mut refused = None;
        for effect in effects {
            see(&effect);
            match effect {
                Effect::Refused { error, .. } => refused = Some(error),
                effect => self.carry_out(effect),
            }
        }
        self.0.board.changed.update(|count| *count += 1);
        refused.map_or(Ok(()), Err)
    }

    /// Like [`Book::happen`] for what came from outside: a refusal is told, nobody waits for it.
    fn happened(&self, event: Event) {
        if let Err(error) = self.happen(event) {
            self.0.board.tell(None, error.text(crate::words::language()));
        }
    }

    fn carry_out(&self, effect: Effect) {
        let board = self.0.board;
        match effect {
            Effect::Append { ticket, writes } => self.append(ticket, writes),
            Effect::Saved(_) => {
                self.keep_glance();
                self.sync_soon();
            }
            Effect::NotSaved { reason, .. } => board.saving.set(Saving::Failed(reason)),
            Effect::Unchanged(_) | Effect::Refused { .. } => {}
            Effect::Send(request) => self.send(request),
            Effect::FetchWorklist => self.fetch_worklist(),
            Effect::FetchTemplate(hash) => self.fetch_template(hash),
            Effect::Wait { millis, offline } => {
                if !offline {
                    board.exchange.set(Exchange::Checking);
                }
                self.later(millis, Event::Woke);
            }
            Effect::SyncDone => self.sync_done(),
            Effect::Received { changes, .. } => {
                board.received.update(|received| *received += changes);
                self.keep_glance();
            }
            Effect::Quarantined { visit, reason, .. } => {
                let why = t(&format!("quarantine-{}", crate::words::name_of(&reason)));
                board.tell(Some(visit), with("notice-quarantined", [("why", why)]));
            }
            Effect::Rewritten { visit, changes, signatures } => {
                board.tell(Some(visit), with("notice-rewritten", [("count", changes)]));
                if signatures > 0 {
                    board.tell(Some(visit), t("notice-sign-again"));
                }
            }
            Effect::Imported { changes, photos, .. } => {
                board.tell(None, with("notice-imported", [("changes", changes), ("photos", photos)]));
                self.keep_glance();
            }
            Effect::Trouble { visit, error } => {
                board.tell(Some(visit), error.text(crate::words::language()));
            }
        }
    }

    /// Stores one frame; photo files before the frame that names them.
    fn append(&self, ticket: Ticket, writes: Vec<Write>) {
        let book = self.clone();
        // What came from the server is stored too, but it is not what a person waits for.
        let entered = writes.iter().any(|write| matches!(write, Write::Change { origin: Origin::Own, .. }));
        if entered {
            book.0.board.saving.set(Saving::Writing);
        }
        spawn_local(async move {
            match book.store_frame(&writes).await {
                Ok(()) => {
                    book.happened(Event::Stored(ticket));
                    // Something entered meanwhile may still be on its way.
                    if entered && book.read(Session::unsaved) == 0 {
                        book.0.board.saving.set(Saving::Saved(time_of_day()));
                    }
                }
                Err(reason) => book.happened(Event::StoreFailed(ticket, reason)),
            }
            book.look_at_room();
        });
    }

    async fn store_frame(&self, writes: &[Write]) -> Result<(), String> {
        let store = self.0.store.as_ref().ok_or_else(|| t("second-tab"))?;
        for write in writes {
            if let Write::PhotoBytes { id, bytes } = write {
                store.put_photo(&id.to_string(), bytes).await.map_err(|failure| failure.text())?;
            }
        }
        let frame = journal::encode(writes).map_err(|error| error.to_string())?;
        let appended = store.append(&frame).await.map_err(|failure| failure.text())?;
        self.0.board.second_copy.set(appended.second_copy);
        if !appended.second_copy {
            self.0.board.tell(None, t("notice-second-copy"));
        }
        Ok(())
    }

    /// Tries again to store what could not be stored.
    pub fn retry(&self) {
        self.happened(Event::Retry);
    }

    /// Says an event after a while.
    fn later(&self, millis: u64, event: Event) {
        let book = self.clone();
        let millis = std::time::Duration::from_millis(millis);
        set_timeout(move || book.happened(event), millis);
    }

    /// Asks the browser how much room is left.
    pub fn look_at_room(&self) {
        let book = self.clone();
        spawn_local(async move {
            let Some(store) = book.store() else { return };
            if let Ok(estimate) = store.estimate().await {
                let room = Room { used: estimate.usage, granted: estimate.quota, kept: estimate.persisted };
                book.0.board.room.set(Some(room));
                let version = env!("CARGO_PKG_VERSION").to_owned();
                let free_bytes = Some((room.granted - room.used).max(0.0) as u64);
                book.happened(Event::About(AboutDevice { version, free_bytes }));
            }
        });
    }

    /// Keeps the list of visits where the static shell finds it before this program runs: names, dates and progress
    /// only, because it is not encrypted.
    fn keep_glance(&self) {
        let visits = self.read(Session::visit_cards).into_iter().map(Glimpse::of).collect();
        let glance = schemas::codec::to_json(&Glance { saved_at: now(), visits });
        if let (Ok(glance), Ok(Some(storage))) = (glance, window().local_storage()) {
            // Only a convenience: a full local storage changes nothing else.
            let _ = storage.set_item("glance", &glance);
        }
    }
}
