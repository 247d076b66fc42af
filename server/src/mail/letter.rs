//! What a letter says: what waits, with links to where it is dealt with.

use crate::config::Mail;
use crate::findings::timeline::Line;
use crate::inbox::{Group, Visit, Waiting};
use crate::locale::Locale;
use crate::store::mail::Recipient;
use askama::Template;
use chrono::NaiveDate;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use schemas::text::date;

/// One thing that waits.
struct Entry {
    text: String,
    link: Option<String>,
}

/// What stands under one heading.
struct Part {
    title: String,
    entries: Vec<Entry>,
    /// There are more: in words, and where.
    more: Option<(String, String)>,
}

/// The letter as plain text.
#[derive(Template)]
#[template(path = "mail/digest.txt")]
struct Plain<'a> {
    letter: &'a Letter,
}

/// The same letter for programs that show more than text.
#[derive(Template)]
#[template(path = "mail/digest.html")]
struct Rich<'a> {
    letter: &'a Letter,
}

/// A letter to somebody.
pub(super) struct Letter {
    locale: Locale,
    name: String,
    subject: String,
    day: String,
    parts: Vec<Part>,
    inbox: String,
    account: String,
}

/// Why a letter could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("the address cannot be written to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the letter has no text: {0}")]
    Text(#[from] askama::Error),
}

impl Letter {
    /// Tells somebody what waits for them on a day.
    pub(super) fn new(to: &Recipient, waiting: &Waiting, day: NaiveDate, mail: &Mail) -> Self {
        let locale = Locale(to.language);
        let parts = parts(waiting, mail, locale);
        let day = date(day, locale.0);
        Self {
            subject: locale.t_args("mail-subject", [("date", day.as_str())]),
            name: to.name.clone(),
            day,
            parts,
            inbox: mail.link("/viec-cua-toi"),
            account: mail.link("/tai-khoan"),
            locale,
        }
    }

    fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }

    fn t1(&self, key: &str, name: &str, value: &str) -> String {
        self.locale.t_args(key, [(name, value)])
    }

    /// The letter as it goes on its way.
    pub(super) fn message(&self, to: &Recipient, day: NaiveDate, mail: &Mail) -> Result<Message, Error> {
        let address: Address = to.email.parse()?;
        // The same for each try: a server that took the letter after all can tell.
        let id = format!("<{day}.{}@{}>", to.person, mail.from.email.domain());
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(mail.from.clone())
            .to(Mailbox::new(Some(to.name.clone()), address))
            .subject(self.subject.clone())
            .message_id(Some(id))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(
                Plain { letter: self }.render()?,
                Rich { letter: self }.render()?,
            ))?;
        Ok(message)
    }
}

fn parts(waiting: &Waiting, mail: &Mail, locale: Locale) -> Vec<Part> {
    let visit = |visit: &Visit| {
        let key = if visit.questions > 0 { "mail-visit-questions" } else { "mail-visit" };
        let args = [("unit", visit.unit.clone()), ("date", visit.date.clone())];
        let number = ("number", visit.questions.to_string());
        Entry {
            text: locale.t_args(key, args.into_iter().chain([number])),
            link: visit.link.as_ref().map(|path| mail.link(path)),
        }
    };
    let recommendation = |one: &'static str| {
        move |line: &Line| {
            let left = if line.left.is_empty() { String::new() } else { format!(" ({})", line.left) };
            let args = [
                ("unit", line.unit.clone()),
                ("number", line.number.to_string()),
                ("content", line.content.clone()),
                ("due", format!("{}{left}", line.due)),
            ];
            Entry {
                text: locale.t_args("mail-recommendation", args),
                link: Some(mail.link(&format!("{one}/{}", line.no))),
            }
        }
    };
    let part = |key: &str, entries: Vec<Entry>, all: u64, list: &str| {
        let more = (all > entries.len() as u64)
            .then(|| (locale.t_args("inbox-all", [("number", all.to_string())]), mail.link(list)));
        Part { title: format!("{} ({all})", locale.t(key)), entries, more }
    };
    let of = |key: &str, group: &Group<Line>, list: &str, one: &'static str| {
        part(key, group.lines.iter().map(recommendation(one)).collect(), group.all, list)
    };
    let publish = waiting.publish.iter().map(|one| Entry {
        text: format!(
            "{}: {}",
            one.title,
            locale.t_args("inbox-concluded", [("number", one.number.to_string())])
        ),
        link: Some(mail.link(&format!("/cong-bo/dot/{}", one.campaign))),
    });
    let publish: Vec<Entry> = publish.collect();
    let (settle, review) = (&waiting.settle, &waiting.review);
    let parts = [
        part("inbox-settle", settle.iter().map(visit).collect(), settle.len() as u64, "/viec-cua-toi"),
        of("inbox-answers", &waiting.answers, "/khac-phuc?loc=cho-xu-ly", "/khac-phuc"),
        part("inbox-review", review.lines.iter().map(visit).collect(), review.all, "/tham-dinh"),
        part("inbox-publish", publish, waiting.publish.len() as u64, "/viec-cua-toi"),
        of("inbox-unit", &waiting.unit, "/kien-nghi", "/kien-nghi"),
        of("inbox-overdue", &waiting.overdue, "/khac-phuc?loc=qua-han", "/khac-phuc"),
    ];
    parts.into_iter().filter(|part| !part.entries.is_empty()).collect()
}
