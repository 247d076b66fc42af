//! The only place where the server asks what time it is.

use chrono::{DateTime, NaiveDate, Utc};
use schemas::wire::Millis;

/// Viet Nam has kept UTC+7 without summer time since 1975.
const HANOI_OFFSET_MS: Millis = 7 * 60 * 60 * 1000;

/// Milliseconds since 1970.
pub fn now() -> Millis {
    Utc::now().timestamp_millis()
}

/// The civil day in Viet Nam at this moment.
pub fn day(at: Millis) -> NaiveDate {
    DateTime::from_timestamp_millis(at + HANOI_OFFSET_MS).unwrap_or_default().date_naive()
}
