//! What must hold of every visit.

use crate::support::{CALENDAR, NEW, Visit, item};
use ::schemas::answer::{Answer, Observation, Qualifier};
use ::schemas::evaluate::{Observations, Points, evaluate};
use ::schemas::template::{BadAnswer, Item, Kind};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Any answer that the item takes.
fn answer(item: &Item) -> BoxedStrategy<Answer> {
    let own = match &item.kind {
        Kind::YesNo { .. } => prop_oneof![Just(Answer::Yes), Just(Answer::No)].boxed(),
        Kind::Single { choices } => {
            let ids: Vec<_> = choices.iter().map(|c| c.id.clone()).collect();
            prop::sample::select(ids).prop_map(Answer::Choice).boxed()
        }
        Kind::Multi { choices } => {
            let ids: Vec<_> = choices.iter().map(|c| c.id.clone()).collect();
            let count = ids.len();
            prop::sample::subsequence(ids, 0..=count)
                .prop_map(|ids| Answer::Choices(ids.into_iter().collect::<BTreeSet<_>>()))
                .boxed()
        }
        Kind::Integer => (0..20_i64).prop_map(Answer::Integer).boxed(),
        Kind::Decimal { .. } => (0..=10_000_i64)
            .prop_map(|n| Answer::Decimal(rust_decimal::Decimal::new(n, 2), Qualifier::Exact))
            .boxed(),
        Kind::Ratio { .. } => {
            (0..50_u64, 0..50_u64).prop_map(|(a, b)| Answer::Ratio(a.min(b), a.max(b))).boxed()
        }
        Kind::Date => (0..4_000_i32)
            .prop_map(|d| Answer::Date(chrono::NaiveDate::from_num_days_from_ce_opt(738_000 + d).unwrap()))
            .boxed(),
        Kind::Figures { fields, .. } => {
            let ids: Vec<_> = fields.iter().map(|f| f.id.clone()).collect();
            prop::collection::vec(0..100_i64, ids.len())
                .prop_map(move |numbers| Answer::Figures(ids.iter().cloned().zip(numbers).collect()))
                .boxed()
        }
        _ => Just(Answer::Text("Mô hình một cửa thân thiện".to_owned())).boxed(),
    };
    prop_oneof![8 => own, 1 => Just(Answer::NotApplicable), 1 => Just(Answer::Cleared)].boxed()
}

fn asked() -> Vec<Item> {
    let computed = |item: &&Item| !matches!(item.kind, Kind::Ratio { computed: Some(_), .. });
    NEW.template().items().filter(computed).cloned().collect()
}

/// Answers to all items of the current checklist.
fn observations() -> impl Strategy<Value = Observations> {
    let items = asked();
    let answers: Vec<_> = items.iter().map(answer).collect();
    answers.prop_map(move |answers| Observations {
        items: items
            .iter()
            .map(|i| i.id.clone())
            .zip(answers.into_iter().map(|a| Observation::of([a])))
            .collect(),
        rows: Default::default(),
    })
}

/// The same kind of answer, at least as good.
fn better(item: &Item, answer: &Answer) -> Option<Answer> {
    match (&item.kind, answer) {
        (Kind::YesNo { bad: BadAnswer::No }, Answer::No) => Some(Answer::Yes),
        (Kind::YesNo { bad: BadAnswer::Yes }, Answer::Yes) => Some(Answer::No),
        (Kind::Ratio { .. }, Answer::Ratio(n, d)) if n < d => Some(Answer::Ratio(n + 1, *d)),
        (Kind::Single { choices }, Answer::Choice(_)) => {
            let best = choices.iter().max_by(|a, b| a.share.total_cmp(&b.share))?;
            Some(Answer::Choice(best.id.clone()))
        }
        (Kind::Multi { choices }, Answer::Choices(_)) => {
            Some(Answer::Choices(choices.iter().map(|c| c.id.clone()).collect()))
        }
        (Kind::Integer, Answer::Integer(n)) if *n > 0 => Some(Answer::Integer(n - 1)),
        (Kind::Decimal { .. }, Answer::Decimal(n, q)) if *n < rust_decimal::Decimal::from(99) => {
            Some(Answer::Decimal(n + rust_decimal::Decimal::ONE, *q))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_better_answer_never_scores_lower(mut observations in observations(), pick in any::<prop::sample::Index>()) {
        let items = asked();
        let chosen = &items[pick.index(items.len())];
        let Some(Observation::Settled(now)) = observations.items.get(&chosen.id) else { return Ok(()) };
        let Some(improved) = better(chosen, now) else { return Ok(()) };
        let circumstances = Visit::new(&NEW, "2026-09-15").circumstances;
        let before = evaluate(&NEW, &observations, &circumstances, &CALENDAR);
        observations.items.insert(chosen.id.clone(), Observation::Settled(improved));
        let after = evaluate(&NEW, &observations, &circumstances, &CALENDAR);
        let id = chosen.id.as_str();
        prop_assert!(item(&after, id).score.earned >= item(&before, id).score.earned, "{id}");
        prop_assert!(after.total.earned >= before.total.earned, "{id} in the total");
        prop_assert_eq!(after.total.possible, before.total.possible);
    }

    #[test]
    fn not_applicable_leaves_all_others_as_they_are(mut observations in observations(), pick in any::<prop::sample::Index>()) {
        // D01 is left out: D02 is computed from it.
        let items: Vec<Item> = asked().into_iter().filter(|i| i.id.as_str() != "D01").collect();
        let chosen = &items[pick.index(items.len())];
        let circumstances = Visit::new(&NEW, "2026-09-15").circumstances;
        let before = evaluate(&NEW, &observations, &circumstances, &CALENDAR);
        observations.items.insert(chosen.id.clone(), Observation::Settled(Answer::NotApplicable));
        let after = evaluate(&NEW, &observations, &circumstances, &CALENDAR);
        prop_assert_eq!(item(&after, chosen.id.as_str()).score.possible, Points(0));
        for (a, b) in after.sections.iter().flat_map(|s| &s.items).zip(before.sections.iter().flat_map(|s| &s.items)) {
            if a.id != chosen.id {
                prop_assert_eq!(a, b);
            }
        }
    }

    #[test]
    fn totals_stay_within_what_is_possible(observations in observations()) {
        let circumstances = Visit::new(&NEW, "2026-09-15").circumstances;
        let assessment = evaluate(&NEW, &observations, &circumstances, &CALENDAR);
        prop_assert!(Points(0) <= assessment.total.earned && assessment.total.earned <= assessment.total.possible);
        prop_assert!(assessment.total.possible <= Points(10_000));
        for section in &assessment.sections {
            prop_assert!(Points(0) <= section.score.earned && section.score.earned <= section.score.possible);
        }
        let sum: i64 = assessment.sections.iter().map(|s| s.score.earned.0).sum();
        prop_assert_eq!(sum, assessment.total.earned.0, "what is printed adds up");
    }

    #[test]
    fn the_order_of_answers_does_not_matter(observations in observations(), seed in any::<u64>()) {
        let circumstances = Visit::new(&NEW, "2026-09-15").circumstances;
        let mut entries: Vec<_> = observations.items.clone().into_iter().collect();
        let count = entries.len();
        for place in 0..count {
            entries.swap(place, (seed.rotate_left(place as u32) as usize) % count);
        }
        let shuffled = Observations { items: entries.into_iter().collect(), rows: Default::default() };
        prop_assert_eq!(
            evaluate(&NEW, &shuffled, &circumstances, &CALENDAR),
            evaluate(&NEW, &observations, &circumstances, &CALENDAR)
        );
    }
}
