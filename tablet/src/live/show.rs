//! What stands in a page while a condition holds.

use super::{Memo, live};
use leptos::prelude::*;

/// A condition.
pub struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(condition: F) -> Self {
        Self(Box::new(condition))
    }
}

/// Shows its children while a condition holds.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Condition,
    /// What stands there otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What stands there.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(when.0);
    live(move || if holds.get() { children() } else { fallback.run() })
}
