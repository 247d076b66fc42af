//! The store's folder: durable, one writer, copies recognised.

use crate::support::*;
use client_core::native::{NativeError, Store, Tablet as Native};
use client_core::{Origin, Write};
use inspection::Edit;
use schemas::answer::Answer;
use schemas::ids::PhotoId;
use std::path::Path;

pub(crate) fn prepare(folder: &Path) {
    let mut store = Store::open(folder).unwrap();
    store
        .append(&[Write::Identity(identity(1)), Write::Worklist(worklist()), Write::Template(template())])
        .unwrap();
}

fn answer(item: &str, numerator: u64) -> Edit {
    Edit::Answer { item: item.parse().unwrap(), answer: Answer::Ratio(numerator, 250), reason: None }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

#[test]
fn what_was_saved_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let mut tablet = Native::open(folder.path()).unwrap();
    assert_eq!(tablet.edit(visit(), answer("A02", 243)).unwrap().saved, 1);
    let record = tablet.session().record(&visit()).unwrap();
    drop(tablet);
    let tablet = Native::open(folder.path()).unwrap();
    assert_eq!(tablet.session().record(&visit()).unwrap(), record);
    assert_eq!(tablet.session().unsent(), 1);
}

#[test]
fn opening_again_keeps_the_actor_and_a_copy_gets_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (original, twin) = (folder.path().join("a"), folder.path().join("b"));
    let first = Store::open(&original).unwrap().actor();
    let again = Store::open(&original).unwrap();
    assert_eq!((again.actor(), again.copied()), (first, false));
    drop(again);
    copy(&original, &twin);
    let copied = Store::open(&twin).unwrap();
    assert!(copied.copied());
    assert_ne!(copied.actor(), first);
    let kept = copied.actor();
    drop(copied);
    assert_eq!(Store::open(&twin).unwrap().actor(), kept, "and keeps that one");
    assert_eq!(Store::open(&original).unwrap().actor(), first, "the original goes on");
}

#[test]
fn a_backup_put_back_in_place_gets_a_new_actor() {
    let folder = tempfile::tempdir().unwrap();
    let (live, backup) = (folder.path().join("live"), folder.path().join("backup"));
    let first = Store::open(&live).unwrap().actor();
    copy(&live, &backup);
    drop(Store::open(&live).unwrap());
    copy(&backup, &live);
    assert_ne!(Store::open(&live).unwrap().actor(), first);
}

#[test]
fn a_missing_sentinel_means_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let first = Store::open(folder.path()).unwrap().actor();
    std::fs::remove_file(folder.path().join("opening")).unwrap();
    assert_ne!(Store::open(folder.path()).unwrap().actor(), first);
}

#[test]
fn a_second_opening_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Store::open(folder.path()).unwrap();
    match Store::open(folder.path()) {
        Err(NativeError::InUse(named)) => assert_eq!(named, folder.path()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_change_twice_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    let mut store = Store::open(folder.path()).unwrap();
    store.append(&tablet.writes).unwrap();
    let change = tablet.writes.iter().find(|write| matches!(write, Write::Change { .. })).unwrap().clone();
    store.append(&[change.clone(), change]).unwrap();
    let stored = store.load().unwrap();
    assert_eq!(stored.visits[&visit()].changes.len(), 1);
    assert_eq!(stored.visits[&visit()].changes[0].origin, Origin::Own);
    assert_eq!(stored.visits[&visit()].tips.len(), 1);
}

#[test]
fn changes_cannot_be_altered_or_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut tablet = Tablet::new(1);
    tablet.ratio("A02", 243, 250);
    Store::open(folder.path()).unwrap().append(&tablet.writes).unwrap();
    let db = rusqlite::Connection::open(folder.path().join("store.sqlite")).unwrap();
    assert!(db.execute("UPDATE change SET bytes = x''", []).is_err());
    assert!(db.execute("DELETE FROM change", []).is_err());
}

#[test]
fn a_photo_is_kept_under_its_hash_and_read_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let id = store.put_photo(b"0123456789").unwrap();
    assert_eq!(store.put_photo(b"0123456789").unwrap(), id);
    assert_eq!(store.photo_piece(&id, 7, 100).unwrap(), b"789");
    assert!(folder.path().join("photos").join(id.to_string()).exists());
    assert!(store.photo(&PhotoId([0; 32])).is_err());
}

#[test]
fn tips_on_disk_do_not_pile_up() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let mut tablet = Native::open(folder.path()).unwrap();
    for numerator in 1..=20 {
        tablet.edit(visit(), answer("A02", numerator)).unwrap();
    }
    drop(tablet);
    let stored = Store::open(folder.path()).unwrap().load().unwrap();
    assert_eq!(stored.visits[&visit()].tips.len(), 1);
    assert_eq!(stored.visits[&visit()].changes.len(), 20);
}
