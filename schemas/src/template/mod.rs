//! Templates (mẫu phiếu kiểm tra): what is asked, as data. [`model`] is the TOML format.

pub mod model;

pub use model::*;
