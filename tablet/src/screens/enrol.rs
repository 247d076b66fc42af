//! Enrolment: a code from the office, a PIN, and the work that there is to do. Without a network later, so everything that
//! is needed for that is fetched here.

mod join;

use crate::app::Stage;
use crate::book::Book;
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::parts::new_pin::NewPin;
use crate::parts::qr::Reader;
use crate::words::{t, with};
use client_core::relay::Invitation;
use join::Joining;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where one is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The code.
    Code,
    /// The PIN. The code is used up only after it.
    Pin,
    /// The book is there; what there is to do is being fetched.
    Fetching,
}

/// The server that this page came from: the only one that the app talks with.
pub fn own_server() -> String {
    window().location().origin().unwrap_or_default()
}

/// Enrolment of a person on this tablet.
#[component]
pub fn Enrol(
    /// Where the app stands.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let step = RwSignal::new(Step::Code);
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let (busy, complaint) = (RwSignal::new(None::<&'static str>), RwSignal::new(None::<String>));
    let others = RwSignal::new(false);
    let joining = StoredValue::new(Joining::default());
    let opened = RwSignal::new(None::<(Book, bool)>);
    spawn_local(async move {
        // Trouble with it is told on the lock screen; here only the way back hangs on it.
        let there = crate::vault::load().await.is_ok_and(|keyring| !keyring.people.is_empty());
        let _ = others.try_set(there);
    });
    let device = move || match name.get_untracked().trim() {
        "" => t("device-default"),
        name => name.to_owned(),
    };
    let choose = Callback::new(move |pin: String| {
        complaint.set(None);
        let (code, device) = (code.get_untracked(), device());
        let tell = move |key: &'static str| {
            let _ = busy.try_set(Some(key));
        };
        spawn_local(async move {
            let joined = join::join(joining, &code, &device, &pin, tell).await;
            let _ = busy.try_set(None);
            match joined {
                Ok((book, writable)) => {
                    let _ = opened.try_set(Some((book, writable)));
                    let _ = step.try_set(Step::Fetching);
                }
                Err(trouble) => {
                    let _ = complaint.try_set(Some(trouble.words));
                    if trouble.code {
                        let _ = step.try_set(Step::Code);
                    }
                }
            }
        });
    });
    let shown = move || {
        match step.get() {
        Step::Code => view! { <Code code=code name=name complaint=complaint go_on=move || step.set(Step::Pin) /> }.into_any(),
        Step::Pin => view! {
            <NewPin busy=Signal::derive(move || busy.get().is_some()) chosen=choose />
            <button type="button" class="quiet" on:click=upon(move |_| step.set(Step::Code))>{t("back-to-code")}</button>
        }
        .into_any(),
        Step::Fetching => opened.get().map(|(book, writable)| view! {
            <Fetching book=book writable=writable stage=stage />
        })
        .into_any(),
    }
    };
    view! {
        <main class="screen enrol-screen">
            <h1 tabindex="-1">{t("enrol-title")}</h1>
            {shown}
            <p role="status">{live(move || busy.get().map(t))}</p>
            <p class="complaint" id="dang-ky-loi" role="alert">{live(move || complaint.get())}</p>
            <Show when=move || others.get() && step.get() != Step::Fetching>
                <button type="button" class="quiet" on:click=upon(move |_| stage.set(Stage::Locked))>
                    <Picture icon=Icon::Back />{t("back-to-unlock")}
                </button>
            </Show>
        </main>
    }
}

/// The code: typed, or read from the office's screen or paper.
#[component]
fn Code(
    code: RwSignal<String>,
    name: RwSignal<String>,
    complaint: RwSignal<Option<String>>,
    go_on: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let reading = RwSignal::new(false);
    let elsewhere = RwSignal::new(None::<String>);
    let found = Callback::new(move |text: String| match text.parse::<Invitation>().ok() {
        Some(invitation) if invitation.server != own_server() => {
            reading.set(false);
            elsewhere.set(Some(invitation.server));
        }
        Some(invitation) => {
            reading.set(false);
            elsewhere.set(None);
            complaint.set(None);
            code.set(invitation.code);
            go_on();
        }
        // The camera sees it again and again; it is said once.
        None if complaint.with_untracked(Option::is_none) => complaint.set(Some(t("enrol-other-code"))),
        None => {}
    });
    let sent = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if code.with_untracked(|code| code.trim().is_empty()) {
            complaint.set(Some(t("enrol-code-first")));
            return;
        }
        complaint.set(None);
        go_on();
    };
    view! {
        <p class="hint">{t("enrol-about")}</p>
        <p>{with("enrol-server", [("server", own_server())])}</p>
        <form on:submit=upon(sent)>
            <div class="field">
                <label for="ma-dang-ky">{t("one-time-code")}</label>
                <input class="text-box code-box" id="ma-dang-ky" type="text" autocomplete="one-time-code"
                    autocapitalize="characters" spellcheck="false" aria-describedby="dang-ky-loi" value=code.get_untracked()
                    on:input=upon(move |event| code.set(event_target_value(&event))) />
            </div>
            <div class="field">
                <label for="ten-may">{t("device-name")}</label>
                <input class="text-box" id="ten-may" type="text" autocomplete="off" maxlength="60"
                    placeholder=t("device-default") on:input=upon(move |event| name.set(event_target_value(&event))) />
            </div>
            <div class="buttons">
                <button type="button" class="quiet" aria-pressed=live(move || reading.get().to_string())
                    on:click=upon(move |_| reading.update(|reading| *reading = !*reading))>
                    <Picture icon=Icon::Camera />{live(move || if reading.get() { t("qr-stop") } else { t("qr-read") })}
                </button>
                <button type="submit" class="main">{t("continue")}<Picture icon=Icon::Next /></button>
            </div>
        </form>
        <Show when=move || reading.get()><Reader found=found /></Show>
        {live(move || elsewhere.get().map(|server| view! {
            <p class="complaint" role="alert">{t("enrol-elsewhere")} " "
                <a href=format!("{server}/tablet/")>{server.clone()}</a></p>
        }))}
    }
}

/// What there is to do comes in: names first, then the forms. One may go on before it is all here.
#[component]
fn Fetching(book: Book, writable: bool, stage: RwSignal<Stage>) -> impl IntoView {
    let board = book.board();
    let name = book.read(|session| session.identity().map(|identity| identity.person_name.clone()));
    let book = StoredValue::new(book);
    let standing = Memo::new(move || {
        board.changed.track();
        let cards = book.with_value(|book| book.read(client_core::Session::visit_cards));
        (cards.len(), cards.iter().filter(|card| card.ready).count())
    });
    let words = move || match standing.get() {
        (0, _) => t("fetching-list"),
        (all, ready) if ready < all => with("fetching-forms", [("ready", ready), ("all", all)]),
        (all, _) => with("fetching-done", [("all", all)]),
    };
    let kept = move || match board.room.get() {
        Some(room) if room.kept => t("storage-kept"),
        Some(_) => t("storage-not-kept-long"),
        None => String::new(),
    };
    let trouble = move || match board.exchange.get() {
        crate::desk::Exchange::Offline => Some(t("exchange-offline")),
        crate::desk::Exchange::Stranger => Some(t("exchange-stranger")),
        crate::desk::Exchange::Refused(words) => Some(words),
        _ => None,
    };
    let enter = move |_| stage.set(Stage::Open { book: book.get_value(), writable });
    view! {
        <p class="settled">{with("enrolled", [("name", name.unwrap_or_default())])}</p>
        <p role="status">{words}</p>
        <progress max=live(move || standing.get().0.max(1).to_string()) value=live(move || standing.get().1.to_string())
            aria-label=t("progress")></progress>
        <p>{kept}</p>
        <p class="complaint" role="alert">{trouble}</p>
        <button type="button" class="main" on:click=upon(enter)>{t("enter-book")}<Picture icon=Icon::Next /></button>
    }
}
