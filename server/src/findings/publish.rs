//! Publishing a concluded visit: the recommendations are stated, and the report is pinned.

use super::act::{self, Actor};
use super::step::{self, Acting};
use super::words;
use crate::accounts::{Protected, Publishes, Scope};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::reports::material::Material;
use crate::store::publication::{self, Publication};
use crate::store::recommendation::{self, Kept};
use crate::store::{self, Reader, Store, Tx};
use crate::{clock, findings::review_parts::severity_name};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::calendar::Calendar;
use schemas::ids::VisitId;
use schemas::review::{
    Draft, Due, DueError, FindingKey, Party, Recommendation, RemediationState, RemediationStep, VisitReview,
    VisitState, VisitStep, drafts,
};
use schemas::text::{date, nfc};

/// One recommendation of the form.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Item {
    finding: String,
    content: String,
    due: String,
    responsible: String,
    evidence: String,
}

/// The form.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Form {
    version: u32,
    symbol: String,
    #[field(name = "kien_nghi", default = Vec::new())]
    items: Vec<Item>,
}

/// A finding with the form of its recommendation.
struct Line {
    statement: String,
    severity: String,
    severity_text: &'static str,
    repeated: bool,
    due_text: String,
    /// It was recommended already, under this number.
    number: Option<u32>,
    form: Item,
    alert: Option<String>,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/publish.html")]
pub(super) struct PublishPage {
    frame: Frame,
    csrf: String,
    visit: VisitId,
    unit: String,
    version: u32,
    symbol: String,
    today: String,
    lines: Vec<Line>,
    corrects: Option<i64>,
    gone: Vec<String>,
    alert: Option<String>,
}

/// What is published, worked out anew from what is kept.
struct Plan {
    drafts: Vec<Draft>,
    /// Recommendations that earlier reports of this visit made.
    earlier: Vec<Kept>,
    corrects: Option<i64>,
}

impl Plan {
    fn of(
        reader: &Reader,
        material: &Material,
        review: &VisitReview,
        today: NaiveDate,
    ) -> Result<Self, store::Error> {
        let found = material.assessment.as_ref().map(|a| a.findings.as_slice()).unwrap_or_default();
        let earlier = recommendation::of_visit(reader, &material.visit.id)?;
        Ok(Self {
            drafts: drafts(review.confirmed(found), today, &Calendar::shipped()),
            earlier,
            corrects: review.publications().last().map(|(number, _)| number),
        })
    }

    /// The recommendation that a finding has already.
    fn earlier(&self, key: &FindingKey) -> Option<&Kept> {
        self.earlier
            .iter()
            .find(|kept| kept.content.finding == *key && kept.state != RemediationState::Withdrawn)
    }

    /// Recommendations whose finding is no longer in the conclusion.
    fn gone(&self) -> impl Iterator<Item = &Kept> {
        let stays = |kept: &Kept| self.drafts.iter().any(|d| d.confirmed.key == kept.content.finding);
        self.earlier.iter().filter(move |kept| !kept.state.is_over() && !stays(kept))
    }
}

/// "Xã Tri Trung" as it stands inside a sentence: "xã Tri Trung".
fn inside_a_sentence(unit: &str) -> String {
    let mut letters = unit.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn lines(
    plan: &Plan,
    form: Option<&Form>,
    errors: &[Option<String>],
    unit: &str,
    locale: Locale,
) -> Vec<Line> {
    let one = |(at, draft): (usize, &Draft)| {
        let key = draft.confirmed.key.to_string();
        let typed = form.and_then(|form| form.items.iter().find(|item| item.finding == key)).cloned();
        let proposed = || Item {
            finding: key.clone(),
            content: draft.content.clone(),
            due: draft.due_words.clone(),
            responsible: locale.t_args("publish-responsible-default", [("unit", inside_a_sentence(unit))]),
            evidence: locale.t(if draft.confirmed.evidence_wanted {
                "publish-evidence-photo"
            } else {
                "publish-evidence-document"
            }),
        };
        Line {
            statement: draft.confirmed.statement.get(locale.0).to_owned(),
            severity: severity_name(draft.confirmed.severity),
            severity_text: draft.confirmed.severity.text(locale.0),
            repeated: draft.confirmed.repeated,
            due_text: date(draft.due, locale.0),
            number: plan.earlier(&draft.confirmed.key).map(|kept| kept.content.number),
            form: typed.unwrap_or_else(proposed),
            alert: errors.get(at).cloned().flatten(),
        }
    };
    plan.drafts.iter().enumerate().map(one).collect()
}

/// Reads the recommendations of a form; what is wrong with each where something is.
fn read(
    plan: &Plan,
    form: &Form,
    material: &Material,
    first: u32,
    today: NaiveDate,
    locale: Locale,
) -> Result<Vec<Recommendation>, Vec<Option<String>>> {
    let mut number = first;
    let mut made = Vec::new();
    let errors: Vec<Option<String>> = plan
        .drafts
        .iter()
        .map(|draft| {
            let confirmed = &draft.confirmed;
            if plan.earlier(&confirmed.key).is_some() {
                return None;
            }
            let key = confirmed.key.to_string();
            let Some(item) = form.items.iter().find(|item| item.finding == key) else {
                return Some(locale.t("publish-missing"));
            };
            let (content, responsible, evidence) =
                (nfc(&item.content), nfc(&item.responsible), nfc(&item.evidence));
            if content.is_empty() || responsible.is_empty() || evidence.is_empty() {
                return Some(locale.t("publish-wordless"));
            }
            let due = match Due::read(&item.due, today, &Calendar::shipped()) {
                Ok(due) => due,
                Err(DueError::Unreadable) => return Some(locale.t("publish-due-unreadable")),
                Err(DueError::Past(day)) => {
                    return Some(locale.t_args("publish-due-past", [("date", date(day, locale.0))]));
                }
            };
            let photos = material.report.photos.iter().filter(|photo| photo.item == confirmed.item);
            made.push(Recommendation {
                number,
                finding: confirmed.key.clone(),
                item: confirmed.item.clone(),
                severity: confirmed.severity,
                repeated: confirmed.repeated,
                statement: confirmed.statement.vi.clone(),
                content,
                bases: confirmed.bases.clone(),
                due,
                responsible,
                evidence,
                photos: photos.map(|photo| photo.id).collect(),
            });
            number += 1;
            None
        })
        .collect();
    if errors.iter().all(Option::is_none) { Ok(made) } else { Err(errors) }
}

/// The page; with what was typed and what is wrong with it.
async fn show(
    user: &Publishes,
    id: VisitId,
    locale: Locale,
    store: &Store,
    typed: Option<(Form, Vec<Option<String>>, Option<String>)>,
) -> Result<PublishPage, Problem> {
    let (scope, frame, csrf) = (user.scope(), user.frame(locale), user.csrf.clone());
    let today = clock::day(clock::now());
    store
        .read(move |reader| {
            let (material, review) = act::load(reader, &scope, &id, locale)?;
            let plan = Plan::of(reader, &material, &review, today)?;
            let (form, errors, alert) = match typed {
                Some((form, errors, alert)) => (Some(form), errors, alert),
                None => (None, Vec::new(), None),
            };
            let refused = (review.state(&material.facts) != VisitState::Concluded)
                .then(|| locale.t("publish-not-concluded"));
            let gone = plan.gone().map(|kept| format!("{}. {}", kept.content.number, kept.content.statement));
            Ok::<_, Problem>(PublishPage {
                frame: frame.at("review"),
                csrf,
                visit: id,
                version: review.version(),
                symbol: form.as_ref().map(|form| form.symbol.clone()).unwrap_or_default(),
                today: date(today, locale.0),
                lines: lines(&plan, form.as_ref(), &errors, &material.visit.unit_name, locale),
                corrects: plan.corrects,
                gone: gone.collect(),
                unit: material.visit.unit_name,
                alert: alert.or(refused),
            })
        })
        .await
}

/// Whoever publishes; visits of their organisations.
#[rocket::get("/tham-dinh/<visit>/cong-bo")]
pub(super) async fn page(
    visit: Option<Id<VisitId>>,
    user: Publishes,
    locale: Locale,
    store: &State<Store>,
) -> Result<PublishPage, Problem> {
    show(&user, visit.ok_or(Problem::NotFound)?.0, locale, store, None).await
}

/// Why nothing was published.
enum Refusal {
    /// Something in the form.
    Form(Vec<Option<String>>),
    /// The visit does not stand there.
    Step(act::Refused),
}

/// Publishes in one transaction: the step, the pinned report, the recommendations.
fn publish_all(
    tx: &Tx,
    scope: &Scope,
    id: &VisitId,
    actor: &Actor,
    form: &Form,
    locale: Locale,
) -> Result<Result<i64, Refusal>, Problem> {
    let (material, mut review) = act::load(tx, scope, id, locale)?;
    let stamp = actor.stamp();
    let plan = Plan::of(tx, &material, &review, stamp.day)?;
    let visit = &material.visit;
    let first = recommendation::next_number(tx, visit.organisation.as_ref())?;
    let made = match read(&plan, form, &material, first, stamp.day, locale) {
        Ok(made) => made,
        Err(errors) => return Ok(Err(Refusal::Form(errors))),
    };
    let (no, heads) = (publication::next_no(tx)?, review.concluded_on().unwrap_or_default().to_vec());
    let step = VisitStep::Published { number: no, heads: heads.clone(), corrects: plan.corrects };
    if let Err(refused) = act::take_made(tx, &material, &mut review, actor, form.version, step)? {
        return Ok(Err(Refusal::Step(refused)));
    }
    let Some(assessment) = material.assessment.clone() else {
        return Err(Problem::internal("a concluded visit without an assessment"));
    };
    let praise = review.praised().into_iter().map(|(item, text)| (item.clone(), text.to_owned())).collect();
    let published = Publication {
        no,
        visit: *id,
        organisation: visit.organisation.clone(),
        unit_name: visit.unit_name.clone(),
        visit_date: visit.date,
        symbol: nfc(&form.symbol),
        day: stamp.day,
        at: stamp.at,
        who: stamp.by.clone(),
        corrects: plan.corrects,
        heads,
        confirmed: review.confirmed(&assessment.findings),
        assessment,
        praise,
    };
    publication::add(tx, &published)?;
    for content in made {
        let kept = Kept {
            no: 0,
            publication: no,
            visit: *id,
            campaign: visit.campaign.clone(),
            organisation: visit.organisation.clone(),
            unit_name: visit.unit_name.clone(),
            visit_date: visit.date,
            state: RemediationState::Open,
            due: content.due.last,
            reported_on: None,
            waits: false,
            content,
        };
        recommendation::add(tx, &kept)?;
    }
    for kept in plan.gone() {
        let reason = locale.t_args("publish-withdrawn-by-correction", [("number", no)]);
        let (_, log) = step::load(tx, scope, kept.no)?;
        let acting =
            Acting { side: Party::Office, seen: log.version(), stamp: stamp.clone(), by: actor.by().clone() };
        let withdrawn = step::take(tx, scope, kept.no, acting, RemediationStep::FindingWithdrawn { reason })?;
        withdrawn.map_err(Problem::internal)?;
    }
    Ok(Ok(no))
}

/// Whoever publishes and did not inspect; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/cong-bo", data = "<form>")]
pub(super) async fn publish(
    visit: Option<Id<VisitId>>,
    user: Publishes,
    form: Protected<Form>,
    locale: Locale,
    store: &State<Store>,
) -> Result<Result<Redirect, (Status, PublishPage)>, Problem> {
    let (id, scope, actor) = (visit.ok_or(Problem::NotFound)?.0, user.scope(), Actor::new(user.session()));
    let sent = form.0.clone();
    // The reasons that are kept are written in the office's language.
    let work = move |tx: &Tx| publish_all(tx, &scope, &id, &actor, &sent, Locale::default());
    let (status, errors, alert) = match store.write(work).await? {
        Ok(no) => return Ok(Ok(Redirect::to(format!("/cong-bo/{no}?bao=da-cong-bo")))),
        Err(Refusal::Form(errors)) => (Status::UnprocessableEntity, errors, locale.t("publish-form-refused")),
        Err(Refusal::Step(refused)) => {
            (Status::Conflict, Vec::new(), words::refusal(&refused.refusal, locale))
        }
    };
    Ok(Err((status, show(&user, id, locale, store, Some((form.0, errors, Some(alert)))).await?)))
}
