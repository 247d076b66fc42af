//! The tablet app: screens and drivers around [`client_core::Session`]. No rule stands here.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over from the static shell, which goes as soon as `#app` holds an element.
#[wasm_bindgen(start)]
pub fn start() {
    let place = document().get_element_by_id("app").and_then(|place| place.dyn_into().ok());
    if let Some(place) = place {
        mount_to(place, || view! { <p>"Sổ kiểm tra"</p> }).forget();
    }
}
