//! Another PIN for this book: the one in use is asked for first.

use crate::browser::Failure;
use crate::desk::Desk;
use crate::live::{RwSignal, Show, StoredValue, live, upon};
use crate::parts::new_pin::NewPin;
use crate::screens::gate::{self, Watch};
use crate::screens::unlock::PinEntry;
use crate::vault::{self, DataKey, Member};
use crate::words::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Closed,
    Old,
    New,
    Done,
}

/// The change of the PIN.
pub(super) fn pin() -> impl IntoView {
    let (desk, watch) = (Desk::here(), expect_context::<Watch>());
    let step = RwSignal::new(Step::Closed);
    let (busy, complaint) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let proven = StoredValue::new(None::<(Member, DataKey)>);
    let opened = UnsyncCallback::new(move |found| {
        proven.set_value(Some(found));
        step.set(Step::New);
    });
    let choose = Callback::new(move |pin: String| {
        // Taken out: if something fails, the old PIN is asked for again.
        let Some((member, key)) = proven.try_update_value(Option::take).flatten() else { return };
        busy.set(true);
        spawn_local(async move {
            let changed = vault::renewed(&member, &pin, &key).await;
            let _ = busy.try_set(false);
            let _ = complaint.try_set(changed.as_ref().err().map(Failure::text));
            let _ = step.try_set(if changed.is_ok() { Step::Done } else { Step::Old });
            if let Ok(member) = changed {
                gate::keep_member(member);
            }
        });
    });
    let close = move |_| {
        proven.set_value(None);
        complaint.set(None);
        step.set(Step::Closed);
    };
    // The lock screen has a field of its own for the PIN.
    let shown = move || if watch.locked.get() { Step::Closed } else { step.get() };
    let part = move || {
        match shown() {
        Step::Closed => view! {
            <button type="button" class="quiet" disabled=!desk.writable on:click=upon(move |_| step.set(Step::Old))>
                {t("pin-change")}
            </button>
        }
        .into_any(),
        Step::Old => gate::held()
            .map(|held| {
                view! {
                    <h3>{t("pin-change-old")}</h3>
                    <PinEntry member=held.member focused=true opened=opened />
                }
            })
            .into_any(),
        Step::New => view! { <NewPin busy=busy chosen=choose /> }.into_any(),
        Step::Done => view! { <p class="severity passed" role="status">{t("pin-changed")}</p> }.into_any(),
    }
    };
    view! {
        <section class="pin-change" aria-labelledby="doi-pin">
            <h2 id="doi-pin">{t("pin")}</h2>
            {part}
            <p class="complaint" role="alert">{live(move || complaint.get())}</p>
            <Show when=move || matches!(shown(), Step::Old | Step::New)>
                <button type="button" class="quiet" on:click=upon(close)>{t("pin-change-not")}</button>
            </Show>
        </section>
    }
}
