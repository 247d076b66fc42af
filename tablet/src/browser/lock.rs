//! One writer among the tabs. See `js/lock.js`.

use super::settled;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/lock.js")]
extern "C" {
    #[wasm_bindgen(js_name = tryLock)]
    fn try_lock(book: u32) -> Promise;
    #[wasm_bindgen(js_name = waitForLock)]
    fn wait_for_lock(book: u32) -> Promise;
    fn unlock(book: u32);
}

/// Takes a book for this tab. False: another tab has it, or the browser has no locks, and then nobody may write.
pub async fn take(book: u32) -> bool {
    settled(try_lock(book)).await.is_ok_and(|taken| taken.is_truthy())
}

/// Waits until the other tab lets go, however long that takes, and takes the book. False where the browser cannot.
pub async fn wait(book: u32) -> bool {
    settled(wait_for_lock(book)).await.is_ok_and(|taken| taken.is_truthy())
}

/// Lets go; close the book before.
pub fn release(book: u32) {
    unlock(book);
}
