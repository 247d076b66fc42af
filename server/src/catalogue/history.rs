//! What became of an organisation, in words: renamed, moved, merged, split.

use super::Directory;
use crate::locale::Locale;
use crate::store::organisation::{Organisation, Period};
use chrono::NaiveDate;
use schemas::ids::OrganisationId;
use schemas::text::date;

/// One thing that happened to an organisation.
pub(super) struct Event {
    /// The day from which, in words.
    pub(super) when: String,
    /// What, in words.
    pub(super) what: String,
    /// Other organisations that took part.
    pub(super) others: Vec<Other>,
}

/// Another organisation.
pub(super) struct Other {
    pub(super) id: OrganisationId,
    pub(super) name: String,
}

/// All that is known, oldest first.
pub(super) fn events(directory: &Directory, organisation: &Organisation, locale: Locale) -> Vec<Event> {
    let mut events = Vec::new();
    let mut before: Option<&Period> = None;
    for period in &organisation.periods {
        match before {
            None => begun(directory, organisation, period, locale, &mut events),
            Some(before) => changed(directory, organisation, (before, period), locale, &mut events),
        }
        before = Some(period);
    }
    ended(directory, organisation, locale, &mut events);
    events
}

fn event(day: Option<NaiveDate>, what: String, others: Vec<Other>, locale: Locale) -> Event {
    let when = day.map_or_else(|| locale.t("history-unknown-day"), |day| date(day, locale.0));
    Event { when, what, others }
}

/// The predecessors of a period other than the organisation itself, as they were on its last day without them.
fn others(directory: &Directory, organisation: &Organisation, period: &Period) -> Vec<Other> {
    let the_day_before = period.valid_from.and_then(|from| from.pred_opt()).unwrap_or(NaiveDate::MIN);
    let ids = period.predecessors.iter().filter(|id| **id != organisation.id);
    ids.map(|id| Other { id: id.clone(), name: directory.name(id, the_day_before) }).collect()
}

fn begun(
    directory: &Directory,
    organisation: &Organisation,
    period: &Period,
    locale: Locale,
    events: &mut Vec<Event>,
) {
    let others = others(directory, organisation, period);
    let name = directory.full_name(period);
    let what = match others.as_slice() {
        [] => locale.t_args("history-first", [("name", name)]),
        [one] => {
            let heirs = directory.successors(&one.id);
            let heirs = heirs.iter().filter(|(_, heir)| heir.valid_from == period.valid_from).count();
            let key = if heirs > 1 { "history-split-off" } else { "history-replaces" };
            locale.t_args(key, [("name", name)])
        }
        _ => locale.t_args("history-merged-from", [("name", name)]),
    };
    events.push(event(period.valid_from, what, others, locale));
}

fn changed(
    directory: &Directory,
    organisation: &Organisation,
    (before, after): (&Period, &Period),
    locale: Locale,
    events: &mut Vec<Event>,
) {
    let values = || [("before", directory.full_name(before)), ("after", directory.full_name(after))];
    if before.kind != after.kind && before.name == after.name {
        events.push(event(after.valid_from, locale.t_args("history-kind", values()), Vec::new(), locale));
    } else if before.name != after.name {
        events.push(event(after.valid_from, locale.t_args("history-renamed", values()), Vec::new(), locale));
    }
    if before.parent != after.parent {
        let day = after.valid_from.unwrap_or(NaiveDate::MIN);
        let name = |parent: &Option<OrganisationId>, day| {
            parent.as_ref().map(|id| directory.name(id, day)).unwrap_or_default()
        };
        let old = name(&before.parent, day.pred_opt().unwrap_or(day));
        let values = [("before", old), ("after", name(&after.parent, day))];
        events.push(event(after.valid_from, locale.t_args("history-moved", values), Vec::new(), locale));
    }
    let others = others(directory, organisation, after);
    if !others.is_empty() {
        events.push(event(after.valid_from, locale.t("history-took-in"), others, locale));
    }
}

fn ended(directory: &Directory, organisation: &Organisation, locale: Locale, events: &mut Vec<Event>) {
    let end = organisation.periods.last().and_then(|period| period.valid_to);
    let heirs = directory.successors(&organisation.id);
    let heirs: Vec<_> =
        heirs.into_iter().filter(|(_, heir)| end.is_none_or(|end| heir.valid_from > Some(end))).collect();
    let day = end.and_then(|end| end.succ_opt());
    let others = |heirs: &[(&Organisation, &Period)]| -> Vec<Other> {
        heirs
            .iter()
            .map(|(heir, period)| Other { id: heir.id.clone(), name: directory.full_name(period) })
            .collect()
    };
    let key = match (end, heirs.as_slice()) {
        (None, _) => return,
        (Some(_), []) => "history-ended",
        (Some(_), [_]) => "history-merged-into",
        (Some(_), _) => "history-divided",
    };
    events.push(event(day, locale.t(key), others(&heirs), locale));
}
