//! Makes the report of a visit from the facts. Pure.

mod form;
mod people;
mod remarks;
mod rows;

use super::gather::{Facts, Work};
use super::model::{Campaign, Photo, Report, SeverityCounts, Template, Unit, Visit};
use super::{Error, seal, words};
use crate::locale::Locale;
use schemas::evaluate::{Assessment, Coverage, Score};
use schemas::ids::ItemId;
use schemas::text::date;
use schemas::wire::HalfDay;
use std::collections::BTreeMap;

/// What all parts of a report look at.
struct Context<'a> {
    facts: &'a Facts,
    locale: Locale,
}

impl Context<'_> {
    /// The wording of an item; its id where the template has no such item any more.
    fn label(&self, item: &ItemId) -> String {
        let found = self.facts.template.item(item);
        found.map_or_else(|| item.to_string(), |item| item.label.get(self.locale.0).to_owned())
    }

    fn work(&self) -> Option<&Work> {
        self.facts.work.as_ref()
    }

    fn note(&self, item: &ItemId) -> String {
        self.work().and_then(|work| work.record.notes.get(item).cloned()).unwrap_or_default()
    }

    fn photos(&self, item: &ItemId) -> Vec<schemas::ids::PhotoId> {
        let photos = self.work().map_or(&[][..], |work| work.record.photos.as_slice());
        photos.iter().filter(|photo| photo.item == *item).map(|photo| photo.id).collect()
    }
}

/// The name of a half-day.
pub(super) fn half_day(half_day: HalfDay, locale: Locale) -> String {
    locale.t(match half_day {
        HalfDay::Morning => "half-day-morning",
        HalfDay::Afternoon => "half-day-afternoon",
    })
}

/// The facts of a plan.
pub(super) fn campaign(campaign: &crate::store::campaign::Campaign, locale: Locale) -> Campaign {
    Campaign {
        id: campaign.id.clone(),
        title: campaign.title.clone(),
        issuing_body: campaign.issuing_body.clone(),
        plan_number: campaign.plan_number.clone(),
        plan_date: campaign.plan_date,
        plan_date_text: date(campaign.plan_date, locale.0),
        period_from: campaign.period_from,
        period_to: campaign.period_to,
    }
}

/// The report.
pub(super) fn compose(facts: &Facts, locale: Locale) -> Result<Report, Error> {
    let context = Context { facts, locale };
    let nothing = Assessment {
        sections: Vec::new(),
        total: Score::default(),
        coverage: Coverage::default(),
        findings: Vec::new(),
        strengths: Vec::new(),
        data_errors: Vec::new(),
        disputed: Vec::new(),
        groups: Vec::new(),
    };
    let assessment = context.work().map_or(&nothing, |work| &work.assessment);
    let findings = remarks::findings(&context, assessment);
    let mut counts = SeverityCounts::default();
    findings.iter().for_each(|finding| counts.add(finding.severity));
    let (visit, template, work) = (&facts.visit, &facts.template, context.work());
    let photos: Vec<Photo> = work.map(|work| photos(work, locale)).unwrap_or_default();
    Ok(Report {
        language: locale.0,
        campaign: campaign(&facts.campaign, locale),
        visit: Visit {
            id: visit.id,
            date: visit.date,
            date_text: date(visit.date, locale.0),
            half_day: visit.half_day,
            half_day_text: half_day(visit.half_day, locale),
            cancelled: visit.cancelled_at.is_some(),
            begun: work.is_some(),
        },
        unit: Unit {
            code: visit.unit.clone(),
            name: visit.unit_name.clone(),
            province: visit.province.clone(),
        },
        template: Template {
            id: template.id.clone(),
            edition: template.edition,
            title: template.title.get(locale.0).to_owned(),
            hash: facts.hash,
        },
        team: people::team(&context),
        score: words::score(assessment.total, locale.0),
        coverage: assessment.coverage,
        counts,
        sections: form::sections(&context, assessment),
        strengths: remarks::strengths(&context, assessment),
        data_errors: remarks::data_errors(&context, assessment),
        disputed: remarks::disputed(&context, assessment),
        groups: rows::groups(&context, assessment, &findings),
        notes: remarks::notes(&context),
        opinion: work.map(|work| work.record.opinion.clone()).unwrap_or_default(),
        signatures: match work {
            Some(work) => seal::judge(&visit.id, work, locale)?,
            None => Vec::new(),
        },
        photos_missing: work.map(|work| work.missing.iter().copied().collect()).unwrap_or_default(),
        photos,
        history: history(&context)?,
        devices: people::devices(&context),
        pending: facts.waiting > 0,
        waiting: facts.waiting,
        quarantined: facts.quarantined,
        findings,
    })
}

fn photos(work: &Work, locale: Locale) -> Vec<Photo> {
    let one = |photo: &inspection::Photo| Photo {
        id: photo.id,
        item: photo.item.clone(),
        caption: photo.caption.clone(),
        taken_text: words::civil(photo.taken_at, locale.0),
        size: photo.size,
        pixels: photo.pixels,
        position: photo.position,
        arrived: !work.missing.contains(&photo.id),
        redacts: photo.redacts,
        redacts_text: photo.redacts.map(|_| locale.t("photo-redacted")).unwrap_or_default(),
    };
    work.record.photos.iter().map(one).collect()
}

fn history(context: &Context) -> Result<BTreeMap<ItemId, Vec<super::model::Step>>, Error> {
    let mut histories = BTreeMap::new();
    let Some(work) = context.work() else { return Ok(histories) };
    for (item, entries) in work.document.histories()? {
        let kind = context.facts.template.item(&item).map(|item| &item.kind);
        let steps = entries.into_iter().map(|entry| super::model::Step {
            voice: people::voice(context, &entry.version, kind),
            change: entry.version.change,
            superseded: entry.superseded,
            current: entry.current,
        });
        histories.insert(item, steps.collect());
    }
    Ok(histories)
}
