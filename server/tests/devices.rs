//! Tablets as the office sees them: the list, codes, revoking, a lost one, and what is kept aside.

use crate::support::{Office, PASSWORD, bearer, blocking, device, enrol, form_token, log_in, post_form};
use ed25519_dalek::SigningKey;
use inspection::exchange::{self, Header};
use inspection::{Edit, Inspection, seal};
use rocket::http::ContentType;
use rocket::local::asynchronous::Client;
use schemas::answer::Answer;
use schemas::ids::{ActorId, VisitId};
use schemas::wire::{
    AboutDevice, DocPull, DocPush, EnrolRequest, EnrolResponse, PROTOCOL, PublishedTemplate,
    QuarantineReason, SyncRequest, SyncResponse, Tip, Worklist,
};
use server::accounts::Role;
use server::clock;
use server::store::{change, quarantine};
use server::sync::verify::Verifier;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokiemtra");

/// A tablet that speaks the protocol by hand.
struct Tablet {
    key: SigningKey,
    enrolled: EnrolResponse,
    visit: VisitId,
    document: Inspection,
    actor: ActorId,
    made: Vec<Vec<u8>>,
}

impl Tablet {
    async fn enrol(office: &Office, client: &Client, person: &str, number: u8) -> Self {
        let key = SigningKey::from_bytes(&[number; 32]);
        let request = EnrolRequest {
            code: office.code(person, i64::MAX),
            public_key: key.verifying_key().to_bytes().to_vec(),
            device_name: format!("máy {number}"),
        };
        let body = rmp_serde::to_vec_named(&request).unwrap();
        let answer = client.post("/api/v1/enrol").header(ContentType::MsgPack).body(body).dispatch().await;
        let enrolled: EnrolResponse = rmp_serde::from_slice(&answer.into_bytes().await.unwrap()).unwrap();
        let worklist: Worklist = fetch(client, &enrolled, "/api/v1/worklist").await;
        let visit = &worklist.visits[0];
        let template: PublishedTemplate =
            fetch(client, &enrolled, &format!("/api/v1/templates/{}", visit.template)).await;
        let document = Inspection::begin(&template.beginning).unwrap();
        Tablet { key, enrolled, visit: visit.id, document, actor: ActorId([number; 16]), made: Vec::new() }
    }

    fn answer(&mut self, item: &str, answer: Answer) {
        let edit = Edit::Answer { item: item.parse().unwrap(), answer, reason: None };
        let changes = self.document.write(self.actor, 1_519_264_800, &edit).unwrap();
        self.made.extend(changes.into_iter().map(|change| change.bytes));
    }

    /// Sends everything it made, with its word for it, or without.
    async fn sync(&self, client: &Client, signed: bool) -> DocPull {
        let header = Header::parse(self.made.last().unwrap()).unwrap();
        let tip = Tip {
            visit: self.visit,
            actor: self.actor,
            seq: header.seq,
            hash: header.hash,
            device: self.enrolled.device.clone(),
            person: self.enrolled.person.clone(),
            at: 0,
            signature: Vec::new(),
        };
        let tips = if signed { vec![seal::sign_tip(tip, &self.key)] } else { Vec::new() };
        let changes = exchange::pack(self.made.iter().map(Vec::as_slice)).unwrap();
        let doc = DocPush { visit: self.visit, cursor: 0, changes, tips, writer: None, have: None };
        let about = AboutDevice { version: "9.8.7".to_owned(), free_bytes: Some(1_400_000_000) };
        let request = SyncRequest {
            proto: PROTOCOL,
            clock: clock::now() - 3 * 60 * 60 * 1000,
            docs: vec![doc],
            unsent_photos: 4,
            about: Some(about),
            ..SyncRequest::default()
        };
        let body = rmp_serde::to_vec_named(&request).unwrap();
        let request = client.post("/api/v1/sync").header(ContentType::MsgPack);
        let answer = request.header(bearer(&self.enrolled.token)).body(body).dispatch().await;
        let answer: SyncResponse = rmp_serde::from_slice(&answer.into_bytes().await.unwrap()).unwrap();
        answer.docs.into_iter().next().unwrap()
    }

    fn page(&self) -> String {
        format!("/may-tinh-bang/{}", self.enrolled.device)
    }

    fn aside(&self) -> String {
        format!("/may-tinh-bang/de-rieng/{}/{}", self.visit, self.actor)
    }
}

async fn fetch<T: serde::de::DeserializeOwned>(client: &Client, who: &EnrolResponse, path: &str) -> T {
    let answer = client.get(path.to_owned()).header(bearer(&who.token)).dispatch().await;
    rmp_serde::from_slice(&answer.into_bytes().await.unwrap()).unwrap()
}

async fn get(client: &Client, path: &str) -> String {
    client.get(path.to_owned()).dispatch().await.into_string().await.unwrap_or_default()
}

async fn administrator(office: &Office) -> Client {
    office.account("quan-tri", Role::Administrator);
    let client = office.client().await;
    assert_eq!(log_in(&client, "quan-tri", PASSWORD).await.code, 303);
    client
}

/// An office whose trial processes run.
fn office() -> Office {
    let mut office = Office::with_campaign();
    office.config.program = PROGRAM.into();
    office
}

async fn revoke(client: &Client, tablet: &Tablet, later: &str) {
    let token = form_token(client, &tablet.page()).await;
    let fields = [("csrf", token.as_str()), ("reason", "Mất ở bến xe"), ("later", later)];
    let response = post_form(client, &format!("{}/thu-hoi", tablet.page()), &fields).await;
    assert_eq!(response.status().code, 303);
}

async fn decide(client: &Client, tablet: &Tablet, decision: &str, reason: &str) -> u16 {
    let token = form_token(client, &tablet.aside()).await;
    let fields = [("csrf", token.as_str()), ("decision", decision), ("reason", reason)];
    post_form(client, &tablet.aside(), &fields).await.status().code
}

fn waiting(office: &Office, visit: &VisitId) -> u64 {
    blocking(|| office.store.read_blocking(|reader| quarantine::count(reader, visit))).unwrap()
}

#[rocket::async_test]
async fn the_list_says_in_words_what_a_tablet_tells_of_itself() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    an.answer("A01", Answer::Yes);
    assert_eq!(an.sync(&client, true).await.accepted, 1);
    let page = get(&client, "/may-tinh-bang").await;
    for words in ["Nguyễn Văn An", "máy 1", "4 ảnh", "Chậm 3 giờ", "1,4 GB", "9.8.7"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = get(&client, "/may-tinh-bang?tim=binh").await;
    assert!(!page.contains("Nguyễn Văn An"), "{page}");
}

#[rocket::async_test]
async fn a_code_is_shown_once_with_a_picture_and_can_be_withdrawn() {
    let office = office();
    let client = administrator(&office).await;
    let token = form_token(&client, "/may-tinh-bang/ghi-danh").await;
    let fields = [("csrf", token.as_str()), ("person", "an")];
    let page = post_form(&client, "/may-tinh-bang/ghi-danh", &fields).await.into_string().await.unwrap();
    let (_, rest) = page.split_once("<code class=\"secret large\">").unwrap();
    let code = rest.split('<').next().unwrap().to_owned();
    let later = get(&client, "/may-tinh-bang/ghi-danh").await;
    assert!(!later.contains(&code) && later.contains("Nguyễn Văn An"), "{later}");

    let (_, rest) = later.split_once("action=\"/may-tinh-bang/ghi-danh/an/").unwrap();
    let made = rest.split('/').next().unwrap();
    let withdraw = format!("/may-tinh-bang/ghi-danh/an/{made}/thu-hoi");
    assert_eq!(post_form(&client, &withdraw, &[("csrf", token.as_str())]).await.status().code, 303);
    assert_eq!(office.deeds(1), ["enrolment-code-withdrawn"]);
    assert_eq!(enrol(&client, &code).await.0.code, 410);
    assert_eq!(post_form(&client, &withdraw, &[("csrf", token.as_str())]).await.status().code, 404);
}

#[rocket::async_test]
async fn revoking_wants_a_reason_and_what_comes_later_is_kept_aside() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    an.answer("A01", Answer::Yes);
    an.sync(&client, true).await;
    let token = form_token(&client, &an.page()).await;
    let fields = [("csrf", token.as_str()), ("reason", " "), ("later", "await")];
    let response = post_form(&client, &format!("{}/thu-hoi", an.page()), &fields).await;
    assert_eq!(response.status().code, 422);
    assert!(office.devices()[0].revoked_at.is_none());

    revoke(&client, &an, "await").await;
    let page = get(&client, &an.page()).await;
    assert!(page.contains("Mất ở bến xe") && page.contains("đề nghị nhận"), "{page}");
    an.answer("A02", Answer::Ratio(243, 250));
    let pull = an.sync(&client, true).await;
    assert_eq!(pull.quarantined[0].reason, QuarantineReason::DeviceRevoked);
    let page = get(&client, "/may-tinh-bang/de-rieng").await;
    assert!(page.contains("Nguyễn Văn An") && page.contains("Máy đã bị thu hồi"), "{page}");
}

#[rocket::async_test]
async fn a_kept_change_is_told_in_words_and_goes_into_the_record_when_a_person_accepts_it() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    an.answer("A01", Answer::Yes);
    an.sync(&client, true).await;
    revoke(&client, &an, "await").await;
    an.answer("A02", Answer::Ratio(243, 250));
    an.sync(&client, true).await;

    let page = get(&client, &an.aside()).await;
    assert!(page.contains("A02 ") && page.contains("243/250"), "{page}");
    assert_eq!(decide(&client, &an, "accept", "").await, 422);
    assert_eq!(decide(&client, &an, "accept", "An xác nhận đã làm trước khi mất máy").await, 303);
    assert_eq!(waiting(&office, &an.visit), 0);
    assert_eq!(office.deeds(1), ["quarantine-accepted"]);
    let visit = an.visit;
    let merged = || Verifier::new(office.store.clone(), Path::new(PROGRAM)).verify(&visit);
    // The server's own verifier may have been quicker.
    blocking(merged).unwrap();
    let hashes = |reader: &server::store::Reader| {
        let document = change::find(reader, &visit)?.unwrap();
        change::verified_hashes(reader, document.no)
    };
    let verified = blocking(|| office.store.read_blocking(hashes)).unwrap();
    assert!(verified.contains(&Header::parse(&an.made[1]).unwrap().hash));
    // The tablet stays revoked.
    an.answer("A03", Answer::Yes);
    assert_eq!(an.sync(&client, true).await.quarantined[0].reason, QuarantineReason::DeviceRevoked);
}

#[rocket::async_test]
async fn a_change_can_be_kept_out_and_the_decision_taken_back() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    revoke(&client, &an, "distrust").await;
    an.answer("A01", Answer::No);
    an.sync(&client, true).await;
    let page = get(&client, &an.aside()).await;
    assert!(page.contains("trong tay người lạ"), "{page}");
    assert_eq!(decide(&client, &an, "keep-out", "Không phải của An").await, 303);
    assert_eq!(waiting(&office, &an.visit), 0);
    // Sent again, it stays out.
    an.sync(&client, true).await;
    assert_eq!(waiting(&office, &an.visit), 0);
    assert!(get(&client, &an.aside()).await.contains("Không phải của An"));
    assert_eq!(decide(&client, &an, "accept", "Hóa ra là của An").await, 303);
    let logged = |reader: &server::store::Reader| change::find(reader, &an.visit);
    assert!(blocking(|| office.store.read_blocking(logged)).unwrap().is_some());
    assert_eq!(client.get(an.aside()).dispatch().await.status().code, 404);
}

#[rocket::async_test]
async fn what_nobody_vouches_for_can_only_be_kept_out_and_downloaded() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    an.answer("A01", Answer::No);
    assert_eq!(an.sync(&client, false).await.quarantined[0].reason, QuarantineReason::NotSigned);
    let page = get(&client, &an.aside()).await;
    assert!(page.contains("không thể ghi vào hồ sơ") && !page.contains("value=\"accept\""), "{page}");
    let hash = Header::parse(&an.made[0]).unwrap().hash;
    let bytes = client.get(format!("{}/{hash}", an.aside())).dispatch().await;
    assert!(bytes.headers().get_one("Content-Disposition").unwrap().starts_with("attachment"));
    assert_eq!(bytes.into_bytes().await.unwrap(), an.made[0]);
    // A form that asks for it all the same changes nothing.
    assert_eq!(decide(&client, &an, "accept", "cứ nhận").await, 303);
    assert_eq!(waiting(&office, &an.visit), 1);
    // Its tablet vouches at the next sync, and it goes in by itself.
    assert_eq!(an.sync(&client, true).await.accepted, 1);
    assert_eq!(waiting(&office, &an.visit), 0);
}

#[rocket::async_test]
async fn the_page_of_a_lost_tablet_says_what_is_here_and_what_may_not_be() {
    let office = office();
    let client = administrator(&office).await;
    let mut an = Tablet::enrol(&office, &client, "an", 1).await;
    let lost = format!("{}/mat", an.page());
    assert!(get(&client, &lost).await.contains("Máy chưa đồng bộ lần nào"));
    an.answer("A01", Answer::Yes);
    an.sync(&client, true).await;
    device(&office, &client, "binh").await;
    let page = get(&client, &lost).await;
    assert!(page.contains("4 ảnh mà máy báo là chưa gửi") && page.contains("Trần Thị Bình"), "{page}");
    assert!(page.contains("chưa bị thu hồi"), "{page}");
}

#[rocket::async_test]
async fn tablets_of_another_province_are_not_found() {
    let office = office();
    let tablets = office.client().await;
    let mut an = Tablet::enrol(&office, &tablets, "an", 1).await;
    an.answer("A01", Answer::No);
    an.sync(&tablets, false).await;
    office.account_in("tinh", Role::Administrator, "04", ("2020-01-01", None));
    let client = office.client().await;
    assert_eq!(log_in(&client, "tinh", PASSWORD).await.code, 303);
    let hash = Header::parse(&an.made[0]).unwrap().hash;
    for path in [an.page(), format!("{}/mat", an.page()), an.aside(), format!("{}/{hash}", an.aside())] {
        assert_eq!(client.get(path.clone()).dispatch().await.status().code, 404, "{path}");
    }
    assert!(!get(&client, "/may-tinh-bang").await.contains("Nguyễn Văn An"));
    assert!(get(&client, "/may-tinh-bang/de-rieng").await.contains("Không có thay đổi nào"));
    let token = form_token(&client, "/may-tinh-bang/ghi-danh").await;
    let fields = [("csrf", token.as_str()), ("person", "an")];
    assert_eq!(post_form(&client, "/may-tinh-bang/ghi-danh", &fields).await.status().code, 404);
    let revoke = [("csrf", token.as_str()), ("reason", "x"), ("later", "await")];
    assert_eq!(post_form(&client, &format!("{}/thu-hoi", an.page()), &revoke).await.status().code, 404);
}
