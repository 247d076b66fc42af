//! Log-in with the identity that another provider vouches for (OpenID Connect), for accounts that their people linked with
//! it themselves. A second factor is asked for all the same.

mod pending;
mod provider;

use super::log_in::{landing, next, own_path};
use super::opening::{Opening, Visitor, stage};
use super::{NoFields, Protected, Session, form};
use crate::clock;
use crate::config::{Config, OpenIdConnect};
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use pending::{Pending, Purpose};
use provider::Provider;
use rocket::State;
use rocket::http::{Cookie, CookieJar, Status};
use rocket::response::Redirect;
use rocket::tokio::task::spawn_blocking;
use schemas::ids::PersonId;
use serde_json::json;
use std::sync::Arc;

/// Where the provider sends people back to.
const RETURN: &str = "/dang-nhap/nha-cung-cap/ve";
/// Ties a log-in to the browser in which it began.
const COOKIE: &str = "sokiemtra_identity";

/// The provider of this server, if the settings name one.
pub(super) struct Identities {
    provider: Option<Arc<Provider>>,
    settings: Option<OpenIdConnect>,
    pending: Pending,
}

impl Identities {
    pub(super) fn new(settings: Option<OpenIdConnect>) -> Self {
        let provider = settings.clone().map(Provider::new).map(Arc::new);
        Self { provider, settings, pending: Pending::default() }
    }

    async fn begin(&self, purpose: Purpose) -> Result<Leaving, Problem> {
        let provider = self.provider.clone().ok_or(Problem::NotFound)?;
        let begun = spawn_blocking(move || provider.begin()).await.map_err(Problem::internal)?;
        let (address, kept) = begun.map_err(|cause| Problem::ProviderUnreachable { cause })?;
        let cookie = self.pending.begin(kept, purpose, clock::now());
        let cookie = cookie.ok_or(Problem::Overloaded { seconds: 60 })?;
        Ok(Leaving { address, cookie })
    }
}

struct Leaving {
    address: String,
    cookie: String,
}

/// A page with one thing to say and one way on.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/identity.html")]
pub(super) struct IdentityPage {
    frame: Frame,
    alert: Option<String>,
    text: String,
    link: String,
    link_text: String,
}

/// Anyone.
#[rocket::get("/dang-nhap/nha-cung-cap?<tiep>")]
pub(super) async fn leave(
    tiep: Option<&str>,
    jar: &CookieJar<'_>,
    identities: &State<Identities>,
    config: &State<Config>,
) -> Result<Redirect, Problem> {
    let back = own_path(tiep.unwrap_or("/")).to_owned();
    let leaving = identities.begin(Purpose::LogIn { back }).await?;
    jar.add(form::cookie(config, COOKIE, leaving.cookie));
    Ok(Redirect::to(leaving.address))
}

/// Whoever is logged in, for their own account. The way to the provider is a link: forms go nowhere but to this server.
#[rocket::post("/tai-khoan/nha-cung-cap", data = "<_form>")]
pub(super) async fn link(
    session: Session,
    _form: Protected<NoFields>,
    jar: &CookieJar<'_>,
    locale: Locale,
    identities: &State<Identities>,
    config: &State<Config>,
) -> Result<IdentityPage, Problem> {
    let leaving = identities.begin(Purpose::Link { person: session.person.clone() }).await?;
    jar.add(form::cookie(config, COOKIE, leaving.cookie));
    let name = identities.settings.as_ref().map(|settings| settings.name.clone()).unwrap_or_default();
    Ok(IdentityPage {
        alert: None,
        text: locale.t_args("identity-leave", [("name", name.clone())]),
        link: leaving.address,
        link_text: locale.t_args("identity-go", [("name", name)]),
        frame: session.frame(locale).at("own"),
    })
}

/// Whoever is logged in, for their own account.
#[rocket::post("/tai-khoan/nha-cung-cap/go", data = "<_form>")]
pub(super) async fn unlink(
    session: Session,
    _form: Protected<NoFields>,
    store: &State<Store>,
    identities: &State<Identities>,
) -> Result<Redirect, Problem> {
    let issuer = identities.settings.as_ref().ok_or(Problem::NotFound)?.issuer.clone();
    let (person, by, now) = (session.person.clone(), session.by(), clock::now());
    store
        .write(move |tx| {
            if store::external_identity::unlink(tx, &issuer, &person)? {
                let deed = Deed::new("identity-unlinked", &person).before(json!({ "issuer": issuer }));
                audit::append(tx, now, &by, deed)?;
            }
            Ok::<_, Problem>(())
        })
        .await?;
    Ok(Redirect::to("/tai-khoan?bao=da-go-lien-ket"))
}

/// Whoever comes back from the provider in the browser in which they left.
#[rocket::get("/dang-nhap/nha-cung-cap/ve?<code>&<state>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that the log-in needs
pub(super) async fn come_back(
    code: Option<String>,
    state: Option<&str>,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    identities: &State<Identities>,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<Result<Redirect, (Status, IdentityPage)>, Problem> {
    let provider = identities.provider.clone().ok_or(Problem::NotFound)?;
    let settings = identities.settings.clone().ok_or(Problem::NotFound)?;
    let refuse = |key: &str| {
        Ok(Err((
            Status::UnprocessableEntity,
            IdentityPage {
                frame: Frame::public(locale),
                alert: Some(locale.t_args(key, [("name", settings.name.clone())])),
                text: String::new(),
                link: "/dang-nhap".to_owned(),
                link_text: locale.t("identity-again"),
            },
        )))
    };
    let now = clock::now();
    let cookie = jar.get(COOKIE).map(|cookie| cookie.value().to_owned());
    jar.remove(Cookie::build(COOKIE).path("/"));
    let begun = cookie.zip(state).and_then(|(cookie, state)| identities.pending.finish(&cookie, state, now));
    let Some((kept, purpose)) = begun else { return refuse("identity-expired") };
    // The provider says no, or the person did.
    let Some(code) = code else { return refuse("identity-refused") };
    let said = spawn_blocking(move || provider.finish(code, kept)).await.map_err(Problem::internal)?;
    let subject = said.map_err(|cause| Problem::ProviderUnreachable { cause })?;
    match purpose {
        Purpose::Link { person } => {
            let linked = linked(store, &visitor, settings.issuer.clone(), subject, person).await?;
            if linked { Ok(Ok(Redirect::to("/tai-khoan?bao=lien-ket"))) } else { refuse("identity-taken") }
        }
        Purpose::LogIn { back } => {
            let known = known(store, config, settings.issuer.clone(), subject).await?;
            let Some((person, stage, rights)) = known else { return refuse("identity-unknown") };
            let opening = Opening::new(config, &visitor, &person, stage, now);
            let opened = opening.clone();
            store.write(move |tx| Ok::<_, Problem>(opened.open(tx, "identity", now)?)).await?;
            opening.hand_over(config, jar);
            Ok(Ok(next(stage, landing(&rights, &back))))
        }
    }
}

type Known = (PersonId, store::session::Stage, Vec<store::right::Held>);

/// Whose account is linked with this subject, if it may log in.
async fn known(
    store: &Store,
    config: &Config,
    issuer: String,
    subject: String,
) -> Result<Option<Known>, Problem> {
    let (config, now) = (config.clone(), clock::now());
    let look_up = move |reader: &store::Reader| {
        let Some(person) = store::external_identity::person(reader, &issuer, &subject)? else {
            return Ok(None);
        };
        let account = store::account::get(reader, &person)?;
        if account.is_none_or(|account| account.disabled_at.is_some()) {
            return Ok(None);
        }
        let stage = stage(reader, &config, &person, now)?;
        let rights = store::right::valid(reader, &person, clock::day(now))?;
        Ok::<_, Problem>(Some((person, stage, rights)))
    };
    store.read(look_up).await
}

/// Links the subject with the person. False: it belongs to somebody else's account.
async fn linked(
    store: &Store,
    visitor: &Visitor,
    issuer: String,
    subject: String,
    person: PersonId,
) -> Result<bool, Problem> {
    let (by, now) = (visitor.by(&person), clock::now());
    store
        .write(move |tx| {
            if !store::external_identity::link(tx, &issuer, &subject, &person, now)? {
                return Ok(store::external_identity::person(tx, &issuer, &subject)? == Some(person));
            }
            let deed = Deed::new("identity-linked", &person).after(json!({ "issuer": issuer }));
            audit::append(tx, now, &by, deed)?;
            Ok::<_, Problem>(true)
        })
        .await
}
