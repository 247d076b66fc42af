use crate::accounts::Device;
use crate::http::{Id, Wire};
use crate::problem::Problem;
use crate::store::{self, Store};
use inspection::Inspection;
use rocket::State;
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
        cause: inspection::Error,
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
    let (id, edition) = (compiled.template().id.clone(), compiled.template().edition);
    let (beginning_hash, beginning) = Inspection::beginning(compiled.template())
        .map_err(|cause| PublishError::Beginning { id: id.clone(), cause })?;
    let template = PublishedTemplate {
        hash: compiled.hash(),
        canonical: compiled.canonical().to_owned(),
        beginning,
        beginning_hash,
    };
    store.write_blocking(move |tx| match store::template::edition(tx, &id, Some(edition))? {
        Some(other) if other.hash != template.hash => Err(PublishError::Frozen { id, edition }),
        _ => Ok(store::template::publish(tx, &id, edition, &template, now)?),
    })
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
pub(super) async fn template(
    hash: Id<TemplateHash>,
    _device: Device,
    store: &State<Store>,
) -> Result<Wire<PublishedTemplate>, Problem> {
    let found = store.read(move |reader| Ok::<_, Problem>(store::template::get(reader, &hash.0)?)).await?;
    found.map(Wire).ok_or(Problem::NotFound)
}
