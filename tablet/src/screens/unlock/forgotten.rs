//! A forgotten PIN: a one-time code from the office gives the key back, and a new PIN is chosen. Nothing is lost.

use crate::book::exchange::call;
use crate::live::{RwSignal, Show, StoredValue, live, upon};
use crate::parts::new_pin::NewPin;
use crate::vault::{self, DataKey, Member};
use crate::words::{t, with};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::wire::{RecoverRequest, RecoverResponse};

/// Code, then a new PIN; `opened` is called with the key, and `back` set to false to go back.
pub(super) fn forgotten(
    member: Member,
    opened: UnsyncCallback<(Member, DataKey)>,
    back: RwSignal<bool>,
) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let (busy, complaint) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // A code works once: what it gave is kept until the new PIN stands.
    let recovery = StoredValue::new(None::<Vec<u8>>);
    let proven = RwSignal::new(false);
    let member = StoredValue::new(member);
    let name = member.with_value(|member| member.name.clone());
    let ask = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let code = code.get_untracked().trim().to_owned();
        if code.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        complaint.set(None);
        let member = member.get_value();
        spawn_local(async move {
            let asked = recover(code, &member).await;
            let _ = busy.try_set(false);
            match asked {
                Ok(key) => {
                    let _ = recovery.try_set_value(Some(key));
                    let _ = proven.try_set(true);
                }
                Err(words) => drop(complaint.try_set(Some(words))),
            }
        });
    };
    let choose = Callback::new(move |pin: String| {
        let Some(recovery) = recovery.get_value() else { return };
        busy.set(true);
        let member = member.get_value();
        spawn_local(async move {
            let changed = vault::recover(&member, &recovery, &pin).await;
            let _ = busy.try_set(false);
            match changed {
                Ok((member, key)) => {
                    let _ = opened.try_run((member, key));
                }
                Err(failure) => drop(complaint.try_set(Some(failure.text()))),
            }
        });
    });
    view! {
        <section class="forgotten">
            <h2>{with("forgotten-title", [("name", name)])}</h2>
            <Show when=move || !proven.get()>
                <form on:submit=upon(ask)>
                    <p class="hint">{t("forgotten-about")}</p>
                    <div class="field">
                        <label for="ma-phuc-hoi">{t("one-time-code")}</label>
                        <input class="text-box code-box" id="ma-phuc-hoi" type="text" autocomplete="one-time-code"
                            autocapitalize="characters" spellcheck="false" aria-describedby="ma-phuc-hoi-loi"
                            on:input=upon(move |event| code.set(event_target_value(&event))) />
                    </div>
                    <button type="submit" class="main" disabled=live(move || busy.get())>
                        {live(move || if busy.get() { t("asking-server") } else { t("continue") })}
                    </button>
                </form>
            </Show>
            <Show when=move || proven.get()>
                <NewPin busy=busy chosen=choose />
            </Show>
            <p class="complaint" id="ma-phuc-hoi-loi" role="alert">{live(move || complaint.get())}</p>
            <button type="button" class="quiet" on:click=upon(move |_| back.set(false))>{t("back-to-pin")}</button>
        </section>
    }
}

/// Exchanges the code for the recovery key.
async fn recover(code: String, member: &Member) -> Result<Vec<u8>, String> {
    let request = schemas::codec::to_message(&RecoverRequest { code }).map_err(|error| error.to_string())?;
    let url = format!("{}/api/v1/recover", crate::screens::enrol::own_server());
    let answer: RecoverResponse =
        call("POST", &url, &[], Some(request)).await.map_err(|setback| setback.words())?;
    if answer.person == member.person {
        Ok(answer.recovery)
    } else {
        Err(with("forgotten-other-person", [("name", answer.person_name)]))
    }
}
