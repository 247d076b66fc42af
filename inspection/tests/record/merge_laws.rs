//! Any order and any repetition of the changes of several tablets gives the same document.

use super::{actor, answer, begin};
use inspection::{Edit, Inspection};
use proptest::prelude::*;
use schemas::answer::Answer;

/// Who does what: (tablet, item, kind of edit, hears from this tablet first).
fn edits() -> impl Strategy<Value = Vec<(u8, u8, u8, Option<u8>)>> {
    prop::collection::vec((0..4u8, 1..4u8, 0..4u8, prop::option::weighted(0.2, 0..4u8)), 1..40)
}

/// Plays the edits on four tablets and gives back all the changes they made.
fn play(edits: &[(u8, u8, u8, Option<u8>)]) -> Vec<Vec<u8>> {
    let mut tablets: Vec<Inspection> = (0..4).map(|_| begin(3)).collect();
    let mut changes = Vec::new();
    for (step, (who, item, kind, hears)) in edits.iter().enumerate() {
        if let Some(from) = hears.filter(|from| from != who) {
            let other = tablets[usize::from(from)].clone();
            tablets[usize::from(*who)].merge(&other).unwrap();
        }
        let name = format!("A0{item}");
        let edit = match kind {
            0 => Edit::Note { item: name.parse().unwrap(), text: format!("lần {step}") },
            1 => answer(&name, Answer::NotApplicable),
            2 => answer(&name, Answer::Ratio(step as u64, 50)),
            _ => answer(&name, Answer::Cleared),
        };
        let edit = match edit {
            Edit::Answer { item, answer, .. } => {
                Edit::Answer { item, answer, reason: Some(format!("đã bàn lần {step}")) }
            }
            other => other,
        };
        let made = tablets[usize::from(*who)].write(actor(who + 1), step as i64, &edit).unwrap();
        changes.extend(made.into_iter().map(|change| change.bytes));
    }
    changes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn order_and_repetition_do_not_matter(edits in edits(), seed in any::<u64>()) {
        let changes = play(&edits);
        let mut forward = begin(3);
        forward.apply(changes.iter().map(Vec::as_slice)).unwrap();

        let mut shuffled = changes.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut backward = begin(3);
        for change in shuffled.iter().chain(&shuffled) {
            backward.apply([change.as_slice()]).unwrap();
        }
        prop_assert_eq!(forward.heads(), backward.heads());
        prop_assert_eq!(forward.record().unwrap(), backward.record().unwrap());
        let loaded = Inspection::load(&forward.save()).unwrap();
        prop_assert_eq!(loaded.record().unwrap(), forward.record().unwrap());
        prop_assert_eq!(loaded.heads(), forward.heads());
    }

    #[test]
    fn nothing_that_was_answered_is_missing_from_the_history(edits in edits()) {
        let changes = play(&edits);
        let mut visit = begin(3);
        visit.apply(changes.iter().map(Vec::as_slice)).unwrap();
        let mut told = 0;
        for item in ["A01", "A02", "A03"] {
            let history = visit.history(&item.parse().unwrap()).unwrap();
            let all = visit.histories().unwrap();
            prop_assert_eq!(all.get(&item.parse().unwrap()).cloned().unwrap_or_default(), history.clone());
            let standing = visit.record().unwrap().answers.get(&item.parse().unwrap()).map_or(0, Vec::len);
            prop_assert_eq!(history.iter().filter(|entry| entry.current).count(), standing);
            told += history.len();
        }
        prop_assert_eq!(told, edits.iter().filter(|edit| edit.2 > 0).count());
    }
}
