//! The office's server as its callers see it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod audit;
mod campaigns;
mod devices;
mod enrolment;
mod log_in;
mod mail;
mod organisations;
mod permissions;
mod plan_files;
mod plans;
mod portal;
mod publishing;
mod remediation;
mod repeated;
mod reports;
mod review;
mod rights;
mod store;
mod support;
mod tablet;
mod tablet_app;
mod templates;
