//! The overview of a campaign as data: one line for each visit, scores by section for the heat map, totals.

use super::model::{Campaign, Score, SeverityCounts};
use super::{Error, compose, gather, words};
use crate::accounts::Scope;
use crate::inspections::assess;
use crate::locale::Locale;
use crate::store::assessment::{self, Figures, Line};
use crate::store::visit::Visit;
use crate::store::{Reader, campaign, quarantine, team, visit};
use chrono::NaiveDate;
use schemas::evaluate::{self, Assessment, Points};
use schemas::ids::{CampaignId, SectionId, TemplateHash, UnitCode, VisitId};
use schemas::template::{Severity, Template};
use schemas::text::{Language, date};
use schemas::wire::HalfDay;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a campaign has come to so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignOverview {
    /// Language of the words in here.
    pub language: Language,
    /// The plan.
    pub campaign: Campaign,
    /// Columns of the heat map: the sections of the visits' checklists.
    pub sections: Vec<SectionHead>,
    /// The visits in the order of the plan, without cancelled ones.
    pub visits: Vec<VisitLine>,
    /// All visits together.
    pub totals: Totals,
}

/// A section of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionHead {
    /// Its letter.
    pub id: SectionId,
    /// Its heading.
    pub label: String,
}

/// A visit in the overview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitLine {
    /// The visit.
    pub visit: VisitId,
    /// The unit's code.
    pub unit: UnitCode,
    /// Its name on the day of the visit.
    pub unit_name: String,
    /// The planned day.
    pub date: NaiveDate,
    /// The day in words.
    pub date_text: String,
    /// The planned half-day.
    pub half_day: HalfDay,
    /// The half-day in words.
    pub half_day_text: String,
    /// Name of the team.
    pub team: String,
    /// Figures of what has been merged; none if nothing has arrived.
    pub figures: Option<Figures>,
    /// Score after caps; none if nothing has arrived.
    pub score: Option<Score>,
    /// Numbers of findings by severity.
    pub counts: SeverityCounts,
    /// One for each of [`CampaignOverview::sections`]; none where the checklist lacks it or nothing has arrived.
    pub sections: Vec<Option<SectionCell>>,
    /// Changes that are not verified yet.
    pub waiting: u64,
    /// Changes kept aside.
    pub quarantined: u64,
    /// Photos described.
    pub photos: u64,
    /// Photos described that have not arrived.
    pub photos_missing: u64,
}

/// A visit's result in one section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionCell {
    /// After the cap.
    pub score: Score,
    /// Items with different answers.
    pub disputed: u32,
    /// The heaviest finding in it.
    pub severity: Option<Severity>,
    /// Band of the percentage for the heat map: 0 (below half) to 4 (all).
    pub band: Option<u8>,
}

/// Sums over the visits.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Totals {
    /// Visits planned.
    pub visits: usize,
    /// Visits of which something has arrived.
    pub begun: usize,
    /// Visits with an answer to every item that is asked.
    pub complete: usize,
    /// Visits with a signature.
    pub signed: usize,
    /// Findings by severity.
    pub counts: SeverityCounts,
    /// Items and row fields with different answers.
    pub disputed: i64,
    /// Contradictions.
    pub data_errors: i64,
    /// Photos that have not arrived.
    pub photos_missing: u64,
    /// Changes that are not verified yet.
    pub waiting: u64,
    /// Changes kept aside.
    pub quarantined: u64,
}

/// See [`super::of_campaign`].
pub(super) fn of_campaign(
    reader: &Reader,
    scope: &Scope,
    id: &CampaignId,
    locale: Locale,
) -> Result<Option<CampaignOverview>, Error> {
    let Some(campaign) = campaign::get(reader, scope, id)? else { return Ok(None) };
    let mut planned: BTreeMap<VisitId, Visit> =
        visit::of_campaign(reader, scope, id)?.into_iter().map(|visit| (visit.id, visit)).collect();
    let teams: BTreeMap<String, String> =
        team::list(reader, id)?.into_iter().map(|team| (team.id, team.name)).collect();
    let mut templates: BTreeMap<TemplateHash, Template> = BTreeMap::new();
    let aside = quarantine::counts(reader)?;
    let mut found = Vec::new();
    for mut line in assessment::overview(reader, id)? {
        let Some(visit) = planned.remove(&line.visit) else { continue };
        if let std::collections::btree_map::Entry::Vacant(place) = templates.entry(visit.template) {
            place.insert(gather::template(reader, &visit.template)?);
        }
        // Rows from before the column of sections are worked out here, until their visit is merged again.
        if line.figures.is_some() && line.sections.is_none() {
            let kept = assessment::get(reader, &line.visit)?;
            let assessment =
                kept.map(|kept| serde_json::from_str::<Assessment>(&kept.assessment)).transpose()?;
            line.sections = assessment.map(|assessment| assess::sections(&assessment));
        }
        let quarantined = aside.get(&line.visit).copied().unwrap_or_default();
        found.push(Found { line, visit, quarantined });
    }
    let sections = heads(templates.values(), locale.0);
    let visits: Vec<VisitLine> = found.iter().map(|one| one.line(&sections, &teams, locale)).collect();
    Ok(Some(CampaignOverview {
        language: locale.0,
        campaign: compose::campaign(&campaign, locale),
        totals: Totals::of(&visits),
        sections,
        visits,
    }))
}

/// The sections of all checklists, each once, in the order of the first one that has it.
fn heads<'a>(templates: impl Iterator<Item = &'a Template>, language: Language) -> Vec<SectionHead> {
    let mut heads: Vec<SectionHead> = Vec::new();
    for section in templates.flat_map(|template| &template.sections) {
        if heads.iter().all(|head| head.id != section.id) {
            heads.push(SectionHead { id: section.id.clone(), label: section.label.get(language).to_owned() });
        }
    }
    heads
}

struct Found {
    line: Line,
    visit: Visit,
    quarantined: u64,
}

impl Found {
    fn line(&self, heads: &[SectionHead], teams: &BTreeMap<String, String>, locale: Locale) -> VisitLine {
        let (visit, figures) = (&self.visit, self.line.figures);
        VisitLine {
            visit: visit.id,
            unit: visit.unit.clone(),
            unit_name: visit.unit_name.clone(),
            date: visit.date,
            date_text: date(visit.date, locale.0),
            half_day: visit.half_day,
            half_day_text: compose::half_day(visit.half_day, locale),
            team: teams.get(&visit.team).unwrap_or(&visit.team).clone(),
            score: figures.map(|figures| {
                let score =
                    evaluate::Score { earned: Points(figures.earned), possible: Points(figures.possible) };
                words::score(score, locale.0)
            }),
            figures,
            counts: figures.map(SeverityCounts::from).unwrap_or_default(),
            sections: heads.iter().map(|head| self.cell(&head.id, locale.0)).collect(),
            waiting: self.line.waiting,
            quarantined: self.quarantined,
            photos: self.line.photos,
            photos_missing: self.line.photos_missing,
        }
    }

    fn cell(&self, section: &SectionId, language: Language) -> Option<SectionCell> {
        let found = self.line.sections.as_ref()?.iter().find(|found| found.id == *section)?;
        let score = evaluate::Score { earned: Points(found.earned), possible: Points(found.possible) };
        Some(SectionCell {
            score: words::score(score, language),
            disputed: found.disputed,
            severity: found.severity,
            band: band(score),
        })
    }
}

/// 0: below 50 %, 1: from 50 %, 2: from 70 %, 3: from 90 %, 4: everything.
fn band(score: evaluate::Score) -> Option<u8> {
    let (earned, possible) = (score.earned.0, score.possible.0);
    let reaches = |percent: i64| earned * 100 >= possible * percent;
    (possible > 0).then(|| [50, 70, 90, 100].into_iter().map(|percent| u8::from(reaches(percent))).sum())
}

impl Totals {
    fn of(visits: &[VisitLine]) -> Self {
        let mut totals = Totals { visits: visits.len(), ..Totals::default() };
        for visit in visits {
            if let Some(figures) = visit.figures {
                totals.begun += 1;
                totals.complete += usize::from(figures.answered >= figures.asked);
                totals.signed += usize::from(figures.signatures > 0);
                totals.disputed += figures.disputed;
                totals.data_errors += figures.data_errors;
            }
            totals.counts.critical += visit.counts.critical;
            totals.counts.major += visit.counts.major;
            totals.counts.minor += visit.counts.minor;
            totals.counts.observation += visit.counts.observation;
            totals.photos_missing += visit.photos_missing;
            totals.waiting += visit.waiting;
            totals.quarantined += visit.quarantined;
        }
        totals
    }
}
