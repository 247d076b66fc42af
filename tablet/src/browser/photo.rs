//! Pictures made ready in a thread of their own: upright, down-scaled, without metadata; areas made unreadable. See
//! `js/photo.js`.

use super::{Failure, bytes, field, number, settled};
use chrono::NaiveDateTime;
use js_sys::{Float64Array, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

mod js {
    use super::{Blob, Float64Array, Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/photo.js")]
    extern "C" {
        pub(super) fn prepare(blob: &Blob) -> Promise;
        pub(super) fn blur(bytes: Uint8Array, areas: Float64Array) -> Promise;
    }
}

/// A picture that is ready to be kept.
pub struct Ready {
    /// A JPEG file.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A small JPEG file of it.
    pub thumb: Vec<u8>,
    /// What its file said about when it was taken, by the camera's clock.
    pub taken_at: Option<NaiveDateTime>,
}

impl Ready {
    fn of(ready: &JsValue) -> Self {
        let taken = field(ready, "takenAt").as_string();
        Self {
            bytes: bytes(ready, "bytes"),
            width: number(ready, "width") as u32,
            height: number(ready, "height") as u32,
            thumb: bytes(ready, "thumb"),
            // An offset behind it does not change the civil time that it says.
            taken_at: taken.and_then(|text| text.get(..19)?.parse().ok()),
        }
    }
}

/// Makes a file of the camera or the picker ready.
pub async fn prepare(file: &Blob) -> Result<Ready, Failure> {
    settled(js::prepare(file)).await.map(|ready| Ready::of(&ready))
}

/// The same picture with areas that nobody can read any more: left, top, width and height of each, in pixels.
pub async fn blur(file: &[u8], areas: &[f64]) -> Result<Ready, Failure> {
    let (file, areas) = (Uint8Array::from(file), Float64Array::from(areas));
    settled(js::blur(file, areas)).await.map(|ready| Ready::of(&ready))
}
