//! Files out of the app and into it. See `js/share.js`.

use super::{Failure, bytes, settled};
use js_sys::{Promise, Uint8Array};

mod js {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/share.js")]
    extern "C" {
        #[wasm_bindgen(js_name = shareFile)]
        pub(super) fn share_file(name: &str, bytes: Uint8Array, mime: &str) -> Promise;
        #[wasm_bindgen(js_name = pickFile)]
        pub(super) fn pick_file(accept: &str) -> Promise;
    }
}

/// What became of a file that was given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// Given to another app.
    Shared,
    /// Saved among the downloads.
    Downloaded,
    /// The person changed their mind.
    Cancelled,
}

/// Gives a file out, by the share sheet where there is one. Needs to be called right after a tap.
pub async fn share_file(name: &str, file: &[u8], mime: &str) -> Result<Shared, Failure> {
    let how = settled(js::share_file(name, Uint8Array::from(file), mime)).await?;
    Ok(match how.as_string().as_deref() {
        Some("shared") => Shared::Shared,
        Some("cancelled") => Shared::Cancelled,
        _ => Shared::Downloaded,
    })
}

/// Lets a person choose a file; none if they did not. Needs to be called right after a tap.
pub async fn pick_file(accept: &str) -> Result<Option<Vec<u8>>, Failure> {
    let file = settled(js::pick_file(accept)).await?;
    Ok((!file.is_null()).then(|| bytes(&file, "bytes")))
}
