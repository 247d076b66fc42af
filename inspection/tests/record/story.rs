use super::{actor, answer, begin, template};
use ed25519_dalek::SigningKey;
use inspection::{Drawing, Edit, Error, Inspection, Photo, Signature, SignerRole, seal};
use schemas::answer::{Answer, Observation};

const MORNING: i64 = 1_519_261_200;

#[test]
fn two_tablets_begin_the_same_visit_with_the_same_bytes() {
    let (first, second) = (Inspection::beginning(&template(5)), Inspection::beginning(&template(5)));
    assert_eq!(first.unwrap(), second.unwrap());
    assert_ne!(begin(5).heads(), begin(6).heads(), "another template begins otherwise");
}

#[test]
fn a_disagreement_keeps_both_answers_until_somebody_decides_with_a_reason() {
    let (mut an, mut binh) = (begin(3), begin(3));
    an.write(actor(1), MORNING, &answer("A02", Answer::Ratio(243, 250))).unwrap();
    binh.write(actor(2), MORNING + 60, &answer("A02", Answer::Ratio(240, 250))).unwrap();
    an.merge(&binh).unwrap();
    let a02 = "A02".parse().unwrap();
    let standing = &an.record().unwrap().answers[&a02];
    assert_eq!(
        standing.iter().map(|v| (v.answer.clone(), v.actor, v.at)).collect::<Vec<_>>(),
        [(Answer::Ratio(240, 250), actor(2), MORNING + 60), (Answer::Ratio(243, 250), actor(1), MORNING)]
    );
    let refused = an.write(actor(1), MORNING + 90, &answer("A02", Answer::Ratio(243, 250)));
    assert!(matches!(refused, Err(Error::NeedsReason { .. })), "deciding silently is refused");

    let reason = Some("Đếm lại cùng nhau".to_owned());
    let decision =
        Edit::Answer { item: a02.clone(), answer: Answer::Ratio(243, 250), reason: reason.clone() };
    let change = an.write(actor(1), MORNING + 120, &decision).unwrap().remove(0);
    let history = an.history(&a02).unwrap();
    assert_eq!(history.len(), 3);
    let last = history.last().unwrap();
    assert_eq!((last.version.change, last.current, &last.version.reason), (change.hash, true, &reason));
    assert_eq!(last.superseded.len(), 2, "it replaced both");
    assert!(history[..2].iter().all(|entry| !entry.current));
}

#[test]
fn equal_answers_are_one_answer_confirmed_by_two() {
    let (mut an, mut binh) = (begin(3), begin(3));
    an.write(actor(1), MORNING, &answer("A01", Answer::Yes)).unwrap();
    binh.write(actor(2), MORNING, &answer("A01", Answer::Yes)).unwrap();
    an.merge(&binh).unwrap();
    let record = an.record().unwrap();
    let item = "A01".parse().unwrap();
    assert_eq!(record.answers[&item].len(), 2);
    assert_eq!(record.observations().items[&item], Observation::Settled(Answer::Yes));
}

#[test]
fn the_record_can_be_read_as_it_was() {
    let mut visit = begin(3);
    visit.write(actor(1), MORNING, &answer("A01", Answer::Yes)).unwrap();
    let then = visit.heads();
    visit.write(actor(1), MORNING + 5, &answer("A01", Answer::No)).unwrap();
    let item = "A01".parse().unwrap();
    assert_eq!(visit.as_of(&then).unwrap().answers[&item][0].answer, Answer::Yes);
    assert_eq!(visit.record().unwrap().answers[&item][0].answer, Answer::No);
    assert_eq!(visit.history(&item).unwrap().len(), 2);
}

#[test]
fn notes_keep_what_both_wrote_and_long_ones_travel_in_pieces() {
    let (mut an, mut binh) = (begin(3), begin(3));
    let item: schemas::ids::ItemId = "A01".parse().unwrap();
    let note = |text: &str| Edit::Note { item: item.clone(), text: text.to_owned() };
    an.write(actor(1), MORNING, &note("Bảng niêm yết mờ.")).unwrap();
    binh.merge(&an).unwrap();
    an.write(actor(1), MORNING, &note("Bảng niêm yết mờ, rách góc.")).unwrap();
    binh.write(actor(2), MORNING, &note("Tầng 1: Bảng niêm yết mờ.")).unwrap();
    an.merge(&binh).unwrap();
    assert_eq!(an.note(&item).unwrap(), "Tầng 1: Bảng niêm yết mờ, rách góc.");

    let long: String = "Hồ sơ số 12 chậm. ".repeat(400);
    let changes = an.write(actor(1), MORNING, &note(&long)).unwrap();
    assert!(changes.len() > 5);
    for change in &changes {
        inspection::exchange::Header::parse(&change.bytes).unwrap();
        an.check_content(&change.bytes).unwrap();
    }
    assert_eq!(an.note(&item).unwrap(), long);
}

#[test]
fn rows_and_photos_are_kept_when_struck_out_or_described_twice() {
    let mut visit = begin(3);
    let (group, row) = ("DS".parse().unwrap(), "01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().unwrap());
    let edits = [
        Edit::AddRow { group, row },
        Edit::SetField {
            group: "DS".parse().unwrap(),
            row: "01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().unwrap(),
            field: "DS01".parse().unwrap(),
            answer: Answer::Text("H20.35.23-220615-0007".to_owned()),
            reason: None,
        },
        Edit::Photo(Photo {
            id: schemas::ids::PhotoId([7; 32]),
            item: "A02".parse().unwrap(),
            size: 400_000,
            pixels: (1600, 1200),
            media_type: "image/jpeg".to_owned(),
            taken_at: None,
            position: None,
            caption: "Bảng niêm yết".to_owned(),
            redacts: None,
            removed: false,
        }),
    ];
    for edit in &edits {
        let change = visit.write(actor(1), MORNING, edit).unwrap().remove(0);
        visit.check_content(&change.bytes).unwrap();
        assert!(visit.write(actor(1), MORNING, edit).unwrap().is_empty(), "said twice is said once");
    }
    let record = visit.record().unwrap();
    assert_eq!(record.observations().rows[&"DS".parse().unwrap()].len(), 1);
    assert_eq!(record.photos.len(), 1);
    let remove =
        Edit::RemoveRow { group: "DS".parse().unwrap(), row: "01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().unwrap() };
    visit.write(actor(1), MORNING, &remove).unwrap();
    let record = visit.record().unwrap();
    assert!(record.observations().rows[&"DS".parse().unwrap()].is_empty());
    assert_eq!(record.rows[&"DS".parse().unwrap()].values().next().unwrap().fields.len(), 1, "kept");
}

#[test]
fn a_photo_is_struck_out_and_put_back_and_stands_if_somebody_else_described_it() {
    let mut an = begin(3);
    let photo = Photo {
        id: schemas::ids::PhotoId([7; 32]),
        item: "A02".parse().unwrap(),
        size: 400_000,
        pixels: (1600, 1200),
        media_type: "image/jpeg".to_owned(),
        taken_at: None,
        position: None,
        caption: String::new(),
        redacts: None,
        removed: false,
    };
    let plain = serde_json::to_string(&photo).unwrap();
    assert!(!plain.contains("removed"), "as it was written before photos could be struck out");
    an.write(actor(1), MORNING, &Edit::Photo(photo.clone())).unwrap();
    let mut binh = an.at(&an.heads()).unwrap();

    let out = Edit::Photo(Photo { removed: true, ..photo.clone() });
    let change = an.write(actor(1), MORNING + 60, &out).unwrap().remove(0);
    an.check_content(&change.bytes).unwrap();
    let record = an.record().unwrap();
    assert!(record.photos.is_empty());
    assert_eq!((record.removed_photos[0].actor, record.removed_photos[0].at), (actor(1), MORNING + 60));
    assert_eq!(record.pictures().len(), 1, "its bytes are still wanted");

    let back =
        an.at(&an.heads()).unwrap().write(actor(1), MORNING + 90, &Edit::Photo(photo.clone())).unwrap();
    assert_eq!(back.len(), 1);

    let described = Edit::Photo(Photo { caption: "Bảng niêm yết".to_owned(), ..photo });
    binh.write(actor(2), MORNING, &described).unwrap();
    an.merge(&binh).unwrap();
    let record = an.record().unwrap();
    assert_eq!((record.photos.len(), record.removed_photos.len()), (1, 0), "nobody's word is lost");
    assert_eq!(record.photos[0].caption, "Bảng niêm yết");
}

#[test]
fn a_reused_number_is_refused_alone() {
    let (mut an, mut copy) = (begin(3), begin(3));
    an.write(actor(1), MORNING, &answer("A01", Answer::Yes)).unwrap();
    let other = copy.write(actor(1), MORNING, &answer("A01", Answer::No)).unwrap().remove(0);
    let good = begin(3).write(actor(2), MORNING, &answer("A02", Answer::No)).unwrap().remove(0);
    let applied = an.apply([other.bytes.as_slice(), good.bytes.as_slice()]).unwrap();
    assert_eq!((applied.new, applied.refused), (1, vec![other.hash]));
}

/// Golden: a released beginning never changes, natively or in a browser, or tablets of different versions could not
/// merge what they wrote offline.
#[test]
fn the_beginnings_of_the_shipped_checklists_stay_what_they_are() {
    for (name, wanted) in [
        ("cchc-xa-2018", "6297e429d450f43a851d065607b5ce2c320800bb6b77f3f5aa452f42d7651c0f"),
        ("cchc-xa-2026", "e2773d1bd91bee5abf076c1b90b551ed5261103c4b2f6091dcd75205d8be30a5"),
    ] {
        let (_, toml) =
            schemas::template::shipped().into_iter().find(|(file, _)| file.contains(name)).unwrap();
        let template = schemas::template::load(toml, name).unwrap();
        let (hash, _) = Inspection::beginning(template.template()).unwrap();
        assert_eq!(hash.to_string(), wanted, "{name}");
    }
}

/// Golden: what was signed before there were drawings stays signed, and a drawing cannot be exchanged or taken away.
#[test]
fn a_drawing_is_part_of_what_is_signed_and_its_absence_changes_nothing() {
    let (key, visit) = (SigningKey::from_bytes(&[3; 32]), schemas::ids::VisitId([1; 16]));
    let blank = Signature {
        role: SignerRole::Unit,
        name: "Trần Thị Bình".to_owned(),
        heads: vec![schemas::ids::ChangeHash([5; 32])],
        device: "01J00000000000000000000001".parse().unwrap(),
        person: "nguyen-a".parse().unwrap(),
        at: MORNING,
        signature: String::new(),
        drawing: None,
    };
    let plain = seal::sign_minutes(&visit, blank.clone(), &key);
    let golden = "7206722efa2f8311e574af4ccda1aa049654fe7cf838a32ef68ab3ec97333964\
                  b14a8f7efefa16f0ae74fce877d0fb4b39e7f12558f4286db28dbbfb6cbb990f";
    assert_eq!(plain.signature, golden);
    assert!(!serde_json::to_string(&plain).unwrap().contains("drawing"));

    let drawing = |byte| {
        Some(Drawing {
            id: schemas::ids::PhotoId([byte; 32]),
            size: 9_000,
            media_type: "image/png".to_owned(),
        })
    };
    let mut drawn = seal::sign_minutes(&visit, Signature { drawing: drawing(7), ..blank }, &key);
    let valid = |signature: &Signature| seal::verify_minutes(&visit, signature, &key.verifying_key()).is_ok();
    assert!(valid(&plain) && valid(&drawn) && plain.signature != drawn.signature);
    let mut record = begin(3);
    let change = record.write(actor(1), MORNING, &Edit::Sign(drawn.clone())).unwrap().remove(0);
    record.check_content(&change.bytes).unwrap();
    assert_eq!(record.record().unwrap().signatures, [drawn.clone()]);
    assert_eq!(
        record.record().unwrap().pictures().into_iter().collect::<Vec<_>>(),
        [(drawing(7).unwrap().id, 9_000)]
    );
    drawn.drawing = drawing(8);
    assert!(!valid(&drawn), "another picture");
    drawn.drawing = None;
    assert!(!valid(&drawn), "no picture");
}

#[test]
fn a_change_is_described_by_what_it_writes_without_being_merged() {
    use inspection::trial::Written;
    let mut an = begin(3);
    let reader = begin(3);
    let mut described = |edit: &Edit| {
        let changes = an.write(actor(1), MORNING, edit).unwrap();
        changes.iter().flat_map(|change| reader.describe(&change.bytes).unwrap()).collect::<Vec<_>>()
    };
    let a01: schemas::ids::ItemId = "A01".parse().unwrap();
    assert_eq!(described(&answer("A01", Answer::No)), [Written::Answer(a01.clone(), Answer::No)]);
    let note = Edit::Note { item: a01.clone(), text: "mờ".to_owned() };
    assert_eq!(described(&note), [Written::Note(a01, "mờ".to_owned(), 0)]);
    let (group, row) = ("DS".parse().unwrap(), "01J00000000000000000000009".parse().unwrap());
    let added = Edit::AddRow { group, row };
    assert!(matches!(described(&added)[..], [Written::Row(_, _, false)]));
    assert!(reader.describe(b"no change").is_err());
}
