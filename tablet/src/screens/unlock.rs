//! The lock screen: who, and the PIN.

mod attempts;
mod forgotten;

use crate::app::Stage;
use crate::browser::Kind;
use crate::live::{RwSignal, Show, StoredValue, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::parts::pin_pad::PinPad;
use crate::screens::gate;
use crate::vault::{self, DataKey, Keyring, Member};
use crate::words::{t, with};
use forgotten::forgotten;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// The lock screen.
#[component]
pub fn Unlock(
    /// Where the app stands.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let people = RwSignal::new(None::<Result<Keyring, String>>);
    let read = move || {
        people.set(None);
        spawn_local(async move {
            let found =
                vault::load().await.map_err(|failure| with("keyring-trouble", [("why", failure.text())]));
            let _ = people.try_set(Some(found));
        });
    };
    match gate::found() {
        Some(keyring) => people.set(Some(Ok(keyring))),
        None => read(),
    }
    let shown = move || match people.get() {
        None => view! { <p class="hint" role="status">{t("keyring-reading")}</p> }.into_any(),
        Some(Err(words)) => view! {
            <p class="complaint" role="alert">{words}</p>
            <button type="button" class="main" on:click=upon(move |_| read())>{t("try-again")}</button>
        }
        .into_any(),
        Some(Ok(keyring)) => view! { <Door keyring=keyring stage=stage /> }.into_any(),
    };
    view! {
        <main class="screen unlock-screen">
            <h1 tabindex="-1">{t("app-name")}</h1>
            {shown}
        </main>
    }
}

/// Choosing who, then entering the PIN.
#[component]
fn Door(keyring: Keyring, stage: RwSignal<Stage>) -> impl IntoView {
    let last = gate::last_book();
    let people = keyring.people;
    let first = people.iter().find(|member| Some(member.book) == last).or(people.first()).cloned();
    let chosen = RwSignal::new(first);
    let forgotten = RwSignal::new(false);
    let complaint = RwSignal::new(None::<String>);
    let opening = RwSignal::new(false);
    let enter = move |member: Member, key: DataKey| {
        opening.set(true);
        spawn_local(async move {
            match gate::open(member, key).await {
                Ok((book, writable)) => {
                    if book.read(|session| session.identity().is_none()) {
                        book.board().tell(None, t("gate-not-enrolled"));
                    }
                    stage.set(Stage::Open { book, writable });
                }
                Err(words) => {
                    let _ = opening.try_set(false);
                    let _ = complaint.try_set(Some(words));
                }
            }
        });
    };
    let choices = (people.len() > 1).then(|| {
        let person = |member: &Member| {
            let (mine, book) = (member.clone(), member.book);
            let alone = people.iter().filter(|other| other.person == member.person).count() == 1;
            let name = match alone {
                true => member.name.clone(),
                false => with("person-book", [("name", member.name.clone()), ("number", book.to_string())]),
            };
            let is_chosen = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.book == book));
            view! {
                <label class="choice">
                    <input type="radio" name="nguoi" prop:checked=is_chosen
                        on:change=upon(move |_| { forgotten.set(false); chosen.set(Some(mine.clone())) }) />
                    <span>{name}</span>
                </label>
            }
        };
        view! {
            <fieldset class="choices people"><legend>{t("who")}</legend>{people.iter().map(person).collect_view()}</fieldset>
        }
    });
    let name = (people.len() == 1)
        .then(|| people.first().map(|member| view! { <p class="person">{member.name.clone()}</p> }));
    let entry = move || {
        let member = chosen.get()?;
        let opened = UnsyncCallback::new(move |(member, key)| enter(member, key));
        Some(match forgotten.get() {
            true => self::forgotten(member, opened, forgotten).into_any(),
            false => view! {
                <PinEntry member=member focused=true opened=opened />
                <button type="button" class="quiet" on:click=upon(move |_| forgotten.set(true))>{t("pin-forgotten")}</button>
            }
            .into_any(),
        })
    };
    view! {
        {choices}
        {name}
        <p class="complaint" role="alert">{live(move || complaint.get())}</p>
        <Show when=move || opening.get()><p class="hint" role="status">{t("opening")}</p></Show>
        {entry}
        <button type="button" class="quiet" on:click=upon(move |_| stage.set(Stage::Enrol))>
            <Picture icon=Icon::Plus />{t("one-more-person")}
        </button>
    }
}

/// The PIN of one person. Wrong ones make the next try wait, longer each time; nothing is ever deleted.
#[component]
pub fn PinEntry(
    /// Who.
    member: Member,
    /// The field takes the focus.
    focused: bool,
    /// Called with the key that the right PIN opens.
    #[prop(optional)]
    opened: Option<UnsyncCallback<(Member, DataKey)>>,
    /// Called when the PIN was right, where the key is not wanted.
    #[prop(optional)]
    checked: Option<Callback<()>>,
) -> impl IntoView {
    let (pin, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (complaint, wait) = (RwSignal::new(None::<String>), RwSignal::new(attempts::wait(member.book)));
    let book = member.book;
    let tick =
        set_interval_with_handle(move || wait.set(attempts::wait(book)), Duration::from_millis(500)).ok();
    on_cleanup(move || {
        if let Some(tick) = tick {
            tick.clear();
        }
    });
    let member = StoredValue::new(member);
    vault::expect_pin();
    let try_pin = move |()| {
        if wait.get_untracked() > 0 || busy.get_untracked() || pin.with_untracked(String::is_empty) {
            return;
        }
        busy.set(true);
        complaint.set(None);
        // Taken now: the screen may be left while this is at work.
        let (member, entered) = (member.get_value(), pin.get_untracked());
        spawn_local(async move {
            let member = vault::as_it_stands(member).await;
            let answer = vault::unlock(&member, &entered).await;
            let _ = pin.try_set(String::new());
            let _ = busy.try_set(false);
            match answer {
                Ok(key) => {
                    attempts::right(book);
                    // Whoever has left the screen meanwhile is not let in behind their back.
                    if let Some(checked) = checked {
                        let _ = checked.try_run(());
                    }
                    if let Some(opened) = opened {
                        let _ = opened.try_run((member, key));
                    }
                }
                Err(failure) if failure.kind == Kind::WrongKey => {
                    attempts::wrong(book);
                    let _ = wait.try_set(attempts::wait(book));
                    let _ = complaint.try_set(Some(t("pin-wrong")));
                }
                Err(failure) => drop(complaint.try_set(Some(failure.text()))),
            }
        });
    };
    let said = move || match wait.get() {
        0 => complaint.get(),
        seconds => Some(with("pin-wait", [("seconds", seconds)])),
    };
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get().filter(|_| focused) {
            request_animation_frame(move || {
                if let Ok(Some(field)) = place.query_selector("input") {
                    use wasm_bindgen::JsCast;
                    let _ = field.dyn_into::<web_sys::HtmlElement>().map(|field| field.focus());
                }
            });
        }
    });
    let still = Signal::derive(move || busy.get() || wait.get() > 0);
    let done = Signal::derive(move || if busy.get() { t("pin-checking") } else { t("pin-open") });
    view! {
        <div node_ref=place>
            <PinPad id=format!("pin-{book}") label=t("pin") pin=pin submit=Callback::new(try_pin) done=done busy=still
                described_by="pin-loi" />
            <p class="complaint" id="pin-loi" role="alert">{said}</p>
        </div>
    }
}
