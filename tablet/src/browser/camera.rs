//! The camera in the page, and the file picker. See `js/camera.js`.

use super::{Failure, settled};
use js_sys::{Array, Promise};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, HtmlVideoElement};

mod js {
    use super::{HtmlVideoElement, Promise};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/camera.js")]
    extern "C" {
        pub(super) fn start(video: &HtmlVideoElement) -> Promise;
        pub(super) fn stop();
        pub(super) fn capture(video: &HtmlVideoElement) -> Promise;
        pub(super) fn pick(from_camera: bool) -> Promise;
    }
}

/// Shows the rear camera in a video element.
pub async fn start(video: &HtmlVideoElement) -> Result<(), Failure> {
    settled(js::start(video)).await.map(drop)
}

/// Lets go of the camera.
pub fn stop() {
    js::stop();
}

/// A picture of what the camera shows.
pub async fn capture(video: &HtmlVideoElement) -> Result<Blob, Failure> {
    settled(js::capture(video)).await?.dyn_into().map_err(|_| Failure::other("no picture came"))
}

/// Lets a person take (with the system's camera) or choose pictures; empty if none.
pub async fn pick(from_camera: bool) -> Result<Vec<File>, Failure> {
    let files = Array::from(&settled(js::pick(from_camera)).await?);
    Ok(files.iter().filter_map(|file| file.dyn_into().ok()).collect())
}
