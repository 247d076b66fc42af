//! Who gets what from every route that there is.

use crate::support::{Office, bearer, blocking, device, log_in};
use rocket::http::{ContentType, Method};
use server::accounts::Role;
use std::collections::BTreeSet;

/// A caller.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Caller {
    Nobody,
    Tablet,
    RevokedTablet,
    Account(Role),
}

/// Whom a route lets through to its handler.
#[derive(Debug, Clone, Copy)]
enum Right {
    Anyone,
    Tablet,
    AnyTablet,
    LoggedIn,
    OfficeReader,
}

/// Route, a path that fits it, its right, and the status for who has it. The requests carry no body: a handler that wants
/// one answers 415, but only to those who come that far.
const TABLE: &[(&str, Method, &str, Right, u16)] = &[
    ("/healthz", Method::Get, "/healthz", Right::Anyone, 200),
    ("/assets/<name>", Method::Get, "/assets/none.css", Right::Anyone, 404),
    ("/dang-nhap?<tiep>", Method::Get, "/dang-nhap", Right::Anyone, 200),
    ("/dang-nhap", Method::Post, "/dang-nhap", Right::Anyone, 415),
    ("/dang-xuat", Method::Post, "/dang-xuat", Right::LoggedIn, 415),
    ("/", Method::Get, "/", Right::OfficeReader, 200),
    ("/dot-kiem-tra/<campaign>?<format>", Method::Get, "/dot-kiem-tra/khong-co", Right::OfficeReader, 404),
    (
        "/dot-kiem-tra/<campaign>/<unit>?<ngay>&<format>",
        Method::Get,
        "/dot-kiem-tra/khong-co/10279",
        Right::OfficeReader,
        404,
    ),
    ("/api/v1/enrol", Method::Post, "/api/v1/enrol", Right::Anyone, 415),
    ("/api/v1/recover", Method::Post, "/api/v1/recover", Right::Anyone, 415),
    ("/api/v1/worklist", Method::Get, "/api/v1/worklist", Right::Tablet, 200),
    ("/api/v1/templates/<hash>", Method::Get, "/api/v1/templates/{hash}", Right::Tablet, 404),
    ("/api/v1/sync", Method::Post, "/api/v1/sync", Right::AnyTablet, 415),
    ("/api/v1/photos/<id>", Method::Head, "/api/v1/photos/{hash}", Right::Tablet, 404),
    ("/api/v1/photos/<id>", Method::Patch, "/api/v1/photos/{hash}", Right::Tablet, 400),
    ("/tablet", Method::Get, "/tablet", Right::Anyone, 308),
    ("/tablet/<name>", Method::Get, "/tablet/recover", Right::Anyone, 404),
    ("/anh/<id>", Method::Get, "/anh/{hash}", Right::OfficeReader, 404),
    ("/anh/<id>/nho", Method::Get, "/anh/{hash}/nho", Right::OfficeReader, 404),
];

/// The status for `caller`: pages send who is not logged in to the log-in page.
fn expected(right: Right, caller: Caller, allowed: u16, method: Method) -> u16 {
    let not_logged_in = if method == Method::Get { 303 } else { 401 };
    match (right, caller) {
        (Right::Anyone, _) | (Right::Tablet, Caller::Tablet) | (Right::LoggedIn, Caller::Account(_)) => {
            allowed
        }
        (Right::AnyTablet, Caller::Tablet | Caller::RevokedTablet) => allowed,
        (Right::Tablet, Caller::RevokedTablet) => 403,
        (Right::Tablet | Right::AnyTablet, _) => 401,
        (Right::OfficeReader, Caller::Account(role)) => match role {
            Role::Reviewer
            | Role::OfficeLeader
            | Role::CatalogueOwner
            | Role::Administrator
            | Role::Viewer => allowed,
            Role::Inspector | Role::TeamLeader | Role::TeamSecretary | Role::CommuneOfficer => 403,
        },
        (Right::LoggedIn | Right::OfficeReader, _) => not_logged_in,
    }
}

#[rocket::async_test]
async fn every_route_lets_through_those_who_have_its_right_and_nobody_else() {
    let office = Office::with_campaign();
    let mut callers = vec![Caller::Nobody, Caller::Tablet, Caller::RevokedTablet];
    callers.extend(Role::ALL.map(Caller::Account));
    for caller in callers {
        let client = office.client().await;
        let mut header = None;
        match caller {
            Caller::Nobody => {}
            Caller::Tablet => header = Some(bearer(&device(&office, &client, "an").await.token)),
            Caller::RevokedTablet => {
                let enrolled = device(&office, &client, "an").await;
                let revoke =
                    move |tx: &server::store::Tx| server::store::device::revoke(tx, &enrolled.device, 1);
                assert!(blocking(|| office.store.write_blocking(revoke)).unwrap());
                header = Some(bearer(&enrolled.token));
            }
            Caller::Account(role) => {
                office.account("can-bo", role);
                assert_eq!(log_in(&client, "can-bo", crate::support::PASSWORD).await.code, 303);
            }
        }
        for (route, method, path, right, allowed) in TABLE {
            let mut request = client.req(*method, path.replace("{hash}", &"0".repeat(64)));
            if let Some(header) = &header {
                request = request.header(header.clone());
            }
            let status = request.dispatch().await.status().code;
            assert_eq!(
                status,
                expected(*right, caller, *allowed, *method),
                "{method} {route} for {caller:?}"
            );
        }
    }
}

#[rocket::async_test]
async fn the_table_names_every_mounted_route() {
    let client = Office::new().client().await;
    let mounted: BTreeSet<(String, &str)> =
        client.rocket().routes().map(|route| (route.uri.to_string(), route.method.as_str())).collect();
    let named: BTreeSet<(String, &str)> =
        TABLE.iter().map(|(route, method, ..)| ((*route).to_owned(), method.as_str())).collect();
    assert_eq!(mounted, named);
}

#[rocket::async_test]
async fn problems_are_json_under_api_and_pages_elsewhere() {
    let client = Office::new().client().await;
    let api = client.get("/api/v1/worklist").dispatch().await;
    assert_eq!(api.content_type(), Some(ContentType::new("application", "problem+json")));
    let problem: schemas::wire::Problem = serde_json::from_str(&api.into_string().await.unwrap()).unwrap();
    assert_eq!((problem.kind.as_str(), problem.status), ("urn:sokiemtra:problem:token-required", 401));
    let page = client.get("/khong-co").dispatch().await;
    assert_eq!((page.status().code, page.content_type()), (404, Some(ContentType::HTML)));
    assert!(page.headers().get_one("Content-Security-Policy").unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(page.headers().get_one("X-Frame-Options"), Some("DENY"));
}
