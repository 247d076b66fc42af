//! The office's server as its callers see it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod campaigns;
mod enrolment;
mod log_in;
mod permissions;
mod reports;
mod store;
mod support;
mod tablet_app;
