//! Setting up a second factor, and the codes for who has lost the authenticator.

use super::limit::Limiter;
use super::log_in::own_path;
use super::opening::{CodeTaken, Opening, Visitor, take_code};
use super::{FormToken, Protected, Session, SetsUpSecondFactor, totp};
use crate::clock;
use crate::config::{Config, SecondFactor};
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::{self, Deed};
use crate::store::session::Stage;
use crate::store::{self, Store, Tx};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{CookieJar, Status};
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// The page on which a second factor is set up.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/second_factor.html")]
pub(super) struct SetUpPage {
    frame: Frame,
    csrf: String,
    back: String,
    qr: Option<String>,
    secret: String,
    alert: Option<String>,
    /// Nothing else is shown before it is set up.
    required: bool,
}

/// The page that shows recovery codes, this once.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/recovery_codes.html")]
pub(super) struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
    back: String,
}

fn frame(session: &SetsUpSecondFactor, locale: Locale) -> Frame {
    match session.stage {
        Stage::Full => session.frame(locale).at("own"),
        _ => Frame::public(locale),
    }
}

/// The secret that is being set up, made if need be. None: one is set up.
fn pending(tx: &Tx, person: &PersonId, now: Millis) -> Result<Option<Vec<u8>>, Problem> {
    match store::second_factor::get(tx, person)? {
        Some(factor) if factor.confirmed_at.is_some() => Ok(None),
        Some(factor) => Ok(Some(factor.secret)),
        None => {
            let secret = totp::new_secret();
            store::second_factor::begin(tx, person, &secret, now)?;
            Ok(Some(secret))
        }
    }
}

fn set_up(
    session: &SetsUpSecondFactor,
    locale: Locale,
    secret: &[u8],
    back: &str,
    alert: Option<String>,
) -> SetUpPage {
    SetUpPage {
        frame: frame(session, locale),
        csrf: session.csrf.clone(),
        back: own_path(back).to_owned(),
        qr: totp::qr(&totp::uri(secret, &session.person, locale), &locale.t("factor-qr")),
        secret: totp::for_typing(secret),
        alert,
        required: session.stage == Stage::Enrol,
    }
}

/// Whoever is logged in, or about to be once a second factor is set up.
#[rocket::get("/tai-khoan/hai-buoc?<tiep>")]
pub(super) async fn page(
    tiep: Option<&str>,
    session: SetsUpSecondFactor,
    _token: FormToken,
    locale: Locale,
    store: &State<Store>,
) -> Result<Result<SetUpPage, Redirect>, Problem> {
    let (person, now) = (session.person.clone(), clock::now());
    let secret = store.write(move |tx| pending(tx, &person, now)).await?;
    Ok(match secret {
        Some(secret) => Ok(set_up(&session, locale, &secret, tiep.unwrap_or("/tai-khoan"), None)),
        None => Err(Redirect::to("/tai-khoan")),
    })
}

#[derive(FromForm)]
pub(super) struct Confirm {
    code: String,
    back: String,
}

/// Whoever is logged in, or about to be once a second factor is set up.
#[rocket::post("/tai-khoan/hai-buoc", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that is needed
pub(super) async fn confirm(
    session: SetsUpSecondFactor,
    form: Protected<Confirm>,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
) -> Result<Result<CodesPage, (Status, SetUpPage)>, Problem> {
    let Confirm { code, back } = form.0;
    let (person, now, bucket) = (session.person.clone(), clock::now(), visitor.address.bucket());
    let account = format!("{person} code");
    if let Err(seconds) = limiter.admit(&account, &bucket, true, now) {
        return Err(Problem::TooManyAttempts { seconds });
    }
    let codes = totp::recovery_codes();
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| secret::hash(code)).collect();
    let opening = Opening::new(config, &visitor, &person, Stage::Full, now);
    let (opened, by, key) = (opening.clone(), session.by(), session.key);
    let half_way = session.stage == Stage::Enrol;
    let (secret, right) = store
        .write(move |tx| {
            let Some(secret) = pending(tx, &person, now)? else { return Err(Problem::NotFound) };
            let step = totp::step(&secret, &code, now);
            let Some(step) = step else { return Ok((secret, false)) };
            store::second_factor::confirm(tx, &person, now)?;
            store::second_factor::take_step(tx, &person, step)?;
            store::second_factor::set_recovery_codes(tx, &person, &hashes, now)?;
            audit::append(tx, now, &by, Deed::new("second-factor-set-up", &person))?;
            // Whoever else is logged in as this person has not shown the second factor.
            store::session::close_all(tx, &person, Some(&key))?;
            opened.open(tx, if half_way { "password, new authenticator" } else { "session" }, now)?;
            Ok((secret, true))
        })
        .await?;
    if !right {
        return Ok(Err((
            Status::Unauthorized,
            set_up(&session, locale, &secret, &back, Some(locale.t("code-wrong"))),
        )));
    }
    limiter.succeeded(&account, &bucket, true);
    opening.hand_over(config, jar);
    let back = own_path(&back).to_owned();
    Ok(Ok(CodesPage { frame: Frame::public(locale), codes, back }))
}

#[derive(FromForm)]
pub(super) struct WithCode {
    code: String,
}

/// What is done with a second factor that is set up; each wants a code of it.
enum Order {
    NewCodes(Vec<String>),
    Remove,
}

async fn with_code(
    session: &Session,
    code: String,
    order: &Order,
    store: &Store,
    limiter: &Limiter,
    visitor: &Visitor,
) -> Result<bool, Problem> {
    let (person, now, bucket) = (session.person.clone(), clock::now(), visitor.address.bucket());
    let account = format!("{person} code");
    limiter.admit(&account, &bucket, true, now).map_err(|seconds| Problem::TooManyAttempts { seconds })?;
    let by = session.by();
    let hashes: Option<Vec<[u8; 32]>> = match order {
        Order::NewCodes(codes) => Some(codes.iter().map(|code| secret::hash(code)).collect()),
        Order::Remove => None,
    };
    let done = store
        .write(move |tx| {
            let taken = take_code(tx, &person, &code, now)?;
            if matches!(taken, CodeTaken::Wrong | CodeTaken::Replayed) {
                return Ok::<_, Problem>(false);
            }
            let deed = match hashes {
                Some(hashes) => {
                    store::second_factor::set_recovery_codes(tx, &person, &hashes, now)?;
                    Deed::new("recovery-codes-made", &person)
                }
                None => {
                    store::second_factor::remove(tx, &person)?;
                    Deed::new("second-factor-removed", &person)
                }
            };
            audit::append(tx, now, &by, deed)?;
            Ok(true)
        })
        .await?;
    if done {
        limiter.succeeded(&account, &bucket, true);
    }
    Ok(done)
}

/// Whoever is logged in, for themselves.
#[rocket::post("/tai-khoan/hai-buoc/ma-du-phong", data = "<form>")]
pub(super) async fn new_codes(
    session: Session,
    form: Protected<WithCode>,
    visitor: Visitor,
    locale: Locale,
    store: &State<Store>,
    limiter: &State<Limiter>,
) -> Result<Result<CodesPage, Redirect>, Problem> {
    let order = Order::NewCodes(totp::recovery_codes());
    let done = with_code(&session, form.0.code, &order, store, limiter, &visitor).await?;
    Ok(match order {
        Order::NewCodes(codes) if done => {
            Ok(CodesPage { frame: session.frame(locale).at("own"), codes, back: "/tai-khoan".to_owned() })
        }
        _ => Err(Redirect::to("/tai-khoan?bao=ma-sai")),
    })
}

/// Whoever is logged in, for themselves; not where a second factor is required of them.
#[rocket::post("/tai-khoan/hai-buoc/go", data = "<form>")]
pub(super) async fn remove(
    session: Session,
    form: Protected<WithCode>,
    visitor: Visitor,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
) -> Result<Redirect, Problem> {
    let required = config.second_factor == SecondFactor::Required
        && session.rights.iter().any(|held| held.role.needs_second_factor());
    if required {
        return Err(Problem::Forbidden);
    }
    let done = with_code(&session, form.0.code, &Order::Remove, store, limiter, &visitor).await?;
    Ok(Redirect::to(if done { "/tai-khoan?bao=da-go" } else { "/tai-khoan?bao=ma-sai" }))
}
