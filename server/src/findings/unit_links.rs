//! Personal one-time links to a unit's recommendations, as the office makes and withdraws them.

use super::step;
use crate::accounts::{NoFields, Protected, Reviews, origin, qr, unit_link as link_of};
use crate::catalogue::Directories;
use crate::clock;
use crate::config::Config;
use crate::locale::Locale;
use crate::mail::{LinkLetter, address};
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::unit_link::{self, UnitLink};
use crate::store::{Reader, Store, recommendation::Kept};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::uri::Host;
use rocket::response::Redirect;
use schemas::ids::OrganisationId;
use schemas::text::nfc;

/// Links in the list.
const MOST: u64 = 50;

struct Line {
    no: i64,
    name: String,
    made: String,
    until: String,
    /// Its class and its words.
    state: (&'static str, String),
    /// It can be withdrawn.
    ends: bool,
}

/// A link that was just made: it is shown once.
struct Fresh {
    name: String,
    address: String,
    qr: Option<String>,
    until: String,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/unit_links.html")]
pub(super) struct LinksPage {
    frame: Frame,
    csrf: String,
    no: i64,
    unit: String,
    lines: Vec<Line>,
    fresh: Option<Fresh>,
    name: String,
    email: String,
    /// Letters can be sent.
    mails: bool,
    alert: Option<String>,
    done: Option<String>,
}

/// What a page says besides what is kept.
#[derive(Default)]
struct Said {
    fresh: Option<Fresh>,
    form: Form,
    alert: Option<String>,
    done: Option<String>,
}

impl Said {
    /// Why no link was made; what was typed stays.
    fn refused(form: Form, key: &str, locale: Locale) -> Self {
        Self { form, alert: Some(locale.t(key)), ..Self::default() }
    }
}

/// The unit that answers a recommendation today: whoever took its files over, if that is one.
fn answering(
    reader: &Reader,
    directories: &Directories,
    kept: &Kept,
) -> Result<(OrganisationId, String), Problem> {
    let directory = directories.get(reader).map_err(Problem::internal)?;
    let own = kept.organisation.clone().ok_or(Problem::NotFound)?;
    match directory.successors(&own)[..] {
        [(one, period)] => Ok((one.id.clone(), directory.full_name(period))),
        _ => Ok((own, kept.unit_name.clone())),
    }
}

fn line(link: UnitLink, now: i64, locale: Locale) -> Line {
    let state = match &link {
        UnitLink { withdrawn_at: Some(_), .. } => ("observation", locale.t("right-withdrawn")),
        UnitLink { used_at: Some(at), .. } => {
            ("passed", locale.t_args("unit-link-used", [("at", moment(*at, locale))]))
        }
        link if link.holds(now) => ("waiting", locale.t("unit-link-waits")),
        _ => ("observation", locale.t("right-past")),
    };
    Line {
        no: link.no,
        made: moment(link.created_at, locale),
        until: moment(link.expires_at, locale),
        state,
        ends: link.withdrawn_at.is_none() && now < link.expires_at,
        name: link.name,
    }
}

async fn show(
    user: &Reviews,
    no: i64,
    locale: Locale,
    (store, directories, config): (&Store, &Directories, &Config),
    said: Said,
) -> Result<LinksPage, Problem> {
    let (scope, frame, csrf) = (user.scope(), user.frame(locale), user.csrf.clone());
    let (directories, mails, now) = (directories.clone(), config.mail.is_some(), clock::now());
    store
        .read(move |reader| {
            let (kept, _) = step::load(reader, &scope, no)?;
            let (unit, name) = answering(reader, &directories, &kept)?;
            let links = unit_link::of_unit(reader, &unit, MOST)?;
            Ok::<_, Problem>(LinksPage {
                frame: frame.at("remediation"),
                csrf,
                no,
                unit: name,
                lines: links.into_iter().map(|link| line(link, now, locale)).collect(),
                fresh: said.fresh,
                name: said.form.name,
                email: said.form.email,
                mails,
                alert: said.alert,
                done: said.done,
            })
        })
        .await
}

/// Whoever reviews; units of their organisations, by one of their recommendations.
#[rocket::get("/khac-phuc/<no>/lien-ket?<bao>")]
pub(super) async fn page(
    no: i64,
    bao: Option<&str>,
    user: Reviews,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
    config: &State<Config>,
) -> Result<LinksPage, Problem> {
    let done = bao.filter(|name| *name == "da-thu-hoi").map(|_| locale.t("unit-link-withdrawn"));
    show(&user, no, locale, (store, directories, config), Said { done, ..Said::default() }).await
}

/// For whom.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Form {
    name: String,
    /// Where the link is sent to; empty: it is printed or handed over.
    #[field(default = String::new())]
    email: String,
}

/// Whoever reviews; units of their organisations. The link is shown once, and sent if there is an address.
#[rocket::post("/khac-phuc/<no>/lien-ket", data = "<form>", rank = 1)]
#[expect(clippy::too_many_arguments, reason = "what the request brings, and what the server holds")]
pub(super) async fn make(
    no: i64,
    user: Reviews,
    form: Protected<Form>,
    host: Option<&Host<'_>>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
    config: &State<Config>,
) -> Result<LinksPage, Problem> {
    let (scope, by, now) = (user.scope(), user.by(), clock::now());
    let (form, of) = (form.0, directories.inner().clone());
    let name = nfc(&form.name);
    let to = match (&config.mail, form.email.trim()) {
        (Some(mail), typed) if !typed.is_empty() => match address(typed) {
            Some(address) => Some((mail.clone(), address)),
            None => {
                let refused = Said::refused(form, "unit-link-bad-email", locale);
                return show(&user, no, locale, (store, directories, config), refused).await;
            }
        },
        _ => None,
    };
    let asked = name.clone();
    let made = store
        .write(move |tx| {
            let (kept, _) = step::load(tx, &scope, no)?;
            let (unit, unit_name) = answering(tx, &of, &kept)?;
            Ok::<_, Problem>(link_of::make(tx, &unit, &asked, &by, now)?.map(|path| (path, unit_name)))
        })
        .await?;
    let Some((path, unit)) = made else {
        let refused = Said::refused(form, "unit-link-nameless", locale);
        return show(&user, no, locale, (store, directories, config), refused).await;
    };
    let ends = now + link_of::DAYS * 24 * 60 * 60 * 1000;
    let mut said = Said::default();
    if let Some((mail, email)) = to {
        let (link, until) = (mail.link(&path), moment(ends, Locale::default()));
        let letter = LinkLetter { name: name.clone(), email: email.clone(), unit, link, until };
        match letter.send(mail).await {
            Ok(()) => said.done = Some(locale.t_args("unit-link-sent", [("email", email)])),
            Err(why) => {
                said.alert = Some(locale.t_args("unit-link-not-sent", [("email", email), ("why", why)]))
            }
        }
    }
    let address = format!("{}{path}", origin(host));
    let qr = qr(&address, &locale.t("unit-link-qr"));
    said.fresh = Some(Fresh { name, address, qr, until: moment(ends, locale) });
    show(&user, no, locale, (store, directories, config), said).await
}

/// Whoever reviews; units of their organisations. What the link opened is closed.
#[rocket::post("/khac-phuc/<no>/lien-ket/<link>/thu-hoi", data = "<_form>")]
pub(super) async fn withdraw(
    no: i64,
    link: i64,
    user: Reviews,
    _form: Protected<NoFields>,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Redirect, Problem> {
    let (scope, by, now, of) = (user.scope(), user.by(), clock::now(), directories.inner().clone());
    store
        .write(move |tx| {
            let (kept, _) = step::load(tx, &scope, no)?;
            let (unit, _) = answering(tx, &of, &kept)?;
            let known = link_of::withdraw(tx, &unit, link, &by, now)?;
            if known { Ok(()) } else { Err(Problem::NotFound) }
        })
        .await?;
    Ok(Redirect::to(format!("/khac-phuc/{no}/lien-ket?bao=da-thu-hoi")))
}
