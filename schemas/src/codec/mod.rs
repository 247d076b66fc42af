//! JSON and MessagePack by way of one [`Tree`]: the code that serde makes for a type is made once, and not once for each
//! format. That is what a tablet's app is made of to a good part, and it has to cross weak lines. What is read and written
//! is byte for byte what `serde_json` and `rmp_serde` (with names) make of the same types.

mod read;
mod tree;
mod write;

pub use tree::Tree;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// What is wrong with a text or with bytes, in words for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(String);

impl serde::de::Error for Malformed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde::ser::Error for Malformed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// How deep lists and maps may stand in one another.
const DEEPEST: usize = 100;

/// The tree of a value, as it is written in JSON.
///
/// # Errors
/// If the value has a form that JSON does not know, for example keys that are no texts.
pub fn to_tree<T: Serialize + ?Sized>(value: &T) -> Result<Tree, Malformed> {
    value.serialize(write::Writer { readable: true })
}

/// JSON without white space.
///
/// # Errors
/// As [`to_tree`].
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, Malformed> {
    to_tree(value)?.json()
}

/// Reads JSON.
///
/// # Errors
/// If it is not JSON, or not of this type.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, Malformed> {
    T::deserialize(read::Reader { tree: Tree::of_json(json)?, readable: true })
}

/// MessagePack; structs are maps with the names of their fields.
///
/// # Errors
/// If the value has a form that has no place there.
pub fn to_message<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Malformed> {
    value.serialize(write::Writer { readable: false })?.message()
}

/// Reads MessagePack; structs must be maps.
///
/// # Errors
/// If it is not MessagePack, or not of this type.
pub fn from_message<T: DeserializeOwned>(message: &[u8]) -> Result<T, Malformed> {
    T::deserialize(read::Reader { tree: Tree::of_message(message)?, readable: false })
}
