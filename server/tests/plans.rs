//! Plans made in the browser: from the first draft to the tablets, and back into files.

use crate::support::{CAMPAIGN, Office, PASSWORD, blocking, device, form_token, log_in, post_form};
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::Client;
use rocket::tokio::io::AsyncReadExt;
use schemas::ids::CampaignId;
use schemas::wire::HalfDay;
use server::accounts::{Role, Scope};
use server::campaigns::{Whole, worklist_of};
use server::store;

/// Two communes that visits of 2018 may name.
const PHUONG_DUC: &str = "10279";
const HOANG_LONG: &str = "10303";

pub(crate) async fn planner(office: &Office) -> Client {
    office.account("ke-hoach", Role::OfficeLeader);
    office.account("an", Role::Inspector);
    office.account("binh", Role::Inspector);
    let client = office.client().await;
    assert_eq!(log_in(&client, "ke-hoach", PASSWORD).await, Status::SeeOther);
    client
}

/// Sends a form with the token and, unless the fields have one, the newest version.
pub(crate) async fn send(
    client: &Client,
    office: &Office,
    path: &str,
    fields: &[(&str, &str)],
) -> (Status, String) {
    let token = form_token(client, "/ke-hoach/moi").await;
    let version = path.split('/').nth(2).and_then(|id| id.parse().ok()).map(|id| version(office, id));
    let version = version.unwrap_or_default().to_string();
    let mut all = vec![("csrf", token.as_str())];
    if !fields.iter().any(|(name, _)| *name == "version") {
        all.push(("version", &version));
    }
    all.extend(fields);
    let response = post_form(client, path, &all).await;
    let status = response.status();
    let to = response.headers().get_one("Location").map(str::to_owned);
    (status, to.unwrap_or(response.into_string().await.unwrap_or_default()))
}

pub(crate) fn whole(office: &Office, id: &str) -> Option<Whole> {
    let id: CampaignId = id.parse().unwrap();
    let read = move |reader: &store::Reader| Whole::read(reader, &Scope::operator(), &id);
    blocking(|| office.store.read_blocking(read)).unwrap()
}

fn version(office: &Office, id: CampaignId) -> u32 {
    whole(office, id.as_str()).map(|plan| plan.campaign.version).unwrap_or_default()
}

const FIELDS: [(&str, &str); 14] = [
    ("title", "Kiểm tra công vụ đầu xuân"),
    ("plan_number", "15/KH-UBND"),
    ("plan_date", "2018-01-30"),
    ("legal_basis", "Luật Thanh tra"),
    ("organisation", "01"),
    ("issuing_body", "UBND huyện Phú Xuyên"),
    ("decision_number", "20/QĐ-UBND"),
    ("decision_date", "2018-02-01"),
    ("inspected_from", "2017-01-01"),
    ("inspected_to", "2017-12-31"),
    ("period_from", "2018-02-22"),
    ("period_to", "2018-02-23"),
    ("surprise", ""),
    ("template", ""),
];
pub(crate) const ID: &str = "15-kh-ubnd-2018";

async fn draft(client: &Client, office: &Office) {
    let (status, to) = send(client, office, "/ke-hoach/moi", &FIELDS).await;
    assert_eq!((status, to.as_str()), (Status::SeeOther, "/ke-hoach/15-kh-ubnd-2018?bao=da-lap"));
}

pub(crate) async fn page(client: &Client, path: &str) -> String {
    let response = client.get(path.to_owned()).dispatch().await;
    assert_eq!(response.status(), Status::Ok, "{path}");
    response.into_string().await.unwrap()
}

async fn act(client: &Client, office: &Office, what: &str, fields: &[(&str, &str)]) -> (Status, String) {
    send(client, office, &format!("/ke-hoach/{ID}/{what}"), fields).await
}

async fn done(client: &Client, office: &Office, what: &str, fields: &[(&str, &str)]) {
    let (status, said) = act(client, office, what, fields).await;
    assert_eq!(status, Status::SeeOther, "{what}: {said}");
}

fn visit<'a>(unit: &'a str, date: &'a str, half_day: &'a str, team: &'a str) -> [(&'a str, &'a str); 4] {
    [("unit", unit), ("date", date), ("half_day", half_day), ("team", team)]
}

/// The units on a person's tablets, and the version of their worklist.
fn worklist(office: &Office, person: &str) -> (Vec<String>, u64) {
    let person = person.parse().unwrap();
    let list = blocking(|| office.store.read_blocking(|reader| worklist_of(reader, &person))).unwrap();
    (list.visits.into_iter().map(|visit| visit.unit.to_string()).collect(), list.version)
}

/// A plan with one team, An and one commune, at work.
pub(crate) async fn issued(client: &Client, office: &Office) {
    draft(client, office).await;
    done(client, office, "doan/1/them", &[("person", "an"), ("role", "leader")]).await;
    done(client, office, "lich", &visit("phuong duc", "2018-02-22", "morning", "1")).await;
    done(client, office, "ban-hanh", &[]).await;
}

#[rocket::async_test]
async fn a_draft_becomes_a_plan_that_tablets_work_by() {
    let office = Office::new();
    let client = planner(&office).await;
    draft(&client, &office).await;
    let (status, said) = act(&client, &office, "ban-hanh", &[]).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("Lịch chưa có cuộc kiểm tra nào."), "{said}");

    done(&client, &office, "lich", &visit("phuong duc", "2018-03-01", "morning", "1")).await;
    let (_, said) = act(&client, &office, "ban-hanh", &[]).await;
    for lack in ["Đoàn 1 chưa có ai.", "nằm ngoài thời gian kiểm tra"] {
        assert!(said.contains(lack), "all that is missing is told at once: {said}");
    }
    let id = whole(&office, ID).unwrap().visits[0].id;
    done(
        &client,
        &office,
        &format!("cuoc/{id}"),
        &[("date", "2018-02-22"), ("half_day", "morning"), ("team", "1")],
    )
    .await;
    done(&client, &office, "doan/1/them", &[("person", "an"), ("role", "leader")]).await;
    let before = worklist(&office, "an");
    assert!(before.0.is_empty(), "a draft is nobody's work");
    done(&client, &office, "ban-hanh", &[]).await;
    let after = worklist(&office, "an");
    assert_eq!(after.0, [PHUONG_DUC]);
    assert!(after.1 > before.1, "tablets are told to fetch it");
    assert_eq!(worklist(&office, "binh").0, Vec::<String>::new());
    let tablet = device(&office, &client, "an").await;
    let got = client.get("/api/v1/worklist").header(crate::support::bearer(&tablet.token)).dispatch().await;
    assert!(String::from_utf8_lossy(&got.into_bytes().await.unwrap()).contains("Phượng Dực"));

    done(&client, &office, "bat-dau", &[]).await;
    done(&client, &office, "ket-thuc", &[]).await;
    assert!(worklist(&office, "an").0.is_empty(), "a concluded campaign leaves the tablets");
    let (status, said) =
        act(&client, &office, "lich", &visit("hoang long", "2018-02-22", "morning", "1")).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("đã kết thúc"), "{said}");
    assert_eq!(act(&client, &office, "ban-hanh", &[]).await.0, Status::UnprocessableEntity);
}

#[rocket::async_test]
async fn changes_under_way_keep_their_history_and_reach_those_concerned_only() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    // A second team: nobody else is told.
    let an = worklist(&office, "an");
    done(&client, &office, "doan", &[("name", "Đoàn hai")]).await;
    done(&client, &office, "doan/2/them", &[("person", "binh"), ("role", "leader")]).await;
    done(&client, &office, "lich", &visit(HOANG_LONG, "2018-02-22", "afternoon", "2")).await;
    assert_eq!(worklist(&office, "an"), an);
    assert_eq!(worklist(&office, "binh").0, [HOANG_LONG]);
    // A plan at work cannot lose its leader.
    let (status, said) =
        act(&client, &office, "doan/2", &[("name", "Đoàn hai"), ("members[binh].role", "member")]).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("Đoàn hai chưa có trưởng đoàn."), "{said}");
    // Cancelled: gone from tablets, never deleted, and only for a reason.
    let id = whole(&office, ID).unwrap().planned().find(|visit| visit.team == "2").unwrap().id;
    let cancel = format!("cuoc/{id}/huy");
    assert_eq!(act(&client, &office, &cancel, &[("reason", " ")]).await.0, Status::UnprocessableEntity);
    done(&client, &office, &cancel, &[("reason", "Xã bận chống bão")]).await;
    assert!(worklist(&office, "binh").0.is_empty());
    let person = "binh".parse().unwrap();
    let taken =
        blocking(|| office.store.read_blocking(|reader| store::visit::is_assigned(reader, &id, &person)));
    assert!(taken.unwrap(), "what is still sent is taken");
    done(&client, &office, "doan/2/bo", &[]).await;
    let history = page(&client, &format!("/ke-hoach/{ID}")).await;
    for words in ["Xã bận chống bão", "Hủy cuộc kiểm tra", "Xã Hoàng Long", "Ban hành kế hoạch", "Bỏ đoàn"]
    {
        assert!(history.contains(words), "{words}: {history}");
    }
    assert_eq!(office.deeds(2), ["plan-team-removed", "plan-visit-cancelled"]);
}

#[rocket::async_test]
async fn who_saves_on_an_old_version_sees_what_changed_and_loses_nothing() {
    let office = Office::new();
    let client = planner(&office).await;
    draft(&client, &office).await;
    done(
        &client,
        &office,
        "sua",
        &FIELDS.map(|(name, value)| if name == "title" { (name, "Tên mới") } else { (name, value) }),
    )
    .await;
    let mut late: Vec<(&str, &str)> = vec![("version", "1")];
    late.extend(
        FIELDS.map(|(name, value)| if name == "legal_basis" { (name, "Chỉ thị 26") } else { (name, value) }),
    );
    let (status, said) = act(&client, &office, "sua", &late).await;
    assert_eq!(status, Status::Conflict);
    for words in ["Kế hoạch vừa được người khác sửa", "Tên mới", "Chỉ thị 26", "name=\"version\" value=\"2\""]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(whole(&office, ID).unwrap().campaign.legal_basis, "Luật Thanh tra");
    // All mistakes at once, and what was typed stays.
    let wrong = FIELDS.map(|(name, value)| match name {
        "title" => (name, ""),
        "period_to" => (name, "2018-02-01"),
        "issuing_body" => (name, "Ban chỉ đạo"),
        _ => (name, value),
    });
    let (status, said) = act(&client, &office, "sua", &wrong).await;
    assert_eq!(status, Status::UnprocessableEntity);
    for words in ["Chưa có tên đợt kiểm tra.", "đứng trước ngày đầu", "Ban chỉ đạo"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[rocket::async_test]
async fn the_calendar_names_who_is_in_two_places_also_across_plans() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    let calendar = format!("/ke-hoach/{ID}/lich");
    assert!(!page(&client, &calendar).await.contains("chỗ trùng"));
    done(&client, &office, "lich", &visit(HOANG_LONG, "2018-02-22", "morning", "1")).await;
    let said = page(&client, &calendar).await;
    let words = "an ở nhiều nơi trong buổi sáng 22/02/2018: Xã Phượng Dực (Đoàn 1), Xã Hoàng Long (Đoàn 1).";
    assert!(said.contains(words), "{said}");
    let (status, said) =
        act(&client, &office, "lich", &visit(HOANG_LONG, "2018-02-22", "afternoon", "1")).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("đã có trong lịch ngày đó"), "{said}");
    done(&client, &office, "lich", &visit(HOANG_LONG, "2018-02-23", "morning", "1")).await;
    assert!(page(&client, &calendar).await.contains("Xã Hoàng Long được kiểm tra 2 lần"));
    // Another plan with the same person on the same half-day.
    let text = CAMPAIGN.replace("UNIT_1", "10276").replace("UNIT_2", "10288");
    office.import(&text).unwrap();
    assert!(
        page(&client, &calendar)
            .await
            .contains("Xã Hồng Minh (Đoàn 1, Kiểm tra công vụ), Xã Phượng Dực (Đoàn 1)")
    );
}

#[rocket::async_test]
async fn last_years_plan_is_copied_as_a_draft_with_its_dates_moved() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    let (status, to) =
        act(&client, &office, "sao-chep", &[("title", "Kiểm tra 2019"), ("months", "12")]).await;
    assert_eq!(status, Status::SeeOther, "{to}");
    let id = to.split(['/', '?']).nth(2).unwrap();
    let (from, copy) = (whole(&office, ID).unwrap(), whole(&office, id).unwrap());
    assert_eq!(copy.campaign.state.as_str(), "draft");
    assert_eq!(copy.campaign.period_from.to_string(), "2019-02-22");
    assert_eq!(copy.visits[0].date.to_string(), "2019-02-22");
    assert_ne!(copy.visits[0].id, from.visits[0].id);
    assert_eq!(
        (copy.campaign.plan_number.as_str(), copy.campaign.copied_from.as_ref()),
        ("", Some(&from.campaign.id))
    );
    assert_ne!(copy.campaign.bundle_key, from.campaign.bundle_key);
    assert_eq!(copy.teams, from.teams);
    assert_eq!(worklist(&office, "an").0.len(), 1, "only the first is at work");
}

#[rocket::async_test]
async fn a_copy_visits_those_that_took_merged_communes_over_once() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    done(&client, &office, "lich", &visit(HOANG_LONG, "2018-02-22", "afternoon", "1")).await;
    // 96 months later Hoàng Long is a part of Phượng Dực.
    let (status, to) = act(&client, &office, "sao-chep", &[("title", "Năm 2026"), ("months", "96")]).await;
    assert_eq!(status, Status::SeeOther, "{to}");
    let copy = whole(&office, to.split(['/', '?']).nth(2).unwrap()).unwrap();
    let visits: Vec<_> = copy.visits.iter().map(|visit| (visit.unit.to_string(), visit.half_day)).collect();
    assert_eq!(visits, [(PHUONG_DUC.to_owned(), HalfDay::Morning)]);
}

#[rocket::async_test]
async fn a_plan_sets_its_own_targets_and_tablets_are_told() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    let told = worklist(&office, "an").1;
    let set = |value| [("values[on_time_target]", value)];
    let (status, said) = act(&client, &office, "chi-tieu", &set("chín mươi")).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("“chín mươi” không phải là số") && said.contains("value=\"chín mươi\""), "{said}");
    done(&client, &office, "chi-tieu", &set("97,5")).await;
    assert!(page(&client, &format!("/ke-hoach/{ID}/chi-tieu")).await.contains("value=\"97,5\""));
    let person = "an".parse().unwrap();
    let list = blocking(|| office.store.read_blocking(|reader| worklist_of(reader, &person))).unwrap();
    let targets: Vec<_> = list.campaigns[0].targets.iter().map(|(id, value)| (id.as_str(), *value)).collect();
    assert_eq!(targets, [("on_time_target", 97.5)]);
    assert!(list.version > told);
    // The file and the workbook take it along; the log says what it was.
    let text = page(&client, &format!("/ke-hoach/{ID}/ke-hoach.toml")).await;
    assert!(text.contains("on_time_target = 97.5"), "{text}");
    let history = page(&client, &format!("/ke-hoach/{ID}")).await;
    assert!(history.contains("Đặt chỉ tiêu") && history.contains("<ins>97,5</ins>"), "{history}");
    let wrong = text.replace("on_time_target = 97.5", "khac = 1\non_time_target = -1");
    let errors = office.import(&wrong).unwrap_err().to_string();
    assert!(
        errors.contains("no target khac") && errors.contains("on_time_target must be a number"),
        "{errors}"
    );
    done(&client, &office, "chi-tieu", &set("")).await;
    assert!(whole(&office, ID).unwrap().campaign.targets.is_empty());
}

#[rocket::async_test]
async fn what_belongs_to_others_is_not_found() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    office.account_in("cao-bang", Role::OfficeLeader, "04", ("2020-01-01", None));
    let other = office.client().await;
    assert_eq!(log_in(&other, "cao-bang", PASSWORD).await, Status::SeeOther);
    for path in [
        "",
        "/lich",
        "/sua",
        "/chi-tieu",
        "/doan/1",
        "/tien-do",
        "/tien-do/dong",
        "/ke-hoach.toml",
        "/ke-hoach.xlsx",
    ] {
        let status = other.get(format!("/ke-hoach/{ID}{path}")).dispatch().await.status();
        assert_eq!(status, Status::NotFound, "{path}");
    }
    assert_eq!(act(&other, &office, "bat-dau", &[]).await.0, Status::NotFound);
    // In their own plan, neither people nor units of others can be chosen.
    let fields = FIELDS.map(|(name, value)| match name {
        "organisation" => (name, "04"),
        "plan_number" => (name, "1/KH-CB"),
        _ => (name, value),
    });
    let (status, to) = send(&other, &office, "/ke-hoach/moi", &fields).await;
    assert_eq!(status, Status::SeeOther, "{to}");
    let (status, said) = send(
        &other,
        &office,
        "/ke-hoach/1-kh-cb-2018/doan/1/them",
        &[("person", "binh"), ("role", "leader")],
    )
    .await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("Không tìm thấy ai"), "{said}");
    let (status, _) = send(
        &other,
        &office,
        "/ke-hoach/1-kh-cb-2018/lich",
        &visit(PHUONG_DUC, "2018-02-22", "morning", "1"),
    )
    .await;
    assert_eq!(status, Status::UnprocessableEntity);
}

#[rocket::async_test]
async fn progress_is_sent_when_it_opens_and_ends_with_the_server() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    let shown = page(&client, &format!("/ke-hoach/{ID}/tien-do")).await;
    assert!(shown.contains("Xã Phượng Dực") && shown.contains("Chưa có dữ liệu"), "{shown}");
    let mut stream = client.get(format!("/ke-hoach/{ID}/tien-do/dong")).dispatch().await;
    assert_eq!(stream.content_type(), Some(ContentType::EventStream));
    // A heartbeat may come before.
    let mut got = String::new();
    while !got.contains("event:lines") {
        let mut piece = vec![0; 1024];
        let length = stream.read(&mut piece).await.unwrap();
        assert!(length > 0, "{got}");
        got.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
    client.rocket().shutdown().notify();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
}
