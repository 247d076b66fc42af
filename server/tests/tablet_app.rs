//! The tablet app as browsers get it.

use crate::support::Office;
use rocket::http::{Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};

const SCRIPT: &str = "app-0123456789ab.js";

/// An office whose app is a page and a script, the script also compressed.
async fn office() -> (Office, Client) {
    let office = Office::new();
    let folder = &office.config.tablet;
    std::fs::create_dir_all(folder).unwrap();
    let list = serde_json::json!({ "version": "0", "worker": "0", "files": [
        { "name": "index.html", "sha256": "", "bytes": 4, "fixed": true },
        { "name": SCRIPT, "sha256": "", "bytes": 5, "fixed": false },
        { "name": "../data/sokiemtra.db", "sha256": "", "bytes": 5, "fixed": false },
    ] });
    let files = [
        ("files.json", list.to_string()),
        ("index.html", "page".into()),
        (SCRIPT, "plain".into()),
        (&format!("{SCRIPT}.br"), "brotli".into()),
        (&format!("{SCRIPT}.gz"), "gzip".into()),
        ("secret.txt", "not in the list".into()),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let client = office.client().await;
    (office, client)
}

async fn get<'c>(client: &'c Client, path: &str, headers: &[(&'static str, &str)]) -> LocalResponse<'c> {
    let mut request = client.get(path.to_owned());
    for (name, value) in headers {
        request = request.header(Header::new(*name, (*value).to_owned()));
    }
    request.dispatch().await
}

fn header(response: &LocalResponse, name: &str) -> String {
    response.headers().get_one(name).unwrap_or_default().to_owned()
}

#[rocket::async_test]
async fn a_file_comes_in_the_smallest_form_that_the_browser_takes() {
    let (_office, client) = office().await;
    let path = format!("/tablet/{SCRIPT}");
    for (accepted, coding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip;q=1.0, br;q=0", "gzip", "gzip"),
        ("identity", "", "plain"),
    ] {
        let response = get(&client, &path, &[("Accept-Encoding", accepted)]).await;
        assert_eq!(response.status(), Status::Ok);
        assert_eq!(header(&response, "Content-Encoding"), coding);
        assert_eq!(header(&response, "Vary"), "Accept-Encoding");
        assert_eq!(header(&response, "Content-Type"), "text/javascript; charset=utf-8");
        assert_eq!(response.into_string().await.unwrap(), body);
    }
}

#[rocket::async_test]
async fn hashed_names_are_kept_for_ever_and_fixed_ones_asked_for_again() {
    let (_office, client) = office().await;
    let script = get(&client, &format!("/tablet/{SCRIPT}"), &[]).await;
    assert!(header(&script, "Cache-Control").contains("immutable"));
    let page = get(&client, "/tablet/", &[]).await;
    let (cache, etag) = (header(&page, "Cache-Control"), header(&page, "ETag"));
    assert_eq!(cache, "no-cache");
    let again = get(&client, "/tablet/index.html", &[("If-None-Match", &format!("W/{etag}"))]).await;
    assert_eq!((again.status(), header(&again, "ETag")), (Status::NotModified, etag));
    assert_eq!(again.into_string().await.unwrap_or_default(), "");
}

#[rocket::async_test]
async fn the_app_has_a_policy_of_its_own() {
    let (_office, client) = office().await;
    let page = get(&client, "/tablet/", &[]).await;
    let policy = header(&page, "Content-Security-Policy");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    let permissions = header(&page, "Permissions-Policy");
    assert!(permissions.contains("camera=(self), geolocation=(self)"), "{permissions}");
    assert_eq!(header(&page, "X-Content-Type-Options"), "nosniff");
    let office = get(&client, "/dang-nhap", &[]).await;
    assert!(header(&office, "Permissions-Policy").contains("camera=()"));
}

#[rocket::async_test]
async fn only_what_the_list_names_is_handed_out() {
    let (_office, client) = office().await;
    assert_eq!(get(&client, "/tablet", &[]).await.status(), Status::PermanentRedirect);
    for path in ["/tablet/secret.txt", "/tablet/..%2Fdata%2Fsokiemtra.db", "/tablet/recover"] {
        assert_eq!(get(&client, path, &[]).await.status(), Status::NotFound, "{path}");
    }
}

#[rocket::async_test]
async fn a_server_without_the_app_says_so_in_words() {
    let client = Office::new().client().await;
    let page = get(&client, "/tablet/", &[("Accept-Language", "vi")]).await;
    assert_eq!(page.status(), Status::NotFound);
    assert!(page.into_string().await.unwrap().contains("Máy chủ này chưa có ứng dụng cho máy tính bảng"));
    let log_in = get(&client, "/dang-nhap", &[]).await.into_string().await.unwrap();
    assert!(log_in.contains("href=\"/tablet/\""));
}
