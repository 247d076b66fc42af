//! Working days (ngày làm việc): Monday to Friday, less the public holidays, plus the days worked in exchange. Which
//! days those are is decided each year by an official notice, so they are data: `calendar/vietnam.csv`.

mod deadline;
mod load;
#[cfg(test)]
mod tests;

pub use deadline::{before, parse_deadline, within_month};
pub use load::{CalendarError, CalendarErrors, CalendarProblem};

use crate::{template::model::DayCount, text::Bilingual};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How a day differs from what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Ngày nghỉ lễ, tết, nghỉ bù or nghỉ hoán đổi: nobody works.
    Holiday,
    /// Ngày làm bù: a Saturday or Sunday worked in exchange for another day.
    MakeupWork,
}

/// A day in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// Holiday or working day.
    pub kind: DayKind,
    /// What it is called.
    pub name: Bilingual,
}

/// The weekly rest on Saturday and Sunday, and the table of holidays and make-up days. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: Arc<BTreeMap<NaiveDate, SpecialDay>>,
    covered: BTreeSet<i32>,
}

impl Calendar {
    fn new(days: BTreeMap<NaiveDate, SpecialDay>) -> Self {
        let covered = days
            .iter()
            .filter(|(_, day)| day.kind == DayKind::Holiday)
            .map(|(date, _)| date.year())
            .collect();
        Self { days: Arc::new(days), covered }
    }

    /// Whether the table has the holidays of this year. If not, only weekends count as days off.
    pub fn covers(&self, year: i32) -> bool {
        self.covered.contains(&year)
    }

    /// The holiday or make-up day on this date.
    pub fn special(&self, date: NaiveDate) -> Option<&SpecialDay> {
        self.days.get(&date)
    }

    /// All holidays and make-up days, by date.
    pub fn special_days(&self) -> impl Iterator<Item = (NaiveDate, &SpecialDay)> {
        self.days.iter().map(|(date, day)| (*date, day))
    }

    /// Whether offices work on this day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.special(date) {
            Some(day) => day.kind == DayKind::MakeupWork,
            None => !is_weekend(date),
        }
    }

    /// The first working day after `date`.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.add_working_days(date, 1)
    }

    /// The `n`th working day after `start`; `start` itself is not counted (Bộ luật Dân sự 2015, Đ147.2).
    pub fn add_working_days(&self, start: NaiveDate, n: u16) -> NaiveDate {
        let mut date = start;
        let mut left = n;
        while left > 0 {
            let Some(next) = date.succ_opt() else { return date };
            date = next;
            left -= u16::from(self.is_working(date));
        }
        date
    }

    /// How many working days lie after `a` up to and including `b`; negative, counted the other way round, if `b` is
    /// before `a`.
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        if b < a {
            return -self.working_days_between(b, a);
        }
        let Some(first) = a.succ_opt().filter(|first| *first <= b) else { return 0 };
        let exchanged: i64 = self
            .days
            .range(first..=b)
            .map(|(date, day)| match day.kind {
                DayKind::Holiday if !is_weekend(*date) => -1,
                DayKind::MakeupWork if is_weekend(*date) => 1,
                _ => 0,
            })
            .sum();
        weekdays_up_to(b) - weekdays_up_to(a) + exchanged
    }

    /// The last day of a period of `days` that begins with `start` (not counted). A period in calendar days that would
    /// end on a day off ends on the next working day (Bộ luật Dân sự 2015, Đ148.5).
    pub fn due(&self, start: NaiveDate, days: u16, count: DayCount) -> NaiveDate {
        match count {
            DayCount::Working => self.add_working_days(start, days),
            DayCount::Calendar => {
                let last = start.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
                if self.is_working(last) { last } else { self.next_working_day(last) }
            }
        }
    }

    /// The day from which the time for a dossier runs: that of its reception, or the next working day if it came after
    /// 15:00 or on a day off.
    pub fn clock_start(&self, received: NaiveDateTime) -> NaiveDate {
        const CUT_OFF: NaiveTime = match NaiveTime::from_hms_opt(15, 0, 0) {
            Some(time) => time,
            None => NaiveTime::MIN,
        };
        let day = received.date();
        if self.is_working(day) && received.time() <= CUT_OFF { day } else { self.next_working_day(day) }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays from 0001-01-01, a Monday, up to and including `date`; negative before it. Only differences of
/// two such numbers mean anything.
fn weekdays_up_to(date: NaiveDate) -> i64 {
    let days = i64::from(date.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}
