//! A field to sign in with finger or pen. What comes of it is a picture and nothing more.

use super::icon::{Icon, Picture};
use crate::live::{RwSignal, StoredValue, live, upon};
use crate::words::t;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Width and height of the picture in pixels, whatever the size on the screen.
pub const PIXELS: (u32, u32) = (900, 360);
/// Width of the line in these pixels.
const LINE: f64 = 4.5;
/// Ink and paper.
const COLOURS: (&str, &str) = ("#1a1d21", "#ffffff");

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Drawing {
    canvas: NodeRef<html::Canvas>,
    /// Lines drawn so far.
    lines: RwSignal<u32>,
    /// Where the pen is, while it is down.
    pen: StoredValue<Option<(f64, f64)>>,
}

impl Drawing {
    /// An empty field.
    pub fn new() -> Self {
        Self { canvas: NodeRef::new(), lines: RwSignal::new(0), pen: StoredValue::new(None) }
    }

    /// Nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.lines.get() == 0
    }

    /// The picture as a PNG file, if something is drawn.
    pub fn png(&self) -> Option<Vec<u8>> {
        if self.lines.get_untracked() == 0 {
            return None;
        }
        let url = self.canvas.get_untracked()?.to_data_url_with_type("image/png").ok()?;
        let text = window().atob(url.split_once(',')?.1).ok()?;
        // A "binary string": one character for each byte.
        text.chars().map(|byte| u8::try_from(u32::from(byte)).ok()).collect()
    }

    /// Takes everything away.
    pub fn clear(&self) {
        self.lines.set(0);
        if let Some(context) = self.context() {
            context.set_fill_style_str(COLOURS.1);
            context.fill_rect(0.0, 0.0, f64::from(PIXELS.0), f64::from(PIXELS.1));
        }
    }

    fn context(&self) -> Option<web_sys::CanvasRenderingContext2d> {
        let context = self.canvas.get_untracked()?.get_context("2d").ok()??;
        context.dyn_into::<web_sys::CanvasRenderingContext2d>().ok()
    }

    /// Where an event is, in pixels of the picture.
    fn place(&self, event: &ev::PointerEvent) -> Option<(f64, f64)> {
        let canvas = self.canvas.get_untracked()?;
        let scale = |pixels: u32, shown: i32| f64::from(pixels) / f64::from(shown.max(1));
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        Some((x * scale(PIXELS.0, canvas.client_width()), y * scale(PIXELS.1, canvas.client_height())))
    }

    fn down(&self, event: &ev::PointerEvent) {
        event.prevent_default();
        if let Some(canvas) = self.canvas.get_untracked() {
            // Without it a line that leaves the field ends there.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        if self.lines.get_untracked() == 0 {
            self.clear();
        }
        let place = self.place(event);
        self.pen.set_value(place);
        self.lines.update(|lines| *lines += 1);
        // A tap alone is a dot.
        self.line(place, place);
    }

    fn moved(&self, event: &ev::PointerEvent) {
        let from = self.pen.get_value();
        if from.is_some() {
            let to = self.place(event);
            self.line(from, to);
            self.pen.set_value(to);
        }
    }

    fn line(&self, from: Option<(f64, f64)>, to: Option<(f64, f64)>) {
        let (Some(context), Some(from), Some(to)) = (self.context(), from, to) else { return };
        context.set_stroke_style_str(COLOURS.0);
        context.set_line_width(LINE);
        context.set_line_cap("round");
        context.begin_path();
        context.move_to(from.0, from.1);
        context.line_to(to.0, to.1);
        context.stroke();
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Self::new()
    }
}

/// The field.
#[component]
pub fn SignaturePad(
    /// What is drawn.
    drawing: Drawing,
) -> impl IntoView {
    let up = move |_: ev::PointerEvent| drawing.pen.set_value(None);
    view! {
        <div class="signature-field">
            <canvas class="signature-pad" node_ref=drawing.canvas width=PIXELS.0.to_string() height=PIXELS.1.to_string()
                role="img" aria-label=live(move || if drawing.is_empty() { t("signature-empty") } else { t("signature-drawn") })
                on:pointerdown=upon(move |event| drawing.down(&event)) on:pointermove=upon(move |event| drawing.moved(&event))
                on:pointerup=upon(up) on:pointercancel=upon(up)></canvas>
            <button type="button" class="quiet" disabled=live(move || drawing.is_empty()) on:click=upon(move |_| drawing.clear())>
                <Picture icon=Icon::Undo />{t("signature-again")}
            </button>
        </div>
    }
}
