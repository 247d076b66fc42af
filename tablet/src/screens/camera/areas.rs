//! Areas of a picture that are to be covered: drawn with a finger, or set and moved with buttons.

use crate::live::{RwSignal, Show, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::words::{t, with};
use client_core::cover::{Area, Point};
use leptos::html;
use leptos::prelude::*;
use web_sys::PointerEvent;

/// How far a button moves or stretches an area, in parts of the picture's side.
const STEP: f64 = 0.02;
/// Side of the square on which areas are drawn over the picture.
const SIDE: f64 = 1000.0;

/// The picture with the areas on it, and the buttons for who cannot or does not want to draw.
pub(super) fn board(address: String, areas: RwSignal<Vec<Area>>) -> impl IntoView {
    let (node, picture) = (NodeRef::<html::Div>::new(), NodeRef::<html::Img>::new());
    let drag = RwSignal::new(None::<(Point, Point)>);
    let chosen = RwSignal::new(None::<usize>);
    let at = move |event: &PointerEvent| {
        let frame = picture.get_untracked()?.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - frame.left()) / frame.width();
        let y = (f64::from(event.client_y()) - frame.top()) / frame.height();
        (x.is_finite() && y.is_finite()).then(|| (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)))
    };
    let down = move |event: PointerEvent| {
        if !event.is_primary() {
            return;
        }
        if let Some(node) = node.get_untracked() {
            // Without it, drawing ends at the picture's edge.
            let _ = node.set_pointer_capture(event.pointer_id());
        }
        drag.set(at(&event).map(|point| (point, point)));
    };
    let moved = move |event: PointerEvent| {
        if let (Some((begin, _)), Some(end)) = (drag.get_untracked(), at(&event)) {
            drag.set(Some((begin, end)));
        }
    };
    let up = move |_: PointerEvent| {
        let drawn = drag.get_untracked().map(|(begin, end)| Area::between(begin, end));
        drag.set(None);
        if let Some(area) = drawn.filter(Area::is_area) {
            add(areas, chosen, area);
        }
    };
    let rectangle = |area: Area, class: &'static str| {
        let part = |part: f64| format!("{:.1}", part * SIDE);
        view! {
            <rect class=class x=part(area.x) y=part(area.y) width=part(area.width) height=part(area.height) />
        }
    };
    let standing = move || {
        let chosen = chosen.get();
        let class = move |at: usize| if chosen == Some(at) { "area chosen" } else { "area" };
        let areas = areas.get().into_iter().enumerate();
        areas.map(|(at, area)| rectangle(area, class(at))).collect_view()
    };
    let coming = move || drag.get().map(|(begin, end)| rectangle(Area::between(begin, end), "area coming"));
    view! {
        <p class="hint">{t("cover-explained")}</p>
        <div class="viewer"><div class="draw-areas" node_ref=node on:pointerdown=upon(down) on:pointermove=upon(moved) on:pointerup=upon(up)
            on:pointercancel=upon(move |_| drag.set(None))>
            <img node_ref=picture src=address alt=t("camera-preview") draggable="false" />
            <svg class="areas" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
                {standing} {coming}
            </svg>
        </div></div>
        {list(areas, chosen)}
    }
}

fn add(areas: RwSignal<Vec<Area>>, chosen: RwSignal<Option<usize>>, area: Area) {
    areas.update(|areas| areas.push(area));
    chosen.set(areas.with_untracked(Vec::len).checked_sub(1));
}

/// The areas one by one.
fn list(areas: RwSignal<Vec<Area>>, chosen: RwSignal<Option<usize>>) -> impl IntoView {
    let remove = move |at: usize| {
        areas.update(|areas| {
            if at < areas.len() {
                areas.remove(at);
            }
        });
        chosen.set(None);
    };
    view! {
        <div class="area-list">
            <button type="button" class="quiet" on:click=upon(move |_| add(areas, chosen, Area::MIDDLE))>
                <Picture icon=Icon::Plus />{t("cover-add")}
            </button>
            <ul>
                <For each=move || 0..areas.with(Vec::len) key=|at| *at let:at>
                    <li>
                        <button type="button" class="quiet toggle"
                            aria-pressed=live(move || (chosen.get() == Some(at)).to_string())
                            on:click=upon(move |_| chosen.set(Some(at)))>
                            {with("cover-area", [("number", at + 1)])}
                        </button>
                        <button type="button" class="quiet" on:click=upon(move |_| remove(at))
                            aria-label=with("cover-remove-area", [("number", at + 1)])>
                            <Picture icon=Icon::Cross />{t("cover-remove")}
                        </button>
                    </li>
                </For>
            </ul>
            <Show when=move || chosen.get().is_some()>{handles(areas, chosen)}</Show>
        </div>
    }
}

/// Moves and stretches the chosen area.
fn handles(areas: RwSignal<Vec<Area>>, chosen: RwSignal<Option<usize>>) -> impl IntoView {
    let change = move |by: Point, stretch: Point| {
        let Some(at) = chosen.get_untracked() else { return };
        areas.update(|areas| {
            if let Some(area) = areas.get_mut(at) {
                *area = area.changed(by, stretch);
            }
        });
    };
    let buttons = [
        ("cover-left", (-STEP, 0.0), (0.0, 0.0)),
        ("cover-right", (STEP, 0.0), (0.0, 0.0)),
        ("cover-up", (0.0, -STEP), (0.0, 0.0)),
        ("cover-down", (0.0, STEP), (0.0, 0.0)),
        ("cover-wider", (0.0, 0.0), (STEP, 0.0)),
        ("cover-narrower", (0.0, 0.0), (-STEP, 0.0)),
        ("cover-taller", (0.0, 0.0), (0.0, STEP)),
        ("cover-lower", (0.0, 0.0), (0.0, -STEP)),
    ];
    let buttons = buttons.into_iter().map(|(text, by, stretch)| {
        view! { <button type="button" class="quiet" on:click=upon(move |_| change(by, stretch))>{t(text)}</button> }
    });
    view! {
        <div class="area-handles" role="group" aria-label=t("cover-handles")>{buttons.collect_view()}</div>
    }
}
