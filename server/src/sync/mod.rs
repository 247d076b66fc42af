//! Sync: what tablets send is checked, appended to the log and acknowledged; what others sent is handed out.
//!
//! A request goes through three steps. [`parcel`] reads it without touching the log (header, hash, limits, signatures).
//! [`accept`] appends what fits, in the one transaction that many requests share. [`feed`] collects the news. Merging
//! happens behind it: [`verify`] hands each changed document to a [`trial`] process, and only what survives is handed
//! out and reported.

mod accept;
pub mod carried;
mod feed;
mod parcel;
mod release;
mod routes;
pub mod trial;
pub mod verify;

pub use release::{Released, release};
pub use routes::stage;
