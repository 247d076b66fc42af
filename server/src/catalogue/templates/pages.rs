//! The list of checklists, and one edition to read.

use super::difference::{Difference, difference};
use super::words::{Piece, Sort, pieces};
use crate::accounts::{OfficeReader, Right};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::template::{self, Edition};
use crate::store::{self, Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::{CampaignId, TemplateHash};
use schemas::template::{Compiled, Template as Checklist};
use schemas::text::date;

/// A published edition, compiled again.
pub(super) fn compiled(reader: &Reader, hash: &TemplateHash) -> Result<Compiled, Problem> {
    let published = template::get(reader, hash)?.ok_or(Problem::NotFound)?;
    Compiled::from_canonical(&published.canonical).map_err(Problem::internal)
}

/// The template in canonical form, read without checking its rules again.
pub(super) fn checklist(reader: &Reader, hash: &TemplateHash) -> Result<Checklist, Problem> {
    let published = template::get(reader, hash)?.ok_or(Problem::NotFound)?;
    serde_json::from_str(&published.canonical).map_err(Problem::internal)
}

struct Line {
    hash: TemplateHash,
    title: String,
    id: String,
    edition: u32,
    valid: String,
    published: String,
    items: usize,
    campaigns: u64,
    visits: u64,
}

struct DraftLine {
    id: String,
    edition: u32,
    file: String,
    by: String,
    at: String,
}

/// The list of checklists.
#[derive(Template, WebTemplate)]
#[template(path = "templates/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    drafts: Vec<DraftLine>,
    manages: bool,
    done: Option<String>,
}

/// Whoever may see the office's pages; drafts are shown to whoever manages checklists. `bao`: what was just done.
#[rocket::get("/mau-phieu?<bao>")]
pub(super) async fn list(
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<ListPage, Problem> {
    let frame = user.frame(locale).at("templates");
    let manages = user.session().scope(Right::ManageTemplates).is_some();
    let done = bao.map(|what| format!("template-done-{what}")).filter(|key| locale.has(key));
    let read = move |reader: &Reader| {
        let line = |listed: template::Listed| {
            let checklist = checklist(reader, &listed.edition.hash)?;
            Ok::<_, Problem>(Line {
                title: checklist.title.get(locale.0).to_owned(),
                valid: valid(&checklist, locale),
                items: checklist.items().count(),
                hash: listed.edition.hash,
                id: listed.edition.id.to_string(),
                edition: listed.edition.edition,
                published: moment(listed.published_at, locale),
                campaigns: listed.campaigns,
                visits: listed.visits,
            })
        };
        let lines = template::list(reader)?.into_iter().map(line).collect::<Result<_, _>>()?;
        let mut drafts = Vec::new();
        for draft in if manages { template::drafts(reader)? } else { Vec::new() } {
            let by = store::person::named(reader, &draft.by)?.map(|person| person.name);
            drafts.push(DraftLine {
                id: draft.id.to_string(),
                edition: draft.edition,
                file: draft.file,
                by: by.unwrap_or_else(|| draft.by.to_string()),
                at: moment(draft.at, locale),
            });
        }
        Ok::<_, Problem>((lines, drafts))
    };
    let (lines, drafts) = store.read(read).await?;
    Ok(ListPage { frame, lines, drafts, manages, done: done.map(|key| locale.t(&key)) })
}

/// For which visits a checklist may be chosen.
pub(super) fn valid(checklist: &Checklist, locale: Locale) -> String {
    let from = date(checklist.valid_from, locale.0);
    match checklist.valid_to {
        None => locale.t_args("template-from", [("from", from)]),
        Some(to) => locale.t_args("template-between", [("from", from), ("to", date(to, locale.0))]),
    }
}

/// A section with its items.
pub(super) struct Section {
    pub(super) head: Piece,
    pub(super) items: Vec<Piece>,
}

/// A checklist to read.
pub(super) struct Read {
    pub(super) parameters: Vec<Piece>,
    pub(super) sections: Vec<Section>,
    pub(super) groups: Vec<Piece>,
    /// Pieces with a legal basis that nobody has compared yet.
    pub(super) unconfirmed: usize,
}

impl Read {
    pub(super) fn new(checklist: &Checklist, locale: Locale) -> Self {
        let mut read = Read { parameters: vec![], sections: vec![], groups: vec![], unconfirmed: 0 };
        for piece in pieces(checklist, locale) {
            read.unconfirmed += usize::from(piece.unconfirmed);
            match piece.sort {
                Sort::Head => {}
                Sort::Parameter => read.parameters.push(piece),
                Sort::Section => read.sections.push(Section { head: piece, items: Vec::new() }),
                Sort::Item => {
                    if let Some(section) = read.sections.last_mut() {
                        section.items.push(piece);
                    }
                }
                Sort::Group => read.groups.push(piece),
            }
        }
        read
    }
}

/// An edition that another one can be compared with.
pub(super) struct Other {
    pub(super) hash: TemplateHash,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A comparison with another edition.
pub(super) struct Comparison {
    /// What can be chosen.
    pub(super) others: Vec<Other>,
    /// With what it is compared now, and what is different.
    pub(super) with: Option<(String, Difference)>,
}

fn name_of(edition: &Edition, locale: Locale) -> String {
    locale.t_args(
        "template-edition-of",
        [("id", edition.id.to_string()), ("edition", edition.edition.to_string())],
    )
}

/// Compares with the asked edition; without one, with the newest older edition of the same checklist.
pub(super) fn compare(
    reader: &Reader,
    this: (&Checklist, Option<TemplateHash>),
    asked: Option<TemplateHash>,
    locale: Locale,
) -> Result<Comparison, Problem> {
    let (checklist_here, hash) = this;
    let all: Vec<Edition> = template::list(reader)?.into_iter().map(|listed| listed.edition).collect();
    let former =
        all.iter().find(|other| other.id == checklist_here.id && other.edition < checklist_here.edition);
    let chosen = asked.or(former.map(|former| former.hash));
    let with = match all.iter().find(|other| Some(other.hash) == chosen && Some(other.hash) != hash) {
        None => None,
        Some(other) => {
            let before = checklist(reader, &other.hash)?;
            Some((name_of(other, locale), difference(&before, checklist_here, locale)))
        }
    };
    let others = all.iter().filter(|other| Some(other.hash) != hash).map(|other| Other {
        hash: other.hash,
        name: name_of(other, locale),
        chosen: Some(other.hash) == chosen,
    });
    Ok(Comparison { others: others.collect(), with })
}

/// One edition.
#[derive(Template, WebTemplate)]
#[template(path = "templates/edition.html")]
pub(super) struct EditionPage {
    frame: Frame,
    hash: TemplateHash,
    title: String,
    name: String,
    valid: String,
    published: String,
    used_in: Vec<(CampaignId, String)>,
    read: Read,
    comparison: Comparison,
    done: Option<String>,
}

/// Whoever may see the office's pages. `voi`: compared with that edition.
#[rocket::get("/mau-phieu/<hash>?<voi>&<bao>")]
pub(super) async fn edition(
    hash: Option<Id<TemplateHash>>,
    voi: Option<&str>,
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<EditionPage, Problem> {
    let hash = hash.ok_or(Problem::NotFound)?.0;
    let asked = voi.and_then(|text| text.parse().ok());
    let done = bao.map(|what| format!("template-done-{what}")).filter(|key| locale.has(key));
    let (frame, scope) = (user.frame(locale).at("templates"), user.scope());
    let read = move |reader: &Reader| {
        let checklist = checklist(reader, &hash)?;
        let listed = template::list(reader)?.into_iter().find(|listed| listed.edition.hash == hash);
        let listed = listed.ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(EditionPage {
            frame,
            hash,
            title: checklist.title.get(locale.0).to_owned(),
            name: name_of(&listed.edition, locale),
            valid: valid(&checklist, locale),
            published: moment(listed.published_at, locale),
            used_in: template::used_in(reader, &scope, &hash)?,
            read: Read::new(&checklist, locale),
            comparison: compare(reader, (&checklist, Some(hash)), asked, locale)?,
            done: done.map(|key| locale.t(&key)),
        })
    };
    store.read(read).await
}

/// Today, for forms.
pub(super) fn today() -> chrono::NaiveDate {
    clock::day(clock::now())
}
