//! The review of a visit: what may be done when, and what no order of steps ever reaches.

use ::schemas::answer::Answer;
use ::schemas::ids::ChangeHash;
use ::schemas::review::{
    AddedFinding, FindingKey, Question, Regrade, Ruling, Seen, Stamp, Standing, Subject, VisitFacts,
    VisitRefusal, VisitReview, VisitState, VisitStep,
};
use ::schemas::template::Severity;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const REVIEWER: Standing = Standing { reviews: true, publishes: false, inspected: false, leads: false };
const LEADER: Standing = Standing { reviews: true, publishes: true, inspected: false, leads: false };
const TEAM_LEADER: Standing = Standing { reviews: true, publishes: true, inspected: true, leads: true };

fn stamp(by: &str) -> Stamp {
    Stamp { by: by.parse().unwrap(), at: 0, day: "2018-03-01".parse().unwrap() }
}

fn key(text: &str) -> FindingKey {
    text.parse().unwrap()
}

fn question(text: &str) -> Question {
    text.parse().unwrap()
}

fn seen(statement: &str) -> Seen {
    Seen { severity: Severity::Minor, statement: statement.to_owned() }
}

/// A signed record with two findings and, if `disputed`, two answers to A02.
fn facts(heads: u8, disputed: bool) -> VisitFacts {
    let answers = vec![Answer::Ratio(240, 250), Answer::Ratio(243, 250)];
    VisitFacts {
        begun: true,
        signed: true,
        merged: true,
        heads: vec![ChangeHash([heads; 32])],
        disputed: if disputed { BTreeMap::from([(question("A02"), answers)]) } else { BTreeMap::new() },
        findings: BTreeMap::from([(key("A01-0"), seen("bảng mờ")), (key("B09-0"), seen("bậc cao"))]),
        items: ["A01", "A02", "B09"].into_iter().map(|item| item.parse().unwrap()).collect(),
    }
}

fn accept(finding: &str, statement: &str) -> VisitStep {
    let ruling = Ruling::Accepted { wording: None, regrade: None };
    VisitStep::Ruled { finding: key(finding), seen: seen(statement), ruling }
}

fn take(
    review: &mut VisitReview,
    facts: &VisitFacts,
    who: Standing,
    step: VisitStep,
) -> Result<(), VisitRefusal> {
    let seen = review.version_of(&step.subject());
    review.take(facts, who, seen, stamp("ha"), step).map(drop)
}

fn concluded(facts: &VisitFacts) -> VisitReview {
    let mut review = VisitReview::default();
    take(&mut review, facts, REVIEWER, VisitStep::TakenUp).unwrap();
    take(&mut review, facts, REVIEWER, accept("A01-0", "bảng mờ")).unwrap();
    take(&mut review, facts, REVIEWER, accept("B09-0", "bậc cao")).unwrap();
    take(&mut review, facts, REVIEWER, VisitStep::Concluded { heads: facts.heads.clone() }).unwrap();
    review
}

#[test]
fn keys_are_read_as_they_are_written() {
    for text in ["A01-0", "D09-DS-01J00000000000000000000009-2", "them-3"] {
        assert_eq!(key(text).to_string(), text);
    }
    for text in ["A02", "D09-DS-01J00000000000000000000009-DS04"] {
        assert_eq!(question(text).to_string(), text);
    }
    for text in ["", "A01", "A01-x", "a01-0", "A-B-0", "them-"] {
        assert!(text.parse::<FindingKey>().is_err(), "{text}");
    }
}

#[test]
fn every_state_is_reached_in_order() {
    let signed = facts(1, false);
    let mut reached = vec![
        VisitReview::default().state(&VisitFacts::default()),
        VisitReview::default().state(&VisitFacts { signed: false, ..signed.clone() }),
        VisitReview::default().state(&signed),
    ];
    let mut review = VisitReview::default();
    take(&mut review, &signed, REVIEWER, VisitStep::TakenUp).unwrap();
    reached.push(review.state(&signed));
    let mut review = concluded(&signed);
    reached.push(review.state(&signed));
    let publish = |corrects, number| VisitStep::Published { number, heads: signed.heads.clone(), corrects };
    take(&mut review, &signed, LEADER, publish(None, 7)).unwrap();
    reached.push(review.state(&signed));
    take(&mut review, &signed, REVIEWER, VisitStep::Reopened { reason: "thiếu một mục".into() }).unwrap();
    assert_eq!(review.state(&signed), VisitState::UnderReview);
    take(&mut review, &signed, REVIEWER, VisitStep::Concluded { heads: signed.heads.clone() }).unwrap();
    assert_eq!(take(&mut review, &signed, LEADER, publish(None, 8)), Err(VisitRefusal::NotACorrection));
    take(&mut review, &signed, LEADER, publish(Some(7), 8)).unwrap();
    reached.push(review.state(&signed));
    assert_eq!(reached, VisitState::ALL);
}

#[test]
fn what_is_disputed_blocks_until_the_team_settles_it_or_its_leader_sets_it_aside() {
    let disputed = facts(1, true);
    let mut review = VisitReview::default();
    take(&mut review, &disputed, REVIEWER, VisitStep::TakenUp).unwrap();
    take(&mut review, &disputed, REVIEWER, accept("A01-0", "bảng mờ")).unwrap();
    take(&mut review, &disputed, REVIEWER, accept("B09-0", "bậc cao")).unwrap();
    let conclude = VisitStep::Concluded { heads: disputed.heads.clone() };
    let blocked = Err(VisitRefusal::Disputed(vec![question("A02")]));
    assert_eq!(take(&mut review.clone(), &disputed, REVIEWER, conclude.clone()), blocked);
    let settled = VisitFacts { disputed: BTreeMap::new(), ..disputed.clone() };
    assert_eq!(take(&mut review.clone(), &settled, REVIEWER, conclude.clone()), Ok(()));

    let aside = |reason: &str, answers: &[Answer]| VisitStep::SetAside {
        question: question("A02"),
        answers: answers.to_vec(),
        reason: reason.to_owned(),
    };
    let answers = disputed.disputed[&question("A02")].clone();
    let by = |who, step| take(&mut review.clone(), &disputed, who, step);
    assert_eq!(by(REVIEWER, aside("hai cách đếm", &answers)), Err(VisitRefusal::NotLeader));
    assert_eq!(by(TEAM_LEADER, aside(" ", &answers)), Err(VisitRefusal::Wordless));
    assert_eq!(by(TEAM_LEADER, aside("hai cách đếm", &answers[..1])), Err(VisitRefusal::Unknown));
    take(&mut review, &disputed, TEAM_LEADER, aside("hai cách đếm", &answers)).unwrap();
    assert_eq!(take(&mut review.clone(), &disputed, REVIEWER, conclude.clone()), Ok(()));

    let mut more = disputed.clone();
    more.disputed.get_mut(&question("A02")).unwrap().push(Answer::Ratio(250, 250));
    assert_eq!(take(&mut review, &more, REVIEWER, conclude), blocked, "a third answer came in");
}

#[test]
fn who_inspected_approves_nothing() {
    let signed = facts(1, false);
    let mut review = VisitReview::default();
    let inspected = Err(VisitRefusal::Inspected);
    assert_eq!(take(&mut review, &signed, TEAM_LEADER, VisitStep::TakenUp), inspected);
    let mut review = concluded(&signed);
    let publish = VisitStep::Published { number: 1, heads: signed.heads.clone(), corrects: None };
    assert_eq!(take(&mut review, &signed, TEAM_LEADER, publish.clone()), inspected);
    assert_eq!(take(&mut review, &signed, REVIEWER, publish), Err(VisitRefusal::NoRight));
}

#[test]
fn the_second_of_two_reviewers_is_told_what_the_first_decided() {
    let signed = facts(1, false);
    let mut review = VisitReview::default();
    take(&mut review, &signed, REVIEWER, VisitStep::TakenUp).unwrap();
    let of_a01 = Subject::Finding(key("A01-0"));
    let both_saw = review.version_of(&of_a01);
    let regrade = Some(Regrade { severity: Severity::Major, reason: "ở nơi đông dân".into() });
    let heavier = VisitStep::Ruled {
        finding: key("A01-0"),
        seen: seen("bảng mờ"),
        ruling: Ruling::Accepted { wording: None, regrade },
    };
    review.take(&signed, REVIEWER, both_saw, stamp("ha"), heavier.clone()).unwrap();
    let second =
        review.take(&signed, REVIEWER, both_saw, stamp("khanh"), accept("A01-0", "bảng mờ")).map(drop);
    assert_eq!(second, Err(VisitRefusal::Overtaken { seen: 0, now: 2 }));
    let missed: Vec<_> = review.since(&of_a01, both_saw).map(|entry| &entry.step).collect();
    assert_eq!(missed, [&heavier]);
    let elsewhere = review.version_of(&Subject::Finding(key("B09-0")));
    review.take(&signed, REVIEWER, elsewhere, stamp("khanh"), accept("B09-0", "bậc cao")).unwrap();
}

#[test]
fn a_decision_holds_only_for_what_was_seen() {
    let signed = facts(1, false);
    let mut review = concluded(&signed);
    take(&mut review, &signed, REVIEWER, VisitStep::Reopened { reason: "số liệu đã sửa".into() }).unwrap();
    let mut changed = facts(2, false);
    changed.findings.insert(key("A01-0"), seen("bảng rách"));
    let conclude = VisitStep::Concluded { heads: changed.heads.clone() };
    let undecided = Err(VisitRefusal::Undecided(vec![key("A01-0")]));
    assert_eq!(take(&mut review, &changed, REVIEWER, conclude.clone()), undecided);
    take(&mut review, &changed, REVIEWER, accept("A01-0", "bảng rách")).unwrap();
    take(&mut review, &changed, REVIEWER, conclude).unwrap();
}

#[test]
fn work_that_arrives_after_the_conclusion_has_to_be_looked_at_before_publication() {
    let signed = facts(1, false);
    let mut review = concluded(&signed);
    let late = facts(2, false);
    let publish =
        |heads: &VisitFacts| VisitStep::Published { number: 1, heads: heads.heads.clone(), corrects: None };
    assert_eq!(take(&mut review, &late, LEADER, publish(&late)), Err(VisitRefusal::Changed));
    assert_eq!(take(&mut review, &late, LEADER, publish(&signed)), Err(VisitRefusal::Changed));
    let unmerged = VisitFacts { merged: false, ..signed.clone() };
    assert_eq!(take(&mut review, &unmerged, LEADER, publish(&signed)), Err(VisitRefusal::Unmerged));
}

#[test]
fn what_was_sent_back_or_added_counts() {
    let signed = facts(1, false);
    let mut review = VisitReview::default();
    take(&mut review, &signed, REVIEWER, VisitStep::TakenUp).unwrap();
    let item = || "A02".parse().unwrap();
    let back = VisitStep::SentBack { item: item(), comment: "đếm lại".into() };
    take(&mut review, &signed, REVIEWER, back).unwrap();
    take(&mut review, &signed, REVIEWER, accept("A01-0", "bảng mờ")).unwrap();
    let ruling = Ruling::Rejected { reason: "đã sửa tại chỗ".into() };
    let reject = VisitStep::Ruled { finding: key("B09-0"), seen: seen("bậc cao"), ruling };
    take(&mut review, &signed, REVIEWER, reject).unwrap();
    let conclude = VisitStep::Concluded { heads: signed.heads.clone() };
    let open = Err(VisitRefusal::Unanswered(vec![item()]));
    assert_eq!(take(&mut review, &signed, REVIEWER, conclude.clone()), open);
    let answered = VisitStep::Answered { item: item(), note: "đã đếm lại".into() };
    take(&mut review, &signed, REVIEWER, answered).unwrap();
    let finding = AddedFinding {
        item: item(),
        severity: Severity::Major,
        statement: "Sổ không đóng dấu giáp lai".into(),
        remedy: "Đóng dấu".into(),
        reason: "Ảnh 3".into(),
    };
    take(&mut review, &signed, REVIEWER, VisitStep::Added { number: 1, finding }).unwrap();
    take(&mut review, &signed, REVIEWER, conclude).unwrap();
    let confirmed = review.confirmed(&[]);
    assert_eq!(confirmed.len(), 1, "the rejected one is gone");
    assert_eq!((confirmed[0].key.to_string().as_str(), confirmed[0].severity), ("them-1", Severity::Major));
}

/// Anything that anybody might try, sensible or not.
fn attempt() -> impl Strategy<Value = (u8, Standing, VisitStep)> {
    let heads = || prop_oneof![Just(1_u8), Just(2)].prop_map(|n| vec![ChangeHash([n; 32])]);
    let text = || prop_oneof![4 => Just("có lý do".to_owned()), 1 => Just(String::new())];
    let item = || prop_oneof![Just("A01"), Just("A02"), Just("Z99")].prop_map(|i| i.parse().unwrap());
    let finding = prop_oneof![Just(("A01-0", "bảng mờ")), Just(("B09-0", "bậc cao")), Just(("C01-0", "?"))];
    let step = prop_oneof![
        3 => Just(VisitStep::TakenUp),
        6 => finding.prop_map(|(key, statement)| accept(key, statement)),
        1 => (item(), text()).prop_map(|(item, comment)| VisitStep::SentBack { item, comment }),
        2 => (item(), text()).prop_map(|(item, note)| VisitStep::Answered { item, note }),
        2 => text().prop_map(|reason| VisitStep::SetAside {
            question: question("A02"),
            answers: vec![Answer::Ratio(240, 250), Answer::Ratio(243, 250)],
            reason,
        }),
        4 => heads().prop_map(|heads| VisitStep::Concluded { heads }),
        1 => text().prop_map(|reason| VisitStep::Reopened { reason }),
        4 => (1..4_i64, heads(), prop::option::of(1..4_i64))
            .prop_map(|(number, heads, corrects)| VisitStep::Published { number, heads, corrects }),
    ];
    let standing = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), prop::bool::weighted(0.3))
        .prop_map(|(reviews, publishes, inspected, leads)| Standing { reviews, publishes, inspected, leads });
    // 0: disputed, 1: settled, 2: later work, 3: not merged.
    (prop_oneof![2 => Just(0_u8), 5 => Just(1), 1 => Just(2), 1 => Just(3)], standing, step)
}

fn world(kind: u8) -> VisitFacts {
    match kind {
        0 => facts(1, true),
        2 => facts(2, false),
        3 => VisitFacts { merged: false, ..facts(1, false) },
        _ => facts(1, false),
    }
}

proptest! {
    #[test]
    fn no_path_publishes_what_is_disputed_unseen_or_approved_by_who_inspected(
        attempts in prop::collection::vec(attempt(), 0..60)
    ) {
        let mut review = VisitReview::default();
        for (kind, standing, step) in attempts {
            let facts = world(kind);
            let before = review.clone();
            let seen = before.version_of(&step.subject());
            let taken = review.take(&facts, standing, seen, stamp("ha"), step.clone()).map(drop);
            let kept = before.entries().len();
            prop_assert_eq!(&review.entries()[..kept], before.entries(), "nothing is lost or changed");
            prop_assert_eq!(review.entries().len(), kept + usize::from(taken.is_ok()));
            prop_assert_eq!(&VisitReview::replay(review.entries().to_vec()), &review);
            if taken.is_err() { continue }
            if let VisitStep::Published { heads, .. } | VisitStep::Concluded { heads } = &step {
                prop_assert!(before.blocking(&facts).is_empty() && before.undecided(&facts).is_empty());
                prop_assert!(before.sent_back().is_empty() && facts.merged && !standing.inspected);
                prop_assert_eq!(heads, &facts.heads);
            }
            if let VisitStep::Published { heads, .. } = &step {
                prop_assert!(standing.publishes);
                prop_assert_eq!(before.concluded_on(), Some(heads.as_slice()));
            }
        }
        let numbers: BTreeSet<VisitState> = [review.state(&world(1))].into();
        prop_assert!(VisitState::ALL.iter().any(|state| numbers.contains(state)));
    }
}
