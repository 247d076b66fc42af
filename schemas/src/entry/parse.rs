//! From typed text to an answer.

use super::{Form, Refusal, check, refusal};
use crate::answer::{Answer, Qualifier};
use crate::ids::ChoiceId;
use crate::template::{Choice, Figure, Kind};
use crate::text::{fold, nfc};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Reads what a person typed for an item or field of this kind, at a visit (or for a row) of this date.
///
/// Everywhere `-` clears the answer and `KAD`, `NA`, `không áp dụng` say that the question does not apply. Case and
/// accents of such words and of labels do not matter.
///
/// # Errors
/// The rule it breaks, as [`check`] says it.
pub fn parse(kind: &Kind, text: &str, date: NaiveDate) -> Result<Answer, Refusal> {
    if matches!(kind, Kind::Ratio { computed: Some(_), .. }) {
        return Err(Refusal::Computed);
    }
    let text = nfc(text);
    let folded = fold(&text);
    let answer = match folded.as_str() {
        "-" => Answer::Cleared,
        "kad" | "na" | "n/a" | "khong ap dung" => Answer::NotApplicable,
        _ => {
            let wrong = || Refusal::WrongForm(Form::of(kind, date));
            match kind {
                Kind::YesNo { .. } => yes_no(&folded).ok_or_else(wrong)?,
                Kind::Single { choices } => Answer::Choice(choose(choices, &text, date)?),
                Kind::Multi { choices } => several(choices, &text, date)?,
                Kind::Integer => Answer::Integer(whole(&text).ok_or_else(wrong)?),
                Kind::Decimal { .. } => decimal(&text, &folded).ok_or_else(wrong)?,
                Kind::Ratio { .. } => {
                    ratio(&text).ok_or_else(|| Refusal::NeedsBothNumbers { given: text.clone() })?
                }
                Kind::Date => Answer::Date(day(&text).ok_or_else(wrong)?),
                Kind::Moment => Answer::Moment(moment(&text).ok_or_else(wrong)?),
                Kind::Text => Answer::Text(text),
                Kind::Figures { fields, .. } => figures(fields, &text, wrong)?,
                Kind::Periods => Answer::Periods(periods(&text, &folded).ok_or_else(wrong)?),
            }
        }
    };
    check(kind, &answer, date)?;
    Ok(answer)
}

fn yes_no(folded: &str) -> Option<Answer> {
    match folded {
        "co" | "dat" | "yes" | "y" => Some(Answer::Yes),
        "khong" | "khong dat" | "chua" | "chua dat" | "no" | "n" => Some(Answer::No),
        _ => None,
    }
}

/// The choice with this id, or the only one whose label is, or else contains, the typed words.
fn choose(choices: &[Choice], text: &str, date: NaiveDate) -> Result<ChoiceId, Refusal> {
    let offered = refusal::list(choices, date);
    let typed = fold(text);
    if let Some((id, _)) = offered.iter().find(|(id, _)| id.as_str() == typed) {
        return Ok(id.clone());
    }
    let labelled = |fits: &dyn Fn(&str) -> bool| -> Vec<_> {
        offered
            .iter()
            .filter(|(_, label)| fits(&fold(&label.vi)) || fits(&fold(&label.en)))
            .cloned()
            .collect()
    };
    let mut fitting = labelled(&|label| label == typed);
    if fitting.is_empty() && typed.len() >= 2 {
        fitting = labelled(&|label| label.contains(&typed));
    }
    match <[_; 1]>::try_from(fitting) {
        Ok([(id, _)]) => Ok(id),
        Err(none) if none.is_empty() => Err(Refusal::NotOffered { given: text.to_owned(), date, offered }),
        Err(fitting) => Err(Refusal::Ambiguous { given: text.to_owned(), fitting }),
    }
}

fn several(choices: &[Choice], text: &str, date: NaiveDate) -> Result<Answer, Refusal> {
    if matches!(fold(text).as_str(), "[]" | "trong" | "none") && choose(choices, text, date).is_err() {
        return Ok(Answer::Choices(Default::default()));
    }
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    Ok(Answer::Choices(parts.map(|part| choose(choices, part, date)).collect::<Result<_, _>>()?))
}

/// Digits, with dots or spaces only where they mark thousands: `21.004`.
fn digits(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split(['.', ' ']).collect();
    let proper = groups.iter().enumerate().all(|(place, group)| {
        let length = if place == 0 && groups.len() > 1 {
            (1..=3).contains(&group.len())
        } else {
            place == 0 || group.len() == 3
        };
        length && !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit())
    });
    if proper { groups.concat().parse().ok() } else { None }
}

fn whole(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => i64::try_from(digits(rest)?).ok().map(|n| -n),
        None => digits(text).and_then(|n| i64::try_from(n).ok()),
    }
}

fn decimal(text: &str, folded: &str) -> Option<Answer> {
    let mut qualifier = Qualifier::Exact;
    let mut number = text;
    for (word, meaning) in [
        ("tren", Qualifier::Above),
        (">", Qualifier::Above),
        ("gan", Qualifier::Nearly),
        ("~", Qualifier::Nearly),
    ] {
        if folded.starts_with(word) {
            // The typed word has as many characters as the folded one; only its accents differ.
            number = number.char_indices().nth(word.chars().count()).map_or("", |(at, _)| &number[at..]);
            qualifier = meaning;
            break;
        }
    }
    number_of(number).map(|number| Answer::Decimal(number, qualifier))
}

/// A number as people type it: `21.004`, `97,5`, `97.5`, `98 %`.
pub fn number_of(text: &str) -> Option<Decimal> {
    let number = text.trim().trim_end_matches('%').trim_end();
    let (sign, size) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let plain = match size.split_once(',') {
        Some((whole, decimals)) if decimals.bytes().all(|b| b.is_ascii_digit()) && !decimals.is_empty() => {
            format!("{sign}{}.{decimals}", digits(whole)?)
        }
        Some(_) => return None,
        None => match digits(size) {
            Some(whole) => format!("{sign}{whole}"),
            None => number.to_owned(),
        },
    };
    plain.parse().ok()
}

fn ratio(text: &str) -> Option<Answer> {
    let (numerator, denominator) = text.split_once('/')?;
    Some(Answer::Ratio(digits(numerator.trim())?, digits(denominator.trim())?))
}

/// `22/02/2018`, `22.2.2018`, `22-2-2018` or `2018-02-22`.
fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let proper = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let (year, month, day) =
        if proper(first, 4..=4) { (first, second, third) } else { (third, second, first) };
    if !proper(year, 4..=4) || !proper(month, 1..=2) || !proper(day, 1..=2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `15:30` or `15h30` or `15h`.
fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', 'h'])?;
    let minute = if minute.is_empty() && text.ends_with('h') { 0 } else { minute.parse().ok()? };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
}

/// A date and a time of day in either order, or the ISO form.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let (first, second) = text.split_once(' ').or_else(|| text.split_once('T'))?;
    let (first, second) = (first.trim_end_matches(','), second.trim());
    match (day(first), time(second)) {
        (Some(day), Some(time)) => Some(day.and_time(time)),
        _ => Some(day(second)?.and_time(time(first)?)),
    }
}

fn figures(fields: &[Figure], text: &str, wrong: impl Fn() -> Refusal) -> Result<Answer, Refusal> {
    let mut figures = BTreeMap::new();
    for part in text.split_whitespace() {
        let (name, number) = part.split_once('=').ok_or_else(&wrong)?;
        let field = fields.iter().find(|f| f.id.as_str() == name);
        let Some(field) = field else {
            let known = fields.iter().map(|f| f.id.clone()).collect();
            return Err(Refusal::UnknownFigure { given: name.to_owned(), known });
        };
        figures.insert(field.id.clone(), whole(number).ok_or_else(&wrong)?);
    }
    Ok(Answer::Figures(figures))
}

fn periods(text: &str, folded: &str) -> Option<Vec<(NaiveDate, NaiveDate)>> {
    if matches!(folded, "[]" | "khong" | "none") {
        return Some(Vec::new());
    }
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let period = |part: &str| match part.split_once("..") {
        Some((from, to)) => Some((day(from.trim())?, day(to.trim())?)),
        None => day(part).map(|one| (one, one)),
    };
    parts.map(period).collect()
}
