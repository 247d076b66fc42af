use crate::support::{Office, bearer, device, enrol, public_key};
use rocket::http::{Accept, ContentType, Header, Status};
use schemas::wire::{Problem, RecoverRequest, RecoverResponse, Worklist};
use std::io::{Read, Write};

#[rocket::async_test]
async fn a_code_enrols_one_tablet() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let code = office.code("an", i64::MAX);
    assert_eq!(enrol(&client, &code.to_lowercase()).await.0, Status::Ok);
    let (status, body) = enrol(&client, &code).await;
    assert_eq!(status, Status::Conflict);
    let problem: Problem = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem.kind, "urn:sokiemtra:problem:code-used");
}

#[rocket::async_test]
async fn an_old_code_and_an_unknown_one_enrol_nothing() {
    let office = Office::with_campaign();
    let client = office.client().await;
    assert_eq!(enrol(&client, &office.code("an", 1)).await.0, Status::Gone);
    assert_eq!(enrol(&client, "AAAA-BBBB-CCCC").await.0, Status::NotFound);
    assert!(office.devices().is_empty());
}

#[rocket::async_test]
async fn enrolment_takes_json_too_and_refuses_what_is_no_key() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let code = office.code("an", i64::MAX);
    let send = async |key: Vec<u8>| {
        let body = serde_json::json!({ "code": code, "public_key": key, "device_name": "máy 1" });
        let request = client.post("/api/v1/enrol").header(ContentType::JSON).body(body.to_string());
        request.header(Accept::JSON).dispatch().await.status()
    };
    assert_eq!(send(vec![1; 31]).await, Status::UnprocessableEntity);
    assert_eq!(send(vec![0; 32]).await, Status::UnprocessableEntity);
    assert_eq!(send(public_key()).await, Status::Ok);
}

#[rocket::async_test]
async fn a_code_gives_the_key_that_all_tablets_of_its_person_share() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let recover = async |code: &str| {
        let body = rmp_serde::to_vec_named(&RecoverRequest { code: code.to_owned() }).unwrap();
        let request = client.post("/api/v1/recover").header(ContentType::MsgPack).body(body);
        let response = request.dispatch().await;
        let (status, bytes) = (response.status(), response.into_bytes().await.unwrap());
        (status, rmp_serde::from_slice::<RecoverResponse>(&bytes).ok())
    };
    let (first, second) = (device(&office, &client, "an").await, device(&office, &client, "an").await);
    let other = device(&office, &client, "binh").await;
    assert_eq!((first.recovery.len(), &first.recovery), (32, &second.recovery));
    assert_ne!(first.recovery, other.recovery);

    let code = office.code("an", i64::MAX);
    let (status, given) = recover(&code.to_lowercase()).await;
    assert_eq!(status, Status::Ok);
    let given = given.unwrap();
    assert_eq!((given.person.as_str(), given.person_name.as_str()), ("an", "Nguyễn Văn An"));
    assert_eq!(given.recovery, first.recovery);
    assert_eq!(recover(&code).await.0, Status::Conflict, "a code is good for one thing, once");
    assert_eq!(enrol(&client, &code).await.0, Status::Conflict);
    assert_eq!(recover(&office.code("an", 1)).await.0, Status::Gone);
    assert_eq!(recover("AAAA-BBBB-CCCC").await.0, Status::NotFound);
    let lines = office.log(1);
    assert_eq!((lines[0].who.as_str(), lines[0].what.as_str()), ("an", "recovery-key-given"));
    assert!(!format!("{:?}", lines[0]).contains(&hex::encode(&given.recovery)));
}

#[rocket::async_test]
async fn a_tablet_sees_the_visits_of_its_own_teams_and_the_devices_of_its_mates() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let (an, binh, chi) = (
        device(&office, &client, "an").await,
        device(&office, &client, "binh").await,
        device(&office, &client, "chi").await,
    );
    let worklist = async |token: &str| -> Worklist {
        let response = client.get("/api/v1/worklist").header(bearer(token)).dispatch().await;
        assert_eq!(response.status(), Status::Ok);
        rmp_serde::from_slice(&response.into_bytes().await.unwrap()).unwrap()
    };
    let of_an = worklist(&an.token).await;
    let [visit] = &of_an.visits[..] else { panic!("{of_an:?}") };
    assert_eq!(visit.team.iter().map(|m| m.person.as_str()).collect::<Vec<_>>(), ["an", "binh"]);
    let devices: Vec<_> = of_an.devices.iter().map(|known| known.device.clone()).collect();
    assert_eq!(devices, [an.device.clone(), binh.device.clone()]);
    assert_eq!(of_an.campaigns[0].bundle_key.len(), 32);
    let of_chi = worklist(&chi.token).await;
    assert_eq!(of_chi.visits.len(), 1);
    assert_ne!(of_chi.visits[0].id, visit.id);
    // Another device of the team concerns An, one of another team does not.
    device(&office, &client, "binh").await;
    device(&office, &client, "chi").await;
    let later = worklist(&an.token).await;
    assert!(later.version > of_an.version);
    assert_eq!(later.devices.len(), 3);
}

#[rocket::async_test]
async fn a_template_comes_compressed_to_who_can_inflate_it() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let an = device(&office, &client, "an").await;
    let id = "cchc-xa-2018".parse().unwrap();
    let edition =
        office.store.read_blocking(|r| server::store::template::edition(r, &id, None)).unwrap().unwrap();
    let get = async |encoding: &'static str| {
        let request = client.get(format!("/api/v1/templates/{}", edition.hash)).header(bearer(&an.token));
        let response = request.header(Header::new("Accept-Encoding", encoding)).dispatch().await;
        let coding = response.headers().get_one("Content-Encoding").unwrap_or("none").to_owned();
        (coding, response.into_bytes().await.unwrap())
    };
    let (plain, large) = get("br, zstd;q=0").await;
    let (best, small) = get("gzip, zstd").await;
    let (browser, zipped) = get("gzip, zstd;q=0").await;
    assert_eq!([plain.as_str(), &best, &browser], ["none", "zstd", "gzip"]);
    assert!(small.len() * 3 < large.len() && zipped.len() * 3 < large.len());
    assert_eq!(zstd::decode_all(small.as_slice()).unwrap(), large);
    let mut inflated = Vec::new();
    flate2::read::GzDecoder::new(zipped.as_slice()).read_to_end(&mut inflated).unwrap();
    assert_eq!(inflated, large);
    let template: schemas::wire::PublishedTemplate = rmp_serde::from_slice(&large).unwrap();
    assert_eq!(template.hash, edition.hash);
}

#[rocket::async_test]
async fn a_body_may_come_zipped() {
    let office = Office::with_campaign();
    let client = office.client().await;
    let code = office.code("an", i64::MAX);
    let request = RecoverRequest { code };
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zip.write_all(&rmp_serde::to_vec_named(&request).unwrap()).unwrap();
    let request = client.post("/api/v1/recover").header(ContentType::MsgPack);
    let request = request.header(Header::new("Content-Encoding", "gzip")).body(zip.finish().unwrap());
    assert_eq!(request.dispatch().await.status(), Status::Ok);
}
