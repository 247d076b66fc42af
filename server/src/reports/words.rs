//! Answers, times and points in words.

use super::model::Score;
use crate::locale::Locale;
use chrono::{DateTime, Timelike};
use schemas::answer::{Answer, Qualifier};
use schemas::evaluate;
use schemas::template::{DayCount, Kind};
use schemas::text::{self, Language};

/// Viet Nam has kept UTC+7 without summer time since 1975; in seconds.
const HANOI_OFFSET: i64 = 7 * 60 * 60;

/// An answer as a reader expects it; `kind` gives the labels of choices and figures.
pub(super) fn answer(answer: &Answer, kind: Option<&Kind>, locale: Locale) -> String {
    let language = locale.0;
    let choice = |id: &schemas::ids::ChoiceId| {
        let known = kind.and_then(|kind| kind.choices().iter().find(|choice| choice.id == *id));
        known.map_or_else(|| id.to_string(), |choice| choice.label.get(language).to_owned())
    };
    match answer {
        Answer::Yes => locale.t("answer-yes"),
        Answer::No => locale.t("answer-no"),
        Answer::NotApplicable => locale.t("answer-na"),
        Answer::Cleared => locale.t("answer-cleared"),
        Answer::Choice(id) => choice(id),
        Answer::Choices(ids) if ids.is_empty() => locale.t("answer-none-chosen"),
        Answer::Choices(ids) => ids.iter().map(choice).collect::<Vec<_>>().join("; "),
        Answer::Integer(number) => text::integer(*number, language),
        Answer::Decimal(number, qualifier) => {
            let number = text::decimal(*number, language);
            match qualifier {
                Qualifier::Exact => number,
                Qualifier::Above => locale.t_args("answer-above", [("number", number)]),
                Qualifier::Nearly => locale.t_args("answer-nearly", [("number", number)]),
            }
        }
        Answer::Ratio(numerator, denominator) => {
            let fraction = format!("{}/{}", whole(*numerator, language), whole(*denominator, language));
            match text::percent(*numerator, *denominator, 2, language) {
                Some(percent) => format!("{fraction} = {percent}"),
                None => fraction,
            }
        }
        Answer::Date(date) => text::date(*date, language),
        Answer::Moment(at) => moment(*at, language),
        Answer::Text(words) => words.clone(),
        Answer::Figures(figures) => {
            let fields = match kind {
                Some(Kind::Figures { fields, .. }) => fields.as_slice(),
                _ => &[],
            };
            let known = fields.iter().filter_map(|field| {
                let number = text::integer(*figures.get(&field.id)?, language);
                Some(format!("{}: {number}", field.label.get(language)))
            });
            let unknown = figures.iter().filter(|(id, _)| fields.iter().all(|field| field.id != **id));
            let unknown = unknown.map(|(id, number)| format!("{id}: {}", text::integer(*number, language)));
            known.chain(unknown).collect::<Vec<_>>().join("; ")
        }
        Answer::Periods(periods) => {
            let one = |(from, to): &(_, _)| match from == to {
                true => text::date(*from, language),
                false => format!("{} – {}", text::date(*from, language), text::date(*to, language)),
            };
            periods.iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

fn whole(number: u64, language: Language) -> String {
    text::integer(i64::try_from(number).unwrap_or(i64::MAX), language)
}

fn moment(at: chrono::NaiveDateTime, language: Language) -> String {
    format!("{:02}:{:02} {}", at.hour(), at.minute(), text::date(at.date(), language))
}

/// An instant in seconds since 1970 as civil time in Viet Nam.
pub(super) fn instant(seconds: i64, language: Language) -> String {
    let local = seconds.checked_add(HANOI_OFFSET).and_then(|local| DateTime::from_timestamp(local, 0));
    local.map_or_else(|| seconds.to_string(), |at| moment(at.naive_utc(), language))
}

/// A civil time, for example when a photo was taken.
pub(super) fn civil(at: Option<chrono::NaiveDateTime>, language: Language) -> String {
    at.map(|at| moment(at, language)).unwrap_or_default()
}

/// Hundredths of points without needless zeros: "86,5".
pub(super) fn points(hundredths: i64, language: Language) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let separator = match language {
        Language::Vi => ',',
        Language::En => '.',
    };
    let whole = self::whole(whole, language);
    match rest {
        0 => format!("{sign}{whole}"),
        tenths if tenths % 10 == 0 => format!("{sign}{whole}{separator}{}", tenths / 10),
        rest => format!("{sign}{whole}{separator}{rest:02}"),
    }
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
    let minutes = skew_seconds.abs() / 60;
    let key = if skew_seconds > 0 { "clock-fast" } else { "clock-slow" };
    (minutes > 0).then(|| locale.t_args(key, [("minutes", minutes)]))
}
