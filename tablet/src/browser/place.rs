//! Where the tablet is. See `js/where.js`.

use super::{number, settled};
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/where.js")]
extern "C" {
    fn position() -> Promise;
}

/// A position as the device gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// Radius in metres.
    pub accuracy: Option<f64>,
    /// How old it is, in milliseconds.
    pub age: f64,
}

/// Where the tablet is now; none without permission or signal, or not in time.
pub async fn here() -> Option<Fix> {
    let found = settled(position()).await.ok().filter(|found| !found.is_null())?;
    Some(Fix {
        latitude: number(&found, "lat"),
        longitude: number(&found, "lon"),
        accuracy: super::field(&found, "accuracy").as_f64(),
        age: number(&found, "ageMs"),
    })
}
