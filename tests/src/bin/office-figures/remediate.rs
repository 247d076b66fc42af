//! What reviewers, leaders and communes did with the inspected visits: findings accepted, reports published,
//! recommendations answered or overdue.

use super::fill::{Model, StoreResult, UNFIT};
use chrono::{Days, NaiveDate};
use schemas::calendar::Calendar;
use schemas::ids::PersonId;
use schemas::review::{
    DocumentRef, Due, Extent, FindingKey, Party, Recommendation, Remediation, RemediationStep, Ruling, Seen,
    Stamp, Standing, VisitFacts, VisitReview, VisitStep, drafts,
};
use server::store::recommendation::Kept;
use server::store::visit::Visit;
use server::store::{Tx, publication, recommendation, remediation, review};

/// Recommendations of each published report: with 19.000 of them some 200.000.
const RECOMMENDATIONS: usize = 11;

/// How far the office has come with a visit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Signed; nobody has looked at it.
    Signed,
    /// Every finding is decided, and the conclusion waits to be published.
    Concluded,
    /// The unit has its recommendations.
    Published,
}

/// Reviews a visit. `number`: its place among all; what the unit answers depends on it.
pub(crate) fn review(
    tx: &Tx,
    visit: &Visit,
    by: &PersonId,
    model: &Model,
    until: Until,
    number: usize,
) -> StoreResult {
    if until == Until::Signed {
        return Ok(());
    }
    let day = visit.date + Days::new(3);
    let stamp = stamp(by, day)?;
    let mut facts = VisitFacts {
        begun: true,
        signed: true,
        merged: true,
        heads: model.heads.clone(),
        ..VisitFacts::default()
    };
    facts = facts.with(&model.assessment);
    let standing = Standing { reviews: true, publishes: true, ..Standing::default() };
    let mut log = VisitReview::default();
    let take = |log: &mut VisitReview, step: VisitStep| -> StoreResult {
        let seen = log.version();
        log.take(&facts, standing, seen, stamp.clone(), step).map_err(|_| UNFIT)?;
        let state = log.state(&facts);
        review::append(tx, &visit.id, log, state)
    };
    take(&mut log, VisitStep::TakenUp)?;
    for finding in &model.assessment.findings {
        let ruling = Ruling::Accepted { wording: None, regrade: None };
        take(
            &mut log,
            VisitStep::Ruled { finding: FindingKey::of(finding), seen: Seen::of(finding), ruling },
        )?;
    }
    take(&mut log, VisitStep::Concluded { heads: model.heads.clone() })?;
    if until == Until::Concluded {
        return Ok(());
    }
    let no = publication::next_no(tx)?;
    take(&mut log, VisitStep::Published { number: no, heads: model.heads.clone(), corrects: None })?;
    let confirmed = log.confirmed(&model.assessment.findings);
    publication::add(
        tx,
        &publication::Publication {
            no,
            visit: visit.id,
            organisation: visit.organisation.clone(),
            unit_name: visit.unit_name.clone(),
            visit_date: visit.date,
            symbol: String::new(),
            day,
            at: stamp.at,
            who: by.clone(),
            corrects: None,
            heads: model.heads.clone(),
            assessment: model.assessment.clone(),
            confirmed: confirmed.clone(),
            praise: Default::default(),
        },
    )?;
    let calendar = Calendar::shipped();
    let first = recommendation::next_number(tx, visit.organisation.as_ref())?;
    for (at, draft) in drafts(confirmed, day, &calendar).into_iter().take(RECOMMENDATIONS).enumerate() {
        let content = Recommendation {
            number: first + u32::try_from(at).map_err(|_| UNFIT)?,
            finding: draft.confirmed.key,
            item: draft.confirmed.item,
            severity: draft.confirmed.severity,
            repeated: (number + at).is_multiple_of(5),
            statement: draft.confirmed.statement.vi,
            content: draft.content,
            bases: draft.confirmed.bases,
            due: Due::read(&draft.due_words, day, &calendar).map_err(|_| UNFIT)?,
            responsible: "Ủy ban nhân dân cấp xã".to_owned(),
            evidence: "Ảnh".to_owned(),
            photos: Vec::new(),
        };
        let kept = Kept::open(no, visit, content);
        let recommendation = recommendation::add(tx, &kept)?;
        answer(tx, recommendation, by, day, kept.due, number + at)?;
    }
    Ok(())
}

fn stamp(by: &PersonId, day: NaiveDate) -> Result<Stamp, server::store::Error> {
    let at = day.and_hms_opt(2, 0, 0).ok_or(UNFIT)?.and_utc().timestamp_millis();
    Ok(Stamp { by: by.clone(), at, day })
}

/// Of ten recommendations two are not read, two are read only, two wait for the office, and four are closed.
fn answer(tx: &Tx, no: i64, by: &PersonId, published: NaiveDate, due: NaiveDate, dice: usize) -> StoreResult {
    let mut log = Remediation::begin(due);
    let reported = RemediationStep::Reported {
        extent: Extent::Whole,
        text: "Đã khắc phục".to_owned(),
        document: Some(DocumentRef { number: "45/BC-UBND".to_owned(), date: published }),
        evidence: Vec::new(),
    };
    let steps = [
        (Party::Unit, RemediationStep::Acknowledged),
        (Party::Unit, reported),
        (Party::Office, RemediationStep::Verified { note: "Đạt".to_owned() }),
        (Party::Office, RemediationStep::Closed { note: String::new() }),
    ];
    let taken = match dice % 10 {
        0 | 1 => 0,
        2 | 3 => 1,
        4 | 5 => 2,
        _ => 4,
    };
    for (at, (side, step)) in (1..).zip(steps.into_iter().take(taken)) {
        let seen = log.version();
        log.take(side, seen, stamp(by, published + Days::new(at * 4))?, step).map_err(|_| UNFIT)?;
        remediation::append(tx, no, &log)?;
    }
    Ok(())
}
