//! Help, in words that are here without a network.

use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::t;
use client_core::route::Route;
use leptos::prelude::*;

/// What is explained, in the order in which people ask; each with the sign that stands beside it on other screens.
const TOPICS: &[(&str, Icon)] = &[
    ("answer", Icon::Check),
    ("saved", Icon::Sync),
    ("photo", Icon::Camera),
    ("dispute", Icon::Diamond),
    ("offline", Icon::Clock),
    ("relay", Icon::File),
    ("rescue", Icon::Warning),
    ("pin", Icon::Lock),
    ("tab", Icon::Plus),
    ("sign", Icon::Pen),
    ("version", Icon::Undo),
];

/// Help.
#[component]
pub fn Help() -> impl IntoView {
    let topic = |(name, icon): &(&'static str, Icon)| {
        let (name, icon) = (*name, *icon);
        let steps = t(&format!("help-{name}-text"));
        let steps: Vec<String> = steps.lines().map(str::to_owned).filter(|step| !step.is_empty()).collect();
        view! {
            <section class="help-topic" id=format!("tro-giup-{name}")>
                <h2><Picture icon=icon />{t(&format!("help-{name}"))}</h2>
                <ol>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            </section>
        }
    };
    view! {
        <TopBar title=t("help") />
        <main class="screen help-screen">
            <p class="hint">{t("help-about")}</p>
            {TOPICS.iter().map(topic).collect_view()}
        </main>
        <BottomBar>
            <a class="button" href=Route::Today.to_string()><Picture icon=Icon::Back />{t("today")}</a>
        </BottomBar>
    }
}
