//! Texts in two languages: how they are cleaned, compared and printed.

mod merge;
mod normal;
mod print;
mod unicode;

pub use merge::merge;
pub use normal::{fold, nfc};
pub use print::{date, decimal, instant, integer, moment, percent, percent_vi};
pub(crate) use unicode::upper;
pub use unicode::{composed, is_composed};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of the interface. Vietnamese is the reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

/// One text in both languages. Neither may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}
