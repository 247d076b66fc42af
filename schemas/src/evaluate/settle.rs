//! What each item's answer is, before anything is judged.

use super::{Coverage, Observations, Setting};
use crate::answer::{Answer, Observation};
use crate::entry::{self, Refusal};
use crate::rule::Names;
use crate::template::{Item, ItemRules, Kind};

/// What became of an item.
pub(super) enum Settled {
    /// Its visible-if is false.
    Hidden,
    /// Nobody has answered.
    Open,
    /// It is computed from answers of which some are missing.
    Undecided,
    /// Different answers.
    Disputed(Vec<Answer>),
    /// Không áp dụng.
    NotApplicable,
    /// An answer that this item cannot have.
    Malformed(Answer, Refusal),
    /// An answer that counts.
    Answered(Answer),
}

impl Settled {
    /// What the item adds to its section's coverage.
    pub(super) fn coverage(&self, item: &Item) -> Coverage {
        let computed = matches!(item.kind, Kind::Ratio { computed: Some(_), .. });
        if computed || matches!(self, Settled::Hidden) {
            return Coverage::default();
        }
        let (answered, disputed) = match self {
            Settled::NotApplicable | Settled::Malformed(..) | Settled::Answered(_) => (1, 0),
            Settled::Disputed(_) => (0, 1),
            _ => (0, 0),
        };
        Coverage { answered, disputed, asked: 1 }
    }
}

/// Settles all items in the order of the form and makes their values known.
pub(super) fn settle(
    setting: &Setting<'_>,
    observations: &Observations,
    names: &mut Names<'_>,
) -> Vec<Settled> {
    let items = setting.template.template().items().zip(&setting.template.rules.items);
    let mut settled = Vec::with_capacity(items.size_hint().0);
    for (item, rules) in items {
        let one = self::item(setting, item, rules, observations.items.get(&item.id), names);
        if let Settled::Answered(answer) = &one {
            names.answer(item.id.as_str(), answer);
        }
        settled.push(one);
    }
    settled
}

fn item(
    setting: &Setting<'_>,
    item: &Item,
    rules: &ItemRules,
    observation: Option<&Observation>,
    names: &Names<'_>,
) -> Settled {
    if rules.visible.as_ref().is_some_and(|rule| rule.truth(names) == Some(false)) {
        return Settled::Hidden;
    }
    if let Some((numerator, denominator)) = &rules.computed {
        return match (numerator.integer(names), denominator.integer(names)) {
            (Some(numerator), Some(denominator)) => ratio(numerator, denominator),
            _ => Settled::Undecided,
        };
    }
    match observation {
        None | Some(Observation::Open | Observation::Settled(Answer::Cleared)) => Settled::Open,
        Some(Observation::Disputed(answers)) => Settled::Disputed(answers.clone()),
        Some(Observation::Settled(Answer::NotApplicable)) => Settled::NotApplicable,
        Some(Observation::Settled(answer)) => {
            match entry::check(&item.kind, answer, setting.circumstances.date) {
                Ok(()) => Settled::Answered(answer.clone()),
                Err(refusal) => Settled::Malformed(answer.clone(), refusal),
            }
        }
    }
}

/// A computed ratio; figures that contradict one another can make it impossible.
fn ratio(numerator: i64, denominator: i64) -> Settled {
    let (Ok(n), Ok(d)) = (u64::try_from(numerator), u64::try_from(denominator)) else {
        let size = |number: i64| number.unsigned_abs();
        return Settled::Malformed(Answer::Ratio(size(numerator), size(denominator)), Refusal::Negative);
    };
    let answer = Answer::Ratio(n, d);
    if n > d {
        return Settled::Malformed(answer, Refusal::MoreThanAll { numerator: n, denominator: d });
    }
    Settled::Answered(answer)
}
