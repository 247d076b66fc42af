//! From the closed app to the open book: whose books lie here, opening one, and what is told about how it was found.

pub mod watch;

pub use watch::{Cover, NewVersion, Watch, keep_in_touch};

use crate::app::Stage;
use crate::book::{Book, fresh_actor};
use crate::browser::store::{Report, Store};
use crate::browser::{lock, update};
use crate::desk::Board;
use crate::live::RwSignal;
use crate::vault::{self, DataKey, Keyring, Member};
use crate::words::{t, with};
use client_core::Session;
use client_core::journal::Replay;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Whose book is open in this tab, and how.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) member: Member,
    pub(super) store: Store,
}

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
    static FOUND: RefCell<Option<Keyring>> = const { RefCell::new(None) };
}

/// The keyring, where it was just read: once, so that it is not read again when much has happened since.
pub(super) fn found() -> Option<Keyring> {
    FOUND.take()
}

/// What is open in this tab.
pub(super) fn held() -> Option<Held> {
    HELD.with_borrow(Clone::clone)
}

/// The open book has another PIN from now on.
pub(super) fn keep_member(member: Member) {
    HELD.with_borrow_mut(|held| {
        if let Some(held) = held.as_mut().filter(|held| held.member.book == member.book) {
            held.member = member;
        }
    });
}

/// Looks at what is on this tablet, when the app starts.
pub fn look(stage: RwSignal<Stage>) {
    spawn_local(async move {
        let next = match vault::load().await {
            Ok(keyring) if keyring.people.is_empty() => Stage::Enrol,
            Ok(keyring) => {
                FOUND.set(Some(keyring));
                Stage::Locked
            }
            // Trouble is told on the next screen, where it can be tried again.
            Err(_) => Stage::Locked,
        };
        stage.set(next);
    });
}

/// Opens a person's book. In a second tab it is only shown: the first one writes.
///
/// # Errors
/// In words; nothing is changed then.
pub(super) async fn open(member: Member, key: DataKey) -> Result<(Book, bool), String> {
    let store = Store::new();
    let writable = lock::take(member.book).await;
    let opened = match store.open(member.book, key, !writable).await {
        Ok(opened) => opened,
        Err(failure) => {
            lock::release(member.book);
            return Err(with("gate-not-opened", [("why", failure.text())]));
        }
    };
    let mut replay = Replay::default();
    let unreadable = opened.frames().iter().filter(|frame| replay.take(frame).is_err()).count();
    let strange = replay.strange();
    let actor = fresh_actor().map_err(|error| error.to_string())?;
    let session = Session::open(replay.finish(actor));
    let board = Board::new();
    tell(board, opened.report(), unreadable, strange);
    let number = member.book;
    remember(LAST_BOOK, &number.to_string());
    HELD.set(Some(Held { member, store: store.clone() }));
    let book = Book::open(session, writable.then_some(store), board);
    if !writable {
        tell_when_free(board, number);
    }
    Ok((book, writable))
}

/// Says when the other tab has gone. This one then has to read everything anew before it may write.
fn tell_when_free(board: Board, book: u32) {
    spawn_local(async move {
        if lock::wait(book).await {
            lock::release(book);
            board.tell(None, t("gate-other-closed"));
        }
    });
}

/// How the store was found, where it was not as it should be.
fn tell(board: Board, report: &Report, unreadable: usize, strange: usize) {
    let say = |key: &str, count: usize| {
        if count > 0 {
            board.tell(None, with(key, [("count", count)]));
        }
    };
    say("gate-lost", report.lost + unreadable);
    say("gate-rebuilt-first", report.rebuilt_idb);
    say("gate-rebuilt-second", report.rebuilt_log);
    say("gate-newer", strange);
    board.second_copy.set(report.second_copy);
    if report.read_only {
        return;
    }
    if !report.writable {
        board.tell(None, t("gate-first-copy-closed"));
    } else if !report.second_copy {
        board.tell(None, t("notice-second-copy"));
    }
}

/// Forgets the key of the open book, once everything that waits is written. Nothing is deleted.
pub(super) fn leave(stage: RwSignal<Stage>, book: Book) {
    // The screens go first: a field that goes commits what was half typed.
    stage.set(Stage::Locked);
    spawn_local(async move {
        for _ in 0..100 {
            if book.read(Session::unsaved) == 0 {
                break;
            }
            pause(100).await;
        }
        let Some(held) = HELD.take() else { return };
        // Somebody else may have been let in meanwhile; opening theirs has closed this one.
        let _ = held.store.close().await;
        lock::release(held.member.book);
    });
}

/// Where the last person is remembered.
const LAST_BOOK: &str = "last-book";

/// The book that was open last.
pub(super) fn last_book() -> Option<u32> {
    remembered(LAST_BOOK)?.parse().ok()
}

/// Something small in local storage. Losing it loses no work.
pub(super) fn remembered(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// See [`remembered`].
pub(super) fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Lets the screen be drawn, or time pass.
async fn pause(millis: u64) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        set_timeout(
            move || {
                // A promise's own function does not fail.
                let _ = done.call0(&wasm_bindgen::JsValue::NULL);
            },
            Duration::from_millis(millis),
        );
    });
    let _ = JsFuture::from(promise).await;
}

/// Goes over to the newer version of the app, once everything that waits is written.
pub(super) async fn change_version(book: Book) {
    for _ in 0..100 {
        if book.read(Session::unsaved) == 0 {
            break;
        }
        pause(100).await;
    }
    if !update::activate() {
        // Another tab was faster: this page only has to start again.
        let _ = window().location().reload();
    }
}
