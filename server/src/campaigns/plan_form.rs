//! The fields of a plan as they are typed, and what they mean.

use super::message::Message;
use crate::accounts::Scope;
use crate::catalogue::{Choice, Directory, Offer};
use crate::locale::Locale;
use crate::store::campaign::Campaign;
use crate::store::{self, Reader, right};
use chrono::NaiveDate;
use rocket::form::FromForm;
use schemas::ids::{OrganisationId, TemplateHash};
use schemas::template::Template;
use schemas::text::{date, nfc};

/// The fields of a plan as they are typed.
#[derive(FromForm, Debug, Clone, Default)]
pub(super) struct PlanForm {
    #[field(default = 0)]
    pub(super) version: u32,
    pub(super) title: String,
    pub(super) plan_number: String,
    pub(super) plan_date: String,
    pub(super) legal_basis: String,
    pub(super) organisation: String,
    /// Of those that were offered; counts more than what was typed.
    pub(super) organisation_chosen: Option<String>,
    pub(super) issuing_body: String,
    pub(super) decision_number: String,
    pub(super) decision_date: String,
    pub(super) inspected_from: String,
    pub(super) inspected_to: String,
    pub(super) period_from: String,
    pub(super) period_to: String,
    #[field(default = String::new())]
    pub(super) surprise: String,
    /// Hash of an edition; empty = the one that holds on the first day of the visits.
    #[field(default = String::new())]
    pub(super) template: String,
}

/// What was typed, understood.
pub(super) struct PlanFields {
    title: String,
    plan_number: String,
    plan_date: NaiveDate,
    legal_basis: String,
    organisation: OrganisationId,
    issuing_body: String,
    decision_number: String,
    decision_date: Option<NaiveDate>,
    inspected: (Option<NaiveDate>, Option<NaiveDate>),
    pub(super) period: (NaiveDate, NaiveDate),
    surprise: bool,
    pub(super) template: TemplateHash,
}

/// What is wrong with the fields, all of it, and what may have been meant.
pub(super) struct Unclear {
    pub(super) messages: Vec<Message>,
    pub(super) offers: Vec<Offer>,
}

/// A published edition that may be chosen.
pub(super) struct Edition {
    pub(super) hash: TemplateHash,
    pub(super) label: String,
    pub(super) template: Template,
}

impl Edition {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        self.template.valid_from <= day && self.template.valid_to.is_none_or(|to| day <= to)
    }
}

/// All editions that are published, with the days for which they may be chosen.
pub(super) fn editions(reader: &Reader, locale: Locale) -> Result<Vec<Edition>, store::Error> {
    let mut editions = Vec::new();
    for edition in store::template::editions(reader)? {
        let template = template(reader, &edition.hash)?;
        let to = template.valid_to.map_or_else(|| "…".to_owned(), |to| date(to, locale.0));
        let from = date(template.valid_from, locale.0);
        let title = template.title.get(locale.0);
        let number = edition.edition.to_string();
        let label = locale.t_args(
            "plan-edition",
            [("title", title), ("edition", number.as_str()), ("from", from.as_str()), ("to", to.as_str())],
        );
        editions.push(Edition { hash: edition.hash, label, template });
    }
    Ok(editions)
}

/// What a published edition holds.
pub(super) fn template(reader: &Reader, hash: &TemplateHash) -> Result<Template, store::Error> {
    let published =
        store::template::get(reader, hash)?.ok_or(store::Error::Incomplete("a published template"))?;
    serde_json::from_str(&published.canonical).map_err(|_| store::Error::Incomplete("a readable template"))
}

impl PlanForm {
    /// The form of a plan as it stands.
    pub(super) fn of(campaign: &Campaign, directory: &Directory) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let organisation = campaign.organisation.as_ref();
        Self {
            version: campaign.version,
            title: campaign.title.clone(),
            plan_number: campaign.plan_number.clone(),
            plan_date: campaign.plan_date.to_string(),
            legal_basis: campaign.legal_basis.clone(),
            organisation: organisation.map(|id| directory.name(id, campaign.period_from)).unwrap_or_default(),
            organisation_chosen: None,
            issuing_body: campaign.issuing_body.clone(),
            decision_number: campaign.decision_number.clone(),
            decision_date: day(campaign.decision_date),
            inspected_from: day(campaign.inspected_from),
            inspected_to: day(campaign.inspected_to),
            period_from: campaign.period_from.to_string(),
            period_to: campaign.period_to.to_string(),
            surprise: if campaign.surprise { "1".into() } else { String::new() },
            template: campaign.template.to_string(),
        }
    }

    /// What was typed, or everything that is wrong with it. `current`: the organisation that the plan has already.
    pub(super) fn understood(
        &self,
        reader: &Reader,
        directory: &Directory,
        scope: &Scope,
        current: Option<&OrganisationId>,
        today: NaiveDate,
    ) -> Result<Result<PlanFields, Unclear>, store::Error> {
        let mut unclear = Unclear { messages: Vec::new(), offers: Vec::new() };
        let mut wrong = |key: &'static str| unclear.messages.push(key.into());
        let (title, plan_number) = (nfc(&self.title), nfc(&self.plan_number));
        if title.is_empty() {
            wrong("plan-no-title");
        }
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        let maybe =
            |text: &str| if text.trim().is_empty() { Ok(None) } else { day(text).map(Some).ok_or(()) };
        let plan_date = day(&self.plan_date);
        if plan_date.is_none() {
            wrong("plan-no-date");
        }
        let decision_date = maybe(&self.decision_date);
        let inspected = (maybe(&self.inspected_from), maybe(&self.inspected_to));
        if decision_date.is_err() {
            wrong("plan-bad-decision-date");
        }
        match inspected {
            (Ok(Some(from)), Ok(Some(to))) if from > to => wrong("plan-inspected-backwards"),
            (Ok(_), Ok(_)) => {}
            _ => wrong("plan-bad-inspected"),
        }
        let period = day(&self.period_from).zip(day(&self.period_to));
        match period {
            None => wrong("plan-no-period"),
            Some((from, to)) if from > to => wrong("plan-period-backwards"),
            Some(_) => {}
        }
        let on = period.map_or(today, |period| period.0);
        let template = self.edition(reader, on)?;
        if let Err(key) = template {
            wrong(key);
        }
        let typed = self.organisation_chosen.as_deref().unwrap_or(&self.organisation);
        let organisation = match directory.choose(typed, on) {
            _ if current.is_some_and(|id| directory.name(id, on) == typed) => current.cloned(),
            Choice::One(id) if right::reaches(reader, scope, &id, on)? => Some(id),
            Choice::Several(offers) => {
                unclear.offers = offers;
                unclear.messages.push("organisation-several".into());
                None
            }
            _ => {
                unclear.messages.push("organisation-unknown".into());
                None
            }
        };
        let (Some(plan_date), Some(period), Some(organisation), Ok(template), Ok(decision_date)) =
            (plan_date, period, organisation, template, decision_date)
        else {
            return Ok(Err(unclear));
        };
        if !unclear.messages.is_empty() {
            return Ok(Err(unclear));
        }
        let issuing_body = nfc(&self.issuing_body);
        Ok(Ok(PlanFields {
            issuing_body: if issuing_body.is_empty() {
                directory.name(&organisation, plan_date)
            } else {
                issuing_body
            },
            title,
            plan_number,
            plan_date,
            legal_basis: nfc(&self.legal_basis),
            organisation,
            decision_number: nfc(&self.decision_number),
            decision_date,
            inspected: (inspected.0.unwrap_or_default(), inspected.1.unwrap_or_default()),
            period,
            surprise: !self.surprise.is_empty(),
            template,
        }))
    }

    /// The edition that was chosen, or the only checklist that holds on the day, in its newest edition.
    fn edition(
        &self,
        reader: &Reader,
        day: NaiveDate,
    ) -> Result<Result<TemplateHash, &'static str>, store::Error> {
        let editions = editions(reader, Locale::default())?;
        if let Ok(hash) = self.template.parse::<TemplateHash>() {
            let known = editions.iter().any(|edition| edition.hash == hash);
            return Ok(if known { Ok(hash) } else { Err("plan-no-template") });
        }
        let holding: Vec<&Edition> = editions.iter().filter(|edition| edition.holds(day)).collect();
        let newest = holding.iter().max_by_key(|edition| edition.template.edition);
        Ok(match newest {
            None => Err("plan-no-template"),
            Some(newest) if holding.iter().any(|other| other.template.id != newest.template.id) => {
                Err("plan-several-templates")
            }
            Some(newest) => Ok(newest.hash),
        })
    }
}

impl PlanFields {
    /// Puts the fields into a plan.
    pub(super) fn apply(self, campaign: &mut Campaign) {
        campaign.title = self.title;
        campaign.plan_number = self.plan_number;
        campaign.plan_date = self.plan_date;
        campaign.legal_basis = self.legal_basis;
        campaign.organisation = Some(self.organisation);
        campaign.issuing_body = self.issuing_body;
        campaign.decision_number = self.decision_number;
        campaign.decision_date = self.decision_date;
        (campaign.inspected_from, campaign.inspected_to) = self.inspected;
        (campaign.period_from, campaign.period_to) = self.period;
        campaign.surprise = self.surprise;
        campaign.template = self.template;
    }
}
