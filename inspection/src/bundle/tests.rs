use super::*;
use crate::{Edit, Inspection, seal as sealing};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use schemas::answer::Answer;
use schemas::ids::ActorId;
use schemas::wire::KnownDevice;

const KEY: [u8; 32] = [7; 32];

fn signer() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn known() -> Vec<KnownDevice> {
    vec![KnownDevice {
        device: device(),
        person: "nguyen-a".parse().unwrap(),
        person_name: "Nguyễn A".to_owned(),
        public_key: signer().verifying_key().to_bytes().to_vec(),
    }]
}

fn device() -> DeviceId {
    "01J00000000000000000000001".parse().unwrap()
}

/// A visit with three answers by one actor.
fn bundle() -> Bundle {
    let template = r#"{"id":"t","edition":1,"title":{"vi":"T","en":"T"},"valid_from":"2018-01-01","section":[
        {"id":"A","label":{"vi":"A","en":"A"},"item":[
            {"id":"A01","label":{"vi":"A","en":"A"},"kind":{"type":"integer"}}]}]}"#;
    let template = serde_json::from_str(template).unwrap();
    let (_, beginning) = Inspection::beginning(&template).unwrap();
    let mut doc = Inspection::begin(&beginning).unwrap();
    let actor = ActorId([9; 16]);
    let visit = VisitId([1; 16]);
    let mut changes = Vec::new();
    let mut newest = None;
    for number in 1..=3 {
        let edit =
            Edit::Answer { item: "A01".parse().unwrap(), answer: Answer::Integer(number), reason: None };
        for change in doc.write(actor, 1_519_264_800, &edit).unwrap() {
            newest = Some((change.seq, change.hash));
            changes.push(change.bytes);
        }
    }
    let (seq, hash) = newest.unwrap();
    let (device, person) = (device(), "nguyen-a".parse().unwrap());
    let tip = Tip { visit, actor, seq, hash, device, person, at: 0, signature: Vec::new() };
    let tips = vec![sealing::sign_tip(tip, &signer())];
    let photo = b"\xff\xd8\xff not really a photo".to_vec();
    Bundle {
        campaign: "phu-xuyen-2018".parse().unwrap(),
        device: self::device(),
        person: "nguyen-a".parse().unwrap(),
        at: 1_519_264_800_000,
        visits: vec![BundledVisit { visit, changes, tips }],
        photos: vec![(sha256(&photo), photo)],
    }
}

#[test]
fn what_goes_in_comes_out() {
    let file = seal(&bundle(), &KEY, [5; NONCE]).unwrap();
    assert_eq!(campaign(&file).unwrap().as_str(), "phu-xuyen-2018");
    let opened = open(&file, &KEY).unwrap();
    assert_eq!(opened, bundle());
    let checked = opened.check(&known()).unwrap();
    assert_eq!(checked.visits[0].changes.len(), 3);
}

#[test]
fn every_cut_is_refused() {
    let file = seal(&bundle(), &KEY, [5; NONCE]).unwrap();
    for length in 0..file.len() {
        assert!(open(&file[..length], &KEY).is_err(), "cut at {length}");
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert_eq!(open(&longer, &KEY), Err(Refused::TooLong(1)));
}

#[test]
fn another_campaigns_key_opens_nothing() {
    let file = seal(&bundle(), &KEY, [5; NONCE]).unwrap();
    assert_eq!(open(&file, &[8; 32]), Err(Refused::Altered { part: 0 }));
}

#[test]
fn frames_cannot_change_places() {
    let mut two = bundle();
    two.photos = vec![(sha256(b"aaaa"), b"aaaa".to_vec()), (sha256(b"bbbb"), b"bbbb".to_vec())];
    let mut file = seal(&two, &KEY, [5; NONCE]).unwrap();
    let frame = 4 + 4 + TAG;
    let end = file.len();
    file[end - 2 * frame..].rotate_left(frame);
    assert_eq!(open(&file, &KEY), Err(Refused::Altered { part: 3 }));
}

#[test]
fn a_part_that_inflates_beyond_the_limit_is_refused() {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&vec![0; MAX_INFLATED + 1]).unwrap();
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert!(matches!(inflated(&bomb), Err(Refused::TooLarge { .. })));
    assert!(matches!(unpacked(&bomb), Err(Refused::TooLarge { .. })));
    assert_eq!(inflated(b"\xff\xff"), Err(Refused::Malformed("part")));
    assert_eq!(unpacked(&deflated(b"not a pack").unwrap()), Err(Refused::Malformed("changes")));
}

#[test]
fn a_forged_or_uncovered_change_refuses_everything() {
    let mut unsigned = bundle();
    unsigned.visits[0].tips[0].seq = 2;
    assert!(matches!(unsigned.check(&known()), Err(Refused::BadSignature { .. })));
    let mut uncovered = bundle();
    uncovered.visits[0].tips.clear();
    assert!(matches!(uncovered.check(&known()), Err(Refused::NotSigned { .. })));
    assert!(matches!(bundle().check(&[]), Err(Refused::UnknownDevice { .. })));
}

proptest! {
    #[test]
    fn one_changed_byte_is_refused(place in 0usize..4096, by in 1u8..) {
        let mut file = seal(&bundle(), &KEY, [5; NONCE]).unwrap();
        let place = place % file.len();
        file[place] ^= by;
        prop_assert!(open(&file, &KEY).is_err());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let file = [MAGIC.as_slice(), &[VERSION], &bytes].concat();
        prop_assert!(open(&file, &KEY).is_err());
    }
}
