//! Search in a visit: accents and case do not matter.

use crate::desk::Desk;
use crate::live::{Memo, RwSignal, live, upon};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::Hit;
use leptos::html;
use leptos::prelude::*;
use schemas::ids::VisitId;
use std::cell::RefCell;
use std::time::Duration;

thread_local! {
    /// What was looked for last: whoever comes back from a question goes on from there.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Search.
#[component]
pub fn Find(
    /// The visit.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let query = RwSignal::new(LAST.with_borrow(Clone::clone));
    let field = NodeRef::<html::Input>::new();
    let hits = Memo::new(move || {
        let query = query.get();
        desk.read(|session| session.find(&visit, &query).unwrap_or_default())
    });
    let asked = move || query.with(|query| !query.trim().is_empty());
    let said = move || match (asked(), hits.with(Vec::len)) {
        (false, _) => t("find-hint"),
        (true, 0) => with("find-none", [("query", query.get())]),
        (true, count) => with("find-count", [("count", count)]),
    };
    let typed = move |text: String| {
        LAST.set(text.clone());
        query.set(text);
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.set_value(&LAST.with_borrow(Clone::clone));
            // After the heading has had the focus: here the first thing to do is to type.
            set_timeout(move || drop(field.focus()), Duration::from_millis(60));
        }
    });
    view! {
        <TopBar title=t("find") />
        <main class="screen find-screen">
            <div class="field search">
                <label for="tim">{t("find-label")}</label>
                <input class="text-box" id="tim" type="search" autocomplete="off" enterkeyhint="search" spellcheck="false"
                    node_ref=field aria-describedby="tim-ket-qua"
                    on:input=upon(move |event| typed(event_target_value(&event))) />
            </div>
            <p class="hint" id="tim-ket-qua" role="status">{said}</p>
            <ul class="cards hits">{live(move || hits.get().into_iter().map(|found| hit(visit, found)).collect_view())}</ul>
        </main>
        <BottomBar>
            <a class="button" href=Route::Visit(visit).to_string()><Picture icon=Icon::Back />{t("close-back")}</a>
        </BottomBar>
    }
}

fn hit(visit: VisitId, hit: Hit) -> impl IntoView {
    let (code, target) = match hit.row {
        Some((group, row)) => (group.to_string(), Route::Row(visit, group, row)),
        None => (hit.item.to_string(), Route::Item(visit, hit.item)),
    };
    view! {
        <li>
            <a class="row-card hit" href=target.to_string()>
                <span class="code">{code}</span> " " <span>{hit.label.get(language()).to_owned()}</span>
                {(!hit.excerpt.is_empty()).then(|| view! { <span class="muted excerpt">{hit.excerpt}</span> })}
            </a>
        </li>
    }
}
