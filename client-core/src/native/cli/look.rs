//! Commands that only look.

use super::Said;
use super::failure::Failure;
use crate::Session;
use crate::view::{Author, Given, VisitCard};
use schemas::entry;
use schemas::ids::{ItemId, VisitId};
use schemas::review::CARRIED_OVER;
use schemas::template::Kind;
use schemas::text::{self, Language};
use serde_json::json;
use std::fmt::Write;

pub(super) fn visits(session: &Session, vi: bool) -> Result<Said, Failure> {
    let cards = session.visit_cards();
    let shown = match cards.is_empty() {
        true if vi => "Chưa có cuộc kiểm tra nào: dùng lệnh pull khi có mạng".to_owned(),
        true => "no visits yet: use pull".to_owned(),
        false => cards.iter().map(|card| line(card, vi)).collect::<Vec<_>>().join("\n"),
    };
    Ok(Said::new(shown, json!(cards)))
}

fn line(card: &VisitCard, vi: bool) -> String {
    let mut line = format!(
        "{}  {}  {} {}  {}/{}",
        &card.visit.to_string()[..8],
        text::date(card.date, Language::Vi),
        card.unit,
        card.unit_name,
        card.answered,
        card.asked
    );
    let mut add = |count: usize, vi_word: &str, en_word: &str| {
        if count > 0 {
            line += &format!(" · {count} {}", if vi { vi_word } else { en_word });
        }
    };
    add(card.disputed as usize, "chưa thống nhất", "disputed");
    add(card.photos, "ảnh", "photos");
    add(card.unsent, "chưa gửi", "unsent");
    add(card.quarantined, "máy chủ giữ riêng", "kept aside");
    if !card.ready {
        line += if vi { " · chưa có mẫu phiếu" } else { " · no template yet" };
    }
    line
}

pub(super) fn show(session: &Session, visit: &VisitId, language: Language) -> Result<Said, Failure> {
    let vi = language == Language::Vi;
    let (view, form) = (session.visit_view(visit)?, session.form(visit)?);
    let mut lines = vec![line(&view.card, vi)];
    for section in &view.sections {
        lines.push(format!("\n{}. {}", section.id, section.label.get(language)));
        for item in &section.items {
            let kind = &form.item(&item.id)?.kind;
            let standing = match (item.answers.first(), item.disputed) {
                (None, _) => "—".to_owned(),
                (Some(_), true) => {
                    let word = if vi { "Chưa thống nhất" } else { "Disputed" };
                    let each: Vec<_> = item.answers.iter().map(|one| given(one, kind, language)).collect();
                    format!("◆ {word}: {}", each.join(" | "))
                }
                (Some(agreed), false) => entry::show(Some(kind), &agreed.answer, language),
            };
            lines.push(format!("  {} {}: {standing}", item.id, item.label.get(language)));
            if !item.note.is_empty() {
                lines.push(format!("      {}: {}", if vi { "Ghi chú" } else { "Note" }, item.note));
            }
            for back in view.sent_back.iter().filter(|back| back.item == item.id) {
                let word = if vi { "Cơ quan trả lại" } else { "Sent back" };
                lines.push(format!("      ↩ {word}: {} ({})", back.comment, back.by));
            }
            if let Some((closed, all)) =
                view.previous_recommendations.filter(|_| item.id.as_str() == CARRIED_OVER)
            {
                let word = if vi { "Theo sổ của cơ quan" } else { "In the office's books" };
                lines.push(format!("      {word}: {closed}/{all}"));
            }
            if !item.photos.is_empty() {
                lines.push(format!("      {} {}", item.photos.len(), if vi { "ảnh" } else { "photos" }));
            }
        }
    }
    for group in view.groups.iter().filter(|group| !group.rows.is_empty()) {
        lines.push(format!("\n{}. {}", group.id, group.label.get(language)));
        for row in &group.rows {
            let mut shown = format!("  {}", row.id);
            for (field, versions) in &row.fields {
                let kind = form.field(&group.id, field).ok().map(|field| &field.kind);
                let each: Vec<_> =
                    versions.iter().map(|one| entry::show(kind, &one.answer, language)).collect();
                // Writing into a text cannot fail.
                let _ = write!(shown, " {field}={}", each.join(" | "));
            }
            lines.push(shown);
        }
    }
    if !view.opinion.is_empty() {
        lines.push(format!("\n{}: {}", if vi { "Ý kiến của đơn vị" } else { "Opinion" }, view.opinion));
    }
    for signed in &view.signatures {
        let valid = match (signed.valid, vi) {
            (true, true) => "chữ ký số đúng",
            (true, false) => "valid",
            (false, true) => "chữ ký số KHÔNG đúng",
            (false, false) => "NOT valid",
        };
        lines.push(format!("{:?} {} ({valid})", signed.signature.role, signed.signature.name));
    }
    let total = view.assessment.total;
    lines.push(format!(
        "\n{}: {}/{}; {}: {}",
        if vi { "Điểm" } else { "Score" },
        total.earned.text(language),
        total.possible.text(language),
        if vi { "tồn tại" } else { "findings" },
        view.assessment.findings.len()
    ));
    Ok(Said::new(lines.join("\n"), json!(view)))
}

pub(super) fn conflicts(session: &Session, visit: &VisitId, language: Language) -> Result<Said, Failure> {
    let (conflicts, form) = (session.conflicts(visit)?, session.form(visit)?);
    let mut lines = Vec::new();
    for conflict in &conflicts {
        let (place, kind) = match (&conflict.item, &conflict.row) {
            (Some(item), _) => (item.to_string(), Some(&form.item(item)?.kind)),
            (None, Some((group, row, field))) => {
                (format!("{group}.{row}.{field}"), Some(&form.field(group, field)?.kind))
            }
            (None, None) => (String::new(), None),
        };
        lines.push(format!("{place} {}", conflict.label.get(language)));
        for (number, (value, versions)) in conflict.choices.iter().enumerate() {
            let by: Vec<_> = versions.iter().map(|given| author(&given.by)).collect();
            let value = entry::show(kind, value, language);
            lines.push(format!("  {}. {value} – {}", number + 1, by.join(", ")));
        }
    }
    if lines.is_empty() {
        lines.push(if language == Language::Vi { "Không có bất đồng" } else { "no disagreement" }.to_owned());
    }
    Ok(Said::new(lines.join("\n"), json!(conflicts)))
}

pub(super) fn history(
    session: &Session,
    visit: &VisitId,
    item: &ItemId,
    language: Language,
) -> Result<Said, Failure> {
    let (steps, kind) = (session.history(visit, item)?, &session.form(visit)?.item(item)?.kind);
    let mut lines = Vec::new();
    for step in &steps {
        let mut line =
            format!("{} {}", if step.current { "●" } else { "○" }, given(&step.given, kind, language));
        if let Some(reason) = &step.given.reason {
            line += &format!(" – {reason}");
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines
            .push(if language == Language::Vi { "Chưa có câu trả lời" } else { "no answers yet" }.to_owned());
    }
    Ok(Said::new(lines.join("\n"), json!(steps)))
}

pub(super) fn status(session: &Session, vi: bool) -> Said {
    let identity = session.identity();
    let (unsent, photos) = (session.unsent(), session.photo_queue().len());
    let quarantined = session.quarantined();
    let who = match identity {
        Some(identity) => format!("{} · {} · {}", identity.person_name, identity.device, identity.server),
        None => if vi { "Chưa đăng ký" } else { "not enrolled" }.to_owned(),
    };
    let mut shown = match vi {
        true => format!("{who}\nChưa gửi: {unsent} thay đổi, {photos} ảnh"),
        false => format!("{who}\nunsent: {unsent} changes, {photos} photos"),
    };
    for (visit, hash, reason) in &quarantined {
        shown +=
            &format!("\n{} {visit} {hash}: {reason:?}", if vi { "Máy chủ giữ riêng" } else { "kept aside" });
    }
    let quarantined: Vec<_> = quarantined
        .iter()
        .map(|(visit, hash, reason)| json!({ "visit": visit, "hash": hash, "reason": reason }))
        .collect();
    let json = json!({
        "device": identity.map(|identity| &identity.device),
        "person": identity.map(|identity| &identity.person),
        "server": identity.map(|identity| &identity.server),
        "visits": session.worklist().visits.len(),
        "unsent": unsent, "unsent_photos": photos, "clock_skew_ms": session.skew(), "quarantined": quarantined,
    });
    Said::new(shown, json)
}

fn given(given: &Given, kind: &Kind, language: Language) -> String {
    let (answer, at) = (entry::show(Some(kind), &given.answer, language), text::instant(given.at, language));
    format!("{answer} – {} {at}", author(&given.by))
}

fn author(by: &Author) -> String {
    by.name.clone().or_else(|| by.person.as_ref().map(ToString::to_string)).unwrap_or_else(|| "?".to_owned())
}
