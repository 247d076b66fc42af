use super::{FormToken, NoFields, Protected, Session, form, limit::Limiter, password::Passwords, session};
use crate::config::Config;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{self, Store};
use crate::{clock, secret};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{Cookie, CookieJar};
use rocket::response::Redirect;
use schemas::ids::PersonId;
use serde_json::json;
use std::net::IpAddr;

/// The log-in page.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/log_in.html")]
pub(super) struct LogInPage {
    frame: Frame,
    csrf: String,
    back: String,
    name: String,
    alert: Option<String>,
}

/// Anyone.
#[rocket::get("/dang-nhap?<tiep>")]
pub(super) fn page(tiep: Option<&str>, locale: Locale, token: FormToken) -> LogInPage {
    let back = own_path(tiep.unwrap_or("/")).to_owned();
    LogInPage { frame: Frame::public(locale), csrf: token.0, back, name: String::new(), alert: None }
}

/// A page of this server to go on to, whatever was asked for.
fn own_path(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if own { path } else { "/" }
}

#[derive(FromForm)]
pub(super) struct LogIn {
    name: String,
    password: String,
    back: String,
}

/// How the caller's address counts: an IPv6 customer has a whole /64.
fn address_of(ip: Option<IpAddr>) -> String {
    match ip {
        Some(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => hex::encode(&v6.octets()[..8]),
        },
        Some(v4) => v4.to_string(),
        None => "unknown".to_owned(),
    }
}

/// Anyone; the form's token says that it came from our page.
#[rocket::post("/dang-nhap", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that the log-in needs
pub(super) async fn log_in(
    form: Protected<LogIn>,
    token: FormToken,
    jar: &CookieJar<'_>,
    ip: Option<IpAddr>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
    passwords: &State<Passwords>,
) -> Result<Result<Redirect, (rocket::http::Status, LogInPage)>, Problem> {
    let LogIn { name, password, back } = form.0;
    let name = name.trim().to_lowercase();
    let again = |problem: Problem, alert: String| {
        let (_, status) = problem.catalogue();
        let back = own_path(&back).to_owned();
        let frame = Frame::public(locale);
        Ok(Err((
            status,
            LogInPage { frame, csrf: token.0.clone(), back, name: name.clone(), alert: Some(alert) },
        )))
    };
    let Ok(person) = name.parse::<PersonId>() else {
        return again(Problem::LogInRequired, locale.t("log-in-wrong"));
    };
    let (address, now) = (address_of(ip), clock::now());
    let (account, known) = {
        let (person, address) = (person.clone(), address.clone());
        store
            .read(move |reader| {
                let known = store::account::knows_address(reader, &person, &address)?;
                Ok::<_, Problem>((store::account::get(reader, &person)?, known))
            })
            .await?
    };
    if let Err(seconds) = limiter.admit(person.as_str(), &address, known, now) {
        let minutes = seconds.div_ceil(60).to_string();
        let alert = locale.t_args("log-in-wait", [("minutes", minutes)]);
        return again(Problem::TooManyAttempts { seconds }, alert);
    }
    let hash = account.filter(|account| account.disabled_at.is_none()).map(|account| account.password_hash);
    if !passwords.verify(password, hash).await? {
        return again(Problem::LogInRequired, locale.t("log-in-wrong"));
    }
    limiter.succeeded(person.as_str(), &address, known);

    let old = jar.get(session::COOKIE).map(|cookie| secret::hash(cookie.value()));
    let (id, csrf, expires) = (secret::token(), secret::token(), now + config.session_ms);
    let id_hash = secret::hash(&id);
    store
        .write(move |tx| {
            if let Some(old) = old {
                store::session::close(tx, &old)?;
            }
            store::session::open(tx, &id_hash, &person, &csrf, now, expires)?;
            store::account::remember_address(tx, &person, &address, now)?;
            store::audit::append(tx, now, person.as_str(), "logged-in", &json!({ "address": address }))?;
            Ok::<_, Problem>(())
        })
        .await?;
    jar.add(form::cookie(config, session::COOKIE, id));
    Ok(Ok(Redirect::to(own_path(&back).to_owned())))
}

/// Whoever is logged in.
#[rocket::post("/dang-xuat", data = "<_form>")]
pub(super) async fn log_out(
    _session: Session,
    _form: Protected<NoFields>,
    jar: &CookieJar<'_>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    if let Some(cookie) = jar.get(session::COOKIE) {
        let hash = secret::hash(cookie.value());
        store.write(move |tx| Ok::<_, Problem>(store::session::close(tx, &hash)?)).await?;
        jar.remove(Cookie::build(session::COOKIE).path("/"));
    }
    Ok(Redirect::to(super::log_in_uri("/")))
}
