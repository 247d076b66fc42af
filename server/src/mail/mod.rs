//! One letter a day to everybody for whom something waits, if `[mail]` is set. What the letter says is what
//! `/viec-cua-toi` says. A letter is taken in hand in the database before it is sent and settled afterwards, so that nobody
//! gets two for one day, whatever is cut off or runs twice.

mod letter;
mod link;
mod page;
mod post;
mod round;

pub(crate) use link::LinkLetter;
pub(crate) use round::{Retry, round};

use crate::clock;
use crate::config::{Config, Mail};
use crate::headers::note;
use crate::store::Store;
use lettre::Address;
use rocket::fairing::AdHoc;
use rocket::tokio;
use std::time::Duration;

/// How often the server looks whether letters are due.
const LOOK: Duration = Duration::from_secs(60);

/// An address that somebody typed, as it is kept. None: it is no address that every mail server takes.
pub(crate) fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    typed.parse::<Address>().ok().filter(|_| typed.is_ascii()).map(|address| address.to_string())
}

/// Sends the letters of today, if their hour has come.
fn look(store: &Store, mail: &Mail) {
    let now = clock::now();
    if chrono::Timelike::hour(&clock::local(now)) < u32::from(mail.hour) {
        return;
    }
    match round(store, mail, Retry::InTime) {
        Ok(round) if round.is_empty() => {}
        Ok(round) => note("letters", &round.to_string()),
        Err(error) => note("letters", &format!("FAILED, again in a minute: {error}")),
    }
}

/// Mounts the list of letters; while the server runs, sends those that are due.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("mail", |rocket| async {
        rocket.mount("/", rocket::routes![page::page]).attach(AdHoc::on_liftoff("letters", |rocket| {
            Box::pin(async move {
                let (Some(store), Some(config)) = (rocket.state::<Store>(), rocket.state::<Config>()) else {
                    return;
                };
                let Some(mail) = config.mail.clone() else { return };
                let (store, mut end) = (store.clone(), rocket.shutdown());
                tokio::spawn(async move {
                    loop {
                        let (store, mail) = (store.clone(), mail.clone());
                        // A round that panics is no reason to send none tomorrow.
                        let _ = tokio::task::spawn_blocking(move || look(&store, &mail)).await;
                        tokio::select! {
                            () = tokio::time::sleep(LOOK) => {}
                            () = &mut end => break,
                        }
                    }
                });
            })
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_kept_only_if_every_mail_server_takes_it() {
        assert_eq!(address(" mai@phuongduc.example.vn "), Some("mai@phuongduc.example.vn".to_owned()));
        for wrong in
            ["mai", "mai@", "mai@a b", "Mai <mai@example.vn>", "mận@example.vn", "a@b\r\nBcc: c@d.vn"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
