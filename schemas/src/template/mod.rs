//! Templates (mẫu phiếu kiểm tra): what is asked, as data. [`model`] is the TOML format, [`load`] reads and checks it.

mod canonical;
mod compiled;
mod error;
mod load;
pub mod model;
mod shipped;
mod validate;

pub use compiled::Compiled;
pub use error::{TemplateError, TemplateErrors};
pub use load::load;
pub use model::*;
pub use shipped::shipped;

pub(crate) use compiled::{FindingRules, GroupRules, ItemRules};
