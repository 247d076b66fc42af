//! The tablet's brain and its native driver, without a server.
#![allow(missing_docs, reason = "tests")]

mod bundles;
mod command_line;
mod exchange;
mod folder;
mod rewriting;
mod saving;
mod support;
