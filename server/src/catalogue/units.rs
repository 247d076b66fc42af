use super::directory::Directory;
use super::import::{ApplyError, apply, difference, refresh};
use crate::clock;
use crate::store::audit::By;
use crate::store::organisation::{self, Organisation, Period};
use crate::store::{self, Store, Tx, meta, person};
use schemas::ids::OrganisationId;
use schemas::units::{Catalogue, Level, RowError, UnitKind};
use schemas::wire::Millis;
use std::path::{Path, PathBuf};

/// Where data folders kept their own list of units before it stood in the database.
const UNITS: &str = "units.csv";

/// Why a list of units was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UnitsError {
    /// A file cannot be read.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// It has mistakes.
    #[error("{name}:\n{}", rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rows {
        /// Which list.
        name: String,
        /// All of them.
        rows: Vec<RowError>,
    },
    /// It lacks units that are in use.
    #[error(transparent)]
    Apply(#[from] ApplyError),
}

impl From<store::Error> for UnitsError {
    fn from(error: store::Error) -> Self {
        UnitsError::Apply(error.into())
    }
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Lines of the list.
    pub units: usize,
    /// Organisations that were new.
    pub added: usize,
    /// Organisations that changed.
    pub changed: usize,
    /// Organisations that went.
    pub removed: usize,
}

/// Reads a list of units.
pub fn read_list(name: &str, text: &str) -> Result<Catalogue, UnitsError> {
    Catalogue::parse(text).map_err(|rows| UnitsError::Rows { name: name.to_owned(), rows })
}

/// Takes a whole list of units: what it lacks goes, what it has anew comes.
pub fn import_units(store: &Store, file: &Path) -> Result<Imported, UnitsError> {
    let text =
        std::fs::read_to_string(file).map_err(|cause| UnitsError::File { path: file.to_owned(), cause })?;
    let list = read_list(&file.display().to_string(), &text)?;
    store.write_blocking(move |tx| take(tx, &list, &By::command_line(), clock::now()))
}

/// Takes a list in a transaction that is open.
pub(super) fn take(tx: &Tx, list: &Catalogue, by: &By, now: Millis) -> Result<Imported, UnitsError> {
    let difference = difference(&Directory::read(tx)?, list);
    apply(tx, &difference, by, now)?;
    Ok(Imported {
        units: list.units().len(),
        added: difference.added.len(),
        changed: difference.changed.len(),
        removed: difference.removed.len(),
    })
}

/// Fills the organisations of a data folder that has none yet: its own list of units if it had one, else the one that
/// comes with the program, and the Sở Nội vụ of each province. Does nothing once that was done.
pub fn ensure(store: &Store, data: &Path) -> Result<(), UnitsError> {
    if store.read_blocking(meta::organisations_version)? > 0 {
        return Ok(());
    }
    let own = data.join(UNITS);
    let list = match std::fs::read_to_string(&own) {
        Ok(text) => read_list(UNITS, &text)?,
        Err(_) => Catalogue::shipped(),
    };
    store.write_blocking(move |tx| fill(tx, &list, clock::now()))?;
    // The database alone holds the units now; the file stays as what it was.
    let _ = std::fs::rename(&own, data.join(format!("{UNITS}.imported")));
    Ok(())
}

fn fill(tx: &Tx, list: &Catalogue, now: Millis) -> Result<(), UnitsError> {
    take(tx, list, &By::command_line(), now)?;
    for body in bodies(list, &Directory::read(tx)?) {
        organisation::put(tx, &body, now)?;
    }
    refresh(tx)?;
    let directory = Directory::read(tx)?;
    organisation::adopt(
        tx,
        |code, day| directory.of_unit(code, day).map(|unit| unit.id.clone()),
        |units| directory.common(units),
    )?;
    Ok(person::fill_search(tx)?)
}

/// The ministry of home affairs, and its department in each province of today.
fn bodies(list: &Catalogue, directory: &Directory) -> Vec<Organisation> {
    let body = |id: String, name: String, kind: &str, parent: OrganisationId| {
        let period = Period {
            valid_from: None,
            valid_to: None,
            name,
            kind: kind.to_owned(),
            parent: Some(parent),
            predecessors: Vec::new(),
        };
        Some(Organisation { id: id.parse().ok()?, code: None, periods: vec![period] })
    };
    let ministry = body("bo-noi-vu".into(), "Bộ Nội vụ".into(), "ministry", OrganisationId::top());
    let provinces =
        list.units().iter().filter(|unit| unit.kind.level() == Level::Province && unit.valid_to.is_none());
    let departments = provinces.filter_map(|unit| {
        let kind = if unit.kind == UnitKind::City { "thành phố" } else { "tỉnh" };
        let name = format!("Sở Nội vụ {kind} {}", unit.name);
        let province = directory.of_unit(&unit.code, unit.valid_from?)?;
        body(format!("so-noi-vu-{}", unit.code), name, "department", province.id.clone())
    });
    ministry.into_iter().chain(departments).collect()
}
