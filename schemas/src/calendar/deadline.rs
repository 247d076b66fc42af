//! Deadlines as Vietnamese official letters state them.

use crate::text::fold;
use chrono::{Months, NaiveDate};

/// "trước ngày …": the day itself is excluded, so the last day is the one before. "trước ngày 01/8/2020" → 31/07/2020.
pub fn before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().unwrap_or(date)
}

/// "trong tháng …": the last day of the month; none if there is no such month.
pub fn within_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The last day of a stated deadline: "trước ngày 01/8/2020", "trong tháng 6/2020", "ngày 05/3/2018", "đến hết ngày
/// 05/3/2018", "ngày 05 tháng 3 năm 2018", a bare date, or ISO 8601. Accents, case and spaces do not matter; the year
/// has four digits. None if it is none of these.
pub fn parse_deadline(text: &str) -> Option<NaiveDate> {
    let text = fold(text);
    if let Some(month) = after(&text, "trong thang") {
        let (month, year) = month.split_once('/').or_else(|| month.split_once(" nam "))?;
        return within_month(year_of(year)?, number(month)?);
    }
    if let Some(day) = after(&text, "truoc") {
        return civil(after(day, "ngay").unwrap_or(day)).map(before);
    }
    let day = after(&text, "den").unwrap_or(&text);
    let day = after(day, "het").unwrap_or(day);
    civil(after(day, "ngay").unwrap_or(day))
}

/// What follows `word` at the start of `text`.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word)?.strip_prefix(' ')
}

fn civil(text: &str) -> Option<NaiveDate> {
    if let Some((day, rest)) = text.split_once('/') {
        let (month, year) = rest.split_once('/')?;
        return NaiveDate::from_ymd_opt(year_of(year)?, number(month)?, number(day)?);
    }
    if let Some((day, rest)) = text.split_once(" thang ") {
        let (month, year) = rest.split_once(" nam ")?;
        return NaiveDate::from_ymd_opt(year_of(year)?, number(month)?, number(day)?);
    }
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year_of(year)?, number(month)?, number(day)?)
}

fn year_of(text: &str) -> Option<i32> {
    let text = text.trim();
    (text.len() == 4).then(|| number(text))?.and_then(|year| year.try_into().ok())
}

/// A number of digits only: `u32::from_str` alone would take a sign.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}
