//! Checklists in the browser: upload with all mistakes, difference, try-out, publication.

use crate::support::{Office, PASSWORD, form_token, log_in, post_form};
use rocket::http::ContentType;
use rocket::local::asynchronous::Client;
use server::accounts::{Role, Scope};
use server::store::{self, template};

const SHIPPED: &str = include_str!("../../schemas/templates/cchc-xa-2026.toml");

async fn logged_in(office: &Office) -> Client {
    office.account("quan-ly", Role::CatalogueOwner);
    let client = office.client().await;
    assert_eq!(log_in(&client, "quan-ly", PASSWORD).await.code, 303);
    client
}

/// Sends a file; gives the status, where it leads and the page.
async fn upload(client: &Client, text: &str) -> (u16, Option<String>, String) {
    let token = form_token(client, "/mau-phieu/nhap").await;
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"moi.toml\"\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--x--\r\n"
    );
    let kind = ContentType::new("multipart", "form-data").with_params([("boundary", "x")]);
    let response = client.post("/mau-phieu/nhap").header(kind).body(body).dispatch().await;
    let to = response.headers().get_one("Location").map(str::to_owned);
    (response.status().code, to, response.into_string().await.unwrap_or_default())
}

async fn get(client: &Client, path: &str) -> (u16, String) {
    let response = client.get(path.to_owned()).dispatch().await;
    (response.status().code, response.into_string().await.unwrap_or_default())
}

/// The shipped checklist as its next edition, with one item's points changed.
fn next_edition() -> String {
    let text = SHIPPED.replacen("edition = 1", "edition = 2", 1);
    let (before, after) = text.split_once("weight = ").unwrap();
    let rest = after.split_once('\n').unwrap().1;
    format!("{before}weight = 7.25\n{rest}")
}

fn editions(office: &Office) -> Vec<u32> {
    let list = office.store.read_blocking(template::list).unwrap();
    list.into_iter().filter(|l| l.edition.id.as_str() == "cchc-xa-2026").map(|l| l.edition.edition).collect()
}

#[rocket::async_test]
async fn every_mistake_of_an_upload_is_shown_with_its_line_and_nothing_is_kept() {
    let office = Office::new();
    let client = logged_in(&office).await;
    let broken = next_edition().replacen("weight = 7.25", "weight = -1", 1).replacen(
        "when = \"",
        "when = \"ZZ99 + ",
        1,
    );
    let (status, _, page) = upload(&client, &broken).await;
    assert_eq!(status, 422);
    assert!(page.contains("3 lỗi trong tệp moi.toml"), "{page}");
    let line = 1 + broken.lines().position(|line| line.contains("weight = -1")).unwrap();
    assert!(page.contains(&format!("<td class=\"number\">{line}</td>")), "line {line}: {page}");
    assert!(office.store.read_blocking(template::drafts).unwrap().is_empty());
    let (status, _, page) = upload(&client, "id = [").await;
    assert!(status == 422 && page.contains("lỗi trong tệp"), "{page}");
}

#[rocket::async_test]
async fn a_draft_shows_what_it_changes_and_publishing_freezes_it() {
    let office = Office::new();
    let client = logged_in(&office).await;
    let (status, to, _) = upload(&client, &next_edition()).await;
    assert_eq!((status, to.as_deref()), (303, Some("/mau-phieu/ban-thao/cchc-xa-2026/2")));
    let to = to.unwrap();
    let (_, page) = get(&client, &to).await;
    assert!(page.contains("1 mục sửa") && page.contains("0 mục thêm"), "{page}");
    assert!(page.contains("7,25 điểm"), "{page}");

    // What was seen is published: with another hash nothing happens.
    let token = form_token(&client, &to).await;
    let publish = format!("{to}/cong-bo");
    let other = [("csrf", token.as_str()), ("sha256", "00")];
    assert_eq!(post_form(&client, &publish, &other).await.status().code, 303);
    assert_eq!(editions(&office), [1]);

    let (_, rest) = page.split_once("name=\"sha256\" value=\"").unwrap();
    let hash = rest.split('"').next().unwrap().to_owned();
    let seen = [("csrf", token.as_str()), ("sha256", hash.as_str())];
    let response = post_form(&client, &publish, &seen).await;
    let frozen = response.headers().get_one("Location").unwrap().to_owned();
    assert_eq!(frozen, format!("/mau-phieu/{hash}?bao=da-cong-bo"));
    let (status, page) = get(&client, &frozen).await;
    assert!(status == 200 && page.contains(&hash) && page.contains("cần đối chiếu"), "{page}");
    assert_eq!(editions(&office), [2, 1]);
    assert_eq!(office.deeds(2), ["template-published", "template-uploaded"]);
    assert_eq!(get(&client, &to).await.0, 404);

    // It can be neither replaced nor published again.
    let (status, _, page) = upload(&client, &next_edition()).await;
    assert!(status == 422 && page.contains("đã công bố"), "{page}");
}

#[rocket::async_test]
async fn a_draft_can_be_replaced_and_discarded() {
    let office = Office::new();
    let client = logged_in(&office).await;
    let draft = "/mau-phieu/ban-thao/cchc-xa-2026/2";
    upload(&client, &next_edition()).await;
    upload(&client, &next_edition().replacen("weight = 7.25", "weight = 8.5", 1)).await;
    assert_eq!(office.store.read_blocking(template::drafts).unwrap().len(), 1);
    assert!(get(&client, draft).await.1.contains("8,5 điểm"));
    let token = form_token(&client, draft).await;
    let gone = post_form(&client, &format!("{draft}/bo"), &[("csrf", token.as_str())]).await;
    assert_eq!(gone.status().code, 303);
    assert_eq!(get(&client, draft).await.0, 404);
    assert!(get(&client, "/mau-phieu").await.1.contains("cchc-xa-2026, bản 1"));
}

#[rocket::async_test]
async fn answers_are_judged_while_trying_out_and_nothing_is_kept() {
    let office = Office::new();
    let client = logged_in(&office).await;
    let id = "cchc-xa-2018".parse().unwrap();
    let edition = office.store.read_blocking(|reader| template::edition(reader, &id, None)).unwrap().unwrap();
    let path = format!("/mau-phieu/{}/thu", edition.hash);
    let token = form_token(&client, &path).await;
    let fields = [
        ("csrf", token.as_str()),
        ("ngay", "2018-02-22"),
        ("answer[A01]", "khong"),
        ("answer[A02]", "243/250"),
        ("answer[A03]", "rất nhiều"),
    ];
    let page = post_form(&client, &path, &fields).await.into_string().await.unwrap();
    assert!(page.contains("243/250") && page.contains("97,2"), "{page}");
    assert!(page.contains("finding"), "{page}");
    assert!(page.contains("value=\"rất nhiều\"") && page.contains("aria-invalid"), "{page}");
    let documents = office.store.read_blocking(store::change::all_visits).unwrap();
    assert!(documents.is_empty());

    // Sampled dossiers: one without a slip, one that is wrong, and what else was typed stays.
    let fields = [
        ("csrf", token.as_str()),
        ("ngay", "2018-02-22"),
        ("rows[DS][1][DS01]", "000.01"),
        ("rows[DS][2][DS01]", "000.02"),
        ("rows[DS][2][DS04]", "hôm qua"),
    ];
    let page = post_form(&client, &path, &fields).await.into_string().await.unwrap();
    assert!(page.contains("2 dòng: ") && page.contains("Dòng 3"), "{page}");
    assert!(page.contains("value=\"000.02\"") && page.contains("value=\"hôm qua\""), "{page}");
}

#[rocket::async_test]
async fn who_only_reads_sees_no_drafts() {
    let office = Office::new();
    let manager = logged_in(&office).await;
    upload(&manager, &next_edition()).await;
    office.account("xem", Role::Viewer);
    let client = office.client().await;
    assert_eq!(log_in(&client, "xem", PASSWORD).await.code, 303);
    let (status, page) = get(&client, "/mau-phieu").await;
    assert!(status == 200 && !page.contains("bản 2") && !page.contains("/mau-phieu/nhap"), "{page}");
    assert_eq!(get(&client, "/mau-phieu/ban-thao/cchc-xa-2026/2").await.0, 403);
    let used = office.store.read_blocking(|reader| {
        let listed = template::list(reader)?;
        template::used_in(reader, &Scope::operator(), &listed[0].edition.hash)
    });
    assert!(used.unwrap().is_empty());
}
