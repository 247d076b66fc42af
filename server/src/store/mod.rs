//! Everything that is kept in the database, and the only place with SQL. One file per noun; above it nobody knows which
//! engine runs.
//!
//! **Writing**: one thread owns the only writing connection. It takes all jobs that wait, runs each in a savepoint of
//! one transaction, commits once, and only then answers them: a hundred waiting writers cost one `fsync`.
//! **Reading**: a few read-only connections on blocking threads, each job in one snapshot.

mod connection;
mod error;
mod migrate;
mod readers;
mod row;
mod within;
mod writer;

pub mod account;
pub mod assessment;
pub mod audit;
pub mod backup;
pub mod campaign;
pub mod change;
pub mod device;
pub mod enrolment;
pub mod external_identity;
pub mod inbox;
pub mod invitation;
pub mod mail;
pub mod meta;
pub mod organisation;
pub mod person;
pub mod photo;
pub mod publication;
pub mod quarantine;
pub mod recommendation;
pub mod remediation;
pub mod review;
pub mod right;
pub mod second_factor;
pub mod session;
pub mod team;
pub mod template;
pub mod unit_link;
pub mod upload;
pub mod visit;

pub use connection::{Reader, Tx};
pub use error::{Error, Result};

use readers::Readers;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use writer::Writer;

/// Name of the database in the data folder.
pub const DATABASE: &str = "sokiemtra.sqlite";

/// Read-only connections: reading is short, and each one costs its page cache.
const READERS: usize = 3;

/// The database of one data folder. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Writer>,
    readers: Arc<Readers>,
    path: PathBuf,
}

impl Store {
    /// Opens the database in `folder`, creating it if need be, and brings its schema up to date.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(DATABASE);
        let mut writing = connection::open_writer(&path)?;
        migrate::run(&mut writing)?;
        let writing = Reader::new(writing);
        writer::in_transaction(&writing, audit::seal)?;
        let readers = (0..READERS).map(|_| connection::open_reader(&path)).collect::<Result<_>>()?;
        Ok(Self { writer: Arc::new(Writer::start(writing)?), readers: Arc::new(Readers::new(readers)), path })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `job` with the right to write; gives its result once it is on disk. A job that fails or panics changes
    /// nothing and disturbs no other. Fails at once with [`Error::Overloaded`] when too many jobs wait.
    pub async fn write<T, E, F>(&self, job: F) -> std::result::Result<T, E>
    where
        F: FnOnce(&Tx) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let answer = self.writer.submit(job)?;
        answer.await.unwrap_or_else(|_| Err(Error::JobPanicked.into()))
    }

    /// Like [`Store::write`], for callers without an async runtime.
    pub fn write_blocking<T, E, F>(&self, job: F) -> std::result::Result<T, E>
    where
        F: FnOnce(&Tx) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let answer = self.writer.submit(job)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(Error::JobPanicked.into()))
    }

    /// Runs `job` on one snapshot of the database, on a blocking thread.
    pub async fn read<T, E, F>(&self, job: F) -> std::result::Result<T, E>
    where
        F: FnOnce(&Reader) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        let permit = self.readers.permit().await?;
        let run = move || {
            let result = readers.run(job);
            drop(permit);
            result
        };
        tokio::task::spawn_blocking(run).await.unwrap_or_else(|_| Err(Error::JobPanicked.into()))
    }

    /// Like [`Store::read`], on the calling thread.
    pub fn read_blocking<T, E, F>(&self, job: F) -> std::result::Result<T, E>
    where
        F: FnOnce(&Reader) -> std::result::Result<T, E>,
        E: From<Error>,
    {
        self.readers.run(job)
    }
}
