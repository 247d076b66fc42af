//! One field of a row: its question, the editor, what is wrong with the value, the way back.

use crate::desk::{self, Desk};
use crate::live::{Memo, RwSignal, Show, upon};
use crate::parts::answer::{AnswerEditor, Asked};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t};
use chrono::NaiveDate;
use client_core::route::Route;
use client_core::view::{Given, RowView, VisitView};
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::ids::{FieldId, GroupId, RowId, VisitId};
use schemas::template::{Field, Kind};

/// Which row.
pub(super) struct At {
    pub(super) visit: VisitId,
    pub(super) group: GroupId,
    pub(super) row: RowId,
}

pub(super) fn card(
    at: At,
    field: Field,
    view: Memo<Option<VisitView>>,
    standing: Memo<Option<RowView>>,
    day: Memo<NaiveDate>,
) -> impl IntoView {
    let desk = Desk::here();
    let At { visit, group, row } = at;
    let place = desk::Place::Field(group.clone(), row.clone(), field.id.clone());
    let id = field.id.clone();
    let given = Memo::new(move || {
        standing.with(|row| row.as_ref().and_then(|row| row.fields.get(&id).cloned()).unwrap_or_default())
    });
    let asked = Asked {
        visit,
        place,
        kind: field.kind.clone(),
        date: day.get_untracked(),
        current: Signal::derive(move || given.with(|given| single(given))),
        complaint: RwSignal::new(None),
        desk,
    };
    let heading = format!("{}-ten", asked.id());
    let kind = field.kind.clone();
    let disputed = move || given.with(|given| dispute(visit, &kind, given));
    view! {
        <section class="field-card" role="group" aria-labelledby=heading.clone()>
            <h2 class="question" id=heading.clone()>
                {field.label.get(language()).to_owned()}
                {field.required.then(|| view! { <span class="required">" (" {t("row-required")} ")"</span> })}
            </h2>
            {disputed}
            {editor(asked.clone(), day)}
            <ul class="broken" role="status">{errors(view, group, row, field.id)}</ul>
            {undo(asked, given)}
        </section>
    }
}

/// Choices are drawn anew when the row's day changes, because others are offered then.
fn editor(asked: Asked, day: Memo<NaiveDate>) -> AnyView {
    if !matches!(asked.kind, Kind::Single { .. } | Kind::Multi { .. }) {
        return view! { <AnswerEditor asked=asked /> }.into_any();
    }
    (move || {
        let asked = Asked { date: day.get(), ..asked.clone() };
        view! { <AnswerEditor asked=asked /> }
    })
    .into_any()
}

/// The answer, if exactly one stands there.
fn single(given: &[Given]) -> Option<Answer> {
    let first = given.first().map(|given| given.answer.clone())?;
    let agreed = given.iter().all(|given| given.answer == first);
    (agreed && first != Answer::Cleared).then_some(first)
}

/// Different answers, each with who gave it.
fn dispute(visit: VisitId, kind: &Kind, given: &[Given]) -> Option<impl IntoView + use<>> {
    let first = given.first()?;
    if given.iter().all(|given| given.answer == first.answer) {
        return None;
    }
    let one = |given: &Given| {
        let name = given.by.name.clone().unwrap_or_else(|| t("somebody"));
        format!("{name}: {}", show(Some(kind), &given.answer, language()))
    };
    let answers = given.iter().map(one).collect::<Vec<_>>().join(" · ");
    Some(view! {
        <a class="dispute-link severity disputed" href=Route::Disputes(visit).to_string()>
            <Picture icon=Icon::Diamond />{t("disputed")} ": " {answers}
        </a>
    })
}

/// What contradicts itself in this field.
fn errors(view: Memo<Option<VisitView>>, group: GroupId, row: RowId, field: FieldId) -> impl IntoView {
    let place = (group, row);
    let here = Memo::new(move || {
        view.with(|view| {
            let all = view.iter().flat_map(|view| &view.assessment.data_errors);
            let here = all
                .filter(|error| error.row.as_ref() == Some(&place) && error.field.as_ref() == Some(&field));
            here.map(|error| error.message.get(language()).to_owned()).collect::<Vec<_>>()
        })
    });
    move || {
        let line = |message: String| {
            view! { <li class="data-error"><Picture icon=Icon::Warning /><span>{message}</span></li> }
        };
        here.get().into_iter().map(line).collect_view()
    }
}

/// Takes the newest own answer back to what stood before it. Looked for only in fields that have changed while this screen
/// stands: the history of every field would make the screen slow.
fn undo(asked: Asked, given: Memo<Vec<Given>>) -> impl IntoView {
    let (desk, visit) = (asked.desk, asked.visit);
    let touched = RwSignal::new(false);
    Effect::new(move |before: Option<Vec<Given>>| {
        let now = given.get();
        if before.is_some_and(|before| before != now) {
            touched.set(true);
        }
        now
    });
    let former = Memo::new(move || {
        given.track();
        let desk::Place::Field(group, row, field) = &asked.place else { return None };
        let place = (group, row, field);
        touched
            .get()
            .then(|| desk.book().read(|session| session.former_field(&visit, place).ok().flatten()))
            .flatten()
    });
    let undo = move |_| {
        if let Some(edit) = former.get_untracked() {
            asked.complaint.set(desk.edit(visit, edit).err().map(|error| error.text(language())));
        }
    };
    view! {
        <Show when=move || former.with(Option::is_some)>
            <button type="button" class="quiet undo" on:click=upon(undo)><Picture icon=Icon::Undo />{t("undo")}</button>
        </Show>
    }
}
