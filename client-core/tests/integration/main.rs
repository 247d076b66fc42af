//! The tablet's brain and its native driver, without a server.
#![allow(missing_docs, clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod bundles;
mod command_line;
mod exchange;
mod folder;
mod journal;
mod messages;
mod practice;
mod relay;
mod rewriting;
mod saving;
mod screens;
mod support;
mod undoing;
