//! One plan on one page: what it says, who is in its teams, what may be done next, and all that was changed.

use super::acts::Answer;
use super::plan_form::template;
use super::targets::{self, TargetLine};
use super::top::{Told, Top, manages, refused_page, seen};
use super::whole::{Refusal, Whole};
use crate::accounts::{ManagesPlans, OfficeReader, Scope, Session};
use crate::audit::{self, Event};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{self, Reader, Store, campaign, recommendation};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State as Managed;
use schemas::calendar::Calendar;
use schemas::ids::CampaignId;
use schemas::text::date;

/// Events of the history that are shown.
const SHOWN: u32 = 50;
/// How many working days ahead a follow-up is offered: time for a decision and a notice to the units.
const FOLLOW_UP: u16 = 10;

struct TeamLine {
    id: String,
    name: String,
    members: Vec<(String, String, String)>,
    visits: usize,
}

/// A plan.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/plan.html")]
pub(super) struct PlanPage {
    frame: Frame,
    top: Top,
    told: Told,
    facts: Vec<(String, String)>,
    targets: Vec<TargetLine>,
    teams: Vec<TeamLine>,
    visits: usize,
    clashes: usize,
    /// What may be done next: the address below the plan's, the button, and whether it needs thought.
    next: Option<(&'static str, String, String)>,
    copied_from: Option<(CampaignId, String)>,
    /// Open recommendations of this plan, and the first day that a follow-up is offered for; none are open otherwise.
    open: Option<(u64, NaiveDate)>,
    /// Only for who sees the whole plan.
    history: Vec<Event>,
}

/// Whoever may see the office's pages.
#[rocket::get("/ke-hoach/<id>?<bao>")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<PlanPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let told = Told::done(bao, locale);
    let build = build(user.session(), user.scope(), id, locale, directories.inner().clone());
    store.read(move |reader| build(reader, told)).await
}

/// Builds the page of a plan for somebody who sees what is in `scope`.
pub(super) fn build(
    user: &Session,
    scope: Scope,
    id: CampaignId,
    locale: Locale,
    directories: Directories,
) -> impl FnOnce(&Reader, Told) -> Result<PlanPage, Problem> + Send + use<> {
    let (frame, csrf, manages) = (user.frame(locale).at("campaigns"), user.csrf.clone(), manages(user));
    move |reader, told| {
        let (plan, owns) = seen(reader, &scope, manages.as_ref(), &id)?;
        let directory = directories.get(reader)?;
        let organisation = plan.campaign.organisation.as_ref();
        let organisation =
            organisation.map(|id| directory.name(id, plan.campaign.period_from)).unwrap_or_default();
        let copied_from = match &plan.campaign.copied_from {
            Some(id) => campaign::get(reader, &scope, id)?.map(|from| (from.id, from.title)),
            None => None,
        };
        let whole = campaign::is_own(reader, &scope, &id)?;
        let history = if whole { audit::history(reader, id.as_str(), SHOWN, locale)? } else { Vec::new() };
        Ok(PlanPage {
            top: Top::new(&plan, owns, &csrf, "plan", locale),
            facts: facts(reader, &plan, organisation, locale)?,
            targets: targets::lines(reader, &plan, locale)?,
            teams: teams(&plan, locale),
            visits: plan.planned().count(),
            clashes: super::calendar::found(reader, &scope, &plan)?.len(),
            next: next(&plan, locale),
            copied_from,
            open: open(reader, &scope, &id)?,
            history,
            frame,
            told,
        })
    }
}

/// The page of a plan whose change was refused.
pub(super) async fn refused(
    user: &ManagesPlans,
    id: CampaignId,
    seen: u32,
    refusal: Refusal,
    locale: Locale,
    store: &Store,
    directories: &Directories,
) -> Answer {
    let page = build(user.session(), user.scope(), id.clone(), locale, directories.clone());
    Ok(Err(refused_page(store, id, seen, refusal, locale, page).await?))
}

/// How many recommendations of a plan are open, and a day for looking at them again.
fn open(reader: &Reader, scope: &Scope, id: &CampaignId) -> Result<Option<(u64, NaiveDate)>, store::Error> {
    let today = clock::day(clock::now());
    let counts = recommendation::counts(reader, scope, Some(id), today)?;
    let open = counts.iter().filter(|count| !count.state.is_over()).map(|count| count.count).sum();
    Ok((open > 0).then(|| (open, Calendar::shipped().add_working_days(today, FOLLOW_UP))))
}

fn next(plan: &Whole, locale: Locale) -> Option<(&'static str, String, String)> {
    let (act, key) = match plan.campaign.state {
        super::State::Draft(_) => ("ban-hanh", "plan-issue"),
        super::State::Issued(_) => ("bat-dau", "plan-begin"),
        super::State::UnderWay(_) => ("ket-thuc", "plan-conclude"),
        super::State::Concluded(_) => ("mo-lai", "plan-reopen"),
    };
    Some((act, locale.t(key), locale.t(&format!("{key}-help"))))
}

fn facts(
    reader: &Reader,
    plan: &Whole,
    organisation: String,
    locale: Locale,
) -> Result<Vec<(String, String)>, store::Error> {
    let campaign = &plan.campaign;
    let day = |day: NaiveDate| date(day, locale.0);
    let span = |from: Option<NaiveDate>, to: Option<NaiveDate>| match (from, to) {
        (None, None) => String::new(),
        (from, to) => {
            let side = |side: Option<NaiveDate>| side.map_or_else(|| "…".to_owned(), day);
            format!("{} – {}", side(from), side(to))
        }
    };
    let decision = match campaign.decision_date {
        Some(on) => {
            locale.t_args("campaign-plan", [("number", campaign.decision_number.clone()), ("date", day(on))])
        }
        None => campaign.decision_number.clone(),
    };
    let template = template(reader, &campaign.template)?;
    let edition = format!(
        "{} ({} {})",
        template.title.get(locale.0),
        locale.t("plan-edition-number"),
        template.edition
    );
    let kind = locale.t(if campaign.surprise { "plan-surprise" } else { "plan-announced" });
    let facts = [
        ("plan-period", span(Some(campaign.period_from), Some(campaign.period_to))),
        ("plan-inspected", span(campaign.inspected_from, campaign.inspected_to)),
        ("plan-kind", kind),
        ("plan-legal-basis", campaign.legal_basis.clone()),
        ("plan-organisation", organisation),
        ("plan-decision", decision),
        ("plan-template", edition),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Ok(facts.map(|(key, value)| (locale.t(key), value)).collect())
}

fn teams(plan: &Whole, locale: Locale) -> Vec<TeamLine> {
    let line = |team: &store::team::Team| TeamLine {
        id: team.id.clone(),
        name: team.name.clone(),
        visits: plan.planned().filter(|visit| visit.team == team.id).count(),
        members: team
            .members
            .iter()
            .map(|member| {
                let sections: Vec<&str> = member.sections.iter().map(|id| id.as_str()).collect();
                let sections =
                    if sections.is_empty() { locale.t("team-all-sections") } else { sections.join(", ") };
                (member.name.clone(), locale.t(super::role_key(member.role)), sections)
            })
            .collect(),
    };
    plan.current_teams().map(line).collect()
}
