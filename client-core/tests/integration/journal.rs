//! What stands in the journal is what the tablet knows, whatever happened to it and to its store.

use crate::support::*;
use client_core::journal::{Replay, encode};
use client_core::{EditId, Effect, Error, Event, Session, Write};
use inspection::exchange::pack;
use inspection::{Edit, Photo, SignerRole};
use proptest::prelude::*;
use schemas::answer::Answer;
use schemas::ids::*;
use schemas::wire::*;
use std::collections::VecDeque;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 invented";

#[derive(Debug, Clone)]
enum Op {
    Answer(u8, u64),
    Settle(u8, u64),
    Note(u8, u8),
    Opinion(u8),
    AddRow(u8),
    SetField(u8, u8),
    RemoveRow(u8),
    Photo(u8),
    Receipt(u8),
    Sign,
    Colleague(u8, u64),
    Import,
    Sync(Reply),
}

#[derive(Debug, Clone, Copy)]
enum Reply {
    Takes,
    KeepsAside,
    Reused,
    Restored,
    Nothing,
}

/// What the store does with the first append of an event: afterwards it works.
#[derive(Debug, Clone, Copy)]
enum Disk {
    Works,
    Fails,
    /// The frame is there, but nobody said so.
    Unsure,
}

fn op() -> impl Strategy<Value = Op> {
    let reply = prop_oneof![
        4 => Just(Reply::Takes),
        1 => Just(Reply::KeepsAside),
        1 => Just(Reply::Reused),
        1 => Just(Reply::Restored),
        1 => Just(Reply::Nothing)
    ];
    prop_oneof![
        4 => (0..2u8, 0..250u64).prop_map(|(item, n)| Op::Answer(item, n)),
        1 => (0..2u8, 0..250u64).prop_map(|(item, n)| Op::Settle(item, n)),
        2 => (0..2u8, any::<u8>()).prop_map(|(item, n)| Op::Note(item, n)),
        1 => any::<u8>().prop_map(Op::Opinion),
        1 => (1..4u8).prop_map(Op::AddRow),
        2 => (1..4u8, any::<u8>()).prop_map(|(row, n)| Op::SetField(row, n)),
        1 => (1..4u8).prop_map(Op::RemoveRow),
        1 => (1..4u8).prop_map(Op::Photo),
        1 => (1..4u8).prop_map(Op::Receipt),
        1 => Just(Op::Sign),
        3 => (0..2u8, 0..250u64).prop_map(|(item, n)| Op::Colleague(item, n)),
        1 => Just(Op::Import),
        4 => reply.prop_map(Op::Sync)
    ]
}

fn disk() -> impl Strategy<Value = Disk> {
    prop_oneof![4 => Just(Disk::Works), 1 => Just(Disk::Fails), 1 => Just(Disk::Unsure)]
}

fn item(number: u8) -> ItemId {
    ["A02", "B04"][usize::from(number)].parse().unwrap()
}

fn row(number: u8) -> RowId {
    format!("01J0000000000000000000ROW{number}").parse().unwrap()
}

fn photo(number: u8) -> Photo {
    Photo {
        id: PhotoId([number; 32]),
        item: item(0),
        size: 1_000 + u64::from(number),
        pixels: (4, 3),
        media_type: "image/jpeg".to_owned(),
        taken_at: None,
        position: None,
        caption: String::new(),
        redacts: None,
        removed: false,
    }
}

/// A tablet whose store is a journal, and a colleague whose work reaches it by the server or by bundle.
struct Story {
    session: Session,
    frames: Vec<Vec<u8>>,
    colleague: Tablet,
    edits: u64,
    fresh: u8,
    epoch: u8,
    cursor: u64,
}

impl Story {
    fn new() -> Self {
        let before = [Write::Identity(identity(1)), Write::Worklist(worklist()), Write::Template(template())];
        Self {
            session: Session::open(stored(1, 101)),
            frames: vec![encode(&before).unwrap()],
            colleague: Tablet::new(2),
            edits: 0,
            fresh: 150,
            epoch: 1,
            cursor: 0,
        }
    }

    fn play(steps: &[(Op, Disk)]) -> Self {
        let mut story = Self::new();
        for (op, disk) in steps {
            story.step(op.clone(), *disk);
        }
        story.happen(Event::Unreachable, Disk::Works);
        assert_eq!(story.session.unsaved(), 0);
        story
    }

    /// What the tablet sends.
    fn happen(&mut self, event: Event, mut disk: Disk) -> Option<SyncRequest> {
        let mut queue = VecDeque::from([event]);
        let mut request = None;
        while let Some(event) = queue.pop_front() {
            for effect in self.session.handle(event, NOW) {
                match effect {
                    Effect::Append { ticket, writes } => {
                        if !matches!(disk, Disk::Fails) {
                            self.frames.push(encode(&writes).unwrap());
                        }
                        if matches!(disk, Disk::Works) {
                            queue.push_back(Event::Stored(ticket));
                        } else {
                            queue.extend([Event::StoreFailed(ticket, String::new()), Event::Retry]);
                        }
                        disk = Disk::Works;
                    }
                    Effect::Send(sent) => request = Some(sent),
                    _ => {}
                }
            }
        }
        request
    }

    fn edit(&mut self, edit: Edit, disk: Disk) {
        self.edits += 1;
        self.happen(Event::Edit { id: EditId(self.edits), visit: visit(), edit }, disk);
    }

    fn step(&mut self, op: Op, disk: Disk) {
        let group: GroupId = "DS".parse().unwrap();
        let answer = |at: u8, n: u64, reason: Option<&str>| Edit::Answer {
            item: item(at),
            answer: Answer::Ratio(n, 250),
            reason: reason.map(str::to_owned),
        };
        match op {
            Op::Answer(at, n) => self.edit(answer(at, n, None), disk),
            Op::Settle(at, n) => self.edit(answer(at, n, Some("Đếm lại cùng nhau")), disk),
            Op::Note(at, n) => self.edit(Edit::Note { item: item(at), text: format!("ghi chú {n}") }, disk),
            Op::Opinion(n) => self.edit(Edit::Opinion { text: format!("ý kiến {n}") }, disk),
            Op::AddRow(n) => self.edit(Edit::AddRow { group, row: row(n) }, disk),
            Op::RemoveRow(n) => self.edit(Edit::RemoveRow { group, row: row(n) }, disk),
            Op::SetField(n, text) => {
                let (field, answer) = ("DS01".parse().unwrap(), Answer::Text(format!("HS-{text}")));
                self.edit(Edit::SetField { group, row: row(n), field, answer, reason: None }, disk);
            }
            Op::Photo(n) => self.edit(Edit::Photo(photo(n)), disk),
            Op::Receipt(n) => drop(self.happen(Event::PhotoReceipt(PhotoId([n; 32])), disk)),
            Op::Sign => {
                self.edits += 1;
                let (id, role, name) = (EditId(self.edits), SignerRole::Leader, "Người 1".to_owned());
                self.happen(Event::Sign { id, visit: visit(), role, name, drawing: None }, disk);
            }
            Op::Colleague(at, n) => drop(self.colleague.edit(answer(at, n, Some("Xem lại")))),
            Op::Import => {
                let (mut bundle, _) = self.colleague.session.export(None, NOW).unwrap();
                bundle.photos.push((PhotoId(sha2(JPEG)), JPEG.to_vec()));
                let fresh = self.fresh();
                self.happen(Event::Imported { bundle, fresh }, disk);
            }
            Op::Sync(reply) => self.sync(reply, disk),
        }
    }

    fn sync(&mut self, reply: Reply, disk: Disk) {
        let mut request = self.happen(Event::Sync, disk);
        let mut reply = reply;
        for _ in 0..4 {
            let Some(sent) = request.take() else { return };
            if matches!(reply, Reply::Nothing) {
                break;
            }
            let response = self.response(&sent, reply);
            let fresh = self.fresh();
            request = self.happen(Event::Answered { response, fresh }, disk);
            reply = Reply::Takes;
        }
        self.happen(Event::Unreachable, disk);
    }

    fn response(&mut self, request: &SyncRequest, reply: Reply) -> SyncResponse {
        let sent = request.docs.first().map(sent).unwrap_or_default();
        let aside = match reply {
            Reply::KeepsAside => {
                sent.iter().take(1).map(|hash| (*hash, QuarantineReason::NotAssigned)).collect()
            }
            Reply::Reused => sent.iter().map(|hash| (*hash, QuarantineReason::SequenceReused)).collect(),
            _ => Vec::new(),
        };
        if matches!(reply, Reply::Restored) {
            self.epoch += 1;
            self.cursor = 0;
        }
        self.cursor += 1;
        let (theirs, _) = self.colleague.session.export(None, NOW).unwrap();
        let (changes, tips) =
            theirs.visits.into_iter().map(|v| (v.changes, v.tips)).next().unwrap_or_default();
        let accepted = (sent.len() - aside.len()) as u32;
        let quarantined = aside.into_iter().map(|(hash, reason)| Quarantined { hash, reason }).collect();
        let changes = pack(changes.iter().map(Vec::as_slice)).unwrap();
        let pull = DocPull { cursor: self.cursor, changes, tips, quarantined, ..pull(accepted) };
        SyncResponse { epoch: Epoch([self.epoch; 16]), ..response(pull) }
    }

    fn fresh(&mut self) -> ActorId {
        self.fresh += 1;
        ActorId([self.fresh; 16])
    }
}

fn sha2(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

fn replay<'a>(frames: impl IntoIterator<Item = &'a Vec<u8>>, actor: ActorId) -> Session {
    let mut replay = Replay::default();
    frames.into_iter().for_each(|frame| replay.take(frame).unwrap());
    assert_eq!(replay.strange(), 0);
    Session::open(replay.finish(actor))
}

/// Everything that the tablet knows, and what it would send next.
fn knows(session: &mut Session) -> impl PartialEq + std::fmt::Debug + use<> {
    let (visit, bundle) = (visit(), session.export(None, NOW).unwrap());
    let (document, record) = (session.document(&visit).unwrap(), session.record(&visit).unwrap());
    let document = (document.heads(), document.hashes().len(), record);
    let waiting = (session.unsent(), session.quarantined(), session.photos().clone());
    let around = (session.identity().cloned(), session.worklist().clone(), session.skew());
    (document, waiting, around, bundle, request(session.handle(Event::Sync, NOW)))
}

/// The actor that a session writes as.
fn writer(session: &mut Session) -> ActorId {
    let writer = request(session.handle(Event::Sync, NOW)).docs[0].writer.unwrap();
    session.handle(Event::Unreachable, NOW);
    writer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn replaying_the_journal_gives_what_the_tablet_knew(steps in prop::collection::vec((op(), disk()), 1..25)) {
        let Story { mut session, frames, .. } = Story::play(&steps);
        let actor = writer(&mut session);
        let known = knows(&mut session);
        prop_assert_eq!(&knows(&mut replay(&frames, actor)), &known);
        let doubled = frames.iter().flat_map(|frame| [frame, frame]);
        prop_assert_eq!(&knows(&mut replay(doubled, actor)), &known, "each frame twice");
        let again = frames.iter().chain(&frames);
        prop_assert_eq!(&knows(&mut replay(again, actor)), &known, "the whole journal twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_damaged_frame_is_refused_alone(at in 0usize..10_000, by in 1u8.., cut in any::<bool>()) {
        let answers: Vec<_> = (1..5).map(|n| (Op::Answer(0, n), Disk::Works)).collect();
        let Story { mut frames, .. } = Story::play(&answers);
        let whole: usize = frames[1..].iter().map(Vec::len).sum();
        let mut at = at % whole;
        let hit = frames[1..].iter_mut().find(|frame| { let here = at < frame.len(); if !here { at -= frame.len() } here });
        let hit = hit.unwrap();
        if cut { hit.truncate(at) } else { hit[at] ^= by }
        let mut replay = Replay::default();
        let refused = frames.iter().filter(|frame| replay.take(frame).is_err()).count();
        prop_assert!(refused <= 1);
        let session = Session::open(replay.finish(ActorId([9; 16])));
        prop_assert!(session.unsent() >= 3, "what the other frames hold is there");
    }
}

#[test]
fn a_frame_that_cannot_be_read_is_an_error_and_the_rest_goes_on() {
    let Story { frames, .. } =
        Story::play(&[(Op::Answer(0, 243), Disk::Works), (Op::Answer(1, 1), Disk::Works)]);
    let mut replay = Replay::default();
    replay.take(&frames[0]).unwrap();
    for damaged in [&[][..], &[1], &[2, 0x90], &frames[1][..frames[1].len() - 1], b"SKT"] {
        assert!(matches!(replay.take(damaged), Err(Error::Journal(_))), "{damaged:?}");
    }
    replay.take(&frames[1]).unwrap();
    let session = Session::open(replay.finish(ActorId([9; 16])));
    assert_eq!(answers(&session, "A02"), [Answer::Ratio(243, 250)]);
    assert!(answers(&session, "B04").is_empty());
}

#[test]
fn what_a_newer_program_wrote_is_counted_and_does_no_harm() {
    let list =
        serde_json::json!([{ "weather": { "sky": "mưa" } }, { "skew": 7 }, { "skew": 8, "since": "later" }]);
    let frame = [vec![1], rmp_serde::to_vec_named(&list).unwrap()].concat();
    let mut replay = Replay::default();
    replay.take(&frame).unwrap();
    assert_eq!(replay.strange(), 1);
    assert_eq!(replay.finish(ActorId([9; 16])).skew, 8);
}

#[test]
fn photos_of_a_bundle_leave_only_their_names_in_the_journal() {
    let id = PhotoId([3; 32]);
    let frame = encode(&[Write::PhotoBytes { id, bytes: vec![0xff; 500_000] }]).unwrap();
    assert!(frame.len() < 100, "{}", frame.len());
    let mut replay = Replay::default();
    replay.take(&frame).unwrap();
    assert_eq!(replay.finish(ActorId([9; 16])).photos[&id].size, 500_000);
}
