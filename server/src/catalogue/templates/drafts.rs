//! New editions: upload with everything that is wrong, look at what changes, publish.

use super::pages::{Comparison, Read, compare, valid};
use super::{PublishError, keep, to_publish};
use crate::accounts::{FormToken, ManagesTemplates, NoFields, Protected, Upload};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::template::{self, Draft};
use crate::store::{self, Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{TemplateHash, TemplateId};
use schemas::template::{Compiled, load};
use serde_json::json;

struct Mistake {
    line: Option<usize>,
    item: String,
    message: String,
}

/// The form for an upload, with the mistakes of the file that was just sent.
#[derive(Template, WebTemplate)]
#[template(path = "templates/upload.html")]
pub(super) struct UploadPage {
    frame: Frame,
    csrf: String,
    file: String,
    mistakes: Vec<Mistake>,
    /// Another mistake than one of the checklist.
    alert: Option<String>,
}

impl UploadPage {
    fn new(user: &ManagesTemplates, file: String, locale: Locale) -> Self {
        let frame = user.frame(locale).at("templates");
        Self { frame, csrf: user.csrf.clone(), file, mistakes: Vec::new(), alert: None }
    }
}

/// Whoever manages checklists.
#[rocket::get("/mau-phieu/nhap")]
pub(super) fn form(user: ManagesTemplates, _token: FormToken, locale: Locale) -> UploadPage {
    UploadPage::new(&user, String::new(), locale)
}

/// The address of a draft.
fn address(id: &TemplateId, edition: u32) -> String {
    format!("/mau-phieu/ban-thao/{id}/{edition}")
}

/// Whoever manages checklists: keeps a new edition as a draft, in place of the one before; or says all that is wrong with
/// it, and keeps nothing.
#[rocket::post("/mau-phieu/nhap", data = "<file>")]
pub(super) async fn upload(
    user: ManagesTemplates,
    file: Upload,
    locale: Locale,
    store: &State<Store>,
) -> Result<Result<Redirect, (Status, UploadPage)>, Problem> {
    let mut page = UploadPage::new(&user, file.name.clone(), locale);
    let compiled = match load(&file.text, &file.name) {
        Ok(compiled) => compiled,
        Err(errors) => {
            let mistakes = errors.0.into_iter().map(|error| Mistake {
                line: error.line,
                item: error.item.unwrap_or_default(),
                message: error.message,
            });
            page.mistakes = mistakes.collect();
            return Ok(Err((Status::UnprocessableEntity, page)));
        }
    };
    let (id, edition) = (compiled.template().id.clone(), compiled.template().edition);
    let draft = Draft {
        id: id.clone(),
        edition,
        file: file.name,
        toml: file.text,
        by: user.person.clone(),
        at: clock::now(),
    };
    let (by, hash) = (user.by(), compiled.hash());
    let kept = store
        .write(move |tx| {
            // A published edition is frozen: whoever uploads it again gave it too low a number.
            if template::edition(tx, &draft.id, Some(draft.edition))?.is_some() {
                return Ok(false);
            }
            template::put_draft(tx, &draft)?;
            let after = json!({ "edition": draft.edition, "file": draft.file, "sha256": hash.to_string() });
            audit::append(tx, draft.at, &by, Deed::new("template-uploaded", &draft.id).after(after))?;
            Ok::<_, Problem>(true)
        })
        .await?;
    if kept {
        return Ok(Ok(Redirect::to(address(&id, edition))));
    }
    let values = [("id", id.to_string()), ("edition", edition.to_string())];
    page.alert = Some(locale.t_args("template-frozen", values));
    Ok(Err((Status::UnprocessableEntity, page)))
}

/// A draft.
#[derive(Template, WebTemplate)]
#[template(path = "templates/draft.html")]
pub(super) struct DraftPage {
    frame: Frame,
    csrf: String,
    id: TemplateId,
    edition: u32,
    hash: TemplateHash,
    title: String,
    valid: String,
    file: String,
    by: String,
    at: String,
    /// Points of each section.
    weights: Vec<(String, String)>,
    read: Read,
    comparison: Comparison,
}

/// The draft with its rules compiled.
pub(super) fn find(
    reader: &Reader,
    id: Option<Id<TemplateId>>,
    edition: u32,
) -> Result<(Draft, Compiled), Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let draft = template::draft(reader, &id, edition)?.ok_or(Problem::NotFound)?;
    let compiled = load(&draft.toml, &draft.file).map_err(Problem::internal)?;
    Ok((draft, compiled))
}

/// Whoever manages checklists. `voi`: compared with that edition.
#[rocket::get("/mau-phieu/ban-thao/<id>/<edition>?<voi>")]
pub(super) async fn page(
    id: Option<Id<TemplateId>>,
    edition: u32,
    voi: Option<&str>,
    user: ManagesTemplates,
    locale: Locale,
    store: &State<Store>,
) -> Result<DraftPage, Problem> {
    let asked = voi.and_then(|text| text.parse().ok());
    let (frame, csrf) = (user.frame(locale).at("templates"), user.csrf.clone());
    let read = move |reader: &Reader| {
        let (draft, compiled) = find(reader, id, edition)?;
        let by = store::person::named(reader, &draft.by)?.map(|person| person.name);
        let checklist = compiled.template();
        let weights = compiled.section_weights().into_iter();
        Ok::<_, Problem>(DraftPage {
            frame,
            csrf,
            hash: compiled.hash(),
            title: checklist.title.get(locale.0).to_owned(),
            valid: valid(checklist, locale),
            by: by.unwrap_or_else(|| draft.by.to_string()),
            at: moment(draft.at, locale),
            weights: weights.map(|(id, points)| (id.to_string(), points.short(locale.0))).collect(),
            read: Read::new(checklist, locale),
            comparison: compare(reader, (checklist, None), asked, locale)?,
            id: draft.id,
            edition: draft.edition,
            file: draft.file,
        })
    };
    store.read(read).await
}

#[derive(rocket::form::FromForm)]
pub(super) struct Seen {
    sha256: String,
}

/// Whoever manages checklists: freezes a draft and offers it to plans. What was seen is published: a draft that somebody
/// replaced meanwhile is shown again.
#[rocket::post("/mau-phieu/ban-thao/<id>/<edition>/cong-bo", data = "<form>")]
pub(super) async fn publish(
    id: Option<Id<TemplateId>>,
    edition: u32,
    user: ManagesTemplates,
    form: Protected<Seen>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let (by, now) = (user.by(), clock::now());
    let published = store
        .write(move |tx| {
            let (draft, compiled) = find(tx, id, edition)?;
            if compiled.hash().to_string() != form.0.sha256 {
                return Ok(Redirect::to(address(&draft.id, edition)));
            }
            let new = to_publish(&compiled).map_err(Problem::internal)?;
            keep(tx, &new, now).map_err(|error| match error {
                PublishError::Store(error) => error.into(),
                other => Problem::internal(other),
            })?;
            template::drop_draft(tx, &draft.id, edition)?;
            let after = json!({ "edition": edition, "sha256": compiled.hash().to_string() });
            audit::append(tx, now, &by, Deed::new("template-published", &draft.id).after(after))?;
            Ok::<_, Problem>(Redirect::to(format!("/mau-phieu/{}?bao=da-cong-bo", compiled.hash())))
        })
        .await?;
    Ok(published)
}

/// Whoever manages checklists: throws a draft away.
#[rocket::post("/mau-phieu/ban-thao/<id>/<edition>/bo", data = "<_form>")]
pub(super) async fn discard(
    id: Option<Id<TemplateId>>,
    edition: u32,
    user: ManagesTemplates,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (by, now) = (user.by(), clock::now());
    store
        .write(move |tx| {
            if !template::drop_draft(tx, &id, edition)? {
                return Err(Problem::NotFound);
            }
            let deed = Deed::new("template-discarded", &id).before(json!({ "edition": edition }));
            Ok(audit::append(tx, now, &by, deed)?)
        })
        .await?;
    Ok(Redirect::to("/mau-phieu?bao=da-bo"))
}
