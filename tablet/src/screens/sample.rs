//! Drawing the sample of dossiers: a register is pasted or read from a file, a seed decides, and how it was drawn is
//! written down, so that anybody can draw the same again.

use super::rows::{form, fresh_row, naming};
use crate::browser::share;
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::chip::Chip;
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::text::{TextBox, Typing};
use crate::words::{language, t, with};
use client_core::Session;
use client_core::route::Route;
use inspection::Edit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::answer::Answer;
use schemas::ids::{GroupId, RowId, VisitId};
use schemas::sample::{Register, draw, normal, register};
use schemas::template::Group;
use schemas::text::{Language, date, nfc};
use std::collections::BTreeSet;

/// Drawing the sample of a group.
#[component]
pub fn Sample(
    /// The visit.
    visit: VisitId,
    /// The group whose rows are the sample.
    group: GroupId,
) -> impl IntoView {
    let desk = Desk::here();
    let form = form(desk, visit, &group);
    view! {
        <TopBar title=t("sample-draw") />
        {match form {
            Some(form) => drawing(visit, form).into_any(),
            None => view! { <main class="screen"><p class="empty">{t("template-missing-long")}</p></main> }.into_any(),
        }}
    }
}

/// What is entered on this screen.
#[derive(Clone, Copy)]
struct Drawing {
    desk: Desk,
    visit: VisitId,
    form: StoredValue<Group>,
    /// The register as it was pasted or read.
    text: RwSignal<String>,
    seed: RwSignal<String>,
    /// How many are to be drawn.
    wanted: RwSignal<String>,
    /// What is wrong.
    complaint: RwSignal<Option<String>>,
    /// What was added last, for the way back: the rows, and the note as it was.
    added: RwSignal<Option<(Vec<RowId>, String)>>,
}

impl Drawing {
    fn new(visit: VisitId, form: Group) -> Self {
        let desk = Desk::here();
        Self {
            desk,
            visit,
            form: StoredValue::new(form),
            text: RwSignal::new(String::new()),
            seed: RwSignal::new(desk.book().read(|session| proposed_seed(session, &visit))),
            wanted: RwSignal::new(String::new()),
            complaint: RwSignal::new(None),
            added: RwSignal::new(None),
        }
    }

    fn number(&self) -> usize {
        self.wanted.with(|text| text.trim().parse().unwrap_or_default())
    }
}

/// A seed that nobody chose with the register in hand: the day, and the visit's own number.
fn proposed_seed(session: &Session, visit: &VisitId) -> String {
    let day = session.planned(visit).map(|planned| date(planned.date, Language::Vi)).unwrap_or_default();
    let short: String = visit.to_string().chars().take(8).collect();
    format!("{day} {short}")
}

fn drawing(visit: VisitId, form: Group) -> impl IntoView {
    let drawing = Drawing::new(visit, form);
    let list = move || Route::Rows(visit, drawing.form.with_value(|form| form.id.clone())).to_string();
    let known = Memo::new(move || drawing.text.with(|text| register(text)));
    let drawn = Memo::new(move || {
        drawing.seed.with(|seed| known.with(|known| draw(&known.codes, seed, drawing.number())))
    });
    let desk = drawing.desk;
    let there =
        Memo::new(move || drawing.form.with_value(|form| desk.read(|session| codes(session, &visit, form))));
    let new = move || {
        drawn.with(|drawn| there.with(|there| drawn.iter().filter(|code| !there.contains(*code)).count()))
    };
    let add = move |_| add(drawing, &known.get_untracked(), &drawn.get_untracked(), &there.get_untracked());
    view! {
        <main class="screen">
            <p class="hint">{t("sample-explained")}</p>
            {source(drawing, known)}
            {choices(drawing)}
            {preview(drawn, there)}
            <p class="complaint" role="alert">{live(move || drawing.complaint.get())}</p>
            {way_back(drawing)}
        </main>
        <BottomBar>
            <a class="button quiet" href=list>{t("rows-list")}</a>
            <button type="button" class="button" disabled=live(move || new() == 0) on:click=upon(add)>
                <Picture icon=Icon::Plus />{live(move || with("sample-add", [("count", new())]))}
            </button>
        </BottomBar>
    }
}

/// The codes that stand in rows already, in normal form.
fn codes(session: &Session, visit: &VisitId, form: &Group) -> BTreeSet<String> {
    let record = session.record(visit).unwrap_or_default();
    let rows = record.rows.get(&form.id).into_iter().flatten().filter(|(_, row)| !row.removed);
    let given = rows
        .flat_map(|(_, row)| naming(form).and_then(|field| row.fields.get(&field.id)).into_iter().flatten());
    let codes = given.filter_map(|version| match &version.answer {
        Answer::Text(code) => Some(normal(code)),
        _ => None,
    });
    codes.collect()
}

/// The register: pasted, or read from a file.
fn source(drawing: Drawing, known: Memo<Register>) -> impl IntoView {
    let choose = move |_| {
        spawn_local(async move {
            let read = match share::pick_file(".csv,.txt,text/csv,text/plain").await {
                Ok(Some(bytes)) => schemas::sample::text_of(&bytes).ok_or_else(|| t("sample-not-text")),
                Ok(None) => return,
                Err(failure) => Err(failure.text()),
            };
            // The screen may be closed by now.
            let _ = drawing.complaint.try_set(read.as_ref().err().cloned());
            if let Ok(text) = read {
                let _ = drawing.text.try_set(text);
            }
        });
    };
    let found = move || {
        known.with(|known| {
            (!known.codes.is_empty()).then(|| {
                let ignored = known.blank + known.repeated;
                with("sample-register-found", [("count", known.codes.len()), ("ignored", ignored)])
            })
        })
    };
    let heading = move || {
        known
            .with(|known| known.heading.clone())
            .map(|heading| with("sample-heading", [("heading", heading)]))
    };
    view! {
        <div class="field">
            <label for="so-ho-so">{t("sample-register")}</label>
            <p class="hint" id="so-ho-so-goi-y">{t("sample-register-hint")}</p>
            <TextBox id="so-ho-so" value=drawing.text commit=Callback::new(move |text| drawing.text.set(text))
                described_by="so-ho-so-goi-y" />
        </div>
        <button type="button" class="quiet" on:click=upon(choose)><Picture icon=Icon::File />{t("sample-file")}</button>
        <p role="status">{found} " " {heading}</p>
    }
}

/// Seed and number.
fn choices(drawing: Drawing) -> impl IntoView {
    let set_seed = Callback::new(move |seed: String| drawing.seed.set(nfc(seed.trim())));
    let set_wanted = Callback::new(move |wanted: String| drawing.wanted.set(wanted));
    view! {
        <div class="field">
            <label for="hat-giong">{t("sample-seed")}</label>
            <p class="hint" id="hat-giong-goi-y">{t("sample-seed-hint")}</p>
            <TextBox id="hat-giong" value=drawing.seed typing=Typing::Line commit=set_seed
                described_by="hat-giong-goi-y" />
        </div>
        <div class="field">
            <label for="so-can-rut">{t("sample-wanted")}</label>
            <TextBox id="so-can-rut" value=drawing.wanted typing=Typing::Digits commit=set_wanted peek=set_wanted />
        </div>
    }
}

/// What would be drawn, the first drawn first.
fn preview(drawn: Memo<Vec<String>>, there: Memo<BTreeSet<String>>) -> impl IntoView {
    let line = move |code: String| {
        let known = there.with(|there| there.contains(&code));
        view! {
            <li><span class="code">{code}</span>
                {known.then(|| view! { <Chip class="passed" text=t("sample-there") /> })}</li>
        }
    };
    view! {
        <section aria-live="polite">
            <Show when=move || !drawn.with(Vec::is_empty)>
                <h2>{live(move || with("sample-drawn", [("count", drawn.with(Vec::len))]))}</h2>
                <ol class="sample-drawn">{live(move || drawn.get().into_iter().map(line).collect_view())}</ol>
            </Show>
        </section>
    }
}

/// Adds a row for each dossier that has none yet, and writes down how it was drawn.
fn add(drawing: Drawing, known: &Register, drawn: &[String], there: &BTreeSet<String>) {
    let (desk, visit) = (drawing.desk, drawing.visit);
    let former = note(drawing);
    let mut rows = Vec::new();
    let failed = drawing.form.with_value(|form| {
        let Some(field) = naming(form).map(|field| field.id.clone()) else {
            return Some(t("sample-no-code"));
        };
        for (at, code) in drawn.iter().filter(|code| !there.contains(*code)).enumerate() {
            let row = match fresh_row(at as u64) {
                Ok(row) => row,
                Err(words) => return Some(words),
            };
            let (group, answer) = (form.id.clone(), Answer::Text(code.clone()));
            let written =
                desk.edit(visit, Edit::AddRow { group: group.clone(), row: row.clone() }).and_then(|()| {
                    rows.push(row.clone());
                    desk.edit(
                        visit,
                        Edit::SetField { group, row, field: field.clone(), answer, reason: None },
                    )
                });
            if let Err(error) = written {
                return Some(error.text(language()));
            }
        }
        let how = with(
            "sample-how",
            [
                ("group", form.label.get(language()).to_owned()),
                ("drawn", drawn.len().to_string()),
                ("all", known.codes.len().to_string()),
                ("seed", drawing.seed.get_untracked()),
            ],
        );
        let text = match former.trim_end() {
            "" => how,
            before if before.contains(&how) => return None,
            before => format!("{before}\n{how}"),
        };
        desk.edit(visit, Edit::Note { item: form.item.clone(), text })
            .err()
            .map(|error| error.text(language()))
    });
    drawing.complaint.set(failed);
    drawing.added.set((!rows.is_empty()).then_some((rows, former)));
}

/// The note of the item under which the group's findings count.
fn note(drawing: Drawing) -> String {
    drawing.form.with_value(|form| {
        drawing.desk.book().read(|session| {
            let record = session.record(&drawing.visit).unwrap_or_default();
            record.notes.get(&form.item).cloned().unwrap_or_default()
        })
    })
}

/// Says what was added, and takes it back on a tap.
fn way_back(drawing: Drawing) -> impl IntoView {
    let said = move || {
        drawing
            .added
            .with(|added| added.as_ref().map(|(rows, _)| with("sample-added", [("count", rows.len())])))
    };
    let undo = move |_| {
        let Some((rows, former)) = drawing.added.get_untracked() else { return };
        let (group, item) = drawing.form.with_value(|form| (form.id.clone(), form.item.clone()));
        let strike = rows.into_iter().map(|row| Edit::RemoveRow { group: group.clone(), row });
        for edit in strike.chain([Edit::Note { item, text: former }]) {
            if let Err(error) = drawing.desk.edit(drawing.visit, edit) {
                drawing.complaint.set(Some(error.text(language())));
            }
        }
        drawing.added.set(None);
    };
    view! {
        <div role="status">
            <Show when=move || drawing.added.with(Option::is_some)>
                <p class="banner">{said}</p>
                <button type="button" class="quiet undo" on:click=upon(undo)><Picture icon=Icon::Undo />{t("undo")}</button>
            </Show>
        </div>
    }
}
