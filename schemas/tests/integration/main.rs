//! The schemas crate as others use it.

#![expect(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

mod codec;
mod entry;
mod evaluate;
mod laws;
mod loader;
mod review_remediation;
mod review_visit;
mod schemas;
mod support;
mod templates;
