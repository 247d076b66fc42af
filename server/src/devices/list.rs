//! The list of tablets.

use crate::accounts::ManagesDevices;
use crate::catalogue::Directories;
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, Pager, moment};
use crate::problem::Problem;
use crate::store::device::{self, Device};
use crate::store::{Reader, Store, quarantine};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::DeviceId;
use schemas::wire::Millis;

/// Tablets on one page.
const PAGE: u64 = 50;
/// A clock that is off by less than this is right, in milliseconds.
const CLOCK_RIGHT: i64 = 60_000;
/// A tablet that was not heard of for longer is marked, in milliseconds: a week.
const QUIET: i64 = 7 * 24 * 60 * 60 * 1000;
/// Room that is little, in bytes: photos of one busy day.
const LITTLE_ROOM: u64 = 500_000_000;

/// What a tablet told of itself, in words.
pub(super) struct Told {
    pub(super) seen: Option<String>,
    /// Not heard of for long.
    pub(super) quiet: bool,
    pub(super) unsent: u32,
    pub(super) version: String,
    pub(super) clock: Option<String>,
    pub(super) clock_off: bool,
    pub(super) room: Option<String>,
    pub(super) little_room: bool,
    pub(super) revoked: Option<String>,
}

impl Told {
    pub(super) fn of(device: &Device, now: Millis, locale: Locale) -> Self {
        let off = |skew: &i64| skew.abs() >= CLOCK_RIGHT;
        Self {
            seen: device.last_seen.map(|at| moment(at, locale)),
            quiet: device.last_seen.is_some_and(|at| now - at > QUIET),
            unsent: device.unsent_photos,
            version: device.app_version.clone().unwrap_or_default(),
            clock: device.clock_skew_ms.map(|skew| clock_in_words(skew, locale)),
            clock_off: device.clock_skew_ms.as_ref().is_some_and(off),
            room: device.free_bytes.map(|bytes| room_in_words(bytes, locale)),
            little_room: device.free_bytes.is_some_and(|bytes| bytes < LITTLE_ROOM),
            revoked: device.revoked_at.map(|at| moment(at, locale)),
        }
    }
}

/// How far a tablet's clock is off, in words: to the minute, to the hour where it is more than two, to the day.
fn clock_in_words(skew: i64, locale: Locale) -> String {
    if skew.abs() < CLOCK_RIGHT {
        return locale.t("device-clock-right");
    }
    let minutes = skew.abs() / 60_000;
    let (number, unit) = match minutes {
        0..120 => (minutes, "device-minutes"),
        120..2880 => (minutes / 60, "device-hours"),
        _ => (minutes / 1440, "device-days"),
    };
    let span = locale.t_args(unit, [("number", number)]);
    locale.t_args(if skew > 0 { "device-clock-fast" } else { "device-clock-slow" }, [("span", span)])
}

/// Bytes in decimal units with one decimal: "1,4 GB".
fn room_in_words(bytes: u64, locale: Locale) -> String {
    let (size, unit) = if bytes >= 1_000_000_000 { (1e9, "GB") } else { (1e6, "MB") };
    let number = format!("{:.1}", bytes as f64 / size);
    let vietnamese = locale.0 == schemas::text::Language::Vi;
    format!("{} {unit}", if vietnamese { number.replace('.', ",") } else { number })
}

struct Line {
    id: DeviceId,
    person: String,
    organisation: String,
    name: String,
    state: Told,
    open_visits: u64,
    aside: u64,
}

/// The list of tablets.
#[derive(Template, WebTemplate)]
#[template(path = "devices/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    query: String,
    lines: Vec<Line>,
    pager: Pager,
    /// Changes of whatever tablet that wait for a decision.
    aside: u64,
}

/// Whoever manages tablets; those of their organisations' people.
#[rocket::get("/may-tinh-bang?<tim>&<trang>")]
pub(super) async fn list(
    tim: Option<&str>,
    trang: Option<u64>,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<ListPage, Problem> {
    let (query, number, now) = (tim.unwrap_or_default().to_owned(), trang.unwrap_or(1), clock::now());
    let frame = user.frame(locale).at("devices");
    let (scope, directories) = (user.scope(), directories.inner().clone());
    let read = move |reader: &Reader| {
        let today = clock::day(now);
        let offset = Pager::offset(number, PAGE);
        let (found, all) = device::page(reader, &scope, &query, today, (offset, PAGE))?;
        let directory = directories.get(reader)?;
        let groups = quarantine::groups(reader, &scope, today)?;
        let line = |listed: device::Listed| Line {
            organisation: listed.organisation.map(|id| directory.name(&id, today)).unwrap_or_default(),
            state: Told::of(&listed.device, now, locale),
            id: listed.device.id,
            person: listed.device.person_name,
            name: listed.device.name,
            open_visits: listed.open_visits,
            aside: listed.aside,
        };
        Ok::<_, Problem>(ListPage {
            frame,
            lines: found.into_iter().map(line).collect(),
            pager: Pager::new(number, PAGE, all, &[("tim", &query)], locale),
            aside: groups.iter().map(|group| group.number - group.kept_out).sum(),
            query,
        })
    };
    store.read(read).await
}
