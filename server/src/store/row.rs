//! From columns to the types of the domain and back. What does not fit is an error of the database, never a panic.

use rusqlite::{Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

fn unfit(
    column: usize,
    kind: Type,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}

/// A text column that parses: ids, dates.
pub(super) fn parse<T>(row: &Row, column: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unfit(column, Type::Text, error))
}

/// Like [`parse`], for a column that may be null.
pub(super) fn parse_option<T>(row: &Row, column: usize) -> rusqlite::Result<Option<T>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse()).transpose().map_err(|error| unfit(column, Type::Text, error))
}

/// A fixed number of bytes: `bytes(row, 0, VisitId)`.
pub(super) fn bytes<const N: usize, T>(
    row: &Row,
    column: usize,
    make: impl FnOnce([u8; N]) -> T,
) -> rusqlite::Result<T> {
    row.get::<_, [u8; N]>(column).map(make)
}

/// A plain enum, kept under the name that serde gives it.
pub(super) fn name<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(text.into()).map_err(|error| unfit(column, Type::Text, error))
}

/// The inverse of [`name`].
pub(super) fn name_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => unreachable!("only enums without data are kept by name"),
    }
}

/// A column with JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unfit(column, Type::Text, error))
}

/// The inverse of [`json`].
pub(super) fn json_of<T: Serialize>(value: &T) -> super::Result<String> {
    serde_json::to_string(value).map_err(|_| super::Error::Incomplete("a value that can be written as JSON"))
}
