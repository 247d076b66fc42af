use super::{Error, Reader};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The pool of read-only connections.
pub(super) struct Readers {
    idle: Mutex<Vec<Reader>>,
    returned: Condvar,
    /// As many as there are connections: async callers wait here instead of on a blocking thread.
    permits: Arc<Semaphore>,
}

/// Gives its connection back when dropped, also when the job panics.
struct Borrowed<'a> {
    pool: &'a Readers,
    reader: Option<Reader>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            if !reader.connection().is_autocommit() {
                // Only reads stood in this transaction; if even ending it fails, the next BEGIN reports it.
                let _ = reader.connection().execute_batch("ROLLBACK");
            }
            self.pool.idle().push(reader);
            self.pool.returned.notify_one();
        }
    }
}

impl Readers {
    pub(super) fn new(readers: Vec<Reader>) -> Self {
        let permits = Arc::new(Semaphore::new(readers.len()));
        Self { idle: Mutex::new(readers), returned: Condvar::new(), permits }
    }

    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, Error> {
        Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Error::Closed)
    }

    /// Runs `job` in one read transaction, so that all its statements see the same state.
    pub(super) fn run<T, E: From<Error>>(&self, job: impl FnOnce(&Reader) -> Result<T, E>) -> Result<T, E> {
        let borrowed = self.borrow();
        let Some(reader) = borrowed.reader.as_ref() else { return Err(Error::Closed.into()) };
        reader.connection().execute_batch("BEGIN").map_err(Error::from)?;
        job(reader)
    }

    fn borrow(&self) -> Borrowed<'_> {
        let idle = self.idle();
        let mut idle =
            self.returned.wait_while(idle, |idle| idle.is_empty()).unwrap_or_else(PoisonError::into_inner);
        Borrowed { pool: self, reader: idle.pop() }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
