//! Changes that the server keeps aside: why, and what they are about.

use crate::desk::Desk;
use crate::live::{Memo, Show, live};
use crate::words::{language, name_of, t, with};
use client_core::Session;
use client_core::route::Route;
use leptos::prelude::*;
use litemap::LiteMap;
use schemas::entry::show;
use schemas::ids::{ChangeHash, VisitId};
use schemas::wire::QuarantineReason;

/// A change kept aside, in words.
#[derive(Debug, Clone, PartialEq)]
struct KeptAside {
    hash: ChangeHash,
    unit: String,
    /// The question it answers, if it answers one, and the answer.
    about: Option<(String, String)>,
    target: Route,
    reason: QuarantineReason,
}

/// All of them; nothing if there are none.
pub(super) fn aside() -> impl IntoView {
    let desk = Desk::here();
    let all = Memo::new(move || desk.read(kept_aside));
    let line = |kept: KeptAside| {
        let why = t(&format!("quarantine-{}", name_of(&kept.reason)));
        let about = kept.about.map(|(question, answer)| format!("{question}: {answer}"));
        view! {
            <li class="kept-aside">
                <a href=kept.target.to_string()>{kept.unit} " · " {about.unwrap_or_else(|| t("aside-other"))}</a>
                <p>{with("aside-why", [("why", why)])}</p>
            </li>
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section aria-labelledby="giu-rieng">
                <h2 id="giu-rieng">{t("aside-title")}</h2>
                <p class="hint">{t("aside-about")}</p>
                <ul class="cards">{live(move || all.get().into_iter().map(line).collect_view())}</ul>
            </section>
        </Show>
    }
}

fn kept_aside(session: &Session) -> Vec<KeptAside> {
    let mut by_visit: LiteMap<VisitId, Vec<(ChangeHash, QuarantineReason)>> = LiteMap::new();
    for (visit, hash, reason) in session.quarantined() {
        by_visit.entry(visit).or_default().push((hash, reason));
    }
    let of_visit = |(visit, changes): (VisitId, Vec<(ChangeHash, QuarantineReason)>)| {
        let unit = session.planned(&visit).map(|planned| planned.unit_name.clone());
        let unit = unit.unwrap_or_else(|_| visit.to_string());
        let answers = answers(session, &visit);
        let kept = changes.into_iter().map(move |(hash, reason)| {
            let (target, about) = match answers.get(&hash) {
                Some((target, question, answer)) => {
                    (target.clone(), Some((question.clone(), answer.clone())))
                }
                None => (Route::Visit(visit), None),
            };
            KeptAside { hash, unit: unit.clone(), about, target, reason }
        });
        kept.collect::<Vec<_>>()
    };
    by_visit.into_iter().flat_map(of_visit).collect()
}

/// What each change answered: the screen, the question, the answer.
fn answers(session: &Session, visit: &VisitId) -> LiteMap<ChangeHash, (Route, String, String)> {
    let mut found = LiteMap::new();
    let (Ok(form), Ok(document)) = (session.form(visit), session.document(visit)) else { return found };
    for (item, steps) in document.histories().unwrap_or_default() {
        let Ok(known) = form.item(&item) else { continue };
        for step in steps {
            let answer = show(Some(&known.kind), &step.version.answer, language());
            let question = format!("{item} {}", known.label.get(language()));
            found.insert(step.version.change, (Route::Item(*visit, item.clone()), question, answer));
        }
    }
    for (group, rows) in document.record().map(|record| record.rows).unwrap_or_default() {
        for (row, content) in rows {
            for (field, versions) in content.fields {
                let Ok(known) = form.field(&group, &field) else { continue };
                for version in versions {
                    let answer = show(Some(&known.kind), &version.answer, language());
                    let target = Route::Row(*visit, group.clone(), row.clone());
                    let question = known.label.get(language()).to_owned();
                    found.insert(version.change, (target, question, answer));
                }
            }
        }
    }
    found
}
