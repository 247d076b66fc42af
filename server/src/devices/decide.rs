//! What one author's changes that are kept aside say, and the decision about them.

use super::aside::{Remedy, reason_key, remedy};
use crate::accounts::{ManagesDevices, Protected, Scope};
use crate::clock;
use crate::config::Config;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::device::{self, Device, LaterWork};
use crate::store::quarantine::{self, Decision, Kept};
use crate::store::visit::Visit;
use crate::store::{self, Reader, Store, template, visit};
use crate::sync::release;
use crate::sync::trial::{Description, Trials};
use askama::Template;
use askama_web::WebTemplate;
use inspection::exchange::Header;
use inspection::trial::Written;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{ContentType, Header as HttpHeader, Status};
use rocket::response::Redirect;
use rocket::tokio::task::spawn_blocking;
use schemas::entry::show as in_words;
use schemas::ids::{ActorId, ChangeHash, ItemId, VisitId};
use schemas::template::Template as Checklist;
use schemas::text::{date, nfc};
use serde_json::json;

/// Most changes that are shown one by one.
const SHOWN: usize = 300;

struct Line {
    hash: ChangeHash,
    /// When it was written, by the tablet's clock.
    written: String,
    received: String,
    reason: String,
    help: String,
    /// What it writes, line by line; none: it cannot be read.
    says: Vec<String>,
    size: usize,
    kept_out: Option<(String, String, String)>,
}

/// The changes of one author.
#[derive(Template, WebTemplate)]
#[template(path = "devices/decide.html")]
pub(super) struct DecidePage {
    frame: Frame,
    csrf: String,
    address: String,
    unit: Option<String>,
    visit: VisitId,
    day: String,
    author: Option<Device>,
    carried_by: Vec<String>,
    lines: Vec<Line>,
    /// More than are shown.
    more: usize,
    /// Some can be accepted.
    acceptable: bool,
    /// The office said that it does not trust what this tablet still sends.
    distrusted: bool,
    reason: String,
    alert: Option<String>,
}

/// What was found of one author in one visit.
struct Found {
    planned: Option<Visit>,
    author: Option<Device>,
    carriers: Vec<Device>,
    kept: Vec<Kept>,
    template: Option<(Checklist, Vec<u8>)>,
}

/// The changes of an author, where the scope holds the visit, or for a visit that nobody knows the person whose tablet
/// brought them.
fn find(
    reader: &Reader,
    scope: &Scope,
    visit_id: &VisitId,
    actor: Option<ActorId>,
) -> Result<Found, Problem> {
    let planned = visit::get(reader, scope, visit_id)?;
    if planned.is_none() {
        let carrier = quarantine::stray_carrier(reader, visit_id)?;
        let today = clock::day(clock::now());
        let own = carrier.map(|id| device::find(reader, scope, &id, today)).transpose()?.flatten();
        own.ok_or(Problem::NotFound)?;
    }
    let mut kept: Vec<Kept> =
        quarantine::of_visit(reader, visit_id)?.into_iter().filter(|kept| kept.actor == actor).collect();
    // In the order in which they were written, as far as that can be read.
    kept.sort_by_key(|kept| Header::parse(&kept.bytes).map_or(u64::MAX, |header| header.start_op));
    if kept.is_empty() {
        return Err(Problem::NotFound);
    }
    let mut carriers: Vec<Device> = Vec::new();
    for change in &kept {
        if carriers.iter().all(|known| known.id != change.carried_by) {
            carriers.extend(device::get(reader, &change.carried_by)?);
        }
    }
    let tip = quarantine::tips(reader, visit_id)?.into_iter().find(|tip| Some(tip.actor) == actor);
    let mut author = tip.map(|tip| tip.device);
    if author.is_none()
        && let Some(document) = store::change::find(reader, visit_id)?
    {
        let authors = store::change::authors(reader, visit_id, document.no)?;
        author = authors.into_iter().find(|author| Some(author.tip.actor) == actor).map(|a| a.tip.device);
    }
    let template = match &planned {
        None => None,
        Some(planned) => match template::get(reader, &planned.template)? {
            None => None,
            Some(published) => {
                let checklist = serde_json::from_str(&published.canonical).map_err(Problem::internal)?;
                Some((checklist, published.beginning))
            }
        },
    };
    let author = author.map(|id| device::get(reader, &id)).transpose()?.flatten();
    Ok(Found { planned, author, carriers, kept, template })
}

fn can_be_accepted(kept: &Kept, author: Option<&Device>) -> bool {
    remedy(kept.reason, author.is_some(), kept.in_log) == Remedy::Accept
}

/// What the changes write. The bytes may be anything: they are taken apart where that costs no more than a process.
async fn describe(config: &Config, found: &Found) -> Vec<Description> {
    let shown = found.kept.iter().take(SHOWN);
    let bytes: Vec<Vec<u8>> = shown.map(|kept| kept.bytes.clone()).collect();
    let nothing = vec![None; bytes.len()];
    let Some((_, beginning)) = &found.template else { return nothing };
    let (program, beginning) = (config.program.clone(), beginning.clone());
    let described = spawn_blocking(move || Trials::new(&program).describe(&beginning, &bytes)).await;
    match described {
        Ok(Ok(descriptions)) => descriptions,
        _ => nothing,
    }
}

struct Said {
    reason: String,
    alert: Option<String>,
}

async fn show(
    user: &ManagesDevices,
    (visit, actor): (VisitId, Option<ActorId>),
    said: Said,
    locale: Locale,
    (store, config): (&Store, &Config),
) -> Result<DecidePage, Problem> {
    let scope = user.scope();
    let found = store.read(move |reader| find(reader, &scope, &visit, actor)).await?;
    let descriptions = describe(config, &found).await;
    let checklist = found.template.as_ref().map(|(checklist, _)| checklist);
    let mut lines = Vec::new();
    for (kept, description) in found.kept.iter().zip(descriptions) {
        let key = reason_key(kept.reason);
        let at = Header::parse(&kept.bytes).ok().map(|header| moment(header.at.saturating_mul(1000), locale));
        lines.push(Line {
            hash: kept.hash,
            written: at.unwrap_or_default(),
            received: moment(kept.received_at, locale),
            reason: locale.t(key),
            help: locale.t(&format!("{key}-help")),
            says: description.map(|written| says(&written, checklist, locale)).unwrap_or_default(),
            size: kept.bytes.len(),
            kept_out: kept
                .kept_out
                .as_ref()
                .map(|decision| (decision.reason.clone(), decision.who.clone(), moment(decision.at, locale))),
        });
    }
    let distrusts = |device: &Device| device.later_work == Some(LaterWork::Distrust);
    Ok(DecidePage {
        frame: user.frame(locale).at("devices"),
        csrf: user.csrf.clone(),
        address: address(&visit, actor),
        day: found.planned.as_ref().map(|visit| date(visit.date, locale.0)).unwrap_or_default(),
        acceptable: found.planned.is_some()
            && found.kept.iter().any(|kept| can_be_accepted(kept, found.author.as_ref())),
        unit: found.planned.map(|visit| visit.unit_name),
        visit,
        distrusted: found.author.as_ref().is_some_and(distrusts) || found.carriers.iter().any(distrusts),
        carried_by: found.carriers.iter().map(|d| format!("{} – {}", d.person_name, d.name)).collect(),
        author: found.author,
        more: found.kept.len() - lines.len(),
        lines,
        reason: said.reason,
        alert: said.alert,
    })
}

fn address(visit: &VisitId, actor: Option<ActorId>) -> String {
    format!("/may-tinh-bang/de-rieng/{visit}/{}", super::aside::actor_in_address(actor.as_ref()))
}

/// What a change writes, line by line.
fn says(written: &[Written], checklist: Option<&Checklist>, locale: Locale) -> Vec<String> {
    let item_name = |id: &ItemId| match checklist.and_then(|checklist| checklist.item(id)) {
        Some(item) => format!("{id} {}", item.label.get(locale.0)),
        None => id.to_string(),
    };
    let one = |written: &Written| match written {
        Written::Answer(id, answer) => {
            let kind = checklist.and_then(|checklist| checklist.item(id)).map(|item| &item.kind);
            format!("{}: {}", item_name(id), in_words(kind, answer, locale.0))
        }
        Written::Field(group, _, field, answer) => {
            let group_there = checklist.and_then(|checklist| checklist.group(group));
            let asked = group_there.and_then(|group| group.fields.iter().find(|asked| asked.id == *field));
            let name = asked.map_or_else(|| field.to_string(), |asked| asked.label.get(locale.0).to_owned());
            let group = group_there.map_or_else(|| group.to_string(), |g| g.label.get(locale.0).to_owned());
            format!("{group} – {name}: {}", in_words(asked.map(|asked| &asked.kind), answer, locale.0))
        }
        Written::Row(group, _, removed) => {
            let there = checklist.and_then(|checklist| checklist.group(group));
            let group = there.map_or_else(|| group.to_string(), |g| g.label.get(locale.0).to_owned());
            locale.t_args(if *removed { "aside-row-removed" } else { "aside-row-added" }, [("group", group)])
        }
        Written::Photo(photo) => locale.t_args("aside-photo", [("item", item_name(&photo.item))]),
        Written::Signature(signature) => locale.t_args("aside-signature", [("name", signature.name.clone())]),
        Written::Note(item, text, gone) => locale.t_args(
            "aside-note",
            [("item", item_name(item)), ("text", text.clone()), ("gone", gone.to_string())],
        ),
        Written::Opinion(text, gone) => {
            locale.t_args("aside-opinion", [("text", text.clone()), ("gone", gone.to_string())])
        }
        Written::Unknown(key) => locale.t_args("aside-unknown", [("key", key.clone())]),
    };
    written.iter().map(one).collect()
}

/// Who wrote it, as the address names them.
fn author(text: &str) -> Result<Option<ActorId>, Problem> {
    if text == "-" { Ok(None) } else { text.parse().map(Some).map_err(|_| Problem::NotFound) }
}

/// Whoever manages tablets; what came for visits of their organisations.
#[rocket::get("/may-tinh-bang/de-rieng/<visit>/<actor>")]
pub(super) async fn page(
    visit: Option<Id<VisitId>>,
    actor: &str,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<DecidePage, Problem> {
    let which = (visit.ok_or(Problem::NotFound)?.0, author(actor)?);
    show(&user, which, Said { reason: String::new(), alert: None }, locale, (store, config)).await
}

#[derive(FromForm)]
pub(super) struct Decided {
    decision: String,
    reason: String,
}

/// Whoever manages tablets; what came for visits of their organisations: accepts all of an author's changes that can be
/// accepted, or keeps all of them out.
#[rocket::post("/may-tinh-bang/de-rieng/<visit>/<actor>", data = "<form>")]
pub(super) async fn decide(
    visit: Option<Id<VisitId>>,
    actor: &str,
    user: ManagesDevices,
    form: Protected<Decided>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<Result<Redirect, (Status, DecidePage)>, Problem> {
    let (visit, actor) = (visit.ok_or(Problem::NotFound)?.0, author(actor)?);
    let Decided { decision, reason } = form.0;
    let reason = nfc(&reason);
    let accept = decision == "accept";
    let objection = match () {
        () if reason.is_empty() => Some("aside-no-reason"),
        () if !accept && decision != "keep-out" => Some("aside-no-decision"),
        () => None,
    };
    if let Some(key) = objection {
        let said = Said { reason, alert: Some(locale.t(key)) };
        let page = show(&user, (visit, actor), said, locale, (store, config)).await?;
        return Ok(Err((Status::UnprocessableEntity, page)));
    }
    let (scope, by, now) = (user.scope(), user.by(), clock::now());
    let said_why = reason.clone();
    let left = store
        .write(move |tx| {
            let found = find(tx, &scope, &visit, actor)?;
            let mut details = json!({ "visit": visit.to_string(), "reason": said_why,
                "device": found.author.as_ref().map(|device| device.id.as_str()) });
            let subject = found.planned.map_or_else(|| visit.to_string(), |visit| visit.unit_name);
            match actor.filter(|_| accept) {
                Some(actor) => {
                    let released = release(tx, &visit, &actor, now)?;
                    details["number"] = released.accepted.into();
                    details["left"] = released.left.into();
                    audit::append(tx, now, &by, Deed::new("quarantine-accepted", subject).with(details))?;
                    Ok::<_, Problem>(released.left)
                }
                None => {
                    let decision = Decision { reason: said_why, who: by.who.clone(), at: now };
                    for kept in &found.kept {
                        quarantine::keep_out(tx, &visit, &kept.hash, &decision)?;
                    }
                    details["number"] = found.kept.len().into();
                    audit::append(tx, now, &by, Deed::new("quarantine-kept-out", subject).with(details))?;
                    Ok(0)
                }
            }
        })
        .await?;
    // The verifier finds what is new in the log within seconds.
    let done = match (accept, left) {
        (true, 0) => "da-nhan",
        (true, _) => "da-nhan-mot-phan",
        (false, _) => "da-de-ngoai",
    };
    Ok(Ok(Redirect::to(format!("/may-tinh-bang/de-rieng?bao={done}"))))
}

/// Bytes to be looked at elsewhere; never shown by a browser.
#[derive(rocket::Responder)]
pub(super) struct Download {
    body: Vec<u8>,
    kind: ContentType,
    disposition: HttpHeader<'static>,
}

/// Whoever manages tablets; what came for visits of their organisations: the bytes of one change as they came.
#[rocket::get("/may-tinh-bang/de-rieng/<visit>/<actor>/<hash>")]
pub(super) async fn bytes(
    visit: Option<Id<VisitId>>,
    actor: &str,
    hash: Option<Id<ChangeHash>>,
    user: ManagesDevices,
    store: &State<Store>,
) -> Result<Download, Problem> {
    let (visit, actor) = (visit.ok_or(Problem::NotFound)?.0, author(actor)?);
    let (hash, scope) = (hash.ok_or(Problem::NotFound)?.0, user.scope());
    let found = store.read(move |reader| find(reader, &scope, &visit, actor)).await?;
    let kept = found.kept.into_iter().find(|kept| kept.hash == hash).ok_or(Problem::NotFound)?;
    let disposition = format!("attachment; filename=\"{hash}.change\"");
    Ok(Download {
        body: kept.bytes,
        kind: ContentType::Binary,
        disposition: HttpHeader::new("Content-Disposition", disposition),
    })
}
