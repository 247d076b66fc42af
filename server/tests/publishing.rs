//! Many concluded visits are published at once, and everybody sees what waits for them.

use crate::review::{Browser, conclude, inspect, recommendations};
use crate::support::{Office, blocking};
use server::accounts::{Role, Scope};
use server::store::{self, visit};
use std::time::{Duration, Instant};

/// The page once the job is over.
async fn over(browser: &Browser, page: &str) -> String {
    let begun = Instant::now();
    loop {
        let (code, html) = browser.get(page).await;
        assert_eq!(code, 200);
        if html.contains("role=\"status\"") {
            return html;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "never over: {html}");
        rocket::tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[rocket::async_test]
async fn many_are_published_at_once_and_a_refusal_names_its_unit_and_stops_nobody() {
    let office = Office::with_campaign();
    let campaign = "phu-xuyen-2018".parse().unwrap();
    let list = |reader: &store::Reader| visit::of_campaign(reader, &Scope::operator(), &campaign);
    let visits = blocking(|| office.store.read_blocking(list)).unwrap();
    inspect(&office, &visits[0], false, ("an", 1), ("binh", 2));
    inspect(&office, &visits[1], true, ("chi", 3), ("binh", 4));
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    office.account("chi", Role::OfficeLeader);
    let chi = Browser::enter(&office, "chi").await;

    // Before: two visits to review; the second has a question for its own team, which does not review it.
    let (_, html) = reviewer.get("/viec-cua-toi").await;
    assert!(html.contains("Chờ thẩm định <span class=\"muted\">2</span>"), "{html}");
    assert!(html.contains("<span class=\"count\">2</span>"));
    let (_, html) = chi.get("/viec-cua-toi").await;
    assert!(html.contains("Chờ đoàn thống nhất") && html.contains("1 nội dung chưa thống nhất"));
    assert!(html.contains("Chờ thẩm định <span class=\"muted\">1</span>"), "{html}");

    conclude(&reviewer, &visits[0].id).await;
    let page = "/cong-bo/dot/phu-xuyen-2018";
    let (_, html) = leader.get(page).await;
    assert!(html.contains(&visits[0].unit_name) && !html.contains(&visits[1].unit_name));
    let chosen = html.split("name=\"chon\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(reviewer.get(page).await.0, 403);
    let (code, html) = leader.send(page, page, &[("symbol", "")]).await;
    assert!(code == 200 && html.contains("Chưa chọn đơn vị nào"));

    // Somebody went on with the review after the page was opened.
    let stale = format!("{}.1", chosen.split('.').next().unwrap());
    assert_eq!(leader.send(page, page, &[("symbol", ""), ("chon", &stale)]).await.0, 303);
    let html = over(&leader, page).await;
    assert!(html.contains("1 đơn vị chưa công bố được") && html.contains("người khác đã thay đổi"), "{html}");
    assert!(recommendations(&office, &visits[0].id).is_empty());

    let (_, html) = leader.get("/viec-cua-toi").await;
    assert!(html.contains("1 cuộc kiểm tra đã kết luận"), "{html}");
    assert_eq!(leader.send(page, page, &[("symbol", "12/TB"), ("chon", &chosen)]).await.0, 303);
    let html = over(&leader, page).await;
    assert!(html.contains("Đã công bố 1 đơn vị") && html.contains("Không còn cuộc kiểm tra"), "{html}");
    let made = recommendations(&office, &visits[0].id);
    assert_eq!(made.len(), 2);
    assert!(made[0].content.responsible.starts_with("Chủ tịch UBND") && !made[0].content.content.is_empty());
    let (_, events) = leader.get(&format!("{page}/dong")).await;
    assert!(events.contains("event:lines") && events.contains("event:last"), "{events}");

    // Now it is the unit's turn; it has no office pages.
    let commune = visits[0].organisation.clone().unwrap();
    office.account_in("xa", Role::CommuneOfficer, commune.as_str(), ("2010-01-01", None));
    let officer = Browser::enter(&office, "xa").await;
    let (_, html) = officer.get("/kien-nghi").await;
    assert!(html.contains("Kiến nghị <span class=\"count\">2</span>"), "{html}");
    assert!(officer.get("/viec-cua-toi").await.1.contains("Kiến nghị đơn vị phải khắc phục"));
}
