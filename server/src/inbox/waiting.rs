//! What waits for one person, read in one place for the page, its number in the navigation, and the daily letter.

use crate::accounts::{Right, Scope, Session};
use crate::findings::timeline::Line as Recommended;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::recommendation::{self, Which};
use crate::store::right::{self, Held};
use crate::store::{self, Reader, assessment, inbox, review};
use chrono::NaiveDate;
use schemas::evaluate::Assessment;
use schemas::ids::{CampaignId, PersonId, VisitId};
use schemas::review::{Lateness, VisitFacts};
use schemas::text::date;

/// Lines under one heading; the rest stands in the list behind it.
const MOST: u64 = 8;

/// Somebody, with what they may do today.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    person: PersonId,
    rights: Vec<Held>,
}

impl Somebody {
    /// A person, logged in or not.
    pub(crate) fn read(reader: &Reader, person: &PersonId, today: NaiveDate) -> Result<Self, store::Error> {
        Ok(Self { person: person.clone(), rights: right::valid(reader, person, today)? })
    }

    fn scope(&self, right: Right) -> Option<Scope> {
        Scope::granted(&self.rights, right)
    }
}

impl From<&Session> for Somebody {
    fn from(session: &Session) -> Self {
        Self { person: session.person.clone(), rights: session.rights.clone() }
    }
}

/// A visit that waits.
pub(crate) struct Visit {
    /// Where it is dealt with; none: on the tablet.
    pub(crate) link: Option<String>,
    pub(crate) unit: String,
    pub(crate) date: String,
    pub(crate) questions: usize,
}

/// A campaign with visits to publish.
pub(crate) struct Publishing {
    pub(crate) campaign: CampaignId,
    pub(crate) title: String,
    pub(crate) number: u64,
}

/// Some of the things under one heading, and how many there are.
pub(crate) struct Group<T> {
    pub(crate) lines: Vec<T>,
    pub(crate) all: u64,
}

impl<T> Default for Group<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), all: 0 }
    }
}

impl<T> Group<T> {
    /// Nothing stands there.
    pub(crate) fn is_empty(&self) -> bool {
        self.all == 0
    }

    /// There are more than are shown.
    pub(crate) fn is_cut(&self) -> bool {
        (self.lines.len() as u64) < self.all
    }
}

/// What waits for a person.
#[derive(Default)]
pub(crate) struct Waiting {
    /// Visits whose questions their team has to settle.
    pub(crate) settle: Vec<Visit>,
    /// Visits to review.
    pub(crate) review: Group<Visit>,
    /// Campaigns with visits to publish.
    pub(crate) publish: Vec<Publishing>,
    /// Recommendations that the office has to answer.
    pub(crate) answers: Group<Recommended>,
    /// Recommendations that are overdue.
    pub(crate) overdue: Group<Recommended>,
    /// Recommendations that the person's unit has to mend.
    pub(crate) unit: Group<Recommended>,
}

impl Waiting {
    /// Nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.settle.is_empty()
            && self.review.is_empty()
            && self.publish.is_empty()
            && self.answers.is_empty()
            && self.overdue.is_empty()
            && self.unit.is_empty()
    }

    /// What waits for somebody on a day.
    pub(crate) fn read(
        reader: &Reader,
        whose: &Somebody,
        today: NaiveDate,
        locale: Locale,
    ) -> Result<Self, Problem> {
        let reads = whose.scope(Right::ReadOffice).is_some();
        let group = |scope: &Scope, which| {
            let (kept, all) = recommendation::list(reader, scope, which, today, (0, MOST))?;
            let lines = kept.iter().map(|kept| Recommended::of(kept, today, locale)).collect();
            Ok::<_, store::Error>(Group { lines, all })
        };
        let visit = |line: &inbox::Line, questions, link| Visit {
            link,
            unit: line.unit_name.clone(),
            date: date(line.date, locale.0),
            questions,
        };
        let mut waiting = Self::default();
        let reviews = whose.scope(Right::Review);
        for (line, questions) in to_settle(reader, &whose.person)? {
            let report = || format!("/dot-kiem-tra/{}/{}?ngay={}", line.campaign, line.unit, line.date);
            let link = match (reviews.is_some(), reads) {
                (true, _) => Some(review_link(&line.visit)),
                (false, true) => Some(report()),
                (false, false) => None,
            };
            waiting.settle.push(visit(&line, questions, link));
        }
        if let Some(scope) = reviews {
            let (lines, all) = inbox::to_review(reader, &scope, &whose.person, MOST)?;
            let lines = lines.iter().map(|line| visit(line, 0, Some(review_link(&line.visit)))).collect();
            waiting.review = Group { lines, all };
            waiting.answers = group(&scope, Which::Waiting)?;
            waiting.overdue = group(&scope, Which::Late(Lateness::Overdue))?;
        }
        if let Some(scope) = whose.scope(Right::Publish) {
            let publishing = |(campaign, title, number)| Publishing { campaign, title, number };
            waiting.publish = review::to_publish(reader, &scope)?.into_iter().map(publishing).collect();
        }
        if let Some(scope) = whose.scope(Right::AnswerFindings) {
            waiting.unit = group(&scope, Which::WithUnit)?;
        }
        Ok(waiting)
    }

    /// How much waits for somebody: what [`Waiting::read`] finds, without what is only looked at.
    pub(super) fn count(reader: &Reader, whose: &Somebody, today: NaiveDate) -> Result<u64, Problem> {
        let mut all = u64::try_from(to_settle(reader, &whose.person)?.len()).unwrap_or(u64::MAX);
        if let Some(scope) = whose.scope(Right::Review) {
            all += inbox::to_review(reader, &scope, &whose.person, 0)?.1;
            all += recommendation::count(reader, &scope, Which::Waiting, today)?;
        }
        if let Some(scope) = whose.scope(Right::Publish) {
            all += review::to_publish(reader, &scope)?.iter().map(|(.., count)| count).sum::<u64>();
        }
        if let Some(scope) = whose.scope(Right::AnswerFindings) {
            all += recommendation::count(reader, &scope, Which::WithUnit, today)?;
        }
        Ok(all)
    }
}

fn review_link(visit: &VisitId) -> String {
    format!("/tham-dinh/{visit}")
}

/// Visits with questions that their team has to settle, and how many.
fn to_settle(reader: &Reader, person: &PersonId) -> Result<Vec<(inbox::Line, usize)>, Problem> {
    let mut found = Vec::new();
    for line in inbox::disputed(reader, person)? {
        let Some(kept) = assessment::get(reader, &line.visit)? else { continue };
        let assessment: Assessment = serde_json::from_str(&kept.assessment).map_err(Problem::internal)?;
        let facts = VisitFacts::default().with(&assessment);
        // What the leader left out of the conclusion is settled too.
        let open = review::log(reader, &line.visit)?.blocking(&facts).len();
        if open > 0 {
            found.push((line, open));
        }
    }
    Ok(found)
}
