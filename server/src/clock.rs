//! The only place where the server asks what time it is.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use schemas::wire::Millis;

/// Viet Nam has kept UTC+7 without summer time since 1975.
const HANOI_OFFSET_MS: Millis = 7 * 60 * 60 * 1000;

/// Milliseconds since 1970.
pub fn now() -> Millis {
    Utc::now().timestamp_millis()
}

/// Date and time in Viet Nam at this moment.
pub fn local(at: Millis) -> NaiveDateTime {
    DateTime::from_timestamp_millis(at + HANOI_OFFSET_MS).unwrap_or_default().naive_utc()
}

/// The first moment of a civil day in Viet Nam.
pub fn start(day: NaiveDate) -> Millis {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis() - HANOI_OFFSET_MS
}

/// The civil day in Viet Nam at this moment.
pub fn day(at: Millis) -> NaiveDate {
    DateTime::from_timestamp_millis(at + HANOI_OFFSET_MS).unwrap_or_default().date_naive()
}
