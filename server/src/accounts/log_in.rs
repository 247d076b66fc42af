use super::limit::Limiter;
use super::opening::{CodeTaken, Opening, Visitor, stage, take_code};
use super::password::{Passwords, Verdict};
use super::{AtAnyStage, AwaitsCode, FormToken, NoFields, Protected, Right, session};
use crate::clock;
use crate::config::Config;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::right::Held;
use crate::store::session::Stage;
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{Cookie, CookieJar, Status};
use rocket::response::Redirect;
use schemas::ids::PersonId;
use serde_json::json;

/// The log-in page.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/log_in.html")]
pub(super) struct LogInPage {
    frame: Frame,
    csrf: String,
    back: String,
    name: String,
    alert: Option<String>,
    /// What the provider of identities is called, if there is one.
    provider: Option<String>,
}

impl LogInPage {
    fn leave(&self) -> String {
        rocket::uri!(super::identity::leave(Some(&self.back))).to_string()
    }
}

/// The page that asks for the code of the second factor.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/code.html")]
pub(super) struct CodePage {
    frame: Frame,
    csrf: String,
    back: String,
    alert: Option<String>,
}

/// Anyone.
#[rocket::get("/dang-nhap?<tiep>")]
pub(super) fn page(
    tiep: Option<&str>,
    locale: Locale,
    token: FormToken,
    config: &State<Config>,
) -> LogInPage {
    let back = own_path(tiep.unwrap_or("/")).to_owned();
    let provider = provider(config);
    LogInPage {
        frame: Frame::public(locale),
        csrf: token.0,
        back,
        name: String::new(),
        alert: None,
        provider,
    }
}

fn provider(config: &Config) -> Option<String> {
    config.openid_connect.as_ref().map(|provider| provider.name.clone())
}

/// A page of this server to go on to, whatever was asked for.
pub(super) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if own { path } else { "/" }
}

/// Where somebody lands who asked for no page in particular: who sees none of the office's pages, at what their unit has
/// to answer, or at their account.
pub(super) fn landing<'b>(rights: &[Held], back: &'b str) -> &'b str {
    let may = |right| rights.iter().any(|held| held.role.grants(right));
    match back {
        "/" if may(Right::ReadOffice) => back,
        "/" if may(Right::AnswerFindings) => "/kien-nghi",
        "/" => "/tai-khoan",
        _ => back,
    }
}

/// Where the log-in goes on.
pub(super) fn next(stage: Stage, back: &str) -> Redirect {
    let back = own_path(back).to_owned();
    match stage {
        Stage::Full => Redirect::to(back),
        Stage::Code => Redirect::to(rocket::uri!(code_page(Some(back)))),
        Stage::Enrol => Redirect::to(rocket::uri!(super::second_factor::page(Some(back)))),
    }
}

#[derive(FromForm)]
pub(super) struct LogIn {
    name: String,
    password: String,
    back: String,
}

/// Anyone; the form's token says that it came from our page.
#[rocket::post("/dang-nhap", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that the log-in needs
pub(super) async fn log_in(
    form: Protected<LogIn>,
    token: FormToken,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
    passwords: &State<Passwords>,
) -> Result<Result<Redirect, (Status, LogInPage)>, Problem> {
    let LogIn { name, password, back } = form.0;
    let name = name.trim().to_lowercase();
    let again = |problem: Problem, alert: String| {
        let (_, status) = problem.catalogue();
        let back = own_path(&back).to_owned();
        let frame = Frame::public(locale);
        Ok(Err((
            status,
            LogInPage {
                frame,
                csrf: token.0.clone(),
                back,
                name: name.clone(),
                alert: Some(alert),
                provider: provider(config),
            },
        )))
    };
    let Ok(person) = name.parse::<PersonId>() else {
        return again(Problem::LogInRequired, locale.t("log-in-wrong"));
    };
    let (bucket, now) = (visitor.address.bucket(), clock::now());
    let (account, known, stage, rights) = {
        let (person, bucket, config) = (person.clone(), bucket.clone(), config.inner().clone());
        let look_up = move |reader: &store::Reader| {
            let known = store::account::knows_address(reader, &person, &bucket)?;
            let stage = stage(reader, &config, &person, now)?;
            let rights = store::right::valid(reader, &person, clock::day(now))?;
            Ok::<_, Problem>((store::account::get(reader, &person)?, known, stage, rights))
        };
        store.read(look_up).await?
    };
    if let Err(seconds) = limiter.admit(person.as_str(), &bucket, known, now) {
        return again(Problem::TooManyAttempts { seconds }, wait(locale, seconds));
    }
    let exists = account.is_some();
    let hash =
        account.filter(|account| account.disabled_at.is_none()).and_then(|account| account.password_hash);
    let Verdict::Right(new_hash) = passwords.verify(password, hash).await? else {
        if exists {
            let (by, deed) = (visitor.by(&person), Deed::new("log-in-failed", &person));
            let deed = deed.with(json!({ "at": "password", "browser": visitor.agent.0 }));
            store.write(move |tx| Ok::<_, Problem>(audit::append(tx, now, &by, deed)?)).await?;
        }
        return again(Problem::LogInRequired, locale.t("log-in-wrong"));
    };
    limiter.succeeded(person.as_str(), &bucket, known);

    let opening = Opening::new(config, &visitor, &person, stage, now);
    let opened = opening.clone();
    store
        .write(move |tx| {
            if let Some(hash) = new_hash {
                store::account::set_hash(tx, &person, &hash)?;
            }
            Ok::<_, Problem>(opened.open(tx, "password", now)?)
        })
        .await?;
    opening.hand_over(config, jar);
    Ok(Ok(next(stage, landing(&rights, &back))))
}

fn wait(locale: Locale, seconds: u64) -> String {
    locale.t_args("log-in-wait", [("minutes", seconds.div_ceil(60).to_string())])
}

/// Whoever gave the right password and has a second factor.
#[rocket::get("/dang-nhap/ma?<tiep>")]
pub(super) fn code_page(tiep: Option<&str>, session: AwaitsCode, locale: Locale) -> CodePage {
    let back = own_path(tiep.unwrap_or("/")).to_owned();
    CodePage { frame: Frame::public(locale), csrf: session.csrf.clone(), back, alert: None }
}

#[derive(FromForm)]
pub(super) struct Code {
    code: String,
    back: String,
}

/// Whoever gave the right password and has a second factor.
#[rocket::post("/dang-nhap/ma", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that the log-in needs
pub(super) async fn code(
    session: AwaitsCode,
    form: Protected<Code>,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
) -> Result<Result<Redirect, (Status, CodePage)>, Problem> {
    let Code { code, back } = form.0;
    let again = |problem: Problem, alert: String| {
        let (_, status) = problem.catalogue();
        let back = own_path(&back).to_owned();
        let csrf = session.csrf.clone();
        Ok(Err((status, CodePage { frame: Frame::public(locale), csrf, back, alert: Some(alert) })))
    };
    let (bucket, person, now) = (visitor.address.bucket(), session.person.clone(), clock::now());
    let known = {
        let (person, bucket) = (person.clone(), bucket.clone());
        let ask = move |reader: &store::Reader| store::account::knows_address(reader, &person, &bucket);
        store.read(ask).await?
    };
    let account = format!("{person} code");
    if let Err(seconds) = limiter.admit(&account, &bucket, known, now) {
        return again(Problem::TooManyAttempts { seconds }, wait(locale, seconds));
    }
    let opening = Opening::new(config, &visitor, &person, Stage::Full, now);
    let (opened, by) = (opening.clone(), visitor.by(&person));
    let browser = visitor.agent.0.clone();
    let taken = store
        .write(move |tx| {
            let taken = take_code(tx, &person, &code, now)?;
            match taken {
                CodeTaken::Authenticator => opened.open(tx, "password, authenticator", now)?,
                CodeTaken::Recovery => opened.open(tx, "password, recovery code", now)?,
                CodeTaken::Wrong | CodeTaken::Replayed => {
                    let at = if taken == CodeTaken::Replayed { "replayed code" } else { "code" };
                    let deed =
                        Deed::new("log-in-failed", &person).with(json!({ "at": at, "browser": browser }));
                    audit::append(tx, now, &by, deed)?;
                }
            }
            Ok::<_, Problem>(taken)
        })
        .await?;
    match taken {
        CodeTaken::Authenticator | CodeTaken::Recovery => {
            limiter.succeeded(&account, &bucket, known);
            opening.hand_over(config, jar);
            Ok(Ok(next(Stage::Full, landing(&session.rights, &back))))
        }
        CodeTaken::Replayed => again(Problem::LogInRequired, locale.t("code-replayed")),
        CodeTaken::Wrong => again(Problem::LogInRequired, locale.t("code-wrong")),
    }
}

/// Whoever gave the right password.
#[rocket::post("/dang-xuat", data = "<_form>")]
pub(super) async fn log_out(
    session: AtAnyStage,
    _form: Protected<NoFields>,
    jar: &CookieJar<'_>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let (key, by, now) = (session.key, session.by(), clock::now());
    let deed = Deed::new("logged-out", &session.person);
    store
        .write(move |tx| {
            store::session::close(tx, &key)?;
            Ok::<_, Problem>(audit::append(tx, now, &by, deed)?)
        })
        .await?;
    jar.remove(Cookie::build(session::COOKIE).path("/"));
    Ok(Redirect::to(super::log_in_uri("/")))
}
