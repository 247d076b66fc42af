//! States as icon, word and colour.

use crate::words::t;
use leptos::prelude::*;
use schemas::template::Severity;

/// The class and the word of a severity.
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Observation => "observation",
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Critical => "critical",
    }
}

/// A severity.
#[component]
pub fn SeverityChip(
    /// Which.
    severity: Severity,
) -> impl IntoView {
    let class = severity_class(severity);
    view! { <span class=format!("severity {class}")>{t(&format!("severity-{class}"))}</span> }
}

/// A state with its own words.
#[component]
pub fn Chip(
    /// The class: `passed`, `disputed`, `missing`, `waiting` or a severity's.
    class: &'static str,
    /// The words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <span class=format!("severity {class}")>{text}</span> }
}
