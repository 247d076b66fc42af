//! Ranking units (xếp hạng). Only visits with the same edition of the checklist are compared, by their exact fractions;
//! equal ones share a rank, and the next rank is left out (1, 2, 2, 4).

use crate::reports::overview::VisitLine;
use std::cmp::Ordering;

/// A visit with its rank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked<'a> {
    /// From 1; none: there is no score yet.
    pub(super) rank: Option<usize>,
    /// The visit.
    pub(super) visit: &'a VisitLine,
}

/// Earned and possible points, where something was possible.
fn fraction(visit: &VisitLine) -> Option<(i128, i128)> {
    let score = visit.score.as_ref().filter(|score| score.possible > 0)?;
    Some((i128::from(score.earned), i128::from(score.possible)))
}

/// The better of two fractions first.
fn better(a: (i128, i128), b: (i128, i128)) -> Ordering {
    (b.0 * a.1).cmp(&(a.0 * b.1))
}

/// Ranks comparable visits; those without a score come last, in their order.
pub(super) fn rank<'a>(visits: impl IntoIterator<Item = &'a VisitLine>) -> Vec<Ranked<'a>> {
    let (mut scored, unscored): (Vec<_>, Vec<_>) =
        visits.into_iter().map(|visit| (fraction(visit), visit)).partition(|(score, _)| score.is_some());
    scored.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => better(*a, *b),
        _ => Ordering::Equal,
    });
    let mut ranked: Vec<Ranked<'a>> = Vec::new();
    let mut last = None;
    for (at, (score, visit)) in scored.into_iter().enumerate() {
        let tied = match (last, score) {
            (Some(last), Some(score)) => better(last, score) == Ordering::Equal,
            _ => false,
        };
        let rank = if tied { ranked.last().and_then(|before| before.rank) } else { Some(at + 1) };
        last = score;
        ranked.push(Ranked { rank, visit });
    }
    ranked.extend(unscored.into_iter().map(|(_, visit)| Ranked { rank: None, visit }));
    ranked
}
