//! Copies of the whole database, taken while the server runs.

use super::error::{Error, Result};
use super::{DATABASE, Store, connection, meta, migrate};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use schemas::ids::Epoch;
use std::{path::Path, sync::Arc, time::Duration};

/// Pages copied before writers get a turn.
const STEP: i32 = 256;

fn copy(from: &Connection, to: &mut Connection) -> Result<()> {
    Ok(Backup::new(from, to)?.run_to_completion(STEP, Duration::from_millis(5), None)?)
}

fn read_only(path: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

fn checked(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(Error::Incomplete("undamaged pages")) }
}

/// Writes a consistent copy of the database of `folder` to `file`, which must not exist.
pub fn save(folder: &Path, file: &Path) -> Result<()> {
    let at = |cause| Error::File { path: file.to_owned(), cause: Arc::new(cause) };
    std::fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(at)?;
    let from = read_only(&folder.join(DATABASE))?;
    let mut to = Connection::open(file)?;
    copy(&from, &mut to)?;
    // One file that can be carried away, without a log beside it.
    to.pragma_update(None, "journal_mode", "DELETE")?;
    checked(&to)?;
    drop(to);
    std::fs::File::open(file).and_then(|file| file.sync_all()).map_err(at)
}

/// Makes the database of `folder`, which must not have one, from a copy, and begins a new life of the server.
pub fn restore(folder: &Path, file: &Path, epoch: Epoch) -> Result<Store> {
    let from = read_only(file)?;
    checked(&from)?;
    let mut to = connection::open_writer(&folder.join(DATABASE))?;
    copy(&from, &mut to)?;
    migrate::run(&mut to)?;
    drop(to);
    let store = Store::open(folder)?;
    store.write_blocking(move |tx| meta::set_epoch(tx, epoch))?;
    Ok(store)
}
