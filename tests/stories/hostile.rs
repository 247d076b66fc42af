//! Bytes that no tablet would send: the server stays up, says what is wrong, and takes honest work beside them.

use inspection::exchange::Header;
use inspection::{Edit, Photo};
use schemas::ids::{ActorId, PhotoId};
use schemas::wire::{DocPull, PROTOCOL, QuarantineReason, SyncRequest};
use tests::bare::{Answered, Bare, Change, body, close_chunk, pack, random};
use tests::office::Server;
use tests::world::{CAMPAIGN, UNIT, World};

fn world() -> (World, Server, Bare, Bare) {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let enrol = |person| Bare::enrol(&server, &world.office.device_code(person).unwrap()).unwrap();
    let (an, binh) = (enrol("an"), enrol("binh"));
    (world, server, an, binh)
}

fn actor() -> ActorId {
    ActorId(random().unwrap())
}

/// Honest work arrives and is verified; `others` is what else is kept aside.
#[track_caller]
fn honest_work_arrives(world: &World, honest: &Bare) {
    let mut document = honest.document().unwrap();
    let changes = honest.write(&mut document, actor(), &[("A03", 7), ("D07", 0)]).unwrap();
    let answer = push(honest, &changes, &changes[1].header);
    assert_eq!((answer.accepted, answer.quarantined.len(), answer.held.len()), (2, 0, 0), "{answer:?}");
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    let seven =
        report["history"]["A03"].as_array().unwrap().iter().find(|step| step["answer"]["integer"] == 7);
    assert_eq!(seven.unwrap()["person"], honest.person.as_str(), "{report}");
}

fn push(device: &Bare, changes: &[Change], vouched: &Header) -> DocPull {
    let bytes: Vec<&[u8]> = changes.iter().map(|change| change.bytes.as_slice()).collect();
    device.push(&bytes, vec![device.tip(vouched)]).unwrap()
}

fn reasons(pull: &DocPull) -> Vec<QuarantineReason> {
    pull.quarantined.iter().map(|change| change.reason).collect()
}

#[track_caller]
fn is_problem(answered: &Answered, statuses: &[u16]) {
    assert!(statuses.contains(&answered.status), "{answered:?}");
    let problem: serde_json::Value = serde_json::from_slice(&answered.body).unwrap();
    assert!(problem["type"].as_str().unwrap().starts_with("urn:sokiemtra:problem:"), "{problem}");
}

#[test]
fn garbage_and_bombs_get_a_problem_and_nothing_else() {
    let (world, server, an, binh) = world();
    for garbage in [&b""[..], b"\x00", b"{}", b"\xc1\xff\xff", &[0x93; 4096], &[0xdd, 0xff, 0xff, 0xff, 0xff]]
    {
        is_problem(&an.post(None, garbage).unwrap(), &[400, 413, 422]);
        is_problem(&an.post(Some("zstd"), garbage).unwrap(), &[400, 413, 422]);
    }
    is_problem(&an.post(Some("br"), b"x").unwrap(), &[415]);
    // 256 MiB of zeros in some kilobytes.
    let bomb = zstd::encode_all(std::io::Read::take(std::io::repeat(0), 256 << 20), 3).unwrap();
    assert!(bomb.len() < 64 << 10);
    is_problem(&an.post(Some("zstd"), &bomb).unwrap(), &[413, 422]);
    is_problem(&an.post(None, &vec![0x91; 17 << 20]).unwrap(), &[413]);
    let wrong = SyncRequest { proto: PROTOCOL + 1, ..SyncRequest::default() };
    is_problem(&an.post(None, &pack(&wrong).unwrap()).unwrap(), &[400, 422]);
    // A pack that promises four billion changes.
    let doc = schemas::wire::DocPush {
        visit: an.visit,
        cursor: 0,
        changes: vec![0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1],
        tips: Vec::new(),
        writer: None,
        have: None,
    };
    let request = SyncRequest { proto: PROTOCOL, docs: vec![doc; 51], ..SyncRequest::default() };
    is_problem(&an.post(None, &pack(&request).unwrap()).unwrap(), &[400, 422]);
    let request = SyncRequest { docs: request.docs[..1].to_vec(), ..request };
    is_problem(&an.post(None, &pack(&request).unwrap()).unwrap(), &[400, 422]);
    assert!(server.get("/healthz").is_ok());
    honest_work_arrives(&world, &binh);
}

#[test]
fn whoever_is_nobody_is_told_so() {
    let (world, server, _an, binh) = world();
    let sent = ureq::post(format!("{}/api/v1/sync", server.url)).config().http_status_as_error(false).build();
    let status = sent.header("Content-Type", "application/msgpack").send(&[0x80][..]).unwrap().status();
    assert_eq!(status, 401);
    honest_work_arrives(&world, &binh);
}

#[test]
fn unsigned_and_stolen_work_is_kept_aside() {
    let (world, _server, an, binh) = world();
    let mut document = an.document().unwrap();
    let changes = an.write(&mut document, actor(), &[("A03", 1), ("A03", 2)]).unwrap();
    let bytes: Vec<&[u8]> = changes.iter().map(|change| change.bytes.as_slice()).collect();
    // No signature at all.
    let answer = an.push(&bytes, Vec::new()).unwrap();
    assert_eq!(reasons(&answer), [QuarantineReason::NotSigned; 2]);
    // An's name under another device's signature, and a signature under other words.
    let mut forged = binh.tip(&changes[1].header);
    forged.device = an.device.clone();
    forged.person = an.person.clone();
    assert_eq!(reasons(&binh.push(&bytes, vec![forged]).unwrap()), [QuarantineReason::NotSigned; 2]);
    let mut altered = an.tip(&changes[0].header);
    altered.hash = changes[1].header.hash;
    altered.seq = 2;
    assert_eq!(reasons(&binh.push(&bytes, vec![altered]).unwrap()), [QuarantineReason::NotSigned; 2]);
    // The true word for the first change does not cover the second.
    let answer = binh.push(&bytes, vec![an.tip(&changes[0].header)]).unwrap();
    assert_eq!((answer.accepted, reasons(&answer)), (1, vec![QuarantineReason::NotSigned]));
    // With the right word everything is taken, whoever carries it, and is An's.
    let answer = binh.push(&bytes, vec![an.tip(&changes[1].header)]).unwrap();
    assert_eq!((answer.accepted, answer.quarantined.len()), (2, 0), "{answer:?}");
    // Binh cannot go on writing as An's actor.
    let more = binh.write(&mut document, changes[0].header.actor, &[("A03", 3)]).unwrap();
    assert_eq!(reasons(&push(&binh, &more, &more[0].header)), [QuarantineReason::NotSigned]);
    honest_work_arrives(&world, &binh);
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    let whose = |count: i64| {
        let steps = report["history"]["A03"].as_array().unwrap().clone();
        steps.iter().find(|step| step["answer"]["integer"] == count).map(|step| step["person"].clone())
    };
    assert_eq!((whose(1), whose(2), whose(3)), (Some("an".into()), Some("an".into()), None));
}

#[test]
fn forged_numbers_are_kept_aside() {
    let (world, _server, an, binh) = world();
    let mut document = an.document().unwrap();
    let honest = an.write(&mut document, actor(), &[("A03", 1)]).unwrap();
    assert_eq!(push(&an, &honest, &honest[0].header).accepted, 1);
    let next = an.write(&mut document, honest[0].header.actor, &[("A03", 2)]).unwrap();
    // `start_op` stands behind dependencies, actor and number, in one or two bytes.
    let body = body(&next[0].bytes);
    let at = 1 + 32 * next[0].header.deps.len() + 1 + 16 + 1;
    let length = if body[at] & 0x80 == 0 { 1 } else { 2 };
    let with_start = |start: &[u8]| {
        let forged = [&body[..at], start, &body[at + length..]].concat();
        close_chunk(&forged).unwrap()
    };
    // Too low: such a change can be merged, but the saved document could never be loaded again. Too high: every later
    // honest edit would be the last.
    for start in [&[1][..], &[0xff, 0xff, 0xff, 0xff, 0x07]] {
        let Ok(forged) = std::panic::catch_unwind(|| with_start(start)) else { continue };
        let answer = push(&an, std::slice::from_ref(&forged), &forged.header);
        assert_eq!(reasons(&answer), [QuarantineReason::WrongOrder], "{answer:?}");
    }
    // The same actor and number with another content: a copied store.
    let mut copy = an.document().unwrap();
    let again = an.write(&mut copy, honest[0].header.actor, &[("A03", 9)]).unwrap();
    assert_eq!(reasons(&push(&an, &again, &again[0].header)), [QuarantineReason::SequenceReused]);
    // What was honest goes on.
    assert_eq!(push(&an, &next, &next[0].header).accepted, 1);
    honest_work_arrives(&world, &binh);
}

#[test]
fn no_mutated_change_brings_the_server_down() {
    let (world, server, an, binh) = world();
    let mut document = an.document().unwrap();
    let honest = an.write(&mut document, actor(), &[("A03", 1), ("D07", 2), ("A03", 3)]).unwrap();
    let original = body(&honest[2].bytes).to_vec();
    let mut sent = 0;
    for place in 0..original.len() {
        for flip in [0x01, 0x80] {
            let mut mutant = original.clone();
            mutant[place] ^= flip;
            // What has no readable head is refused before anything else; it is tried in other stories.
            let Ok(mutant) = close_chunk(&mutant) else { continue };
            let bytes: Vec<&[u8]> = vec![&honest[0].bytes, &honest[1].bytes, &mutant.bytes];
            let tip = an.tip(&mutant.header);
            let answered = an.try_push(&bytes, vec![tip]).unwrap();
            assert!(matches!(answered.status, 200 | 400 | 422), "byte {place}: {answered:?}");
            sent += 1;
        }
    }
    assert!(sent > 50, "only {sent} mutants had a readable head");
    assert!(server.get("/healthz").is_ok());
    honest_work_arrives(&world, &binh);
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert!(report["quarantined"].as_u64().unwrap() > 0);
}

#[test]
fn a_photo_that_never_arrives_is_named() {
    let (world, _server, an, _binh) = world();
    let mut document = an.document().unwrap();
    let id = PhotoId(random().unwrap());
    let photo = Photo {
        id,
        item: "A01".parse().unwrap(),
        size: 200_000,
        pixels: (1600, 1200),
        media_type: "image/jpeg".to_owned(),
        taken_at: None,
        position: None,
        caption: "Bảng niêm yết".to_owned(),
        redacts: None,
        removed: false,
    };
    let written = document.write(actor(), 1_519_260_000, &Edit::Photo(photo)).unwrap();
    let header = Header::parse(&written[0].bytes).unwrap();
    assert_eq!(an.push(&[&written[0].bytes], vec![an.tip(&header)]).unwrap().accepted, 1);
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["photos_missing"], serde_json::json!([id.to_string()]));
    let overview = world.office.settled_report(CAMPAIGN, None).unwrap();
    assert_eq!(overview["totals"]["photos_missing"], 1);
}
