//! The record of one visit as a CRDT. Pure: no I/O, no clock, no random numbers. The only crate that knows Automerge
//! and the document's keys.

pub mod bundle;
mod document;
mod edit;
mod error;
pub mod exchange;
mod layout;
mod leb;
mod read;
mod record;
pub mod seal;
pub mod trial;
mod write;

pub use document::{Applied, Inspection};
pub use edit::{Drawing, Edit, Photo, Position, Signature, SignerRole};
pub use error::Error;
pub use record::{HistoryEntry, Record, RemovedPhoto, Row, Version};
pub use write::NewChange;
