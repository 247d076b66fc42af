//! Reads a TOML file piece by piece, so that all its mistakes are told at once, each with its line.

use super::message::Message;
use super::plan::FileError;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Collects the mistakes of one file.
pub(super) struct Errors<'a> {
    file: &'a str,
    /// Where each line ends, so that the line of an offset costs one look-up also in a large file.
    line_ends: Vec<usize>,
    pub(super) found: Vec<FileError>,
}

impl<'a> Errors<'a> {
    pub(super) fn new(file: &'a str, source: &str) -> Self {
        let line_ends = source.match_indices('\n').map(|(at, _)| at).collect();
        Self { file, line_ends, found: Vec::new() }
    }

    /// Line of a byte offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.line_ends.partition_point(|end| *end < offset)
    }

    pub(super) fn report(&mut self, line: usize, message: impl Into<Message>) {
        self.found.push(FileError { file: self.file.to_owned(), line, message: message.into() });
    }
}

/// A value with its line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct At<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

/// A table whose keys are taken out one by one; what is left at the end is unknown.
pub(super) struct Fields<'i> {
    table: DeTable<'i>,
    line: usize,
}

impl<'i> Fields<'i> {
    pub(super) fn new(table: DeTable<'i>, line: usize) -> Self {
        Self { table, line }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    fn take(&mut self, key: &str) -> Option<Spanned<DeValue<'i>>> {
        self.table.remove(key)
    }

    fn required(&mut self, key: &str, errors: &mut Errors) -> Option<Spanned<DeValue<'i>>> {
        let value = self.take(key);
        if value.is_none() {
            errors.report(self.line, Message::new("file-missing").with("key", key));
        }
        value
    }

    /// A text that is not empty, in NFC.
    pub(super) fn text(&mut self, key: &str, errors: &mut Errors) -> Option<At<String>> {
        let value = self.required(key, errors)?;
        let line = errors.line(value.span().start);
        match value.get_ref().as_str().map(schemas::text::nfc) {
            Some(text) if !text.is_empty() => Some(At { line, value: text }),
            _ => {
                errors.report(line, Message::new("file-no-text").with("key", key));
                None
            }
        }
    }

    /// A text that may be missing.
    pub(super) fn optional_text(&mut self, key: &str, errors: &mut Errors) -> Option<At<String>> {
        if self.table.contains_key(key) { self.text(key, errors) } else { None }
    }

    /// A day that may be missing.
    pub(super) fn optional_date(&mut self, key: &str, errors: &mut Errors) -> Option<NaiveDate> {
        if self.table.contains_key(key) { self.date(key, errors).map(|day| day.value) } else { None }
    }

    /// An id that may be missing.
    pub(super) fn optional<T>(&mut self, key: &str, errors: &mut Errors) -> Option<At<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        if self.table.contains_key(key) { self.parse(key, errors) } else { None }
    }

    /// An id.
    pub(super) fn parse<T>(&mut self, key: &str, errors: &mut Errors) -> Option<At<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let At { line, value } = self.text(key, errors)?;
        match value.parse() {
            Ok(value) => Some(At { line, value }),
            Err(error) => {
                errors.report(line, Message::new("file-bad-id").with("key", key).with("what", error));
                None
            }
        }
    }

    /// A word of an enum without data.
    pub(super) fn word<T: DeserializeOwned>(
        &mut self,
        key: &str,
        words: &str,
        errors: &mut Errors,
    ) -> Option<At<T>> {
        let At { line, value } = self.text(key, errors)?;
        match serde_json::from_value(value.clone().into()) {
            Ok(value) => Some(At { line, value }),
            Err(_) => {
                errors.report(
                    line,
                    Message::new("file-bad-word").with("key", key).with("value", value).with("words", words),
                );
                None
            }
        }
    }

    /// A day, as a TOML date or as a text.
    pub(super) fn date(&mut self, key: &str, errors: &mut Errors) -> Option<At<NaiveDate>> {
        let value = self.required(key, errors)?;
        let line = errors.line(value.span().start);
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        match text.parse() {
            Ok(value) => Some(At { line, value }),
            Err(_) => {
                errors.report(line, Message::new("file-bad-date").with("key", key).with("value", &text));
                None
            }
        }
    }

    /// A positive whole number that may be missing.
    pub(super) fn optional_number(&mut self, key: &str, errors: &mut Errors) -> Option<At<u32>> {
        let value = self.take(key)?;
        let line = errors.line(value.span().start);
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok().filter(|n| *n > 0),
            _ => None,
        };
        if number.is_none() {
            errors.report(line, Message::new("file-bad-number").with("key", key));
        }
        number.map(|value| At { line, value })
    }

    /// Yes or no; missing = no.
    pub(super) fn optional_flag(&mut self, key: &str, errors: &mut Errors) -> bool {
        let Some(value) = self.take(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            errors.report(errors.line(value.span().start), Message::new("file-bad-flag").with("key", key));
        }
        flag.unwrap_or_default()
    }

    /// A list of ids that may be missing.
    pub(super) fn ids<T>(&mut self, key: &str, errors: &mut Errors) -> Vec<At<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let Some(value) = self.take(key) else { return Vec::new() };
        let line = errors.line(value.span().start);
        let DeValue::Array(list) = value.into_inner() else {
            errors.report(line, Message::new("file-bad-list").with("key", key));
            return Vec::new();
        };
        let mut ids = Vec::new();
        for entry in list {
            let line = errors.line(entry.span().start);
            match entry.get_ref().as_str().map(T::from_str) {
                Some(Ok(value)) => ids.push(At { line, value }),
                Some(Err(error)) => {
                    errors.report(line, Message::new("file-bad-id").with("key", key).with("what", error));
                }
                None => errors.report(line, Message::new("file-bad-list").with("key", key)),
            }
        }
        ids
    }

    /// The numbers of the table `[key]`, by their ids; missing = none.
    pub(super) fn numbers<T>(&mut self, key: &str, errors: &mut Errors) -> Vec<(At<T>, f64)>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let Some(value) = self.take(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            let line = errors.line(value.span().start);
            errors.report(line, Message::new("file-bad-table").with("key", key));
            return Vec::new();
        };
        let mut numbers = Vec::new();
        for (name, value) in table {
            let line = errors.line(name.span().start);
            let number = match value.get_ref() {
                DeValue::Integer(number) => number.to_string().parse().ok(),
                DeValue::Float(number) => number.as_str().parse().ok(),
                _ => None,
            };
            match (name.get_ref().parse(), number) {
                (Ok(value), Some(number)) => numbers.push((At { line, value }, number)),
                (Err(error), _) => {
                    errors.report(line, Message::new("file-bad-id").with("key", key).with("what", error));
                }
                (_, None) => {
                    errors.report(line, Message::new("file-bad-target").with("target", name.get_ref()))
                }
            }
        }
        numbers
    }

    /// The tables of `[[key]]`; where `needed`, there must be one.
    pub(super) fn tables(&mut self, key: &str, needed: bool, errors: &mut Errors) -> Vec<Fields<'i>> {
        let Some(value) = self.take(key) else {
            if !needed {
                return Vec::new();
            }
            errors.report(self.line, Message::new("file-no-table").with("key", key));
            return Vec::new();
        };
        let line = errors.line(value.span().start);
        let DeValue::Array(list) = value.into_inner() else {
            errors.report(line, Message::new("file-bad-table").with("key", key));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in list {
            let line = errors.line(entry.span().start);
            match entry.into_inner() {
                DeValue::Table(table) => tables.push(Fields::new(table, line)),
                _ => errors.report(line, Message::new("file-bad-table").with("key", key)),
            }
        }
        tables
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, errors: &mut Errors) {
        for key in self.table.keys() {
            let line = errors.line(key.span().start);
            errors.report(line, Message::new("file-unknown-key").with("key", key.get_ref()));
        }
    }
}
