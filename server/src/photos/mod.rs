//! Photos: uploads that resume where they stopped, and the small pictures that pages show.
//!
//! A photo is named by the SHA-256 of its bytes. A part file grows in `photos/parts/`; once it is whole and its hash
//! fits, it moves into the photo store and its row is written. Whatever is cut off in between is found again by `HEAD`.

mod picture;
mod routes;
mod shelf;

pub(crate) use picture::media_type as is_picture;
pub use routes::stage;
pub(crate) use routes::{MAX_PIECE, Place, Standing};
pub(crate) use shelf::Piece;
pub use shelf::{Error, Shelf};

/// Largest photo, in bytes.
pub const MAX_BYTES: u64 = 12 * 1024 * 1024;
