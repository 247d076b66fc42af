//! What the screens show: lists, one item, the summary, the search.

use crate::support::*;
use client_core::Event;
use client_core::view::Found;
use inspection::{Edit, Photo};
use schemas::answer::Answer;
use schemas::evaluate::ItemState;
use schemas::ids::*;
use schemas::template::{Kind, Severity};
use std::collections::BTreeMap;

fn answer(item: &str, answer: Answer) -> Edit {
    Edit::Answer { item: item.parse().unwrap(), answer, reason: None }
}

fn note(item: &str, text: &str) -> Edit {
    Edit::Note { item: item.parse().unwrap(), text: text.to_owned() }
}

fn photo(item: &str) -> Edit {
    Edit::Photo(Photo {
        id: PhotoId([7; 32]),
        item: item.parse().unwrap(),
        size: 1_000,
        pixels: (4, 3),
        media_type: "image/jpeg".to_owned(),
        taken_at: None,
        position: None,
        caption: String::new(),
        redacts: None,
        removed: false,
    })
}

fn row(number: u8) -> RowId {
    format!("01J0000000000000000000ROW{number}").parse().unwrap()
}

/// A dossier with this code.
fn dossier(tablet: &mut Tablet, number: u8, code: &str) {
    let group: GroupId = "DS".parse().unwrap();
    tablet.edit(Edit::AddRow { group: group.clone(), row: row(number) });
    let (field, answer) = ("DS01".parse().unwrap(), Answer::Text(code.to_owned()));
    tablet.edit(Edit::SetField { group, row: row(number), field, answer, reason: None });
}

/// Another tablet's work comes in by bundle.
fn bring(from: &Tablet, to: &mut Tablet) {
    let (bundle, _) = from.session.export(None, NOW).unwrap();
    to.handle(Event::Imported { bundle, fresh: ActorId([201; 16]) });
}

#[test]
fn the_list_tells_per_section_what_is_left_to_do() {
    let (mut mine, mut theirs) = (Tablet::new(1), Tablet::new(2));
    mine.edit(answer("A01", Answer::No));
    mine.ratio("A02", 200, 250);
    mine.edit(answer("B02", Answer::Yes));
    theirs.ratio("A02", 201, 250);
    bring(&theirs, &mut mine);
    let card = mine.session.visit_cards().remove(0);
    let of = |card: &client_core::view::VisitCard, id: &str| {
        let section = card.sections.iter().find(|section| section.id.as_str() == id).unwrap();
        (section.answered, section.asked, section.disputed, section.evidence_missing)
    };
    assert_eq!(of(&card, "A"), (1, 9, 1, 1), "A01 failed and has no photo, A02 is disputed");
    assert_eq!(of(&card, "B").0, 1);
    assert_eq!((card.answered, card.disputed, card.evidence_missing), (2, 1, 1));
    assert_eq!(card.sections.iter().map(|section| section.asked).sum::<u32>(), card.asked);
    mine.edit(photo("A01"));
    let card = mine.session.visit_cards().remove(0);
    assert_eq!((of(&card, "A").3, card.evidence_missing, card.photos), (0, 0, 1));
}

#[test]
fn an_item_comes_with_all_that_its_screen_shows() {
    let mut worklist = worklist();
    worklist.visits[0].previous_findings = vec!["A01".parse().unwrap()];
    worklist.visits[0].previous_recommendations = Some((3, 12));
    let mut tablet = Tablet::new(1);
    tablet.handle(Event::WorklistCame(worklist));
    tablet.edit(answer("A01", Answer::No));
    tablet.edit(note("A01", "Bảng mờ"));
    let item = |id: &str| tablet.session.item_view(&visit(), &id.parse().unwrap()).unwrap();
    let first = item("A01");
    assert_eq!((first.section.as_str(), first.place, first.before), ("A", (1, 9), None));
    assert_eq!(first.after, Some("A02".parse().unwrap()));
    assert_eq!((first.item.note.as_str(), first.counted), ("Bảng mờ", Some(Answer::No)));
    assert!(first.previous_finding && first.evidence_missing && !first.why.is_empty());
    assert_eq!((first.findings.len(), first.findings[0].repeated), (1, true));
    assert!(!first.bases.is_empty() && first.bases.iter().all(|basis| basis.in_force(date())));
    let json = serde_json::to_value(item("A02")).unwrap();
    assert_eq!(
        (&json["id"], &json["kind"]["type"], &json["state"]),
        (&"A02".into(), &"ratio".into(), &"open".into())
    );
    let last = item("A09");
    assert_eq!(
        (last.place, last.after),
        ((9, 9), Some("B01".parse().unwrap())),
        "the way on leads into the next section"
    );
    assert_eq!((item("G03").in_the_books, item("A06").in_the_books), (Some(Answer::Ratio(3, 12)), None));
    let choice = item("A06");
    let Kind::Single { choices } = &choice.kind else { panic!("{:?}", choice.kind) };
    assert_eq!(choice.offered.len(), choices.len());
    let dossiers = item("D09");
    assert_eq!(dossiers.groups, ["DS".parse().unwrap()]);
    assert!(tablet.session.item_view(&visit(), &"Z99".parse().unwrap()).is_err());
}

#[test]
fn a_contradiction_shows_both_sides_while_typing_and_afterwards() {
    let mut tablet = Tablet::new(1);
    let figures = |numbers: &[(&str, i64)]| -> BTreeMap<FieldId, i64> {
        numbers.iter().map(|(id, number)| (id.parse().unwrap(), *number)).collect()
    };
    let form = tablet.session.form(&visit()).unwrap().clone();
    let id: ItemId = "D01".parse().unwrap();
    let typed = figures(&[("carried", 20), ("new", 980), ("resolved", 900)]);
    assert_eq!(form.check_figures(&id, &typed).unwrap(), [], "the other side is not typed yet");
    let mut typed = figures(&[("carried", 20), ("new", 980), ("resolved", 900), ("pending", 99)]);
    let broken = form.check_figures(&id, &typed).unwrap();
    assert_eq!(broken.iter().map(|broken| (broken.left, broken.right)).collect::<Vec<_>>(), [(1_000, 999)]);
    assert!(broken[0].label.vi.contains("Tồn đầu kỳ"));
    tablet.edit(answer("D01", Answer::Figures(typed.clone())));
    let shown = tablet.session.item_view(&visit(), &id).unwrap();
    assert_eq!((shown.item.state, shown.data_errors[0].sides), (ItemState::DataError, Some((1_000, 999))));
    typed.insert("pending".parse().unwrap(), 100);
    assert_eq!(form.check_figures(&id, &typed).unwrap(), []);
    assert_eq!(form.check_figures(&"A01".parse().unwrap(), &typed).unwrap(), []);
}

#[test]
fn the_summary_says_what_is_found_and_what_is_left() {
    let (mut mine, mut theirs) = (Tablet::new(1), Tablet::new(2));
    mine.edit(answer("A01", Answer::No));
    mine.ratio("A02", 100, 250);
    mine.ratio("B04", 1, 1);
    theirs.edit(answer("A04", Answer::Yes));
    mine.edit(answer("A04", Answer::No));
    bring(&theirs, &mut mine);
    let summary = mine.session.summary(&visit()).unwrap();
    let severities: Vec<Severity> = summary.findings.iter().map(|(severity, _)| *severity).collect();
    assert!(severities.is_sorted_by(|a, b| a > b) && !severities.is_empty(), "{severities:?}");
    assert_eq!(summary.findings.iter().map(|(_, of)| of.len()).sum::<usize>(), 2);
    assert_eq!(summary.disputed.len(), 1);
    let open = summary.coverage.asked - summary.coverage.answered - summary.coverage.disputed;
    assert_eq!(summary.unanswered.len() as u32, open);
    let names =
        |items: &[client_core::view::ItemName]| items.iter().map(|i| i.id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&summary.evidence_missing), ["A01", "A02"]);
    assert_eq!(names(&summary.strengths), ["B04"]);
    assert_eq!(summary.score, mine.session.assess(&visit()).unwrap().total);
}

#[test]
fn a_search_needs_no_accents() {
    let mut tablet = Tablet::new(1);
    tablet.edit(note("B02", "Tầng 2 khoá cửa, hỏi ông Đức"));
    dossier(&mut tablet, 1, "H35.23-0007 Hoà Khánh");
    dossier(&mut tablet, 2, "H35.23-0008");
    let find = |text: &str| {
        let hits = tablet.session.find(&visit(), text).unwrap();
        hits.iter().map(|hit| (hit.item.to_string(), hit.found)).collect::<Vec<_>>()
    };
    assert_eq!(find("a02")[0], ("A02".to_owned(), Found::Id));
    assert_eq!(find("A0").len(), 9);
    assert!(find("bang niem yet").contains(&("A01".to_owned(), Found::Label)));
    assert_eq!(find("BẢNG  niêm yết"), find("yet niem bang"), "any order, any case");
    assert!(find("notice board").contains(&("A01".to_owned(), Found::Label)));
    assert_eq!(find("ong duc"), [("B02".to_owned(), Found::Note)]);
    assert_eq!(find("hòa khanh"), [("D09".to_owned(), Found::Row)]);
    assert_eq!(find("h35.23").len(), 2);
    assert_eq!((find("0007").len(), find("hanh").contains(&("D09".to_owned(), Found::Row))), (1, false));
    assert!(find(" ").is_empty() && find("không có chữ này").is_empty());
    let hit = tablet.session.find(&visit(), "hoa khanh").unwrap().remove(0);
    assert_eq!(
        (hit.row, hit.excerpt.as_str()),
        (Some(("DS".parse().unwrap(), row(1))), "H35.23-0007 Hoà Khánh")
    );
    tablet.edit(Edit::RemoveRow { group: "DS".parse().unwrap(), row: row(1) });
    assert!(tablet.session.find(&visit(), "hoa khanh").unwrap().is_empty());
}
