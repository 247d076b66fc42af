//! The teams (đoàn kiểm tra) of a plan: who is in them, as what, and which sections each covers.

use super::acts::Seen;
use super::plan_form::template;
use super::top::{Told, Top, owned, refused_page};
use super::whole::{Act, Refusal, Whole, act};
use crate::accounts::{ManagesPlans, Protected};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{Reader, Store, person, team};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{CampaignId, PersonId, SectionId};
use schemas::text::{fold, nfc};
use schemas::wire::{TeamMember, TeamRole};
use std::collections::HashMap;

/// People offered when what was typed fits several.
const OFFERED: u64 = 12;
const ROLES: [TeamRole; 4] = [TeamRole::Leader, TeamRole::Deputy, TeamRole::Secretary, TeamRole::Member];

struct Member {
    id: PersonId,
    name: String,
    roles: Vec<(String, String, bool)>,
    sections: Vec<(SectionId, bool)>,
}

/// The page of a team.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/team.html")]
pub(super) struct TeamPage {
    frame: Frame,
    top: Top,
    told: Told,
    team: String,
    name: String,
    members: Vec<Member>,
    sections: Vec<(SectionId, String)>,
    visits: usize,
    typed: String,
    offers: Vec<(PersonId, String, String)>,
}

fn role_name(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Leader => "leader",
        TeamRole::Deputy => "deputy",
        TeamRole::Secretary => "secretary",
        TeamRole::Member => "member",
    }
}

#[derive(FromForm)]
pub(super) struct NewTeam {
    version: u32,
    name: String,
}

/// Whoever manages plans of its organisation.
#[rocket::post("/ke-hoach/<id>/doan", data = "<form>")]
pub(super) async fn add(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<NewTeam>,
    store: &Managed<Store>,
    locale: Locale,
    directories: &Managed<crate::catalogue::Directories>,
) -> Result<Result<Redirect, (Status, super::plan_page::PlanPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, this, form) = (user.scope(), user.by(), id.clone(), form.0);
    let version = form.version;
    let outcome = store
        .write(move |tx| {
            let wish =
                Act { deed: "plan-team-added", by: &by, scope: &scope, version: form.version, reason: "" };
            act(tx, &this, &wish, |plan| {
                let free = (1..).map(|n: u32| n.to_string()).find(|id| plan.team(id).is_none());
                let Some(team) = free else { return Ok(Err("plan-other-state".into())) };
                let name = nfc(&form.name);
                let name = if name.is_empty() {
                    locale.t_args("team-nth", [("number", team.as_str())])
                } else {
                    name
                };
                plan.teams.push(team::Team { id: team.clone(), name, members: vec![], removed: false });
                Ok(Ok(team))
            })
        })
        .await?;
    match outcome {
        Ok(team) => Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/doan/{team}")))),
        Err(refusal) => {
            super::plan_page::refused(&user, id, version, refusal, locale, store, directories).await
        }
    }
}

type Build = Box<dyn FnOnce(&Reader, Told) -> Result<TeamPage, Problem> + Send>;

/// What was typed on the page of a team.
#[derive(Default)]
struct Typed {
    members: Option<Members>,
    person: String,
    offers: Vec<person::Person>,
}

fn building(user: &ManagesPlans, id: CampaignId, team: String, typed: Typed, locale: Locale) -> Build {
    let (scope, csrf, frame) = (user.scope(), user.csrf.clone(), user.frame(locale).at("campaigns"));
    Box::new(move |reader, told| {
        let mut plan = owned(reader, &scope, &id)?;
        if let Some(form) = &typed.members {
            form.apply(&mut plan, &team);
        }
        let found = plan.team(&team).filter(|team| !team.removed).ok_or(Problem::NotFound)?;
        let template = template(reader, &plan.campaign.template)?;
        let sections: Vec<_> = template
            .sections
            .iter()
            .map(|section| (section.id.clone(), section.label.get(locale.0).to_owned()))
            .collect();
        let member = |member: &TeamMember| Member {
            id: member.person.clone(),
            name: member.name.clone(),
            roles: ROLES
                .iter()
                .map(|role| {
                    (role_name(*role).to_owned(), locale.t(super::role_key(*role)), *role == member.role)
                })
                .collect(),
            sections: sections.iter().map(|(id, _)| (id.clone(), member.sections.contains(id))).collect(),
        };
        Ok(TeamPage {
            top: Top::new(&plan, true, &csrf, "plan", locale),
            name: found.name.clone(),
            members: found.members.iter().map(member).collect(),
            visits: plan.planned().filter(|visit| visit.team == team).count(),
            offers: typed
                .offers
                .into_iter()
                .map(|person| (person.id, person.name, person.position))
                .collect(),
            typed: typed.person,
            sections,
            team,
            frame,
            told,
        })
    })
}

/// Whoever manages plans of its organisation.
#[rocket::get("/ke-hoach/<id>/doan/<team>?<bao>")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    team: &str,
    bao: Option<&str>,
    user: ManagesPlans,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<TeamPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let build = building(&user, id, team.to_owned(), Typed::default(), locale);
    let told = Told::done(bao, locale);
    store.read(move |reader| build(reader, told)).await
}

/// What a member is and covers, as it is typed.
#[derive(FromForm, Debug, Clone)]
struct MemberForm {
    role: String,
    #[field(default = Vec::new())]
    sections: Vec<String>,
    #[field(default = false)]
    out: bool,
}

/// All members of a team, as they are typed.
#[derive(FromForm, Debug, Clone)]
pub(super) struct Members {
    version: u32,
    name: String,
    #[field(default = HashMap::new())]
    members: HashMap<String, MemberForm>,
}

impl Members {
    fn apply(&self, plan: &mut Whole, team: &str) {
        let Some(team) = plan.teams.iter_mut().find(|known| known.id == team) else { return };
        let name = nfc(&self.name);
        if !name.is_empty() {
            team.name = name;
        }
        team.members.retain_mut(|member| {
            let Some(form) = self.members.get(member.person.as_str()) else { return true };
            if let Some(role) = ROLES.into_iter().find(|role| role_name(*role) == form.role) {
                member.role = role;
            }
            member.sections = form.sections.iter().filter_map(|id| id.parse().ok()).collect();
            !form.out
        });
        team.members.sort_by_key(|member| member.role);
    }
}

/// Whoever manages plans of its organisation: name, parts and sections of a team at once.
#[rocket::post("/ke-hoach/<id>/doan/<team>", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<CampaignId>>,
    team: &str,
    user: ManagesPlans,
    form: Protected<Members>,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<Result<Redirect, (Status, TeamPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, this, which, typed) =
        (user.scope(), user.by(), id.clone(), team.to_owned(), form.0.clone());
    let outcome = store
        .write(move |tx| {
            let wish =
                Act { deed: "plan-team-changed", by: &by, scope: &scope, version: typed.version, reason: "" };
            act(tx, &this, &wish, |plan| {
                plan.team(&which).filter(|team| !team.removed).ok_or(Problem::NotFound)?;
                typed.apply(plan, &which);
                Ok(Ok(()))
            })
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/doan/{team}?bao=da-sua-doan"))));
    };
    let seen = form.0.version;
    let typed = Typed { members: Some(form.0), ..Typed::default() };
    refused(&user, id, team.to_owned(), typed, seen, refusal, locale, store).await
}

#[expect(clippy::too_many_arguments, reason = "one answer for three acts")]
async fn refused(
    user: &ManagesPlans,
    id: CampaignId,
    team: String,
    typed: Typed,
    seen: u32,
    refusal: Refusal,
    locale: Locale,
    store: &Store,
) -> Result<Result<Redirect, (Status, TeamPage)>, Problem> {
    let build = building(user, id.clone(), team, typed, locale);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}

#[derive(FromForm, Clone)]
pub(super) struct NewMember {
    version: u32,
    /// A name, or part of one, without accents if need be; or a user name.
    person: String,
    /// Of those that were offered; counts more than what was typed.
    person_chosen: Option<String>,
    role: String,
}

/// Whoever manages plans of its organisation: one of the people of their organisations joins a team.
#[rocket::post("/ke-hoach/<id>/doan/<team>/them", data = "<form>")]
pub(super) async fn add_member(
    id: Option<Id<CampaignId>>,
    team: &str,
    user: ManagesPlans,
    form: Protected<NewMember>,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<Result<Redirect, (Status, TeamPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let form = form.0;
    let (scope, by, this, which, typed) =
        (user.scope(), user.by(), id.clone(), team.to_owned(), form.clone());
    let (outcome, offers) = store
        .write(move |tx| {
            let mut offers = Vec::new();
            let today = clock::day(clock::now());
            let wanted = typed.person_chosen.as_deref().unwrap_or(&typed.person).trim();
            let person = match wanted.parse::<PersonId>() {
                Ok(id) => person::find(tx, &scope, &id, today)?,
                Err(_) => None,
            };
            let person = match person {
                Some(person) => Ok(person),
                None => {
                    let (found, _) = person::list(tx, &scope, wanted, today, (0, OFFERED))?;
                    offers = found.into_iter().map(|listed| listed.person).collect();
                    // Who only resembles what was typed is offered, never taken.
                    let same = |person: &&person::Person| fold(&person.name) == fold(wanted);
                    let exact = offers.iter().filter(same).count() == 1;
                    match offers.iter().find(|person| exact && same(person)).cloned() {
                        _ if wanted.is_empty() => Err("team-person-unknown"),
                        Some(only) => Ok(only),
                        None if offers.is_empty() => Err("team-person-unknown"),
                        None => Err("team-person-several"),
                    }
                }
            };
            let wish =
                Act { deed: "plan-member-added", by: &by, scope: &scope, version: typed.version, reason: "" };
            let outcome = act(tx, &this, &wish, |plan| {
                let team = plan.teams.iter_mut().find(|team| team.id == which && !team.removed);
                let team = team.ok_or(Problem::NotFound)?;
                let person = match person {
                    Ok(person) => person,
                    Err(key) => return Ok(Err(key.into())),
                };
                if team.members.iter().any(|member| member.person == person.id) {
                    return Ok(Err("team-person-twice".into()));
                }
                let role = ROLES.into_iter().find(|role| role_name(*role) == typed.role);
                let role = role.unwrap_or(TeamRole::Member);
                team.members.push(TeamMember {
                    person: person.id,
                    name: person.name,
                    role,
                    sections: vec![],
                });
                team.members.sort_by_key(|member| member.role);
                Ok(Ok(()))
            })?;
            Ok::<_, Problem>((outcome, offers))
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/doan/{team}?bao=da-them-nguoi"))));
    };
    let typed = Typed { members: None, person: form.person, offers };
    refused(&user, id, team.to_owned(), typed, form.version, refusal, locale, store).await
}

/// Whoever manages plans of its organisation. A team with visits that are still planned stays.
#[rocket::post("/ke-hoach/<id>/doan/<team>/bo", data = "<form>")]
pub(super) async fn remove(
    id: Option<Id<CampaignId>>,
    team: &str,
    user: ManagesPlans,
    form: Protected<Seen>,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<Result<Redirect, (Status, TeamPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, this, which, seen) =
        (user.scope(), user.by(), id.clone(), team.to_owned(), form.0.version);
    let outcome = store
        .write(move |tx| {
            let wish = Act { deed: "plan-team-removed", by: &by, scope: &scope, version: seen, reason: "" };
            act(tx, &this, &wish, |plan| {
                if plan.planned().any(|visit| visit.team == which) {
                    return Ok(Err("team-has-visits".into()));
                }
                let team = plan.teams.iter_mut().find(|team| team.id == which && !team.removed);
                team.ok_or(Problem::NotFound)?.removed = true;
                Ok(Ok(()))
            })
        })
        .await?;
    let Err(refusal) = outcome else { return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}?bao=da-bo-doan")))) };
    refused(&user, id, team.to_owned(), Typed::default(), seen, refusal, locale, store).await
}
