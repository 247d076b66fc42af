//! The tablet app: screens and drivers around [`client_core::Session`]. No rule stands here.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the static shell.
#[wasm_bindgen(start)]
pub fn start() {
    leptos::mount::mount_to_body(|| view! { <p>"Sổ kiểm tra"</p> });
}
