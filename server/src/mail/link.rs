//! The letter with somebody's personal link to the recommendations of their unit.

use super::letter::Error;
use super::post::Post;
use crate::config::Mail;
use crate::locale::Locale;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};
use rocket::tokio::task::spawn_blocking;

/// Whom a link is sent to, and what the letter says of it.
pub(crate) struct LinkLetter {
    /// Who opens it.
    pub(crate) name: String,
    /// Where it is sent; see [`super::address`].
    pub(crate) email: String,
    /// The unit, for example "Xã Phượng Dực".
    pub(crate) unit: String,
    /// The link.
    pub(crate) link: String,
    /// Until when it opens, in words.
    pub(crate) until: String,
}

impl LinkLetter {
    /// Sends it now, once: the page says what came of it, and the link can be made anew.
    ///
    /// # Errors
    /// What the mail server or the line said.
    pub(crate) async fn send(self, mail: Mail) -> Result<(), String> {
        let sent = spawn_blocking(move || {
            let message = self.message(&mail).map_err(|error| error.to_string())?;
            Post::new(&mail).send(&message).map_err(|error| error.to_string())
        });
        sent.await.unwrap_or_else(|error| Err(error.to_string()))
    }

    /// In Vietnamese: which language somebody reads who has never been here is not known.
    fn message(&self, mail: &Mail) -> Result<Message, Error> {
        let address: Address = self.email.parse()?;
        let words = Locale::default();
        let args = [
            ("name", self.name.as_str()),
            ("unit", &self.unit),
            ("link", &self.link),
            ("until", &self.until),
        ];
        // Readable also where a program shows letters as they are.
        let text = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(words.t_args("unit-link-letter", args));
        Ok(Message::builder()
            .from(mail.from.clone())
            .to(Mailbox::new(Some(self.name.clone()), address))
            .subject(words.t_args("unit-link-letter-subject", [("unit", self.unit.as_str())]))
            .singlepart(text)?)
    }
}
