//! Periods from–to, both days included.

use super::Asked;
use crate::live::{RwSignal, upon};
use crate::words::t;
use chrono::NaiveDate;
use leptos::prelude::*;
use schemas::answer::Answer;

type Period = (Option<NaiveDate>, Option<NaiveDate>);

pub(super) fn editor(asked: Asked) -> AnyView {
    let current = asked.current;
    let standing = move || match current.get() {
        Some(Answer::Periods(periods)) => periods.iter().map(|(from, to)| (Some(*from), Some(*to))).collect(),
        _ => Vec::new(),
    };
    // Lines that are not complete yet live here only; complete ones are given at once.
    let draft = RwSignal::new(None::<Vec<Period>>);
    let lines = move || draft.get().unwrap_or_else(standing);
    let change = {
        let asked = asked.clone();
        Callback::new(move |next: Vec<Period>| {
            let complete: Vec<_> = next.iter().filter_map(|(from, to)| Some(((*from)?, (*to)?))).collect();
            let whole = complete.len() == next.len();
            draft.set(Some(next));
            if whole {
                asked.give(Answer::Periods(complete));
                if asked.complaint.with_untracked(Option::is_none) {
                    draft.set(None);
                }
            }
        })
    };
    let date = move |line: usize, end: bool| {
        let shown = move || {
            let line = lines().get(line).copied().unwrap_or_default();
            (if end { line.1 } else { line.0 }).map(|date| date.to_string()).unwrap_or_default()
        };
        let set = move |event: leptos::ev::Event| {
            let mut next = untrack(lines);
            let day = event_target_value(&event).parse().ok();
            if let Some(period) = next.get_mut(line) {
                if end { period.1 = day } else { period.0 = day }
            }
            change.run(next);
        };
        let label = if end { "period-to" } else { "period-from" };
        view! {
            <label class="field"><span>{t(label)}</span>
                <input type="date" class="text-box" prop:value=shown on:change=upon(set) /></label>
        }
    };
    let remove = move |line: usize| {
        let mut next = untrack(lines);
        if line < next.len() {
            next.remove(line);
        }
        change.run(next);
    };
    let add = move |_| {
        let mut next = untrack(lines);
        next.push((None, None));
        change.run(next);
    };
    view! {
        <div class="periods">
            <For each=move || 0..lines().len() key=|line| *line let:line>
                <div class="period">
                    {date(line, false)} {date(line, true)}
                    <button type="button" class="quiet" on:click=upon(move |_| remove(line))>{t("strike-out")}</button>
                </div>
            </For>
            <button type="button" class="quiet" on:click=upon(add)>{t("add-period")}</button>
            <button type="button" class="quiet" on:click=upon(move |_| change.run(Vec::new()))>{t("no-period")}</button>
        </div>
    }
    .into_any()
}
