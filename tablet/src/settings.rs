//! Choices of the person at this tablet, kept in the browser's local storage. Losing them loses no work.

use leptos::prelude::window;
use schemas::text::Language;

fn get(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

fn set(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A choice that cannot be kept holds until the app is closed.
        let _ = storage.set_item(key, value);
    }
}

/// Photos wait until the connection is not metered.
pub fn wait_for_wifi() -> bool {
    get("wait-for-wifi").as_deref() != Some("no")
}

/// See [`wait_for_wifi`].
pub fn set_wait_for_wifi(wait: bool) {
    set("wait-for-wifi", if wait { "yes" } else { "no" });
}

/// Stronger contrast for bright light.
pub fn outdoor() -> bool {
    get("theme").as_deref() == Some("outdoor")
}

/// See [`outdoor`]; also applies it to the page.
pub fn set_outdoor(outdoor: bool) {
    set("theme", if outdoor { "outdoor" } else { "plain" });
    apply();
}

/// The language of the screens.
pub fn language() -> Language {
    if get("language").as_deref() == Some("en") { Language::En } else { Language::Vi }
}

/// See [`language`].
pub fn set_language(language: Language) {
    set("language", if language == Language::En { "en" } else { "vi" });
}

/// Minutes without a touch after which the PIN is asked for again.
pub fn lock_after() -> u32 {
    get("lock-after").and_then(|minutes| minutes.parse().ok()).unwrap_or(15)
}

/// See [`lock_after`].
pub fn set_lock_after(minutes: u32) {
    set("lock-after", &minutes.to_string());
}

/// When everything was last exchanged with the server, in milliseconds since 1970 by this device's clock.
pub fn last_sync() -> Option<f64> {
    get("last-sync")?.parse::<u64>().ok().map(|millis| millis as f64)
}

/// Applies theme and language to the page.
pub fn apply() {
    crate::words::speak(language());
    let Some(root) = window().document().and_then(|document| document.document_element()) else { return };
    let code = if language() == Language::En { "en" } else { "vi" };
    // Attributes of the root element always exist; nothing depends on them but looks.
    let _ = root.set_attribute("lang", code);
    let _ = root.class_list().toggle_with_force("outdoor", outdoor());
}
