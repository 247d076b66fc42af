//! Nothing is shown as saved before it is durable, and what breaks a rule is refused with what is allowed.

use crate::support::*;
use client_core::{EditId, Effect, Error, Event, Session, Ticket, Write};
use inspection::{Edit, seal};
use schemas::answer::Answer;

fn answer(item: &str, answer: Answer) -> Edit {
    Edit::Answer { item: item.parse().unwrap(), answer, reason: None }
}

fn event(id: u64, edit: Edit) -> Event {
    Event::Edit { id: EditId(id), visit: visit(), edit }
}

fn append(told: &[Effect]) -> (Ticket, Vec<Write>) {
    match told {
        [.., Effect::Append { ticket, writes }] => (*ticket, writes.clone()),
        other => panic!("no append in {other:?}"),
    }
}

#[test]
fn saved_is_said_only_after_the_store_confirmed() {
    let mut session = Session::open(stored(1, 101));
    let told = session.handle(event(1, answer("A01", Answer::Yes)), NOW);
    assert_eq!(told.len(), 1, "{told:?}");
    let (ticket, writes) = append(&told);
    assert_eq!(session.unsaved(), 1);
    let tip =
        writes.iter().find_map(|write| if let Write::Tip(tip) = write { Some(tip) } else { None }).unwrap();
    let hash =
        writes.iter().find_map(|w| if let Write::Change { hash, .. } = w { Some(*hash) } else { None });
    assert_eq!(Some(tip.hash), hash, "change and tip go together");
    let key = ed25519_dalek::SigningKey::from_bytes(&[1; 32]).verifying_key();
    seal::verify_tip(tip, &key).unwrap();
    let told = session.handle(Event::Stored(ticket), NOW);
    assert!(matches!(&told[..], [Effect::Saved(edits)] if edits[..] == [EditId(1)]), "{told:?}");
    assert_eq!(session.unsaved(), 0);
}

#[test]
fn what_is_not_stored_is_not_sent() {
    let mut session = Session::open(stored(1, 101));
    session.handle(event(1, answer("A01", Answer::Yes)), NOW);
    let first = request(session.handle(Event::Sync, NOW));
    assert!(first.docs.iter().all(|doc| doc.changes.is_empty()));
}

#[test]
fn a_failed_store_keeps_the_edits_in_order_until_it_works_again() {
    let mut session = Session::open(stored(1, 101));
    let (first, _) = append(&session.handle(event(1, answer("A01", Answer::Yes)), NOW));
    assert!(session.handle(event(2, answer("A02", Answer::Ratio(1, 2))), NOW).is_empty(), "one at a time");
    let told = session.handle(Event::StoreFailed(first, "disk full".to_owned()), NOW);
    assert!(matches!(&told[..], [Effect::NotSaved { edits, .. }] if edits.len() == 2), "{told:?}");
    assert_eq!(session.unsaved(), 2);
    let (second, writes) = append(&session.handle(Event::Retry, NOW));
    let changes = writes.iter().filter(|write| matches!(write, Write::Change { .. })).count();
    assert_eq!(changes, 2);
    let told = session.handle(Event::Stored(second), NOW);
    assert!(matches!(&told[..], [Effect::Saved(edits)] if edits[..] == [EditId(1), EditId(2)]), "{told:?}");
    assert!(session.handle(Event::Stored(first), NOW).is_empty(), "an old ticket means nothing");
}

#[test]
fn the_same_answer_twice_is_one_change() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    let told = tablet.edit(answer("A02", Answer::Ratio(243, 250)));
    assert!(matches!(told[..], [Effect::Unchanged(_)]), "{told:?}");
}

#[test]
fn what_breaks_a_rule_is_refused_and_nothing_changes() {
    let mut tablet = Tablet::new(1);
    let refused = |told: Vec<Effect>| match told.into_iter().next() {
        Some(Effect::Refused { error, .. }) => error,
        other => panic!("{other:?}"),
    };
    let error = refused(tablet.edit(answer("A02", Answer::Ratio(251, 250))));
    assert!(matches!(error, Error::Refused { ref at, .. } if at == "A02"), "{error}");
    let error = refused(tablet.edit(answer("A02", Answer::Yes)));
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    let error = refused(tablet.edit(answer("Z99", Answer::Yes)));
    assert!(matches!(error, Error::UnknownItem { ref known, .. } if known.len() > 60), "{error}");
    let error = refused(tablet.edit(answer("A06", Answer::Choice("maybe".parse().unwrap()))));
    assert!(error.to_string().contains("correct"), "the allowed values are named: {error}");
    assert!(tablet.writes.is_empty());
    assert_eq!(tablet.chunks().len(), 0);
}

#[test]
fn secrets_are_never_printed() {
    let text = format!("{:?} {:?}", identity(1), Session::open(stored(1, 101)));
    assert!(!text.contains("khong-ai-duoc-thay"));
    assert!(!text.contains(&hex::encode([1u8; 32])));
}

#[test]
fn a_signature_covers_what_stands_and_shows_when_something_was_written_after() {
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    let sign = |name: &str| Event::Sign {
        id: EditId(90),
        visit: visit(),
        role: inspection::SignerRole::Leader,
        name: name.to_owned(),
        drawing: None,
    };
    tablet.handle(sign("Người 1"));
    let signatures = tablet.session.visit_view(&visit()).unwrap().signatures;
    assert_eq!(signatures.iter().map(|s| (s.valid, s.amended)).collect::<Vec<_>>(), [(true, false)]);
    tablet.ratio("A02", 244, 250);
    let signatures = tablet.session.visit_view(&visit()).unwrap().signatures;
    assert_eq!(signatures.iter().map(|s| (s.valid, s.amended)).collect::<Vec<_>>(), [(true, true)]);
}

#[test]
fn a_drawn_signature_is_a_picture_that_travels_like_a_photo() {
    let mut tablet = Tablet::new(1);
    let (id, size) = (schemas::ids::PhotoId([9; 32]), 12_345);
    let drawing = |size| Some(inspection::Drawing { id, size, media_type: "image/png".to_owned() });
    let sign = |drawing| Event::Sign {
        id: EditId(90),
        visit: visit(),
        role: inspection::SignerRole::Unit,
        name: "Đại diện xã".to_owned(),
        drawing,
    };
    let told = tablet.handle(sign(drawing(0)));
    assert!(matches!(told[..], [Effect::Refused { error: Error::Photo(_), .. }]), "{told:?}");
    tablet.handle(sign(drawing(size)));
    assert_eq!(tablet.session.photo_queue(), [(id, size)]);
    let shown = tablet.session.visit_view(&visit()).unwrap();
    assert_eq!((shown.signatures[0].valid, shown.card.photos), (true, 0), "it is evidence for no item");
    assert_eq!(tablet.session.export(None, NOW).unwrap().1, [id], "and goes into bundles");
}
