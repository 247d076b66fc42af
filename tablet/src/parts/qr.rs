//! QR codes: drawn as one SVG path, read with the camera. Where the browser can read them itself it does (Android);
//! elsewhere the picture is searched here.

use crate::browser::camera;
use crate::live::{Memo, RwSignal, StoredValue, live};
use crate::words::t;
use client_core::qr::{draw, read};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Pause between two looks at the camera's picture.
const LOOK: Duration = Duration::from_millis(150);
/// The middle of the camera's picture is searched in these sizes in turn, in points a side: a code that is missed in one,
/// because its edges fall badly, is found in another.
const SEARCHED: [u32; 3] = [800, 660, 500];

/// A code on the screen.
#[component]
pub fn Code(
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for whoever cannot see it.
    #[prop(into)]
    label: Signal<String>,
    /// How often it has been shown before: each time it looks different, so that a code that a camera cannot make out is
    /// another picture the next time.
    #[prop(into, optional)]
    times: Signal<usize>,
) -> impl IntoView {
    let drawn = Memo::new(move || text.with(|text| draw(text, times.get())));
    // Colours are attributes: a code must stay black on white in every theme.
    move || {
        let (size, ink) = drawn.get()?;
        Some(view! {
            <svg class="qr-code" viewBox=format!("0 0 {size} {size}") role="img" aria-label=live(move || label.get())
                shape-rendering="crispEdges">
                <path fill="#ffffff" d=format!("M0 0h{size}v{size}H0z") />
                <path fill="#000000" d=ink />
            </svg>
        })
    }
}

/// The camera, which calls `found` with every code that it sees, again and again while it sees it.
#[component]
pub fn Reader(
    /// Called with what a code says.
    #[prop(into)]
    found: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Video>::new();
    let trouble = RwSignal::new(None::<String>);
    let busy = StoredValue::new(false);
    let detector = StoredValue::new(detector());
    let started = StoredValue::new(false);
    let turn = StoredValue::new(0_usize);
    Effect::new(move |_| {
        let Some(video) = node.get().filter(|_| !started.get_value()) else { return };
        started.set_value(true);
        spawn_local(async move {
            if let Err(failure) = camera::start(&video).await {
                let _ = trouble.try_set(Some(failure.text()));
            }
        });
    });
    let look = move || {
        let Some(video) = node.get_untracked().filter(|video| video.ready_state() >= 2) else { return };
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            let texts = match detector.try_get_value().flatten() {
                Some(detector) => detect(&detector, &video).await,
                None => {
                    let turn = turn.try_update_value(|turn| {
                        *turn += 1;
                        *turn
                    });
                    search(&video, SEARCHED[turn.unwrap_or_default() % SEARCHED.len()]).unwrap_or_default()
                }
            };
            // The screen may have been left meanwhile; then nobody wants to know.
            if busy.try_set_value(false).is_none() {
                for text in texts {
                    let _ = found.try_run(text);
                }
            }
        });
    };
    let timer = set_interval_with_handle(look, LOOK).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
        camera::stop();
    });
    view! {
        <div class="qr-reader">
            <video node_ref=node autoplay muted playsinline aria-label=t("qr-camera")></video>
            <p class="complaint" role="alert">{live(move || trouble.get())}</p>
        </div>
    }
}

/// The browser's own reader of codes, where it has one that reads QR codes.
fn detector() -> Option<JsValue> {
    let class = Reflect::get(&window(), &"BarcodeDetector".into()).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&"qr_code".into())).ok()?;
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

async fn detect(detector: &JsValue, video: &web_sys::HtmlVideoElement) -> Vec<String> {
    let asked = || {
        let detect = Reflect::get(detector, &"detect".into()).ok()?.dyn_into::<Function>().ok()?;
        detect.call1(detector, video).ok()?.dyn_into::<Promise>().ok()
    };
    let Some(asked) = asked() else { return Vec::new() };
    // A picture that cannot be read is followed by the next one.
    let Ok(codes) = JsFuture::from(asked).await else { return Vec::new() };
    let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
    Array::from(&codes).iter().filter_map(text).collect()
}

/// Searches the middle of the camera's picture here, `most` points a side.
fn search(video: &web_sys::HtmlVideoElement, most: u32) -> Option<Vec<String>> {
    let (width, height) = (video.video_width(), video.video_height());
    let square = width.min(height);
    if square == 0 {
        return None;
    }
    let side = square.min(most);
    let canvas = document().create_element("canvas").ok()?.dyn_into::<web_sys::HtmlCanvasElement>().ok()?;
    canvas.set_width(side);
    canvas.set_height(side);
    let context = canvas.get_context("2d").ok()??.dyn_into::<web_sys::CanvasRenderingContext2d>().ok()?;
    let (left, top) = (f64::from(width - square) / 2.0, f64::from(height - square) / 2.0);
    let (from, to) = (f64::from(square), f64::from(side));
    context
        .draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            video, left, top, from, from, 0.0, 0.0, to, to,
        )
        .ok()?;
    let Clamped(pixels) = context.get_image_data(0.0, 0.0, to, to).ok()?.data();
    let side = side as usize;
    let light = |x: usize, y: usize| {
        let at = 4 * (y * side + x);
        let [red, green, blue] =
            [0, 1, 2].map(|part| u32::from(pixels.get(at + part).copied().unwrap_or(255)));
        ((red * 77 + green * 151 + blue * 28) >> 8) as u8
    };
    Some(read(side, side, light))
}
