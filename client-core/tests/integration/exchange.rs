//! The exchange with the server, with answers made by hand.

use crate::support::*;
use client_core::{Effect, Event, Limits, Write};
use inspection::{Edit, seal};
use schemas::answer::Answer;
use schemas::ids::*;
use schemas::wire::*;

#[test]
fn one_request_carries_what_is_unsent_and_an_answer_ends_it() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.ratio("A02", 244, 250);
    let request = tablet.begin_sync();
    assert_eq!(request.epoch, None);
    assert_eq!(sent(&request.docs[0]), hashes(&tablet.chunks()));
    assert_eq!(request.docs[0].tips.len(), 1);
    assert_eq!(request.docs[0].writer, Some(ActorId([101; 16])));
    let told = tablet.answer(response(pull(2)));
    assert!(matches!(told[..], [Effect::SyncDone]), "{told:?}");
    assert_eq!(tablet.session.unsent(), 0);
    assert_eq!(tablet.session.skew(), 5_000);
    assert!(tablet.begin_sync().docs[0].changes.is_empty(), "nothing is sent twice");
}

#[test]
fn an_answer_that_counts_otherwise_confirms_nothing() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.begin_sync();
    let told = tablet.answer(response(pull(0)));
    assert!(!sends(&told), "it does not ask for ever");
    assert_eq!(tablet.session.unsent(), 1);
}

#[test]
fn a_lost_answer_loses_nothing_and_the_next_request_is_smaller() {
    let mut tablet = Tablet::new(1);
    for numerator in 1..=40 {
        tablet.ratio("A02", numerator, 250);
    }
    tablet.begin_sync();
    let mut sizes = Vec::new();
    for _ in 0..12 {
        let told = tablet.handle(Event::TimedOut);
        assert!(matches!(told[..], [Effect::Wait { offline: true, .. }]), "{told:?}");
        sizes.push(sent(&request(tablet.handle(Event::Woke)).docs[0]).len());
    }
    assert_eq!(sizes.first(), Some(&40));
    assert_eq!(sizes.last(), Some(&1), "{sizes:?}");
    assert_eq!(tablet.session.unsent(), 40);
    assert_eq!(Limits::FULL.changes, 5_000);
}

#[test]
fn a_cut_batch_is_signed_up_to_its_last_change() {
    let mut tablet = Tablet::new(1);
    for numerator in 1..=3 {
        tablet.ratio("A02", numerator, 250);
    }
    tablet.begin_sync();
    for _ in 0..13 {
        tablet.handle(Event::TimedOut);
        let request = request(tablet.handle(Event::Woke));
        let doc = &request.docs[0];
        assert_eq!(doc.tips[0].hash, *sent(doc).last().unwrap());
        let key = ed25519_dalek::SigningKey::from_bytes(&[1; 32]).verifying_key();
        seal::verify_tip(&doc.tips[0], &key).unwrap();
    }
}

#[test]
fn work_of_others_comes_in_once_with_its_author() {
    let (mut a, mut b) = (Tablet::new(1), Tablet::new(2));
    b.ratio("A02", 240, 250);
    a.ratio("A02", 243, 250);
    let from_b = b.begin_sync().docs.remove(0);
    a.begin_sync();
    let news = DocPull { cursor: 1, changes: from_b.changes.clone(), tips: from_b.tips.clone(), ..pull(1) };
    let told = a.answer(response(news.clone()));
    assert!(matches!(told[..], [Effect::Received { changes: 1, .. }, Effect::SyncDone]), "{told:?}");
    assert!(a.writes.contains(&Write::Cursor { visit: visit(), cursor: 1 }));
    let conflicts = a.session.conflicts(&visit()).unwrap();
    let by: Vec<_> =
        conflicts[0].choices.iter().map(|(_, given)| given[0].by.person.clone().unwrap()).collect();
    assert_eq!(by, [person(2), person(1)], "sorted by answer, not by who won");
    assert_eq!(a.session.assess(&visit()).unwrap().disputed.len(), 1);
    assert_eq!(a.begin_sync().docs[0].cursor, 1);
    let told = a.answer(response(DocPull { accepted: 0, ..news }));
    assert!(!told.iter().any(|effect| matches!(effect, Effect::Received { .. })), "{told:?}");
}

#[test]
fn a_snapshot_is_merged() {
    let (mut a, mut b) = (Tablet::new(1), Tablet::new(2));
    b.ratio("A02", 240, 250);
    let snapshot = Some(b.doc().save().into());
    let tips = b.begin_sync().docs.remove(0).tips;
    a.begin_sync();
    let digest = Some(seal::heads_digest(&b.doc().heads()));
    let told = a.answer(response(DocPull { cursor: 1, snapshot, tips, heads_digest: digest, ..pull(0) }));
    assert!(matches!(told[..], [Effect::Received { changes: 1, .. }, Effect::SyncDone]), "{told:?}");
    assert_eq!(answers(&a.session, "A02"), [Answer::Ratio(240, 250)]);
    assert_eq!(a.session.unsent(), 0, "what came from the server does not go back");
}

#[test]
fn malformed_bytes_from_the_server_leave_everything_as_it_was() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.begin_sync();
    let told = tablet.answer(response(DocPull { cursor: 9, changes: vec![0xff; 40], ..pull(1) }));
    assert!(told.iter().any(|effect| matches!(effect, Effect::Trouble { .. })), "{told:?}");
    assert!(!tablet.writes.contains(&Write::Cursor { visit: visit(), cursor: 9 }));
    assert_eq!(answers(&tablet.session, "A02"), [Answer::Ratio(243, 250)]);
}

#[test]
fn a_held_change_goes_again_with_what_it_waits_for() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.begin_sync();
    tablet.answer(response(pull(1)));
    let first = hashes(&tablet.chunks())[0];
    tablet.ratio("A02", 244, 250);
    let second = hashes(&tablet.chunks())[1];
    assert_eq!(sent(&tablet.begin_sync().docs[0]), [second]);
    let held = vec![Held { hash: second, missing: vec![first] }];
    let again = request(tablet.answer(response(DocPull { held: held.clone(), ..pull(0) })));
    assert_eq!(sent(&again.docs[0]), [first, second]);
    let told = tablet.answer(response(DocPull { held, ..pull(1) }));
    assert!(!sends(&told), "held again for the same reason: not before the next start: {told:?}");
    assert_eq!(tablet.session.unsent(), 1);
}

#[test]
fn what_is_kept_aside_is_told_once_and_counts_as_delivered() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    let hash = hashes(&tablet.chunks())[0];
    tablet.begin_sync();
    let quarantined = vec![Quarantined { hash, reason: QuarantineReason::NotAssigned }];
    let told = tablet.answer(response(DocPull { quarantined, ..pull(0) }));
    assert!(matches!(told[..], [Effect::Quarantined { .. }, Effect::SyncDone]), "{told:?}");
    assert_eq!(tablet.session.unsent(), 0);
    assert_eq!(tablet.session.quarantined(), [(visit(), hash, QuarantineReason::NotAssigned)]);
    assert_eq!(answers(&tablet.session, "A02"), [Answer::Ratio(243, 250)], "it stays in the record here");
}

#[test]
fn a_restored_server_gets_everything_again() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.begin_sync();
    tablet.answer(response(DocPull { cursor: 7, ..pull(1) }));
    assert_eq!(tablet.begin_sync().docs[0].cursor, 7);
    let other_life = SyncResponse { epoch: Epoch([2; 16]), ..response(DocPull { cursor: 7, ..pull(0) }) };
    let again = request(tablet.answer(other_life));
    assert_eq!((again.epoch, again.docs[0].cursor), (Some(Epoch([2; 16])), 0));
    assert_eq!(sent(&again.docs[0]).len(), 1);
}

#[test]
fn more_is_asked_for_at_once_and_checking_is_waited_for() {
    let mut tablet = Tablet::new(1);
    tablet.begin_sync();
    assert!(sends(&tablet.answer(response(DocPull { cursor: 1, more: true, ..pull(0) }))));
    let told = tablet.answer(response(DocPull { cursor: 1, pending: true, ..pull(0) }));
    assert!(matches!(told[..], [Effect::Wait { offline: false, .. }]), "{told:?}");
    assert!(sends(&tablet.handle(Event::Woke)));
    let told = tablet.answer(response(DocPull { cursor: 1, more: true, ..pull(0) }));
    assert!(matches!(told[..], [Effect::Wait { .. }]), "more without progress does not spin: {told:?}");
}

#[test]
fn different_heads_are_compared_once_and_what_is_wanted_is_sent() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    tablet.begin_sync();
    let elsewhere = Some([9; 32]);
    let compare = request(tablet.answer(response(DocPull { heads_digest: elsewhere, ..pull(1) })));
    let have = compare.docs[0].have.clone().unwrap();
    assert_eq!(have, tablet.doc().hashes());
    let mine = hashes(&tablet.chunks());
    let answer = DocPull { heads_digest: elsewhere, want: mine.clone(), ..pull(0) };
    let wanted = request(tablet.answer(response(answer)));
    assert_eq!(sent(&wanted.docs[0]), mine);
    let told = tablet.answer(response(DocPull { heads_digest: elsewhere, ..pull(1) }));
    assert!(matches!(told[..], [Effect::SyncDone]), "still different: not asked for ever: {told:?}");
}

#[test]
fn a_new_worklist_is_fetched_when_the_server_says_so() {
    let mut tablet = Tablet::new(1);
    tablet.begin_sync();
    let told = tablet.answer(SyncResponse { worklist_version: 2, ..response(pull(0)) });
    assert!(told.iter().any(|effect| matches!(effect, Effect::FetchWorklist)), "{told:?}");
}

#[test]
fn photos_without_receipt_are_asked_about_and_missing_ones_go_first() {
    let mut tablet = Tablet::new(1);
    let photo = |number: u8, size| {
        Edit::Photo(inspection::Photo {
            id: PhotoId([number; 32]),
            item: "A02".parse().unwrap(),
            size,
            pixels: (4, 3),
            media_type: "image/jpeg".to_owned(),
            taken_at: None,
            position: None,
            caption: String::new(),
            redacts: None,
            removed: false,
        })
    };
    tablet.edit(photo(1, 10));
    tablet.edit(photo(2, 20));
    let request = tablet.begin_sync();
    assert_eq!((request.photos_asked.len(), request.unsent_photos), (2, 2));
    tablet.answer(SyncResponse { photos_missing: vec![PhotoId([2; 32])], ..response(pull(2)) });
    assert_eq!(tablet.session.photo_queue(), [(PhotoId([2; 32]), 20), (PhotoId([1; 32]), 10)]);
    tablet.handle(Event::PhotoReceipt(PhotoId([2; 32])));
    assert_eq!(tablet.session.photo_queue(), [(PhotoId([1; 32]), 10)]);
}
