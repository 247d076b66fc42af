//! Publishing a concluded visit: the recommendations are stated, and the report is pinned, in one transaction.

use super::act::{self, Actor};
use super::step::{self, Acting};
use crate::accounts::Scope;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::reports::material::Material;
use crate::store::publication::{self, Publication};
use crate::store::recommendation::{self, Kept};
use crate::store::{self, Reader, Tx};
use chrono::NaiveDate;
use rocket::form::FromForm;
use schemas::calendar::Calendar;
use schemas::ids::VisitId;
use schemas::review::{
    Draft, Due, DueError, FindingKey, Party, Recommendation, RemediationState, RemediationStep, VisitReview,
    VisitStep, drafts,
};
use schemas::text::{date, nfc};

/// One recommendation of the form.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Item {
    pub(super) finding: String,
    pub(super) content: String,
    pub(super) due: String,
    pub(super) responsible: String,
    pub(super) evidence: String,
}

/// The form.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Form {
    pub(super) version: u32,
    pub(super) symbol: String,
    #[field(name = "kien_nghi", default = Vec::new())]
    pub(super) items: Vec<Item>,
}

/// What is published, worked out anew from what is kept.
pub(super) struct Plan {
    /// What this publication would recommend.
    pub(super) drafts: Vec<Draft>,
    /// Recommendations that earlier reports of this visit made.
    earlier: Vec<Kept>,
    /// The report that this one corrects.
    pub(super) corrects: Option<i64>,
}

impl Plan {
    /// Of a visit with its review, published on a day.
    pub(super) fn of(
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
    pub(super) fn earlier(&self, key: &FindingKey) -> Option<&Kept> {
        self.earlier
            .iter()
            .find(|kept| kept.content.finding == *key && kept.state != RemediationState::Withdrawn)
    }

    /// Recommendations whose finding is no longer in the conclusion.
    pub(super) fn gone(&self) -> impl Iterator<Item = &Kept> {
        let stays = |kept: &Kept| self.drafts.iter().any(|d| d.confirmed.key == kept.content.finding);
        self.earlier.iter().filter(move |kept| !kept.state.is_over() && !stays(kept))
    }

    /// The form of a recommendation as the checklist proposes it.
    pub(super) fn proposed(&self, draft: &Draft, unit: &str, locale: Locale) -> Item {
        Item {
            finding: draft.confirmed.key.to_string(),
            content: draft.content.clone(),
            due: draft.due_words.clone(),
            responsible: locale.t_args("publish-responsible-default", [("unit", inside_a_sentence(unit))]),
            evidence: locale.t(if draft.confirmed.evidence_wanted {
                "publish-evidence-photo"
            } else {
                "publish-evidence-document"
            }),
        }
    }
}

/// "Xã Tri Trung" as it stands inside a sentence: "xã Tri Trung".
fn inside_a_sentence(unit: &str) -> String {
    let mut letters = unit.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
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

/// Why nothing was published.
pub(super) enum Refusal {
    /// Something in the form.
    Form(Vec<Option<String>>),
    /// The visit does not stand there.
    Step(act::Refused),
}

/// Publishes in one transaction: the step, the pinned report, the recommendations.
pub(super) fn publish(
    tx: &Tx,
    scope: &Scope,
    id: &VisitId,
    actor: &Actor,
    form: &Form,
    locale: Locale,
) -> Result<Result<i64, Refusal>, Problem> {
    let (material, review) = act::load(tx, scope, id, locale)?;
    let plan = Plan::of(tx, &material, &review, actor.stamp().day)?;
    perform(tx, scope, actor, (material, review, plan), form, locale)
}

/// The same with what the checklist proposes for every finding. `seen`: the version of the review that was seen.
pub(super) fn publish_as_proposed(
    tx: &Tx,
    scope: &Scope,
    id: &VisitId,
    actor: &Actor,
    (seen, symbol): (u32, &str),
    locale: Locale,
) -> Result<Result<i64, Refusal>, Problem> {
    let (material, review) = act::load(tx, scope, id, locale)?;
    let plan = Plan::of(tx, &material, &review, actor.stamp().day)?;
    let unit = &material.visit.unit_name;
    let items = plan.drafts.iter().map(|draft| plan.proposed(draft, unit, locale)).collect();
    let form = Form { version: seen, symbol: symbol.to_owned(), items };
    perform(tx, scope, actor, (material, review, plan), &form, locale)
}

fn perform(
    tx: &Tx,
    scope: &Scope,
    actor: &Actor,
    (material, mut review, plan): (Material, VisitReview, Plan),
    form: &Form,
    locale: Locale,
) -> Result<Result<i64, Refusal>, Problem> {
    let stamp = actor.stamp();
    let (visit, id) = (&material.visit, &material.visit.id);
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
        recommendation::add(tx, &Kept::open(no, visit, content))?;
    }
    step::found_otherwise(tx, visit.organisation.as_ref(), visit.date)?;
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
