//! Remediation: how a recommendation is answered, and what no order of steps ever reaches.

use ::schemas::ids::PhotoId;
use ::schemas::review::{
    Dispute, DocumentRef, Evidence, Extent, Lateness, Party, Remediation, RemediationRefusal,
    RemediationState, RemediationStep, Stamp, carried_over,
};
use RemediationStep::*;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The last day of all these recommendations.
fn due() -> NaiveDate {
    day("2018-03-15")
}

fn on(date: NaiveDate) -> Stamp {
    Stamp { by: "xa".parse().unwrap(), at: 0, day: date }
}

fn report(extent: Extent) -> RemediationStep {
    let document = Some(DocumentRef { number: "45/BC-UBND".into(), date: day("2018-03-09") });
    Reported { extent, text: "Đã thay bảng".into(), document, evidence: Vec::new() }
}

fn words() -> String {
    "có lý do".to_owned()
}

/// Takes steps one after the other, each by the side whose step it is.
fn after(steps: &[(&str, RemediationStep)]) -> Result<Remediation, RemediationRefusal> {
    let mut remediation = Remediation::begin(due());
    for (date, step) in steps {
        let (side, seen) = (step.party(), remediation.version());
        remediation.take(side, seen, on(day(date)), step.clone())?;
    }
    Ok(remediation)
}

#[test]
fn a_shortcoming_is_mended_proved_and_closed() {
    let steps = [
        ("2018-03-01", Acknowledged),
        ("2018-03-05", report(Extent::Part)),
        ("2018-03-09", report(Extent::Whole)),
        ("2018-03-12", SentBack { reason: "ảnh mờ".into(), due: None }),
        ("2018-03-14", report(Extent::Whole)),
        ("2018-03-16", Verified { note: "đã xem ảnh".into() }),
        ("2018-03-16", Closed { note: String::new() }),
    ];
    use RemediationState as S;
    let states = [S::Acknowledged, S::Acknowledged, S::Reported, S::SentBack, S::Reported, S::Verified];
    for (number, state) in states.into_iter().enumerate() {
        assert_eq!(after(&steps[..=number]).unwrap().state(), state);
    }
    let closed = after(&steps).unwrap();
    assert_eq!((closed.state(), closed.entries().len()), (S::Closed, 7));
    assert_eq!(closed.lateness(day("2018-09-01")), Some(Lateness::InTime), "reported on the 14th");
}

#[test]
fn deadlines_are_soon_due_and_over() {
    let open = Remediation::begin(due());
    let on = |date: &str| open.lateness(day(date)).unwrap();
    assert_eq!(on("2018-03-07"), Lateness::Far);
    assert_eq!(on("2018-03-08"), Lateness::Soon);
    assert_eq!(on("2018-03-13"), Lateness::Soon);
    assert_eq!(on("2018-03-14"), Lateness::Due);
    assert_eq!(on("2018-03-15"), Lateness::Due);
    assert_eq!(on("2018-03-16"), Lateness::Overdue);
    let late = after(&[("2018-03-20", report(Extent::Whole))]).unwrap();
    assert_eq!(late.lateness(day("2018-03-21")), Some(Lateness::Late));
    let back = after(&[
        ("2018-03-10", report(Extent::Whole)),
        ("2018-03-12", SentBack { reason: words(), due: None }),
    ]);
    assert_eq!(back.unwrap().lateness(day("2018-03-16")), Some(Lateness::Overdue));
}

#[test]
fn an_extension_moves_the_last_day_only_when_it_is_granted() {
    let ask = ("2018-03-10", ExtensionAsked { until: day("2018-03-30"), reason: words() });
    let asked = after(std::slice::from_ref(&ask)).unwrap();
    assert_eq!((asked.due(), asked.waits_for_office()), (due(), true));
    let refused = after(&[ask.clone(), ("2018-03-11", ExtensionRefused { reason: words() })]).unwrap();
    assert_eq!((refused.due(), refused.extension()), (due(), None));
    let granted = after(&[ask, ("2018-03-11", ExtensionGranted { until: day("2018-03-26") })]).unwrap();
    assert_eq!(granted.due(), day("2018-03-26"));
    let earlier = after(&[("2018-03-10", ExtensionAsked { until: due(), reason: words() })]);
    assert_eq!(earlier, Err(RemediationRefusal::NotLater { due: due() }));
    let unasked = after(&[("2018-03-10", ExtensionGranted { until: day("2018-03-26") })]);
    assert_eq!(unasked, Err(RemediationRefusal::OutOfOrder));
}

#[test]
fn a_dispute_ends_upheld_or_with_the_finding_withdrawn() {
    let dispute = ("2018-03-02", Disputed { reason: words(), evidence: Vec::new() });
    let upheld = after(&[dispute.clone(), ("2018-03-05", DisputeUpheld { reason: words() })]).unwrap();
    assert_eq!((upheld.dispute(), upheld.state()), (Dispute::Upheld, RemediationState::Open));
    let again = after(&[
        dispute.clone(),
        ("2018-03-05", DisputeUpheld { reason: words() }),
        ("2018-03-06", Disputed { reason: words(), evidence: Vec::new() }),
    ]);
    assert_eq!(again, Err(RemediationRefusal::DisputeSettled));
    let withdrawn = after(&[dispute.clone(), ("2018-03-05", FindingWithdrawn { reason: words() })]).unwrap();
    assert_eq!(withdrawn.state(), RemediationState::Withdrawn);
    assert_eq!(withdrawn.lateness(day("2019-01-01")), None);
    let verified =
        after(&[dispute, ("2018-03-06", report(Extent::Whole)), ("2018-03-07", Verified { note: words() })]);
    assert_eq!(verified, Err(RemediationRefusal::DisputePending));
}

#[test]
fn only_what_is_overdue_is_brought_before_the_leader_and_only_proof_counts() {
    let escalate = Escalated { reason: words() };
    assert_eq!(after(&[("2018-03-15", escalate.clone())]), Err(RemediationRefusal::NotOverdue));
    assert!(after(&[("2018-03-16", escalate)]).unwrap().is_escalated());
    let nothing = |extent| Reported { extent, text: words(), document: None, evidence: Vec::new() };
    assert_eq!(after(&[("2018-03-05", nothing(Extent::Whole))]), Err(RemediationRefusal::Unproved));
    assert!(after(&[("2018-03-05", nothing(Extent::Part))]).is_ok());
    let photo =
        Evidence { id: PhotoId([1; 32]), name: "bang.jpg".into(), media_type: "image/jpeg".into(), size: 9 };
    let shown = Reported { extent: Extent::Whole, text: words(), document: None, evidence: vec![photo] };
    assert!(after(&[("2018-03-05", shown)]).is_ok());
}

#[test]
fn each_side_takes_its_own_steps_on_what_it_has_seen() {
    let mut remediation = Remediation::begin(due());
    let other = remediation.take(Party::Office, 0, on(due()), Acknowledged).map(drop);
    assert_eq!(other, Err(RemediationRefusal::OtherSide));
    remediation.take(Party::Unit, 0, on(due()), Acknowledged).unwrap();
    let overtaken = remediation.take(Party::Unit, 0, on(due()), report(Extent::Part)).map(drop);
    assert_eq!(overtaken, Err(RemediationRefusal::Overtaken { seen: 0, now: 1 }));
}

#[test]
fn withdrawn_recommendations_count_in_neither_part_of_g03() {
    use RemediationState as S;
    assert_eq!(carried_over([S::Closed, S::Verified, S::Open, S::Withdrawn, S::Reported]), (2, 4));
    assert_eq!(carried_over([]), (0, 0));
}

fn attempt() -> impl Strategy<Value = (Party, u64, RemediationStep)> {
    let text = || prop_oneof![5 => Just(words()), 1 => Just("  ".to_owned())];
    let date = || (0..60_u64).prop_map(|days| due() + Days::new(days) - Days::new(10));
    let extent = prop_oneof![Just(Extent::Part), Just(Extent::Whole)];
    let step = prop_oneof![
        2 => Just(Acknowledged),
        4 => extent.prop_map(report),
        2 => (date(), text()).prop_map(|(until, reason)| ExtensionAsked { until, reason }),
        1 => text().prop_map(|text| Explained { text, evidence: Vec::new() }),
        1 => text().prop_map(|reason| Disputed { reason, evidence: Vec::new() }),
        2 => date().prop_map(|until| ExtensionGranted { until }),
        1 => text().prop_map(|reason| ExtensionRefused { reason }),
        2 => text().prop_map(|reason| DisputeUpheld { reason }),
        1 => text().prop_map(|reason| FindingWithdrawn { reason }),
        2 => (text(), prop::option::of(date())).prop_map(|(reason, due)| SentBack { reason, due }),
        3 => text().prop_map(|note| Verified { note }),
        3 => text().prop_map(|note| Closed { note }),
        1 => (text(), date()).prop_map(|(reason, due)| Reopened { reason, due }),
        1 => text().prop_map(|reason| Escalated { reason }),
    ];
    (prop_oneof![Just(Party::Unit), Just(Party::Office)], 0..90_u64, step)
}

proptest! {
    #[test]
    fn no_path_closes_without_verification_or_loses_a_deadline_or_an_entry(
        attempts in prop::collection::vec(attempt(), 0..80)
    ) {
        let mut remediation = Remediation::begin(due());
        let mut reached = BTreeSet::new();
        for (side, days, step) in attempts {
            let before = remediation.clone();
            let today = day("2018-02-25") + Days::new(days);
            let taken = remediation.take(side, before.version(), on(today), step.clone()).map(drop);
            let kept = before.entries().len();
            prop_assert_eq!(&remediation.entries()[..kept], before.entries(), "nothing is lost or changed");
            prop_assert_eq!(remediation.entries().len(), kept + usize::from(taken.is_ok()));
            prop_assert_eq!(&Remediation::replay(due(), remediation.entries().to_vec()), &remediation);
            if taken.is_err() {
                prop_assert_eq!(&remediation, &before);
                continue;
            }
            reached.insert(remediation.state());
            // The last day only moves on, and only by a step of the office that names it.
            prop_assert!(remediation.due() >= before.due());
            if remediation.due() != before.due() {
                prop_assert_eq!((step.party(), step.date()), (Party::Office, Some(remediation.due())));
            }
            match remediation.state() {
                RemediationState::Closed => {
                    prop_assert!(matches!(before.state(), RemediationState::Verified | RemediationState::Closed));
                }
                RemediationState::Verified => {
                    prop_assert!(matches!(
                        before.state(),
                        RemediationState::Reported | RemediationState::Verified
                    ));
                    prop_assert!(remediation.dispute() != Dispute::Pending);
                }
                RemediationState::Withdrawn => prop_assert!(!remediation.waits_for_office()),
                _ => {
                    let reopened = matches!(step, Reopened { .. });
                    prop_assert!(!before.state().is_over() || reopened);
                }
            }
        }
        prop_assert!(reached.iter().all(|state| RemediationState::ALL.contains(state)));
    }
}
