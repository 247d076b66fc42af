//! Plans as files: what comes back is the plan that went out, and each mistake is told with its place.

use crate::plans::{ID, issued, page, planner, send, whole};
use crate::support::{Office, blocking, form_token};
use proptest::prelude::*;
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::Client;
use schemas::ids::CampaignId;
use server::accounts::Scope;
use server::campaigns::{Whole, from_spreadsheet, import, spreadsheet, toml};
use server::store;

async fn upload(client: &Client, name: &str, bytes: &[u8]) -> (Status, String) {
    let token = form_token(client, "/ke-hoach/nhap").await;
    let mut body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = ContentType::new("multipart", "form-data").with_params([("boundary", "x")]);
    let response = client.post("/ke-hoach/nhap").header(kind).body(body).dispatch().await;
    (response.status(), response.into_string().await.unwrap())
}

#[rocket::async_test]
async fn a_plan_goes_out_as_a_file_and_comes_back_with_a_preview() {
    let office = Office::new();
    let client = planner(&office).await;
    issued(&client, &office).await;
    let text = page(&client, &format!("/ke-hoach/{ID}/ke-hoach.toml")).await;
    let (status, said) = upload(&client, "plan.toml", text.as_bytes()).await;
    assert_eq!(status, Status::Ok);
    assert!(said.contains("không khác kế hoạch hiện có"), "{said}");
    let book =
        client.get(format!("/ke-hoach/{ID}/ke-hoach.xlsx")).dispatch().await.into_bytes().await.unwrap();
    let (_, said) = upload(&client, "plan.xlsx", &book).await;
    assert!(said.contains("không khác kế hoạch hiện có"), "{said}");

    let changed = text.replace("Kiểm tra công vụ đầu xuân", "Tên trong tệp");
    let (status, said) = upload(&client, "plan.toml", changed.as_bytes()).await;
    assert_eq!(status, Status::Ok);
    assert!(
        said.contains("<del>Kiểm tra công vụ đầu xuân</del>") && said.contains("<ins>Tên trong tệp</ins>"),
        "{said}"
    );
    assert_eq!(whole(&office, ID).unwrap().campaign.title, "Kiểm tra công vụ đầu xuân", "only a preview");
    let (_, rest) = said.split_once("action=\"/ke-hoach/nhap/ghi/").unwrap();
    let path = format!("/ke-hoach/nhap/ghi/{}", rest.split('"').next().unwrap());
    assert_eq!(send(&client, &office, &path, &[]).await.0, Status::SeeOther);
    assert_eq!(whole(&office, ID).unwrap().campaign.title, "Tên trong tệp");
    assert_eq!(
        whole(&office, ID).unwrap().campaign.state.as_str(),
        "issued",
        "a file says nothing of the state"
    );

    // A new plan is a draft, and people that the office does not know are told.
    let new = text.replace(ID, "moi-2018").replace("\"an\"", "\"khong-co\"");
    let (status, said) = upload(&client, "plan.toml", new.as_bytes()).await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(said.contains("Không có người “khong-co”"), "{said}");
}

#[test]
fn each_mistake_in_a_workbook_is_told_with_its_cell() {
    let office = Office::with_campaign();
    let id = "phu-xuyen-2018".parse().unwrap();
    let book = blocking(|| {
        office.store.read_blocking(|reader| {
            let mut plan = Whole::read(reader, &Scope::operator(), &id)?.unwrap();
            plan.visits[1].team = "9".into();
            plan.teams[1].members[0].sections = vec!["ZZ".parse().unwrap()];
            spreadsheet(reader, &plan)
        })
    })
    .unwrap();
    let converted = from_spreadsheet(&book).unwrap();
    let errors = match blocking(|| import(&office.store, "plan.xlsx", &converted.text)) {
        Err(server::campaigns::ImportError::File(errors)) => errors,
        other => panic!("{other:?}"),
    };
    let cells: Vec<&str> = errors.iter().map(|error| converted.cells[error.line - 1].as_str()).collect();
    assert_eq!(cells, ["Đoàn!G4", "Lịch!E3"], "{errors:?}");
    assert!(from_spreadsheet(b"PK not a workbook").is_err());
}

#[test]
fn a_plan_is_the_same_after_export_and_import() {
    let office = Office::with_campaign();
    let visits = prop::collection::btree_map(0_usize..4, (0_u32..3, any::<bool>(), 0_usize..2), 1..4);
    let texts =
        ("[a-zđ\"\\\\ ]{0,12}", any::<bool>(), prop::option::of(1_u32..28), prop::option::of(0_u32..20_000));
    let sections = prop::sample::subsequence(vec!["A", "B", "C"], 0..=3);
    let codes = ["10279", "10276", "10303", "10288"];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(24));
    let run =
        runner.run(&(visits, texts, sections), |(visits, (basis, surprise, decided, target), sections)| {
            let id: CampaignId = "phu-xuyen-2018".parse().unwrap();
            let plan = blocking(|| {
                office.store.read_blocking(|reader| Whole::read(reader, &Scope::operator(), &id))
            });
            let mut plan = plan.unwrap().unwrap();
            plan.campaign.legal_basis = schemas::text::nfc(&basis);
            plan.campaign.surprise = surprise;
            plan.campaign.period_to = "2018-02-24".parse().unwrap();
            plan.campaign.decision_date =
                decided.map(|day| chrono::NaiveDate::from_ymd_opt(2018, 1, day).unwrap());
            let target =
                target.map(|hundredths| ("on_time_target".parse().unwrap(), f64::from(hundredths) / 100.0));
            plan.campaign.targets = target.into_iter().collect();
            plan.teams[0].members[0].sections = sections.iter().map(|id| id.parse().unwrap()).collect();
            let sample = plan.visits[0].clone();
            plan.visits = visits
                .iter()
                .map(|(unit, (day, morning, team))| store::visit::Visit {
                    unit: codes[*unit].parse().unwrap(),
                    date: chrono::NaiveDate::from_ymd_opt(2018, 2, 22).unwrap()
                        + chrono::TimeDelta::days(i64::from(*day)),
                    half_day: if *morning {
                        schemas::wire::HalfDay::Morning
                    } else {
                        schemas::wire::HalfDay::Afternoon
                    },
                    team: (team + 1).to_string(),
                    cancelled_at: None,
                    ..sample.clone()
                })
                .collect();
            let files = blocking(|| {
                office.store.read_blocking(|reader| {
                    Ok::<_, store::Error>((toml(reader, &plan)?, spreadsheet(reader, &plan)?))
                })
            });
            let (text, book) = files.unwrap();
            office.import(&text).unwrap();
            let got = whole(&office, "phu-xuyen-2018").unwrap();
            let key = |visit: &store::visit::Visit| {
                (visit.unit.to_string(), visit.date, visit.half_day, visit.team.clone())
            };
            let sorted = |plan: &Whole| {
                let mut all: Vec<_> = plan.planned().map(key).collect();
                all.sort();
                all
            };
            prop_assert_eq!(sorted(&got), sorted(&plan));
            prop_assert_eq!(&got.teams, &plan.teams);
            let same = |plan: &Whole| {
                let campaign = plan.campaign.clone();
                store::campaign::Campaign { version: 0, ..campaign }
            };
            prop_assert_eq!(same(&got), same(&plan));
            // The workbook says the same: importing it changes nothing.
            let converted = from_spreadsheet(&book).unwrap();
            prop_assert!(!office.import(&converted.text).unwrap().changed);
            Ok(())
        });
    run.unwrap();
}
