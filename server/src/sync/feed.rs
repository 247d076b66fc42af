//! What a device has not seen yet.

use crate::accounts::Scope;
use crate::store::{self, Reader, assessment, change, quarantine};
use inspection::exchange;
use schemas::ids::DeviceId;
use schemas::wire::{DocPull, DocPush};
use serde_bytes::ByteBuf;
use std::collections::HashSet;

/// Most changes handed out of one document in one answer.
const MOST: usize = 2_000;
/// Bytes that one more change costs in a compressed answer. Measured: 300 changes of five people pack into 4.042 bytes,
/// their snapshot into 1.820; so a snapshot pays as soon as it is smaller than this for each change missing.
const BYTES_PER_CHANGE: u64 = 13;

/// The news of one document. `grew`: the device has just sent something itself, so while the document is being checked
/// it is asked to come back rather than given half of what there will be in a moment.
pub(super) fn news(
    reader: &Reader,
    push: &DocPush,
    device: &DeviceId,
    grew: bool,
) -> Result<DocPull, store::Error> {
    let mut pull = nothing(push);
    let Some(document) = change::find(reader, &push.visit)? else { return Ok(pull) };
    pull.quarantined = quarantine::of_device(reader, document.no, device)?;
    pull.pending = document.waiting > 0;
    if let Some(have) = &push.have {
        return difference(reader, document, have, pull);
    }
    let snapshot = assessment::snapshot_size(reader, document.no)?;
    pull.heads_digest = snapshot.map(|(_, digest)| digest);
    if pull.pending && grew || push.cursor >= document.vseq {
        return Ok(pull);
    }
    let missing = document.vseq - push.cursor;
    if snapshot.is_some_and(|(size, _)| size < missing * BYTES_PER_CHANGE) {
        let snapshot = assessment::snapshot(reader, document.no)?;
        pull.snapshot = snapshot.map(|snapshot| ByteBuf::from(snapshot.bytes));
        pull.cursor = document.vseq;
    } else {
        let (cursor, changes) = change::after(reader, document.no, push.cursor, MOST, push.writer.as_ref())?;
        pull.cursor = cursor;
        pull.more = cursor < document.vseq;
        pull.changes = pack(&changes)?;
    }
    let authors = change::authors(reader, &push.visit, document.no)?;
    let others = authors.into_iter().filter(|author| Some(author.tip.actor) != push.writer);
    pull.tips = others.map(|author| author.tip).collect();
    Ok(pull)
}

/// The answer for a document of which nothing is handed out.
pub(super) fn nothing(push: &DocPush) -> DocPull {
    DocPull {
        visit: push.visit,
        cursor: push.cursor,
        accepted: 0,
        held: Vec::new(),
        quarantined: Vec::new(),
        snapshot: None,
        changes: Vec::new(),
        tips: Vec::new(),
        more: false,
        pending: false,
        heads_digest: None,
        want: Vec::new(),
    }
}

/// The exact difference to what a device says it has.
fn difference(
    reader: &Reader,
    document: change::Document,
    have: &[schemas::ids::ChangeHash],
    mut pull: DocPull,
) -> Result<DocPull, store::Error> {
    let theirs: HashSet<_> = have.iter().collect();
    let mut lacking = Vec::new();
    for verified in change::verified(reader, document.no)? {
        if !theirs.contains(&verified.hash) {
            lacking.push(verified.bytes);
        }
    }
    let planned = store::visit::get(reader, &Scope::operator(), &pull.visit)?;
    let template = planned.map(|visit| store::template::get(reader, &visit.template)).transpose()?.flatten();
    // The beginning is not in the log: it comes with the template.
    let beginning = template.map(|template| template.beginning_hash);
    for hash in have.iter().filter(|hash| Some(**hash) != beginning) {
        if change::logged(reader, document.no, hash)?.is_none() {
            pull.want.push(*hash);
        }
    }
    pull.changes = pack(&lacking)?;
    pull.tips =
        change::authors(reader, &pull.visit, document.no)?.into_iter().map(|author| author.tip).collect();
    pull.cursor = document.vseq;
    pull.heads_digest = assessment::snapshot_size(reader, document.no)?.map(|(_, digest)| digest);
    Ok(pull)
}

fn pack(changes: &[Vec<u8>]) -> Result<Vec<u8>, store::Error> {
    exchange::pack(changes.iter().map(Vec::as_slice))
        .map_err(|_| store::Error::Incomplete("well-formed changes in its log"))
}
