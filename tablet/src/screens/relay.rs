//! A visit's text from this screen to the camera of the tablet beside it.

use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::qr::{Code, Reader};
use crate::words::{language, t, with};
use client_core::Error;
use client_core::relay::{Collector, Progress, pieces};
use client_core::route::Route;
use inspection::bundle;
use leptos::prelude::*;
use schemas::ids::VisitId;
use std::time::Duration;

/// Characters in one code: a code that a tablet's camera reads from another tablet's screen without being held still as
/// on a tripod (version 17 at the lowest correction).
const PIECE: usize = 938;
/// Codes a second: the slowest, the first, the fastest.
const SPEEDS: (u64, u64, u64) = (1, 4, 10);
/// Numbers of missing codes that are named.
const NAMED: usize = 6;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Nothing,
    Showing,
    Reading,
}

/// Giving and taking.
#[component]
pub fn Relay(
    /// The visit that is given. What is taken says itself what it belongs to.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let doing = RwSignal::new(Doing::Nothing);
    let toggle = move |wanted: Doing| {
        doing.update(|doing| *doing = if *doing == wanted { Doing::Nothing } else { wanted });
    };
    let pressed = move |wanted: Doing| (doing.get() == wanted).to_string();
    let unit = desk
        .book()
        .read(|session| session.planned(&visit).map(|planned| planned.unit_name.clone()).unwrap_or_default());
    view! {
        <TopBar title=t("relay") place=unit />
        <main class="screen relay-screen">
            <p class="hint">{t("relay-about")}</p>
            <div class="buttons">
                <button type="button" class="main" aria-pressed=live(move || pressed(Doing::Showing))
                    on:click=upon(move |_| toggle(Doing::Showing))>
                    <Picture icon=Icon::File />
                    {live(move || if doing.get() == Doing::Showing { t("relay-stop") } else { t("relay-show") })}
                </button>
                <button type="button" class="main" disabled=!desk.writable aria-pressed=live(move || pressed(Doing::Reading))
                    on:click=upon(move |_| toggle(Doing::Reading))>
                    <Picture icon=Icon::Camera />
                    {live(move || if doing.get() == Doing::Reading { t("relay-stop") } else { t("relay-read") })}
                </button>
            </div>
            {live(move || match doing.get() {
                Doing::Nothing => ().into_any(),
                Doing::Showing => view! { <Giving visit=visit /> }.into_any(),
                Doing::Reading => view! { <Taking /> }.into_any(),
            })}
        </main>
        <BottomBar>
            <a class="button" href=Route::Visit(visit).to_string()><Picture icon=Icon::Back />{t("close-back")}</a>
        </BottomBar>
    }
}

/// The codes of a visit. `None`: there is nothing in it.
fn codes(desk: Desk, visit: VisitId) -> Result<Option<Vec<String>>, String> {
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce).map_err(|error| error.to_string())?;
    let made = desk.book().read(|session| {
        // Without its photos: their bytes are left out.
        let (text, _) = session.export(Some(visit), crate::book::now())?;
        if text.visits.is_empty() {
            return Ok(None);
        }
        let key = session.bundle_key(&text.campaign)?;
        Ok(Some(pieces(&bundle::seal(&text, &key, nonce)?, PIECE)))
    });
    made.map_err(|error: Error| error.text(language()))
}

/// One code after the other, again and again.
#[component]
fn Giving(visit: VisitId) -> impl IntoView {
    let desk = Desk::here();
    let (codes, trouble) = match codes(desk, visit) {
        Ok(Some(codes)) => (codes, None),
        Ok(None) => (Vec::new(), Some(t("relay-nothing"))),
        Err(words) => (Vec::new(), Some(words)),
    };
    let count = codes.len();
    let codes = StoredValue::new(codes);
    // Counts on without end: which code it is, and how often it has been shown.
    let (shown, speed) = (RwSignal::new(0_usize), RwSignal::new(SPEEDS.1));
    let at = move || shown.get() % count.max(1);
    let times = Signal::derive(move || shown.get() / count.max(1));
    let timer = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        stop();
        let pause = Duration::from_millis(1000 / speed.get().max(1));
        let next = move || shown.update(|shown| *shown += 1);
        timer.set_value(set_interval_with_handle(next, pause).ok());
    });
    on_cleanup(stop);
    let text = Signal::derive(move || codes.with_value(|codes| codes.get(at()).cloned()).unwrap_or_default());
    // The label does not change with each code: a reader would speak without end.
    let label = Signal::derive(move || with("relay-codes", [("of", count)]));
    let (slowest, fastest) = (move || speed.get() <= SPEEDS.0, move || speed.get() >= SPEEDS.2);
    let change = move |by: i64| {
        speed.update(|speed| *speed = speed.saturating_add_signed(by).clamp(SPEEDS.0, SPEEDS.2))
    };
    match trouble {
        Some(words) => view! { <p class="empty" role="status">{words}</p> }.into_any(),
        None => view! {
            <section class="relay-giving">
                <Code text=text label=label times=times />
                <p class="muted">{live(move || with("relay-showing", [("number", at() + 1), ("of", count)]))}</p>
                <div class="buttons">
                    <button type="button" class="quiet" disabled=slowest on:click=upon(move |_| change(-1))>
                        <Picture icon=Icon::Minus />{t("relay-slower")}
                    </button>
                    <output>{live(move || with("relay-speed", [("count", speed.get())]))}</output>
                    <button type="button" class="quiet" disabled=fastest on:click=upon(move |_| change(1))>
                        <Picture icon=Icon::Plus />{t("relay-faster")}
                    </button>
                </div>
            </section>
        }
        .into_any(),
    }
}

/// What the camera has collected.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Collected {
    Waiting,
    /// The camera sees a code that is none of ours.
    Foreign,
    Some {
        have: usize,
        total: usize,
        missing: Vec<usize>,
    },
    /// Everything is here; what is to be said.
    Done(&'static str),
    Refused(String),
}

/// The camera, until everything has come.
#[component]
fn Taking() -> impl IntoView {
    let desk = Desk::here();
    let collector = StoredValue::new(Collector::default());
    let collected = RwSignal::new(Collected::Waiting);
    let over = Memo::new(move || matches!(collected.get(), Collected::Done(_) | Collected::Refused(_)));
    let found = Callback::new(move |text: String| {
        if over.get_untracked() {
            return;
        }
        let progress = collector.try_update_value(|collector| collector.take(&text));
        let next = match progress {
            Some(Progress::Partial { have, total, missing }) => Collected::Some { have, total, missing },
            Some(Progress::Complete(file)) => match desk.book().unpack(&file) {
                Ok(0) => Collected::Done("relay-done"),
                Ok(_) => Collected::Done("relay-unlisted"),
                Err(words) => Collected::Refused(words),
            },
            // A strange code beside the right ones is no reason to forget how far it is.
            Some(Progress::Foreign) if collected.get_untracked() == Collected::Waiting => Collected::Foreign,
            _ => return,
        };
        if collected.get_untracked() != next {
            collected.set(next);
        }
    });
    let said = move || match collected.get() {
        Collected::Waiting => t("relay-waiting"),
        Collected::Foreign => t("relay-other"),
        Collected::Some { have, total, missing } => {
            let named = missing.iter().take(NAMED).map(usize::to_string).collect::<Vec<_>>().join(", ");
            let more = if missing.len() > NAMED { "…" } else { "" };
            with(
                "relay-progress",
                [
                    ("done", have.to_string()),
                    ("of", total.to_string()),
                    ("missing", format!("{named}{more}")),
                ],
            )
        }
        Collected::Done(key) => t(key),
        Collected::Refused(words) => words,
    };
    let bar = move || match collected.get() {
        Collected::Some { have, total, .. } => (have, total),
        Collected::Done(_) => (1, 1),
        _ => (0, 1),
    };
    let class = move || match collected.get() {
        Collected::Done(_) => "settled",
        Collected::Refused(_) => "complaint",
        _ => "hint",
    };
    view! {
        <section class="relay-taking">
            <Show when=move || !over.get()>
                <p class="hint">{t("relay-hold")}</p>
                <Reader found=found />
            </Show>
            <progress max=live(move || bar().1.to_string()) value=live(move || bar().0.to_string()) aria-label=t("progress")></progress>
            <p class=class role="status">{said}</p>
        </section>
    }
}
