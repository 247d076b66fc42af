//! From an answer to the words that a reader expects.

use crate::answer::{Answer, Qualifier};
use crate::ids::ChoiceId;
use crate::template::Kind;
use crate::text::{self, Language};
use std::collections::BTreeMap;

/// An answer in words: the one place for them, on every screen and in every document. `kind` gives the labels of choices
/// and figures; what it does not know, or without it, is shown by its id.
pub fn show(kind: Option<&Kind>, answer: &Answer, language: Language) -> String {
    let say = |vi: &str, en: &str| match language {
        Language::Vi => vi.to_owned(),
        Language::En => en.to_owned(),
    };
    let choice = |id: &ChoiceId| {
        let known = kind.and_then(|kind| kind.choices().iter().find(|choice| choice.id == *id));
        known.map_or_else(|| id.to_string(), |choice| choice.label.get(language).to_owned())
    };
    match answer {
        Answer::Yes => say("Có", "Yes"),
        Answer::No => say("Không", "No"),
        Answer::NotApplicable => say("Không áp dụng", "Not applicable"),
        Answer::Cleared => say("Đã xoá câu trả lời", "Answer taken back"),
        Answer::Choice(id) => choice(id),
        Answer::Choices(ids) if ids.is_empty() => say("Không chọn mục nào", "Nothing chosen"),
        Answer::Choices(ids) => ids.iter().map(choice).collect::<Vec<_>>().join("; "),
        Answer::Integer(number) => text::integer(*number, language),
        Answer::Decimal(number, qualifier) => {
            let number = text::decimal(*number, language);
            match qualifier {
                Qualifier::Exact => number,
                Qualifier::Above => format!("{} {number}", say("trên", "above")),
                Qualifier::Nearly => format!("{} {number}", say("gần", "nearly")),
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
        Answer::Moment(at) => text::moment(*at, language),
        Answer::Text(words) => words.clone(),
        Answer::Figures(figures) => self::figures(kind, figures, language),
        Answer::Periods(periods) if periods.is_empty() => say("Không có", "None"),
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

/// In the order of the form; figures that it does not have come last.
fn figures(kind: Option<&Kind>, figures: &BTreeMap<crate::ids::FieldId, i64>, language: Language) -> String {
    let fields = match kind {
        Some(Kind::Figures { fields, .. }) => fields.as_slice(),
        _ => &[],
    };
    let known = fields.iter().filter_map(|field| {
        let number = text::integer(*figures.get(&field.id)?, language);
        Some(format!("{}: {number}", field.label.get(language)))
    });
    let strange = figures.iter().filter(|(id, _)| fields.iter().all(|field| field.id != **id));
    let strange = strange.map(|(id, number)| format!("{id}: {}", text::integer(*number, language)));
    known.chain(strange).collect::<Vec<_>>().join("; ")
}
