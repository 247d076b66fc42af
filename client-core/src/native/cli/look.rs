//! Commands that only look.

use super::Said;
use super::failure::Failure;
use crate::Session;
use crate::view::{Author, Given, VisitCard};
use schemas::answer::{Answer, Qualifier};
use schemas::ids::{ItemId, VisitId};
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
    let view = session.visit_view(visit)?;
    let mut lines = vec![line(&view.card, vi)];
    for section in &view.sections {
        lines.push(format!("\n{}. {}", section.id, section.label.get(language)));
        for item in &section.items {
            let answers: Vec<_> = item.answers.iter().map(|given| answer(&given.answer, language)).collect();
            let standing = match (answers.is_empty(), item.disputed) {
                (true, _) => "—".to_owned(),
                (false, true) => {
                    let word = if vi { "Chưa thống nhất" } else { "Disputed" };
                    let each: Vec<_> = item.answers.iter().map(|one| given(one, language)).collect();
                    format!("◆ {word}: {}", each.join(" | "))
                }
                (false, false) => answers[0].clone(),
            };
            lines.push(format!("  {} {}: {standing}", item.id, item.label.get(language)));
            if !item.note.is_empty() {
                lines.push(format!("      {}: {}", if vi { "Ghi chú" } else { "Note" }, item.note));
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
                let each: Vec<_> = versions.iter().map(|one| answer(&one.answer, language)).collect();
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
    let conflicts = session.conflicts(visit)?;
    let mut lines = Vec::new();
    for conflict in &conflicts {
        let place = match (&conflict.item, &conflict.row) {
            (Some(item), _) => item.to_string(),
            (None, Some((group, row, field))) => format!("{group}.{row}.{field}"),
            (None, None) => String::new(),
        };
        lines.push(format!("{place} {}", conflict.label.get(language)));
        for (number, (value, versions)) in conflict.choices.iter().enumerate() {
            let by: Vec<_> = versions.iter().map(|given| author(&given.by)).collect();
            lines.push(format!("  {}. {} – {}", number + 1, answer(value, language), by.join(", ")));
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
    let steps = session.history(visit, item)?;
    let mut lines = Vec::new();
    for step in &steps {
        let mut line = format!("{} {}", if step.current { "●" } else { "○" }, given(&step.given, language));
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

fn given(given: &Given, language: Language) -> String {
    let at = chrono::DateTime::from_timestamp(given.at, 0)
        .and_then(|at| at.with_timezone(&chrono::FixedOffset::east_opt(7 * 3600)?).naive_local().into());
    let at = at.map(|at: chrono::NaiveDateTime| at.format(" %d/%m/%Y %H:%M").to_string()).unwrap_or_default();
    format!("{} – {}{at}", answer(&given.answer, language), author(&given.by))
}

fn author(by: &Author) -> String {
    by.name.clone().or_else(|| by.person.as_ref().map(ToString::to_string)).unwrap_or_else(|| "?".to_owned())
}

fn answer(answer: &Answer, language: Language) -> String {
    let vi = language == Language::Vi;
    let word = |v: &str, e: &str| if vi { v } else { e }.to_owned();
    match answer {
        Answer::Yes => word("Có", "Yes"),
        Answer::No => word("Không", "No"),
        Answer::NotApplicable => word("Không áp dụng", "Not applicable"),
        Answer::Cleared => "—".to_owned(),
        Answer::Choice(id) => id.to_string(),
        Answer::Choices(ids) => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Answer::Integer(n) => text::integer(*n, language),
        Answer::Decimal(n, qualifier) => {
            let n = text::decimal(*n, language);
            match qualifier {
                Qualifier::Exact => n,
                Qualifier::Above => format!("{} {n}", word("trên", "above")),
                Qualifier::Nearly => format!("{} {n}", word("gần", "nearly")),
            }
        }
        Answer::Ratio(numerator, denominator) => {
            let percent = text::percent(*numerator, *denominator, 2, language);
            format!(
                "{numerator}/{denominator}{}",
                percent.map(|text| format!(" ({text})")).unwrap_or_default()
            )
        }
        Answer::Date(date) => text::date(*date, language),
        Answer::Moment(moment) => moment.format("%d/%m/%Y %H:%M").to_string(),
        Answer::Text(said) => said.clone(),
        Answer::Figures(figures) => {
            figures.iter().map(|(id, n)| format!("{id}={n}")).collect::<Vec<_>>().join(" ")
        }
        Answer::Periods(periods) => {
            let period = |(from, to): &(_, _)| {
                format!("{}–{}", text::date(*from, language), text::date(*to, language))
            };
            periods.iter().map(period).collect::<Vec<_>>().join(", ")
        }
    }
}
