//! An earlier visit of a unit that is published only after a later one was evaluated.

use crate::remediation::answer;
use crate::review::{
    Browser, accept_all, conclude, first_visit, inspect, publish, recommendations, signed, verify,
};
use crate::support::{CAMPAIGN, Office, blocking};
use schemas::ids::VisitId;
use server::accounts::Role;
use server::store::{self, assessment, change, visit};

/// A signed visit in spring, another one of the same unit in autumn, and nothing published yet.
async fn spring_and_autumn() -> (Office, visit::Visit, visit::Visit, Browser, Browser) {
    let (office, spring, ..) = signed(false);
    let again = Office::campaign_text()
        .replace("id = \"phu-xuyen-2018\"", "id = \"phuc-tra-2018\"")
        .replace("2018-02-22", "2018-09-20");
    office.import(&again).unwrap();
    let autumn = first_visit(&office, "phuc-tra-2018");
    inspect(&office, &autumn, false, ("an", 3), ("binh", 4));
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    (office, spring, autumn, reviewer, leader)
}

/// Minor and major findings.
fn severities(office: &Office, id: VisitId) -> (i64, i64) {
    let kept = blocking(|| office.store.read_blocking(|reader| assessment::get(reader, &id)));
    let figures = kept.unwrap().unwrap().figures;
    (figures.minors, figures.majors)
}

fn waits(office: &Office, id: &VisitId) -> bool {
    blocking(|| office.store.read_blocking(change::waiting_visits)).unwrap().contains(id)
}

#[rocket::async_test]
async fn a_visit_that_was_evaluated_is_evaluated_again_when_an_earlier_one_is_published() {
    let (office, spring, autumn, reviewer, leader) = spring_and_autumn().await;
    assert_eq!(severities(&office, autumn.id), (2, 0), "nothing was found before");
    let version = |reader: &store::Reader| store::person::worklist_version(reader, &"an".parse().unwrap());
    let known = blocking(|| office.store.read_blocking(version)).unwrap();
    conclude(&reviewer, &spring.id).await;
    assert!(!waits(&office, &autumn.id));
    publish(&leader, &spring.id, "10 ngày làm việc").await;
    assert!(waits(&office, &autumn.id) && !waits(&office, &spring.id));
    assert!(blocking(|| office.store.read_blocking(version)).unwrap() > known, "the tablets are told");

    // Nobody concludes on what is about to change.
    let page = format!("/tham-dinh/{}", autumn.id);
    assert_eq!(reviewer.send(&page, &format!("{page}/tiep-nhan"), &[]).await.0, 303);
    accept_all(&reviewer, &page).await;
    assert!(!reviewer.get(&page).await.1.contains("/ket-luan\""));
    verify(&office, &autumn.id);
    assert!(!waits(&office, &autumn.id));
    assert_eq!(severities(&office, autumn.id), (0, 2), "one step heavier");
    let (_, html) = reviewer.get(&page).await;
    assert!(html.contains("Tái phạm") || html.contains("tái phạm"), "{html}");

    // The commune was right about one of them: it was not found before after all.
    let no = recommendations(&office, &spring.id)[0].no;
    let commune = spring.organisation.clone().unwrap();
    office.account_in("xa", Role::CommuneOfficer, commune.as_str(), ("2010-01-01", None));
    let officer = Browser::enter(&office, "xa").await;
    let dispute = [("words", "Đó là bảng của xã bên")];
    assert_eq!(answer(&officer, no, "de-nghi-xem-xet", &dispute, None).await.0, 303);
    let page = format!("/khac-phuc/{no}");
    let (form, action) = (format!("{page}/giu-nguyen"), format!("{page}/rut"));
    assert_eq!(reviewer.send_by(&page, &form, &action, &[("words", "Ghi nhầm xã")]).await.0, 303);
    verify(&office, &autumn.id);
    assert_eq!(severities(&office, autumn.id), (1, 1));
}

#[rocket::async_test]
async fn what_is_concluded_stays_until_it_is_opened_again() {
    let (office, spring, autumn, reviewer, leader) = spring_and_autumn().await;
    conclude(&reviewer, &autumn.id).await;
    conclude(&reviewer, &spring.id).await;
    publish(&leader, &spring.id, "10 ngày làm việc").await;
    assert!(!waits(&office, &autumn.id));
    let page = format!("/tham-dinh/{}", autumn.id);
    assert_eq!(reviewer.send(&page, &format!("{page}/mo-lai"), &[("reason", "xem lại")]).await.0, 303);
    assert!(waits(&office, &autumn.id));
    verify(&office, &autumn.id);
    assert_eq!(severities(&office, autumn.id), (0, 2));
}

/// Xã Hoàng Long of 2018 became a part of xã Phượng Dực, which is visited in 2026.
#[rocket::async_test]
async fn what_was_found_in_a_predecessor_counts_for_the_successor() {
    let office = Office::new();
    let text = CAMPAIGN.replace("UNIT_1", "10303").replace("UNIT_2", "10276");
    office.import(&text).unwrap();
    let spring = first_visit(&office, "phu-xuyen-2018");
    inspect(&office, &spring, false, ("an", 1), ("binh", 2));
    let again = CAMPAIGN.replace("UNIT_1", "10279").replace("UNIT_2", "10273");
    let again = again.replace("id = \"phu-xuyen-2018\"", "id = \"phuong-duc-2026\"");
    office.import(&again.replace("2018-02-22", "2026-03-10")).unwrap();
    let later = first_visit(&office, "phuong-duc-2026");
    inspect(&office, &later, false, ("an", 3), ("binh", 4));
    let before = severities(&office, later.id);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    conclude(&reviewer, &spring.id).await;
    publish(&leader, &spring.id, "10 ngày làm việc").await;
    assert!(waits(&office, &later.id));
    verify(&office, &later.id);
    let after = severities(&office, later.id);
    assert!(after.1 > before.1, "{before:?} {after:?}");
}

#[rocket::async_test]
async fn visits_are_evaluated_again_when_their_plan_sets_targets() {
    let (office, visit, _) = signed(false);
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    let page = "/ke-hoach/phu-xuyen-2018/chi-tieu";
    assert_eq!(leader.send(page, page, &[("values[on_time_target]", "90")]).await.0, 303);
    assert!(waits(&office, &visit.id));
    verify(&office, &visit.id);
    assert!(!waits(&office, &visit.id));
    assert_eq!(leader.send(page, page, &[("values[on_time_target]", "90")]).await.0, 303);
    assert!(!waits(&office, &visit.id), "nothing changed");
}
