//! What is kept aside, as a list: of which visit, whose, why, since when.

use crate::accounts::{ManagesDevices, Scope};
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::quarantine::{self, Group};
use crate::store::{Reader, Store, device, visit};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::{ActorId, VisitId};
use schemas::text::date;
use schemas::wire::QuarantineReason;

/// What a person can do about a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Overrule it.
    Accept,
    /// It goes in with what it builds on.
    Follows,
    /// Nothing but keep it out: no program can merge it, or nobody vouches for it.
    Never,
}

/// What can be done about a change that is kept aside for this reason.
pub(super) fn remedy(reason: QuarantineReason, vouched: bool, in_log: bool) -> Remedy {
    match reason {
        _ if in_log || !vouched => Remedy::Never,
        QuarantineReason::DeviceRevoked | QuarantineReason::NotAssigned | QuarantineReason::UnknownVisit => {
            Remedy::Accept
        }
        QuarantineReason::BuildsOnQuarantined => Remedy::Follows,
        QuarantineReason::Malformed
        | QuarantineReason::NotSigned
        | QuarantineReason::SequenceReused
        | QuarantineReason::WrongOrder
        | QuarantineReason::Unmergeable
        | QuarantineReason::UnknownContent => Remedy::Never,
    }
}

/// The key of a reason: `aside-reason-…`, with `-help` of what can be done.
pub(super) fn reason_key(reason: QuarantineReason) -> &'static str {
    match reason {
        QuarantineReason::Malformed => "aside-reason-malformed",
        QuarantineReason::UnknownVisit => "aside-reason-unknown-visit",
        QuarantineReason::NotAssigned => "aside-reason-not-assigned",
        QuarantineReason::DeviceRevoked => "aside-reason-device-revoked",
        QuarantineReason::NotSigned => "aside-reason-not-signed",
        QuarantineReason::SequenceReused => "aside-reason-sequence-reused",
        QuarantineReason::WrongOrder => "aside-reason-wrong-order",
        QuarantineReason::Unmergeable => "aside-reason-unmergeable",
        QuarantineReason::UnknownContent => "aside-reason-unknown-content",
        QuarantineReason::BuildsOnQuarantined => "aside-reason-builds-on",
    }
}

/// The part of an address that names an author; `-`: nobody knows who wrote it.
pub(super) fn actor_in_address(actor: Option<&ActorId>) -> String {
    actor.map_or_else(|| "-".to_owned(), ToString::to_string)
}

struct Line {
    address: String,
    unit: Option<String>,
    visit: VisitId,
    day: String,
    author: Option<String>,
    device: String,
    carried_by: String,
    reason: String,
    number: u64,
    waiting: u64,
    newest: String,
}

/// The list of what is kept aside.
#[derive(Template, WebTemplate)]
#[template(path = "devices/aside.html")]
pub(super) struct AsidePage {
    frame: Frame,
    lines: Vec<Line>,
    /// Decided already.
    decided: Vec<Line>,
    done: Option<String>,
}

/// Whoever manages tablets; what came for visits of their organisations. `bao`: what was just done.
#[rocket::get("/may-tinh-bang/de-rieng?<bao>")]
pub(super) async fn list(
    bao: Option<&str>,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
) -> Result<AsidePage, Problem> {
    let done = bao.map(|what| format!("aside-done-{what}")).filter(|key| locale.has(key));
    let (scope, frame) = (user.scope(), user.frame(locale).at("devices"));
    let read = move |reader: &Reader| {
        let today = clock::day(clock::now());
        let groups = quarantine::groups(reader, &scope, today)?;
        let lines =
            groups.iter().map(|group| line(reader, &scope, group, locale)).collect::<Result<Vec<_>, _>>()?;
        let (lines, decided) = lines.into_iter().partition(|line| line.waiting > 0);
        Ok::<_, Problem>(AsidePage { frame, lines, decided, done: done.map(|key| locale.t(&key)) })
    };
    store.read(read).await
}

/// The groups were found within the scope; the tablets that they name may be of others.
fn line(reader: &Reader, scope: &Scope, group: &Group, locale: Locale) -> Result<Line, Problem> {
    let planned = visit::get(reader, scope, &group.visit)?;
    let author = group.device.as_ref().map(|id| device::get(reader, id)).transpose()?.flatten();
    let carrier = device::get(reader, &group.carried_by)?;
    let name = |device: &device::Device| format!("{} – {}", device.person_name, device.name);
    let own = group.device.as_ref() == Some(&group.carried_by);
    Ok(Line {
        address: format!(
            "/may-tinh-bang/de-rieng/{}/{}",
            group.visit,
            actor_in_address(group.actor.as_ref())
        ),
        day: planned.as_ref().map(|visit| date(visit.date, locale.0)).unwrap_or_default(),
        unit: planned.map(|visit| visit.unit_name),
        visit: group.visit,
        author: author.as_ref().map(|device| device.person_name.clone()),
        device: author.map(|device| device.name).unwrap_or_default(),
        carried_by: carrier.filter(|_| !own).map(|device| name(&device)).unwrap_or_default(),
        reason: locale.t(reason_key(group.reason)),
        number: group.number,
        waiting: group.number - group.kept_out,
        newest: moment(group.newest, locale),
    })
}
