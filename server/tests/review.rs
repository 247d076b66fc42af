//! A visit from signed minutes to a published report, through the pages.

use crate::support::{Office, PASSWORD, blocking, log_in, post_form};
use crate::tablet::Tablet;
use rocket::local::asynchronous::Client;
use schemas::answer::Answer;
use schemas::ids::VisitId;
use server::accounts::{Role, Scope};
use server::store::{self, recommendation, template, visit};
use server::sync::verify::Verifier;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokiemtra");

/// An office with a visit that An and Bình inspected and An signed: two findings (A01, B08), and if `disputed` two
/// different answers to A02.
pub(crate) fn signed(disputed: bool) -> (Office, visit::Visit, Tablet) {
    let office = Office::with_campaign();
    let visit = first_visit(&office, "phu-xuyen-2018");
    let tablet = inspect(&office, &visit, disputed, ("an", 1), ("binh", 2));
    (office, visit, tablet)
}

pub(crate) fn first_visit(office: &Office, campaign: &str) -> visit::Visit {
    let campaign = campaign.parse().unwrap();
    let list = |reader: &store::Reader| visit::of_campaign(reader, &Scope::operator(), &campaign);
    blocking(|| office.store.read_blocking(list)).unwrap()[0].clone()
}

/// Two people inspect a visit; the first signs.
pub(crate) fn inspect(
    office: &Office,
    visit: &visit::Visit,
    disputed: bool,
    (leader, one): (&'static str, u8),
    (member, two): (&'static str, u8),
) -> Tablet {
    let hash = visit.template;
    let published = blocking(|| office.store.read_blocking(|reader| template::get(reader, &hash)));
    let beginning = published.unwrap().unwrap().beginning;
    let mut first = Tablet::new(leader, one, &beginning);
    let mut second = Tablet::new(member, two, &beginning);
    first.answer(1, "A01", Answer::No);
    first.answer(2, "B08", Answer::No);
    first.answer(3, "A02", Answer::Ratio(250, 250));
    if disputed {
        second.answer(4, "A02", Answer::Ratio(249, 250));
    } else {
        second.answer(4, "A04", Answer::Yes);
    }
    first.sign(10, visit, "Nguyễn Văn An");
    blocking(|| first.deliver(&office.store, visit));
    blocking(|| second.deliver(&office.store, visit));
    verify(office, &visit.id);
    first
}

pub(crate) fn verify(office: &Office, visit: &VisitId) {
    assert!(blocking(|| Verifier::new(office.store.clone(), Path::new(PROGRAM)).verify(visit)).unwrap());
}

/// Somebody's browser.
pub(crate) struct Browser(pub(crate) Client);

impl Browser {
    /// Logged in with an account that has a role everywhere.
    pub(crate) async fn of(office: &Office, name: &str, role: Role) -> Self {
        office.account(name, role);
        Self::enter(office, name).await
    }

    pub(crate) async fn enter(office: &Office, name: &str) -> Self {
        let client = office.client().await;
        assert_eq!(log_in(&client, name, PASSWORD).await.code, 303);
        Self(client)
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let response = self.0.get(path.to_owned()).dispatch().await;
        (response.status().code, response.into_string().await.unwrap_or_default())
    }

    /// The value of a hidden field in the form with this action.
    pub(crate) async fn hidden(&self, page: &str, action: &str, name: &str) -> String {
        let (_, html) = self.get(page).await;
        let (_, form) = html.split_once(&format!("action=\"{action}\"")).unwrap_or_else(|| {
            panic!("{page} has no form for {action}");
        });
        let (_, value) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        value.split('"').next().unwrap().to_owned()
    }

    /// Sends a form as its page would; gives the status, and the page or where it leads.
    pub(crate) async fn send(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> (u16, String) {
        self.send_by(page, action, action, fields).await
    }

    /// Sends a form by one of its other buttons.
    pub(crate) async fn send_by(
        &self,
        page: &str,
        form: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> (u16, String) {
        let csrf = self.hidden(page, form, "csrf").await;
        let (_, html) = self.get(page).await;
        let (_, form) = html.split_once(&format!("action=\"{form}\"")).unwrap();
        let form = form.split("</form>").next().unwrap();
        let version =
            form.split_once("name=\"version\" value=\"").map(|(_, rest)| rest.split('"').next().unwrap());
        let mut all = vec![("csrf", csrf.as_str())];
        if !fields.iter().any(|(name, _)| *name == "version") {
            all.extend(version.map(|version| ("version", version)));
        }
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    pub(crate) async fn post(&self, action: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let response = post_form(&self.0, action, fields).await;
        let to = response.headers().get_one("Location").map(str::to_owned);
        let code = response.status().code;
        (code, to.unwrap_or(response.into_string().await.unwrap_or_default()))
    }
}

const ACCEPT: [(&str, &str); 4] =
    [("ruling", "accept"), ("wording", "Bảng mờ"), ("severity", "minor"), ("reason", "")];

/// Takes up, accepts both findings and concludes.
pub(crate) async fn conclude(browser: &Browser, visit: &VisitId) {
    let page = format!("/tham-dinh/{visit}");
    assert_eq!(browser.send(&page, &format!("{page}/tiep-nhan"), &[]).await.0, 303);
    accept_all(browser, &page).await;
    let action = format!("{page}/ket-luan");
    let heads = browser.hidden(&page, &action, "heads").await;
    let (code, to) = browser.send(&page, &action, &[("heads", &heads)]).await;
    assert_eq!(code, 303, "{to}");
}

/// Accepts every finding of a review page as it is.
pub(crate) async fn accept_all(browser: &Browser, page: &str) {
    let (_, html) = browser.get(page).await;
    let value = |form: &str, name: &str| {
        let (_, value) = form.split_once(&format!("name=\"{name}\" value=\""))?;
        value.split('"').next().map(str::to_owned)
    };
    for form in html.split(&format!("action=\"{page}/ton-tai/")).skip(1) {
        let form = form.split("</form>").next().unwrap();
        // The form beside it changes words and severity.
        let Some(wording) = value(form, "wording") else { continue };
        let (key, severity) = (form.split('"').next().unwrap(), value(form, "severity").unwrap());
        let fields = [("ruling", "accept"), ("wording", &wording), ("severity", &severity), ("reason", "")];
        let (code, to) = browser.send(page, &format!("{page}/ton-tai/{key}"), &fields).await;
        assert_eq!(code, 303, "{key}: {to}");
    }
}

/// Publishes a concluded visit with what the form proposes; gives the report's address.
pub(crate) async fn publish(browser: &Browser, visit: &VisitId, due: &str) -> String {
    let page = format!("/tham-dinh/{visit}/cong-bo");
    let (_, html) = browser.get(&page).await;
    let mut fields: Vec<(String, String)> = vec![("symbol".into(), "12/TB-UBND".into())];
    for (at, part) in html.split("].finding\" value=\"").skip(1).enumerate() {
        let key = part.split('"').next().unwrap();
        let mut add =
            |name: &str, value: &str| fields.push((format!("kien_nghi[{at}].{name}"), value.to_owned()));
        add("finding", key);
        add("content", "Thay bảng niêm yết");
        add("due", due);
        add("responsible", "Chủ tịch UBND xã");
        add("evidence", "Ảnh sau khi khắc phục");
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let (code, to) = browser.send(&page, &page, &fields).await;
    assert_eq!(code, 303, "{to}");
    to.split('?').next().unwrap().to_owned()
}

pub(crate) fn recommendations(office: &Office, visit: &VisitId) -> Vec<recommendation::Kept> {
    let id = *visit;
    blocking(|| office.store.read_blocking(|reader| recommendation::of_visit(reader, &id))).unwrap()
}

#[rocket::async_test]
async fn a_signed_visit_is_reviewed_concluded_and_published() {
    let (office, visit, _) = signed(false);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    let page = format!("/tham-dinh/{}", visit.id);
    let (code, html) = reviewer.get("/tham-dinh").await;
    assert!(code == 200 && html.contains(&visit.unit_name) && html.contains("Đã ký tại chỗ"));
    conclude(&reviewer, &visit.id).await;
    let (_, html) = reviewer.get(&page).await;
    assert!(html.contains("Đã kết luận") && html.contains("chờ lãnh đạo công bố"));
    assert_eq!(reviewer.get(&format!("{page}/cong-bo")).await.0, 403);

    let report = publish(&leader, &visit.id, "trước ngày 01/8/2030").await;
    let (code, html) = leader.get(&report).await;
    assert_eq!(code, 200);
    for text in ["12/TB-UBND", "Thay bảng niêm yết", "31/07/2030", "Kết luận kiểm tra"] {
        assert!(html.contains(text), "{text}");
    }
    let made = recommendations(&office, &visit.id);
    assert_eq!(made.iter().map(|kept| kept.content.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(made[0].due.to_string(), "2030-07-31", "the stated day is excluded");
    let deeds = office.deeds(20);
    for deed in ["visit-taken-up", "finding-accepted", "visit-concluded", "visit-published"] {
        assert!(deeds.iter().any(|known| known == deed), "{deed}");
    }
}

#[rocket::async_test]
async fn what_is_disputed_blocks_and_who_inspected_does_not_approve() {
    let (office, visit, _) = signed(true);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let page = format!("/tham-dinh/{}", visit.id);
    assert_eq!(reviewer.send(&page, &format!("{page}/tiep-nhan"), &[]).await.0, 303);
    accept_all(&reviewer, &page).await;
    let (_, html) = reviewer.get(&page).await;
    assert!(html.contains("còn nội dung chưa thống nhất ở mục A02") && !html.contains("/ket-luan\""));
    let (_, version) = html.split_once("name=\"csrf\" value=\"").unwrap();
    let csrf = version.split('"').next().unwrap().to_owned();
    let fields = [("csrf", csrf.as_str()), ("version", "99"), ("heads", "")];
    let (code, html) = reviewer.post(&format!("{page}/ket-luan"), &fields).await;
    assert!(code == 422 && html.contains("Hồ sơ kiểm tra đã có thêm dữ liệu"), "{code}");

    // An leads the team, and reviews in the office otherwise.
    office.account("an", Role::OfficeLeader);
    let an = Browser::enter(&office, "an").await;
    let (_, html) = an.get(&page).await;
    assert!(html.contains("Anh/chị đã tham gia kiểm tra") && !html.contains("/ton-tai/"));
    let action = format!("{page}/de-ngoai");
    let question = an.hidden(&page, &action, "question").await;
    let answers = an.hidden(&page, &action, "answers").await.replace("&#34;", "\"").replace("&quot;", "\"");
    let fields = [("question", question.as_str()), ("answers", answers.as_str()), ("reason", " ")];
    assert_eq!(an.send(&page, &action, &fields).await.0, 422);
    let fields = [("question", question.as_str()), ("answers", answers.as_str()), ("reason", "hai cách đếm")];
    let (code, to) = an.send(&page, &action, &fields).await;
    assert_eq!(code, 303, "{to}");
    let action = format!("{page}/ket-luan");
    let heads = reviewer.hidden(&page, &action, "heads").await;
    assert_eq!(reviewer.send(&page, &action, &[("heads", &heads)]).await.0, 303);
}

#[rocket::async_test]
async fn the_second_reviewer_sees_what_changed_and_keeps_what_they_typed() {
    let (office, visit, _) = signed(false);
    let ha = Browser::of(&office, "ha", Role::Reviewer).await;
    let khanh = Browser::of(&office, "khanh", Role::Reviewer).await;
    let page = format!("/tham-dinh/{}", visit.id);
    ha.send(&page, &format!("{page}/tiep-nhan"), &[]).await;
    let (_, html) = ha.get(&page).await;
    let key = html.split("/ton-tai/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let action = format!("{page}/ton-tai/{key}");
    let seen = khanh.hidden(&page, &action, "version").await;
    let heavier =
        [("ruling", "accept"), ("wording", "Bảng rách"), ("severity", "major"), ("reason", "Đông dân")];
    assert_eq!(ha.send(&page, &action, &heavier).await.0, 303);
    let mut late = ACCEPT.to_vec();
    late.push(("version", &seen));
    let (code, html) = khanh.send(&page, &action, &late).await;
    assert_eq!(code, 409);
    for text in ["người khác đã thay đổi", "Bảng rách", "Đông dân", ">Bảng mờ</textarea>"]
    {
        assert!(html.contains(text), "{text}");
    }
    assert_eq!(khanh.send(&page, &action, &ACCEPT).await.0, 303, "now on purpose");
    let reject = [("ruling", "reject"), ("wording", ""), ("severity", "minor"), ("reason", "")];
    let (code, html) = khanh.send(&page, &action, &reject).await;
    assert!(code == 422 && html.contains("Thiếu lý do"));
}

#[rocket::async_test]
async fn an_item_that_is_sent_back_reaches_the_teams_tablets_and_blocks_until_it_is_settled() {
    let (office, visit, _) = signed(false);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let page = format!("/tham-dinh/{}", visit.id);
    reviewer.send(&page, &format!("{page}/tiep-nhan"), &[]).await;
    let back = format!("{page}/tra-lai");
    assert_eq!(reviewer.send(&page, &back, &[("item", "A02"), ("words", "Đếm lại")]).await.0, 303);
    let an = "an".parse().unwrap();
    let planned = || {
        let worklist = |reader: &store::Reader| server::campaigns::worklist_of(reader, &an);
        let worklist = blocking(|| office.store.read_blocking(worklist)).unwrap();
        worklist.visits.into_iter().find(|planned| planned.id == visit.id).unwrap()
    };
    let sent = planned().sent_back;
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].item.as_str(), sent[0].comment.as_str()), ("A02", "Đếm lại"));
    accept_all(&reviewer, &page).await;
    assert!(reviewer.get(&page).await.1.contains("mục A02 đang trả lại đoàn"));
    let settled = [("item", "A02"), ("words", "đã đếm lại")];
    assert_eq!(reviewer.send(&page, &format!("{page}/tra-lai/xong"), &settled).await.0, 303);
    assert!(planned().sent_back.is_empty());
    let praise = [("item", "A04"), ("words", "Biểu mẫu kèm ngay sau thủ tục")];
    assert_eq!(reviewer.send(&page, &format!("{page}/cach-lam-hay"), &praise).await.0, 303);
    let added = [
        ("item", "B08"),
        ("severity", "major"),
        ("statement", "Lối vào bị chắn"),
        ("remedy", "Dọn lối vào"),
        ("reason", "Ảnh 2"),
    ];
    assert_eq!(reviewer.send(&page, &format!("{page}/ton-tai"), &added).await.0, 303);
    let (_, html) = reviewer.get(&page).await;
    assert!(html.contains("Biểu mẫu kèm ngay") && html.contains("Lối vào bị chắn"));
}

#[rocket::async_test]
async fn late_work_reopens_and_a_correction_names_what_it_corrects() {
    let (office, visit, mut tablet) = signed(false);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    let page = format!("/tham-dinh/{}", visit.id);
    conclude(&reviewer, &visit.id).await;
    let first = publish(&leader, &visit.id, "10 ngày làm việc").await;
    let (_, before) = leader.get(&first).await;

    // An cleans up the counter after all, and the tablet brings it only now.
    tablet.answer(60, "B08", Answer::Yes);
    blocking(|| tablet.deliver(&office.store, &visit));
    verify(&office, &visit.id);
    let (_, html) = reviewer.get(&page).await;
    for text in [
        "Phụ lục: thay đổi sau khi ký biên bản",
        "Thay đổi sau khi kết luận",
        "báo cáo đã công bố vẫn giữ nguyên",
    ] {
        assert!(html.contains(text), "{text}");
    }
    let (_, after) = leader.get(&first).await;
    assert_eq!(before, after, "a published report never changes");

    let reopen = format!("{page}/mo-lai");
    assert_eq!(reviewer.send(&page, &reopen, &[("reason", "dữ liệu về sau")]).await.0, 303);
    let action = format!("{page}/ket-luan");
    let heads = reviewer.hidden(&page, &action, "heads").await;
    assert_eq!(reviewer.send(&page, &action, &[("heads", &heads)]).await.0, 303);
    let second = publish(&leader, &visit.id, "10 ngày làm việc").await;
    assert_ne!(first, second);
    let (_, html) = leader.get(&second).await;
    assert!(html.contains("Báo cáo này đính chính báo cáo số 1"));
    let (_, html) = leader.get(&first).await;
    assert!(html.contains("Đã có bản đính chính: báo cáo số 2"));
    let states: Vec<_> = recommendations(&office, &visit.id).iter().map(|kept| kept.state).collect();
    use schemas::review::RemediationState as S;
    assert!(office.deeds(5).iter().any(|deed| deed == "finding-withdrawn"));
    assert_eq!(
        states,
        [S::Open, S::Withdrawn],
        "the one that is no longer found is withdrawn, nothing is deleted"
    );
}

#[rocket::async_test]
async fn visits_of_other_organisations_are_not_there() {
    let (office, visit, _) = signed(false);
    office.account_in("xa", Role::Reviewer, "04", ("2010-01-01", None));
    let stranger = Browser::enter(&office, "xa").await;
    let page = format!("/tham-dinh/{}", visit.id);
    assert_eq!(stranger.get(&page).await.0, 404);
    assert!(!stranger.get("/tham-dinh").await.1.contains(&visit.unit_name));
}
