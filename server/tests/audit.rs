//! The pages of the log, and the command that checks it.

use crate::support::{Office, PASSWORD, blocking, form_token, log_in, post_form};
use clap::Parser;
use rocket::http::Status;
use server::accounts::Role;
use server::cli::{Cli, run};

fn command(office: &Office, args: &[&str]) -> Result<String, String> {
    let data = office.folder.path().display().to_string();
    let mut all = vec!["sokiemtra"];
    all.extend(args);
    all.extend(["--data", &data]);
    let cli = Cli::parse_from(all);
    blocking(|| {
        let mut out = Vec::new();
        run(cli, &mut out).map(|()| String::from_utf8(out).unwrap()).map_err(|failure| failure.to_string())
    })
}

#[rocket::async_test]
async fn what_was_done_is_found_exported_and_checked() {
    let office = Office::with_campaign();
    office.account("quan-tri", Role::Administrator);
    let client = office.client().await;
    log_in(&client, "quan-tri", "sai mật khẩu rồi").await;
    log_in(&client, "quan-tri", PASSWORD).await;
    let token = form_token(&client, "/nguoi/them").await;
    let details = [
        ("csrf", token.as_str()),
        ("name", "Quản trị"),
        ("position", "Chánh văn phòng"),
        ("organisation", "viet-nam"),
    ];
    assert_eq!(post_form(&client, "/nguoi/quan-tri", &details).await.status(), Status::SeeOther);

    let page = client.get("/nhat-ky").dispatch().await.into_string().await.unwrap();
    for words in ["Đăng nhập không thành công", "Sửa thông tin người", "Nhập kế hoạch", "Chánh văn phòng"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = client.get("/nhat-ky?viec=log-in-failed").dispatch().await.into_string().await.unwrap();
    assert!(page.contains("quan-tri") && !page.contains("Chánh văn phòng"));
    let csv = client.get("/nhat-ky.csv?tim=Ch%C3%A1nh").dispatch().await.into_string().await.unwrap();
    assert_eq!(csv.lines().count(), 2, "{csv}");

    let whole = command(&office, &["audit", "verify"]).unwrap();
    let head = whole.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(command(&office, &["audit", "verify", "--head", &head]).is_ok());
    let other = format!("1:{}", "0".repeat(64));
    assert!(command(&office, &["audit", "verify", "--head", &other]).unwrap_err().contains("line 1"));
}
