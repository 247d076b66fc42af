use std::sync::Arc;

/// Result of a store function.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store could not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The database engine refused or failed.
    #[error("database: {0}")]
    Database(#[source] Cause),
    /// The schema could not be brought up to date; the database was left as it was.
    #[error("migration of the database: {0}")]
    Migration(#[source] Cause),
    /// Too many jobs wait to be written, or another process holds the database: try again later.
    #[error("the database is overloaded")]
    Overloaded,
    /// A job panicked; nothing of it was kept.
    #[error("a database job stopped with a programming error; nothing of it was kept")]
    JobPanicked,
    /// The transaction that a job was part of could not be kept; nothing of it was.
    #[error("the transaction was rolled back")]
    RolledBack,
    /// The writer has stopped.
    #[error("the database is closed")]
    Closed,
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        #[source]
        cause: Arc<std::io::Error>,
    },
    /// The database is not one of this program.
    #[error("the database lacks {0}; was the data folder made with `sokiemtra init`?")]
    Incomplete(&'static str),
}

/// What an underlying library said. Opaque, so that no engine shows through.
#[derive(Debug, Clone)]
pub struct Cause(Arc<dyn std::error::Error + Send + Sync>);

impl Cause {
    pub(super) fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Arc::new(error))
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Cause {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Overloaded,
            _ => Error::Database(Cause::new(error)),
        }
    }
}
