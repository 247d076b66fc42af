//! Deciding a disagreement, or not yet.

use super::{key, said};
use crate::desk::{Desk, Place};
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::composer::Composer;
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::focus_soon;
use crate::words::{language, t, with};
use client_core::view::Conflict;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::ids::VisitId;
use schemas::template::Kind;

/// What a person is about to take.
#[derive(Debug, Clone, PartialEq)]
enum Choice {
    /// One of the answers that stand there.
    Offered(Answer),
    /// Another one.
    Another,
}

/// "Giữ cả hai, quyết định sau" first; then the answers, with a reason.
pub(super) fn decision(
    visit: VisitId,
    place: Place,
    conflict: Memo<Option<Conflict>>,
    kind: StoredValue<Option<Kind>>,
    settled: RwSignal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::here();
    let id = format!("quyet-dinh-{}", key(&place));
    let (postponed, choice) = (RwSignal::new(false), RwSignal::new(None::<Choice>));
    let (another, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let complaint = RwSignal::new(None::<String>);
    let date =
        desk.book().read(|session| session.planned(&visit).map(|planned| planned.date)).unwrap_or_default();
    let offered = move || conflict.get().map(|conflict| conflict.choices).unwrap_or_default();
    let place = StoredValue::new(place);
    let decide = move || -> Result<(), String> {
        let answer = match choice.get_untracked().ok_or_else(|| t("dispute-choose-first"))? {
            Choice::Offered(answer) => answer,
            Choice::Another => {
                let text = another.get_untracked();
                if text.trim().is_empty() {
                    return Err(t("dispute-type-first"));
                }
                let parsed = place.with_value(|place| desk.parse(visit, place, &text, date));
                parsed.map_err(|error| error.text(language()))?
            }
        };
        let why = schemas::text::nfc(&reason.get_untracked());
        if why.is_empty() {
            return Err(t("dispute-reason-first"));
        }
        let words = said(kind, &answer);
        let edit = place.with_value(|place| place.answer(answer, Some(why)));
        desk.edit(visit, edit).map_err(|error| error.text(language()))?;
        let place = place.with_value(key);
        settled.set(Some(with("dispute-settled", [("place", place), ("answer", words)])));
        // The section goes with the disagreement; the way on begins where it is said what was decided.
        focus_soon("da-quyet-dinh".to_owned());
        Ok(())
    };
    let decide = move |_| {
        // The section goes away with the disagreement; then nobody reads what was wrong.
        let _ = complaint.try_set(decide().err());
    };
    let row = {
        let name = id.clone();
        move |mine: Choice, label: String| {
            let wanted = mine.clone();
            view! {
                <label class="choice">
                    <input type="radio" name=name.clone() prop:checked=live(move || choice.get().as_ref() == Some(&wanted))
                        on:change=upon(move |_| choice.set(Some(mine.clone()))) />
                    <span>{label}</span>
                </label>
            }
        }
    };
    let rows = move || {
        let row = row.clone();
        let taken = offered().into_iter().map(|(answer, _)| {
            let label = with("dispute-take", [("answer", said(kind, &answer))]);
            (Choice::Offered(answer), label)
        });
        let another = (Choice::Another, t("dispute-another"));
        taken.chain([another]).map(|(mine, label)| row(mine, label)).collect_view()
    };
    let keep_label = move || if offered().len() > 2 { t("dispute-keep-all") } else { t("dispute-keep-both") };
    let (composer, reason_id, complaint_id) =
        (format!("{id}-khac"), format!("{id}-ly-do"), format!("{id}-loi"));
    let rows = StoredValue::new(rows);
    let ids = StoredValue::new((composer, reason_id, complaint_id));
    view! {
        <Show when=move || postponed.get()>
            <p class="postponed" role="status"><Picture icon=Icon::Clock />{t("dispute-postponed")} " "
                <button type="button" class="quiet" on:click=upon(move |_| postponed.set(false))>{t("dispute-reopen")}</button>
            </p>
        </Show>
        <Show when=move || !postponed.get()>
            <div class="decision">
                <button type="button" class="keep-both" on:click=upon(move |_| postponed.set(true))>{keep_label}</button>
                <fieldset class="choices"><legend>{t("dispute-decide")}</legend>{live(move || rows.with_value(|rows| rows()))}</fieldset>
                <Show when=move || choice.get() == Some(Choice::Another)>
                    {live(move || kind.get_value().map(|kind| view! {
                        <Composer kind=kind date=date id=ids.with_value(|ids| ids.0.clone()) text=another />
                    }))}
                </Show>
                <div class="field">
                    <label for=ids.with_value(|ids| ids.1.clone())>{t("dispute-reason")}</label>
                    <textarea class="text-box" rows="2" id=ids.with_value(|ids| ids.1.clone())
                        aria-describedby=ids.with_value(|ids| ids.2.clone())
                        on:input=upon(move |event| reason.set(event_target_value(&event)))></textarea>
                </div>
                <p class="complaint" id=ids.with_value(|ids| ids.2.clone()) role="alert">{live(move || complaint.get())}</p>
                <button type="button" class="main" disabled=live(move || !desk.writable) on:click=upon(decide)>
                    <Picture icon=Icon::Check />{t("dispute-write")}
                </button>
            </div>
        </Show>
    }
}
