//! The tablet app: screens and drivers around [`client_core::Session`]. No rule stands here.
//!
//! A tap in `screens` → [`desk::Desk`] → [`book::Book`] → the session, which yields effects; the book carries them out
//! with the drivers in `browser`, and [`desk::Board`] tells the screens.

pub mod app;
pub mod book;
pub mod browser;
pub mod desk;
pub mod live;
pub mod parts;
pub mod screens;
pub mod settings;
pub mod vault;
pub mod words;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

/// What `shell/compile.js` calls, see [`client_core::practice`]: touches neither page nor store, and nothing depends on it.
#[wasm_bindgen]
pub fn practise() {
    let _ = client_core::practice::open();
}

/// Takes over from the static shell, which goes as soon as `#app` holds an element.
#[wasm_bindgen(start)]
pub fn start() {
    settings::apply();
    let place = leptos::prelude::document().get_element_by_id("app").and_then(|place| place.dyn_into().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, app::App).forget();
    }
}
