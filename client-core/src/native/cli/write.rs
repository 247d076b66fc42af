//! Commands that write: into a visit, to the server, into files.

use super::args::{Command, RowAction};
use super::failure::Failure;
use super::{Said, find};
use crate::native::error::at;
use crate::native::{NativeError, Outcome, Tablet, now, random};
use inspection::Edit;
use schemas::answer::Answer;
use schemas::ids::{FieldId, GroupId, RowId, VisitId};
use schemas::text::Language;
use serde_json::json;
use std::path::Path;

pub(super) fn command(tablet: &mut Tablet, command: Command, language: Language) -> Result<Said, Failure> {
    let vi = language == Language::Vi;
    match command {
        Command::Answer { visit, item, value, note } => {
            let visit = find(tablet, &visit)?;
            let date = tablet.session().planned(&visit)?.date;
            let answer = tablet.session().form(&visit)?.parse(&item, &value, date)?;
            let edit = Edit::Answer { item: item.clone(), answer: answer.clone(), reason: None };
            let mut outcome = tablet.edit(visit, edit)?;
            if let Some(text) = note {
                let noted = tablet.edit(visit, Edit::Note { item: item.clone(), text })?;
                outcome.saved += noted.saved;
            }
            let json = json!({ "visit": visit, "item": item, "answer": answer, "saved": outcome.saved });
            Ok(saved(&outcome, item.as_str(), json, vi))
        }
        Command::Note { visit, item, text } => {
            let visit = find(tablet, &visit)?;
            let outcome = tablet.edit(visit, Edit::Note { item: item.clone(), text })?;
            let json = json!({ "visit": visit, "item": item, "saved": outcome.saved });
            Ok(saved(&outcome, item.as_str(), json, vi))
        }
        Command::Opinion { visit, text } => {
            let visit = find(tablet, &visit)?;
            let outcome = tablet.edit(visit, Edit::Opinion { text })?;
            let place = if vi { "ý kiến của đơn vị" } else { "opinion" };
            Ok(saved(&outcome, place, json!({ "visit": visit, "saved": outcome.saved }), vi))
        }
        Command::Photo { visit, item, file, caption } => {
            let visit = find(tablet, &visit)?;
            let size = file.metadata().map_err(at(&file))?.len();
            if size > crate::photos::LARGEST {
                return Err(crate::Error::from(crate::photos::PhotoError::TooLarge(size)).into());
            }
            let bytes = std::fs::read(&file).map_err(at(&file))?;
            let outcome = tablet.photo(visit, item.clone(), &bytes, caption)?;
            let photo = tablet
                .session()
                .record(&visit)?
                .photos
                .into_iter()
                .rfind(|photo| photo.item == item && photo.size == size);
            let json = json!({ "visit": visit, "item": item, "photo": photo, "saved": outcome.saved });
            Ok(saved(&outcome, item.as_str(), json, vi))
        }
        Command::Row { visit, group, action } => {
            let visit = find(tablet, &visit)?;
            row(tablet, visit, group, action, vi)
        }
        Command::Resolve { visit, item, take, reason } => {
            let visit = find(tablet, &visit)?;
            resolve(tablet, visit, &item, (take, reason), vi)
        }
        Command::Sign { visit, role, name } => {
            let visit = find(tablet, &visit)?;
            let outcome = tablet.sign(visit, role.into(), name.clone())?;
            let place = if vi { "chữ ký" } else { "signature" };
            Ok(saved(&outcome, place, json!({ "visit": visit, "name": name, "saved": outcome.saved }), vi))
        }
        other => super::execute(tablet, other, language),
    }
}

fn row(
    tablet: &mut Tablet,
    visit: VisitId,
    group: GroupId,
    action: RowAction,
    vi: bool,
) -> Result<Said, Failure> {
    match action {
        RowAction::Add => {
            let row = new_row()?;
            let outcome = tablet.edit(visit, Edit::AddRow { group: group.clone(), row: row.clone() })?;
            let json = json!({ "visit": visit, "group": group, "row": row, "saved": outcome.saved });
            Ok(Said::new(row.to_string(), json))
        }
        RowAction::Set { row, field, value } => {
            let session = tablet.session();
            let (date, record) = (session.planned(&visit)?.date, session.record(&visit)?);
            let answer = session.form(&visit)?.parse_field((&group, &row, &field), &value, date, &record)?;
            let place = format!("{group}.{field}");
            let json =
                json!({ "visit": visit, "group": group, "row": row, "field": field, "answer": answer });
            let outcome = tablet.edit(visit, Edit::SetField { group, row, field, answer, reason: None })?;
            Ok(saved(&outcome, &place, json, vi))
        }
        RowAction::Remove { row } => {
            let place = format!("{group}.{row}");
            let json = json!({ "visit": visit, "group": group, "row": row });
            let outcome = tablet.edit(visit, Edit::RemoveRow { group, row })?;
            Ok(saved(&outcome, &place, json, vi))
        }
    }
}

/// A row's id: sorted by time, unique without asking anybody.
fn new_row() -> Result<RowId, Failure> {
    let millis = u64::try_from(now()).unwrap_or(0);
    let id = ulid::Ulid::from_parts(millis, u128::from_be_bytes(random()?)).to_string();
    id.parse().map_err(|_| NativeError::Damaged("row id").into())
}

fn resolve(
    tablet: &mut Tablet,
    visit: VisitId,
    place: &str,
    (take, reason): (usize, String),
    vi: bool,
) -> Result<Said, Failure> {
    let conflicts = tablet.session().conflicts(&visit)?;
    let named = |item: &Option<_>, row: &Option<(GroupId, RowId, FieldId)>| match (item, row) {
        (Some(item), _) => item == place,
        (None, Some((group, row, field))) => format!("{group}.{row}.{field}") == place,
        _ => false,
    };
    let conflict = conflicts
        .into_iter()
        .find(|conflict| named(&conflict.item.as_ref().map(ToString::to_string), &conflict.row))
        .ok_or_else(|| Failure::Agreed(place.to_owned()))?;
    let most = conflict.choices.len();
    let chosen = take.checked_sub(1).and_then(|take| conflict.choices.get(take));
    let answer: Answer = chosen.ok_or(Failure::NoSuchChoice { take, most })?.0.clone();
    let json = json!({ "visit": visit, "item": place, "answer": answer, "reason": reason });
    let reason = Some(reason);
    let edit = match (conflict.item, conflict.row) {
        (Some(item), _) => Edit::Answer { item, answer, reason },
        (None, Some((group, row, field))) => Edit::SetField { group, row, field, answer, reason },
        (None, None) => return Err(Failure::Agreed(place.to_owned())),
    };
    let outcome = tablet.edit(visit, edit)?;
    Ok(saved(&outcome, place, json, vi))
}

fn saved(outcome: &Outcome, place: &str, json: serde_json::Value, vi: bool) -> Said {
    let text = match (outcome.saved, vi) {
        (0, true) => format!("{place}: không có gì thay đổi"),
        (0, false) => format!("{place}: nothing changed"),
        (_, true) => format!("Đã lưu {place}"),
        (_, false) => format!("saved {place}"),
    };
    Said::new(text, json)
}

pub(super) fn sync(tablet: &mut Tablet, vi: bool) -> Result<Said, Failure> {
    let outcome = match tablet.sync() {
        Ok(outcome) => outcome,
        Err(error) if error.is_network() => {
            let session = tablet.session();
            let (changes, photos) = (session.unsent(), session.photo_queue().len());
            return Err(Failure::Kept { error: Box::new(error), changes, photos });
        }
        Err(error) => return Err(error.into()),
    };
    let (unsent, photos) = (tablet.session().unsent(), tablet.session().photo_queue().len());
    let (received, confirmed) = (outcome.received, outcome.photos_confirmed);
    let mut text = match vi {
        true => format!(
            "Đã đồng bộ: nhận {received} thay đổi, máy chủ xác nhận {confirmed} ảnh; chưa gửi {unsent} thay đổi, {photos} ảnh"
        ),
        false => format!(
            "synced: {received} changes received, {confirmed} photos confirmed; unsent {unsent} changes, {photos} photos"
        ),
    };
    if outcome.checking {
        text += if vi { "; máy chủ còn đang kiểm tra" } else { "; the server is still checking" };
    }
    if outcome.rewritten.0 > 0 {
        let (changes, signatures) = outcome.rewritten;
        text += &match vi {
            true => format!("; đã ghi lại {changes} thay đổi dưới mã mới, cần ký lại {signatures} chữ ký"),
            false => format!("; {changes} changes written anew, {signatures} signatures to be given again"),
        };
    }
    for (visit, hash, reason) in &outcome.quarantined {
        text +=
            &format!("\n{} {visit} {hash}: {reason:?}", if vi { "Máy chủ giữ riêng" } else { "kept aside" });
    }
    for trouble in &outcome.trouble {
        text += &format!("\n{trouble}");
    }
    let quarantined: Vec<_> = outcome
        .quarantined
        .iter()
        .map(|(visit, hash, reason)| json!({ "visit": visit, "hash": hash, "reason": reason }))
        .collect();
    let json = json!({
        "received": received, "photos_confirmed": confirmed, "unsent": unsent, "unsent_photos": photos,
        "checking": outcome.checking, "rewritten": outcome.rewritten.0, "signatures_lost": outcome.rewritten.1,
        "quarantined": quarantined, "trouble": outcome.trouble,
    });
    Ok(Said::new(text, json))
}

pub(super) fn export(
    tablet: &Tablet,
    file: &Path,
    visit: Option<VisitId>,
    vi: bool,
) -> Result<Said, Failure> {
    let (bytes, bundle) = tablet.export(visit)?;
    let part = file.with_extension("part");
    let write = || {
        let mut out = std::fs::File::create(&part)?;
        std::io::Write::write_all(&mut out, &bytes)?;
        out.sync_all()?;
        std::fs::rename(&part, file)
    };
    write().map_err(at(file))?;
    let (visits, photos) = (bundle.visits.len(), bundle.photos.len());
    let changes: usize = bundle.visits.iter().map(|visit| visit.changes.len()).sum();
    let text = match vi {
        true => {
            format!("Đã xuất {visits} cuộc kiểm tra, {changes} thay đổi, {photos} ảnh, {} byte", bytes.len())
        }
        false => {
            format!("exported {visits} visits, {changes} changes, {photos} photos, {} bytes", bytes.len())
        }
    };
    let json = json!({ "visits": visits, "changes": changes, "photos": photos, "bytes": bytes.len() });
    Ok(Said::new(text, json))
}

pub(super) fn import(tablet: &mut Tablet, file: &Path, vi: bool) -> Result<Said, Failure> {
    let bytes = std::fs::read(file).map_err(at(file))?;
    let outcome = tablet.import(&bytes)?;
    let (changes, photos) = (outcome.received, outcome.photos_received);
    let text = match vi {
        true => format!("Đã nhập {changes} thay đổi mới, {photos} ảnh mới"),
        false => format!("imported {changes} new changes, {photos} new photos"),
    };
    Ok(Said::new(text, json!({ "changes": changes, "photos": photos, "trouble": outcome.trouble })))
}
