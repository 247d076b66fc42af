//! Wrong PINs in a row, kept across restarts. They only slow down: nobody loses anything by trying.

use crate::screens::gate::{remember, remembered};
use client_core::pin::pause;

/// Seconds until the next try for a book; 0 = now.
pub(super) fn wait(book: u32) -> u64 {
    let (count, at) = kept(book);
    let until = at.saturating_add(pause(count) * 1000);
    // A clock that was set back must not lock anybody out for longer than the wait.
    let left = ((until as f64 - js_sys::Date::now()) / 1000.0).ceil().max(0.0) as u64;
    left.min(pause(count))
}

/// One more was wrong.
pub(super) fn wrong(book: u32) {
    keep(book, kept(book).0.saturating_add(1));
}

/// The right one.
pub(super) fn right(book: u32) {
    keep(book, 0);
}

fn kept(book: u32) -> (u32, u64) {
    let kept = remembered(&format!("wrong-{book}"));
    let parts = kept.as_deref().and_then(|kept| kept.split_once(' '));
    parts.and_then(|(count, at)| Some((count.parse().ok()?, at.parse().ok()?))).unwrap_or((0, 0))
}

fn keep(book: u32, count: u32) {
    remember(&format!("wrong-{book}"), &format!("{count} {}", js_sys::Date::now()));
}
