//! Who reaches what: an organisation reaches itself, what stands below it while it stood there, and the past of those
//! whose files it took over, with all that is above it.

use super::directory::Directory;
use crate::store::organisation::Above;
use chrono::NaiveDate;
use schemas::ids::OrganisationId;
use std::collections::{BTreeMap, HashMap};

const FIRST: NaiveDate = NaiveDate::MIN;
const LAST: NaiveDate = NaiveDate::MAX;

type Days = (NaiveDate, NaiveDate);
/// By the organisation above: the days on which it is.
type Line = BTreeMap<OrganisationId, Vec<Days>>;

/// The whole cache; see the table `organisation_above`.
pub(super) fn reach(directory: &Directory) -> Vec<Above> {
    let mut walk = Walk { directory, known: HashMap::new(), open: Vec::new() };
    let mut all = Vec::new();
    for organisation in directory.organisations() {
        for (above, days) in walk.line(&organisation.id) {
            let organisation = organisation.id.clone();
            let row =
                |(from, to)| Above { organisation: organisation.clone(), above: above.clone(), from, to };
            all.extend(united(days).into_iter().map(row));
        }
    }
    all
}

struct Walk<'a> {
    directory: &'a Directory,
    known: HashMap<OrganisationId, Line>,
    /// Those whose line is being worked out.
    open: Vec<OrganisationId>,
}

impl Walk<'_> {
    fn line(&mut self, id: &OrganisationId) -> Line {
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        let mut line = Line::new();
        line.insert(id.clone(), vec![(FIRST, LAST)]);
        let Some(organisation) = self.directory.get(id) else { return line };
        if self.open.contains(id) {
            return line;
        }
        self.open.push(id.clone());
        let last = organisation.periods.len().saturating_sub(1);
        for (at, period) in organisation.periods.iter().enumerate() {
            let Some(parent) = &period.parent else { continue };
            // People and bodies of an organisation that ended are still somebody's.
            let from = period.valid_from.filter(|_| at > 0).unwrap_or(FIRST);
            let to = period.valid_to.filter(|_| at < last).unwrap_or(LAST);
            add(&mut line, self.line(parent), (from, to));
        }
        let end = organisation.periods.last().and_then(|period| period.valid_to);
        for (next, period) in self.directory.successors(id) {
            let Some(from) = period.valid_from else { continue };
            // Whoever goes on existing keeps what comes afterwards.
            let ended = end.is_some_and(|end| end < from);
            let to = if ended { LAST } else { from.pred_opt().unwrap_or(FIRST) };
            let heirs = self.line(&next.id);
            let heirs = heirs
                .into_iter()
                .filter(|(_, days)| days.iter().any(|days| days.0 <= from && from <= days.1));
            add(&mut line, heirs.map(|(above, _)| (above, vec![(FIRST, LAST)])).collect(), (FIRST, to));
        }
        self.open.pop();
        self.known.insert(id.clone(), line.clone());
        line
    }
}

fn add(line: &mut Line, other: Line, (from, to): Days) {
    for (above, days) in other {
        let cut = days.into_iter().map(|(first, last)| (first.max(from), last.min(to)));
        line.entry(above).or_default().extend(cut.filter(|(first, last)| first <= last));
    }
}

/// The same days in as few pieces as possible.
fn united(mut days: Vec<Days>) -> Vec<Days> {
    days.sort_unstable();
    let mut united: Vec<Days> = Vec::new();
    for (from, to) in days {
        match united.last_mut() {
            Some(last) if from <= last.1.succ_opt().unwrap_or(LAST) => last.1 = last.1.max(to),
            _ => united.push((from, to)),
        }
    }
    united
}
