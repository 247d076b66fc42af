//! The frame of every screen: where one is, whether what was entered is safe, what must be known.

use super::icon::{Icon, Picture};
use crate::desk::{Desk, Exchange, Saving};
use crate::live::{Show, live, upon};
use crate::words::{t, with};
use client_core::route::Route;
use leptos::prelude::*;

/// The bar at the top: one step up, the title, whether everything is saved.
#[component]
pub fn TopBar(
    /// What the screen is about.
    #[prop(into)]
    title: Signal<String>,
    /// A few words beside the title, for example `3/9`.
    #[prop(into, optional)]
    place: Signal<String>,
) -> impl IntoView {
    let desk = Desk::here();
    let up = move || desk.route.with(|route| route.up().to_string());
    let at_home = move || desk.route.with(|route| *route == Route::Today);
    view! {
        <header class="top-bar">
            <Show when=move || !at_home()>
                <a class="up" href=up aria-label=t("up")><Picture icon=Icon::Back /></a>
            </Show>
            <h1 tabindex="-1">{title}</h1>
            <span class="place number">{place}</span>
            <SaveState />
        </header>
    }
}

/// Whether what was entered is safe: said quietly when it is.
#[component]
pub fn SaveState() -> impl IntoView {
    let desk = Desk::here();
    let said = move || match desk.board.saving.get() {
        Saving::Failed(_) => String::new(),
        // Half typed is not saved.
        _ if desk.board.typing.get() > 0 => t("typing"),
        Saving::Quiet if !desk.writable => t("only-shown"),
        Saving::Quiet => String::new(),
        Saving::Writing => t("saving"),
        Saving::Saved(at) => with("saved-at", [("time", at)]),
    };
    let line = move || match desk.board.exchange.get() {
        Exchange::Running | Exchange::Checking => "icon-line running",
        Exchange::Done(_) => "icon-line done",
        _ => "icon-line",
    };
    view! {
        <a class="save-state" href=Route::Sync.to_string()>
            <span class="hidden">{t("sync-and-storage")}</span>
            <span class=line><Picture icon=Icon::Sync /></span>
            <span role="status">{said}</span>
        </a>
    }
}

/// What is at risk, loudly and until it is solved; then what should be known.
#[component]
pub fn Banners() -> impl IntoView {
    let desk = Desk::here();
    let failed = move || match desk.board.saving.get() {
        Saving::Failed(reason) => Some(reason),
        _ => None,
    };
    let put_away = move |id| desk.board.notices.update(|notices| notices.retain(|notice| notice.id != id));
    view! {
        {live(move || failed().map(|reason| view! {
            <div class="banner critical" role="alert">
                <Picture icon=Icon::Warning />
                <p><strong>{t("not-saved")}</strong> " " {reason} " " {t("not-saved-kept")}</p>
                <button type="button" on:click=upon(move |_| desk.book().retry())>{t("try-again")}</button>
            </div>
        }))}
        <Show when=move || !desk.writable>
            <div class="banner major" role="status">
                <Picture icon=Icon::Lock />
                <p>{t("second-tab")}</p>
            </div>
        </Show>
        <For each=move || desk.board.notices.get() key=|notice| notice.id let:notice>
            <div class="banner" role="status">
                <p>{notice.text.clone()}</p>
                <button type="button" class="quiet" on:click=upon(move |_| put_away(notice.id))>
                    {t("put-away")}
                </button>
            </div>
        </For>
    }
}

/// The bar in the thumb's zone.
#[component]
pub fn BottomBar(
    /// Buttons, the main one last.
    children: Children,
) -> impl IntoView {
    view! { <nav class="bottom-bar" aria-label=t("actions")>{children()}</nav> }
}
