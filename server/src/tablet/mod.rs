//! The tablet app: the static files that `cargo xtask tablet` has assembled, under `/tablet/`.
//!
//! They hold nothing secret, so anyone may have them; who opens the app still enrols with a code. The files are read once, when
//! the server starts: a new version of the app needs a new start of the server, and is never half there.

mod files;
mod routes;

pub use files::{Files, LIST};
pub use routes::stage;
