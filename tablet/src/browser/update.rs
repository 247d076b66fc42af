//! The app's version: what the service worker keeps, and whether a newer one waits. See `js/update.js`.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

mod js {
    use super::{Closure, JsValue, Promise, wasm_bindgen};

    #[wasm_bindgen(module = "/js/update.js")]
    extern "C" {
        pub(super) fn current() -> String;
        #[wasm_bindgen(js_name = onChange)]
        pub(super) fn on_change(callback: &Closure<dyn Fn(String)>);
        pub(super) fn installed() -> bool;
        pub(super) fn check() -> Promise;
        pub(super) fn activate() -> bool;
        #[wasm_bindgen(js_name = requestSync)]
        pub(super) fn request_sync() -> Promise;
        #[wasm_bindgen(js_name = onSync)]
        pub(super) fn on_sync(callback: &Closure<dyn Fn(JsValue)>);
    }
}

/// Where a newer version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is none.
    None,
    /// It is being fetched and checked.
    Downloading,
    /// It waits for [`activate`].
    Ready,
    /// It could not be fetched whole; this one stays.
    Failed,
    /// Another tab has activated it: this page is old.
    Replaced,
}

impl State {
    fn of(name: &str) -> Self {
        match name {
            "downloading" => State::Downloading,
            "ready" => State::Ready,
            "failed" => State::Failed,
            "replaced" => State::Replaced,
            _ => State::None,
        }
    }
}

/// The state now.
pub fn current() -> State {
    State::of(&js::current())
}

/// Calls back with each new state, for as long as the page stands.
pub fn on_change(callback: impl Fn(State) + 'static) {
    let callback = Closure::<dyn Fn(String)>::new(move |name: String| callback(State::of(&name)));
    js::on_change(&callback);
    callback.forget();
}

/// The whole app is kept on this tablet: it opens without a network.
pub fn installed() -> bool {
    js::installed()
}

/// Asks the server for a newer version.
pub async fn check() -> State {
    // The state that comes of it is also told by [`on_change`].
    let state = JsFuture::from(js::check()).await.ok().and_then(|state| state.as_string());
    state.map_or(State::None, |state| State::of(&state))
}

/// Goes over to the version that waits: the page starts again. False if none waits.
pub fn activate() -> bool {
    js::activate()
}

/// Asks the browser to say when the network is back. False where it cannot.
pub async fn request_sync() -> bool {
    JsFuture::from(js::request_sync()).await.is_ok_and(|promised| promised.is_truthy())
}

/// Calls back when the browser says that the network is back, for as long as the page stands.
pub fn on_sync(callback: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |_| callback());
    js::on_sync(&callback);
    callback.forget();
}
