//! Choosing a PIN: twice, so that a slip of the finger locks nobody out.

use super::pin_pad::PinPad;
use crate::live::{RwSignal, live};
use crate::words::{t, with};
use client_core::pin::{SHORTEST, weakness};
use leptos::prelude::*;

/// Asks for a new PIN.
#[component]
pub fn NewPin(
    /// It is being put to use.
    #[prop(into)]
    busy: Signal<bool>,
    /// Called with the PIN.
    #[prop(into)]
    chosen: Callback<String>,
) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let first = RwSignal::new(None::<String>);
    let complaint = RwSignal::new(None::<String>);
    let label = Signal::derive(move || match first.with(Option::is_some) {
        true => t("pin-repeat"),
        false => with("pin-choose", [("count", SHORTEST)]),
    });
    let submit = Callback::new(move |()| {
        let entered = pin.get_untracked();
        pin.set(String::new());
        complaint.set(None);
        match first.get_untracked() {
            None => match weakness(&entered) {
                Some(key) => complaint.set(Some(with(key, [("count", SHORTEST)]))),
                None => first.set(Some(entered)),
            },
            Some(former) if former == entered => chosen.run(entered),
            Some(_) => {
                first.set(None);
                complaint.set(Some(t("pin-differs")));
            }
        }
    });
    let done = Signal::derive(move || if busy.get() { t("pin-setting") } else { t("continue") });
    view! {
        <div class="new-pin">
            <PinPad id="pin-moi" label=label pin=pin submit=submit done=done busy=busy described_by="pin-moi-loi" />
            <p class="complaint" id="pin-moi-loi" role="alert">{live(move || complaint.get())}</p>
            <p class="hint">{t("pin-about")}</p>
        </div>
    }
}
