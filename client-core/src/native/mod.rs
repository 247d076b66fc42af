//! The store on disk, the HTTP driver and the command-line tablet.

pub mod cli;
mod driver;
mod error;
mod http;
mod opening;
mod photo;
mod store;

pub use driver::{Outcome, Tablet};
pub use error::NativeError;
pub use http::{Client, PhotoAnswer};
pub use photo::describe;
pub use store::Store;

/// The device's clock, in milliseconds since 1970.
pub fn now() -> schemas::wire::Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], NativeError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| NativeError::Random(error.to_string()))?;
    Ok(bytes)
}
