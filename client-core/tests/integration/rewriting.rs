//! Two copies of one tablet under one actor: the one that comes second writes its work anew, and nothing is lost.

use crate::support::*;
use client_core::{Effect, Write};
use inspection::Edit;
use schemas::answer::Answer;
use schemas::ids::*;
use schemas::wire::*;

fn note(text: &str) -> Edit {
    Edit::Note { item: "A02".parse().unwrap(), text: text.to_owned() }
}

fn quarantined(chunks: &[Vec<u8>]) -> Vec<Quarantined> {
    let reused = |hash| Quarantined { hash, reason: QuarantineReason::SequenceReused };
    hashes(chunks).into_iter().map(reused).collect()
}

#[test]
fn rejected_work_is_written_anew_beside_that_of_the_copy() {
    // The same device and actor twice: a folder was copied and the copy was not recognised.
    let (mut mine, mut copy) = (Tablet::new(1), Tablet::new(1));
    copy.ratio("A02", 240, 250);
    copy.edit(note("Thiếu 10 thủ tục."));
    mine.ratio("A02", 243, 250);
    mine.edit(note("Thiếu 7 thủ tục."));
    let group: GroupId = "DS".parse().unwrap();
    let row: RowId = "01J0000000000000000000ROW1".parse().unwrap();
    mine.edit(Edit::AddRow { group: group.clone(), row: row.clone() });
    let old = mine.chunks();

    mine.begin_sync();
    let theirs = copy.begin_sync().docs.remove(0);
    let told = mine.answer(response(DocPull {
        cursor: 2,
        quarantined: quarantined(&old),
        changes: theirs.changes,
        tips: theirs.tips,
        ..pull(0)
    }));
    assert!(
        told.iter().any(|e| matches!(e, Effect::Rewritten { changes: 3, signatures: 0, .. })),
        "{told:?}"
    );

    assert_eq!(answers(&mine.session, "A02"), [Answer::Ratio(240, 250), Answer::Ratio(243, 250)], "disputed");
    let record = mine.session.record(&visit()).unwrap();
    let note = &record.notes[&"A02".parse().unwrap()];
    assert!(note.contains("Thiếu 10 thủ tục.") && note.contains("Thiếu 7 thủ tục."), "{note}");
    assert!(record.rows[&group].contains_key(&row));
    assert!(mine.writes.contains(&Write::Actor(ActorId([200; 16]))), "a new actor from now on");

    let again = request(told);
    let sent = sent(&again.docs[0]);
    assert_eq!(sent.len(), 3);
    assert!(hashes(&old).iter().all(|hash| !sent.contains(hash)), "the old numbers are not tried again");
    assert_eq!(again.docs[0].tips[0].actor, ActorId([200; 16]));
    let kept: Vec<_> = mine
        .writes
        .iter()
        .filter_map(|w| if let Write::Change { hash, .. } = w { Some(*hash) } else { None })
        .collect();
    assert!(hashes(&old).iter().all(|hash| kept.contains(hash)), "the old bytes stay");
}

#[test]
fn a_collision_is_noticed_before_the_server_says_so() {
    let (mut mine, mut copy) = (Tablet::new(1), Tablet::new(1));
    copy.ratio("A02", 240, 250);
    let theirs = copy.begin_sync().docs.remove(0);
    mine.begin_sync();
    mine.ratio("A02", 243, 250);
    let told =
        mine.answer(response(DocPull { cursor: 1, changes: theirs.changes, tips: theirs.tips, ..pull(0) }));
    assert!(told.iter().any(|e| matches!(e, Effect::Rewritten { changes: 1, .. })), "{told:?}");
    assert_eq!(answers(&mine.session, "A02").len(), 2);
}

#[test]
fn a_disagreement_that_stood_before_still_stands_after() {
    let (mut mine, mut other, mut copy) = (Tablet::new(1), Tablet::new(2), Tablet::new(1));
    other.ratio("A02", 200, 250);
    mine.ratio("A02", 243, 250);
    copy.ratio("B04", 1, 1);
    let old = mine.chunks();
    let from_other = other.begin_sync().docs.remove(0);
    mine.begin_sync();
    mine.answer(response(DocPull {
        cursor: 1,
        changes: from_other.changes,
        tips: from_other.tips,
        pending: true,
        ..pull(1)
    }));
    assert_eq!(answers(&mine.session, "A02").len(), 2);
    mine.handle(client_core::Event::Woke);
    mine.answer(response(DocPull { cursor: 1, quarantined: quarantined(&old), ..pull(0) }));
    assert_eq!(
        answers(&mine.session, "A02"),
        [Answer::Ratio(200, 250), Answer::Ratio(243, 250)],
        "the answer written anew does not replace the other's"
    );
}

#[test]
fn what_was_rewritten_is_read_back_the_same_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = client_core::native::Store::open(folder.path()).unwrap();
    let (mut mine, mut copy) = (Tablet::new(1), Tablet::new(1));
    copy.ratio("A02", 240, 250);
    mine.ratio("A02", 243, 250);
    let old = mine.chunks();
    mine.begin_sync();
    let theirs = copy.begin_sync().docs.remove(0);
    let (changes, tips) = (theirs.changes, theirs.tips);
    mine.answer(response(DocPull { cursor: 1, quarantined: quarantined(&old), changes, tips, ..pull(0) }));
    let before = [Write::Identity(identity(1)), Write::Worklist(worklist()), Write::Template(template())];
    store.append(&[&before[..], &mine.writes].concat()).unwrap();
    let again = client_core::Session::open(store.load().unwrap());
    assert_eq!(again.record(&visit()).unwrap(), mine.session.record(&visit()).unwrap());
    assert_eq!(again.unsent(), mine.session.unsent());
    assert_eq!(again.quarantined().len(), 1);
}
