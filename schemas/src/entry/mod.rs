//! The door for answers: what a person types becomes an [`Answer`], and every answer, wherever it comes from, is checked
//! against the item or field it is given to, and shown in the same words everywhere.

mod parse;
mod refusal;
mod show;

pub use parse::{number_of, parse};
pub use refusal::{Form, Refusal};
pub use show::show;

use crate::answer::Answer;
use crate::template::{Choice, Kind, model::within};
use crate::text::is_composed;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// The largest count that is an answer: every whole number up to it is also an exact floating-point number.
pub const LARGEST: u64 = 1 << 53;

/// Decimals that a measured number may have.
const MOST_DECIMALS: u32 = 6;

/// The longest text that is an answer, in bytes.
const LONGEST_TEXT: usize = 20_000;

/// The choices offered on a day.
pub fn offered(choices: &[Choice], date: NaiveDate) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(move |choice| within(choice.from, choice.to, date))
}

/// Checks that an answer may be given to an item or field of this kind at a visit (or for a row) of this date.
///
/// # Errors
/// The rule it breaks.
pub fn check(kind: &Kind, answer: &Answer, date: NaiveDate) -> Result<(), Refusal> {
    if matches!(kind, Kind::Ratio { computed: Some(_), .. }) {
        return Err(Refusal::Computed);
    }
    match (kind, answer) {
        (_, Answer::NotApplicable | Answer::Cleared) => Ok(()),
        (Kind::YesNo { .. }, Answer::Yes | Answer::No) => Ok(()),
        (Kind::Single { choices }, Answer::Choice(id)) => chosen(choices, id, date),
        (Kind::Multi { choices }, Answer::Choices(ids)) => {
            ids.iter().try_for_each(|id| chosen(choices, id, date))
        }
        (Kind::Integer, Answer::Integer(number)) => count(*number),
        (Kind::Decimal { range, .. }, Answer::Decimal(number, _)) => decimal(*number, *range),
        (Kind::Ratio { .. }, Answer::Ratio(numerator, denominator)) => ratio(*numerator, *denominator),
        (Kind::Date, Answer::Date(_)) | (Kind::Moment, Answer::Moment(_)) => Ok(()),
        (Kind::Text, Answer::Text(text)) => self::text(text),
        (Kind::Figures { fields, .. }, Answer::Figures(figures)) => {
            let known = |id: &&crate::ids::FieldId| fields.iter().any(|f| f.id == **id);
            if let Some(stranger) = figures.keys().find(|id| !known(id)) {
                let known = fields.iter().map(|f| f.id.clone()).collect();
                return Err(Refusal::UnknownFigure { given: stranger.to_string(), known });
            }
            if let Some(missing) = fields.iter().find(|f| !f.optional && !figures.contains_key(&f.id)) {
                return Err(Refusal::MissingFigure { id: missing.id.clone(), label: missing.label.clone() });
            }
            figures.values().try_for_each(|number| count(*number))
        }
        (Kind::Periods, Answer::Periods(periods)) => match periods.iter().find(|(from, to)| to < from) {
            Some((from, to)) => Err(Refusal::Backwards { from: *from, to: *to }),
            None => Ok(()),
        },
        _ => Err(Refusal::WrongForm(Form::of(kind, date))),
    }
}

fn chosen(choices: &[Choice], id: &crate::ids::ChoiceId, date: NaiveDate) -> Result<(), Refusal> {
    if offered(choices, date).any(|choice| choice.id == *id) {
        return Ok(());
    }
    Err(Refusal::NotOffered { given: id.to_string(), date, offered: refusal::list(choices, date) })
}

fn count(number: i64) -> Result<(), Refusal> {
    match u64::try_from(number) {
        Err(_) => Err(Refusal::Negative),
        Ok(number) if number > LARGEST => Err(Refusal::TooLarge),
        Ok(_) => Ok(()),
    }
}

fn decimal(number: Decimal, range: Option<(f64, f64)>) -> Result<(), Refusal> {
    if number.normalize().scale() > MOST_DECIMALS {
        return Err(Refusal::TooManyDecimals { most: MOST_DECIMALS });
    }
    if number.abs() > Decimal::from(LARGEST) {
        return Err(Refusal::TooLarge);
    }
    let Some((low, high)) = range else {
        return if number.is_sign_negative() && !number.is_zero() { Err(Refusal::Negative) } else { Ok(()) };
    };
    let below = Decimal::from_f64(low).is_some_and(|low| number < low);
    let above = Decimal::from_f64(high).is_some_and(|high| number > high);
    if below || above { Err(Refusal::OutOfRange { low, high }) } else { Ok(()) }
}

fn ratio(numerator: u64, denominator: u64) -> Result<(), Refusal> {
    if numerator > denominator {
        return Err(Refusal::MoreThanAll { numerator, denominator });
    }
    if denominator > LARGEST { Err(Refusal::TooLarge) } else { Ok(()) }
}

fn text(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if text.len() > LONGEST_TEXT {
        return Err(Refusal::TooLong { most: LONGEST_TEXT });
    }
    if is_composed(text) { Ok(()) } else { Err(Refusal::NotNfc) }
}
