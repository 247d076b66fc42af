//! Writing work anew. If a tablet's folder was copied or restored and the copy went on under the same actor, two
//! different changes carry one number and the server can take only one of them. The other's content is written again
//! under a new actor, change by change, each upon exactly what stood there when it was first written: so disagreements
//! stay disagreements, and nothing typed is lost.

use crate::Error;
use inspection::exchange::Header;
use inspection::{Edit, Inspection, Photo, Record, Row, Version};
use schemas::ids::{ActorId, ChangeHash, GroupId, RowId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Given as the reason where one is needed and the first writing had none.
const REASON: &str = "Ghi lại từ thiết bị đã được sao chép";

pub(crate) struct Rewritten {
    /// The document without what was rejected, with what was written anew.
    pub(crate) doc: Inspection,
    /// What is no part of it any more: the rejected changes and all that build on them.
    pub(crate) gone: Vec<ChangeHash>,
    /// The new changes.
    pub(crate) new: Vec<Vec<u8>>,
    /// Signatures that were given in rejected changes; what they sign is gone.
    pub(crate) signatures: usize,
}

/// Takes `rejected` and everything that builds on it out of a document, and writes what is `own` of it again.
pub(crate) fn rewrite(
    old: &Inspection,
    beginning: &[u8],
    rejected: &BTreeSet<ChangeHash>,
    own: impl Fn(&ChangeHash) -> bool,
    fresh: ActorId,
) -> Result<Rewritten, Error> {
    let mut changes: Vec<(Header, Vec<u8>)> = Vec::new();
    for bytes in old.hashes().iter().filter_map(|hash| old.change(hash)) {
        changes.push((Header::parse(&bytes)?, bytes));
    }
    let mut gone = rejected.clone();
    for (header, _) in &changes {
        if header.deps.iter().any(|dep| gone.contains(dep)) {
            gone.insert(header.hash);
        }
    }
    let stays: HashMap<ChangeHash, &(Header, Vec<u8>)> = changes
        .iter()
        .filter(|(header, _)| !gone.contains(&header.hash))
        .map(|change| (change.0.hash, change))
        .collect();
    let mut replay = Inspection::begin(beginning)?;
    let (mut new, mut signatures) = (Vec::new(), 0);
    for (header, _) in changes.iter().filter(|(h, _)| gone.contains(&h.hash) && own(&h.hash)) {
        let past = past(&header.deps, &stays, &changes);
        replay.apply(past)?;
        let (before, after) = (old.as_of(&header.deps)?, old.as_of(&[header.hash])?);
        signatures += after.signatures.len().saturating_sub(before.signatures.len());
        for edit in difference(&before, &after, &header.hash) {
            let written = match replay.write(fresh, header.at, &edit) {
                Err(inspection::Error::NeedsReason { .. }) => {
                    replay.write(fresh, header.at, &reasoned(edit))?
                }
                written => written?,
            };
            new.extend(written.into_iter().map(|change| change.bytes));
        }
    }
    let mut doc = Inspection::begin(beginning)?;
    let kept = changes.iter().filter(|(header, _)| !gone.contains(&header.hash)).map(|(_, bytes)| bytes);
    doc.apply(kept.chain(&new).map(Vec::as_slice))?;
    Ok(Rewritten { doc, gone: gone.into_iter().collect(), new, signatures })
}

/// Everything that stays and that these changes build on, whatever was between.
fn past<'a>(
    deps: &[ChangeHash],
    stays: &HashMap<ChangeHash, &'a (Header, Vec<u8>)>,
    all: &'a [(Header, Vec<u8>)],
) -> Vec<&'a [u8]> {
    let headers: HashMap<ChangeHash, &Header> = all.iter().map(|(header, _)| (header.hash, header)).collect();
    let (mut seen, mut open) = (BTreeSet::new(), deps.to_vec());
    while let Some(hash) = open.pop() {
        if let Some(header) = headers.get(&hash).filter(|_| seen.insert(hash)) {
            open.extend(&header.deps);
        }
    }
    let in_order = all.iter().filter(|(header, _)| seen.contains(&header.hash));
    in_order
        .filter(|(header, _)| stays.contains_key(&header.hash))
        .map(|(_, bytes)| bytes.as_slice())
        .collect()
}

/// What one change wrote, as edits.
fn difference(before: &Record, after: &Record, change: &ChangeHash) -> Vec<Edit> {
    let mut edits = Vec::new();
    let by_change = |versions: &[Version]| versions.iter().find(|v| v.change == *change).cloned();
    for (item, versions) in &after.answers {
        if let Some(Version { answer, reason, .. }) = by_change(versions) {
            edits.push(Edit::Answer { item: item.clone(), answer, reason });
        }
    }
    let none = BTreeMap::new();
    for (group, rows) in &after.rows {
        let earlier = before.rows.get(group).unwrap_or(&none);
        for (row, now) in rows {
            edits.extend(row_difference((group, row), earlier.get(row), now));
            for (field, versions) in &now.fields {
                if let Some(Version { answer, reason, .. }) = by_change(versions) {
                    let (group, row, field) = (group.clone(), row.clone(), field.clone());
                    edits.push(Edit::SetField { group, row, field, answer, reason });
                }
            }
        }
    }
    let items: BTreeSet<_> = before.notes.keys().chain(after.notes.keys()).collect();
    for item in items {
        let text = after.notes.get(item);
        if before.notes.get(item) != text {
            edits.push(Edit::Note { item: item.clone(), text: text.cloned().unwrap_or_default() });
        }
    }
    if before.opinion != after.opinion {
        edits.push(Edit::Opinion { text: after.opinion.clone() });
    }
    let described = |record: &Record| -> Vec<Photo> {
        let removed = record.removed_photos.iter().map(|removed| removed.photo.clone());
        record.photos.iter().cloned().chain(removed).collect()
    };
    let former = described(before);
    let photos = described(after).into_iter().filter(|photo| !former.contains(photo));
    edits.extend(photos.map(Edit::Photo));
    edits
}

fn row_difference((group, row): (&GroupId, &RowId), before: Option<&Row>, after: &Row) -> Option<Edit> {
    let (group, row) = (group.clone(), row.clone());
    match (before.map(|row| row.removed), after.removed) {
        (None | Some(true), false) => Some(Edit::AddRow { group, row }),
        (None | Some(false), true) => Some(Edit::RemoveRow { group, row }),
        _ => None,
    }
}

fn reasoned(edit: Edit) -> Edit {
    let why = || Some(REASON.to_owned());
    match edit {
        Edit::Answer { item, answer, .. } => Edit::Answer { item, answer, reason: why() },
        Edit::SetField { group, row, field, answer, .. } => {
            Edit::SetField { group, row, field, answer, reason: why() }
        }
        other => other,
    }
}
