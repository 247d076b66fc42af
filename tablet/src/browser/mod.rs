//! The browser's own parts, through the small modules in `js/`: one file here for each of them.

pub mod camera;
pub mod lock;
pub mod net;
pub mod photo;
pub mod place;
pub mod share;
pub mod store;
pub mod update;
pub mod wake;

use crate::words::{t, with};
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What kind of trouble it is, as far as a screen speaks differently about it. See `js/failure.js`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No room left.
    Quota,
    /// What was asked is not open (any more).
    Closed,
    /// Bytes that should be whole are not.
    Damaged,
    /// The key does not open it: a wrong PIN.
    WrongKey,
    /// It is not there.
    Missing,
    /// No connection.
    Offline,
    /// Nothing moved for too long.
    Timeout,
    /// The person or the browser does not allow it.
    Denied,
    /// This device has no such thing.
    None,
    /// Something else uses it.
    Busy,
    /// A part of the app itself is damaged or missing; it is being fetched again.
    Part,
    /// Another one; the message says more.
    Other,
}

/// Why a call of the browser failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// See [`Kind`].
    pub kind: Kind,
    /// What the browser said, in its own words.
    pub message: String,
}

impl Failure {
    /// For the person at the tablet.
    pub fn text(&self) -> String {
        let key = match self.kind {
            Kind::Quota => "failure-quota",
            Kind::Closed => "failure-closed",
            Kind::Damaged => "failure-damaged",
            Kind::WrongKey => "failure-wrong-key",
            Kind::Missing => "failure-missing",
            Kind::Offline => "failure-offline",
            Kind::Timeout => "failure-timeout",
            Kind::Denied => "failure-denied",
            Kind::None => "failure-none",
            Kind::Busy => "failure-busy",
            Kind::Part => "failure-part",
            Kind::Other => return with("failure-other", [("message", &self.message)]),
        };
        t(key)
    }

    /// This tab only shows.
    pub fn read_only() -> Self {
        Self { kind: Kind::Closed, message: "another tab writes this book".to_owned() }
    }

    pub(crate) fn other(message: impl ToString) -> Self {
        Self { kind: Kind::Other, message: message.to_string() }
    }

    fn of(thrown: &JsValue) -> Self {
        let part = |name: &str| Reflect::get(thrown, &name.into()).ok().and_then(|part| part.as_string());
        let kind = match part("kind").as_deref() {
            Some("quota") => Kind::Quota,
            Some("closed") => Kind::Closed,
            Some("damaged") => Kind::Damaged,
            Some("wrong-key") => Kind::WrongKey,
            Some("missing") => Kind::Missing,
            Some("offline") => Kind::Offline,
            Some("timeout") => Kind::Timeout,
            Some("denied") => Kind::Denied,
            Some("none") => Kind::None,
            Some("busy") => Kind::Busy,
            Some("part") => Kind::Part,
            _ => Kind::Other,
        };
        Self { kind, message: part("message").unwrap_or_else(|| format!("{thrown:?}")) }
    }
}

/// Waits for what a module promised.
pub(crate) async fn settled(promise: Promise) -> Result<JsValue, Failure> {
    JsFuture::from(promise).await.map_err(|thrown| Failure::of(&thrown))
}

/// A field of an answer.
fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn number(of: &JsValue, name: &str) -> f64 {
    field(of, name).as_f64().unwrap_or_default()
}

fn truth(of: &JsValue, name: &str) -> bool {
    field(of, name).is_truthy()
}

/// The bytes in a field of an answer.
fn bytes(of: &JsValue, name: &str) -> Vec<u8> {
    js_sys::Uint8Array::new(&field(of, name)).to_vec()
}
