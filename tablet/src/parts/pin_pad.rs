//! Entering a PIN: large keys for the thumb, and the same with a keyboard.

use super::icon::{Icon, Picture};
use crate::live::{RwSignal, live, upon};
use crate::words::{t, with};
use leptos::ev;
use leptos::prelude::*;

/// Most digits.
const LONGEST: usize = 16;

/// The field with its keys.
#[component]
pub fn PinPad(
    /// Id of the field.
    #[prop(into)]
    id: String,
    /// What is to be entered.
    #[prop(into)]
    label: Signal<String>,
    /// What has been entered.
    pin: RwSignal<String>,
    /// Called with the main key and with Enter.
    #[prop(into)]
    submit: Callback<()>,
    /// Word on the main key.
    #[prop(into)]
    done: Signal<String>,
    /// Nothing can be entered at the moment.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Id of the element that says what is wrong.
    #[prop(into)]
    described_by: String,
) -> impl IntoView {
    let typed = move |text: String| {
        let digits: String = text.chars().filter(char::is_ascii_digit).take(LONGEST).collect();
        pin.set(digits);
    };
    let press = move |digit: char| {
        let mut text = pin.get_untracked();
        text.push(digit);
        typed(text);
    };
    let erase = move |_| pin.update(|pin| pin.truncate(pin.len().saturating_sub(1)));
    let sent = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            submit.run(());
        }
    };
    let key = move |digit: char| {
        view! {
            <button type="button" class="key" disabled=busy on:click=upon(move |_| press(digit))>{digit.to_string()}</button>
        }
    };
    view! {
        <form class="pin-pad" on:submit=upon(sent)>
            <div class="field">
                <label for=id.clone()>{label}</label>
                // The device's own keyboard stays away: the keys below are larger.
                <input class="text-box pin" id=id type="password" inputmode="none" autocomplete="off" name="pin"
                    aria-describedby=described_by readonly=busy prop:value=live(move || pin.get())
                    on:input=upon(move |event| typed(event_target_value(&event))) />
            </div>
            // Heard by readers, which cannot see dots appear.
            <p class="hidden" role="status">{live(move || with("pin-digits", [("count", pin.with(String::len))]))}</p>
            <div class="pin-keys" role="group" aria-label=t("pin-keys")>
                {('1'..='9').map(key).collect_view()}
                <button type="button" class="key quiet" aria-label=t("pin-erase") disabled=busy on:click=upon(erase)>
                    <Picture icon=Icon::Back />
                </button>
                {key('0')}
                <button type="submit" class="key main" disabled=busy>{done}</button>
            </div>
        </form>
    }
}
