#![doc = include_str!("../README.md")]

mod bundle;
pub mod cover;
mod error;
mod event;
mod form;
mod identity;
pub mod journal;
mod messages;
#[cfg(feature = "native")]
pub mod native;
mod outbox;
pub mod photos;
pub mod pin;
mod pipe;
pub mod practice;
pub mod qr;
pub mod relay;
mod rewrite;
pub mod route;
mod session;
mod sync;
mod undo;
pub mod view;
mod visit;

pub use bundle::photo_loads;
pub use error::Error;
pub use event::{EditId, Effect, Event, Ticket, Write};
pub use form::{BrokenIdentity, Form};
pub use identity::{Identity, Secret};
pub use messages::{Messages, Texts};
pub use outbox::Limits;
pub use session::{Session, Stored};
pub use visit::{Kept, Origin, StoredVisit};
