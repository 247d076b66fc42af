//! Areas of a picture that are to be covered: drawn with a finger, or set and moved with buttons.

use crate::live::{RwSignal, Show, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::words::{t, with};
use leptos::html;
use leptos::prelude::*;
use web_sys::PointerEvent;

/// Smaller than this, in parts of the picture's side, it was a tap and not an area.
const SMALLEST: f64 = 0.01;
/// How far a button moves or stretches an area, in parts of the picture's side.
const STEP: f64 = 0.02;
/// Side of the square on which areas are drawn over the picture.
const SIDE: f64 = 1000.0;

/// A rectangle in parts of the picture: 0 is its left or upper edge, 1 its right or lower one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

type Point = (f64, f64);

impl Area {
    /// Where a button puts it at first.
    const MIDDLE: Self = Self { x: 0.375, y: 0.4, width: 0.25, height: 0.2 };

    fn between(a: Point, b: Point) -> Self {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        Self { x, y, width: (a.0 - b.0).abs(), height: (a.1 - b.1).abs() }
    }

    fn is_area(&self) -> bool {
        self.width >= SMALLEST && self.height >= SMALLEST
    }

    /// Moved and stretched, but always inside of the picture.
    fn changed(self, (dx, dy): Point, (dw, dh): Point) -> Self {
        let width = (self.width + dw).clamp(2.0 * SMALLEST, 1.0);
        let height = (self.height + dh).clamp(2.0 * SMALLEST, 1.0);
        let x = (self.x + dx).clamp(0.0, 1.0 - width);
        let y = (self.y + dy).clamp(0.0, 1.0 - height);
        Self { x, y, width, height }
    }
}

/// The areas in pixels: left, top, width, height of each; rounded outwards.
pub(super) fn in_pixels(areas: &[Area], (width, height): (u32, u32)) -> Vec<f64> {
    let (width, height) = (f64::from(width), f64::from(height));
    let one = |area: &Area| {
        let (left, top) = ((area.x * width).floor(), (area.y * height).floor());
        let right = ((area.x + area.width) * width).ceil().min(width);
        let bottom = ((area.y + area.height) * height).ceil().min(height);
        [left, top, right - left, bottom - top]
    };
    areas.iter().flat_map(one).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_stays_inside_of_the_picture() {
        let area = Area::between((0.9, 0.8), (0.5, 0.2));
        assert!(area.is_area());
        let far = area.changed((7.0, -7.0), (0.0, 0.0));
        assert!((far.x + far.width - 1.0).abs() < 1e-9 && far.y == 0.0);
        assert!(!Area::between((0.1, 0.1), (0.1, 0.9)).is_area());
    }

    #[test]
    fn pixels_cover_the_whole_area() {
        let area = Area { x: 0.1004, y: 0.0, width: 0.2, height: 1.0 };
        assert_eq!(in_pixels(&[area], (100, 50)), [10.0, 0.0, 21.0, 50.0]);
    }
}
