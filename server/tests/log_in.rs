use crate::support::{Office, PASSWORD, form_token, log_in, post_form, session_cookie};
use rocket::http::Status;
use server::accounts::Role;
use server::{secret, store};

#[rocket::async_test]
async fn each_log_in_makes_a_new_session_and_ends_the_old_one() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    let first = session_cookie(&client).unwrap();
    assert_eq!(client.get("/").dispatch().await.status(), Status::Ok);
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    let second = session_cookie(&client).unwrap();
    assert_ne!(first, second);
    let holds = |id: &str| {
        let hash = secret::hash(id);
        let get = |reader: &store::Reader| store::session::get(reader, &hash, server::clock::now());
        office.store.read_blocking(get).unwrap().is_some()
    };
    assert!(!holds(&first));
    assert!(holds(&second));
}

#[rocket::async_test]
async fn log_out_ends_the_session_and_needs_its_token() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    log_in(&client, "an", PASSWORD).await;
    let refused = post_form(&client, "/dang-xuat", &[("csrf", "guessed")]).await;
    assert_eq!(refused.status(), Status::Forbidden);
    assert_eq!(client.get("/").dispatch().await.status(), Status::Ok);
    let token = form_token(&client, "/").await;
    assert_eq!(post_form(&client, "/dang-xuat", &[("csrf", &token)]).await.status(), Status::SeeOther);
    assert_eq!(client.get("/").dispatch().await.status(), Status::SeeOther);
}

#[rocket::async_test]
async fn a_log_in_without_the_token_of_the_page_is_refused() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    let fields = [("name", "an"), ("password", PASSWORD), ("back", "/"), ("csrf", "")];
    assert_eq!(post_form(&client, "/dang-nhap", &fields).await.status(), Status::Forbidden);
    form_token(&client, "/dang-nhap").await;
    assert_eq!(post_form(&client, "/dang-nhap", &fields).await.status(), Status::Forbidden);
    assert!(session_cookie(&client).is_none());
}

#[rocket::async_test]
async fn after_five_failures_even_the_right_password_waits_but_other_accounts_do_not() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    office.account("binh", Role::Reviewer);
    let client = office.client().await;
    for _ in 0..5 {
        assert_eq!(log_in(&client, "an", "sai mật khẩu").await, Status::Unauthorized);
    }
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::TooManyRequests);
    assert_eq!(log_in(&client, "binh", PASSWORD).await, Status::SeeOther);
}

#[rocket::async_test]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    assert_eq!(log_in(&client, "khong-co", PASSWORD).await, Status::Unauthorized);
    assert_eq!(log_in(&client, "an", "sai mật khẩu").await, Status::Unauthorized);
}

#[rocket::async_test]
async fn log_in_goes_on_to_our_own_pages_only() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    for (back, goes_to) in
        [("/dot-kiem-tra", "/dot-kiem-tra"), ("//evil.example", "/"), ("https://evil.example", "/")]
    {
        let token = form_token(&client, "/dang-nhap").await;
        let fields = [("csrf", token.as_str()), ("name", "an"), ("password", PASSWORD), ("back", back)];
        let response = post_form(&client, "/dang-nhap", &fields).await;
        assert_eq!(response.headers().get_one("Location"), Some(goes_to));
    }
}
