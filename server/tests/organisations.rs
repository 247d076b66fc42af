//! The catalogue of organisations: search, history, import and export.

use crate::support::{Office, PASSWORD, blocking, form_token, log_in};
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::Client;
use server::accounts::Role;
use server::catalogue::{Directory, difference, read_list};

fn directory(office: &Office) -> Directory {
    blocking(|| office.store.read_blocking(Directory::read)).unwrap()
}

async fn administrator(office: &Office) -> Client {
    office.account("quan-tri", Role::Administrator);
    let client = office.client().await;
    assert_eq!(log_in(&client, "quan-tri", PASSWORD).await, Status::SeeOther);
    client
}

async fn page(client: &Client, path: &str) -> String {
    let response = client.get(path.to_owned()).dispatch().await;
    assert_eq!(response.status(), Status::Ok, "{path}");
    response.into_string().await.unwrap()
}

#[test]
fn the_shipped_catalogue_comes_out_as_it_went_in() {
    let office = Office::new();
    let directory = directory(&office);
    let shipped = schemas::units::Catalogue::shipped();
    assert_eq!(directory.catalogue().units(), shipped.units());
    assert!(difference(&directory, &shipped).is_empty());
    // Two communes have had the code 10291 one after the other; they are two organisations.
    let day = |text: &str| text.parse().unwrap();
    let code = "10291".parse().unwrap();
    let (first, second) =
        (directory.of_unit(&code, day("2018-02-22")), directory.of_unit(&code, day("2025-02-01")));
    assert_eq!((first.unwrap().id.as_str(), second.unwrap().id.as_str()), ("10291", "10291-2025"));
    // One that only changed its kind stays itself.
    let code = "75".parse().unwrap();
    assert_eq!(
        directory.of_unit(&code, day("2026-04-29")).unwrap(),
        directory.of_unit(&code, day("2026-04-30")).unwrap()
    );
}

#[rocket::async_test]
async fn units_are_found_without_accents_with_their_history() {
    let office = Office::new();
    let client = administrator(&office).await;
    let found = page(&client, "/to-chuc?tim=phuong%20duc").await;
    assert!(found.contains("href=\"/to-chuc/10279\""), "{found}");
    let history = page(&client, "/to-chuc/10279").await;
    for words in ["Xã Phượng Dực", "Xã Hồng Minh", "Xã Hoàng Long", "01/07/2025"] {
        assert!(history.contains(words), "{words}");
    }
    let former = page(&client, "/to-chuc/10276").await;
    assert!(former.contains("Sáp nhập vào") && former.contains("/to-chuc/10279"), "{former}");
    let renamed = page(&client, "/to-chuc/75").await;
    assert!(
        renamed.contains("30/04/2026") && renamed.contains("Tỉnh Đồng Nai → Thành phố Đồng Nai"),
        "{renamed}"
    );
    assert_eq!(client.get("/to-chuc/khong-co").dispatch().await.status(), Status::NotFound);
}

async fn upload(client: &Client, text: &str) -> (Status, String) {
    let token = form_token(client, "/to-chuc/nhap").await;
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--x--\r\n"
    );
    let kind = ContentType::new("multipart", "form-data").with_params([("boundary", "x")]);
    let response = client.post("/to-chuc/nhap").header(kind).body(body).dispatch().await;
    (response.status(), response.into_string().await.unwrap())
}

#[rocket::async_test]
async fn a_list_is_shown_before_it_is_taken_and_taking_it_twice_changes_nothing() {
    let office = Office::new();
    let client = administrator(&office).await;
    let list = page(&client, "/to-chuc.csv").await;
    let (status, same) = upload(&client, &list).await;
    assert_eq!(status, Status::Ok);
    assert!(same.contains("Danh mục đã giống hệt tệp này"), "{same}");

    let renamed = list.replace("Phan Ngọc Hiển,commune,96", "Phan Ngọc Hiển Mới,commune,96");
    let (_, preview) = upload(&client, &renamed).await;
    assert!(preview.contains("Sửa 1") && preview.contains("Phan Ngọc Hiển Mới"), "{preview}");
    assert!(
        difference(&directory(&office), &read_list("", &list).unwrap()).is_empty(),
        "a preview changes nothing"
    );
    let path = preview.split("action=\"/to-chuc/nhap/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/to-chuc/nhap/{path}");
    let token = form_token(&client, "/to-chuc/nhap").await;
    let applied = crate::support::post_form(&client, &path, &[("csrf", &token)]).await;
    assert_eq!(applied.status(), Status::SeeOther);
    assert!(page(&client, "/to-chuc/32244").await.contains("Phan Ngọc Hiển Mới"));
    assert!(upload(&client, &renamed).await.1.contains("Danh mục đã giống hệt tệp này"));

    let broken = format!("{list}99,Không có,tinh,,,,\n0128,Sai mã,commune,01,2025-07-01,,\n");
    let (status, mistakes) = upload(&client, &broken).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(
        mistakes.contains("Không có loại “tinh”") && mistakes.contains("Mã “0128” không đúng"),
        "{mistakes}"
    );
    // Units in use do not go.
    office.account_in("xa", Role::CommuneOfficer, "32244", ("2020-01-01", None));
    let without: String =
        renamed.lines().filter(|line| !line.starts_with("32244")).flat_map(|l| [l, "\n"]).collect();
    let (_, preview) = upload(&client, &without).await;
    let path = preview.split("action=\"/to-chuc/nhap/").nth(1).unwrap().split('"').next().unwrap();
    let refused =
        crate::support::post_form(&client, &format!("/to-chuc/nhap/{path}"), &[("csrf", &token)]).await;
    assert_eq!(refused.status(), Status::Conflict);
}

#[rocket::async_test]
async fn bodies_are_added_below_their_organisation_and_keep_their_old_names() {
    let office = Office::new();
    let client = administrator(&office).await;
    let token = form_token(&client, "/to-chuc/them").await;
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let mut fields = fields.to_vec();
        fields.push(("csrf", &token));
        let response = crate::support::post_form(&client, path, &fields).await;
        (response.status(), response.headers().get_one("Location").unwrap_or_default().to_owned())
    };
    let body = [("name", "Đoàn kiểm tra số 1"), ("kind", "inspection_body"), ("parent", "so-noi-vu-01")];
    let (_, location) = post("/to-chuc/them", &body).await;
    assert_eq!(location, "/to-chuc/doan-kiem-tra-so-1?bao=da-them");
    let change = [
        ("name", "Đoàn kiểm tra liên ngành"),
        ("kind", "inspection_body"),
        ("parent", "so-noi-vu-01"),
        ("from", "2026-01-01"),
    ];
    let (_, location) = post("/to-chuc/doan-kiem-tra-so-1/doi", &change).await;
    assert!(location.ends_with("bao=da-doi"), "{location}");
    let shown = page(&client, "/to-chuc/doan-kiem-tra-so-1").await;
    assert!(shown.contains("Đổi tên: Đoàn kiểm tra số 1 → Đoàn kiểm tra liên ngành"), "{shown}");
    assert_eq!(post("/to-chuc/10279/doi", &change).await.0, Status::NotFound, "units are changed by lists");
}
