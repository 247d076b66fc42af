use super::{actor, answer, begin};
use inspection::Edit;
use inspection::exchange::{Header, pack, unpack};
use proptest::prelude::*;
use schemas::answer::Answer;

fn changes(count: usize) -> Vec<Vec<u8>> {
    let mut visit = begin(68);
    let mut made = Vec::new();
    for number in 0..count {
        let item = format!("A{:02}", number % 68 + 1);
        let value = if number % 3 == 0 { Answer::Ratio(number as u64, 250) } else { Answer::Yes };
        let reason = (number >= 68).then(|| "đếm lại".to_owned());
        let edit = match answer(&item, value) {
            Edit::Answer { item, answer, .. } => Edit::Answer { item, answer, reason },
            other => other,
        };
        made.extend(visit.write(actor(1), 1_519_261_200 + number as i64 * 47, &edit).unwrap());
    }
    made.into_iter().map(|change| change.bytes).collect()
}

#[test]
fn the_header_says_what_the_document_says() {
    let changes = changes(3);
    let header = Header::parse(&changes[2]).unwrap();
    let before = Header::parse(&changes[1]).unwrap();
    assert_eq!((header.actor, header.seq, header.at), (actor(1), 3, 1_519_261_294));
    assert_eq!(header.deps, [before.hash]);
    assert_eq!((header.start_op, header.max_op), (before.max_op + 1, before.max_op + 1));
}

#[test]
fn a_pack_gives_back_every_byte() {
    let changes = changes(68);
    let packed = pack(changes.iter().map(Vec::as_slice)).unwrap();
    let back = unpack(&packed, 68).unwrap();
    assert!(back.iter().map(|change| &change.bytes).eq(&changes));
    assert!(back.iter().all(|change| change.header().unwrap() == Header::parse(&change.bytes).unwrap()));
    assert!(unpack(&packed, 67).is_err(), "over the limit");
    assert!(unpack(&packed[..packed.len() - 1], 68).is_err(), "torn");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn damaged_bytes_are_refused_or_harmless(at in 0usize..400, byte in any::<u8>(), cut in any::<bool>()) {
        let changes = changes(4);
        let packed = pack(changes.iter().map(Vec::as_slice)).unwrap();
        for bytes in [&changes[3], &packed] {
            let mut bytes = bytes.clone();
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            if let Ok(header) = Header::parse(&bytes) {
                prop_assert_eq!(&bytes, &changes[3], "the checksum covers every byte");
                prop_assert_eq!(header.actor, actor(1));
            }
            let _ = unpack(&bytes, 100);
        }
    }
}
