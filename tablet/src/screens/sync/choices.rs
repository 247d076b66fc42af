//! What a person can set on this tablet, the version of the app, and the way out.

use crate::browser::update::{self, State};
use crate::desk::{Desk, Saving};
use crate::live::{RwSignal, Show, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::screens::gate::Watch;
use crate::settings;
use crate::words::{t, with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::text::Language;

/// Minutes after which the app may lock itself.
const MINUTES: &[u32] = &[2, 5, 15, 30, 60];

/// The choices.
pub(super) fn choices() -> impl IntoView {
    let desk = Desk::here();
    let outdoor = move |on: bool| settings::set_outdoor(on);
    let wifi = move |on: bool| {
        settings::set_wait_for_wifi(on);
        if !on && desk.writable {
            desk.book().sync();
        }
    };
    let speak = move |language: Language| {
        settings::set_language(language);
        settings::apply();
        // Draws the screen again, in the other language.
        desk.route.update(|_| ());
    };
    let lock_after = settings::lock_after();
    let minutes = MINUTES.iter().map(|minutes| {
        let label = with("lock-minutes", [("count", *minutes)]);
        view! { <option value=minutes.to_string() selected=*minutes == lock_after>{label}</option> }
    });
    let lock = move |text: String| {
        if let Ok(minutes) = text.parse() {
            settings::set_lock_after(minutes);
        }
    };
    let languages = [(Language::Vi, "Tiếng Việt", "vi"), (Language::En, "English", "en")];
    let languages = languages.map(|(language, name, code)| {
        let chosen = settings::language() == language;
        view! {
            <label class="choice">
                <input type="radio" name="ngon-ngu" checked=chosen on:change=upon(move |_| speak(language)) />
                <span lang=code>{name}</span>
            </label>
        }
    });
    view! {
        <section class="settings" aria-labelledby="lua-chon">
            <h2 id="lua-chon">{t("settings")}</h2>
            {switch("wifi-only", settings::wait_for_wifi(), wifi)}
            {switch("outdoor", settings::outdoor(), outdoor)}
            <fieldset class="choices"><legend>{t("language")}</legend>{languages.collect_view()}</fieldset>
            <div class="field">
                <label for="tu-khoa">{t("lock-after")}</label>
                <select class="text-box" id="tu-khoa" on:change=upon(move |event| lock(event_target_value(&event)))>
                    {minutes.collect_view()}
                </select>
            </div>
        </section>
        <Version />
        <LogOut />
    }
}

fn switch(label: &'static str, on: bool, set: impl Fn(bool) + 'static) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" checked=on on:change=upon(move |event| set(event_target_checked(&event))) />
            <span>{t(label)}</span>
        </label>
    }
}

/// Which version runs, and whether a newer one waits. No visit is open on this screen, so a tap may change it.
#[component]
fn Version() -> impl IntoView {
    let watch = expect_context::<Watch>();
    let looking = RwSignal::new(false);
    let look = move |_| {
        looking.set(true);
        spawn_local(async move {
            update::check().await;
            let _ = looking.try_set(false);
        });
    };
    let said = move || match watch.version.get() {
        _ if looking.get() => t("version-looking"),
        State::None if update::installed() => t("version-newest"),
        State::None => t("version-not-kept"),
        State::Downloading => t("version-downloading"),
        State::Ready => t("version-ready"),
        State::Failed => t("version-failed"),
        State::Replaced => t("version-replaced"),
    };
    view! {
        <section class="version-of-app" aria-labelledby="phien-ban">
            <h2 id="phien-ban">{t("version")} " " <span class="number">{env!("CARGO_PKG_VERSION")}</span></h2>
            <p role="status">{said}</p>
            <Show when=move || watch.version.get() == State::Ready
                fallback=move || view! { <button type="button" class="quiet" on:click=upon(look)>{t("version-look")}</button> }>
                <button type="button" class="main" on:click=upon(move |_| watch.change_version())>
                    <Picture icon=Icon::Sync />{t("version-change")}
                </button>
            </Show>
        </section>
    }
}

/// Log-out deletes nothing. What is not saved yet holds it up.
#[component]
fn LogOut() -> impl IntoView {
    let desk = Desk::here();
    let watch = expect_context::<Watch>();
    let held = RwSignal::new(false);
    let leave = move |_| match desk.board.saving.get_untracked() {
        Saving::Failed(_) | Saving::Writing => held.set(true),
        Saving::Quiet | Saving::Saved(_) => watch.log_out(),
    };
    view! {
        <section class="log-out" aria-labelledby="dang-xuat">
            <h2 id="dang-xuat">{t("log-out")}</h2>
            <p class="hint">{t("log-out-about")}</p>
            <div class="buttons">
                <button type="button" class="quiet" on:click=upon(move |_| watch.lock())><Picture icon=Icon::Lock />{t("lock-now")}</button>
                <button type="button" class="quiet" on:click=upon(leave)>{t("log-out")}</button>
            </div>
            <p class="complaint" role="alert">{live(move || held.get().then(|| t("log-out-held")))}</p>
        </section>
    }
}
