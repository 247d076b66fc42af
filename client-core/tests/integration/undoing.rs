//! Taking back one's own newest answer.

use crate::support::*;
use client_core::{Effect, Event};
use inspection::Edit;
use schemas::answer::Answer;
use schemas::ids::*;

fn group() -> GroupId {
    "DS".parse().unwrap()
}

fn row() -> RowId {
    "01J0000000000000000000ROW1".parse().unwrap()
}

fn former(tablet: &Tablet) -> Option<Answer> {
    match tablet.session.former(&visit(), &"A02".parse().unwrap()).unwrap() {
        Some(Edit::Answer { item, answer, reason: None }) if item.as_str() == "A02" => Some(answer),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn bring(from: &Tablet, to: &mut Tablet) {
    let (bundle, _) = from.session.export(None, NOW).unwrap();
    to.handle(Event::Imported { bundle, fresh: ActorId([201; 16]) });
}

fn settle(tablet: &mut Tablet, numerator: u64) {
    let (item, answer) = ("A02".parse().unwrap(), Answer::Ratio(numerator, 250));
    let told = tablet.edit(Edit::Answer { item, answer, reason: Some("Đếm lại".to_owned()) });
    assert!(matches!(told[..], [Effect::Saved(_)]), "{told:?}");
}

#[test]
fn the_answer_before_comes_back_and_undoing_again_brings_the_newer_one() {
    let mut tablet = Tablet::new(1);
    assert_eq!(former(&tablet), None, "nothing to take back");
    tablet.ratio("A02", 1, 250);
    assert_eq!(former(&tablet), Some(Answer::Cleared));
    tablet.ratio("A02", 2, 250);
    assert_eq!(former(&tablet), Some(Answer::Ratio(1, 250)));
    let edit = tablet.session.former(&visit(), &"A02".parse().unwrap()).unwrap().unwrap();
    assert!(matches!(tablet.edit(edit)[..], [Effect::Saved(_)]));
    assert_eq!(answers(&tablet.session, "A02"), [Answer::Ratio(1, 250)]);
    assert_eq!(former(&tablet), Some(Answer::Ratio(2, 250)));
    assert_eq!(
        tablet.session.history(&visit(), &"A02".parse().unwrap()).unwrap().len(),
        3,
        "nothing is deleted"
    );
}

#[test]
fn what_others_wrote_is_not_taken_back() {
    let (mut mine, mut theirs) = (Tablet::new(1), Tablet::new(2));
    mine.ratio("A02", 1, 250);
    bring(&mine, &mut theirs);
    theirs.ratio("A02", 2, 250);
    bring(&theirs, &mut mine);
    assert_eq!(answers(&mine.session, "A02"), [Answer::Ratio(2, 250)]);
    assert_eq!(former(&mine), None, "the newest answer is somebody else's");
    assert_eq!(former(&theirs), Some(Answer::Ratio(1, 250)), "also what it replaced was somebody else's");
}

#[test]
fn a_disagreement_is_neither_taken_back_nor_restored() {
    let (mut mine, mut theirs) = (Tablet::new(1), Tablet::new(2));
    mine.ratio("A02", 1, 250);
    theirs.ratio("A02", 2, 250);
    bring(&theirs, &mut mine);
    assert_eq!(former(&mine), None, "two answers stand");
    settle(&mut mine, 3);
    assert_eq!(former(&mine), None, "it replaced two answers");
    mine.ratio("A02", 4, 250);
    assert_eq!(former(&mine), Some(Answer::Ratio(3, 250)));
}

#[test]
fn fields_and_struck_out_rows_come_back() {
    let mut tablet = Tablet::new(1);
    let field: FieldId = "DS01".parse().unwrap();
    let set = |text: &str| Edit::SetField {
        group: group(),
        row: row(),
        field: field.clone(),
        answer: Answer::Text(text.to_owned()),
        reason: None,
    };
    let back = |tablet: &Tablet| tablet.session.former_field(&visit(), (&group(), &row(), &field));
    assert!(back(&tablet).is_err(), "there is no such row");
    tablet.edit(Edit::AddRow { group: group(), row: row() });
    assert_eq!(back(&tablet).unwrap(), None);
    tablet.edit(set("HS-1"));
    tablet.edit(set("HS-2"));
    assert_eq!(back(&tablet).unwrap(), Some(set("HS-1")));
    assert_eq!(tablet.session.former_row(&visit(), &group(), &row()).unwrap(), None);
    tablet.edit(Edit::RemoveRow { group: group(), row: row() });
    assert_eq!(back(&tablet).unwrap(), None);
    let edit = tablet.session.former_row(&visit(), &group(), &row()).unwrap().unwrap();
    assert_eq!(edit, Edit::AddRow { group: group(), row: row() });
    tablet.edit(edit);
    let shown = tablet.session.visit_view(&visit()).unwrap();
    let rows = &shown.groups.iter().find(|g| g.id == group()).unwrap().rows;
    assert_eq!(rows[0].fields[&field][0].answer, Answer::Text("HS-2".to_owned()));
}
