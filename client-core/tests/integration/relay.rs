//! From screen to camera.

use crate::support::*;
use client_core::Event;
use client_core::relay::{Collector, Progress, pieces};
use inspection::{Edit, bundle};
use proptest::prelude::*;
use schemas::answer::Answer;
use schemas::ids::*;
use schemas::template::Kind;

/// Characters of a QR code that a tablet's camera reads easily from another tablet's screen (version 20, level L).
const EASY: usize = 1_249;

/// Two persons' work on a whole visit.
fn full() -> Tablet {
    let (mut mine, mut theirs) = (Tablet::new(1), Tablet::new(2));
    let template = mine.session.form(&visit()).unwrap().template().clone();
    for (number, item) in template.items().enumerate() {
        let answer = match &item.kind {
            Kind::YesNo { .. } => Answer::Yes,
            Kind::Ratio { computed: None, .. } => Answer::Ratio(240 + number as u64, 350),
            Kind::Integer => Answer::Integer(number as i64),
            _ => continue,
        };
        let tablet = if number % 2 == 0 { &mut mine } else { &mut theirs };
        tablet.edit(Edit::Answer { item: item.id.clone(), answer, reason: None });
    }
    mine.edit(Edit::Note {
        item: "A02".parse().unwrap(),
        text: "Thiếu 7 thủ tục của lĩnh vực đất đai".to_owned(),
    });
    let (bundle, _) = theirs.session.export(None, NOW).unwrap();
    mine.handle(Event::Imported { bundle, fresh: ActorId([201; 16]) });
    mine
}

#[test]
fn a_visit_without_its_photos_goes_from_screen_to_camera_in_a_few_codes() {
    let (from, mut to) = (full(), Tablet::new(3));
    let (made, _) = from.session.export(Some(visit()), NOW).unwrap();
    let key = from.session.bundle_key(&made.campaign).unwrap();
    let file = bundle::seal(&made, &key, [3; 24]).unwrap();
    let codes = pieces(&file, EASY);
    assert!(codes.len() <= 4, "{} codes for {} bytes", codes.len(), file.len());
    assert!(codes.iter().all(|code| code.len() <= EASY));
    let alphanumeric = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
    assert!(codes.iter().all(|code| code.chars().all(alphanumeric)));

    let mut collector = Collector::default();
    let mut whole = None;
    for code in codes.iter().rev() {
        if let Progress::Complete(bytes) = collector.take(code) {
            whole = Some(bytes);
        }
    }
    let bundle = bundle::open(&whole.unwrap(), &key).unwrap();
    to.handle(Event::Imported { bundle, fresh: ActorId([202; 16]) });
    let id = visit();
    assert_eq!(to.session.record(&id).unwrap(), from.session.record(&id).unwrap());
}

#[test]
fn foreign_and_damaged_texts_change_nothing() {
    let codes = pieces(&[7; 300], 100);
    let mut collector = Collector::default();
    assert!(matches!(collector.take(&codes[1]), Progress::Partial { have: 1, .. }));
    let damaged = codes[0].replace(":1/", ":2/");
    let long = "SKT1:".to_owned() + &"0".repeat(5_000);
    for text in [
        "",
        "https://example.vn",
        "SKT1",
        "SKT1:::::",
        "SKT1:0000000000000000:1/1:00000000:",
        &damaged,
        &long,
    ] {
        assert_eq!(collector.take(text), Progress::Foreign, "{text}");
    }
    let Progress::Partial { have, total, missing } = collector.take(&codes[1]) else { panic!() };
    assert_eq!((have, total, missing[..2].to_vec()), (1, codes.len(), vec![1, 3]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_order_with_repetitions_and_another_run_between(
        bytes in prop::collection::vec(any::<u8>(), 0..3_000), other in prop::collection::vec(any::<u8>(), 1..500),
        length in 0usize..5_000, seed in any::<u64>(),
    ) {
        let codes = pieces(&bytes, length);
        prop_assert!(codes.iter().all(|code| code.len() <= length.max(65)));
        let others = pieces(&other, 80);
        let mut collector = Collector::default();
        let mut state = seed | 1;
        let mut order: Vec<usize> = (0..codes.len()).chain(0..codes.len()).collect();
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        let (mut last, mut seen) = (Progress::Foreign, std::collections::BTreeSet::new());
        for (step, at) in order.into_iter().enumerate() {
            collector.take(&others[step % others.len()]);
            last = collector.take(&codes[at]);
            seen.insert(at);
            let complete = matches!(last, Progress::Complete(_));
            prop_assert_eq!(complete, seen.len() == codes.len());
        }
        prop_assert_eq!(last, Progress::Complete(bytes));
    }
}
