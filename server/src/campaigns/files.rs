//! Plans as files: taking one along, and bringing one back with a preview of what it would change.

use super::import::{ImportError, Importer, Prepared, carry_out, prepare};
use super::plan::FileError;
use super::spreadsheet::from_spreadsheet;
use super::top::{manages, seen};
use super::whole::described;
use crate::accounts::{ManagesPlans, NoFields, OfficeReader, Protected, UploadedFile};
use crate::audit::{self, Change};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::secret;
use crate::store::{Reader, Store, organisation};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State as Managed;
use rocket::http::{ContentType, Header, Status};
use rocket::response::{Redirect, Responder};
use schemas::ids::CampaignId;

/// A file that is saved under a name.
#[derive(Responder)]
pub(super) struct Saved {
    body: Vec<u8>,
    kind: ContentType,
    name: Header<'static>,
}

fn saved(body: Vec<u8>, kind: (&'static str, &'static str), id: &CampaignId, end: &str) -> Saved {
    let name = Header::new("Content-Disposition", format!("attachment; filename=\"{id}.{end}\""));
    Saved { body, kind: ContentType::new(kind.0, kind.1), name }
}

/// Whoever may see the office's pages: a campaign file that imports to the same plan.
#[rocket::get("/ke-hoach/<id>/ke-hoach.toml")]
pub(super) async fn toml(
    id: Option<Id<CampaignId>>,
    user: OfficeReader,
    store: &Managed<Store>,
) -> Result<Saved, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, manages, this) = (user.scope(), manages(user.session()), id.clone());
    let text = store.read(move |reader| {
        let (plan, _) = seen(reader, &scope, manages.as_ref(), &this)?;
        Ok::<_, Problem>(super::export::toml(reader, &plan)?)
    });
    Ok(saved(text.await?.into_bytes(), ("application", "toml"), &id, "toml"))
}

/// Whoever may see the office's pages: a workbook that imports to the same plan.
#[rocket::get("/ke-hoach/<id>/ke-hoach.xlsx")]
pub(super) async fn xlsx(
    id: Option<Id<CampaignId>>,
    user: OfficeReader,
    store: &Managed<Store>,
) -> Result<Saved, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, manages, this) = (user.scope(), manages(user.session()), id.clone());
    let book = store.read(move |reader| {
        let (plan, _) = seen(reader, &scope, manages.as_ref(), &this)?;
        Ok::<_, Problem>(super::spreadsheet::spreadsheet(reader, &plan)?)
    });
    let kind = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    Ok(saved(book.await?, kind, &id, "xlsx"))
}

/// The page of imports.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/import.html")]
pub(super) struct ImportPage {
    frame: Frame,
    csrf: String,
    file: String,
    /// Where each mistake is, and what it is.
    mistakes: Vec<(String, String)>,
    /// Key of the file that waits for a yes.
    draft: Option<String>,
    /// What the plan is called, and whether it is new.
    plan: Option<(String, bool)>,
    changes: Vec<Change>,
    same: bool,
}

impl ImportPage {
    fn new(user: &ManagesPlans, file: String, locale: Locale) -> Self {
        let (frame, csrf) = (user.frame(locale).at("campaigns"), user.csrf.clone());
        Self { frame, csrf, file, mistakes: vec![], draft: None, plan: None, changes: vec![], same: false }
    }
}

fn importer(user: &ManagesPlans) -> Importer {
    Importer { scope: user.scope(), by: user.by(), is_command: false }
}

/// Whoever manages plans.
#[rocket::get("/ke-hoach/nhap")]
pub(super) fn page(user: ManagesPlans, locale: Locale) -> ImportPage {
    ImportPage::new(&user, String::new(), locale)
}

/// Whoever manages plans: shows what a file would change, or all its mistakes, and changes nothing.
#[rocket::post("/ke-hoach/nhap", data = "<file>")]
pub(super) async fn preview(
    user: ManagesPlans,
    file: UploadedFile,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<(Status, ImportPage), Problem> {
    let mut page = ImportPage::new(&user, file.name.clone(), locale);
    let (text, cells) = if file.bytes.starts_with(b"PK") {
        match from_spreadsheet(&file.bytes) {
            Ok(converted) => (converted.text, converted.cells),
            Err(error) => {
                let what = locale.t_args("file-no-workbook", [("what", error.0)]);
                page.mistakes.push((String::new(), what));
                return Ok((Status::UnprocessableEntity, page));
            }
        }
    } else {
        let text = String::from_utf8(file.bytes);
        (text.map_err(|_| Problem::Malformed { what: "the file is not UTF-8".into() })?, Vec::new())
    };
    let (importer, all, now) = (importer(&user), directories.inner().clone(), clock::now());
    let (name, source) = (file.name, text.clone());
    let read = store.read(move |reader: &Reader| {
        let directory = all.get(reader)?;
        let prepared = prepare(reader, &importer, &directory, &name, &source, now);
        let changes = match &prepared {
            Ok(Prepared { before, after, .. }) => {
                let was = before.as_ref().map(|before| described(reader, before)).transpose()?;
                audit::compare(&was.unwrap_or_default().into(), &described(reader, after)?.into(), locale)
            }
            Err(_) => Vec::new(),
        };
        Ok::<_, Problem>((prepared, changes))
    });
    let (prepared, changes) = read.await?;
    let Prepared { before, after, .. } = match prepared {
        Ok(prepared) => prepared,
        Err(ImportError::Store(error)) => return Err(error.into()),
        Err(ImportError::File(mistakes)) => {
            let place = |mistake: &FileError| match cells.get(mistake.line.saturating_sub(1)) {
                Some(cell) => cell.clone(),
                None => locale.t_args("file-line", [("line", mistake.line.to_string())]),
            };
            let told = mistakes.iter().map(|mistake| (place(mistake), mistake.message.words(locale)));
            page.mistakes = told.collect();
            return Ok((Status::UnprocessableEntity, page));
        }
    };
    page.plan = Some((after.campaign.title.clone(), before.is_none()));
    if before.as_ref() == Some(&after) {
        page.same = true;
        return Ok((Status::Ok, page));
    }
    page.changes = changes;
    let (hash, person) = (hex::encode(secret::hash(&text)), user.person.clone());
    page.draft = Some(hash.clone());
    store.write(move |tx| Ok::<_, Problem>(organisation::put_draft(tx, &hash, &person, &text, now)?)).await?;
    Ok((Status::Ok, page))
}

/// Whoever manages plans: takes the file that they have just seen.
#[rocket::post("/ke-hoach/nhap/ghi/<hash>", data = "<_form>")]
pub(super) async fn apply(
    hash: &str,
    user: ManagesPlans,
    _form: Protected<NoFields>,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Redirect, Problem> {
    let (hash, importer, all) = (hash.to_owned(), importer(&user), directories.inner().clone());
    let id = store
        .write(move |tx| {
            let text = organisation::draft(tx, &hash)?.ok_or(Problem::NotFound)?;
            let now = clock::now();
            // It was right a moment ago; what changed since is told when the file is sent again.
            let prepared = match prepare(tx, &importer, &*all.get(tx)?, "", &text, now) {
                Ok(prepared) => prepared,
                Err(ImportError::Store(error)) => return Err(error.into()),
                Err(ImportError::File(_)) => return Err(Problem::NotFound),
            };
            let done = carry_out(tx, &importer, prepared, now)?;
            organisation::drop_draft(tx, &hash)?;
            Ok::<_, Problem>(done.campaign)
        })
        .await?;
    Ok(Redirect::to(format!("/ke-hoach/{id}?bao=da-nhap")))
}
