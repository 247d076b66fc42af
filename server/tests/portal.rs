//! Files of an answer that go up in pieces, as the page's script sends them.

use crate::remediation::{answer, picture, published, state};
use crate::review::{Browser, recommendations};
use crate::support::Office;
use rocket::http::{Header, Status};
use schemas::ids::PhotoId;
use schemas::review::RemediationState;
use server::accounts::Role;
use sha2::{Digest, Sha256};

/// A file of somebody for one form.
struct File<'a> {
    officer: &'a Browser,
    path: String,
    token: String,
    bytes: Vec<u8>,
}

impl<'a> File<'a> {
    async fn new(officer: &'a Browser, no: i64, bytes: Vec<u8>) -> File<'a> {
        let id = PhotoId(Sha256::digest(&bytes).into());
        let page = format!("/kien-nghi/{no}");
        let token = officer.hidden(&page, &format!("{page}/bao-cao"), "csrf").await;
        File { officer, path: format!("{page}/tai-len/bao-cao/{id}"), token, bytes }
    }

    /// Where the server says that it stands.
    async fn stands(&self) -> (u16, Option<u64>) {
        let answer = self.officer.0.head(self.path.clone()).dispatch().await;
        let offset = answer.headers().get_one("Upload-Offset").map(|text| text.parse().unwrap());
        (answer.status().code, offset)
    }

    async fn send(&self, from: usize, to: usize) -> (u16, Option<u64>, String) {
        let header = |name: &'static str, value: String| Header::new(name, value);
        let request = self.officer.0.patch(self.path.clone()).body(&self.bytes[from..to]);
        let request = request
            .header(header("Upload-Offset", from.to_string()))
            .header(header("Upload-Length", self.bytes.len().to_string()))
            .header(header("Upload-Name", "%E1%BA%A3nh%20b%E1%BA%A3ng.png".to_owned()))
            .header(header("X-Form-Token", self.token.clone()));
        let answer = request.dispatch().await;
        let offset = answer.headers().get_one("Upload-Offset").map(|text| text.parse().unwrap());
        (answer.status().code, offset, answer.into_string().await.unwrap_or_default())
    }
}

#[rocket::async_test]
async fn a_file_goes_on_where_it_stopped_and_waits_for_the_answer() {
    let (office, visit, reviewer, officer) = published("10 ngày làm việc").await;
    let [no, other] = [0, 1].map(|at| recommendations(&office, &visit.id)[at].no);
    let file = File::new(&officer, no, picture()).await;
    let all = file.bytes.len();
    assert_eq!(file.stands().await, (404, Some(0)));
    assert_eq!(file.send(0, 20).await.0, 204);
    assert_eq!(file.stands().await, (404, Some(20)));
    let (code, offset, _) = file.send(30, all).await;
    assert_eq!((code, offset), (409, Some(20)), "told where to go on");
    assert_eq!(file.send(20, all).await.0, 201);
    assert_eq!(file.stands().await, (200, None));
    assert_eq!(file.send(20, all).await.0, 201, "again does nothing");

    // It stands in its form after a reload, and in no other form or recommendation.
    let page = format!("/kien-nghi/{no}");
    let (_, html) = officer.get(&page).await;
    let listed = html.split("name=\"kept\" value=\"").nth(1).unwrap();
    let id = listed.split('"').next().unwrap().to_owned();
    assert!(html.contains("ảnh bảng.png") && html.matches("name=\"kept\"").count() == 1);
    assert!(!officer.get(&format!("/kien-nghi/{other}")).await.1.contains("name=\"kept\""));
    // Not another person's, who knows its hash.
    let commune = visit.organisation.clone().unwrap();
    office.account_in("xa-hai", Role::CommuneOfficer, commune.as_str(), ("2010-01-01", None));
    let second = Browser::enter(&office, "xa-hai").await;
    let words = [("words", "Đã thay"), ("extent", "whole"), ("number", ""), ("date", ""), ("kept", &id)];
    let (code, html) = answer(&second, no, "bao-cao", &words, None).await;
    assert!(code == 422 && html.contains("cần số văn bản, ảnh hoặc tệp"), "{code}");

    // What is refused loses nothing; a file of the plain form waits like the others.
    let wordless = [("words", " "), ("extent", "whole"), ("number", ""), ("date", ""), ("kept", &id)];
    let (code, html) = answer(&officer, no, "bao-cao", &wordless, Some(b"%PDF-1.7 one")).await;
    assert!(code == 422 && html.matches("name=\"kept\"").count() == 2, "{html}");
    let pdf = html.split("name=\"kept\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let (code, html) = answer_at(&officer, no, &format!("bo-tep/{pdf}"), &words).await;
    assert!(code == 200 && html.matches("name=\"kept\"").count() == 1 && html.contains("Đã thay"), "{html}");
    assert_eq!(answer(&officer, no, "bao-cao", &words, None).await.0, 303);
    assert_eq!(state(&office, &visit, 0), RemediationState::Reported);
    let (_, html) = reviewer.get(&format!("/khac-phuc/{no}")).await;
    assert!(html.contains("ảnh bảng.png") && html.contains(&id));
    assert!(!officer.get(&page).await.1.contains("name=\"kept\""), "sent is sent");
}

/// Presses another button of the form of the report.
async fn answer_at(officer: &Browser, no: i64, by: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let page = format!("/kien-nghi/{no}");
    let form = format!("{page}/bao-cao");
    let (csrf, version) =
        (officer.hidden(&page, &form, "csrf").await, officer.hidden(&page, &form, "version").await);
    let mut all = vec![("csrf", csrf.as_str()), ("version", version.as_str())];
    all.extend_from_slice(fields);
    let parts = all.iter().map(|(name, value)| {
        format!("--ranh-gioi\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    });
    let body = parts.collect::<String>() + "--ranh-gioi--\r\n";
    let kind = rocket::http::ContentType::new("multipart", "form-data");
    let kind = kind.with_params([("boundary", "ranh-gioi")]);
    let response = officer.0.post(format!("{form}/{by}")).header(kind).body(body).dispatch().await;
    (response.status().code, response.into_string().await.unwrap_or_default())
}

#[rocket::async_test]
async fn what_is_no_file_of_theirs_is_refused_in_words() {
    let (office, visit, _, officer) = published("10 ngày làm việc").await;
    let no = recommendations(&office, &visit.id)[0].no;
    let program = File::new(&officer, no, b"MZ a program".to_vec()).await;
    let (code, _, words) = program.send(0, program.bytes.len()).await;
    assert!(code == 422 && words.contains("Không nhận tệp “ảnh bảng.png”"), "{words}");
    assert_eq!(program.stands().await, (404, Some(0)));
    let mut other = File::new(&officer, no, picture()).await;
    other.bytes[40] ^= 1;
    assert_eq!(other.send(0, other.bytes.len()).await.0, 422, "other bytes than announced");
    assert_eq!(other.stands().await, (404, Some(0)));
    other.token = "0".repeat(64);
    assert_eq!(other.send(0, 10).await.0, 403, "not from our own page");
    for number in 0..10u8 {
        let file = File::new(&officer, no, [b"%PDF-1.7 ", &[number][..]].concat()).await;
        assert_eq!(file.send(0, 5).await.0, 204);
    }
    let one_more = File::new(&officer, no, b"%PDF-1.7 one more".to_vec()).await;
    let (code, _, words) = one_more.send(0, 5).await;
    assert!(code == 422 && words.contains("tối đa 10 tệp"), "{words}");
    let stranger = Office::with_campaign();
    stranger.account_in("xa-khac", Role::CommuneOfficer, "04", ("2010-01-01", None));
    let response = Browser::enter(&stranger, "xa-khac").await;
    assert_eq!(response.0.head(one_more.path).dispatch().await.status(), Status::NotFound);
}
