//! Reading the CSV data files: a fixed header, `#` comments, and the line number of every row for error messages.

use csv::{ReaderBuilder, StringRecord};

/// Why a file or a line is not a table with the wanted columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// The first line that is no comment does not name the columns.
    #[error("the header must be '{expected}'")]
    Header {
        /// The columns wanted, separated by commas.
        expected: String,
    },
    /// A row has more or fewer fields than the header.
    #[error("{found} fields, expected {expected}")]
    Fields {
        /// Number of columns.
        expected: usize,
        /// Number of fields.
        found: usize,
    },
    /// The line is not CSV.
    #[error("not CSV: {0}")]
    Csv(String),
}

/// One row or problem of a table.
pub(crate) struct Line<const N: usize> {
    /// 1-based line in the file.
    pub(crate) number: u64,
    /// The row's fields, trimmed, or what is wrong with it.
    pub(crate) row: Result<[String; N], TableProblem>,
}

/// All rows of `text` under the header `columns`, each with its line; problems stand among them in place.
pub(crate) fn read<const N: usize>(text: &str, columns: [&str; N]) -> Vec<Line<N>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut record = StringRecord::new();
    let mut header_seen = false;
    loop {
        let row = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => fields(&record),
            Err(error) => Err(TableProblem::Csv(error.to_string())),
        };
        let number = record.position().map_or_else(|| reader.position().line(), |at| at.line());
        if header_seen {
            lines.push(Line { number, row });
            continue;
        }
        header_seen = true;
        if !record.iter().map(str::trim).eq(columns) {
            lines.push(Line { number, row: Err(TableProblem::Header { expected: columns.join(",") }) });
            return lines;
        }
    }
    if !header_seen {
        lines.push(Line { number: 1, row: Err(TableProblem::Header { expected: columns.join(",") }) });
    }
    lines
}

fn fields<const N: usize>(record: &StringRecord) -> Result<[String; N], TableProblem> {
    let fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
    fields.try_into().map_err(|all: Vec<String>| TableProblem::Fields { expected: N, found: all.len() })
}
