//! What the office is told of a visit: as data, as a page, and again after a rebuild.

use crate::support::{Office, PASSWORD, log_in};
use crate::tablet::Tablet;
use ed25519_dalek::SigningKey;
use inspection::{Edit, Photo};
use rocket::http::Accept;
use schemas::answer::Answer;
use schemas::ids::{PhotoId, RowId};
use serde_json::Value;
use server::accounts::Role;
use server::accounts::Scope;
use server::store::{self, change, template, visit};
use server::sync::verify::Verifier;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokiemtra");
/// An office with one visited commune: two people disagree, one finding, one photo that has not arrived, a dossier, a
/// signature and a later change.
fn office() -> (Office, visit::Visit) {
    let office = Office::with_campaign();
    let campaign = "phu-xuyen-2018".parse().unwrap();
    let visits = office
        .store
        .read_blocking(|reader| visit::of_campaign(reader, &Scope::operator(), &campaign))
        .unwrap();
    let visit = visits[0].clone();
    let hash = visit.template;
    let published = office.store.read_blocking(|reader| template::get(reader, &hash)).unwrap().unwrap();

    let mut an = Tablet::new("an", 1, &published.beginning);
    let mut binh = Tablet::new("binh", 2, &published.beginning);
    an.answer(0, "A01", Answer::Yes);
    an.answer(1, "A01", Answer::No);
    an.write(
        2,
        Edit::Note { item: "A01".parse().unwrap(), text: "<script>alert(1)</script> bảng mờ".into() },
    );
    an.write(
        3,
        Edit::Photo(Photo {
            id: PhotoId([7; 32]),
            item: "A01".parse().unwrap(),
            size: 1000,
            pixels: (1600, 1200),
            media_type: "image/jpeg".to_owned(),
            taken_at: None,
            position: None,
            caption: "Bảng niêm yết ngoài sân".to_owned(),
            redacts: Some(PhotoId([8; 32])),
            removed: false,
        }),
    );
    an.answer(4, "A02", Answer::Ratio(243, 250));
    binh.answer(5, "A02", Answer::Ratio(240, 250));
    binh.answer(6, "A03", Answer::Yes);
    let row: RowId = "01J00000000000000000000009".parse().unwrap();
    binh.write(7, Edit::AddRow { group: "DS".parse().unwrap(), row: row.clone() });
    binh.set(8, "DS", &row, "DS01", Answer::Text("HS-0001".to_owned()));
    an.sign(10, &visit, "Nguyễn Văn An");
    an.write(12, Edit::Opinion { text: "Đơn vị nhất trí.".to_owned() });
    an.deliver(&office.store, &visit);
    binh.deliver(&office.store, &visit);
    assert!(Verifier::new(office.store.clone(), Path::new(PROGRAM)).verify(&visit.id).unwrap());
    (office, visit)
}

fn printed(office: &Office, arguments: &[&str]) -> String {
    let data = office.folder.path().display().to_string();
    let output = Command::new(PROGRAM).args(arguments).args(["--data", &data]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn report(office: &Office, visit: &visit::Visit, format: &str) -> String {
    let unit = visit.unit.as_str();
    printed(office, &["report", "--campaign", "phu-xuyen-2018", "--unit", unit, "--format", format])
}

#[test]
fn the_report_names_both_answers_the_missing_photo_and_the_change_after_the_signature() {
    let (office, visit) = office();
    let report: Value = serde_json::from_str(&report(&office, &visit, "json")).unwrap();

    let disputed = &report["disputed"][0];
    assert_eq!((&disputed["item"], report["disputed"].as_array().unwrap().len()), (&"A02".into(), 1));
    let values: Vec<(&str, &str)> = disputed["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| (value["text"].as_str().unwrap(), value["name"].as_str().unwrap()))
        .collect();
    assert_eq!(values, [("240/250 = 96,00 %", "Trần Thị Bình"), ("243/250 = 97,20 %", "Nguyễn Văn An")]);
    assert_eq!(disputed["values"][1]["at_text"], "09:04 22/02/2018");

    let finding = &report["findings"][0];
    assert_eq!((&finding["item"], &finding["severity"]), (&"A01".into(), &"minor".into()));
    assert_eq!((&finding["due_text"], &finding["evidence_missing"]), (&"05/03/2018".into(), &false.into()));
    assert!(finding["bases"].as_array().unwrap().iter().any(|basis| basis["unconfirmed"] == true));
    assert_eq!(report["photos_missing"], serde_json::json!(["07".repeat(32), "09".repeat(32)]));
    assert_eq!(
        (&report["photos"][0]["redacts"], &report["photos"][0]["redacts_text"]),
        (&"08".repeat(32).into(), &"Đã che thông tin".into()),
        "the original is not asked for"
    );

    let signature = &report["signatures"][0];
    assert_eq!((&signature["valid"], &signature["state"]), (&true.into(), &"amended".into()));
    assert_eq!(signature["drawing"]["text"], "Hình chữ ký, không phải chữ ký số");
    assert_eq!(
        (&signature["drawing"]["id"], &signature["drawing"]["arrived"]),
        (&"09".repeat(32).into(), &false.into())
    );
    let history: Vec<&str> = report["history"]["A01"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["text"].as_str().unwrap())
        .collect();
    assert_eq!(history, ["Có", "Không"]);
    assert_eq!(report["groups"][0]["rows"][0]["cells"][0]["text"], "HS-0001");
    assert_eq!(report["devices"][0]["clock_text"], "Đồng hồ nhanh 5 phút so với máy chủ");
    assert_eq!(report["pending"], false);
    assert_eq!(report["team"]["members"][1]["answered"], serde_json::json!(["A02", "A03"]));
}

#[test]
fn a_signature_that_somebody_else_made_is_not_valid() {
    let office = Office::with_campaign();
    let campaign = "phu-xuyen-2018".parse().unwrap();
    let visit = office
        .store
        .read_blocking(|reader| visit::of_campaign(reader, &Scope::operator(), &campaign))
        .unwrap()[0]
        .clone();
    let hash = visit.template;
    let published = office.store.read_blocking(|reader| template::get(reader, &hash)).unwrap().unwrap();
    let mut an = Tablet::new("an", 1, &published.beginning);
    an.answer(0, "A01", Answer::Yes);
    let own = std::mem::replace(&mut an.key, SigningKey::from_bytes(&[9; 32]));
    an.sign(1, &visit, "Nguyễn Văn An");
    an.key = own;
    an.sign(2, &visit, "Nguyễn Văn An");
    an.deliver(&office.store, &visit);
    assert!(Verifier::new(office.store.clone(), Path::new(PROGRAM)).verify(&visit.id).unwrap());
    let report: Value = serde_json::from_str(&report(&office, &visit, "json")).unwrap();
    let states: Vec<&Value> =
        report["signatures"].as_array().unwrap().iter().map(|signature| &signature["state"]).collect();
    assert_eq!(states, [&Value::from("invalid"), &Value::from("valid")]);
}

#[test]
fn a_rebuild_works_the_same_out_again() {
    let (office, visit) = office();
    let before = report(&office, &visit, "json");
    assert_eq!(printed(&office, &["rebuild"]), "1 visits worked out again\n");
    assert_eq!(report(&office, &visit, "json"), before);
}

#[rocket::async_test]
async fn the_pages_say_the_same_and_escape_what_people_typed() {
    let (office, visit) = rocket::tokio::task::spawn_blocking(self::office).await.unwrap();
    office.account("lanh-dao", Role::OfficeLeader);
    let client = office.client().await;
    assert_eq!(log_in(&client, "lanh-dao", PASSWORD).await.code, 303);
    let get = async |path: String| {
        let response = client.get(path).header(Accept::HTML).dispatch().await;
        (response.status().code, response.into_string().await.unwrap_or_default())
    };
    let (status, page) = get("/".to_owned()).await;
    assert!(status == 200 && page.contains("/dot-kiem-tra/phu-xuyen-2018"));
    let (status, page) = get("/dot-kiem-tra/phu-xuyen-2018".to_owned()).await;
    assert_eq!(status, 200);
    for text in ["1/2 đơn vị đã có dữ liệu", "1 chưa thống nhất", "thiếu 2 ảnh", "1 nhẹ"]
    {
        assert!(page.contains(text), "{text}");
    }
    let address = format!("/dot-kiem-tra/phu-xuyen-2018/{}", visit.unit);
    let (status, page) = get(address.clone()).await;
    assert_eq!(status, 200);
    for text in [
        "243/250 = 97,20 %",
        "240/250 = 96,00 %",
        "Trần Thị Bình",
        "cần đối chiếu",
        "phụ lục",
        "không phải chữ ký số",
        "Đã che thông tin",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("<script>") && page.contains("bảng mờ") && !page.contains("style="));
    assert!(!page.contains("Chưa hợp nhất xong"));
    let (_, json) = get(format!("{address}?format=json")).await;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unit"]["code"], visit.unit.as_str());

    let id = visit.id;
    let wait = move |tx: &store::Tx| {
        let document = change::open(tx, &id)?;
        change::add_waiting(tx, document.no, 3)
    };
    office.store.write(wait).await.unwrap();
    assert!(get(address).await.1.contains("Chưa hợp nhất xong: 3 thay đổi"));
    for path in ["/dot-kiem-tra/khong-co", "/dot-kiem-tra/phu-xuyen-2018/99999", "/dot-kiem-tra/X/y"] {
        assert_eq!(get(path.to_owned()).await.0, 404, "{path}");
    }
}

#[rocket::async_test]
async fn results_of_many_visits_are_looked_at_in_parts_and_searched() {
    let office = Office::new();
    office.import(&Office::campaign_of(160)).unwrap();
    office.account("xem", Role::Viewer);
    let client = office.client().await;
    log_in(&client, "xem", PASSWORD).await;
    let get = async |query: &str| {
        let path = format!("/dot-kiem-tra/phu-xuyen-2018{query}");
        client.get(path).dispatch().await.into_string().await.unwrap()
    };
    let lines = |html: &str| html.matches("class=\"muted\">Sáng</span>").count();
    let (first, second) = (get("").await, get("?trang=2").await);
    assert_eq!((lines(&first), lines(&second)), (150, 10));
    assert!(first.contains("trang=2") && second.contains("0/160 đơn vị"), "{second}");
    let found = get("?tim=phuong+duc").await;
    assert!(lines(&found) > 1 && !found.contains("Hoàng Long") && found.contains("value=\"phuong duc\""));
    assert!(get("?tim=khong+co").await.contains("Không có đơn vị nào tên như vậy"));
    let data: Value = serde_json::from_str(&get("?format=json").await).unwrap();
    assert_eq!(data["visits"].as_array().unwrap().len(), 160, "data is whole");
}
