//! The list of letters, for whoever looks after the server.

use crate::accounts::ReadsAudit;
use crate::clock;
use crate::config::{Config, MailTls};
use crate::locale::Locale;
use crate::page::{Frame, Pager, moment};
use crate::problem::Problem;
use crate::store::Store;
use crate::store::mail::{self, Letter, State};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State as Managed;
use schemas::text::date;
use schemas::wire::Millis;

/// Letters on one page.
const PAGE: u64 = 50;
/// What is still being sent after so many milliseconds was cut off.
const CUT_OFF: Millis = 10 * 60 * 1000;

struct Line {
    day: String,
    person: String,
    name: String,
    class: &'static str,
    state: String,
    at: String,
    next: Option<String>,
    tries: u32,
    problem: String,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "mail/letters.html")]
pub(super) struct LettersPage {
    frame: Frame,
    /// Through which server letters go, and from which hour on.
    through: Option<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
}

/// What became of a letter, as it stands now.
fn state(letter: &Letter, now: Millis) -> (&'static str, &'static str) {
    match letter.state {
        State::Nothing => ("observation", "mail-state-nothing"),
        State::Sending if now - letter.at > CUT_OFF => ("minor", "mail-state-unsure"),
        State::Sending => ("waiting", "mail-state-sending"),
        State::Sent => ("passed", "mail-state-sent"),
        // The next day has its own letter.
        State::Waiting if letter.day < clock::day(now) => ("major", "mail-state-failed"),
        State::Waiting => ("waiting", "mail-state-waiting"),
        State::Failed => ("major", "mail-state-failed"),
        State::Unsure => ("minor", "mail-state-unsure"),
    }
}

fn line(letter: Letter, now: Millis, locale: Locale) -> Line {
    let (class, key) = state(&letter, now);
    Line {
        day: date(letter.day, locale.0),
        person: letter.person.to_string(),
        class,
        state: locale.t(key),
        at: moment(letter.at, locale),
        next: letter.next_at.filter(|_| key == "mail-state-waiting").map(|at| moment(at, locale)),
        name: letter.name,
        tries: letter.tries,
        problem: letter.problem,
    }
}

/// Whoever may read the log of everything.
#[rocket::get("/nhat-ky/thu?<trang>")]
pub(super) async fn page(
    trang: Option<u64>,
    user: ReadsAudit,
    locale: Locale,
    store: &Managed<Store>,
    config: &Managed<Config>,
) -> Result<LettersPage, Problem> {
    let (number, now) = (trang.unwrap_or(1), clock::now());
    let offset = Pager::offset(number, PAGE);
    let (letters, all) = store.read(move |reader| mail::letters(reader, (offset, PAGE))).await?;
    let through = config.mail.as_ref().map(|mail| {
        let tls = match mail.tls {
            MailTls::None => "–",
            MailTls::StartTls => "STARTTLS",
            MailTls::Tls => "TLS",
        };
        (format!("{}:{} ({tls})", mail.host, mail.port), format!("{:02}:00", mail.hour))
    });
    Ok(LettersPage {
        frame: user.frame(locale).at("audit"),
        through,
        lines: letters.into_iter().map(|letter| line(letter, now, locale)).collect(),
        pager: Pager::new(number, PAGE, all, &[], locale),
    })
}
