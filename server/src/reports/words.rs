//! Times, days and points in words.

use super::model::Score;
use crate::locale::Locale;
use schemas::evaluate;
use schemas::template::DayCount;
use schemas::text::{self, Language};

/// A civil time, for example when a photo was taken.
pub(super) fn civil(at: Option<chrono::NaiveDateTime>, language: Language) -> String {
    at.map(|at| text::moment(at, language)).unwrap_or_default()
}

/// Points given in hundredths.
pub(super) fn points(hundredths: i64, language: Language) -> String {
    evaluate::Points(hundredths).short(language)
}

/// A score with its words.
pub(super) fn score(score: evaluate::Score, language: Language) -> Score {
    let (earned, possible) = (score.earned.0, score.possible.0);
    let unsigned = |number: i64| u64::try_from(number).unwrap_or(0);
    Score {
        earned,
        possible,
        earned_text: points(earned, language),
        possible_text: points(possible, language),
        percent: text::percent(unsigned(earned), unsigned(possible), 2, language),
    }
}

/// "10 ngày làm việc".
pub(super) fn days(days: u16, count: DayCount, locale: Locale) -> String {
    let key = match count {
        DayCount::Working => "days-working",
        DayCount::Calendar => "days-calendar",
    };
    locale.t_args(key, [("days", i64::from(days))])
}

/// How far a tablet's clock is from the server's, in words; none below a minute.
pub(super) fn clock(skew_seconds: i64, locale: Locale) -> Option<String> {
    const SPANS: [(&str, u64); 3] = [("span-days", 24 * 3_600), ("span-hours", 3_600), ("span-minutes", 60)];
    let size = skew_seconds.unsigned_abs();
    // The largest unit of which there are at least two, or one minute.
    let (key, unit) = SPANS.into_iter().find(|(_, unit)| size >= unit * 2 || (*unit == 60 && size >= 60))?;
    let number = text::integer(i64::try_from((size + unit / 2) / unit).unwrap_or(i64::MAX), locale.0);
    let span = locale.t_args(key, [("number", number)]);
    let key = if skew_seconds > 0 { "clock-fast" } else { "clock-slow" };
    Some(locale.t_args(key, [("span", span)]))
}
