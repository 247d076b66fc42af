//! What all pages share: the layout's values, and the page of a problem.

use crate::clock;
use crate::locale::Locale;
use askama::Template;
use askama_web::WebTemplate;
use rocket::request::Request;
use schemas::text::{date, integer};
use schemas::wire::Millis;

/// What the layout `base.html` needs of every page.
pub struct Frame {
    /// In which language.
    pub locale: Locale,
    /// Who is logged in; none on pages before the log-in.
    pub user: Option<FrameUser>,
    /// Which of the main links leads here.
    pub section: &'static str,
}

/// The logged-in person, as the layout shows them.
pub struct FrameUser {
    /// Name.
    pub name: String,
    /// Token for the log-out form.
    pub csrf: String,
    /// How much waits for them.
    pub waits: u64,
    /// Sees the office's pages.
    pub reads_office: bool,
    /// Reviews findings.
    pub reviews: bool,
    /// Answers the findings of a unit.
    pub answers: bool,
    /// Manages people.
    pub manages_people: bool,
    /// Manages tablets.
    pub manages_devices: bool,
    /// Reads the log of who did what.
    pub reads_audit: bool,
}

impl Frame {
    /// A page for whoever comes.
    pub fn public(locale: Locale) -> Self {
        Self { locale, user: None, section: "" }
    }

    /// The same layout with one of the main links marked.
    pub fn at(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    /// The page that a reader begins with.
    pub fn home(&self) -> &'static str {
        match &self.user {
            Some(user) if !user.reads_office && user.answers => "/kien-nghi",
            Some(user) if !user.reads_office => "/tai-khoan",
            _ => "/",
        }
    }

    /// Where the style sheet stands; its name changes with its content.
    pub fn style(&self) -> &'static str {
        crate::assets::style_path()
    }

    /// Where the script of progress pages stands.
    pub fn progress_script(&self) -> &'static str {
        crate::assets::progress_path()
    }

    /// Where the script of a unit's answers stands.
    pub fn answer_script(&self) -> &'static str {
        crate::assets::answer_path()
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }

    /// The text of a key with one value in it.
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.locale.t_args(key, [(name, value.to_string())])
    }

    /// The text of a key with two values in it.
    pub fn t2(&self, key: &str, a: &str, first: impl ToString, b: &str, second: impl ToString) -> String {
        self.locale.t_args(key, [(a, first.to_string()), (b, second.to_string())])
    }
}

/// A moment for readers, in Viet Nam: "25/11/2026 16:42".
pub fn moment(at: Millis, locale: Locale) -> String {
    let time = clock::local(at);
    format!("{} {}", date(time.date(), locale.0), time.format("%H:%M"))
}

/// The pages of a long list.
pub struct Pager {
    /// Which page this is, from 1.
    pub number: u64,
    /// How many there are, at least 1.
    pub last: u64,
    /// How many things the list has, in words.
    pub all: String,
    query: String,
}

impl Pager {
    /// Things before a page.
    pub fn offset(number: u64, size: u64) -> u64 {
        number.clamp(1, 1_000_000).saturating_sub(1).saturating_mul(size)
    }

    /// The pages of a list of `all` things; `query`: what else stands in the address.
    pub fn new(number: u64, size: u64, all: u64, query: &[(&str, &str)], locale: Locale) -> Self {
        let mut text = String::new();
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            text.push_str(&format!("{name}={}&", percent_encoded(value)));
        }
        let last = all.div_ceil(size).max(1);
        let all = integer(i64::try_from(all).unwrap_or(i64::MAX), locale.0);
        Self { number: number.clamp(1, last), last, all, query: text }
    }

    /// The address of another page of the same list.
    pub fn to(&self, number: &u64) -> String {
        format!("?{}trang={number}", self.query)
    }

    /// The page before.
    pub fn before(&self) -> Option<u64> {
        (self.number > 1).then(|| self.number - 1)
    }

    /// The next page.
    pub fn after(&self) -> Option<u64> {
        (self.number < self.last).then(|| self.number + 1)
    }
}

/// A text as it stands in the query of an address.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => encoded.push(byte as char),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

/// A problem in words: what happened, and what to do.
#[derive(Template, WebTemplate)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    frame: Frame,
    title: String,
    advice: String,
    request_id: String,
}

impl ProblemPage {
    /// The page for a problem of this name.
    pub fn new(request: &Request, name: &str, problem: &schemas::wire::Problem) -> Self {
        let locale = Locale::of(request);
        let key = |suffix: &str| {
            let key = format!("problem-{name}{suffix}");
            if locale.has(&key) { key } else { format!("problem-http{suffix}") }
        };
        let mut args: Vec<(&str, String)> =
            problem.params.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        args.push(("status", problem.status.to_string()));
        let title = locale.t_args(&key(""), args.clone());
        let advice = locale.t_args(&key("-advice"), args);
        let request_id = crate::headers::request_id(request).to_owned();
        Self { frame: crate::accounts::frame_so_far(request, locale), title, advice, request_id }
    }
}
