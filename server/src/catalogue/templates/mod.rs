//! Checklists (mẫu phiếu): publishing, the page of each edition, drafts, and trying one out in the browser.

mod difference;
mod drafts;
mod pages;
mod try_out;
mod try_rows;
mod words;

use crate::accounts::Device;
use crate::http::{Id, Wire};
use crate::problem::Problem;
use crate::store::{self, Store, Tx};
use inspection::Inspection;
use rocket::State;
use rocket::fairing::AdHoc;
use schemas::ids::{TemplateHash, TemplateId};
use schemas::template::{Compiled, TemplateErrors, load, shipped};
use schemas::wire::{Millis, PublishedTemplate};

/// Why a template was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It has mistakes.
    #[error(transparent)]
    Template(#[from] TemplateErrors),
    /// No document can begin with it.
    #[error("no document can begin with template {id}: {cause}")]
    Beginning {
        /// Which.
        id: TemplateId,
        /// Why.
        #[source]
        cause: Box<inspection::Error>,
    },
    /// The edition is published with other content.
    #[error(
        "edition {edition} of {id} is published with other content and is frozen; give the changed template a new edition"
    )]
    Frozen {
        /// Which.
        id: TemplateId,
        /// Which edition.
        edition: u32,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Publishes a checked template. False: it is published already.
pub fn publish(store: &Store, compiled: &Compiled, now: Millis) -> Result<bool, PublishError> {
    let template = to_publish(compiled)?;
    store.write_blocking(move |tx| keep(tx, &template, now))
}

/// A checklist that can be published, with its first change.
struct ToPublish {
    id: TemplateId,
    edition: u32,
    template: PublishedTemplate,
}

fn to_publish(compiled: &Compiled) -> Result<ToPublish, PublishError> {
    let (id, edition) = (compiled.template().id.clone(), compiled.template().edition);
    let (beginning_hash, beginning) = Inspection::beginning(compiled.template())
        .map_err(|cause| PublishError::Beginning { id: id.clone(), cause: Box::new(cause) })?;
    let template = PublishedTemplate {
        hash: compiled.hash(),
        canonical: compiled.canonical().to_owned(),
        beginning,
        beginning_hash,
    };
    Ok(ToPublish { id, edition, template })
}

fn keep(tx: &Tx, new: &ToPublish, now: Millis) -> Result<bool, PublishError> {
    let ToPublish { id, edition, template } = new;
    match store::template::edition(tx, id, Some(*edition))? {
        Some(other) if other.hash != template.hash => {
            Err(PublishError::Frozen { id: id.clone(), edition: *edition })
        }
        _ => Ok(store::template::publish(tx, id, *edition, template, now)?),
    }
}

/// Publishes the checklists that come with the program; gives those that were new.
pub fn publish_shipped(store: &Store, now: Millis) -> Result<Vec<Compiled>, PublishError> {
    let mut new = Vec::new();
    for (file, toml) in shipped() {
        let compiled = load(toml, file)?;
        if publish(store, &compiled, now)? {
            new.push(compiled);
        }
    }
    Ok(new)
}

/// Every tablet: templates hold nothing of any one visit.
#[rocket::get("/templates/<hash>")]
async fn template(
    hash: Id<TemplateHash>,
    _device: Device,
    store: &State<Store>,
) -> Result<Wire<PublishedTemplate>, Problem> {
    let found = store.read(move |reader| Ok::<_, Problem>(store::template::get(reader, &hash.0)?)).await?;
    found.map(Wire).ok_or(Problem::NotFound)
}

/// Mounts the pages of checklists and what tablets fetch.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("templates", |rocket| async {
        rocket
            .mount("/", rocket::routes![pages::list, pages::edition])
            .mount("/", rocket::routes![drafts::form, drafts::upload, drafts::page])
            .mount("/", rocket::routes![drafts::publish, drafts::discard])
            .mount("/", rocket::routes![try_out::blank, try_out::judged])
            .mount("/", rocket::routes![try_out::blank_draft, try_out::judged_draft])
            .mount("/api/v1", rocket::routes![template])
    })
}
