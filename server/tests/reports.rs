//! What the office is told of a visit: as data, as a page, and again after a rebuild.

use crate::support::{Office, PASSWORD, log_in};
use ed25519_dalek::SigningKey;
use inspection::exchange::Header;
use inspection::{Drawing, Edit, Inspection, Photo, Signature, SignerRole, seal};
use rocket::http::Accept;
use schemas::answer::Answer;
use schemas::ids::{ActorId, DeviceId, PhotoId, RowId};
use schemas::wire::Tip;
use serde_json::Value;
use server::accounts::Role;
use server::accounts::Scope;
use server::store::{self, change, device, template, visit};
use server::sync::verify::Verifier;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokiemtra");
/// 22/02/2018, 09:00 in Viet Nam.
const MORNING: i64 = 1_519_264_800;

/// What was drawn where people sign.
const DRAWING: PhotoId = PhotoId([9; 32]);

/// One person's tablet.
struct Tablet {
    person: &'static str,
    device: DeviceId,
    key: SigningKey,
    actor: ActorId,
    document: Inspection,
    made: Vec<Vec<u8>>,
}

impl Tablet {
    fn new(person: &'static str, number: u8, beginning: &[u8]) -> Self {
        Tablet {
            person,
            device: format!("01J{number:023}").parse().unwrap(),
            key: SigningKey::from_bytes(&[number; 32]),
            actor: ActorId([number; 16]),
            document: Inspection::begin(beginning).unwrap(),
            made: Vec::new(),
        }
    }

    fn write(&mut self, minute: i64, edit: Edit) {
        let changes = self.document.write(self.actor, MORNING + minute * 60, &edit).unwrap();
        self.made.extend(changes.into_iter().map(|change| change.bytes));
    }

    fn answer(&mut self, minute: i64, item: &str, answer: Answer) {
        self.write(minute, Edit::Answer { item: item.parse().unwrap(), answer, reason: None });
    }

    fn set(&mut self, minute: i64, group: &str, row: &RowId, field: &str, answer: Answer) {
        let (group, field) = (group.parse().unwrap(), field.parse().unwrap());
        self.write(minute, Edit::SetField { group, row: row.clone(), field, answer, reason: None });
    }

    fn sign(&mut self, minute: i64, visit: &visit::Visit, name: &str) {
        let signature = Signature {
            role: SignerRole::Leader,
            name: name.to_owned(),
            heads: self.document.heads(),
            device: self.device.clone(),
            person: self.person.parse().unwrap(),
            at: MORNING + minute * 60,
            signature: String::new(),
            drawing: Some(Drawing { id: DRAWING, size: 900, media_type: "image/png".to_owned() }),
        };
        self.write(minute, Edit::Sign(seal::sign_minutes(&visit.id, signature, &self.key)));
    }

    /// Enrols the tablet and brings its changes as they would arrive.
    fn deliver(&self, store: &store::Store, visit: &visit::Visit) {
        let (person, id, key) = (self.person.parse().unwrap(), self.device.clone(), self.key.verifying_key());
        let device = device::Device {
            id: id.clone(),
            person,
            person_name: String::new(),
            name: "máy tính bảng".to_owned(),
            public_key: key.to_bytes(),
            enrolled_at: 0,
            revoked_at: None,
            last_seen: None,
            clock_skew_ms: None,
            unsent_photos: 0,
            app_version: None,
            free_bytes: None,
            revoked_reason: String::new(),
            later_work: None,
        };
        let (newest, hash) = self.document.newest_of(&self.actor).unwrap();
        let tip = Tip {
            visit: visit.id,
            actor: self.actor,
            seq: newest,
            hash,
            device: id,
            person: device.person.clone(),
            at: 0,
            signature: Vec::new(),
        };
        let tip = seal::sign_tip(tip, &self.key);
        let (made, token, visit) = (self.made.clone(), [self.actor.0[0]; 32], visit.id);
        store
            .write_blocking(move |tx| {
                device::add(tx, &device, &token)?;
                device::seen(tx, &device.id, 0, 300_000, 0, None)?;
                let document = change::open(tx, &visit)?;
                let author = change::put_author(tx, document.no, &tip, newest)?;
                for bytes in &made {
                    let header = Header::parse(bytes).unwrap();
                    let new = change::NewChange {
                        seq: header.seq,
                        hash: header.hash,
                        max_op: header.max_op,
                        bytes,
                    };
                    change::append(tx, document.no, &author, &new, None, 0)?;
                }
                change::add_waiting(tx, document.no, made.len())
            })
            .unwrap();
    }
}

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
