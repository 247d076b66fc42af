//! A visit: its sections with what is answered, disputed and missing, the live score, and what there is beside items.

use crate::desk::Desk;
use crate::live::live;
use crate::parts::chip::Chip;
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::{SectionView, VisitView};
use leptos::prelude::*;
use schemas::evaluate::{ItemState, Score};
use schemas::ids::VisitId;
use schemas::text::percent;

/// Points as they are printed: `41,5/60 (69,17 %)`.
pub fn points(score: Score) -> String {
    let part = percent(score.earned.0.max(0) as u64, score.possible.0.max(0) as u64, 2, language());
    let part = part.map(|part| format!(" ({part})")).unwrap_or_default();
    format!("{}/{}{part}", score.earned.short(language()), score.possible.short(language()))
}

/// The overview of a visit.
#[component]
pub fn Visit(
    /// Which.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let view = desk.visit(visit);
    let title = move || {
        desk.read(|session| {
            session.planned(&visit).map(|planned| planned.unit_name.clone()).unwrap_or_default()
        })
    };
    view! {
        <TopBar title=Signal::derive(title) />
        <main class="screen">
            {live(move || match view.get() {
                Some(view) => overview(visit, view).into_any(),
                None => view! { <p class="empty">{t("template-missing-long")}</p> }.into_any(),
            })}
        </main>
        <BottomBar>
            <a class="button quiet" href=Route::Find(visit).to_string()><Picture icon=Icon::Search />{t("find")}</a>
            <a class="button quiet" href=Route::Sign(visit).to_string()><Picture icon=Icon::Pen />{t("sign")}</a>
            {live(move || view.get().and_then(|view| next_open(&view)).map(|item| view! {
                <a class="button" href=Route::Item(visit, item).to_string()>{t("go-on")}<Picture icon=Icon::Next /></a>
            }))}
        </BottomBar>
    }
}

/// The first item that waits for an answer.
fn next_open(view: &VisitView) -> Option<schemas::ids::ItemId> {
    let items = view.sections.iter().flat_map(|section| &section.items);
    items.into_iter().find(|item| item.state == ItemState::Open).map(|item| item.id.clone())
}

fn overview(visit: VisitId, view: VisitView) -> impl IntoView {
    let desk = Desk::here();
    let (answered, asked, disputed) = (view.card.answered, view.card.asked, view.card.disputed);
    let team = desk.read(|session| {
        session.planned(&visit).map(|planned| {
            let names: Vec<_> = planned.team.iter().map(|member| member.name.clone()).collect();
            names.join(" · ")
        })
    });
    view! {
        <section class="summary">
            <p class="total"><span>{t("score")}</span> <strong class="number">{points(view.assessment.total)}</strong></p>
            <p>{with("answered-of", [("answered", answered), ("asked", asked)])}</p>
            {(disputed > 0).then(|| view! {
                <a class="button quiet" href=Route::Disputes(visit).to_string()>
                    <Picture icon=Icon::Diamond />{with("disputed-count", [("count", disputed)])}
                </a>
            })}
            <p class="muted">{t("team")} ": " {team.unwrap_or_default()}</p>
        </section>
        <h2>{t("sections")}</h2>
        <ul class="cards">{view.sections.iter().map(|section| section_card(visit, section)).collect_view()}</ul>
        <h2>{t("beside-items")}</h2>
        <ul class="cards">
            {view.groups.iter().map(|group| view! {
                <li><a class="row-card" href=Route::Rows(visit, group.id.clone()).to_string()>
                    <span>{group.label.get(language()).to_owned()}</span>
                    <span class="number">{group.rows.len()}</span>
                </a></li>
            }).collect_view()}
            <li><a class="row-card" href=Route::Opinion(visit).to_string()>
                <span>{t("opinion")}</span>
                <span class="muted">{if view.opinion.is_empty() { t("empty") } else { t("written") }}</span>
            </a></li>
            <li><a class="row-card" href=Route::Relay(visit).to_string()><span>{t("relay")}</span></a></li>
        </ul>
    }
}

/// A section: a tap leads to its first open item, or its first.
fn section_card(visit: VisitId, section: &SectionView) -> impl IntoView + use<> {
    let shown: Vec<_> = section.items.iter().filter(|item| item.state != ItemState::Hidden).collect();
    let open = shown.iter().find(|item| item.state == ItemState::Open).or(shown.first());
    let target = open.map(|item| Route::Item(visit, item.id.clone()).to_string());
    let done =
        shown.iter().filter(|item| !matches!(item.state, ItemState::Open | ItemState::Disputed)).count();
    let disputed = shown.iter().filter(|item| item.disputed).count();
    view! {
        <li>
            <a class="section-card" href=target>
                <span class="code">{section.id.to_string()}</span>
                <span class="label">{section.label.get(language()).to_owned()}</span>
                <progress max=shown.len().max(1).to_string() value=done.to_string() aria-label=t("progress")></progress>
                <span class="number">{format!("{done}/{}", shown.len())}</span>
                <span class="number muted">{points(section.score)}</span>
                {(disputed > 0).then(|| view! {
                    <Chip class="disputed" text=with("disputed-count", [("count", disputed)]) />
                })}
            </a>
        </li>
    }
}
