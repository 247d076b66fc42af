//! The overview of a campaign for the office and its leaders, and of all remediation.

use super::chart::{Bar, Column, HeatRow, bars, columns, heat_map};
use super::months::{Month, months};
use super::rank::{Ranked, rank};
use crate::accounts::OfficeReader;
use crate::clock;
use crate::findings::words;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, Pager};
use crate::problem::Problem;
use crate::reports;
use crate::reports::overview::{CampaignOverview, VisitLine};
use crate::store::recommendation::{Count, Span};
use crate::store::{Store, campaign, recommendation, review, template, visit};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use schemas::ids::{CampaignId, TemplateHash, VisitId};
use schemas::review::{Lateness, RemediationState, VisitState};
use schemas::template::Severity;
use schemas::text::percent;
use std::collections::BTreeMap;

/// Units on one page of the ranking: those of a province fit.
const PART: u64 = 150;

/// One unit in the ranking.
struct Row {
    rank: String,
    unit: String,
    link: String,
    percent: String,
    fraction: String,
    coverage: String,
    disputed: i64,
    state: Option<(&'static str, String)>,
    sections: Vec<String>,
}

/// Units that can be compared: the same edition of one checklist.
struct Group {
    title: String,
    /// Units in it, on all pages.
    all: usize,
    rows: Vec<Row>,
    bars: String,
    heat: String,
}

/// Recommendations by state and lateness.
struct Remediation {
    /// Columns: all ways in which a deadline stands that occur, with their classes.
    columns: Vec<(&'static str, String)>,
    /// Rows: state, its class, one number for each column, and their sum.
    rows: Vec<(String, &'static str, Vec<u64>, u64)>,
    all: u64,
    overdue: u64,
    closed: u64,
    /// Month by month, and the chart of it; empty until something was published.
    months: Vec<Month>,
    chart: String,
}

impl Remediation {
    /// The same with how it came about.
    fn over_time(mut self, spans: &[Span], today: NaiveDate, locale: Locale) -> Self {
        let column = |month: &Month| Column { name: month.name(), over: month.over, open: month.open };
        self.months = months(spans, today);
        let all: Vec<Column> = self.months.iter().map(column).collect();
        self.chart = columns(&locale.t("standing-over-time"), &all);
        self
    }
}

/// Findings of a section by severity.
struct SectionRow {
    id: String,
    label: String,
    /// Critical, major, minor, observation.
    counts: [u64; 4],
    repeated: u64,
}

/// A finding that many units have.
struct Frequent {
    item: String,
    label: String,
    units: u64,
    repeated: u64,
}

/// The overview of a campaign.
#[derive(Template, WebTemplate)]
#[template(path = "standing/campaign.html")]
pub(super) struct CampaignPage {
    frame: Frame,
    id: CampaignId,
    title: String,
    body: String,
    summary: String,
    sections: Vec<(String, String)>,
    groups: Vec<Group>,
    pager: Pager,
    remediation: Remediation,
    severities: Vec<SectionRow>,
    frequent: Vec<Frequent>,
}

impl CampaignPage {
    fn severity_heads(&self) -> Vec<&'static str> {
        SEVERITIES.iter().map(|severity| severity.text(self.frame.locale.0)).collect()
    }
}

const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::Major, Severity::Minor, Severity::Observation];

fn remediation(counts: &[&Count], locale: Locale) -> Remediation {
    let sum = |fits: &dyn Fn(&Count) -> bool| {
        counts.iter().filter(|one| fits(one)).map(|one| one.count).sum::<u64>()
    };
    let columns: Vec<Lateness> =
        Lateness::ALL.into_iter().filter(|late| sum(&|one| one.late == Some(*late)) > 0).collect();
    let row = |state: RemediationState| {
        let number = |late: &Lateness| sum(&|one| one.state == state && one.late == Some(*late));
        let numbers: Vec<u64> = columns.iter().map(number).collect();
        let all = sum(&|one| one.state == state);
        (words::remediation_state(state, locale), words::remediation_class(state), numbers, all)
    };
    Remediation {
        rows: RemediationState::ALL.into_iter().map(row).filter(|(.., all)| *all > 0).collect(),
        all: sum(&|_| true),
        overdue: sum(&|one| one.late == Some(Lateness::Overdue)),
        closed: sum(&|one| one.state == RemediationState::Closed),
        months: Vec::new(),
        chart: String::new(),
        columns: columns
            .into_iter()
            .map(|late| (words::lateness_class(late), words::lateness(late, locale)))
            .collect(),
    }
}

fn share(visit: &VisitLine, locale: Locale) -> (f64, String, String) {
    let Some(score) = &visit.score else { return (0.0, "–".to_owned(), String::new()) };
    let part = if score.possible > 0 { score.earned as f64 / score.possible as f64 } else { 0.0 };
    let fraction = format!("{}/{}", score.earned_text, score.possible_text);
    (part, score.percent.clone().unwrap_or_else(|| locale.t("score-none")), fraction)
}

fn cell(visit: &VisitLine, at: usize, locale: Locale) -> Option<(u8, String)> {
    let cell = visit.sections.get(at)?.as_ref()?;
    let unsigned = |number: i64| u64::try_from(number).unwrap_or(0);
    let text = percent(unsigned(cell.score.earned), unsigned(cell.score.possible), 0, locale.0)?;
    Some((cell.band?, text))
}

fn group(
    title: String,
    ranked: &[Ranked],
    overview: &CampaignOverview,
    states: &BTreeMap<VisitId, VisitState>,
    part: u64,
    locale: Locale,
) -> Group {
    let columns: Vec<usize> = (0..overview.sections.len())
        .filter(|at| ranked.iter().any(|one| one.visit.sections.get(*at).is_some_and(Option::is_some)))
        .collect();
    let row = |one: &&Ranked| {
        let (_, percent, fraction) = share(one.visit, locale);
        let figures = one.visit.figures.unwrap_or_default();
        Row {
            rank: one.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
            unit: one.visit.unit_name.clone(),
            link: format!(
                "/dot-kiem-tra/{}/{}?ngay={}",
                overview.campaign.id, one.visit.unit, one.visit.date
            ),
            percent,
            fraction,
            coverage: format!("{}/{}", figures.answered, figures.asked),
            disputed: figures.disputed,
            state: states
                .get(&one.visit.visit)
                .map(|state| (words::state_class(*state), words::state(*state, locale))),
            sections: (0..overview.sections.len())
                .map(|at| cell(one.visit, at, locale).map_or_else(|| "–".to_owned(), |(_, text)| text))
                .collect(),
        }
    };
    let before = usize::try_from(Pager::offset(part, PART)).unwrap_or(usize::MAX);
    let all = ranked.len();
    let ranked: Vec<&Ranked> = ranked.iter().skip(before).take(PART as usize).collect();
    let with_score: Vec<&Ranked> = ranked.iter().copied().filter(|one| one.rank.is_some()).collect();
    let named = |one: &Ranked| match one.rank {
        Some(rank) => format!("{rank}. {}", one.visit.unit_name),
        None => one.visit.unit_name.clone(),
    };
    let bar = |one: &&Ranked| {
        let (share, text, _) = share(one.visit, locale);
        Bar { name: named(one), share, text }
    };
    let heat = |one: &&Ranked| HeatRow {
        name: one.visit.unit_name.clone(),
        cells: columns.iter().map(|at| cell(one.visit, *at, locale)).collect(),
    };
    let heads: Vec<String> =
        columns.iter().filter_map(|at| overview.sections.get(*at)).map(|head| head.id.to_string()).collect();
    Group {
        title,
        all,
        rows: ranked.iter().map(row).collect(),
        bars: bars(&locale.t("standing-ranking"), &with_score.iter().map(bar).collect::<Vec<_>>()),
        heat: heat_map(
            &locale.t("overview-sections"),
            &heads,
            &with_score.iter().map(heat).collect::<Vec<_>>(),
        ),
    }
}

/// Whoever may see the office's pages; campaigns and visits of their organisations.
#[rocket::get("/tong-hop/<campaign>?<trang>")]
pub(super) async fn of_campaign(
    campaign: Option<Id<CampaignId>>,
    trang: Option<u64>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<CampaignPage, Problem> {
    let id = campaign.ok_or(Problem::NotFound)?.0;
    let (scope, frame, today) = (user.scope(), user.frame(locale), clock::day(clock::now()));
    store
        .read(move |reader| {
            let overview = reports::of_campaign(reader, &scope, &id, locale)?.ok_or(Problem::NotFound)?;
            let templates: BTreeMap<VisitId, TemplateHash> = visit::of_campaign(reader, &scope, &id)?
                .into_iter()
                .map(|visit| (visit.id, visit.template))
                .collect();
            let states: BTreeMap<VisitId, VisitState> = review::states(reader, &id)?.into_iter().collect();
            let mut by_template: BTreeMap<TemplateHash, Vec<&VisitLine>> = BTreeMap::new();
            for line in &overview.visits {
                if let Some(hash) = templates.get(&line.visit) {
                    by_template.entry(*hash).or_default().push(line);
                }
            }
            let mut groups = Vec::new();
            let mut labels = BTreeMap::new();
            for (hash, visits) in by_template {
                let checklist = template::get(reader, &hash)?.ok_or(Problem::NotFound)?;
                let checklist: schemas::template::Template =
                    serde_json::from_str(&checklist.canonical).map_err(Problem::internal)?;
                for section in &checklist.sections {
                    for item in &section.items {
                        labels.insert(
                            item.id.clone(),
                            (section.id.clone(), item.label.get(locale.0).to_owned()),
                        );
                    }
                }
                let args = [
                    ("title", checklist.title.get(locale.0).to_owned()),
                    ("edition", checklist.edition.to_string()),
                ];
                let title = locale.t_args("standing-comparable", args);
                groups.push(group(title, &rank(visits), &overview, &states, trang.unwrap_or(1), locale));
            }
            groups.sort_by_key(|group: &Group| std::cmp::Reverse(group.all));
            let most = groups.first().map_or(0, |group| group.all as u64);
            let pager = Pager::new(trang.unwrap_or(1), PART, most, &[], locale);
            let found = recommendation::by_item(reader, &scope, &id)?;
            let section_row = |head: &reports::overview::SectionHead| {
                let inside = found
                    .iter()
                    .filter(|line| labels.get(&line.item).is_some_and(|(section, _)| *section == head.id));
                let mut row = SectionRow {
                    id: head.id.to_string(),
                    label: head.label.clone(),
                    counts: [0; 4],
                    repeated: 0,
                };
                for line in inside {
                    for (count, severity) in row.counts.iter_mut().zip(SEVERITIES) {
                        *count += if line.severity == severity { line.count } else { 0 };
                    }
                    row.repeated += line.repeated;
                }
                row
            };
            let mut frequent: BTreeMap<_, (u64, u64)> = BTreeMap::new();
            for line in &found {
                let sums = frequent.entry(line.item.clone()).or_default();
                *sums = (sums.0 + line.count, sums.1 + line.repeated);
            }
            let mut frequent: Vec<Frequent> = frequent
                .into_iter()
                .map(|(item, (units, repeated))| Frequent {
                    label: labels.get(&item).map(|(_, label)| label.clone()).unwrap_or_default(),
                    item: item.to_string(),
                    units,
                    repeated,
                })
                .collect();
            frequent.sort_by_key(|one| std::cmp::Reverse(one.units));
            frequent.truncate(MOST_FREQUENT);
            let counts = recommendation::counts(reader, &scope, Some(&id), today)?;
            let spans = recommendation::spans(reader, &scope, Some(&id))?;
            let remediation =
                remediation(&counts.iter().collect::<Vec<_>>(), locale).over_time(&spans, today, locale);
            let published = states.values().filter(|state| **state >= VisitState::Published).count();
            let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
            let summary = locale.t_args(
                "standing-summary",
                [
                    ("visits", number(overview.totals.visits)),
                    ("signed", number(overview.totals.signed)),
                    ("published", number(published)),
                    ("all", i64::try_from(remediation.all).unwrap_or(i64::MAX)),
                    ("overdue", i64::try_from(remediation.overdue).unwrap_or(i64::MAX)),
                ],
            );
            Ok::<_, Problem>(CampaignPage {
                frame: frame.at("standing"),
                id,
                title: overview.campaign.title.clone(),
                body: overview.campaign.issuing_body.clone(),
                summary,
                severities: overview.sections.iter().map(section_row).collect(),
                sections: overview
                    .sections
                    .iter()
                    .map(|head| (head.id.to_string(), head.label.clone()))
                    .collect(),
                groups,
                pager,
                remediation,
                frequent,
            })
        })
        .await
}

/// Findings in the list of the most frequent ones.
const MOST_FREQUENT: usize = 10;

/// A campaign in the list.
struct CampaignRow {
    id: CampaignId,
    title: String,
    remediation: Remediation,
}

/// All campaigns with their remediation.
#[derive(Template, WebTemplate)]
#[template(path = "standing/all.html")]
pub(super) struct AllPage {
    frame: Frame,
    rows: Vec<CampaignRow>,
    remediation: Remediation,
}

/// Whoever may see the office's pages; campaigns of their organisations.
#[rocket::get("/tong-hop")]
pub(super) async fn all(
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<AllPage, Problem> {
    let (scope, frame, today) = (user.scope(), user.frame(locale), clock::day(clock::now()));
    store
        .read(move |reader| {
            let counts = recommendation::counts(reader, &scope, None, today)?;
            let row = |campaign: campaign::Campaign| {
                let own: Vec<&Count> = counts.iter().filter(|one| one.campaign == campaign.id).collect();
                let remediation = remediation(&own, locale);
                CampaignRow { id: campaign.id, title: campaign.title, remediation }
            };
            let spans = recommendation::spans(reader, &scope, None)?;
            let all = remediation(&counts.iter().collect::<Vec<_>>(), locale);
            Ok::<_, Problem>(AllPage {
                frame: frame.at("standing"),
                rows: campaign::list(reader, &scope)?.into_iter().map(row).collect(),
                remediation: all.over_time(&spans, today, locale),
            })
        })
        .await
}
