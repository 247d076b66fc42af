//! The page on which one concluded visit is published.

use super::act::{self, Actor};
use super::publish_act::{Form, Item, Plan, Refusal, publish as publish_all};
use super::words;
use crate::accounts::{Protected, Publishes};
use crate::clock;
use crate::findings::review_parts::severity_name;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{Store, Tx};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::VisitId;
use schemas::review::{Draft, VisitState};
use schemas::text::date;

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
    /// The visit can be published, or somebody typed into the form: that is shown whatever has come in between.
    has_form: bool,
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
        Line {
            statement: draft.confirmed.statement.get(locale.0).to_owned(),
            severity: severity_name(draft.confirmed.severity),
            severity_text: draft.confirmed.severity.text(locale.0),
            repeated: draft.confirmed.repeated,
            due_text: date(draft.due, locale.0),
            number: plan.earlier(&draft.confirmed.key).map(|kept| kept.content.number),
            form: typed.unwrap_or_else(|| plan.proposed(draft, unit, locale)),
            alert: errors.get(at).cloned().flatten(),
        }
    };
    plan.drafts.iter().enumerate().map(one).collect()
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
                has_form: form.is_some() || refused.is_none(),
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
