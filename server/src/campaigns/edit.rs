//! Beginning a plan, and changing its fields.

use super::plan_form::{PlanForm, editions};
use super::state::State;
use super::top::{Told, Top, owned, refused_page};
use super::whole::{Act, Refusal, Whole, act, save};
use crate::accounts::{ManagesPlans, Protected, Scope, user_name};
use crate::catalogue::{Directories, Directory, Offer};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::By;
use crate::store::campaign::Campaign;
use crate::store::{self, Reader, Store, Tx, campaign, meta, person, right, team};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State as Managed;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{CampaignId, OrganisationId, PersonId};

/// Pages beside those of plans.
const RESERVED: [&str; 2] = ["moi", "nhap"];
/// Longest id that is made of a number or title, in bytes; a number may follow.
const LONGEST_ID: usize = 48;

/// The form of a plan.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/edit.html")]
pub(super) struct EditPage {
    frame: Frame,
    csrf: String,
    /// None: a new plan.
    top: Option<Top>,
    form: PlanForm,
    offers: Vec<Offer>,
    editions: Vec<(String, String)>,
    told: Told,
}

fn editions_offered(reader: &Reader, locale: Locale) -> Result<Vec<(String, String)>, store::Error> {
    Ok(editions(reader, locale)?
        .into_iter()
        .map(|edition| (edition.hash.to_string(), edition.label))
        .collect())
}

/// Where somebody plans: their own organisation if they may, else the one that runs the server, else the top of their
/// scope.
fn home(reader: &Reader, scope: &Scope, person: &PersonId) -> Result<Option<OrganisationId>, store::Error> {
    let today = clock::day(clock::now());
    let own = person::named(reader, person)?.and_then(|person| person.organisation);
    let root = scope.roots().and_then(|roots| roots.first()).cloned();
    for organisation in own.into_iter().chain(meta::office(reader)?).chain(root) {
        if organisation != OrganisationId::top() && right::reaches(reader, scope, &organisation, today)? {
            return Ok(Some(organisation));
        }
    }
    Ok(None)
}

/// Whoever manages plans.
#[rocket::get("/ke-hoach/moi")]
pub(super) async fn new(
    user: ManagesPlans,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<EditPage, Problem> {
    let (scope, person, all) = (user.scope(), user.person.clone(), directories.inner().clone());
    let (frame, csrf) = (user.frame(locale).at("campaigns"), user.csrf.clone());
    let build = move |reader: &Reader| {
        let directory = all.get(reader)?;
        let today = clock::day(clock::now());
        let name = home(reader, &scope, &person)?.map(|id| directory.name(&id, today)).unwrap_or_default();
        let form = PlanForm { organisation: name, plan_date: today.to_string(), ..PlanForm::default() };
        let editions = editions_offered(reader, locale)?;
        Ok(EditPage { frame, csrf, top: None, form, offers: vec![], editions, told: Told::default() })
    };
    store.read(build).await
}

/// Whoever manages plans: a draft for one of their organisations, with one team that is still empty.
#[rocket::post("/ke-hoach/moi", data = "<form>")]
pub(super) async fn add(
    user: ManagesPlans,
    form: Protected<PlanForm>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Result<Redirect, (Status, EditPage)>, Problem> {
    let form = form.0;
    let (scope, by, all, typed) = (user.scope(), user.by(), directories.inner().clone(), form.clone());
    let first_team = locale.t_args("team-nth", [("number", "1")]);
    let added = store
        .write(move |tx| {
            let directory = all.get(tx)?;
            let today = clock::day(clock::now());
            let fields = match typed.understood(tx, &directory, &scope, None, today)? {
                Ok(fields) => fields,
                Err(unclear) => return Ok::<_, Problem>(Err(unclear)),
            };
            let year = fields.period.0.format("%Y").to_string();
            let id = free_id(
                tx,
                &format!(
                    "{} {year}",
                    if typed.plan_number.trim().is_empty() { &typed.title } else { &typed.plan_number }
                ),
            )?;
            let mut plan = empty(id, fields.template, clock::now());
            fields.apply(&mut plan.campaign);
            plan.teams.push(team::Team { id: "1".into(), name: first_team, members: vec![], removed: false });
            save(tx, None, &mut plan, "plan-added", &by, "", clock::now())?;
            Ok(Ok(plan.campaign.id))
        })
        .await?;
    match added {
        Ok(id) => Ok(Ok(Redirect::to(format!("/ke-hoach/{id}?bao=da-lap")))),
        Err(unclear) => {
            let editions =
                store.read(move |reader| Ok::<_, Problem>(editions_offered(reader, locale)?)).await?;
            let alerts = unclear.messages.iter().map(|message| message.words(locale)).collect();
            let told = Told { alerts, ..Told::default() };
            let (frame, csrf) = (user.frame(locale).at("campaigns"), user.csrf.clone());
            let page = EditPage { frame, csrf, top: None, form, offers: unclear.offers, editions, told };
            Ok(Err((Status::UnprocessableEntity, page)))
        }
    }
}

/// A draft in which nothing stands yet.
fn empty(id: CampaignId, template: schemas::ids::TemplateHash, now: i64) -> Whole {
    let today = clock::day(now);
    let campaign = Campaign {
        id,
        title: String::new(),
        issuing_body: String::new(),
        plan_number: String::new(),
        plan_date: today,
        period_from: today,
        period_to: today,
        template,
        bundle_key: secret::random(),
        version: 0,
        organisation: None,
        state: State::NEW,
        legal_basis: String::new(),
        decision_number: String::new(),
        decision_date: None,
        inspected_from: None,
        inspected_to: None,
        surprise: false,
        copied_from: None,
        targets: Default::default(),
    };
    Whole { campaign, teams: Vec::new(), visits: Vec::new() }
}

/// "15/KH-UBND 2018" → `15-kh-ubnd-2018`, with a number where that is taken.
pub(super) fn free_id(reader: &Reader, name: &str) -> Result<CampaignId, Problem> {
    let plain = user_name(name).map(|name| name.to_string()).unwrap_or_else(|_| "ke-hoach".to_owned());
    let plain: String = plain.chars().take(LONGEST_ID).collect();
    let plain = plain.trim_matches('-');
    for n in 1..10_000 {
        let name = if n == 1 { plain.to_owned() } else { format!("{plain}-{n}") };
        let Ok(id) = name.parse::<CampaignId>() else { continue };
        if !RESERVED.contains(&id.as_str()) && !campaign::is_taken(reader, &id)? {
            return Ok(id);
        }
    }
    Err(Problem::internal("no id is free for a plan"))
}

/// Whoever manages plans of its organisation.
#[rocket::get("/ke-hoach/<id>/sua")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<EditPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let build = editing(&user, id, locale, directories.inner().clone());
    store.read(move |reader| build(reader, None, Told::default(), vec![])).await
}

type Build = Box<dyn FnOnce(&Reader, Option<PlanForm>, Told, Vec<Offer>) -> Result<EditPage, Problem> + Send>;

/// Builds the form of a plan: as the plan stands, or as it was typed.
fn editing(user: &ManagesPlans, id: CampaignId, locale: Locale, all: Directories) -> Build {
    let (scope, csrf, frame) = (user.scope(), user.csrf.clone(), user.frame(locale).at("campaigns"));
    Box::new(move |reader, typed, told, offers| {
        let plan = owned(reader, &scope, &id)?;
        let directory = all.get(reader)?;
        let form = match typed {
            // The next try is made on what there is now, which has just been shown.
            Some(typed) => PlanForm { version: plan.campaign.version, ..typed },
            None => PlanForm::of(&plan.campaign, &directory),
        };
        let top = Some(Top::new(&plan, true, &csrf, "plan", locale));
        let editions = editions_offered(reader, locale)?;
        Ok(EditPage { frame, csrf, top, form, offers, editions, told })
    })
}

/// Whoever manages plans of its organisation.
#[rocket::post("/ke-hoach/<id>/sua", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<PlanForm>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Result<Redirect, (Status, EditPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let form = form.0;
    let (scope, by, all) = (user.scope(), user.by(), directories.inner().clone());
    let (this, typed) = (id.clone(), form.clone());
    let mut offers = Vec::new();
    let (outcome, found) = store
        .write(move |tx| {
            let outcome = changed(tx, &this, &typed, &scope, &by, &*all.get(tx)?, &mut offers)?;
            Ok::<_, Problem>((outcome, offers))
        })
        .await?;
    let Err(refusal) = outcome else { return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}?bao=da-sua")))) };
    let build = editing(&user, id.clone(), locale, directories.inner().clone());
    let seen = form.version;
    let build = move |reader: &Reader, told| build(reader, Some(form), told, found);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}

fn changed(
    tx: &Tx,
    id: &CampaignId,
    form: &PlanForm,
    scope: &Scope,
    by: &By,
    directory: &Directory,
    offers: &mut Vec<Offer>,
) -> Result<Result<(), Refusal>, Problem> {
    let today = clock::day(clock::now());
    let wish = Act { deed: "plan-changed", by, scope, version: form.version, reason: "" };
    act(tx, id, &wish, |plan| {
        match form.understood(tx, directory, scope, plan.campaign.organisation.as_ref(), today)? {
            Ok(fields) => {
                fields.apply(&mut plan.campaign);
                Ok(Ok(()))
            }
            Err(unclear) => {
                *offers = unclear.offers;
                Ok(Err(unclear.messages.into()))
            }
        }
    })
}
