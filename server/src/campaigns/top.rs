//! What the pages of one plan share: its head, and what is said after an act.

use super::whole::{Refusal, Whole};
use crate::accounts::{Right, Scope, Session};
use crate::audit::{self, Event};
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::{Reader, Store, campaign};
use rocket::http::Status;
use schemas::ids::CampaignId;
use schemas::text::date;

/// Events shown to somebody whose form was overtaken.
const RECENT: u32 = 20;

/// The head of every page of a plan.
pub(super) struct Top {
    pub(super) id: CampaignId,
    pub(super) title: String,
    pub(super) line: String,
    pub(super) state: String,
    pub(super) state_class: &'static str,
    pub(super) version: u32,
    /// Which of the plan's pages this is.
    pub(super) section: &'static str,
    /// Whether the caller may change plans of this organisation.
    pub(super) owns: bool,
    /// Whether the caller may change this plan now.
    pub(super) changes: bool,
    pub(super) csrf: String,
}

/// The name of a state and how it is marked.
pub(super) fn state_words(state: super::State, locale: Locale) -> (String, &'static str) {
    let class = match state {
        super::State::Draft(_) => "observation",
        super::State::Issued(_) => "minor",
        super::State::UnderWay(_) => "disputed",
        super::State::Concluded(_) => "passed",
    };
    (locale.t(&format!("plan-state-{}", state.as_str().replace('_', "-"))), class)
}

impl Top {
    pub(super) fn new(plan: &Whole, owns: bool, csrf: &str, section: &'static str, locale: Locale) -> Self {
        let campaign = &plan.campaign;
        let (state, state_class) = state_words(campaign.state, locale);
        let number = locale.t_args(
            "campaign-plan",
            [("number", campaign.plan_number.clone()), ("date", date(campaign.plan_date, locale.0))],
        );
        Self {
            id: campaign.id.clone(),
            title: campaign.title.clone(),
            line: format!("{} · {number}", campaign.issuing_body),
            state,
            state_class,
            version: campaign.version,
            section,
            owns,
            changes: owns && !matches!(campaign.state, super::State::Concluded(_)),
            csrf: csrf.to_owned(),
        }
    }
}

/// What is said on a page after an act.
#[derive(Default)]
pub(super) struct Told {
    pub(super) alerts: Vec<String>,
    pub(super) done: Option<String>,
    /// What others did since the form was shown; empty = the form was not overtaken.
    pub(super) overtaken: Vec<Event>,
}

impl Told {
    /// What an address says was done.
    pub(super) fn done(what: Option<&str>, locale: Locale) -> Self {
        let key = what.map(|what| format!("plan-done-{what}")).filter(|key| locale.has(key));
        Self { done: key.map(|key| locale.t(&key)), ..Self::default() }
    }

    /// Why an act was refused that began on the version `seen`.
    fn refused(
        reader: &Reader,
        id: &CampaignId,
        seen: u32,
        refusal: &Refusal,
        locale: Locale,
    ) -> Result<Self, Problem> {
        Ok(match refusal {
            Refusal::Wrong(messages) => Self {
                alerts: messages.iter().map(|message| message.words(locale)).collect(),
                ..Self::default()
            },
            Refusal::Stale => {
                let mut events = audit::history(reader, id.as_str(), RECENT, locale)?;
                events.retain(|event| event.version > u64::from(seen));
                Self { overtaken: events, ..Self::default() }
            }
        })
    }

    /// A page that is told something refused.
    fn status(&self) -> Status {
        if !self.overtaken.is_empty() {
            return Status::Conflict;
        }
        if self.alerts.is_empty() { Status::Ok } else { Status::UnprocessableEntity }
    }
}

/// A page of a plan on which an act was refused that began on the version `seen`.
pub(super) async fn refused_page<P: Send + 'static>(
    store: &Store,
    id: CampaignId,
    seen: u32,
    refusal: Refusal,
    locale: Locale,
    build: impl FnOnce(&Reader, Told) -> Result<P, Problem> + Send + 'static,
) -> Result<(Status, P), Problem> {
    let shown = store.read(move |reader| {
        let told = Told::refused(reader, &id, seen, &refusal, locale)?;
        Ok::<_, Problem>((told.status(), build(reader, told)?))
    });
    shown.await
}

/// A plan that the caller may see, and whether they may change it.
pub(super) fn seen(
    reader: &Reader,
    scope: &Scope,
    manages: Option<&Scope>,
    id: &CampaignId,
) -> Result<(Whole, bool), Problem> {
    let plan = Whole::read(reader, scope, id)?.ok_or(Problem::NotFound)?;
    let owns = match manages {
        Some(manages) => campaign::is_own(reader, manages, id)?,
        None => false,
    };
    Ok((plan, owns))
}

/// A plan that the caller may change.
pub(super) fn owned(reader: &Reader, scope: &Scope, id: &CampaignId) -> Result<Whole, Problem> {
    match seen(reader, scope, Some(scope), id)? {
        (plan, true) => Ok(plan),
        (_, false) => Err(Problem::NotFound),
    }
}

/// Where a reader may change plans.
pub(super) fn manages(session: &Session) -> Option<Scope> {
    session.scope(Right::ManagePlans)
}
