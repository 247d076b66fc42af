//! What a commune answers to its recommendations, and what the office says to that, through the pages.

use crate::review::{Browser, conclude, first_visit, inspect, publish, recommendations, signed};
use crate::support::{Office, blocking};
use rocket::http::ContentType;
use schemas::review::RemediationState;
use server::accounts::Role;
use server::campaigns::worklist_of;
use server::store::{self, assessment, visit};

/// A published visit with two recommendations, a reviewer and an officer of the visited commune.
pub(crate) async fn published(due: &str) -> (Office, visit::Visit, Browser, Browser) {
    let (office, visit, _) = signed(false);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    conclude(&reviewer, &visit.id).await;
    publish(&leader, &visit.id, due).await;
    let commune = visit.organisation.clone().unwrap();
    office.account_in("xa", Role::CommuneOfficer, commune.as_str(), ("2010-01-01", None));
    let officer = Browser::enter(&office, "xa").await;
    (office, visit, reviewer, officer)
}

/// Sends one of the unit's forms with a file.
pub(crate) async fn answer(
    officer: &Browser,
    no: i64,
    act: &str,
    fields: &[(&str, &str)],
    file: Option<&[u8]>,
) -> (u16, String) {
    let page = format!("/kien-nghi/{no}");
    let action = format!("{page}/{act}");
    let csrf = officer.hidden(&page, &action, "csrf").await;
    let version = officer.hidden(&page, &action, "version").await;
    let mut body = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        body.extend_from_slice(
            format!("--ranh-gioi\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in [("csrf", csrf.as_str()), ("version", version.as_str())].iter().chain(fields) {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    if let Some(bytes) = file {
        part("name=\"files\"; filename=\"bảng mới.png\"\r\nContent-Type: image/png".to_owned(), bytes);
    }
    body.extend_from_slice("--ranh-gioi--\r\n".as_bytes());
    let kind = ContentType::new("multipart", "form-data").with_params([("boundary", "ranh-gioi")]);
    let response = officer.0.post(action).header(kind).body(body).dispatch().await;
    let to = response.headers().get_one("Location").map(str::to_owned);
    (response.status().code, to.unwrap_or(response.into_string().await.unwrap_or_default()))
}

/// A picture of one pixel.
pub(crate) fn picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(1, 1).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

pub(crate) fn state(office: &Office, visit: &visit::Visit, number: usize) -> RemediationState {
    recommendations(office, &visit.id)[number].state
}

#[rocket::async_test]
async fn a_commune_reports_and_the_office_verifies_and_closes() {
    let (office, visit, reviewer, officer) = published("10 ngày làm việc").await;
    let no = recommendations(&office, &visit.id)[0].no;
    let (code, html) = officer.get("/kien-nghi").await;
    assert!(code == 200 && html.contains("Việc cần làm, hạn") && html.contains("Thay bảng niêm yết"));
    assert_eq!(answer(&officer, no, "tiep-nhan", &[], None).await.0, 303);
    assert_eq!(state(&office, &visit, 0), RemediationState::Acknowledged);

    let words = [("words", "Đã thay bảng mới"), ("extent", "whole"), ("number", ""), ("date", "")];
    let (code, html) = answer(&officer, no, "bao-cao", &words, None).await;
    assert!(
        code == 422 && html.contains("cần số văn bản, ảnh hoặc tệp") && html.contains("Đã thay bảng mới")
    );
    let (code, html) = answer(&officer, no, "bao-cao", &words, Some(b"MZ a program")).await;
    assert!(code == 422 && html.contains("Không nhận tệp"), "{code}");
    let (code, to) = answer(&officer, no, "bao-cao", &words, Some(&picture())).await;
    assert_eq!(code, 303, "{to}");
    assert_eq!(state(&office, &visit, 0), RemediationState::Reported);

    let (_, html) = reviewer.get("/khac-phuc").await;
    assert!(html.contains(&visit.unit_name) && html.contains("chờ xác nhận"));
    let page = format!("/khac-phuc/{no}");
    let (_, html) = reviewer.get(&page).await;
    assert!(html.contains("Đã thay bảng mới"));
    let file =
        html.split(&format!("href=\"{page}/tep/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let sent = reviewer.0.get(format!("{page}/tep/{file}")).dispatch().await;
    assert_eq!((sent.status().code, sent.content_type()), (200, Some(ContentType::PNG)));
    assert_eq!(officer.get(&format!("/kien-nghi/{no}/tep/{file}?nho=1")).await.0, 200);
    let other = recommendations(&office, &visit.id)[1].no;
    assert_eq!(officer.get(&format!("/kien-nghi/{other}/tep/{file}")).await.0, 404, "another one's file");

    let back = [("words", "Ảnh mờ, chụp lại"), ("date", "")];
    assert_eq!(reviewer.send(&page, &format!("{page}/lam-lai"), &back).await.0, 303);
    let words =
        [("words", "Chụp lại"), ("extent", "whole"), ("number", "45/BC-UBND"), ("date", "2026-11-20")];
    assert_eq!(answer(&officer, no, "bao-cao", &words, None).await.0, 303);
    assert_eq!(reviewer.send(&page, &format!("{page}/xac-nhan"), &[("words", "Đã xem ảnh")]).await.0, 303);
    assert_eq!(state(&office, &visit, 0), RemediationState::Verified);
    assert_eq!(reviewer.send(&page, &format!("{page}/dong"), &[("words", "")]).await.0, 303);
    assert_eq!(state(&office, &visit, 0), RemediationState::Closed);
    let (_, html) = officer.get(&format!("/kien-nghi/{no}")).await;
    for text in ["Cơ quan yêu cầu làm lại", "Ảnh mờ, chụp lại", "45/BC-UBND", "Cơ quan đóng kiến nghị"]
    {
        assert!(html.contains(text), "{text}");
    }
    let (code, html) = officer.get("/kien-nghi/in").await;
    assert!(code == 200 && html.contains("Danh sách đến ngày") && html.contains("Đã xong (1)"));
}

#[rocket::async_test]
async fn an_extension_is_granted_and_disputes_end_upheld_or_withdrawn() {
    let (office, visit, reviewer, officer) = published("trước ngày 01/8/2030").await;
    let [one, two] = [0, 1].map(|at| recommendations(&office, &visit.id)[at].no);
    let ask = [("words", "Chờ kinh phí"), ("date", "2030-07-31")];
    let (code, html) = answer(&officer, one, "gia-han", &ask, None).await;
    assert!(code == 422 && html.contains("phải sau ngày 31/07/2030"));
    let ask = [("words", "Chờ kinh phí"), ("date", "2030-08-31")];
    assert_eq!(answer(&officer, one, "gia-han", &ask, None).await.0, 303);
    let page = format!("/khac-phuc/{one}");
    assert!(reviewer.get(&page).await.1.contains("Chờ kinh phí"));
    assert_eq!(reviewer.send(&page, &format!("{page}/gia-han"), &[("date", "2030-08-15")]).await.0, 303);
    assert_eq!(recommendations(&office, &visit.id)[0].due.to_string(), "2030-08-15");

    for (no, act, expected) in
        [(one, "giu-nguyen", RemediationState::Open), (two, "rut", RemediationState::Withdrawn)]
    {
        let dispute = [("words", "Bảng đã có từ trước")];
        assert_eq!(answer(&officer, no, "de-nghi-xem-xet", &dispute, Some(&picture())).await.0, 303);
        let page = format!("/khac-phuc/{no}");
        let (form, action) = (format!("{page}/giu-nguyen"), format!("{page}/{act}"));
        assert_eq!(reviewer.send_by(&page, &form, &action, &[("words", "Đã xem")]).await.0, 303);
        let at = usize::from(no == two);
        assert_eq!(state(&office, &visit, at), expected);
    }
    let explain = [("words", "Thiếu người do đi họp")];
    assert_eq!(answer(&officer, one, "giai-trinh", &explain, None).await.0, 303);
    let csrf = reviewer.hidden("/khac-phuc/1", "/dang-xuat", "csrf").await;
    let fields = [("csrf", csrf.as_str()), ("version", "99"), ("words", "vội")];
    let (code, html) = reviewer.post(&format!("/khac-phuc/{one}/dong"), &fields).await;
    assert!(code == 422 && html.contains("không còn ở bước này"), "nothing is closed that was not verified");
}

#[rocket::async_test]
async fn another_commune_sees_nothing_and_people_of_the_office_have_no_portal() {
    let (office, visit, reviewer, _) = published("10 ngày làm việc").await;
    office.account_in("xa-khac", Role::CommuneOfficer, "04", ("2010-01-01", None));
    let stranger = Browser::enter(&office, "xa-khac").await;
    let no = recommendations(&office, &visit.id)[0].no;
    assert_eq!(stranger.get(&format!("/kien-nghi/{no}")).await.0, 404);
    assert!(stranger.get("/kien-nghi").await.1.contains("Chưa có kiến nghị nào"));
    assert_eq!(reviewer.get("/kien-nghi").await.0, 403);
}

#[rocket::async_test]
async fn the_overview_ranks_what_can_be_compared_and_counts_what_is_open() {
    let (office, visit, reviewer, officer) = published("10 ngày làm việc").await;
    let (code, html) = reviewer.get("/tong-hop/phu-xuyen-2018").await;
    assert_eq!(code, 200);
    for text in
        ["Xếp hạng", "<svg", visit.unit_name.as_str(), "2 kiến nghị", "Chờ tiếp nhận", "Trong hạn", "A01"]
    {
        assert!(html.contains(text), "{text}");
    }
    assert!(!html.contains("style="));
    assert!(reviewer.get("/tong-hop").await.1.contains("/tong-hop/phu-xuyen-2018"));
    assert_eq!(officer.get("/tong-hop").await.0, 403);
    drop(office);
}

/// Xã Hoàng Long of 2018, which became a part of xã Phượng Dực, and an officer of xã Phượng Dực of today.
#[rocket::async_test]
async fn the_commune_that_took_over_answers_for_what_it_inherited() {
    let office = Office::new();
    let text = Office::campaign_text();
    let [one, two] = Office::units();
    let text = text.replace(&format!("\"{one}\""), "\"10303\"").replace(&format!("\"{two}\""), "\"10276\"");
    office.import(&text).unwrap();
    let visit = first_visit(&office, "phu-xuyen-2018");
    assert_eq!(visit.unit.as_str(), "10303");
    inspect(&office, &visit, false, ("an", 1), ("binh", 2));
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    conclude(&reviewer, &visit.id).await;
    publish(&leader, &visit.id, "10 ngày làm việc").await;

    let today = server::clock::day(server::clock::now());
    let directory = blocking(|| office.store.read_blocking(server::catalogue::Directory::read)).unwrap();
    let successor = directory.of_unit(&"10279".parse().unwrap(), today).unwrap().id.clone();
    assert_ne!(Some(&successor), visit.organisation.as_ref());
    office.account_in("xa", Role::CommuneOfficer, successor.as_str(), ("2025-07-01", None));
    let officer = Browser::enter(&office, "xa").await;
    let (_, html) = officer.get("/kien-nghi").await;
    assert!(html.contains("Tiếp nhận từ") && html.contains("Xã Hoàng Long"), "the old name stays");
    let no = recommendations(&office, &visit.id)[0].no;
    assert_eq!(answer(&officer, no, "tiep-nhan", &[], None).await.0, 303);
    let previous = |reader: &store::Reader| store::recommendation::previous(reader, &successor, today);
    let previous = blocking(|| office.store.read_blocking(previous)).unwrap();
    assert_eq!(previous.states.len(), 2, "the next visit of the successor begins with what is open");
}

#[rocket::async_test]
async fn a_finding_that_is_found_again_rises_one_step() {
    let (office, visit, ..) = published("10 ngày làm việc").await;
    let again = Office::campaign_text()
        .replace("id = \"phu-xuyen-2018\"", "id = \"phuc-tra-2018\"")
        .replace("2018-02-22", "2018-09-20");
    office.import(&again).unwrap();
    let later = first_visit(&office, "phuc-tra-2018");
    assert_eq!(later.unit, visit.unit);
    let an = "an".parse().unwrap();
    let worklist = blocking(|| office.store.read_blocking(|reader| worklist_of(reader, &an))).unwrap();
    let planned = worklist.visits.iter().find(|planned| planned.id == later.id).unwrap();
    let items: Vec<&str> = planned.previous_findings.iter().map(|item| item.as_str()).collect();
    assert_eq!(items, ["A01", "B08"], "what the tablets show as found before");
    assert_eq!(planned.previous_recommendations, Some((0, 2)), "what G03 asks");
    inspect(&office, &later, false, ("an", 3), ("binh", 4));
    let id = later.id;
    let kept =
        blocking(|| office.store.read_blocking(|reader| assessment::get(reader, &id))).unwrap().unwrap();
    assert_eq!((kept.figures.minors, kept.figures.majors), (0, 2), "minor findings of before are major now");
}

#[rocket::async_test]
async fn a_follow_up_visits_the_units_whose_recommendations_are_open() {
    let (office, visit, reviewer, officer) = published("10 ngày làm việc").await;
    let leader = Browser::enter(&office, "lanh-dao").await;
    let plan = "/ke-hoach/phu-xuyen-2018";
    let make = format!("{plan}/phuc-tra");
    let (_, html) = leader.get(plan).await;
    assert!(html.contains("Còn 2 kiến nghị của kế hoạch này chưa xong"), "{html}");
    let (code, html) = leader.send(plan, &make, &[("title", "Phúc tra"), ("first_day", "2018-02-01")]).await;
    assert!(code == 422 && html.contains("phải sau mọi cuộc kiểm tra"), "{html}");
    let fields = [("title", "Phúc tra đầu xuân"), ("first_day", "2018-09-20")];
    let (code, to) = leader.send(plan, &make, &fields).await;
    assert_eq!((code, to.as_str()), (303, "/ke-hoach/phuc-tra-dau-xuan-2018?bao=da-lap-phuc-tra"));
    let made = first_visit(&office, "phuc-tra-dau-xuan-2018");
    assert_eq!(
        (made.unit, made.date.to_string(), made.team),
        (visit.unit.clone(), "2018-09-20".into(), visit.team.clone())
    );
    let (_, html) = leader.get("/ke-hoach/phuc-tra-dau-xuan-2018").await;
    assert!(
        html.contains("Số cuộc kiểm tra: 1.") && html.contains("theo Kế hoạch số 15/KH-UBND ngày 30/01/2018"),
        "{html}"
    );

    // With nothing open there is nothing to look at again.
    for kept in recommendations(&office, &visit.id) {
        let words =
            [("words", "Xong"), ("extent", "whole"), ("number", "45/BC-UBND"), ("date", "2026-11-20")];
        assert_eq!(answer(&officer, kept.no, "tiep-nhan", &[], None).await.0, 303);
        assert_eq!(answer(&officer, kept.no, "bao-cao", &words, None).await.0, 303);
        let page = format!("/khac-phuc/{}", kept.no);
        assert_eq!(reviewer.send(&page, &format!("{page}/xac-nhan"), &[("words", "Đã xem")]).await.0, 303);
        assert_eq!(reviewer.send(&page, &format!("{page}/dong"), &[("words", "")]).await.0, 303);
    }
    assert!(!leader.get(plan).await.1.contains(&make));
    let csrf = leader.hidden(plan, &format!("{plan}/bat-dau"), "csrf").await;
    let version = leader.hidden(plan, &format!("{plan}/bat-dau"), "version").await;
    let all = [("csrf", csrf.as_str()), ("version", version.as_str()), fields[0], fields[1]];
    let (code, html) = leader.post(&make, &all).await;
    assert!(code == 422 && html.contains("không còn kiến nghị nào"), "{html}");
}

#[rocket::async_test]
async fn a_personal_link_opens_one_unit_once_and_can_be_withdrawn() {
    let (office, visit, reviewer, _) = published("10 ngày làm việc").await;
    let no = recommendations(&office, &visit.id)[0].no;
    let page = format!("/khac-phuc/{no}/lien-ket");
    let (code, html) = reviewer.send(&page, &page, &[("name", " ")]).await;
    assert!(code == 200 && html.contains("Cần ghi họ và tên"), "{code}");
    let make = async |name: &str| {
        let (code, html) = reviewer.send(&page, &page, &[("name", name)]).await;
        assert!(code == 200 && html.contains("class=\"qr\""), "{html}");
        let token = html.split("/don-vi/").nth(1).unwrap().split('<').next().unwrap();
        format!("/don-vi/{token}")
    };
    let path = make("Vũ Thị Mai").await;
    let mai = Browser(office.client().await);
    assert_eq!(mai.get(&path).await.0, 200);
    assert_eq!(mai.get(&path).await.0, 200, "looking uses nothing up");
    assert_eq!(mai.send(&path, &path, &[]).await, (303, "/kien-nghi".to_owned()));
    let (code, html) = mai.get("/kien-nghi").await;
    assert!(code == 200 && html.contains("Vũ Thị Mai") && html.contains("/kien-nghi/"));
    assert_eq!(answer(&mai, no, "tiep-nhan", &[], None).await.0, 303);
    assert_eq!(mai.get("/khac-phuc").await.0, 403);
    assert_eq!(Browser(office.client().await).get(&path).await.0, 410, "once");

    // Withdrawn: neither the session goes on, nor does an unused link open anything.
    let unused = make("Vũ Thị Mai").await;
    let (_, html) = reviewer.get(&page).await;
    let links: Vec<&str> = html
        .split(&format!("action=\"{page}/"))
        .skip(1)
        .map(|part| part.split('/').next().unwrap())
        .collect();
    assert_eq!(links.len(), 2);
    for link in links {
        assert_eq!(reviewer.send(&page, &format!("{page}/{link}/thu-hoi"), &[]).await.0, 303);
    }
    assert_eq!(mai.get("/kien-nghi").await.0, 303, "logged out");
    assert_eq!(Browser(office.client().await).get(&unused).await.0, 410);
    let deeds = office.deeds(20);
    for deed in ["unit-link-made", "unit-link-withdrawn", "logged-in"] {
        assert!(deeds.iter().any(|known| known == deed), "{deed}");
    }
    office.account_in("xa-khac", Role::Reviewer, "04", ("2010-01-01", None));
    let stranger = Browser::enter(&office, "xa-khac").await;
    assert_eq!(stranger.get(&page).await.0, 404, "another province's");
}
