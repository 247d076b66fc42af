//! Log-ins that have gone to the provider and not come back yet. Kept in memory: a restart costs one more click.

use super::provider::Kept;
use crate::secret;
use schemas::ids::PersonId;
use schemas::wire::Millis;
use std::collections::HashMap;
use std::sync::Mutex;

/// How long somebody may take at the provider, in milliseconds.
const LONGEST: Millis = 15 * 60 * 1000;
/// More than that many at once means that nobody is really logging in.
const MOST: usize = 1_000;

/// What the identity is wanted for.
pub(super) enum Purpose {
    /// To log in, and then to go on to this page.
    LogIn { back: String },
    /// To be linked with the account of this person, who is logged in.
    Link { person: PersonId },
}

struct Away {
    since: Millis,
    kept: Kept,
    purpose: Purpose,
}

/// All of them, by the hash of the cookie that their browser holds.
#[derive(Default)]
pub(super) struct Pending(Mutex<HashMap<[u8; 32], Away>>);

impl Pending {
    /// Remembers one and gives the cookie's value. None: there are too many.
    pub(super) fn begin(&self, kept: Kept, purpose: Purpose, now: Millis) -> Option<String> {
        let mut all = self.0.lock().ok()?;
        all.retain(|_, away| now - away.since < LONGEST);
        if all.len() >= MOST {
            return None;
        }
        let cookie = secret::token();
        all.insert(secret::hash(&cookie), Away { since: now, kept, purpose });
        Some(cookie)
    }

    /// Ends one, if the browser and the provider name the same. It does not come back a second time.
    pub(super) fn finish(&self, cookie: &str, state: &str, now: Millis) -> Option<(Kept, Purpose)> {
        let away = self.0.lock().ok()?.remove(&secret::hash(cookie))?;
        let right = now - away.since < LONGEST && secret::same(&away.kept.state, state);
        right.then_some((away.kept, away.purpose))
    }
}
