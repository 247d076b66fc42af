//! The office's server as its callers see it.

mod campaigns;
mod enrolment;
mod log_in;
mod permissions;
mod reports;
mod store;
mod support;
