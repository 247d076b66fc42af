//! By when: the words of an official letter, and the last day that they mean.

use crate::calendar::{Calendar, parse_deadline};
use crate::template::DayCount;
use crate::text::{fold, nfc};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A deadline (thời hạn): as it was stated, and its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The words, for example "trước ngày 01/8/2020".
    pub words: String,
    /// The last day that is in time: 31/07/2020.
    pub last: NaiveDate,
}

/// Why a text is not a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DueError {
    /// Neither a number of days nor a date.
    #[error(
        "not a deadline: expected '10 ngày làm việc', '30 ngày', 'trước ngày 01/8/2020', 'trong tháng 6/2020'"
    )]
    Unreadable,
    /// The last day lies before the first.
    #[error("the deadline lies before {0}")]
    Past(NaiveDate),
}

/// Longest period, in days: more is a slip of the pen.
const LONGEST: u16 = 730;

impl Due {
    /// Reads a deadline that runs from `start` (not counted): "10 ngày làm việc", "30 ngày", or a civil date in one of the
    /// ways of [`parse_deadline`].
    pub fn read(text: &str, start: NaiveDate, calendar: &Calendar) -> Result<Self, DueError> {
        let words = nfc(text.trim());
        let last = match period(&fold(&words)) {
            Some((days, count)) => calendar.due(start, days, count),
            None => parse_deadline(&words).ok_or(DueError::Unreadable)?,
        };
        if last < start { Err(DueError::Past(start)) } else { Ok(Due { words, last }) }
    }
}

/// "10 ngay lam viec", "30 ngay", already folded.
fn period(folded: &str) -> Option<(u16, DayCount)> {
    let (number, unit) = folded.split_once(' ')?;
    let count = match unit {
        "ngay lam viec" => DayCount::Working,
        "ngay" => DayCount::Calendar,
        _ => return None,
    };
    let days: u16 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
    (1..=LONGEST).contains(&days).then_some((days, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str, start: &str) -> Result<String, DueError> {
        let start = start.parse().unwrap();
        Due::read(text, start, &Calendar::shipped()).map(|due| due.last.to_string())
    }

    #[test]
    fn deadlines_are_read_as_official_letters_state_them() {
        let started = "2020-06-23";
        assert_eq!(last("trước ngày 01/8/2020", started).unwrap(), "2020-07-31");
        assert_eq!(last("Trong tháng 6/2020", started).unwrap(), "2020-06-30");
        assert_eq!(last("05/07/2020", started).unwrap(), "2020-07-05");
        assert_eq!(last("5 ngày làm việc", "2018-02-22").unwrap(), "2018-03-01");
        assert_eq!(last("30 ngày", "2018-02-22").unwrap(), "2018-03-26", "24/03/2018 is a Saturday");
    }

    #[test]
    fn what_is_no_deadline_or_is_over_is_refused() {
        for text in ["", "sớm", "0 ngày", "-3 ngày", "1000 ngày", "31/02/2020"] {
            assert_eq!(last(text, "2020-06-23"), Err(DueError::Unreadable), "{text}");
        }
        assert!(matches!(last("trong tháng 5/2020", "2020-06-23"), Err(DueError::Past(_))));
    }
}
