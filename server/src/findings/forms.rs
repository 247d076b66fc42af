//! The forms of the review page. Each carries the version of what it shows, so that nobody overwrites a colleague.

use super::act::{self, Actor};
use super::review::{ReviewPage, Typed, again};
use super::review_parts::{RuleForm, severity};
use crate::accounts::{NoFields, Protected, Reviews};
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::reports::material::Material;
use crate::store::Store;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::answer::Answer;
use schemas::ids::{ItemId, VisitId};
use schemas::review::{AddedFinding, FindingKey, Question, Regrade, Ruling, Seen, VisitReview, VisitStep};
use schemas::template::Severity;
use schemas::text::nfc;

type Answered = Result<Result<Redirect, (Status, ReviewPage)>, Problem>;

/// What all forms need.
struct Desk<'a> {
    user: &'a Reviews,
    visit: VisitId,
    locale: Locale,
    store: &'a Store,
}

impl Desk<'_> {
    /// Takes a step and goes back to a place of the page, or shows the page again with what was typed.
    async fn take(
        self,
        seen: u32,
        (done, place): (&str, &str),
        typed: Typed,
        make: impl FnOnce(&Material, &VisitReview) -> VisitStep + Send + 'static,
    ) -> Answered {
        let Desk { user, visit, locale, store } = self;
        let (scope, actor) = (user.scope(), Actor::new(user.session()));
        let taken = store.write(move |tx| act::take(tx, &scope, &visit, &actor, seen, make)).await?;
        Ok(match taken {
            Ok(_) => Ok(Redirect::to(format!("/tham-dinh/{visit}?bao={done}#{place}"))),
            Err(refused) => Err(again(user, visit, locale, store, refused, typed).await?),
        })
    }
}

fn desk<'a>(
    user: &'a Reviews,
    visit: Option<Id<VisitId>>,
    locale: Locale,
    store: &'a Store,
) -> Result<Desk<'a>, Problem> {
    Ok(Desk { user, visit: visit.ok_or(Problem::NotFound)?.0, locale, store })
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/tiep-nhan", data = "<_form>")]
pub(super) async fn take_up(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    _form: Protected<NoFields>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let desk = desk(&user, visit, locale, store)?;
    desk.take(u32::MAX, ("tiep-nhan", "main"), Typed::default(), |_, _| VisitStep::TakenUp).await
}

#[derive(FromForm, Clone)]
pub(super) struct Rule {
    version: u32,
    ruling: String,
    wording: String,
    severity: String,
    reason: String,
}

impl Rule {
    fn ruling(&self, seen: &Seen) -> Ruling {
        let reason = nfc(&self.reason);
        if self.ruling == "reject" {
            return Ruling::Rejected { reason };
        }
        let (words, severity) = (nfc(&self.wording), severity(&self.severity).unwrap_or(seen.severity));
        Ruling::Accepted {
            wording: (words != nfc(&seen.statement)).then_some(words),
            regrade: (severity != seen.severity).then_some(Regrade { severity, reason }),
        }
    }
}

/// The finding as the page showed it; an added one as it was added.
fn seen(key: &FindingKey, material: &Material, review: &VisitReview) -> Seen {
    let none = Seen { severity: Severity::Observation, statement: String::new() };
    match key {
        FindingKey::Found { .. } => material.facts.findings.get(key).cloned().unwrap_or(none),
        FindingKey::Added { number } => {
            let mut added = review.added().filter(|(known, _)| known == number);
            added.next().map_or(none, |(_, added)| Seen {
                severity: added.severity,
                statement: added.statement.clone(),
            })
        }
    }
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/ton-tai/<finding>", data = "<form>")]
pub(super) async fn rule(
    visit: Option<Id<VisitId>>,
    finding: Option<Id<FindingKey>>,
    user: Reviews,
    form: Protected<Rule>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let key = finding.ok_or(Problem::NotFound)?.0;
    let (form, place) = (form.0, format!("finding-{key}"));
    let Rule { ruling, wording, severity, reason, .. } = form.clone();
    let typed = RuleForm { ruling, wording, severity, reason };
    let typed = Typed { rule: Some((key.to_string(), typed)), other: None };
    let make = {
        let form = form.clone();
        move |material: &Material, review: &VisitReview| {
            let seen = seen(&key, material, review);
            VisitStep::Ruled { ruling: form.ruling(&seen), finding: key, seen }
        }
    };
    desk(&user, visit, locale, store)?.take(form.version, ("da-quyet-dinh", &place), typed, make).await
}

#[derive(FromForm)]
pub(super) struct NewFinding {
    item: String,
    severity: String,
    statement: String,
    remedy: String,
    reason: String,
}

/// An item that no checklist has, for forms that name none.
fn item(text: &str) -> Result<ItemId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/ton-tai", data = "<form>")]
pub(super) async fn add(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<NewFinding>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let form = form.0;
    let finding = AddedFinding {
        item: item(&form.item)?,
        severity: severity(&form.severity).ok_or(Problem::NotFound)?,
        statement: nfc(&form.statement),
        remedy: nfc(&form.remedy),
        reason: nfc(&form.reason),
    };
    let words = vec![form.statement, form.remedy, form.reason];
    let typed = Typed { rule: None, other: Some(("add", form.item, words)) };
    let make =
        move |_: &Material, review: &VisitReview| VisitStep::Added { number: review.next_added(), finding };
    desk(&user, visit, locale, store)?.take(u32::MAX, ("da-them", "findings"), typed, make).await
}

#[derive(FromForm)]
pub(super) struct OnItem {
    /// Of the item, where the page shows what was done with it before.
    version: Option<u32>,
    item: String,
    words: String,
    /// Takes a mark back.
    gone: Option<String>,
}

impl Desk<'_> {
    /// Takes a step on an item. `form`: which one, and what it leads to on the page.
    async fn on_item(
        self,
        on: OnItem,
        (form, done, place): (&'static str, &str, &str),
        make: impl FnOnce(ItemId, String) -> VisitStep + Send + 'static,
    ) -> Answered {
        let (item, words) = (item(&on.item)?, nfc(&on.words));
        let typed = Typed { rule: None, other: Some((form, on.item, vec![on.words])) };
        let seen = on.version.unwrap_or(u32::MAX);
        self.take(seen, (done, place), typed, move |_, _| make(item, words)).await
    }
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/cach-lam-hay", data = "<form>")]
pub(super) async fn praise(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<OnItem>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let kept = form.0.gone.is_none();
    let make = move |item, text| VisitStep::Praised { item, text: kept.then_some(text) };
    desk(&user, visit, locale, store)?.on_item(form.0, ("praise", "da-ghi-nhan", "praise"), make).await
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/tra-lai", data = "<form>")]
pub(super) async fn send_back(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<OnItem>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let make = |item, comment| VisitStep::SentBack { item, comment };
    desk(&user, visit, locale, store)?.on_item(form.0, ("back", "da-tra-lai", "back"), make).await
}

/// Whoever reviews; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/tra-lai/xong", data = "<form>")]
pub(super) async fn answered(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<OnItem>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let make = |item, note| VisitStep::Answered { item, note };
    desk(&user, visit, locale, store)?.on_item(form.0, ("answered", "da-ro", "back"), make).await
}

#[derive(FromForm)]
pub(super) struct SetAside {
    version: u32,
    question: String,
    /// As the page showed them.
    answers: String,
    reason: String,
}

/// Whoever reviews and leads the team of the visit.
#[rocket::post("/tham-dinh/<visit>/de-ngoai", data = "<form>")]
pub(super) async fn set_aside(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<SetAside>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let form = form.0;
    let question: Question = form.question.parse().map_err(|_| Problem::NotFound)?;
    let answers: Vec<Answer> = serde_json::from_str(&form.answers).map_err(|_| Problem::NotFound)?;
    let typed = Typed { rule: None, other: Some(("aside", form.question, vec![form.reason.clone()])) };
    let reason = nfc(&form.reason);
    let make = move |_: &Material, _: &VisitReview| VisitStep::SetAside { question, answers, reason };
    desk(&user, visit, locale, store)?.take(form.version, ("da-de-ngoai", "disputed"), typed, make).await
}

#[derive(FromForm)]
pub(super) struct Conclude {
    version: u32,
    /// The document's newest changes as the page showed them, separated by blanks.
    heads: String,
}

/// Whoever reviews and did not inspect; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/ket-luan", data = "<form>")]
pub(super) async fn conclude(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<Conclude>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let heads = form.0.heads.split_whitespace().filter_map(|head| head.parse().ok()).collect();
    let make = move |_: &Material, _: &VisitReview| VisitStep::Concluded { heads };
    let desk = desk(&user, visit, locale, store)?;
    desk.take(form.0.version, ("da-ket-luan", "main"), Typed::default(), make).await
}

#[derive(FromForm)]
pub(super) struct Reopen {
    version: u32,
    reason: String,
}

/// Whoever reviews and did not inspect; visits of their organisations.
#[rocket::post("/tham-dinh/<visit>/mo-lai", data = "<form>")]
pub(super) async fn reopen(
    visit: Option<Id<VisitId>>,
    user: Reviews,
    form: Protected<Reopen>,
    locale: Locale,
    store: &State<Store>,
) -> Answered {
    let form = form.0;
    let typed = Typed { rule: None, other: Some(("reopen", String::new(), vec![form.reason.clone()])) };
    let reason = nfc(&form.reason);
    let make = move |_: &Material, _: &VisitReview| VisitStep::Reopened { reason };
    desk(&user, visit, locale, store)?.take(form.version, ("da-mo-lai", "main"), typed, make).await
}
