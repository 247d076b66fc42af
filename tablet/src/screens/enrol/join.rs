//! What happens between the last digit of the PIN and the open book. What has been done stays done when it is tried again.

use crate::book::Book;
use crate::book::exchange::{Setback, call};
use crate::live::StoredValue;
use crate::screens::gate;
use crate::vault::{self, Member};
use client_core::Identity;
use ed25519_dalek::SigningKey;
use schemas::wire::{EnrolRequest, EnrolResponse};

/// How far it got.
#[derive(Default)]
pub(super) struct Joining {
    /// The server took the code, for this key. A code works once.
    enrolled: Option<(EnrolResponse, [u8; 32])>,
    /// The keyring has an entry for it.
    member: Option<Member>,
}

/// Why it did not work.
pub(super) struct Trouble {
    /// In words.
    pub(super) words: String,
    /// The code is at fault.
    pub(super) code: bool,
}

impl Trouble {
    fn plain(words: impl ToString) -> Self {
        Self { words: words.to_string(), code: false }
    }
}

/// Enrols, makes the keyring's entry, opens the new book and writes down who it belongs to. `tell` is given the key of
/// what is being done.
pub(super) async fn join(
    joining: StoredValue<Joining>,
    code: &str,
    device: &str,
    pin: &str,
    tell: impl Fn(&'static str),
) -> Result<(Book, bool), Trouble> {
    let known = joining.try_update_value(|joining| joining.enrolled.clone()).flatten();
    let (enrolled, seed) = match known {
        Some(known) => known,
        None => {
            tell("enrol-asking");
            let asked = ask(code, device).await?;
            joining.try_update_value(|joining| joining.enrolled = Some(asked.clone()));
            asked
        }
    };
    tell("enrol-locking");
    let made = joining.try_update_value(|joining| joining.member.clone()).flatten();
    let made = match made {
        Some(member) => vault::recover(&member, &enrolled.recovery, pin).await,
        None => vault::create(pin, &enrolled.recovery, &enrolled.person, &enrolled.person_name).await,
    };
    let (member, key) = made.map_err(|failure| Trouble::plain(failure.text()))?;
    joining.try_update_value(|joining| joining.member = Some(member.clone()));
    tell("opening");
    let (book, writable) = gate::open(member, key).await.map_err(Trouble::plain)?;
    if let Some(store) = book.store() {
        // Asked once, here; the answer is told on this screen and stands on "Đồng bộ và bộ nhớ".
        let _ = store.persist().await;
    }
    book.enrolled(Identity::new(super::own_server(), enrolled, seed));
    book.look_at_room();
    Ok((book, writable))
}

async fn ask(code: &str, device: &str) -> Result<(EnrolResponse, [u8; 32]), Trouble> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(Trouble::plain)?;
    let request = EnrolRequest {
        code: code.trim().to_owned(),
        public_key: SigningKey::from_bytes(&seed).verifying_key().to_bytes().to_vec(),
        device_name: device.to_owned(),
    };
    let body = schemas::codec::to_message(&request).map_err(Trouble::plain)?;
    let url = format!("{}/api/v1/enrol", super::own_server());
    let answer = call("POST", &url, &[], Some(body)).await.map_err(|setback| {
        let code = matches!(setback, Setback::Refused(_, 400..500));
        Trouble { words: setback.words(), code }
    })?;
    Ok((answer, seed))
}
