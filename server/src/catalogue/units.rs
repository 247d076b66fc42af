use schemas::units::{Catalogue, RowError};
use std::path::{Path, PathBuf};

/// Name of the data folder's own catalogue of units.
pub const UNITS: &str = "units.csv";

/// Why there is no catalogue of units.
#[derive(Debug, thiserror::Error)]
pub enum UnitsError {
    /// A file cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// It has mistakes.
    #[error("{path}:\n{}", rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rows {
        /// Which file.
        path: PathBuf,
        /// All of them.
        rows: Vec<RowError>,
    },
}

fn read(path: &Path) -> Result<(String, Catalogue), UnitsError> {
    let csv =
        std::fs::read_to_string(path).map_err(|cause| UnitsError::File { path: path.to_owned(), cause })?;
    let catalogue =
        Catalogue::parse(&csv).map_err(|rows| UnitsError::Rows { path: path.to_owned(), rows })?;
    Ok((csv, catalogue))
}

/// The units that hold for a data folder: its own catalogue if one was imported, else the one that comes with the
/// program.
pub fn units(data: &Path) -> Result<Catalogue, UnitsError> {
    let own = data.join(UNITS);
    if own.exists() { Ok(read(&own)?.1) } else { Ok(Catalogue::shipped()) }
}

/// Checks a catalogue file and makes it the data folder's own. Gives the number of its units.
pub fn import_units(data: &Path, file: &Path) -> Result<usize, UnitsError> {
    let (csv, catalogue) = read(file)?;
    let own = data.join(UNITS);
    let new = data.join(format!("{UNITS}.new"));
    let at = |cause| UnitsError::File { path: own.clone(), cause };
    // Whole or not at all: the name changes only once the content is on disk.
    std::fs::write(&new, csv).map_err(at)?;
    std::fs::File::open(&new).and_then(|file| file.sync_all()).map_err(at)?;
    std::fs::rename(&new, &own).map_err(at)?;
    Ok(catalogue.units().len())
}
