use super::{Error, Reader, Result, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// Jobs that may wait; more are refused, so that a slow disk is felt by the callers and not by the memory.
const QUEUE: usize = 1024;
/// Jobs in one transaction: bounds how long the first of them waits for its answer.
const BATCH: usize = 256;

/// Tells a waiting caller how the transaction of its job ended.
type Answer = Box<dyn FnOnce(Result<()>) + Send>;
/// A job: whether to keep what it did, and how to answer. Without a transaction it only answers.
type Job = Box<dyn FnOnce(Result<&Tx>) -> (bool, Answer) + Send>;

/// The thread that owns the writing connection.
pub(super) struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Reader) -> Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let spawn = std::thread::Builder::new().name("store-writer".into());
        let thread = spawn.spawn(move || work(&connection, &jobs)).map_err(|_| Error::Closed)?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    pub(super) fn submit<T, E, F>(&self, job: F) -> Result<oneshot::Receiver<std::result::Result<T, E>>>
    where
        F: FnOnce(&Tx) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let run: Job = Box::new(move |tx| {
            let result = tx.map_err(E::from).and_then(job);
            let keep = result.is_ok();
            let answer = move |end: Result<()>| {
                // A caller that no longer waits is no reason to stop.
                let _ = sender.send(result.and_then(|value| end.map(|()| value).map_err(E::from)));
            };
            (keep, Box::new(answer))
        });
        let queue = self.queue.as_ref().ok_or(Error::Closed)?;
        queue.try_send(run).map_err(|error| match error {
            TrySendError::Full(_) => Error::Overloaded,
            TrySendError::Disconnected(_) => Error::Closed,
        })?;
        Ok(receiver)
    }
}

impl Drop for Writer {
    /// Waits for the jobs that were accepted.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Runs one job in a transaction of its own, before there is a thread for it.
pub(super) fn in_transaction(connection: &Reader, job: impl FnOnce(&Tx) -> Result<()>) -> Result<()> {
    connection.connection().execute_batch("BEGIN IMMEDIATE")?;
    match job(&Tx::new(connection)) {
        Ok(()) => commit(connection),
        Err(error) => {
            let _ = connection.connection().execute_batch("ROLLBACK");
            Err(error)
        }
    }
}

fn work(connection: &Reader, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH {
            match jobs.try_recv() {
                Ok(job) => batch.push(job),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        run_batch(connection, batch);
    }
}

/// One transaction around all jobs, one commit, then all answers.
fn run_batch(connection: &Reader, batch: Vec<Job>) {
    let mut answers: Vec<Answer> = Vec::with_capacity(batch.len());
    let mut refused = None;
    for job in batch {
        if refused.is_none() {
            refused = begin(connection, &mut answers).err();
        }
        match &refused {
            None => answers.extend(run_job(connection, job)),
            Some(error) => refuse(job, error),
        }
    }
    let end =
        if connection.connection().is_autocommit() { Err(Error::RolledBack) } else { commit(connection) };
    for answer in answers {
        answer(end.clone());
    }
}

/// Opens the transaction if none is open. Some failures (disk full, I/O) make SQLite roll the whole transaction back
/// behind a job's savepoint; the jobs before it are then told so.
fn begin(connection: &Reader, answers: &mut Vec<Answer>) -> Result<()> {
    if !connection.connection().is_autocommit() {
        return Ok(());
    }
    for answer in answers.drain(..) {
        answer(Err(Error::RolledBack));
    }
    Ok(connection.connection().execute_batch("BEGIN IMMEDIATE")?)
}

/// Runs one job in a savepoint. No answer: the job panicked, and dropping its sender has told the caller.
fn run_job(connection: &Reader, job: Job) -> Option<Answer> {
    let run = |sql: &str| connection.connection().prepare_cached(sql).and_then(|mut s| s.execute([]));
    if let Err(error) = run("SAVEPOINT job") {
        let error = Error::from(error);
        return catch_unwind(AssertUnwindSafe(|| job(Err(error)))).ok().map(|(_, answer)| answer);
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| job(Ok(&Tx::new(connection)))));
    let keep = matches!(outcome, Ok((true, _)));
    let ended = match keep {
        true => run("RELEASE job"),
        false if connection.connection().is_autocommit() => Ok(0),
        false => run("ROLLBACK TO job").and_then(|_| run("RELEASE job")),
    };
    if ended.is_err() {
        // The savepoint could not be closed as wanted: give up the whole transaction rather than keep half a job.
        let _ = connection.connection().execute_batch("ROLLBACK");
    }
    outcome.ok().map(|(_, answer)| answer)
}

fn refuse(job: Job, error: &Error) {
    if let Ok((_, answer)) = catch_unwind(AssertUnwindSafe(|| job(Err(error.clone())))) {
        answer(Err(error.clone()));
    }
}

fn commit(connection: &Reader) -> Result<()> {
    connection.connection().execute_batch("COMMIT").map_err(|error| {
        let _ = connection.connection().execute_batch("ROLLBACK");
        Error::from(error)
    })
}
