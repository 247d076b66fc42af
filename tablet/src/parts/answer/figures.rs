//! A block of figures: what must add up is checked while typing, and given as one answer when it is complete.

use super::Asked;
use crate::live::RwSignal;
use crate::parts::icon::{Icon, Picture};
use crate::parts::text::{TextBox, Typing};
use crate::words::{language, t};
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::ids::FieldId;
use schemas::template::{Figure, Identity};
use schemas::text::integer;
use std::collections::BTreeMap;

/// What was typed and is not given yet, by field.
type Drafts = RwSignal<BTreeMap<FieldId, String>>;

pub(super) fn editor(asked: Asked, fields: Vec<Figure>, identities: Vec<Identity>) -> AnyView {
    let (id, current) = (asked.id(), asked.current);
    let drafts: Drafts = RwSignal::new(BTreeMap::new());
    let shown = move |field: &FieldId| {
        drafts.with(|drafts| drafts.get(field).cloned()).unwrap_or_else(|| match current.get() {
            Some(Answer::Figures(figures)) => figures.get(field).map(i64::to_string).unwrap_or_default(),
            _ => String::new(),
        })
    };
    let values = {
        let fields = fields.clone();
        move || -> BTreeMap<FieldId, i64> {
            let number = |field: &Figure| {
                let typed = shown(&field.id).replace(['.', ' '], "");
                Some((field.id.clone(), typed.parse().ok()?))
            };
            fields.iter().filter_map(number).collect()
        }
    };
    let give = {
        let (fields, asked, values) = (fields.clone(), asked.clone(), values.clone());
        Callback::new(move |()| {
            let given = untrack(&values);
            let complete = fields.iter().all(|field| field.optional || given.contains_key(&field.id));
            if !complete {
                return;
            }
            let text: Vec<String> = given.iter().map(|(field, number)| format!("{field}={number}")).collect();
            asked.give_typed(&text.join(" "));
            if asked.complaint.with_untracked(Option::is_none) {
                drafts.update(BTreeMap::clear);
            }
        })
    };
    let rows = fields.into_iter().map(move |field| {
        let name = format!("{id}-{}", field.id);
        let (key, shown_key) = (field.id.clone(), field.id);
        let keep = Callback::new(move |text: String| {
            drafts.update(|drafts| {
                drafts.insert(key.clone(), text);
            });
        });
        view! {
            <div class="field figure-row">
                <label for=name.clone()>{field.label.get(language()).to_owned()}
                    {field.optional.then(|| format!(" ({})", t("optional")))}</label>
                <TextBox id=name value=Signal::derive(move || shown(&shown_key)) typing=Typing::Digits
                    peek=keep commit=Callback::new(move |_| give.run(())) />
            </div>
        }
    });
    let broken = move || {
        let values = values();
        identities
            .iter()
            .filter_map(|identity| {
                let sum = |side: &[FieldId]| {
                    side.iter().map(|field| values.get(field).copied()).sum::<Option<i64>>()
                };
                let (left, right) = (sum(&identity.left)?, sum(&identity.right)?);
                (left != right).then(|| (identity.label.get(language()).to_owned(), left, right))
            })
            .map(|(label, left, right)| {
                let (left, right) = (integer(left, language()), integer(right, language()));
                view! {
                    <li class="data-error"><Picture icon=Icon::Warning />
                        <span>{label} ": " <b class="number">{left}</b> " ≠ " <b class="number">{right}</b></span></li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="figures">{rows.collect_view()}<ul class="broken" role="status">{broken}</ul></div>
    }
    .into_any()
}
