//! Where photos are taken: as exactly as the device says, as old as it is, or honestly unknown.

use crate::browser::place::{self, Fix};
use crate::live::RwSignal;
use crate::words::{t, with};
use chrono::NaiveDateTime;
use inspection::Position;
use leptos::task::spawn_local;

/// A position older than this is asked for again, in milliseconds.
const OLD: f64 = 60_000.0;
/// A position older than this says nothing about where the photo was taken, in milliseconds.
const USELESS: f64 = 600_000.0;

/// What is known of where the tablet is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Whereabouts {
    /// The device is looking.
    Asking,
    /// It was here, at this time (milliseconds since 1970 by this device's clock).
    At(Position, f64),
    /// It does not know, or may not say.
    Unknown,
}

impl Whereabouts {
    fn age(&self) -> Option<f64> {
        match self {
            Whereabouts::At(_, since) => Some((js_sys::Date::now() - since).max(0.0)),
            _ => None,
        }
    }

    /// It is time to ask again.
    pub(super) fn is_old(&self) -> bool {
        *self != Whereabouts::Asking && self.age().is_none_or(|age| age > OLD)
    }

    /// The position, if it still says something.
    pub(super) fn fix(&self) -> Option<Position> {
        match self {
            Whereabouts::At(position, _) if self.age().is_some_and(|age| age < USELESS) => Some(*position),
            _ => None,
        }
    }

    pub(super) fn words(&self) -> String {
        match (self, self.fix(), self.age()) {
            (Whereabouts::Asking, ..) => t("place-asking"),
            (_, Some(position), Some(age)) => {
                let metres =
                    position.accuracy.map_or_else(|| "?".to_owned(), |metres| format!("{metres:.0}"));
                with("place-here", [("metres", metres), ("age", words_of(age))])
            }
            _ => t("place-unknown"),
        }
    }
}

/// How long ago.
fn words_of(age: f64) -> String {
    let seconds = (age / 1000.0) as u64;
    match seconds {
        0..5 => t("age-now"),
        5..90 => with("age-seconds", [("count", seconds)]),
        _ => with("age-minutes", [("count", (seconds + 30) / 60)]),
    }
}

/// Asks the device. Nobody waits for it: a photo without a position is a photo too.
pub(super) fn ask(place: RwSignal<Whereabouts>) {
    spawn_local(async move {
        let found = place::here().await.map(|Fix { latitude, longitude, accuracy, age }| {
            let position = Position { latitude, longitude, accuracy };
            Whereabouts::At(position, js_sys::Date::now() - age)
        });
        let old = place.try_get_untracked().filter(|old| old.fix().is_some());
        // A position of some minutes ago is better than none, and says its age.
        let _ = place.try_set(found.or(old).unwrap_or(Whereabouts::Unknown));
    });
}

/// The civil time where this device is, to the second.
pub(super) fn local_now() -> Option<NaiveDateTime> {
    let now = js_sys::Date::new_0();
    super::super::today::today().and_hms_opt(now.get_hours(), now.get_minutes(), now.get_seconds())
}

/// Whether a civil time is so near to now that what was taken then was taken here.
pub(super) fn is_now(at: NaiveDateTime) -> bool {
    local_now().is_some_and(|now| (now - at).num_milliseconds().abs() < USELESS as i64)
}
