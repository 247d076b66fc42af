//! The rows of a group: sampled dossiers, absences. What was struck out can be brought back.

use crate::book;
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, StoredValue, live, upon};
use crate::parts::chip::{Chip, SeverityChip, severity_class};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::{GroupView, RowView, VisitView};
use inspection::Edit;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::evaluate::{COUNTS, DataError, Finding};
use schemas::ids::{FieldId, GroupId, RowId, VisitId};
use schemas::template::{ComputedField, Field, Group, Kind};
use schemas::text::integer;

/// All rows of a group.
#[component]
pub fn Rows(
    /// The visit.
    visit: VisitId,
    /// Which.
    group: GroupId,
) -> impl IntoView {
    let desk = Desk::here();
    let view = desk.visit(visit);
    match form(desk, visit, &group) {
        Some(form) => list(visit, form, view).into_any(),
        None => view! {
            <TopBar title=group.to_string() />
            <main class="screen"><p class="empty">{t("template-missing-long")}</p></main>
        }
        .into_any(),
    }
}

/// The group as the checklist asks it. It never changes while a screen stands.
pub(super) fn form(desk: Desk, visit: VisitId, group: &GroupId) -> Option<Group> {
    desk.book().read(|session| session.form(&visit).and_then(|form| form.group(group)).ok().cloned())
}

fn list(visit: VisitId, form: Group, view: Memo<Option<VisitView>>) -> impl IntoView {
    let desk = Desk::here();
    let complaint = RwSignal::new(None::<String>);
    let title = form.label.get(language()).to_owned();
    let id = form.id.clone();
    // A dossier has a date of its own; only dossiers stand in a register from which a sample can be drawn.
    let sample = form.dated_by.is_some().then(|| Route::Sample(visit, id.clone()).to_string());
    let add = move |_| {
        let added = fresh_row(0).and_then(|row| {
            let edit = Edit::AddRow { group: id.clone(), row: row.clone() };
            desk.edit(visit, edit).map(|()| row).map_err(|error| error.text(language()))
        });
        match added {
            Ok(row) => desk.go(&Route::Row(visit, id.clone(), row)),
            Err(words) => complaint.set(Some(words)),
        }
    };
    let struck = struck_out(visit, form.clone(), complaint);
    let shown = move || {
        view.with(|view| {
            let view = view.as_ref()?;
            let group = view.groups.iter().find(|group| group.id == form.id)?;
            Some(standing(visit, &form, view, group))
        })
    };
    view! {
        <TopBar title=title />
        <main class="screen">
            {shown}
            <p class="complaint" role="alert">{live(move || complaint.get())}</p>
            {struck}
        </main>
        <BottomBar>
            {sample.map(|href| view! { <a class="button quiet" href=href>{t("sample-draw")}</a> })}
            <button type="button" class="button" on:click=upon(add)><Picture icon=Icon::Plus />{t("row-add")}</button>
        </BottomBar>
    }
}

fn standing(visit: VisitId, form: &Group, view: &VisitView, group: &GroupView) -> impl IntoView + use<> {
    let empty = group.rows.is_empty().then(|| view! { <p class="empty">{t("rows-empty")}</p> });
    let cards = group.rows.iter().enumerate().map(|(at, row)| card(visit, form, view, row, at + 1));
    view! {
        {counts(form, view)}
        {empty}
        <ul class="cards">{cards.collect_view()}</ul>
    }
}

/// What the rows come to: the numbers that every group has, then the checklist's own.
fn counts(form: &Group, view: &VisitView) -> Option<impl IntoView + use<>> {
    let result = view.assessment.groups.iter().find(|result| result.id == form.id)?;
    let label = |name: &FieldId| match form.counts.get(name) {
        Some(count) => count.label.get(language()).to_owned(),
        None => t(&format!("rows-{name}")),
    };
    let standard =
        COUNTS.iter().filter_map(|name| result.counts.get_key_value(&name.parse::<FieldId>().ok()?));
    let own = result.counts.iter().filter(|(name, _)| form.counts.contains_key(*name));
    let lines = standard.chain(own).map(|(name, number)| {
        view! { <div><dt>{label(name)}</dt><dd class="number">{integer(*number, language())}</dd></div> }
    });
    Some(view! { <dl class="counts">{lines.collect_view()}</dl> })
}

fn card(
    visit: VisitId,
    form: &Group,
    view: &VisitView,
    row: &RowView,
    number: usize,
) -> impl IntoView + use<> {
    let facts = Facts::of(view, form, row);
    let findings = facts.findings.iter().map(|finding| {
        view! {
            <li class="finding-line"><SeverityChip severity=finding.severity />
                <span>{finding.statement.get(language()).to_owned()}</span></li>
        }
    });
    let errors = facts.errors.iter().map(|error| {
        view! {
            <li class="data-error"><Picture icon=Icon::Warning />
                <span>{error.message.get(language()).to_owned()}</span></li>
        }
    });
    let class = facts.class();
    let state = facts.states().map(|text| view! { <Chip class=class text=text /> });
    let numbers = facts.numbers().map(|text| view! { <span class="number">{text}</span> });
    view! {
        <li>
            <a class="row-card" href=Route::Row(visit, form.id.clone(), row.id.clone()).to_string()>
                <span class="code number">{number}</span>
                <strong class="label">{row_name(form, row, number)}</strong>
                {state.collect_view()}
                {numbers.collect_view()}
                {(facts.missing > 0).then(|| view! {
                    <Chip class="missing" text=with("row-missing", [("count", facts.missing)]) />
                })}
                {(facts.disputed > 0).then(|| view! {
                    <Chip class="disputed" text=with("disputed-count", [("count", facts.disputed)]) />
                })}
            </a>
            <ul class="row-outcome">{findings.collect_view()}{errors.collect_view()}</ul>
        </li>
    }
}

/// What follows from a row's values, as the assessment has it.
pub(super) struct Facts<'a> {
    /// Computed values in the order of the checklist; `None` = undecided.
    pub(super) computed: Vec<(&'a ComputedField, Option<Answer>)>,
    /// Findings of this row.
    pub(super) findings: Vec<&'a Finding>,
    /// Contradictions in this row.
    pub(super) errors: Vec<&'a DataError>,
    /// Fields with different answers.
    pub(super) disputed: usize,
    /// Required fields without an answer.
    pub(super) missing: usize,
}

impl<'a> Facts<'a> {
    pub(super) fn of(view: &'a VisitView, form: &'a Group, row: &RowView) -> Self {
        let (all, id) = (&view.assessment, &row.id);
        let here = |place: &Option<(GroupId, RowId)>| {
            place.as_ref().is_some_and(|(group, row)| *group == form.id && row == id)
        };
        let results = all.groups.iter().find(|result| result.id == form.id);
        let values = results.and_then(|result| result.rows.iter().find(|(row, _)| row == id));
        let values = values.map(|(_, values)| values.clone()).unwrap_or_default();
        let answered = |field: &Field| {
            let given = row.fields.get(&field.id).into_iter().flatten();
            given.into_iter().any(|given| given.answer != Answer::Cleared)
        };
        let disputed = all.disputed.iter().filter(|disputed| {
            disputed.row.as_ref().is_some_and(|(group, row, _)| *group == form.id && row == id)
        });
        Self {
            computed: form.computed.iter().zip(values.into_iter().chain(std::iter::repeat(None))).collect(),
            findings: all.findings.iter().filter(|finding| here(&finding.row)).collect(),
            errors: all.data_errors.iter().filter(|error| here(&error.row)).collect(),
            disputed: disputed.count(),
            missing: form.fields.iter().filter(|field| field.required && !answered(field)).count(),
        }
    }

    /// How the row stands, as a class beside the words.
    pub(super) fn class(&self) -> &'static str {
        match self.findings.iter().map(|finding| finding.severity).max() {
            Some(severity) => severity_class(severity),
            None if self.missing > 0 || self.disputed > 0 || !self.errors.is_empty() => "waiting",
            None => "passed",
        }
    }

    /// Computed states in words, for example "quá hạn".
    pub(super) fn states(&self) -> impl Iterator<Item = String> {
        self.computed.iter().filter_map(|(_, value)| match value {
            Some(Answer::Text(words)) => Some(words.clone()),
            _ => None,
        })
    }

    /// Computed numbers that say something, for example the days of delay.
    fn numbers(&self) -> impl Iterator<Item = String> {
        self.computed.iter().filter_map(|(field, value)| match value {
            Some(Answer::Integer(number)) if *number != 0 => {
                Some(format!("{}: {}", field.label.get(language()), integer(*number, language())))
            }
            _ => None,
        })
    }
}

/// The field that names a row: the first text, for example the dossier's code.
pub(super) fn naming(form: &Group) -> Option<&Field> {
    form.fields.iter().find(|field| matches!(field.kind, Kind::Text))
}

/// What a row is called; its number where it has no name yet.
pub(super) fn row_name(form: &Group, row: &RowView, number: usize) -> String {
    let given = naming(form).and_then(|field| row.fields.get(&field.id)).into_iter().flatten();
    name_of(form, given.into_iter().map(|given| &given.answer))
        .unwrap_or_else(|| with("row-number", [("number", number)]))
}

fn name_of<'a>(form: &Group, answers: impl Iterator<Item = &'a Answer>) -> Option<String> {
    let kind = naming(form).map(|field| &field.kind);
    let names: Vec<_> = answers
        .filter(|answer| **answer != Answer::Cleared)
        .map(|answer| show(kind, answer, language()))
        .collect();
    (!names.is_empty()).then(|| names.join(" / "))
}

/// Rows that were struck out, with a way back for each.
fn struck_out(visit: VisitId, form: Group, complaint: RwSignal<Option<String>>) -> impl IntoView {
    let desk = Desk::here();
    let id = StoredValue::new(form.id.clone());
    let gone = Memo::new(move || {
        desk.read(|session| {
            let record = session.record(&visit).unwrap_or_default();
            let rows = record.rows.get(&form.id).into_iter().flatten().filter(|(_, row)| row.removed);
            let named = rows.map(|(row, content)| {
                let given =
                    naming(&form).and_then(|field| content.fields.get(&field.id)).into_iter().flatten();
                let name = name_of(&form, given.map(|version| &version.answer));
                (row.clone(), name.unwrap_or_else(|| t("row-nameless")))
            });
            named.collect::<Vec<_>>()
        })
    });
    let back = move |row: RowId| {
        let edit = Edit::AddRow { group: id.get_value(), row };
        complaint.set(desk.edit(visit, edit).err().map(|error| error.text(language())));
    };
    view! {
        <Show when=move || !gone.with(Vec::is_empty)>
            <details class="struck-out">
                <summary>{live(move || with("rows-struck-out", [("count", gone.with(Vec::len))]))}</summary>
                <ul class="cards">
                    <For each=move || gone.get() key=|(row, _)| row.clone() let((row, name))>
                        <li class="row-card">
                            <s class="label">{name.clone()}</s>
                            <button type="button" class="quiet"
                                aria-label=with("row-bring-back-named", [("name", name)])
                                on:click=upon(move |_| back(row.clone()))>
                                <Picture icon=Icon::Undo />{t("row-bring-back")}
                            </button>
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

/// A new row's id, a ULID: the time first, so that rows stand in the order in which they were added. `after`: how many
/// were added before it at the same moment.
pub(super) fn fresh_row(after: u64) -> Result<RowId, String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    let now = u64::try_from(book::now()).unwrap_or_default().saturating_add(after);
    let ulid = ulid::Ulid::from_parts(now, u128::from_be_bytes(random));
    ulid.to_string().parse().map_err(|error: schemas::ids::InvalidId| error.to_string())
}
