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

#[rocket::async_test]
async fn a_code_is_taken_once_and_recovery_codes_once_each() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let secret = office.second_factor("an");
    let client = office.client().await;
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    let half_way = session_cookie(&client).unwrap();
    assert_eq!(
        client.get("/").dispatch().await.status(),
        Status::SeeOther,
        "the password alone is not enough"
    );
    let code = server::accounts::totp::code(&secret, server::clock::now());
    let send = async |client: &rocket::local::asynchronous::Client, code: &str| {
        let token = form_token(client, "/dang-nhap/ma").await;
        let fields = [("csrf", token.as_str()), ("code", code), ("back", "/")];
        post_form(client, "/dang-nhap/ma", &fields).await.status()
    };
    assert_eq!(send(&client, "000000").await, Status::Unauthorized);
    assert_eq!(send(&client, &code).await, Status::SeeOther);
    assert_ne!(
        session_cookie(&client).unwrap(),
        half_way,
        "the session of before the code is not the one of after"
    );
    assert_eq!(client.get("/").dispatch().await.status(), Status::Ok);

    // Somebody looked over the shoulder: same password, same code, within the same half minute.
    let other = office.client().await;
    assert_eq!(log_in(&other, "an", PASSWORD).await, Status::SeeOther);
    assert_eq!(send(&other, &code).await, Status::Unauthorized);
    assert_eq!(other.get("/").dispatch().await.status(), Status::SeeOther);
    assert_eq!(office.deeds(1), ["log-in-failed"]);
}

#[rocket::async_test]
async fn who_needs_a_second_factor_sets_one_up_before_anything_else() {
    let mut office = Office::new();
    office.config.second_factor = server::config::SecondFactor::Required;
    office.account("an", Role::Reviewer);
    office.account("binh", Role::Inspector);
    let client = office.client().await;
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    for page in ["/", "/tai-khoan", "/nguoi"] {
        assert_eq!(client.get(page).dispatch().await.status(), Status::SeeOther, "{page}");
    }
    let page = client.get("/tai-khoan/hai-buoc").dispatch().await.into_string().await.unwrap();
    assert!(page.contains("<svg class=\"qr\""));
    let an = "an".parse().unwrap();
    let factor = crate::support::blocking(|| {
        office.store.read_blocking(|reader| store::second_factor::get(reader, &an)).unwrap().unwrap()
    });
    let code = server::accounts::totp::code(&factor.secret, server::clock::now());
    let token = form_token(&client, "/tai-khoan/hai-buoc").await;
    let fields = [("csrf", token.as_str()), ("code", code.as_str()), ("back", "/")];
    let response = post_form(&client, "/tai-khoan/hai-buoc", &fields).await;
    assert_eq!(response.status(), Status::Ok);
    let page = response.into_string().await.unwrap();
    let recovery = page.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(client.get("/").dispatch().await.status(), Status::Ok);

    // Without the phone: a recovery code, which works once.
    for expected in [Status::SeeOther, Status::Unauthorized] {
        let other = office.client().await;
        log_in(&other, "an", PASSWORD).await;
        let token = form_token(&other, "/dang-nhap/ma").await;
        let fields = [("csrf", token.as_str()), ("code", recovery.as_str()), ("back", "/")];
        assert_eq!(post_form(&other, "/dang-nhap/ma", &fields).await.status(), expected);
    }
    // Who works on tablets only needs none.
    let other = office.client().await;
    log_in(&other, "binh", PASSWORD).await;
    assert_eq!(other.get("/tai-khoan").dispatch().await.status(), Status::Ok);
}

#[rocket::async_test]
async fn a_one_time_link_sets_a_password_once() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    log_in(&client, "an", PASSWORD).await;
    let old = office.link("an");
    let link = office.link("an");
    assert_eq!(client.get(old).dispatch().await.status(), Status::Gone, "a newer link took its place");
    assert_eq!(client.get("/bat-dau/khong-co").dispatch().await.status(), Status::NotFound);
    let other = office.client().await;
    let send = async |password: &str, again: &str| {
        let token = form_token(&other, &link).await;
        let fields = [("csrf", token.as_str()), ("password", password), ("again", again)];
        post_form(&other, &link, &fields).await.status()
    };
    assert_eq!(send("matkhau12345", "matkhau12345").await, Status::UnprocessableEntity);
    assert_eq!(send("một câu khác hẳn", "một câu khác").await, Status::UnprocessableEntity);
    assert_eq!(send("một câu khác hẳn", "một câu khác hẳn").await, Status::SeeOther);
    assert_eq!(other.get("/").dispatch().await.status(), Status::Ok);
    assert_eq!(client.get("/").dispatch().await.status(), Status::SeeOther, "sessions of before ended");
    assert_eq!(other.get(link).dispatch().await.status(), Status::Gone);
    let third = office.client().await;
    assert_eq!(log_in(&third, "an", PASSWORD).await, Status::Unauthorized);
    assert_eq!(log_in(&third, "an", "một câu khác hẳn").await, Status::SeeOther);
}

#[rocket::async_test]
async fn a_hash_of_another_cost_is_kept_anew_at_the_next_log_in() {
    let mut office = Office::new();
    office.account("an", Role::Reviewer);
    office.config.passwords.passes = 3;
    let client = office.client().await;
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    let an = "an".parse().unwrap();
    let account = crate::support::blocking(|| {
        office.store.read_blocking(|reader| store::account::get(reader, &an)).unwrap().unwrap()
    });
    assert!(account.password_hash.unwrap().contains("t=3"));
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
}

#[rocket::async_test]
async fn sessions_are_ended_one_by_one_and_all_at_once() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let clients = [office.client().await, office.client().await, office.client().await];
    for client in &clients {
        log_in(client, "an", PASSWORD).await;
    }
    let [one, two, three] = &clients;
    let key = hex_of(&secret::hash(&session_cookie(two).unwrap()));
    let token = form_token(one, "/tai-khoan").await;
    let path = format!("/tai-khoan/phien/{key}/thu-hoi");
    assert_eq!(post_form(one, &path, &[("csrf", "guessed")]).await.status(), Status::Forbidden);
    assert_eq!(post_form(one, &path, &[("csrf", &token)]).await.status(), Status::SeeOther);
    assert_eq!(two.get("/").dispatch().await.status(), Status::SeeOther);
    assert_eq!(
        post_form(one, "/tai-khoan/phien/thu-hoi", &[("csrf", &token)]).await.status(),
        Status::SeeOther
    );
    assert_eq!(three.get("/").dispatch().await.status(), Status::SeeOther);
    assert_eq!(one.get("/").dispatch().await.status(), Status::Ok);
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[rocket::async_test]
async fn a_session_id_that_somebody_planted_opens_nothing() {
    let office = Office::new();
    office.account("an", Role::Reviewer);
    let client = office.client().await;
    let planted = "0".repeat(64);
    client.cookies().add(rocket::http::Cookie::new("sokiemtra_session", planted.clone()));
    assert_eq!(log_in(&client, "an", PASSWORD).await, Status::SeeOther);
    assert_ne!(session_cookie(&client).unwrap(), planted);
    let attacker = office.client().await;
    attacker.cookies().add(rocket::http::Cookie::new("sokiemtra_session", planted));
    assert_eq!(attacker.get("/").dispatch().await.status(), Status::SeeOther);
}
