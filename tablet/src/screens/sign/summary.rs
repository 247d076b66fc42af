//! What is read aloud to the unit, and what is not finished.

use crate::parts::chip::{Chip, SeverityChip, severity_class};
use crate::parts::icon::{Icon, Picture};
use crate::screens::visit::points;
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::{Conflict, ItemName, Summary};
use leptos::prelude::*;
use schemas::evaluate::{DataError, Finding};
use schemas::ids::VisitId;
use schemas::template::Severity;
use schemas::text::date;

/// Names that are shown before the rest is only counted.
const SHOWN: usize = 8;

/// The summary.
pub(super) fn read_aloud(visit: VisitId, summary: Summary) -> impl IntoView {
    let Summary { score, coverage, findings, disputed, data_errors, unanswered, evidence_missing, .. } =
        summary;
    let none = findings.is_empty();
    let clear =
        disputed.is_empty() && data_errors.is_empty() && unanswered.is_empty() && evidence_missing.is_empty();
    let answered = with("answered-of", [("answered", coverage.answered), ("asked", coverage.asked)]);
    view! {
        <section class="summary read-aloud" aria-labelledby="doc-to">
            <h2 id="doc-to">{t("summary-read")}</h2>
            <p class="total"><span>{t("summary-score")}</span> <strong class="number">{points(score)}</strong></p>
            <p>{answered}</p>
            <h3>{t("summary-findings")}</h3>
            {none.then(|| view! { <p>{t("summary-no-findings")}</p> })}
            {findings.into_iter().map(|(severity, of)| by_severity(severity, of)).collect_view()}
        </section>
        <section class="left-open" aria-labelledby="con-lai">
            <h2 id="con-lai">{t("summary-left")}</h2>
            {clear.then(|| view! { <p><Chip class="passed" text=t("summary-all-clear") /></p> })}
            {disputes(visit, disputed)}
            {errors(visit, data_errors)}
            {names(visit, "summary-open", "waiting", unanswered)}
            {names(visit, "summary-evidence", "missing", evidence_missing)}
            {(!clear).then(|| view! { <p class="hint">{t("sign-open-left")}</p> })}
        </section>
    }
}

fn by_severity(severity: Severity, findings: Vec<Finding>) -> impl IntoView {
    let line = |finding: Finding| {
        let due = finding.due.map(|due| with("summary-due", [("date", date(due, language()))]));
        let beside = [finding.repeated.then(|| t("summary-repeated")), due].into_iter().flatten();
        let beside = beside.collect::<Vec<_>>().join("; ");
        let beside = (!beside.is_empty()).then(|| format!(" ({beside})"));
        view! {
            <li><span class="code">{finding.item.to_string()}</span> " "
                {finding.statement.get(language()).to_owned()} <span class="muted">{beside}</span></li>
        }
    };
    let count = findings.len();
    view! {
        <h4 class=severity_class(severity)><SeverityChip severity=severity /> " " <span class="number">{count}</span></h4>
        <ul class="findings">{findings.into_iter().map(line).collect_view()}</ul>
    }
}

/// The heading of something that is not finished; nothing where there is none of it.
fn heading(key: &'static str, class: &'static str, count: usize) -> impl IntoView {
    view! { <h3><Chip class=class text=t(key) /> " " <span class="number">{count}</span></h3> }
}

fn disputes(visit: VisitId, disputed: Vec<Conflict>) -> Option<impl IntoView> {
    let count = disputed.len();
    let line = |conflict: Conflict| {
        let code =
            conflict.item.map(|item| item.to_string()).or(conflict.row.map(|(group, ..)| group.to_string()));
        view! { <li><span class="code">{code}</span> " " {conflict.label.get(language()).to_owned()}</li> }
    };
    (count > 0).then(|| {
        view! {
            {heading("summary-disputed", "disputed", count)}
            <ul>{disputed.into_iter().take(SHOWN).map(line).collect_view()}{more(count)}</ul>
            <a class="button quiet" href=Route::Disputes(visit).to_string()>
                <Picture icon=Icon::Diamond />{with("disputed-count", [("count", count)])}
            </a>
        }
    })
}

fn errors(visit: VisitId, errors: Vec<DataError>) -> Option<impl IntoView> {
    let count = errors.len();
    let line = |error: DataError| {
        let target = match error.row {
            Some((group, row)) => Route::Row(visit, group, row),
            None => Route::Item(visit, error.item.clone()),
        };
        let sides = error.sides.map(|(left, right)| format!(" ({left} ≠ {right})"));
        view! {
            <li><a class="row-card" href=target.to_string()><span class="code">{error.item.to_string()}</span> " "
                <span>{error.message.get(language()).to_owned()} {sides}</span></a></li>
        }
    };
    (count > 0).then(|| {
        view! {
            {heading("summary-data-errors", "critical", count)}
            <ul class="cards">{errors.into_iter().take(SHOWN).map(line).collect_view()}{more(count)}</ul>
        }
    })
}

fn names(
    visit: VisitId,
    key: &'static str,
    class: &'static str,
    items: Vec<ItemName>,
) -> Option<impl IntoView> {
    let count = items.len();
    let line = move |item: ItemName| {
        let target = Route::Item(visit, item.id.clone()).to_string();
        view! {
            <li><a class="row-card" href=target><span class="code">{item.id.to_string()}</span> " "
                <span>{item.label.get(language()).to_owned()}</span></a></li>
        }
    };
    (count > 0).then(|| {
        view! {
            {heading(key, class, count)}
            <ul class="cards">{items.into_iter().take(SHOWN).map(line).collect_view()}{more(count)}</ul>
        }
    })
}

fn more(count: usize) -> Option<impl IntoView> {
    let rest = count.saturating_sub(SHOWN);
    (rest > 0).then(|| view! { <li class="muted">{with("summary-more", [("count", rest)])}</li> })
}
