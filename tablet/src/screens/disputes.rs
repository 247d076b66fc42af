//! Everything on which people disagree: the answers side by side as equals. Nothing is chosen beforehand, and leaving it
//! open is the first thing that is offered.

mod decision;

use crate::desk::{Desk, Place};
use crate::live::{Memo, RwSignal, Show, StoredValue, live};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::PhotoStrip;
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::{Conflict, Given};
use decision::decision;
use leptos::prelude::*;
use schemas::entry::show;
use schemas::ids::{ItemId, VisitId};
use schemas::template::Kind;

/// The disagreements of a visit.
#[component]
pub fn Disputes(
    /// Which.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let conflicts = Memo::new(move || desk.read(|session| session.conflicts(&visit).unwrap_or_default()));
    let places = move || conflicts.with(|all| all.iter().filter_map(place).collect::<Vec<_>>());
    let settled = RwSignal::new(None::<String>);
    view! {
        <TopBar title=t("disputes-title") place=Signal::derive(move || conflicts.with(Vec::len).to_string()) />
        <main class="screen">
            <p class="settled" id="da-quyet-dinh" role="status" tabindex="-1">{live(move || settled.get())}</p>
            <Show when=move || conflicts.with(Vec::is_empty)>
                <p class="empty">{t("disputes-none")}</p>
            </Show>
            <Show when=move || !conflicts.with(Vec::is_empty)>
                <p class="hint">{t("disputes-about")}</p>
            </Show>
            <For each=places key=|place| key(place) let:place>
                <Dispute visit=visit place=place conflicts=conflicts settled=settled />
            </For>
        </main>
        <BottomBar>
            <a class="button" href=Route::Visit(visit).to_string()><Picture icon=Icon::Back />{t("close-back")}</a>
        </BottomBar>
    }
}

/// Where a conflict is.
fn place(conflict: &Conflict) -> Option<Place> {
    match (&conflict.item, &conflict.row) {
        (Some(item), _) => Some(Place::Item(item.clone())),
        (None, Some((group, row, field))) => Some(Place::Field(group.clone(), row.clone(), field.clone())),
        (None, None) => None,
    }
}

/// A place as text: for ids of elements, and to know it again.
fn key(place: &Place) -> String {
    match place {
        Place::Item(item) => item.to_string(),
        Place::Field(group, row, field) => format!("{group}-{row}-{field}"),
    }
}

/// One disagreement.
#[component]
fn Dispute(
    visit: VisitId,
    place: Place,
    conflicts: Memo<Vec<Conflict>>,
    settled: RwSignal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::here();
    let mine = {
        let wanted = place.clone();
        let is_mine = move |conflict: &&Conflict| self::place(conflict).as_ref() == Some(&wanted);
        Memo::new(move || conflicts.with(|all| all.iter().find(&is_mine).cloned()))
    };
    let kind = StoredValue::new(desk.book().read(|session| kind(session, visit, &place)));
    let shown = move |conflict: &Conflict| {
        let choices = conflict.choices.iter();
        choices.map(|(answer, given)| (said(kind, answer), given.clone())).collect::<Vec<_>>()
    };
    let versions = move || mine.get().map(|conflict| shown(&conflict)).unwrap_or_default();
    let label = mine.with_untracked(|mine| mine.as_ref().map(|mine| mine.label.get(language()).to_owned()));
    let heading = format!("chua-thong-nhat-{}", key(&place));
    let (target, code) = match &place {
        Place::Item(item) => (Route::Item(visit, item.clone()), item.to_string()),
        Place::Field(group, row, _) => {
            (Route::Row(visit, group.clone(), row.clone()), row_name(desk, visit, &place))
        }
    };
    let item = match &place {
        Place::Item(item) => Some(item.clone()),
        Place::Field(..) => None,
    };
    view! {
        <section class="dispute" aria-labelledby=heading.clone()>
            <h2 id=heading.clone() class="question">
                <a href=target.to_string()><span class="code">{code}</span> " " {label.unwrap_or_default()}</a>
            </h2>
            <ul class="versions">
                {live(move || versions().into_iter().map(|(answer, given)| version(answer, &given)).collect_view())}
            </ul>
            {item.map(|item| evidence(visit, item))}
            {decision(visit, place, mine, kind, settled)}
        </section>
    }
}

/// What an answer at a place looks like.
fn kind(session: &client_core::Session, visit: VisitId, place: &Place) -> Option<Kind> {
    let form = session.form(&visit).ok()?;
    match place {
        Place::Item(item) => form.item(item).ok().map(|item| item.kind.clone()),
        Place::Field(group, _, field) => form.field(group, field).ok().map(|field| field.kind.clone()),
    }
}

/// An answer in words.
fn said(kind: StoredValue<Option<Kind>>, answer: &schemas::answer::Answer) -> String {
    kind.with_value(|kind| show(kind.as_ref(), answer, language()))
}

/// Which row it is, as a person counts them.
fn row_name(desk: Desk, visit: VisitId, place: &Place) -> String {
    let Place::Field(group, row, _) = place else { return String::new() };
    desk.book()
        .read(|session| {
            let view = session.visit_view(&visit).ok()?;
            let group = view.groups.iter().find(|known| known.id == *group)?;
            let number = group.rows.iter().position(|known| known.id == *row)? + 1;
            Some(format!("{} · {}", group.label.get(language()), with("dispute-row", [("number", number)])))
        })
        .unwrap_or_else(|| group.to_string())
}

/// One of the answers, with everybody who gave it.
fn version(answer: String, given: &[Given]) -> impl IntoView + use<> {
    let by = |given: &Given| {
        let name = given.by.name.clone().unwrap_or_else(|| t("somebody"));
        let at = super::today::moment(given.at as f64 * 1000.0);
        let reason = given.reason.clone().map(|reason| view! { <span class="reason">" – " {reason}</span> });
        view! { <li><strong>{name}</strong> ", " <span class="number">{at}</span> {reason}</li> }
    };
    view! {
        <li class="version">
            <p class="value">{answer}</p>
            <ul class="given">{given.iter().map(by).collect_view()}</ul>
        </li>
    }
}

/// Note and photos belong to the question, not to one of the answers.
fn evidence(visit: VisitId, item: ItemId) -> impl IntoView {
    let desk = Desk::here();
    let detail = {
        let item = item.clone();
        Memo::new(move || desk.read(|session| session.item_view(&visit, &item).ok()))
    };
    let note = move || detail.get().map(|detail| detail.item.note).filter(|note| !note.is_empty());
    let photos = Signal::derive(move || detail.get().map(|detail| detail.item.photos).unwrap_or_default());
    view! {
        {live(move || note().map(|note| view! { <p class="note-shown"><strong>{t("note")}</strong> ": " {note}</p> }))}
        <Show when=move || photos.with(|photos| !photos.is_empty())>
            <PhotoStrip visit=visit item=item.clone() photos=photos />
        </Show>
    }
}
