//! What was to be photographed, kept where it outlives the app: opening the camera is when tablets with little memory
//! kill what runs beside it.

use crate::desk::Desk;
use crate::words::with;
use client_core::route::Route;
use leptos::prelude::*;

const KEY: &str = "intent";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps that this screen was wanted.
pub(super) fn remember(route: &Route) {
    if let Some(storage) = storage() {
        // If it cannot be kept, a killed app opens with the list of visits instead.
        let _ = storage.set_item(KEY, &route.to_string());
    }
}

/// The screen was left by the person.
pub(super) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

/// Goes back to the question for which a photo was to be taken when the app was killed. To be called once when a book is
/// opened, before its first screen is drawn.
pub fn resume(desk: Desk) {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    forget();
    let Some(Route::Camera(visit, item)) = kept.map(|route| Route::parse(&route)) else { return };
    // Whoever has gone elsewhere by an address stays there; the camera itself is not opened again unasked.
    let here = desk.route.get_untracked();
    let astray = here != Route::Today && here != Route::Camera(visit, item.clone());
    let planned = desk.book().read(|session| session.planned(&visit).is_ok());
    if astray || !planned {
        return;
    }
    let target = Route::Item(visit, item.clone());
    if let Ok(history) = window().history() {
        // In the place of the camera: the way back does not lead into it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&target.to_string()));
    }
    desk.route.set(target);
    desk.board.tell(Some(visit), with("camera-broken-off", [("item", item)]));
}
