//! Remediation over time: for each month what was published, what came to an end, and what is open at its end.

use crate::store::recommendation::Span;
use chrono::{Datelike, NaiveDate};

/// Months that are shown; what was before counts as open or over at their beginning.
const MOST: usize = 24;

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    /// Its number, 1 to 12.
    pub(super) month: u32,
    /// Its year.
    pub(super) year: i32,
    /// Recommendations published in it.
    pub(super) published: u64,
    /// Recommendations closed or withdrawn in it.
    pub(super) ended: u64,
    /// All that ended until its end.
    pub(super) over: u64,
    /// All that are open at its end.
    pub(super) open: u64,
}

impl Month {
    /// "11/2026".
    pub(super) fn name(&self) -> String {
        format!("{:02}/{}", self.month, self.year)
    }
}

/// Months since the year 0.
fn place(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default()
}

/// The months from the first publication to today, the newest [`MOST`] of them.
pub(super) fn months(spans: &[Span], today: NaiveDate) -> Vec<Month> {
    let Some(first) = spans.iter().map(|span| place(span.from)).min() else { return Vec::new() };
    let last = place(today).max(first);
    let sum = |fits: &dyn Fn(&Span) -> bool| -> u64 {
        spans.iter().filter(|span| fits(span)).map(|span| span.count).sum()
    };
    let month = |at: i32| {
        let over = sum(&|span| span.over.is_some_and(|day| place(day) <= at));
        Month {
            month: u32::try_from(at.rem_euclid(12) + 1).unwrap_or(1),
            year: at.div_euclid(12),
            published: sum(&|span| place(span.from) == at),
            ended: sum(&|span| span.over.is_some_and(|day| place(day) == at)),
            over,
            open: sum(&|span| place(span.from) <= at).saturating_sub(over),
        }
    };
    let all: Vec<Month> = (first..=last).map(month).collect();
    all.into_iter().rev().take(MOST).rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_at_the_end_of_a_month_is_what_was_published_and_not_ended() {
        let day = |text: &str| text.parse().unwrap();
        let span = |from, over: Option<&str>, count| Span { from: day(from), over: over.map(day), count };
        let spans = [
            span("2026-11-05", Some("2026-11-20"), 3),
            span("2026-11-05", Some("2027-01-02"), 2),
            span("2026-12-31", None, 4),
        ];
        let found = months(&spans, day("2027-01-10"));
        let named: Vec<_> = found.iter().map(|m| (m.name(), m.published, m.ended, m.over, m.open)).collect();
        assert_eq!(
            named,
            [
                ("11/2026".to_owned(), 5, 3, 3, 2),
                ("12/2026".to_owned(), 4, 0, 3, 6),
                ("01/2027".to_owned(), 0, 2, 5, 4)
            ]
        );
        assert!(months(&[], day("2027-01-10")).is_empty());
        let old = [span("2020-01-05", None, 1)];
        assert_eq!(months(&old, day("2027-01-10")).len(), MOST);
    }
}
