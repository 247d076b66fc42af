//! How a deadline stands: the words that offices use for it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// "Sắp đến hạn" from so many days before the last day.
pub const SOON_DAYS: i64 = 7;
/// "Đến hạn" from so many days before the last day.
pub const DUE_DAYS: i64 = 1;

/// How a deadline stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lateness {
    /// Quá hạn: the last day is over and nothing that would count was reported.
    Overdue,
    /// Đến hạn: at most one day is left.
    Due,
    /// Sắp đến hạn: at most seven days are left.
    Soon,
    /// Trong hạn.
    Far,
    /// Đã báo cáo đúng hạn: the unit has done its part in time.
    InTime,
    /// Đã báo cáo trễ hạn: it has done its part, late.
    Late,
}

impl Lateness {
    /// All of them, the most urgent first.
    pub const ALL: [Lateness; 6] =
        [Lateness::Overdue, Lateness::Due, Lateness::Soon, Lateness::Far, Lateness::InTime, Lateness::Late];

    /// A deadline on a day; `done`: when the unit did its part.
    pub fn of(last: NaiveDate, today: NaiveDate, done: Option<NaiveDate>) -> Self {
        match done {
            Some(done) if done <= last => Lateness::InTime,
            Some(_) => Lateness::Late,
            None => match (last - today).num_days() {
                left if left < 0 => Lateness::Overdue,
                left if left <= DUE_DAYS => Lateness::Due,
                left if left <= SOON_DAYS => Lateness::Soon,
                _ => Lateness::Far,
            },
        }
    }

    /// Its stable name, as the texts have it.
    pub fn name(self) -> &'static str {
        match self {
            Lateness::Overdue => "overdue",
            Lateness::Due => "due",
            Lateness::Soon => "soon",
            Lateness::Far => "far",
            Lateness::InTime => "in-time",
            Lateness::Late => "late",
        }
    }
}
