//! Putting an answer together without giving it yet: as text that [`crate::desk::Desk::parse`] reads.

use crate::live::{RwSignal, StoredValue, live, upon};
use crate::words::{language, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use litemap::LiteMap;
use schemas::entry::offered;
use schemas::ids::FieldId;
use schemas::template::{Choice, Figure, Kind};
use std::collections::BTreeSet;

/// What makes an answer "không áp dụng" in typed text.
const NOT_APPLICABLE: &str = "KAD";

/// A field for an answer of this kind.
#[component]
pub fn Composer(
    /// What an answer looks like.
    kind: Kind,
    /// The day that decides which choices are offered.
    date: NaiveDate,
    /// Ids of elements begin with this.
    #[prop(into)]
    id: String,
    /// What has been put together.
    text: RwSignal<String>,
) -> impl IntoView {
    let (yes, no) = (("co".to_owned(), t("yes")), ("khong".to_owned(), t("no")));
    let not_applicable = (NOT_APPLICABLE.to_owned(), t("not-applicable"));
    match kind {
        Kind::YesNo { .. } => one_of(id, vec![yes, no, not_applicable], text).into_any(),
        Kind::Single { choices } => {
            let mut rows: Vec<_> = labelled(&choices, date).collect();
            rows.push(not_applicable);
            one_of(id, rows, text).into_any()
        }
        Kind::Multi { choices } => several(labelled(&choices, date).collect(), text).into_any(),
        Kind::Figures { fields, .. } => figures(id, fields, text).into_any(),
        Kind::Integer => typed(id, "whole-number", "text", "numeric", text).into_any(),
        Kind::Decimal { .. } => typed(id, "number", "text", "decimal", text).into_any(),
        Kind::Ratio { .. } => typed(id, "composer-ratio", "text", "text", text).into_any(),
        Kind::Date => typed(id, "date", "date", "text", text).into_any(),
        Kind::Moment => typed(id, "moment", "datetime-local", "text", text).into_any(),
        Kind::Periods => typed(id, "composer-periods", "text", "text", text).into_any(),
        Kind::Text => typed(id, "text", "text", "text", text).into_any(),
    }
}

fn labelled(choices: &[Choice], date: NaiveDate) -> impl Iterator<Item = (String, String)> {
    offered(choices, date).map(|choice| (choice.id.to_string(), choice.label.get(language()).to_owned()))
}

fn one_of(name: String, rows: Vec<(String, String)>, text: RwSignal<String>) -> impl IntoView {
    let row = move |(value, label): (String, String)| {
        let (mine, given) = (value.clone(), value);
        view! {
            <label class="choice">
                <input type="radio" name=name.clone() prop:checked=live(move || text.with(|text| *text == mine))
                    on:change=upon(move |_| text.set(given.clone())) />
                <span>{label}</span>
            </label>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! { <fieldset class="choices"><legend class="hidden">{t("answer")}</legend>{rows}</fieldset> }
}

fn several(rows: Vec<(String, String)>, text: RwSignal<String>) -> impl IntoView {
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let toggle = move |value: &String| {
        chosen.update(|chosen| {
            if !chosen.remove(value) {
                chosen.insert(value.clone());
            }
        });
        let all = chosen.with_untracked(|chosen| chosen.iter().cloned().collect::<Vec<_>>().join(","));
        text.set(if all.is_empty() { "[]".to_owned() } else { all });
    };
    let row = move |(value, label): (String, String)| {
        let mine = value.clone();
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=live(move || chosen.with(|chosen| chosen.contains(&mine)))
                    on:change=upon(move |_| toggle(&value)) />
                <span>{label}</span>
            </label>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! { <fieldset class="choices"><legend class="hidden">{t("answer")}</legend>{rows}</fieldset> }
}

fn figures(id: String, fields: Vec<Figure>, text: RwSignal<String>) -> impl IntoView {
    let numbers = StoredValue::new(LiteMap::<FieldId, String>::new());
    let row = move |field: Figure| {
        let name = format!("{id}-{}", field.id);
        let key = field.id;
        let keep = move |number: String| {
            numbers.update_value(|numbers| {
                numbers.insert(key.clone(), number.replace(['.', ' '], ""));
            });
            let filled = |numbers: &LiteMap<FieldId, String>| {
                let filled = numbers.iter().filter(|(_, number)| !number.is_empty());
                filled.map(|(field, number)| format!("{field}={number}")).collect::<Vec<_>>().join(" ")
            };
            text.set(numbers.with_value(filled));
        };
        view! {
            <div class="field figure-row">
                <label for=name.clone()>{field.label.get(language()).to_owned()}</label>
                <input class="text-box" id=name type="text" inputmode="numeric" autocomplete="off"
                    on:input=upon(move |event| keep(event_target_value(&event))) />
            </div>
        }
    };
    view! { <div class="figures">{fields.into_iter().map(row).collect_view()}</div> }
}

/// The field is never written to, so that no input method is disturbed.
fn typed(
    id: String,
    label: &'static str,
    kind: &'static str,
    mode: &'static str,
    text: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <input class="text-box" id=id type=kind inputmode=mode autocomplete="off"
                on:input=upon(move |event| text.set(event_target_value(&event))) />
        </div>
    }
}
