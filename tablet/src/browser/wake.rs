//! Keeps the screen on. See `js/wake.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/wake.js")]
extern "C" {
    #[wasm_bindgen(js_name = keepAwake)]
    fn keep_awake() -> Promise;
    #[wasm_bindgen(js_name = letSleep)]
    fn let_sleep() -> Promise;
}

/// From now on, where the browser can.
pub fn on() {
    // Without it the screen goes dark as usual.
    let _ = keep_awake();
}

/// No longer.
pub fn off() {
    let _ = let_sleep();
}
