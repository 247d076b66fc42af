use super::error::Result;
use rusqlite::{Connection, OpenFlags};
use std::{ops::Deref, path::Path, time::Duration};

/// How long a connection waits for another process, for example a command run beside the server.
const BUSY: Duration = Duration::from_secs(10);
/// Prepared statements kept by each connection.
const STATEMENTS: usize = 128;

/// The right to read, on one snapshot of the database.
pub struct Reader(Connection);

impl Reader {
    pub(super) fn new(connection: Connection) -> Self {
        Self(connection)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.0
    }
}

/// The right to read and write, inside the writer's transaction.
pub struct Tx<'a>(&'a Reader);

impl<'a> Tx<'a> {
    pub(super) fn new(reader: &'a Reader) -> Self {
        Self(reader)
    }
}

impl Deref for Tx<'_> {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        self.0
    }
}

/// The writing connection. WAL lets readers go on while it writes; `synchronous=FULL` makes a commit mean "on disk".
pub(super) fn open_writer(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A burst of pushes is one large transaction: with less, its pages spill to disk before the commit.
    connection.pragma_update(None, "cache_size", -16 * 1024)?; // KiB
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?; // pages of 4 KiB
    connection.pragma_update(None, "journal_size_limit", 32 * 1024 * 1024)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

pub(super) fn open_reader(path: &Path) -> Result<Reader> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "cache_size", -2048)?; // KiB
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(Reader::new(connection))
}
