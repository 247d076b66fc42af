//! One row of a group: a sampled dossier, an absence. All its fields, and what is computed from them while they are
//! filled in.

mod field;

use super::rows::{Facts, form, row_name};
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, StoredValue, live, upon};
use crate::parts::chip::{Chip, SeverityChip};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use chrono::NaiveDate;
use client_core::route::Route;
use client_core::view::{RowView, VisitView};
use inspection::Edit;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::ids::{GroupId, RowId, VisitId};
use schemas::template::Group;

/// One row.
#[component]
pub fn Row(
    /// The visit.
    visit: VisitId,
    /// The group.
    group: GroupId,
    /// Which.
    row: RowId,
) -> impl IntoView {
    let desk = Desk::here();
    let date = desk.book().read(|session| session.planned(&visit).map(|planned| planned.date).ok());
    match form(desk, visit, &group).zip(date) {
        Some((form, date)) => card(Place { visit, form, row, date }).into_any(),
        None => view! {
            <TopBar title=group.to_string() />
            <main class="screen"><p class="empty">{t("template-missing-long")}</p></main>
        }
        .into_any(),
    }
}

/// What never changes while the screen stands.
struct Place {
    visit: VisitId,
    form: Group,
    row: RowId,
    /// The day of the visit.
    date: NaiveDate,
}

/// The rows that stand in the group, in order.
fn rows(view: &Option<VisitView>, group: &GroupId) -> Vec<RowView> {
    let groups = view.iter().flat_map(|view| &view.groups);
    groups.filter(|other| other.id == *group).flat_map(|group| group.rows.clone()).collect()
}

fn card(place: Place) -> impl IntoView {
    let desk = Desk::here();
    let visit = place.visit;
    let view = desk.visit(visit);
    let place = StoredValue::new(place);
    let order = Memo::new(move || {
        let rows = view.with(|view| place.with_value(|place| rows(view, &place.form.id)));
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    });
    let standing = Memo::new(move || {
        let rows = view.with(|view| place.with_value(|place| rows(view, &place.form.id)));
        rows.into_iter().find(|row| place.with_value(|place| row.id == place.row))
    });
    let at =
        move || order.with(|order| order.iter().position(|row| place.with_value(|place| *row == place.row)));
    let title = move || {
        let number = at().unwrap_or_default() + 1;
        place.with_value(|place| match standing.get() {
            Some(row) => row_name(&place.form, &row, number),
            None => place.form.label.get(language()).to_owned(),
        })
    };
    let of_all = move || at().map(|at| format!("{}/{}", at + 1, order.with(Vec::len))).unwrap_or_default();
    let beside = move |step: isize| {
        let at = at()?.checked_add_signed(step)?;
        let row = order.with(|order| order.get(at).cloned())?;
        Some(Route::Row(visit, place.with_value(|place| place.form.id.clone()), row).to_string())
    };
    let list = move || Route::Rows(visit, place.with_value(|place| place.form.id.clone())).to_string();
    let there = Memo::new(move || standing.with(Option::is_some));
    view! {
        <TopBar title=Signal::derive(title) place=Signal::derive(of_all) />
        <main class="screen row-screen">
            {live(move || if there.get() {
                view! {
                    {live(move || outcome(view, standing, place))}
                    {fields(view, standing, place)}
                    {strike_out(place)}
                }.into_any()
            } else {
                gone(place).into_any()
            })}
        </main>
        <BottomBar>
            <a class="button quiet" href=live(move || beside(-1)) aria-disabled=live(move || beside(-1).is_none().to_string())>
                <Picture icon=Icon::Back />{t("previous")}
            </a>
            <a class="button quiet" href=list>{t("rows-list")}</a>
            <a class="button" href=live(move || beside(1).unwrap_or_else(list))>
                {live(move || if beside(1).is_some() { t("next") } else { t("finish") })}<Picture icon=Icon::Next />
            </a>
        </BottomBar>
    }
}

/// How the row stands: computed values, findings, what contradicts itself.
fn outcome(
    view: Memo<Option<VisitView>>,
    standing: Memo<Option<RowView>>,
    place: StoredValue<Place>,
) -> Option<impl IntoView> {
    view.with(|view| {
        let (view, row) = (view.as_ref()?, standing.get()?);
        place.with_value(|place| {
            let facts = Facts::of(view, &place.form, &row);
            let class = facts.class();
            let state = facts.states().map(|text| view! { <Chip class=class text=text /> });
            let value = |value: &Option<Answer>| match value {
                Some(answer) => show(None, answer, language()),
                None => t("row-undecided"),
            };
            let computed = facts.computed.iter().map(|(field, answer)| {
                view! {
                    <div><dt>{field.label.get(language()).to_owned()}</dt><dd class="number">{value(answer)}</dd></div>
                }
            });
            let computed = (!facts.computed.is_empty())
                .then(|| view! { <dl class="facts">{computed.collect_view()}</dl> });
            let findings = facts.findings.iter().map(|finding| {
                view! {
                    <li class="finding-line"><SeverityChip severity=finding.severity />
                        <span>{finding.statement.get(language()).to_owned()}</span></li>
                }
            });
            let errors = facts.errors.iter().filter(|error| error.field.is_none()).map(|error| {
                view! {
                    <li class="data-error"><Picture icon=Icon::Warning />
                        <span>{error.message.get(language()).to_owned()}</span></li>
                }
            });
            Some(view! {
                <section class="outcome" role="status" aria-label=t("row-outcome")>
                    <p>
                        {state.collect_view()}
                        {(facts.missing > 0).then(|| view! {
                            <Chip class="missing" text=with("row-missing", [("count", facts.missing)]) />
                        })}
                    </p>
                    {computed}
                    <ul>{findings.collect_view()}{errors.collect_view()}</ul>
                </section>
            })
        })
    })
}

/// The fields in the order of the checklist.
fn fields(
    view: Memo<Option<VisitView>>,
    standing: Memo<Option<RowView>>,
    place: StoredValue<Place>,
) -> impl IntoView {
    let day = Memo::new(move || place.with_value(|place| standing.with(|row| deciding(place, row.as_ref()))));
    place.with_value(|place| {
        let fields = place.form.fields.iter().cloned();
        let one = |field| {
            let at = field::At { visit: place.visit, group: place.form.id.clone(), row: place.row.clone() };
            field::card(at, field, view, standing, day)
        };
        fields.map(one).collect_view()
    })
}

/// The day on which the row's choices must have been offered. Only what is offered hangs on it here; what is given is
/// checked by the session.
fn deciding(place: &Place, row: Option<&RowView>) -> NaiveDate {
    let given = place.form.dated_by.as_ref().and_then(|field| row?.fields.get(field));
    match given.map(Vec::as_slice) {
        Some([only]) => match &only.answer {
            Answer::Date(date) => *date,
            Answer::Moment(moment) => moment.date(),
            _ => place.date,
        },
        _ => place.date,
    }
}

/// Takes the row out of the count; it can be brought back.
fn strike_out(place: StoredValue<Place>) -> impl IntoView {
    let desk = Desk::here();
    let complaint = RwSignal::new(None::<String>);
    let strike = move |_| {
        let (visit, edit) = place.with_value(|place| {
            (place.visit, Edit::RemoveRow { group: place.form.id.clone(), row: place.row.clone() })
        });
        if let Err(error) = desk.edit(visit, edit) {
            complaint.set(Some(error.text(language())));
        }
    };
    view! {
        <button type="button" class="quiet strike-out" on:click=upon(strike)><Picture icon=Icon::Cross />{t("row-strike-out")}</button>
        <p class="complaint" role="alert">{live(move || complaint.get())}</p>
    }
}

/// A row that was struck out, here or by a colleague.
fn gone(place: StoredValue<Place>) -> impl IntoView {
    let desk = Desk::here();
    let known = place.with_value(|place| {
        desk.book().read(|session| {
            let record = session.record(&place.visit).unwrap_or_default();
            record.rows.get(&place.form.id).is_some_and(|rows| rows.contains_key(&place.row))
        })
    });
    let complaint = RwSignal::new(None::<String>);
    let back = move |_| {
        let (visit, edit) = place.with_value(|place| {
            (place.visit, Edit::AddRow { group: place.form.id.clone(), row: place.row.clone() })
        });
        if let Err(error) = desk.edit(visit, edit) {
            complaint.set(Some(error.text(language())));
        }
    };
    if !known {
        return view! { <p class="empty">{t("row-unknown")}</p> }.into_any();
    }
    view! {
        <p class="empty" role="status">{t("row-gone")}</p>
        <button type="button" on:click=upon(back)><Picture icon=Icon::Undo />{t("row-bring-back")}</button>
        <p class="complaint" role="alert">{live(move || complaint.get())}</p>
    }
    .into_any()
}
