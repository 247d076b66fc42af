//! Trying a checklist out in the browser: answers are judged as at a visit, and nothing is kept.

use super::drafts::find;
use super::pages::{compiled, today};
use super::try_rows::{self, GroupForm, Rows};
use crate::accounts::{ManagesTemplates, OfficeReader, Protected, Session};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use schemas::answer::{Answer, Observation};
use schemas::calendar::Calendar;
use schemas::entry::{Form, offered, parse};
use schemas::evaluate::{Assessment, Circumstances, ItemState, Observations, Score, evaluate};
use schemas::ids::{TemplateHash, TemplateId};
use schemas::template::{Compiled, Kind};
use schemas::text::date;
use std::collections::{BTreeMap, HashMap};

/// What can be chosen for an item, if it is asked by choice.
pub(super) struct Offer {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

struct Line {
    id: String,
    label: String,
    hint: String,
    typed: String,
    options: Vec<Offer>,
    /// Computed from others: nothing to type.
    computed: bool,
    /// What is wrong with what was typed.
    refusal: Option<String>,
    points: String,
    why: Vec<String>,
    hidden: bool,
}

struct Section {
    id: String,
    label: String,
    score: String,
    capped: bool,
    lines: Vec<Line>,
}

struct FindingLine {
    item: String,
    severity: &'static str,
    severity_name: String,
    statement: String,
    remedy: String,
    due: String,
    bases: Vec<String>,
}

/// The try-out form.
#[derive(Template, WebTemplate)]
#[template(path = "templates/try_out.html")]
pub(super) struct TryOutPage {
    frame: Frame,
    csrf: String,
    /// Where the checklist stands, and where the form goes.
    back: String,
    title: String,
    day: NaiveDate,
    /// Something was typed.
    judged: bool,
    total: String,
    coverage: String,
    sections: Vec<Section>,
    findings: Vec<FindingLine>,
    errors: Vec<(String, String)>,
    /// Its groups of rows.
    groups: Vec<GroupForm>,
}

#[derive(FromForm)]
pub(super) struct Typed {
    ngay: String,
    #[field(default = HashMap::new())]
    answer: HashMap<String, String>,
    #[field(default = HashMap::new())]
    rows: Rows,
}

impl Typed {
    fn nothing() -> Self {
        Self { ngay: String::new(), answer: HashMap::new(), rows: HashMap::new() }
    }
}

/// Whoever may see the office's pages.
#[rocket::get("/mau-phieu/<hash>/thu")]
pub(super) async fn blank(
    hash: Option<Id<TemplateHash>>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<TryOutPage, Problem> {
    of_published(user.session(), hash, Typed::nothing(), locale, store).await
}

/// Whoever may see the office's pages: judges what was typed and keeps nothing.
#[rocket::post("/mau-phieu/<hash>/thu", data = "<form>")]
pub(super) async fn judged(
    hash: Option<Id<TemplateHash>>,
    user: OfficeReader,
    form: Protected<Typed>,
    locale: Locale,
    store: &State<Store>,
) -> Result<TryOutPage, Problem> {
    of_published(user.session(), hash, form.0, locale, store).await
}

/// Whoever manages checklists.
#[rocket::get("/mau-phieu/ban-thao/<id>/<edition>/thu")]
pub(super) async fn blank_draft(
    id: Option<Id<TemplateId>>,
    edition: u32,
    user: ManagesTemplates,
    locale: Locale,
    store: &State<Store>,
) -> Result<TryOutPage, Problem> {
    of_draft(user.session(), id, edition, Typed::nothing(), locale, store).await
}

/// Whoever manages checklists: judges what was typed and keeps nothing.
#[rocket::post("/mau-phieu/ban-thao/<id>/<edition>/thu", data = "<form>")]
pub(super) async fn judged_draft(
    id: Option<Id<TemplateId>>,
    edition: u32,
    user: ManagesTemplates,
    form: Protected<Typed>,
    locale: Locale,
    store: &State<Store>,
) -> Result<TryOutPage, Problem> {
    of_draft(user.session(), id, edition, form.0, locale, store).await
}

async fn of_published(
    session: &Session,
    hash: Option<Id<TemplateHash>>,
    typed: Typed,
    locale: Locale,
    store: &Store,
) -> Result<TryOutPage, Problem> {
    let hash = hash.ok_or(Problem::NotFound)?.0;
    let (frame, csrf) = (session.frame(locale).at("templates"), session.csrf.clone());
    let read = move |reader: &Reader| {
        let compiled = compiled(reader, &hash)?;
        Ok::<_, Problem>(page(frame, csrf, format!("/mau-phieu/{hash}"), &compiled, &typed, locale))
    };
    store.read(read).await
}

async fn of_draft(
    session: &Session,
    id: Option<Id<TemplateId>>,
    edition: u32,
    typed: Typed,
    locale: Locale,
    store: &Store,
) -> Result<TryOutPage, Problem> {
    let (frame, csrf) = (session.frame(locale).at("templates"), session.csrf.clone());
    let read = move |reader: &Reader| {
        let (draft, compiled) = find(reader, id, edition)?;
        let back = format!("/mau-phieu/ban-thao/{}/{edition}", draft.id);
        Ok::<_, Problem>(page(frame, csrf, back, &compiled, &typed, locale))
    };
    store.read(read).await
}

/// What was typed, read item by item.
struct Heard {
    observations: Observations,
    refusals: BTreeMap<String, String>,
}

fn hear(compiled: &Compiled, typed: &Typed, day: NaiveDate, locale: Locale) -> Heard {
    let mut heard = Heard { observations: Observations::default(), refusals: BTreeMap::new() };
    for item in compiled.template().items() {
        let Some(text) = typed.answer.get(item.id.as_str()).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        match parse(&item.kind, text, day) {
            Ok(Answer::Cleared) => {}
            Ok(answer) => {
                heard.observations.items.insert(item.id.clone(), Observation::Settled(answer));
            }
            Err(refusal) => {
                heard.refusals.insert(item.id.to_string(), refusal.text(locale.0));
            }
        }
    }
    try_rows::hear(compiled, &typed.rows, day, locale, &mut heard.observations);
    heard
}

fn score(score: Score, locale: Locale) -> String {
    format!("{}/{}", score.earned.short(locale.0), score.possible.short(locale.0))
}

fn page(
    frame: Frame,
    csrf: String,
    back: String,
    compiled: &Compiled,
    typed: &Typed,
    locale: Locale,
) -> TryOutPage {
    let checklist = compiled.template();
    let day = typed.ngay.parse().unwrap_or_else(|_| match checklist.valid_to {
        Some(to) => to.min(today()),
        None => today().max(checklist.valid_from),
    });
    let heard = hear(compiled, typed, day, locale);
    let circumstances = Circumstances {
        date: day,
        province: None,
        previous_findings: Default::default(),
        targets: Default::default(),
    };
    let assessment = evaluate(compiled, &heard.observations, &circumstances, &Calendar::shipped());
    let errors = assessment.data_errors.iter();
    let coverage = [
        ("answered", assessment.coverage.answered.to_string()),
        ("asked", assessment.coverage.asked.to_string()),
    ];
    TryOutPage {
        frame,
        csrf,
        back,
        title: checklist.title.get(locale.0).to_owned(),
        day,
        judged: !typed.answer.is_empty() || !typed.rows.is_empty(),
        total: score(assessment.total, locale),
        coverage: locale.t_args("try-coverage", coverage),
        sections: sections(compiled, typed, &heard, &assessment, day, locale),
        findings: findings(&assessment, locale),
        errors: errors.map(|e| (e.item.to_string(), e.message.get(locale.0).to_owned())).collect(),
        groups: try_rows::forms(compiled, &typed.rows, &assessment, day, locale),
    }
}

fn sections(
    compiled: &Compiled,
    typed: &Typed,
    heard: &Heard,
    assessment: &Assessment,
    day: NaiveDate,
    locale: Locale,
) -> Vec<Section> {
    let both = compiled.template().sections.iter().zip(&assessment.sections);
    let one = |(section, result): (&schemas::template::Section, &schemas::evaluate::SectionResult)| {
        let lines = section.items.iter().zip(&result.items).map(|(item, judged)| {
            let typed = typed.answer.get(item.id.as_str()).cloned().unwrap_or_default();
            let counts = judged.score.possible.0 > 0;
            Line {
                id: item.id.to_string(),
                label: item.label.get(locale.0).to_owned(),
                hint: hint(&item.kind, day, locale),
                options: options(&item.kind, &typed, day, locale),
                computed: matches!(item.kind, Kind::Ratio { computed: Some(_), .. }),
                refusal: heard.refusals.get(item.id.as_str()).cloned(),
                points: if counts { score(judged.score, locale) } else { String::new() },
                why: judged.why.iter().map(|why| why.text(locale.0)).collect(),
                hidden: judged.state == ItemState::Hidden,
                typed,
            }
        });
        Section {
            id: section.id.to_string(),
            label: section.label.get(locale.0).to_owned(),
            score: score(result.score, locale),
            capped: result.capped_from.is_some(),
            lines: lines.collect(),
        }
    };
    both.map(one).collect()
}

/// What can be typed, for kinds that are not chosen from a list.
pub(super) fn hint(kind: &Kind, day: NaiveDate, locale: Locale) -> String {
    match kind {
        Kind::YesNo { .. } | Kind::Single { .. } | Kind::Ratio { computed: Some(_), .. } => String::new(),
        _ => Form::of(kind, day).text(locale.0),
    }
}

/// What can be chosen, for kinds that are chosen from a list.
pub(super) fn options(kind: &Kind, typed: &str, day: NaiveDate, locale: Locale) -> Vec<Offer> {
    let option =
        |value: &str, label: String| Offer { value: value.to_owned(), label, chosen: value == typed };
    let mut options = match kind {
        Kind::YesNo { .. } => vec![option("co", locale.t("try-yes")), option("khong", locale.t("try-no"))],
        Kind::Single { choices } => offered(choices, day)
            .map(|choice| option(choice.id.as_str(), choice.label.get(locale.0).to_owned()))
            .collect(),
        _ => return Vec::new(),
    };
    options.push(option("kad", locale.t("try-not-applicable")));
    options
}

fn findings(assessment: &Assessment, locale: Locale) -> Vec<FindingLine> {
    use schemas::template::Severity;
    let one = |finding: &schemas::evaluate::Finding| FindingLine {
        item: finding.item.to_string(),
        severity: match finding.severity {
            Severity::Observation => "observation",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        },
        severity_name: finding.severity.text(locale.0).to_owned(),
        statement: finding.statement.get(locale.0).to_owned(),
        remedy: finding.remedy.as_ref().map(|r| r.text.get(locale.0).to_owned()).unwrap_or_default(),
        due: finding.due.map(|due| date(due, locale.0)).unwrap_or_default(),
        bases: finding.bases.iter().map(|basis| basis.cite.clone()).collect(),
    };
    assessment.findings.iter().map(one).collect()
}
