//! Có · Không · Không áp dụng: three large buttons.

use super::Asked;
use crate::live::{live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::words::t;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::template::BadAnswer;

pub(super) fn editor(asked: Asked, bad: BadAnswer) -> AnyView {
    let (good, poor) = ("answer-button passed", "answer-button failed");
    let (yes, no) = if bad == BadAnswer::No { (good, poor) } else { (poor, good) };
    let button = move |answer: Answer, class: &'static str, icon: Icon, text: &'static str| {
        let asked = asked.clone();
        let current = asked.current;
        let mine = answer.clone();
        let chosen = move || current.get().as_ref() == Some(&mine);
        // A second tap on the chosen answer takes it back.
        let give = {
            let chosen = chosen.clone();
            move |_| asked.give(if chosen() { Answer::Cleared } else { answer.clone() })
        };
        view! {
            <button type="button" class=class aria-pressed=live(move || chosen().to_string()) on:click=upon(give)>
                <Picture icon=icon />
                <span>{t(text)}</span>
            </button>
        }
    };
    view! {
        <div class="answer-buttons" role="group" aria-label=t("answer")>
            {button.clone()(Answer::Yes, yes, Icon::Check, "yes")}
            {button.clone()(Answer::No, no, Icon::Cross, "no")}
            {button(Answer::NotApplicable, "answer-button", Icon::Minus, "not-applicable")}
        </div>
    }
    .into_any()
}
