//! Merging behind the log: one thread takes changed documents, hands each to a trial process, and keeps what comes of
//! it. Several pushes to one document while it waits are one job.

use super::trial::{Job, Outcome, Trials};
use crate::accounts::Scope;
use crate::inspections::assess::{self, Assessor};
use crate::store::assessment::Snapshot;
use crate::store::change::{self, Waiting};
use crate::store::{self, Store, assessment, campaign, recommendation, template, visit};
use inspection::seal;
use schemas::ids::{ChangeHash, ItemId, ParameterId, VisitId};
use schemas::wire::QuarantineReason;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a document that could not be verified waits for the next try.
const RETRY: Duration = Duration::from_secs(30);
/// How often the log is looked at for what other processes appended (`sokiemtra bundle import`).
const LOOK: Duration = Duration::from_secs(5);

/// The queue of documents to verify. Cheap to clone.
#[derive(Clone, Default)]
pub struct Queue(Arc<(Mutex<Waiters>, Condvar)>);

#[derive(Default)]
struct Waiters {
    visits: BTreeSet<VisitId>,
    closed: bool,
}

impl Queue {
    /// A document has changed.
    pub fn add(&self, visits: impl IntoIterator<Item = VisitId>) {
        let (waiters, changed) = &*self.0;
        waiters.lock().unwrap_or_else(PoisonError::into_inner).visits.extend(visits);
        changed.notify_all();
    }

    /// No more jobs; the thread ends after the one at hand. What waits is found again at the next start.
    pub fn close(&self) {
        let (waiters, changed) = &*self.0;
        waiters.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        changed.notify_all();
    }

    /// The next document, nothing for a while, or the end.
    fn take(&self) -> Next {
        let (waiters, changed) = &*self.0;
        let mut waiters = waiters.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiters.closed {
                return Next::End;
            }
            if let Some(visit) = waiters.visits.pop_first() {
                return Next::Document(visit);
            }
            let (woken, timeout) =
                changed.wait_timeout(waiters, LOOK).unwrap_or_else(PoisonError::into_inner);
            if timeout.timed_out() {
                return Next::Quiet;
            }
            waiters = woken;
        }
    }
}

enum Next {
    Document(VisitId),
    Quiet,
    End,
}

/// Why a document could not be verified now.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The trial process.
    #[error(transparent)]
    Trial(#[from] super::trial::Error),
    /// The evaluation.
    #[error(transparent)]
    Assess(#[from] assess::Error),
}

/// Starts the thread. It first takes up what an earlier run left.
pub fn start(store: Store, program: &Path, queue: Queue) -> store::Result<thread::JoinHandle<()>> {
    queue.add(store.read_blocking(change::waiting_visits)?);
    let mut verifier = Verifier::new(store.clone(), program);
    if let Err(error) = verifier.trials.begin() {
        rocket::error!("{} cannot be started to merge documents: {error}", program.display());
    }
    let work = move || {
        loop {
            let visit = match queue.take() {
                Next::Document(visit) => visit,
                Next::Quiet => {
                    // A look that fails is made again.
                    queue.add(store.read_blocking(change::waiting_visits).unwrap_or_default());
                    continue;
                }
                Next::End => return,
            };
            match verifier.verify(&visit) {
                Ok(true) => {}
                // More has arrived meanwhile.
                Ok(false) => queue.add([visit]),
                Err(error) => {
                    rocket::error!("visit {visit} could not be verified and is tried again later: {error}");
                    let queue = queue.clone();
                    thread::spawn(move || {
                        thread::sleep(RETRY);
                        queue.add([visit]);
                    });
                }
            }
        }
    };
    let thread = thread::Builder::new().name("verify".to_owned()).spawn(work);
    thread.map_err(|_| store::Error::Overloaded)
}

/// Verifies documents one after the other.
pub struct Verifier {
    store: Store,
    trials: Trials,
    assessor: Assessor,
}

impl Verifier {
    /// `program`: see [`Trials::new`].
    pub fn new(store: Store, program: &Path) -> Self {
        Verifier { store, trials: Trials::new(program), assessor: Assessor::default() }
    }

    /// Merges what waits for a visit and works out its rows anew. True: nothing waits any more.
    pub fn verify(&mut self, visit: &VisitId) -> Result<bool, Error> {
        let Some(task) = self.store.read_blocking(|reader| Task::read(reader, visit))? else {
            return Ok(true);
        };
        let outcome = match self.merge(&task, task.snapshot.clone()) {
            // A damaged cache is made again from the log.
            Err(Error::Trial(super::trial::Error::Hopeless(_))) => self.merge(&task, None)?,
            outcome => outcome?,
        };
        let refused: HashSet<u32> = outcome.refused.iter().map(|(at, _)| *at).collect();
        let Task { planned, template, previous, targets, .. } = &task;
        let kept = self.assessor.assess(planned, template, &outcome.record, previous, targets)?;
        let waiting = &task.waiting;
        let verified: Vec<ChangeHash> =
            (0u32..).zip(waiting).filter(|(at, _)| !refused.contains(at)).map(|(_, c)| c.hash).collect();
        let bad: Vec<(ChangeHash, QuarantineReason)> = outcome
            .refused
            .iter()
            .filter_map(|(at, reason)| Some((waiting.get(*at as usize)?.hash, *reason)))
            .collect();
        let snapshot =
            Snapshot { heads_digest: seal::heads_digest(&outcome.heads), bytes: outcome.snapshot.into_vec() };
        let (visit, read) = (*visit, task.document);
        self.store.write_blocking(move |tx| {
            let document = change::open(tx, &visit)?;
            if document.vseq != read.vseq {
                // Another process has verified meanwhile; what was merged here is no longer the newest.
                return Ok(false);
            }
            for (hash, reason) in &bad {
                change::mark_quarantined(tx, document.no, hash, *reason)?;
            }
            change::mark_verified(tx, document, &verified)?;
            let sha256: [u8; 32] = Sha256::digest(&snapshot.bytes).into();
            assessment::put_snapshot(tx, document.no, &snapshot, &sha256)?;
            assessment::put(tx, document.no, &kept)?;
            change::renewed(tx, read)?;
            Ok(!change::open(tx, &visit)?.lags())
        })
    }

    /// Merges what waits into the document so far, which is made from the log where there is no snapshot.
    fn merge(&mut self, task: &Task, snapshot: Option<Vec<u8>>) -> Result<Outcome, Error> {
        let beginning = &task.template.beginning;
        let base = match snapshot {
            None if task.document.vseq > 0 => {
                let no = task.document.no;
                let verified = self.store.read_blocking(|reader| change::verified(reader, no))?;
                let outcome = self.trials.run(Job::new(beginning.clone(), None, bytes(verified)))?;
                Some(outcome.snapshot.into_vec())
            }
            base => base,
        };
        Ok(self.trials.run(Job::new(beginning.clone(), base, bytes(task.waiting.clone())))?)
    }
}

fn bytes(changes: Vec<Waiting>) -> Vec<Vec<u8>> {
    changes.into_iter().map(|change| change.bytes).collect()
}

/// What is needed to verify one document.
struct Task {
    document: change::Document,
    planned: visit::Visit,
    template: schemas::wire::PublishedTemplate,
    snapshot: Option<Vec<u8>>,
    waiting: Vec<Waiting>,
    /// Items with a finding of the unit's previous inspection.
    previous: BTreeSet<ItemId>,
    /// What the plan of the visit sets.
    targets: BTreeMap<ParameterId, f64>,
}

impl Task {
    fn read(reader: &store::Reader, visit: &VisitId) -> store::Result<Option<Self>> {
        let planned = visit::get(reader, &Scope::operator(), visit)?;
        let (Some(document), Some(planned)) = (change::find(reader, visit)?, planned) else {
            return Ok(None);
        };
        let template = template::get(reader, &planned.template)?;
        Ok(Some(Task {
            template: template.ok_or(store::Error::Incomplete("the template of a visit"))?,
            snapshot: assessment::snapshot(reader, document.no)?.map(|snapshot| snapshot.bytes),
            waiting: change::waiting(reader, document.no)?,
            previous: recommendation::of_previous(reader, &planned)?.items,
            targets: campaign::targets(reader, &planned.campaign)?,
            document,
            planned,
        }))
    }
}
