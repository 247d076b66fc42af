//! One or several of a list: whole rows to tap.

use super::Asked;
use crate::live::{live, upon};
use crate::words::{language, t};
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::entry::offered;
use schemas::ids::ChoiceId;
use schemas::template::Choice;
use std::collections::BTreeSet;

pub(super) fn single(asked: Asked, choices: Vec<Choice>) -> AnyView {
    let name = asked.id();
    let rows = offered(&choices, asked.date).cloned().collect::<Vec<_>>();
    let rows = rows.into_iter().map(|choice| {
        let asked = asked.clone();
        let current = asked.current;
        let (id, mine) = (choice.id.clone(), choice.id);
        let checked = move || current.get() == Some(Answer::Choice(mine.clone()));
        view! {
            <label class="choice">
                <input type="radio" name=name.clone() prop:checked=checked
                    on:change=upon(move |_| asked.give(Answer::Choice(id.clone()))) />
                <span>{choice.label.get(language()).to_owned()}</span>
            </label>
        }
    });
    view! { <fieldset class="choices"><legend class="hidden">{t("answer")}</legend>{rows.collect_view()}</fieldset> }
        .into_any()
}

pub(super) fn multi(asked: Asked, choices: Vec<Choice>) -> AnyView {
    let current = asked.current;
    let chosen = move || match current.get() {
        Some(Answer::Choices(chosen)) => chosen,
        _ => BTreeSet::new(),
    };
    let toggle = {
        let asked = asked.clone();
        move |id: &ChoiceId| {
            let mut next = chosen();
            if !next.remove(id) {
                next.insert(id.clone());
            }
            asked.give(Answer::Choices(next));
        }
    };
    let rows = offered(&choices, asked.date).cloned().collect::<Vec<_>>();
    let rows = rows.into_iter().map(|choice| {
        let (toggle, id, mine) = (toggle.clone(), choice.id.clone(), choice.id);
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=live(move || chosen().contains(&mine))
                    on:change=upon(move |_| toggle(&id)) />
                <span>{choice.label.get(language()).to_owned()}</span>
            </label>
        }
    });
    let rows = rows.collect_view();
    // "None of these" is an answer too, and another one than no answer.
    let none = move || current.get() == Some(Answer::Choices(BTreeSet::new()));
    view! {
        <fieldset class="choices">
            <legend class="hidden">{t("answer")}</legend>
            {rows}
            <label class="choice">
                <input type="checkbox" prop:checked=none
                    on:change=upon(move |_| asked.give(if none() { Answer::Cleared } else { Answer::Choices(BTreeSet::new()) })) />
                <span>{t("none-of-these")}</span>
            </label>
        </fieldset>
    }
    .into_any()
}
