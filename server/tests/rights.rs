//! Rights hold in an organisation and below, on some days, and nowhere else.

use crate::support::{Office, PASSWORD, blocking, form_token, log_in, post_form};
use rocket::http::Status;
use rocket::local::asynchronous::Client;
use server::accounts::Role;
use server::{clock, store};

async fn logged_in(office: &Office, name: &str) -> Client {
    let client = office.client().await;
    assert_eq!(log_in(&client, name, PASSWORD).await, Status::SeeOther, "{name}");
    client
}

async fn status(client: &Client, path: &str) -> u16 {
    client.get(path.to_owned()).dispatch().await.status().code
}

fn in_days(days: i64) -> String {
    (clock::day(clock::now()) + chrono::TimeDelta::days(days)).to_string()
}

#[rocket::async_test]
async fn a_role_holds_from_its_first_day_to_its_last() {
    let office = Office::new();
    let always = "2020-01-01";
    for (name, from, to, expected) in [
        ("an", always.to_owned(), None, 200),
        ("binh", always.to_owned(), Some(in_days(0)), 200),
        ("chi", always.to_owned(), Some(in_days(-1)), 403),
        ("dung", in_days(1), None, 403),
    ] {
        office.account_in(name, Role::Reviewer, "viet-nam", (&from, to.as_deref()));
        assert_eq!(status(&logged_in(&office, name).await, "/").await, expected, "{name}");
    }
    // Deny by default: an account without any right.
    office.account_in("giang", Role::Inspector, "viet-nam", (always, None));
    assert_eq!(status(&logged_in(&office, "giang").await, "/").await, 403);
}

#[rocket::async_test]
async fn campaigns_and_visits_of_others_are_not_found() {
    let office = Office::with_campaign();
    let always = ("2020-01-01", None);
    let [one, two] = Office::units();
    // The whole city, the legacy district and, as heirs, the province of today see it; another province does not.
    let campaign = "/dot-kiem-tra/phu-xuyen-2018";
    for (name, organisation, sees) in
        [("tren", "viet-nam", 200), ("ha-noi", "01", 200), ("huyen", "280", 200), ("cao-bang", "04", 404)]
    {
        office.account_in(name, Role::Reviewer, organisation, always);
        let client = logged_in(&office, name).await;
        assert_eq!(status(&client, campaign).await, sees, "{name}");
        assert_eq!(status(&client, &format!("{campaign}/{one}")).await, sees, "{name}");
        let listed = client.get("/").dispatch().await.into_string().await.unwrap().contains("phu-xuyen-2018");
        assert_eq!(listed, sees == 200, "{name}");
    }
    // Who sees one commune of the plan sees that one only.
    let of_unit = organisation_of(&office, &one);
    office.account_in("xa", Role::Viewer, &of_unit, always);
    let client = logged_in(&office, "xa").await;
    assert_eq!(status(&client, campaign).await, 200);
    assert_eq!(status(&client, &format!("{campaign}/{one}")).await, 200);
    assert_eq!(status(&client, &format!("{campaign}/{two}")).await, 404);
}

/// The organisation that a unit was on the day of the visits.
fn organisation_of(office: &Office, unit: &str) -> String {
    let day = "2018-02-22".parse().unwrap();
    let directory = blocking(|| office.store.read_blocking(server::catalogue::Directory::read)).unwrap();
    directory.of_unit(&unit.parse().unwrap(), day).unwrap().id.to_string()
}

#[rocket::async_test]
async fn an_administrator_of_one_province_manages_its_people_and_no_others() {
    let office = Office::new();
    let always = ("2020-01-01", None);
    office.account_in("quan-tri", Role::Administrator, "viet-nam", always);
    office.account_in("tinh", Role::Administrator, "04", always);
    office.account_in("can-bo", Role::Reviewer, "04", always);
    office.account_in("noi-khac", Role::Reviewer, "08", always);
    let client = logged_in(&office, "tinh").await;
    let people = client.get("/nguoi").dispatch().await.into_string().await.unwrap();
    assert!(people.contains("/nguoi/can-bo") && !people.contains("/nguoi/noi-khac"));
    assert_eq!(status(&client, "/nguoi/can-bo").await, 200);
    assert_eq!(status(&client, "/nguoi/noi-khac").await, 404);
    assert_eq!(status(&client, "/nguoi/khong-co").await, 404);
    assert_eq!(status(&client, "/nhat-ky").await, 403, "the log tells of all organisations");
    assert_eq!(status(&client, "/to-chuc/nhap").await, 403, "a list of units concerns everybody");

    let token = form_token(&client, "/nguoi/can-bo").await;
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let mut fields = fields.to_vec();
        fields.push(("csrf", &token));
        post_form(&client, path, &fields).await.status().code
    };
    for path in ["lien-ket", "khoa", "mo-khoa", "phien/thu-hoi", "ma-ghi-danh", "quyen/1/thu-hoi"] {
        assert_eq!(post(&format!("/nguoi/noi-khac/{path}"), &[]).await, 404, "{path}");
    }
    // A right beyond one's own reach is not granted.
    let grant =
        |organisation| [("role", "reviewer"), ("organisation", organisation), ("from", ""), ("to", "")];
    assert_eq!(post("/nguoi/can-bo/quyen", &grant("04")).await, 303);
    assert_eq!(post("/nguoi/can-bo/quyen", &grant("08")).await, 422);
    assert_eq!(post("/nguoi/can-bo/quyen", &grant("viet-nam")).await, 422);
    // Nor is an account taken over that has more than that.
    let deep = move |tx: &store::Tx| {
        let held = store::right::Held { role: Role::Reviewer, organisation: "08".parse().unwrap() };
        store::right::grant(
            tx,
            &"can-bo".parse().unwrap(),
            &held,
            ("2020-01-01".parse().unwrap(), None),
            "test",
            0,
        )
    };
    let no = blocking(|| office.store.write_blocking(deep)).unwrap();
    assert_eq!(post("/nguoi/can-bo/lien-ket", &[]).await, 403);
    assert_eq!(post("/nguoi/can-bo/khoa", &[]).await, 403);
    assert_eq!(post(&format!("/nguoi/can-bo/quyen/{no}/thu-hoi"), &[]).await, 404);
}

#[rocket::async_test]
async fn people_are_added_given_rights_and_locked() {
    let office = Office::new();
    office.account("quan-tri", Role::Administrator);
    let client = logged_in(&office, "quan-tri").await;
    let token = form_token(&client, "/nguoi/them").await;
    let fields = [
        ("csrf", token.as_str()),
        ("name", "Nguyễn Văn An"),
        ("user_name", ""),
        ("position", "Chuyên viên"),
        ("organisation", "so noi vu thanh pho ha noi"),
        ("role", "reviewer"),
        ("role_organisation", "Thành phố Hà Nội"),
    ];
    let response = post_form(&client, "/nguoi/them", &fields).await;
    assert_eq!(response.headers().get_one("Location"), Some("/nguoi/nguyen-van-an?bao=da-them"));
    let again = post_form(&client, "/nguoi/them", &fields).await;
    assert_eq!(again.headers().get_one("Location"), Some("/nguoi/nguyen-van-an-2?bao=da-them"));
    assert_eq!(office.deeds(4), ["right-granted", "person-added", "right-granted", "person-added"]);
    let found = client.get("/nguoi?tim=an%20nguyen").dispatch().await.into_string().await.unwrap();
    assert!(found.contains("/nguoi/nguyen-van-an\"") && !found.contains("/nguoi/quan-tri\""));

    let page = post_form(&client, "/nguoi/nguyen-van-an/lien-ket", &[("csrf", &token)]).await;
    let page = page.into_string().await.unwrap();
    let link = page.split("/bat-dau/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let link = format!("/bat-dau/{link}");
    let other = office.client().await;
    let set = async || {
        let token = form_token(&other, &link).await;
        let password = "con đường đi học xa";
        let fields = [("csrf", token.as_str()), ("password", password), ("again", password)];
        post_form(&other, &link, &fields).await.status()
    };
    assert_eq!(set().await, Status::SeeOther);
    assert_eq!(status(&other, "/").await, 200);
    assert_eq!(status(&other, "/nguoi").await, 403);
    let locked = post_form(&client, "/nguoi/nguyen-van-an/khoa", &[("csrf", &token)]).await;
    assert_eq!(locked.status(), Status::SeeOther);
    assert_eq!(status(&other, "/").await, 303);
    // The last administrator stays.
    assert_eq!(
        post_form(&client, "/nguoi/quan-tri/khoa", &[("csrf", &token)]).await.status(),
        Status::Conflict
    );
    assert_eq!(status(&client, "/nguoi").await, 200);
}
