//! The record of one visit as a CRDT. Pure: no I/O, no clock, no random numbers. The only crate that knows Automerge
//! and the document's keys.

pub mod bundle;
mod document;
mod edit;
mod error;
pub mod exchange;
mod record;
pub mod seal;

pub use document::{Applied, Inspection, NewChange};
pub use edit::{Edit, Photo, Position, Signature, SignerRole};
pub use error::Error;
pub use record::{HistoryEntry, Record, Row, Version};
