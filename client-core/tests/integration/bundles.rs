//! Work that travels by bundle.

use crate::support::*;
use client_core::{Effect, Error, Event, photo_loads};
use inspection::bundle::{self, Bundle};
use schemas::answer::Answer;
use schemas::ids::*;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 invented";

fn exported(tablet: &Tablet) -> Bundle {
    let (mut made, _) = tablet.session.export(None, NOW).unwrap();
    let id = PhotoId(sha2(JPEG));
    made.photos.push((id, JPEG.to_vec()));
    let key = tablet.session.bundle_key(&made.campaign).unwrap();
    let file = bundle::seal(&made, &key, [3; 24]).unwrap();
    bundle::open(&file, &key).unwrap()
}

fn sha2(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

fn import(tablet: &mut Tablet, bundle: Bundle) -> Vec<Effect> {
    tablet.handle(Event::Imported { bundle, fresh: ActorId([201; 16]) })
}

#[test]
fn a_colleague_carries_work_to_the_server() {
    let (mut far, mut carrier) = (Tablet::new(1), Tablet::new(2));
    far.ratio("A02", 243, 250);
    carrier.ratio("A02", 240, 250);
    let told = import(&mut carrier, exported(&far));
    assert!(matches!(told[..], [Effect::Imported { changes: 1, photos: 1, unlisted: 0 }]), "{told:?}");
    assert_eq!(answers(&carrier.session, "A02"), [Answer::Ratio(240, 250), Answer::Ratio(243, 250)]);
    let push = carrier.begin_sync().docs.remove(0);
    assert_eq!(sent(&push).len(), 2, "it travels on");
    let mut signers: Vec<_> = push.tips.iter().map(|tip| tip.device.clone()).collect();
    signers.sort();
    assert_eq!(signers, [device(1), device(2)], "and keeps its author");
    assert_eq!(carrier.session.photo_queue().len(), 1);
}

#[test]
fn importing_again_does_nothing() {
    let (mut far, mut carrier) = (Tablet::new(1), Tablet::new(2));
    far.ratio("A02", 243, 250);
    import(&mut carrier, exported(&far));
    let writes = carrier.writes.len();
    for _ in 0..3 {
        let told = import(&mut carrier, exported(&far));
        assert!(matches!(told[..], [Effect::Imported { changes: 0, photos: 0, unlisted: 0 }]), "{told:?}");
    }
    assert_eq!(carrier.writes.len(), writes);
    let told = import(&mut far, exported(&carrier));
    assert!(matches!(told[..], [Effect::Imported { changes: 0, .. }]), "back at its author: {told:?}");
}

#[test]
fn a_bundle_of_an_unknown_device_is_refused_whole() {
    let (mut far, mut carrier) = (Tablet::new(1), Tablet::new(2));
    far.ratio("A02", 243, 250);
    let mut worklist = worklist();
    worklist.devices.remove(0);
    carrier.handle(Event::WorklistCame(worklist));
    let writes = carrier.writes.len();
    let told = import(&mut carrier, exported(&far));
    assert!(matches!(&told[..], [Effect::Refused { error: Error::Bundle(_), .. }]), "{told:?}");
    assert_eq!(carrier.writes.len(), writes);
    assert!(answers(&carrier.session, "A02").is_empty());
}

#[test]
fn a_visit_that_is_not_on_the_list_is_kept_and_travels_on() {
    let (mut far, mut other_team) = (Tablet::new(1), stored(2, 102));
    far.ratio("A02", 243, 250);
    other_team.worklist.as_mut().unwrap().visits.clear();
    let mut carrier = Tablet::of(other_team);
    let told = import(&mut carrier, exported(&far));
    assert!(matches!(told[..], [Effect::Imported { changes: 1, photos: 1, unlisted: 1 }]), "{told:?}");
    assert_eq!(sent(&carrier.begin_sync().docs[0]), hashes(&far.chunks()));
}

#[test]
fn a_photo_that_is_none_refuses_the_whole_bundle() {
    let (mut far, mut carrier) = (Tablet::new(1), Tablet::new(2));
    far.ratio("A02", 243, 250);
    let mut made = exported(&far);
    made.photos = vec![(PhotoId(sha2(b"%PDF")), b"%PDF".to_vec())];
    let told = import(&mut carrier, made);
    assert!(matches!(&told[..], [Effect::Refused { error: Error::Photo(_), .. }]), "{told:?}");
    assert!(carrier.writes.is_empty());
}

#[test]
fn the_order_of_changes_in_a_bundle_does_not_matter() {
    let (mut far, mut carrier) = (Tablet::new(1), Tablet::new(2));
    for numerator in 1..=5 {
        far.ratio("A02", numerator, 250);
    }
    let mut made = exported(&far);
    made.visits[0].changes.reverse();
    import(&mut carrier, made);
    assert_eq!(answers(&carrier.session, "A02"), [Answer::Ratio(5, 250)]);
    assert_eq!(sent(&carrier.begin_sync().docs[0]), hashes(&far.chunks()), "causes before effects");
}

#[test]
fn no_photo_is_left_out_of_files_and_none_is_too_large() {
    let most = 48 << 20;
    let photo = |number: u8, size: u64| (PhotoId([number; 32]), size);
    assert_eq!(photo_loads(Vec::new()), [(Vec::new(), 0)]);
    let divided = photo_loads(vec![photo(1, most - 10), photo(2, 20), photo(3, most + 5), photo(4, 1)]);
    let counts: Vec<_> = divided.iter().map(|(ids, _)| ids.len()).collect();
    assert_eq!(counts, [1, 1, 1, 1]);
    assert_eq!(photo_loads(vec![photo(1, 5), photo(2, 6)]), [(vec![PhotoId([1; 32]), PhotoId([2; 32])], 11)]);
}
