//! The pages of the log of who did what.

use crate::accounts::{ReadsAudit, Role, browser_name};
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, moment, percent_encoded};
use crate::problem::Problem;
use crate::store::audit::{self, Entry, Search};
use crate::store::{self, Reader, Store};
use crate::table::Csv;
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::fairing::AdHoc;
use rocket::form::FromForm;
use rocket::response::stream::ByteStream;
use schemas::text::{date, integer};

/// Lines on one page.
const PAGE: u32 = 50;
/// Lines read at a time for a file.
const PIECE: u32 = 1000;

/// What to look for, as it stands in the address.
#[derive(Debug, Clone, FromForm)]
pub(crate) struct Query {
    /// A person's user name, or `cli`.
    #[field(default = String::new())]
    ai: String,
    /// The name of a deed.
    #[field(default = String::new())]
    viec: String,
    /// Any text.
    #[field(default = String::new())]
    tim: String,
    /// First day.
    #[field(default = String::new())]
    tu: String,
    /// Last day.
    #[field(default = String::new())]
    den: String,
    /// Only lines before this one.
    truoc: Option<i64>,
}

impl Query {
    fn search(&self) -> Search {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        Search {
            who: text(&self.ai),
            what: text(&self.viec),
            subject: None,
            text: text(&self.tim),
            from: day(&self.tu).map(clock::start),
            until: day(&self.den).and_then(|day| day.succ_opt()).map(clock::start),
            older_than: self.truoc,
        }
    }

    /// The same search in an address, without the page.
    fn address(&self) -> String {
        let fields = [
            ("ai", &self.ai),
            ("viec", &self.viec),
            ("tim", &self.tim),
            ("tu", &self.tu),
            ("den", &self.den),
        ];
        let set = fields.into_iter().filter(|(_, value)| !value.is_empty());
        set.map(|(name, value)| format!("{name}={}&", percent_encoded(value))).collect()
    }
}

struct Line {
    id: i64,
    at: String,
    who: String,
    name: String,
    address: String,
    what: String,
    subject: String,
    details: Vec<(String, String)>,
    changes: Vec<Change>,
}

/// A field that a deed changed, in words.
pub(crate) struct Change {
    /// Its name.
    pub(crate) field: String,
    /// What stood there.
    pub(crate) before: String,
    /// What stands there now.
    pub(crate) after: String,
}

/// A deed in the history of one thing, in words.
pub(crate) struct Event {
    /// When.
    pub(crate) at: String,
    /// Who.
    pub(crate) name: String,
    /// What.
    pub(crate) what: String,
    /// The version of the thing afterwards, where it has versions.
    pub(crate) version: u64,
    /// Why, where somebody said so.
    pub(crate) reason: String,
    /// Field by field.
    pub(crate) changes: Vec<Change>,
}

/// The newest deeds that changed one thing. Whoever calls has made sure that the reader may see it.
pub(crate) fn history(
    reader: &Reader,
    subject: &str,
    limit: u32,
    locale: Locale,
) -> Result<Vec<Event>, store::Error> {
    let search = Search { subject: Some(subject.to_owned()), ..Search::default() };
    let event = |entry: Entry| {
        let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap_or_default();
        Ok(Event {
            at: moment(entry.at, locale),
            name: name_of(reader, &entry.who, locale)?,
            what: deed(&entry.what, locale),
            version: details["version"].as_u64().unwrap_or_default(),
            reason: details["reason"].as_str().unwrap_or_default().to_owned(),
            changes: changes(&entry, locale),
        })
    };
    audit::search(reader, &search, limit)?.into_iter().map(event).collect()
}

/// The log.
#[derive(Template, WebTemplate)]
#[template(path = "audit/log.html")]
pub(crate) struct AuditPage {
    frame: Frame,
    query: Query,
    lines: Vec<Line>,
    deeds: Vec<(String, String)>,
    older: Option<String>,
    csv: String,
    head: String,
    all: String,
}

/// A value of a deed in words.
fn in_words(field: &str, value: &serde_json::Value, locale: Locale) -> String {
    let text = match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => return String::new(),
        serde_json::Value::Array(all) if all.is_empty() => return "0".to_owned(),
        other => return other.to_string(),
    };
    if field == "role"
        && let Ok(role) = text.parse::<Role>()
    {
        return locale.t(&role.key());
    }
    if matches!(field, "with" | "at") {
        let key = format!("value-{}", text.replace(", ", "-").replace(' ', "-"));
        return if locale.has(&key) { locale.t(&key) } else { text };
    }
    if field == "browser" {
        return browser_name(&text, locale);
    }
    text.parse::<NaiveDate>().map(|day| date(day, locale.0)).unwrap_or(text)
}

/// The values of a JSON object in words.
fn values(json: Option<&str>, locale: Locale) -> Vec<(String, String)> {
    let value: serde_json::Value = json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    // "team:1" is the field `team` of what is called 1.
    let name = |name: &str| {
        let (kind, rest) = name.split_once(':').unwrap_or((name, ""));
        let key = format!("field-{kind}");
        if locale.has(&key) {
            format!("{} {rest}", locale.t(&key)).trim_end().to_owned()
        } else {
            name.to_owned()
        }
    };
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(field, value)| (name(field), in_words(field, value, locale))).collect()
        }
        serde_json::Value::Null => Vec::new(),
        other => vec![(String::new(), other.to_string())],
    }
}

/// Before and after, field by field; what stayed the same is left out.
fn changes(entry: &Entry, locale: Locale) -> Vec<Change> {
    between(values(entry.before.as_deref(), locale), values(entry.after.as_deref(), locale))
}

/// What differs between two JSON objects, field by field, in words.
pub(crate) fn compare(before: &serde_json::Value, after: &serde_json::Value, locale: Locale) -> Vec<Change> {
    between(values(Some(&before.to_string()), locale), values(Some(&after.to_string()), locale))
}

fn between(before: Vec<(String, String)>, after: Vec<(String, String)>) -> Vec<Change> {
    let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let of = |all: &[(String, String)], name: &String| {
        all.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let change =
        |name: &String| Change { field: name.clone(), before: of(&before, name), after: of(&after, name) };
    names.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

fn deed(name: &str, locale: Locale) -> String {
    let key = format!("deed-{name}");
    if locale.has(&key) { locale.t(&key) } else { name.to_owned() }
}

fn name_of(reader: &Reader, who: &str, locale: Locale) -> Result<String, store::Error> {
    let Ok(person) = who.parse() else { return Ok(who.to_owned()) };
    Ok(match store::person::named(reader, &person)? {
        Some(person) => person.name,
        None if who == "cli" => locale.t("audit-command-line"),
        None => who.to_owned(),
    })
}

/// Whoever reads the log.
#[rocket::get("/nhat-ky?<query..>")]
pub(crate) async fn page(
    query: Query,
    user: ReadsAudit,
    locale: Locale,
    store: &State<Store>,
) -> Result<AuditPage, Problem> {
    let search = query.search();
    let gathered = store.read(move |reader| {
        let mut found = audit::search(reader, &search, PAGE + 1)?;
        let more = found.len() > PAGE as usize;
        found.truncate(PAGE as usize);
        let older = found.last().filter(|_| more).map(|last| last.id);
        let mut lines = Vec::new();
        for entry in found {
            let changes = changes(&entry, locale);
            lines.push(Line {
                id: entry.id,
                at: moment(entry.at, locale),
                name: name_of(reader, &entry.who, locale)?,
                who: entry.who,
                address: entry.address,
                what: deed(&entry.what, locale),
                subject: entry.subject,
                details: values(Some(&entry.details), locale),
                changes,
            });
        }
        Ok::<_, Problem>((lines, older, audit::names(reader)?, audit::head(reader)?))
    });
    let (lines, older, deeds, head) = gathered.await?;
    let deeds = deeds.into_iter().map(|name| (name.clone(), deed(&name, locale))).collect();
    let address = query.address();
    Ok(AuditPage {
        frame: user.frame(locale).at("audit"),
        lines,
        deeds,
        older: older.map(|id| format!("?{address}truoc={id}")),
        csv: format!("/nhat-ky.csv?{address}"),
        head: head.to_string(),
        all: integer(head.id, locale.0),
        query,
    })
}

/// Whoever reads the log: all lines that fit, newest first, as a table for a spreadsheet.
#[rocket::get("/nhat-ky.csv?<query..>")]
pub(crate) async fn csv(
    query: Query,
    _user: ReadsAudit,
    store: &State<Store>,
) -> Csv<ByteStream<impl rocket::futures::Stream<Item = Vec<u8>> + use<>>> {
    let (store, mut search) = (store.inner().clone(), query.search());
    let stream = ByteStream! {
        yield crate::table::head(&["id", "time", "who", "address", "what", "subject", "details", "before", "after"]);
        loop {
            let wanted = search.clone();
            // A file that breaks off is told by its missing end: the answer has begun already.
            let Ok(piece) = store.read(move |reader| audit::search(reader, &wanted, PIECE)).await else { break };
            let Some(last) = piece.last() else { break };
            search.older_than = Some(last.id);
            let mut rows = Vec::new();
            for entry in &piece {
                let time = clock::local(entry.at).format("%Y-%m-%d %H:%M:%S").to_string();
                crate::table::row(&mut rows, &[
                    &entry.id.to_string(), &time, &entry.who, &entry.address, &entry.what, &entry.subject,
                    &entry.details, entry.before.as_deref().unwrap_or_default(),
                    entry.after.as_deref().unwrap_or_default(),
                ]);
            }
            yield rows;
        }
    };
    Csv::new("nhat-ky.csv", stream)
}

/// Mounts the pages.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("audit", |rocket| async { rocket.mount("/", rocket::routes![page, csv]) })
}
