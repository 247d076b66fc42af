//! One question: the answer at the thumb, and above it everything that helps to give it.

use crate::desk::{Desk, Place};
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::answer::{AnswerEditor, Asked};
use crate::parts::chip::SeverityChip;
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::{PhotoStrip, removed_photos};
use crate::parts::text::TextBox;
use crate::words::{language, name_of, t, with};
use client_core::Session;
use client_core::route::Route;
use client_core::view::{Given, ItemDetail, Step};
use inspection::Edit;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::ids::{ItemId, VisitId};
use schemas::template::Basis;

/// The question.
#[component]
pub fn Item(
    /// The visit.
    visit: VisitId,
    /// Which.
    item: ItemId,
) -> impl IntoView {
    let desk = Desk::here();
    let id = StoredValue::new(item.clone());
    let detail = Memo::new(move || desk.read(|session| session.item_view(&visit, &id.get_value()).ok()));
    let part = move |of: fn(&ItemDetail) -> Option<ItemId>| detail.with(|detail| of(detail.as_ref()?));
    let before = move || part(|detail| detail.before.clone());
    let after = move || part(|detail| detail.after.clone());
    let place = move || {
        let place = detail.with(|detail| detail.as_ref().map(|detail| detail.place));
        place.map(|(at, all)| format!("{at}/{all}")).unwrap_or_default()
    };
    let title = move || detail.with(|d| d.as_ref().map(|d| d.section_label.get(language()).to_owned()));
    let link = move |target: Option<ItemId>| target.map(|item| Route::Item(visit, item).to_string());
    // The form of a question never changes while it stands; what stands in it does.
    let fixed = detail.get_untracked();
    view! {
        <TopBar title=Signal::derive(move || title().unwrap_or_default()) place=Signal::derive(place) />
        <main class="screen item-screen">
            {match fixed {
                Some(fixed) => question(visit, fixed, detail).into_any(),
                None => view! { <p class="empty">{t("template-missing-long")}</p> }.into_any(),
            }}
        </main>
        <BottomBar>
            <a class="button quiet" href=live(move || link(before())) aria-disabled=live(move || before().is_none().to_string())>
                <Picture icon=Icon::Back />{t("previous")}
            </a>
            <a class="button quiet" href=Route::Camera(visit, item).to_string()>
                <Picture icon=Icon::Camera />{t("photo")}
            </a>
            <a class="button" href=live(move || link(after()).unwrap_or_else(|| Route::Visit(visit).to_string()))>
                {live(move || if after().is_some() { t("next") } else { t("finish") })}<Picture icon=Icon::Next />
            </a>
        </BottomBar>
    }
}

fn question(visit: VisitId, fixed: ItemDetail, detail: Memo<Option<ItemDetail>>) -> impl IntoView {
    let desk = Desk::here();
    let item = fixed.item.id.clone();
    let date = desk.read(|session| session.planned(&visit).map(|planned| planned.date)).unwrap_or_default();
    let asked = Asked {
        visit,
        place: Place::Item(item.clone()),
        kind: fixed.kind.clone(),
        date,
        current: Signal::derive(move || detail.get().and_then(|detail| single(&detail))),
        complaint: RwSignal::new(None),
        desk,
    };
    let note = Signal::derive(move || detail.get().map(|detail| detail.item.note).unwrap_or_default());
    let for_note = item.clone();
    let write_note = Callback::new(move |text: String| {
        // A note is always taken; only a store in trouble shows, in the banner.
        let _ = desk.edit(visit, Edit::Note { item: for_note.clone(), text });
    });
    let removed =
        Memo::new(move || detail.get().map(|detail| detail.item.removed_photos).unwrap_or_default());
    let note_id = format!("ghi-chu-{item}");
    view! {
        <h2 class="question"><span class="code">{item.to_string()}</span> " "
            {fixed.item.label.get(language()).to_owned()}</h2>
        {fixed.hint.as_ref().map(|hint| view! { <p class="hint">{hint.get(language()).to_owned()}</p> })}
        <div class="item-facts">
            {fixed.previous_finding.then(|| view! {
                <p class="previous"><Picture icon=Icon::Warning />{t("previous-finding")}</p>
            })}
            {fixed.sent_back.as_ref().map(|back| {
                let text = with("sent-back", [("comment", back.comment.clone()), ("name", back.by.clone())]);
                view! { <p class="previous"><Picture icon=Icon::Warning />{text}</p> }
            })}
            <details class="basis"><summary>{t("basis")}</summary><ul>{fixed.bases.iter().map(basis).collect_view()}</ul></details>
        </div>
        {live(move || detail.get().and_then(|detail| in_the_books(visit, &detail, desk)))}
        {live(move || detail.get().map(|detail| outcome(visit, &detail)))}
        <AnswerEditor asked=asked.clone() />
        {undo(visit, item.clone())}
        <div class="field note">
            <label for=note_id.clone()>{t("note")}</label>
            <TextBox id=note_id value=note commit=write_note shared=true />
        </div>
        <PhotoStrip visit=visit item=item.clone()
            photos=Signal::derive(move || detail.get().map(|detail| detail.item.photos).unwrap_or_default()) />
        {removed_photos(visit, removed)}
        {history(visit, item)}
    }
}

/// What the office's books answer, and a button that takes it over unless it stands there already.
fn in_the_books(visit: VisitId, detail: &ItemDetail, desk: Desk) -> Option<AnyView> {
    let answer = detail.in_the_books.clone()?;
    let text = with("in-the-books", [("answer", show(Some(&detail.kind), &answer, language()))]);
    let taken = single(detail).as_ref() == Some(&answer);
    let place = Place::Item(detail.item.id.clone());
    let take = move |_| {
        // It is of the kind that is asked for; only a store in trouble shows, in the banner.
        let _ = desk.answer(visit, &place, answer.clone());
    };
    let button = (!taken).then(|| {
        view! { <button type="button" class="quiet" on:click=upon(take)>{t("in-the-books-take")}</button> }
    });
    Some(view! { <p class="in-the-books">{text} " " {button}</p> }.into_any())
}

/// The answer, if exactly one stands there.
fn single(detail: &ItemDetail) -> Option<Answer> {
    if detail.item.disputed {
        return None;
    }
    let given = detail.item.answers.first().map(|given| given.answer.clone()).or(detail.counted.clone());
    given.filter(|answer| *answer != Answer::Cleared)
}

/// What follows from the answer: who gave it, points, finding, contradiction, disagreement.
fn outcome(visit: VisitId, detail: &ItemDetail) -> impl IntoView + use<> {
    let given: Vec<_> = detail.item.answers.iter().filter(|given| given.answer != Answer::Cleared).collect();
    let name = |given: &Given| given.by.name.clone().unwrap_or_else(|| t("somebody"));
    let names: Vec<String> = given.iter().map(|given| name(given)).collect();
    // Each with its words: who opens the question sees what stands against what.
    let version =
        |given: &Given| format!("{} ({})", show(Some(&detail.kind), &given.answer, language()), name(given));
    let versions: Vec<String> = detail.item.answers.iter().map(version).collect();
    let confirmed = (names.len() > 1 && !detail.item.disputed)
        .then(|| with("confirmed-by", [("names", names.join(", "))]));
    let findings = detail.findings.iter().map(|finding| {
        view! {
            <li class="finding-line"><SeverityChip severity=finding.severity />
                <span>{finding.statement.get(language()).to_owned()}</span></li>
        }
    });
    let errors = detail.data_errors.iter().map(|error| {
        let sides = error.sides.map(|(left, right)| format!(" ({left} ≠ {right})")).unwrap_or_default();
        view! {
            <li class="data-error"><Picture icon=Icon::Warning />
                <span>{error.message.get(language()).to_owned()} {sides}</span></li>
        }
    });
    view! {
        <div class="outcome" role="status">
            {detail.item.disputed.then(|| view! {
                <a class="dispute-link severity disputed" href=Route::Disputes(visit).to_string()>
                    {t("disputed")} ": " {versions.join(" · ")}
                </a>
            })}
            {confirmed.map(|text| view! { <p class="muted">{text}</p> })}
            <ul>{findings.collect_view()}{errors.collect_view()}</ul>
            {detail.evidence_missing.then(|| view! { <p class="severity missing">{t("evidence-missing")}</p> })}
            {(detail.item.score.possible.0 > 0).then(|| view! {
                <p class="muted number">{super::visit::points(detail.item.score)}</p>
            })}
        </div>
    }
}

fn basis(basis: &Basis) -> impl IntoView + use<> {
    view! {
        <li>{basis.cite.clone()}
            {basis.unconfirmed.then(|| view! { <span class="unconfirmed">" " {t("unconfirmed")}</span> })}</li>
    }
}

/// Takes the last own answer back to what stood before.
fn undo(visit: VisitId, item: ItemId) -> impl IntoView {
    let desk = Desk::here();
    let former = Memo::new(move || desk.read(|session| session.former(&visit, &item).ok().flatten()));
    let undo = move |_| {
        if let Some(edit) = former.get_untracked() {
            // What stood there once is always allowed.
            let _ = desk.edit(visit, edit);
        }
    };
    view! {
        <Show when=move || former.with(Option::is_some)>
            <button type="button" class="quiet undo" on:click=upon(undo)><Picture icon=Icon::Undo />{t("undo")}</button>
        </Show>
    }
}

/// Every answer the item ever had, when a person opens it.
fn history(visit: VisitId, item: ItemId) -> impl IntoView {
    let desk = Desk::here();
    let open = RwSignal::new(false);
    let of = item.clone();
    let steps = move || {
        if !open.get() {
            return Vec::new();
        }
        desk.read(|session| session.history(&visit, &item).unwrap_or_default())
    };
    let kind = desk.read(|session| Some(session.form(&visit).ok()?.item(&of).ok()?.kind.clone()));
    let aside = move || desk.read(Session::quarantined);
    let line = move |step: Step| {
        let reason = step.given.reason.clone().map(|reason| format!(" – {reason}")).unwrap_or_default();
        let name = step.given.by.name.clone().unwrap_or_else(|| t("somebody"));
        let at = super::today::moment(step.given.at as f64 * 1000.0);
        let shown = schemas::entry::show(kind.as_ref(), &step.given.answer, language());
        let aside = aside().into_iter().find(|(_, hash, _)| *hash == step.given.change);
        let aside = aside.map(|(.., reason)| t(&format!("quarantine-{}", name_of(&reason))));
        view! {
            <li class:current=step.current><strong>{shown}</strong> " " {name} ", " {at} {reason}
                {aside.map(|why| view! { <span class="severity missing">{with("kept-aside", [("why", why)])}</span> })}
            </li>
        }
    };
    view! {
        <details class="history" on:toggle=upon(move |_| open.update(|open| *open = !*open))>
            <summary><Picture icon=Icon::Clock />{t("history")}</summary>
            <ol>{live(move || steps().into_iter().map(&line).collect_view())}</ol>
        </details>
    }
}
