//! The work that makes trying PINs slow. A module apart from the app, because it runs in a thread of its own
//! (`js/pin-worker.js`): the screen goes on meanwhile, and its memory goes when it is done.

use argon2::{Algorithm, Argon2, Params, Version};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Length of a key in bytes.
const KEY: usize = 32;

/// A key out of a PIN, with Argon2id (RFC 9106): memory in KiB, passes over it, lanes.
///
/// # Errors
/// RFC 9106 does not allow these parameters or this salt.
#[wasm_bindgen(js_name = workOut)]
pub fn work_out(pin: &str, salt: &[u8], memory: u32, rounds: u32, lanes: u32) -> Result<Vec<u8>, JsError> {
    let refused = |error: argon2::Error| JsError::new(&error.to_string());
    let params = Params::new(memory, rounds, lanes, Some(KEY)).map_err(refused)?;
    let mut key = vec![0; KEY];
    let work = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    work.hash_password_into(pin.as_bytes(), salt, &mut key).map_err(refused)?;
    Ok(key)
}
