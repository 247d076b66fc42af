//! The organisations: searching them, and one with its history.

use super::history::{Event, events};
use super::{Directories, Directory, csv};
use crate::accounts::{OfficeReader, Right};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::organisation::{Organisation, Period};
use crate::store::{self, Store, meta};
use crate::table::Csv;
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use schemas::ids::OrganisationId;
use schemas::text::{date, integer};

/// Organisations found at most.
const FOUND: usize = 60;
/// The last day of the three tiers: a search that finds little looks there too.
const BEFORE_2025: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 6, 30);

pub(super) struct Line {
    pub(super) id: OrganisationId,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) code: String,
    pub(super) above: String,
    pub(super) until: Option<String>,
}

fn line(
    directory: &Directory,
    (organisation, period): (&Organisation, &Period),
    day: NaiveDate,
    locale: Locale,
) -> Line {
    let offer = directory.offer(&organisation.id, day);
    Line {
        name: directory.full_name(period),
        kind: directory.kind(&period.kind).map(|kind| kind.name(locale.0).to_owned()).unwrap_or_default(),
        code: organisation.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        above: offer.above,
        until: period.valid_to.map(|to| date(to, locale.0)),
        id: offer.id,
    }
}

/// The search for organisations.
#[derive(Template, WebTemplate)]
#[template(path = "catalogue/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    query: String,
    day: String,
    found: Vec<Line>,
    /// Found on the last day of the three tiers only.
    former: Vec<Line>,
    /// Without a search: what stands at the top.
    top: Vec<Line>,
    office: Option<Line>,
    units: String,
    manages: bool,
    imports: bool,
}

/// Whoever may see the office's pages: the catalogue holds nothing that is not public. `ngay`: as it was on that day.
#[rocket::get("/to-chuc?<tim>&<ngay>")]
pub(super) async fn list(
    tim: Option<&str>,
    ngay: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<ListPage, Problem> {
    let query = tim.unwrap_or_default().trim().to_owned();
    let asked = ngay.and_then(|text| text.parse::<NaiveDate>().ok());
    let today = clock::day(clock::now());
    let day = asked.unwrap_or(today);
    let (wanted, all) = (query.clone(), directories.inner().clone());
    let frame = user.frame(locale).at("organisations");
    let scope = user.session().scope(Right::ManageCatalogue);
    let find = move |reader: &store::Reader| {
        let directory = all.get(reader)?;
        let line_on = |found, day| line(&directory, found, day, locale);
        let found = directory.search(&wanted, day, FOUND);
        let known: Vec<&OrganisationId> = found.iter().map(|(organisation, _)| &organisation.id).collect();
        let former =
            BEFORE_2025.filter(|_| asked.is_none()).map(|day| (directory.search(&wanted, day, FOUND), day));
        let former = former.iter().flat_map(|(found, day)| found.iter().map(move |found| (*found, *day)));
        let former: Vec<Line> = former
            .filter(|((organisation, _), _)| !known.contains(&&organisation.id))
            .map(|(found, day)| line_on(found, day))
            .collect();
        let top = if wanted.is_empty() { directory.below(&OrganisationId::top(), day) } else { Vec::new() };
        let office = meta::office(reader)?;
        let office = office.as_ref().and_then(|id| Some((directory.get(id)?, directory.at(id, day)?)));
        let units = directory.catalogue().units().iter().filter(|unit| unit.in_force(day)).count();
        Ok::<_, Problem>(ListPage {
            frame,
            day: asked.map(|day| day.to_string()).unwrap_or_default(),
            found: found.iter().map(|found| line_on(*found, day)).collect(),
            former,
            top: top.into_iter().map(|found| line_on(found, day)).collect(),
            office: office.map(|found| line_on(found, day)),
            units: integer(i64::try_from(units).unwrap_or(i64::MAX), locale.0),
            manages: scope.is_some(),
            imports: scope.is_some_and(|scope| scope.is_everything()),
            query: wanted,
        })
    };
    store.read(find).await
}

/// An organisation with its history.
#[derive(Template, WebTemplate)]
#[template(path = "catalogue/organisation.html")]
pub(super) struct OrganisationPage {
    frame: Frame,
    csrf: String,
    this: Line,
    above: Vec<(OrganisationId, String)>,
    below: Vec<Line>,
    events: Vec<Event>,
    from: Option<String>,
    /// A body that the caller may change.
    changes: bool,
    kinds: Vec<(String, String)>,
    today: NaiveDate,
    current: Current,
    alert: Option<String>,
    done: Option<String>,
}

/// What the form for changes begins with.
struct Current {
    name: String,
    kind: String,
    parent: String,
}

/// Whoever may see the office's pages. `ngay`: as it was on that day.
#[rocket::get("/to-chuc/<id>?<ngay>&<bao>")]
pub(super) async fn organisation(
    id: Option<Id<OrganisationId>>,
    ngay: Option<&str>,
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<OrganisationPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let said = bao.map(|what| format!("organisation-done-{what}")).filter(|key| locale.has(key));
    let alert = bao.map(|what| format!("organisation-refused-{what}")).filter(|key| locale.has(key));
    let asked = ngay.and_then(|text| text.parse::<NaiveDate>().ok());
    let (frame, csrf) = (user.frame(locale).at("organisations"), user.csrf.clone());
    let scope = user.session().scope(Right::ManageCatalogue);
    let all = directories.inner().clone();
    let find = move |reader: &store::Reader| {
        let directory = all.get(reader)?;
        let organisation = directory.get(&id).ok_or(Problem::NotFound)?;
        let today = clock::day(clock::now());
        let last = organisation.periods.last().and_then(|period| period.valid_to);
        // One that is over is shown as it was at last.
        let day = asked.or(last.filter(|last| *last < today)).unwrap_or(today);
        let period = directory.at(&id, day).ok_or(Problem::NotFound)?;
        let reached = match &scope {
            Some(scope) => store::right::reaches(reader, scope, &id, today)?,
            None => false,
        };
        let above = directory.above(&id, day);
        let above = above.into_iter().rev().map(|id| (id.clone(), directory.name(id, day)));
        let below = directory.below(&id, day);
        Ok::<_, Problem>(OrganisationPage {
            frame,
            csrf,
            this: line(&directory, (organisation, period), day, locale),
            above: above.collect(),
            below: below.into_iter().map(|found| line(&directory, found, day, locale)).collect(),
            events: events(&directory, organisation, locale),
            from: period.valid_from.map(|from| date(from, locale.0)),
            changes: reached && organisation.code.is_none() && id != OrganisationId::top(),
            kinds: directory.body_kinds(locale.0),
            current: Current {
                name: period.name.clone(),
                kind: period.kind.clone(),
                parent: period.parent.as_ref().map(|id| directory.name(id, day)).unwrap_or_default(),
            },
            today,
            alert: alert.map(|key| locale.t(&key)),
            done: said.map(|key| locale.t(&key)),
        })
    };
    store.read(find).await
}

/// Whoever may see the office's pages: all units of all times, in the format that imports read.
#[rocket::get("/to-chuc.csv")]
pub(super) async fn export(
    _user: OfficeReader,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Csv<String>, Problem> {
    let all = directories.inner().clone();
    let text =
        store.read(move |reader| Ok::<_, Problem>(csv::of_units(all.get(reader)?.organisations()))).await?;
    Ok(Csv::new("don-vi-hanh-chinh.csv", format!("\u{feff}{text}")))
}
