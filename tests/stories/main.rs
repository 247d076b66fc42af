//! End-to-end stories through the real programs.

mod browser;
mod bundles;
mod copies;
mod hostile;
mod kill;
mod refusals;
mod scenarios;
