//! End-to-end stories through the real programs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod bundles;
mod clocks;
mod copies;
mod hostile;
mod identity;
mod kill;
mod late_work;
mod office_day;
mod office_looks;
mod refusals;
mod remediation;
mod scenarios;
mod tablet_day;
mod tablet_drivers;
mod tablet_limits;
mod tablet_looks;
mod tablet_shell;
mod tablet_store;
