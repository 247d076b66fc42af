//! What goes on while a book is open, whatever screen is shown: talking with the server whenever there is a chance, keeping
//! the screen awake, locking, and a newer version of the app.

use super::{change_version, held, leave};
use crate::app::Stage;
use crate::browser::update::{self, State};
use crate::browser::wake;
use crate::desk::{Desk, Exchange};
use crate::live::{Memo, RwSignal, StoredValue, upon};
use crate::parts::icon::{Icon, Picture};
use crate::screens::unlock::PinEntry;
use crate::settings;
use crate::words::{t, with};
use client_core::Session;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How often it is looked whether nobody has touched the tablet for long.
const LOOK: Duration = Duration::from_secs(5);

/// The state of all that, for the screens.
#[derive(Clone, Copy)]
pub struct Watch {
    /// The lock screen covers everything; what is half typed stays below it.
    pub locked: RwSignal<bool>,
    /// Whether a newer version of the app waits.
    pub version: RwSignal<State>,
    desk: Desk,
    stage: RwSignal<Stage>,
    /// When the tablet was last touched, in milliseconds since 1970.
    touched: StoredValue<f64>,
    /// What had the focus when the app was locked.
    focus: StoredValue<Option<web_sys::HtmlElement>>,
}

impl Watch {
    /// Covers everything until the PIN is entered.
    pub fn lock(&self) {
        if self.locked.get_untracked() {
            return;
        }
        let focused = document().active_element().and_then(|element| element.dyn_into().ok());
        self.focus.set_value(focused);
        self.locked.set(true);
    }

    fn uncover(&self) {
        self.touched.set_value(js_sys::Date::now());
        self.locked.set(false);
        let watch = *self;
        request_animation_frame(move || {
            if let Some(Some(element)) = watch.focus.try_get_value() {
                // It may be gone: then the next touch decides.
                let _ = element.focus();
            }
        });
    }

    /// Closes the book of this person.
    pub fn log_out(&self) {
        leave(self.stage, self.desk.book());
    }

    /// Goes over to the newer version: the page starts again.
    pub fn change_version(&self) {
        spawn_local(change_version(self.desk.book()));
    }
}

/// Begins it all; it ends with the screen that asks.
pub fn keep_in_touch(desk: Desk, stage: RwSignal<Stage>) -> Watch {
    let watch = Watch {
        locked: RwSignal::new(false),
        version: RwSignal::new(update::current()),
        desk,
        stage,
        touched: StoredValue::new(js_sys::Date::now()),
        focus: StoredValue::new(None),
    };
    provide_context(watch);
    crate::screens::camera::resume(desk);
    synchronise(desk);
    stay_awake(desk);
    lock_by_itself(watch);
    update::on_change(move |state| {
        let _ = watch.version.try_set(state);
    });
    watch
}

/// On opening, with a connection, on coming back, and when the browser says that the network is there again.
fn synchronise(desk: Desk) {
    if !desk.writable {
        return;
    }
    let open = StoredValue::new(());
    let sync = move || {
        // The browser's callbacks outlive the open book.
        if open.try_get_value().is_none() {
            return;
        }
        let book = desk.book();
        if book.read(|session| session.identity().is_some()) {
            book.sync();
        }
    };
    // After the first screen is drawn: it must not wait for this.
    set_timeout(sync, Duration::from_millis(500));
    let online = window_event_listener(ev::online, move |_| sync());
    let visible = window_event_listener(ev::visibilitychange, move |_| {
        if visible() {
            sync();
        }
    });
    update::on_sync(sync);
    // Without a network, the browser wakes us when there is one; where it cannot, the session tries again by itself.
    Effect::new(move |_| {
        if desk.board.exchange.get() == Exchange::Offline && desk.book().read(Session::unsent) > 0 {
            spawn_local(async {
                let _ = update::request_sync().await;
            });
        }
    });
    on_cleanup(move || {
        online.remove();
        visible.remove();
    });
}

fn visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Nobody wants to unlock the tablet between two questions.
fn stay_awake(desk: Desk) {
    let in_visit = Memo::new(move || desk.route.with(|route| route.visit().is_some()));
    Effect::new(move |_| if in_visit.get() { wake::on() } else { wake::off() });
    on_cleanup(wake::off);
}

fn lock_by_itself(watch: Watch) {
    let touch = move || watch.touched.set_value(js_sys::Date::now());
    let look = move || {
        let idle = js_sys::Date::now() - watch.touched.get_value();
        if idle > f64::from(settings::lock_after()) * 60_000.0 {
            watch.lock();
        }
    };
    let pressed = window_event_listener(ev::pointerdown, move |_| touch());
    let typed = window_event_listener(ev::keydown, move |_| touch());
    let written = window_event_listener(ev::input, move |_| touch());
    // Timers sleep while the app is in the background.
    let back = window_event_listener(ev::visibilitychange, move |_| {
        if visible() {
            look()
        }
    });
    let timer = set_interval_with_handle(look, LOOK).ok();
    on_cleanup(move || {
        for listener in [pressed, typed, written, back] {
            listener.remove();
        }
        if let Some(timer) = timer {
            timer.clear();
        }
    });
}

/// The lock screen over everything, while it is locked.
#[component]
pub fn Cover(
    /// What is locked.
    watch: Watch,
) -> impl IntoView {
    let right = Callback::new(move |()| watch.uncover());
    let cover = move || {
        let held = held()?;
        let name = held.member.name.clone();
        Some(view! {
            <div class="lock-cover" role="dialog" aria-modal="true" aria-labelledby="da-khoa">
                <div class="screen unlock-screen">
                    <h1 id="da-khoa">{t("locked")}</h1>
                    <p>{with("locked-about", [("name", name)])}</p>
                    <PinEntry member=held.member focused=true checked=right />
                    <button type="button" class="quiet" on:click=upon(move |_| watch.log_out())>{t("log-out")}</button>
                </div>
            </div>
        })
    };
    move || if watch.locked.get() { cover() } else { None }
}

/// A newer version of the app, told only between visits and changed to only by a tap.
#[component]
pub fn NewVersion(
    /// Whether there is one.
    watch: Watch,
) -> impl IntoView {
    let put_away = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let between = move || watch.desk.route.with(|route| route.visit().is_none());
    let text = move || match watch.version.get() {
        State::Ready => Some("version-ready"),
        State::Replaced => Some("version-replaced"),
        _ => None,
    };
    // The browser may take half a minute: it lets the old version finish what it is at.
    let change = move |_| {
        changing.set(true);
        watch.change_version();
    };
    move || {
        if changing.get() {
            return Some(view! { <p class="banner" role="status">{t("version-changing")}</p> }.into_any());
        }
        let key = text().filter(|_| between() && !put_away.get())?;
        Some(view! {
            <div class="banner" role="status">
                <Picture icon=Icon::Sync />
                <p>{t(key)}</p>
                <button type="button" on:click=upon(change)>{t("version-change")}</button>
                <button type="button" class="quiet" on:click=upon(move |_| put_away.set(true))>{t("version-later")}</button>
            </div>
        }.into_any())
    }
}
