//! What a screen holds: the session to read from, and the one way to make something happen.

use crate::book::Book;
use crate::live::{Memo, RwSignal, StoredValue};
use chrono::NaiveDate;
use client_core::route::Route;
use client_core::view::VisitView;
use client_core::{Error, Event, Session};
use inspection::{Drawing, Edit, SignerRole};
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::ids::{FieldId, GroupId, ItemId, RowId, VisitId};

/// Whether what was entered is safe on this tablet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Nothing was entered since the app was opened.
    #[default]
    Quiet,
    /// On its way to the store.
    Writing,
    /// Durable, since this time of day (`16:42`).
    Saved(String),
    /// Only in memory; the reason as the store gave it.
    Failed(String),
}

/// How the exchange with the server stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Exchange {
    /// Not tried since the app was opened.
    #[default]
    Quiet,
    /// A request is on its way.
    Running,
    /// The server is still checking what was sent.
    Checking,
    /// No round trip to our server succeeds at the moment; tried again by itself.
    Offline,
    /// What answered is not our server: a network that wants a log-in first.
    Stranger,
    /// The server refuses this tablet, in its words.
    Refused(String),
    /// Everything was exchanged, at this time of day.
    Done(String),
}

/// Photos on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoProgress {
    /// Confirmed by the server since the app was opened.
    pub sent: usize,
    /// Bytes of the photo that is on its way, and its size.
    pub current: Option<(u64, u64)>,
    /// Held back because the connection is metered.
    pub metered: bool,
}

/// Room on this tablet.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Room {
    /// Bytes used by the app.
    pub used: f64,
    /// Bytes that the browser grants.
    pub granted: f64,
    /// The browser has promised not to clear the data by itself.
    pub kept: bool,
}

/// Something a person should know, shown until it is put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Counts up, to put it away.
    pub id: u64,
    /// Where it belongs, if to one visit.
    pub visit: Option<VisitId>,
    /// In words.
    pub text: String,
}

/// Everything that screens show beside the session itself.
#[derive(Clone, Copy)]
pub struct Board {
    /// Counts up with everything that may have changed the session.
    pub changed: RwSignal<u64>,
    /// See [`Saving`].
    pub saving: RwSignal<Saving>,
    /// Fields with something typed that is not committed yet.
    pub typing: RwSignal<usize>,
    /// See [`Exchange`].
    pub exchange: RwSignal<Exchange>,
    /// Changes of colleagues that came in since the app was opened.
    pub received: RwSignal<usize>,
    /// See [`PhotoProgress`].
    pub photos: RwSignal<PhotoProgress>,
    /// See [`Room`].
    pub room: RwSignal<Option<Room>>,
    /// Both copies on this tablet are complete.
    pub second_copy: RwSignal<bool>,
    /// What is to be told.
    pub notices: RwSignal<Vec<Notice>>,
}

impl Board {
    /// An empty board.
    pub fn new() -> Self {
        Self {
            changed: RwSignal::new(0),
            saving: RwSignal::new(Saving::default()),
            typing: RwSignal::new(0),
            exchange: RwSignal::new(Exchange::default()),
            received: RwSignal::new(0),
            photos: RwSignal::new(PhotoProgress::default()),
            room: RwSignal::new(None),
            second_copy: RwSignal::new(true),
            notices: RwSignal::new(Vec::new()),
        }
    }

    /// Tells something.
    pub fn tell(&self, visit: Option<VisitId>, text: String) {
        self.notices.update(|notices| {
            if notices.iter().any(|notice| notice.text == text && notice.visit == visit) {
                return;
            }
            let id = notices.last().map_or(0, |notice| notice.id + 1);
            notices.push(Notice { id, visit, text });
        });
    }
}

impl Default for Board {
    fn default() -> Self {
        Self::new()
    }
}

/// Where an answer belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A question.
    Item(ItemId),
    /// A field of a row.
    Field(GroupId, RowId, FieldId),
}

impl Place {
    /// The edit that gives an answer here.
    pub fn answer(&self, answer: Answer, reason: Option<String>) -> Edit {
        match self.clone() {
            Place::Item(item) => Edit::Answer { item, answer, reason },
            Place::Field(group, row, field) => Edit::SetField { group, row, field, answer, reason },
        }
    }
}

/// The open book of one person, as screens see it.
#[derive(Clone, Copy)]
pub struct Desk {
    book: StoredValue<Book>,
    /// See [`Board`].
    pub board: Board,
    /// The screen that is shown.
    pub route: RwSignal<Route>,
    /// This tab may write. False in a second tab: it only shows.
    pub writable: bool,
}

impl Desk {
    /// Lays an open book on the desk.
    pub fn new(book: Book, route: RwSignal<Route>, writable: bool) -> Self {
        let board = book.board();
        Self { book: StoredValue::new(book), board, route, writable }
    }

    /// The desk of the screen that asks.
    ///
    /// # Panics
    /// Outside of [`crate::app::Opened`], which provides it to all screens.
    pub fn here() -> Self {
        expect_context()
    }

    /// The driver, for what is not a matter of the session alone: photos, bundles, sync by hand.
    pub fn book(&self) -> Book {
        self.book.get_value()
    }

    /// Reads the session. Inside a view it is read again whenever something has happened.
    pub fn read<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        self.board.changed.track();
        self.book.with_value(|book| book.read(read))
    }

    /// A whole visit, read again whenever something has happened. `None`: it is not in the worklist any more, or its
    /// checklist has not come yet.
    pub fn visit(&self, visit: VisitId) -> Memo<Option<VisitView>> {
        let desk = *self;
        Memo::new(move || desk.read(|session| session.visit_view(&visit).ok()))
    }

    /// Makes something happen. What is refused comes back at once; what is saved shows in [`Board::saving`].
    pub fn happen(&self, event: Event) -> Result<(), Error> {
        self.book().happen(event)
    }

    /// Writes an edit.
    pub fn edit(&self, visit: VisitId, edit: Edit) -> Result<(), Error> {
        self.book().edit(visit, edit)
    }

    /// Reads what a person typed. `date`: the day of the visit.
    pub fn parse(&self, visit: VisitId, place: &Place, text: &str, date: NaiveDate) -> Result<Answer, Error> {
        self.book().read(|session| {
            let form = session.form(&visit)?;
            match place {
                Place::Item(item) => form.parse(item, text, date),
                Place::Field(group, row, field) => {
                    form.parse_field((group, row, field), text, date, &session.record(&visit)?)
                }
            }
        })
    }

    /// Gives an answer.
    pub fn answer(&self, visit: VisitId, place: &Place, answer: Answer) -> Result<(), Error> {
        self.edit(visit, place.answer(answer, None))
    }

    /// Signs the minutes with this device's key.
    pub fn sign(
        &self,
        visit: VisitId,
        role: SignerRole,
        name: String,
        drawing: Option<Drawing>,
    ) -> Result<(), Error> {
        self.book().sign(visit, role, name, drawing)
    }

    /// Goes to another screen.
    pub fn go(&self, route: &Route) {
        // The address is what decides; the signal follows it.
        let _ = window().location().set_hash(&route.to_string());
    }
}
