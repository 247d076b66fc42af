//! Requests to the server. See `js/net.js`.

use super::{Failure, bytes, field, number, settled};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsValue;

mod js {
    use super::{Array, JsValue, Promise};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/net.js")]
    extern "C" {
        pub(super) fn request(method: &str, url: &str, headers: Array, body: JsValue, idle: u32) -> Promise;
    }
}

/// An answer.
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Lines `name: value`, names in small letters.
    headers: String,
    /// The body, inflated.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// One request. `idle`: how long nothing may move, in milliseconds.
pub async fn request(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
    idle: u32,
) -> Result<Reply, Failure> {
    let pair = |(name, value): &(&str, &str)| Array::of2(&(*name).into(), &(*value).into());
    let headers: Array = headers.iter().map(pair).collect();
    let body = body.map_or(JsValue::NULL, |body| Uint8Array::from(body).into());
    let reply = settled(js::request(method, url, headers, body, idle)).await?;
    Ok(Reply {
        status: number(&reply, "status") as u16,
        headers: field(&reply, "headers").as_string().unwrap_or_default(),
        body: bytes(&reply, "body"),
    })
}

/// The connection is known to be paid by volume, or the person asked the browser to save data.
pub fn metered() -> bool {
    let navigator: JsValue = leptos::prelude::window().navigator().into();
    let connection = field(&navigator, "connection");
    if connection.is_undefined() {
        return false;
    }
    field(&connection, "saveData").is_truthy()
        || field(&connection, "type").as_string().as_deref() == Some("cellular")
}
