//! The schemas crate as others use it.

mod evaluate;
mod laws;
mod loader;
mod schemas;
mod support;
mod templates;
