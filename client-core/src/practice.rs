//! A whole opening with a small made-up book.
//!
//! Browsers compile a function when it is first called. A thread that opens this book while the app is still drawing has
//! called most of what the first real screen needs, and code compiled by one thread serves all.

use crate::journal::{self, Replay};
use crate::view::VisitView;
use crate::{Error, Origin, Session, Write};
use inspection::{Edit, Inspection};
use schemas::answer::Answer;
use schemas::codec;
use schemas::ids::{ActorId, ItemId};
use schemas::template::Template;
use schemas::wire::{PublishedTemplate, Worklist};
use sha2::{Digest, Sha256};

/// A checklist with the kinds of questions, rules and rows that real ones have: `practice/checklist.toml` in canonical form.
const CHECKLIST: &str = include_str!("practice/checklist.json");
/// One visit, of a template that is put in.
const WORKLIST: &str = include_str!("practice/worklist.json");

/// Opens the made-up book and looks at its visit, the way a real one is opened.
///
/// # Errors
/// Those of an opening. Nothing depends on this one.
pub fn open() -> Result<VisitView, Error> {
    let odd = |error: codec::Malformed| Error::Journal(error.to_string());
    let template: Template = codec::from_json(CHECKLIST.as_bytes()).map_err(odd)?;
    let (beginning_hash, beginning) = Inspection::beginning(&template)?;
    let hash = schemas::ids::TemplateHash(Sha256::digest(CHECKLIST.as_bytes()).into());
    let mut worklist: Worklist = codec::from_json(WORKLIST.as_bytes()).map_err(odd)?;
    worklist.visits.iter_mut().for_each(|visit| visit.template = hash);
    let visit = worklist.visits.first().ok_or_else(|| Error::Journal("it has no visit".to_owned()))?.id;
    let mut writes = Vec::new();
    let mut doc = Inspection::begin(&beginning)?;
    for item in template.items().map(|item| &item.id) {
        for change in doc.write(ActorId([1; 16]), 0, &answer(item))? {
            writes.push(Write::Change {
                visit,
                hash: change.hash,
                bytes: change.bytes,
                origin: Origin::Received,
            });
        }
    }
    let canonical = CHECKLIST.to_owned();
    writes.push(Write::Template(PublishedTemplate { hash, canonical, beginning, beginning_hash }));
    writes.push(Write::Worklist(worklist));
    let mut replay = Replay::default();
    replay.take(&journal::encode(&writes)?)?;
    Session::open(replay.finish(ActorId([2; 16]))).visit_view(&visit)
}

fn answer(item: &ItemId) -> Edit {
    let answer = match item.as_str() {
        "A01" => Answer::No,
        "A02" => Answer::Ratio(1, 2),
        _ => Answer::NotApplicable,
    };
    Edit::Answer { item: item.clone(), answer, reason: None }
}
