//! The review page of a visit.

use super::act::{self, Actor, Refused};
use super::review_parts::{Card, Dispute, RuleForm, cards, disputes};
use super::words::{self, LogLine, Names};
use crate::accounts::Reviews;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::reports::amendment::Amendment;
use crate::reports::sheet::Sheet;
use crate::store::{Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::http::Status;
use schemas::ids::VisitId;
use schemas::review::{Standing, Subject, VisitRefusal, VisitReview, VisitState};
use schemas::template::Severity;

/// What somebody typed into one of the forms, to be shown again where it was refused.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// About a finding, by its key.
    pub(super) rule: Option<(String, RuleForm)>,
    /// Into one of the other forms: which, the item, and the words in their order.
    pub(super) other: Option<(&'static str, String, Vec<String>)>,
}

/// A published report of the visit.
pub(super) struct Published {
    pub(super) no: i64,
    pub(super) by: String,
}

/// An item with words of a reviewer.
pub(super) struct Marked {
    pub(super) item: String,
    pub(super) words: String,
    pub(super) version: u32,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/review.html")]
pub(super) struct ReviewPage {
    frame: Frame,
    sheet: Sheet,
    csrf: String,
    visit: VisitId,
    state: VisitState,
    version: u32,
    standing: Standing,
    cards: Vec<Card>,
    disputes: Vec<Dispute>,
    since_signing: Vec<Amendment>,
    since_heads: Vec<Amendment>,
    changed: bool,
    /// The document's newest changes, separated by blanks.
    heads: String,
    sent_back: Vec<Marked>,
    praised: Vec<Marked>,
    published: Vec<Published>,
    log: Vec<LogLine>,
    /// What stands in the way of the next step.
    obstacle: Option<String>,
    alert: Option<String>,
    done: Option<String>,
    typed: Typed,
}

impl ReviewPage {
    fn state_text(&self) -> String {
        words::state(self.state, self.frame.locale)
    }

    fn state_class(&self) -> &'static str {
        words::state_class(self.state)
    }

    fn is(&self, name: &str) -> bool {
        words::state_name(self.state) == name
    }

    /// May take the steps of a reviewer.
    fn reviews(&self) -> bool {
        self.standing.reviews && !self.standing.inspected
    }

    /// Decisions can be taken now.
    fn decides(&self) -> bool {
        self.reviews() && self.state == VisitState::UnderReview
    }

    fn sets_aside(&self) -> bool {
        self.standing.leads && matches!(self.state, VisitState::Signed | VisitState::UnderReview)
    }

    fn undecided(&self) -> usize {
        self.cards.iter().filter(|card| card.added.is_none() && card.is_open()).count()
    }

    fn blocking(&self) -> usize {
        self.disputes.iter().filter(|dispute| dispute.aside.is_none()).count()
    }

    fn severities(&self) -> Vec<(String, &'static str)> {
        [Severity::Observation, Severity::Minor, Severity::Major, Severity::Critical]
            .map(|severity| {
                (super::review_parts::severity_name(severity), severity.text(self.frame.locale.0))
            })
            .into()
    }

    /// Whether a decision on this finding was just refused.
    fn refused(&self, key: &str) -> bool {
        self.typed.rule.as_ref().is_some_and(|(of, _)| of == key)
    }

    /// What was typed into a form before, at a place.
    fn typed(&self, form: &str, place: usize) -> &str {
        match &self.typed.other {
            Some((of, _, words)) if *of == form => words.get(place).map(String::as_str).unwrap_or_default(),
            _ => "",
        }
    }

    fn typed_item(&self, form: &str, item: &schemas::ids::ItemId) -> bool {
        matches!(&self.typed.other, Some((of, chosen, _)) if *of == form && chosen == item.as_str())
    }
}

/// What a page says besides what is kept.
#[derive(Default)]
pub(super) struct Said {
    pub(super) alert: Option<String>,
    pub(super) done: Option<String>,
    pub(super) typed: Typed,
    pub(super) missed: Option<(Subject, u32)>,
}

/// The page for a reader.
pub(super) async fn show(
    user: &Reviews,
    id: VisitId,
    locale: Locale,
    store: &Store,
    said: Said,
) -> Result<ReviewPage, Problem> {
    let (scope, actor, frame, csrf) =
        (user.scope(), Actor::new(user.session()), user.frame(locale), user.csrf.clone());
    store
        .read(move |reader| {
            let (material, review) = act::load(reader, &scope, &id, locale)?;
            let standing = actor.standing(reader, &material)?;
            let mut cards = cards(reader, &material, &review, locale)?;
            let mut names = Names::new(reader);
            let mut line = |entry| words::log_line(entry, &mut names, locale);
            if let Some((key, form)) = &said.typed.rule
                && let Some(card) = cards.iter_mut().find(|card| card.key == *key)
            {
                card.form = form.clone();
                if let Some((subject, seen)) = &said.missed {
                    card.missed = review.since(subject, *seen).map(&mut line).collect::<Result<_, _>>()?;
                }
            }
            let log = review.entries().iter().rev().map(&mut line).collect::<Result<_, _>>()?;
            let state = review.state(&material.facts);
            let obstacle = obstacle(&material.facts, &review, state, standing, locale);
            Ok::<_, Problem>(ReviewPage {
                frame: frame.at("review"),
                csrf,
                visit: id,
                state,
                version: review.version(),
                standing,
                disputes: disputes(&material, &review),
                changed: review.concluded_on().is_some_and(|heads| heads != material.facts.heads),
                heads: material.facts.heads.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
                sent_back: marked(
                    review.sent_back().into_iter().map(|(item, (comment, _))| (item, comment)).collect(),
                    &review,
                ),
                praised: marked(review.praised(), &review),
                published: published(reader, &review, locale)?,
                since_signing: material.since_signing,
                since_heads: material.since_heads,
                sheet: Sheet::new(material.report, locale, false),
                cards,
                log,
                obstacle,
                alert: said.alert,
                done: said.done,
                typed: said.typed,
            })
        })
        .await
}

fn marked<'a>(
    all: std::collections::BTreeMap<&'a schemas::ids::ItemId, &'a str>,
    review: &VisitReview,
) -> Vec<Marked> {
    let one = |(item, words): (&schemas::ids::ItemId, &str)| Marked {
        item: item.to_string(),
        words: words.to_owned(),
        version: review.version_of(&Subject::Item(item.clone())),
    };
    all.into_iter().map(one).collect()
}

fn published(reader: &Reader, review: &VisitReview, locale: Locale) -> Result<Vec<Published>, Problem> {
    let mut names = Names::new(reader);
    let mut all = Vec::new();
    for entry in review.entries() {
        if let schemas::review::VisitStep::Published { number, .. } = &entry.step {
            all.push(Published { no: *number, by: names.by(&entry.stamp, locale)? });
        }
    }
    Ok(all)
}

/// What stands in the way of the next step, in words.
fn obstacle(
    facts: &schemas::review::VisitFacts,
    review: &VisitReview,
    state: VisitState,
    standing: Standing,
    locale: Locale,
) -> Option<String> {
    if standing.inspected {
        return Some(words::refusal(&VisitRefusal::Inspected, locale));
    }
    let heads = match state {
        VisitState::UnderReview => facts.heads.as_slice(),
        VisitState::Concluded => review.concluded_on().unwrap_or_default(),
        _ => return None,
    };
    review.may_conclude(facts, heads).err().map(|refusal| words::refusal(&refusal, locale))
}

/// The page again, saying why a step was not taken.
pub(super) async fn again(
    user: &Reviews,
    id: VisitId,
    locale: Locale,
    store: &Store,
    refused: Refused,
    typed: Typed,
) -> Result<(Status, ReviewPage), Problem> {
    let status = match refused.refusal {
        VisitRefusal::Overtaken { .. } => Status::Conflict,
        _ => Status::UnprocessableEntity,
    };
    let said = Said {
        alert: Some(words::refusal(&refused.refusal, locale)),
        missed: Some((refused.subject, refused.seen)),
        typed,
        done: None,
    };
    Ok((status, show(user, id, locale, store, said).await?))
}

/// Whoever reviews; visits of their organisations.
#[rocket::get("/tham-dinh/<visit>?<bao>")]
pub(super) async fn page(
    visit: Option<Id<VisitId>>,
    bao: Option<&str>,
    user: Reviews,
    locale: Locale,
    store: &State<Store>,
) -> Result<ReviewPage, Problem> {
    let id = visit.ok_or(Problem::NotFound)?.0;
    let done = bao.map(|name| format!("review-done-{name}")).filter(|key| locale.has(key));
    let said = Said { done: done.map(|key| locale.t(&key)), ..Said::default() };
    show(&user, id, locale, store, said).await
}
