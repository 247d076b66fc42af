//! Merging in a process of its own. Forged changes can make the merge panic, or ask for more memory than there is, which
//! ends a process: here that costs one job.
//!
//! Parent and child talk in frames over the child's standard input and output: a length (4 bytes, little-endian), then
//! MessagePack.

use inspection::trial::Written;
use inspection::{Inspection, Record};
use schemas::ids::ChangeHash;
use schemas::wire::QuarantineReason;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Address space of a trial process, in bytes: a large visit takes a few MiB.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Largest frame, in bytes.
const FRAME: usize = 256 * 1024 * 1024;

/// One document to merge.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    /// The first change.
    pub beginning: ByteBuf,
    /// The document so far, if there is more than the beginning.
    pub snapshot: Option<ByteBuf>,
    /// New changes, causes before effects.
    pub changes: Vec<ByteBuf>,
    /// One by one, saying which is tried, after a process died over all of them together.
    careful: bool,
    /// Nothing is merged: what does each change write?
    describe: bool,
}

impl Job {
    /// A job for all changes at once.
    pub fn new(beginning: Vec<u8>, snapshot: Option<Vec<u8>>, changes: Vec<Vec<u8>>) -> Self {
        Job {
            beginning: ByteBuf::from(beginning),
            snapshot: snapshot.map(ByteBuf::from),
            changes: changes.into_iter().map(ByteBuf::from).collect(),
            careful: false,
            describe: false,
        }
    }
}

/// What came of a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// The merged document, saved and loaded again.
    pub snapshot: ByteBuf,
    /// Its newest changes.
    pub heads: Vec<ChangeHash>,
    /// What it says.
    pub record: Record,
    /// Changes left out, by position, with the reason.
    pub refused: Vec<(u32, QuarantineReason)>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Trying(u32),
    Done(Box<Outcome>),
    Described(Vec<Description>),
    /// The snapshot is damaged.
    Hopeless(String),
}

/// What a change writes; none if it cannot be read.
pub type Description = Option<Vec<Written>>;

/// Why a job gave no outcome.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The process could not be started or died without a culprit.
    #[error("the trial process: {0}")]
    Process(#[from] io::Error),
    /// The document so far cannot be loaded.
    #[error("the document so far cannot be loaded: {0}")]
    Hopeless(String),
}

/// A running trial process, started anew when it has died.
pub struct Trials {
    program: PathBuf,
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already dead is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Trials {
    /// `program`: the `sokiemtra` binary, which has the trial as a hidden command.
    pub fn new(program: &Path) -> Self {
        Trials { program: program.to_owned(), running: None }
    }

    /// Starts the process now, so that a program that cannot be started is known before the first job.
    pub fn begin(&mut self) -> io::Result<()> {
        if self.running.is_none() {
            self.running = Some(self.start()?);
        }
        Ok(())
    }

    /// Merges, leaving out what would do damage.
    pub fn run(&mut self, mut job: Job) -> Result<Outcome, Error> {
        let mut deadly: Vec<(u32, QuarantineReason)> = Vec::new();
        let all: Vec<ByteBuf> = job.changes.clone();
        let mut places: Vec<u32> = (0..all.len() as u32).collect();
        loop {
            let mut trying = None;
            match self.once(&job, &mut trying) {
                Ok(mut outcome) => {
                    outcome.refused.iter_mut().for_each(|(at, _)| *at = places[*at as usize]);
                    outcome.refused.append(&mut deadly);
                    return Ok(outcome);
                }
                Err(Error::Process(error)) => {
                    self.running = None;
                    match trying.map(|at: u32| at as usize) {
                        Some(at) if at < job.changes.len() => {
                            deadly.push((places.remove(at), QuarantineReason::Unmergeable));
                            job.changes.remove(at);
                        }
                        _ if !job.careful => job.careful = true,
                        _ => return Err(Error::Process(error)),
                    }
                }
                Err(hopeless) => return Err(hopeless),
            }
        }
    }

    fn once(&mut self, job: &Job, trying: &mut Option<u32>) -> Result<Outcome, Error> {
        self.begin()?;
        let Some(running) = &mut self.running else { return Err(io::Error::other("not started").into()) };
        write_frame(&mut running.input, job)?;
        loop {
            match read_frame(&mut running.output)? {
                Answer::Trying(at) => *trying = Some(at),
                Answer::Done(outcome) => return Ok(*outcome),
                Answer::Described(_) => return Err(io::Error::other("an answer to another question").into()),
                Answer::Hopeless(why) => return Err(Error::Hopeless(why)),
            }
        }
    }

    /// What each of these changes writes, for people: in the trial process like the merge, because the bytes may be
    /// anything.
    pub fn describe(&mut self, beginning: &[u8], changes: &[Vec<u8>]) -> Result<Vec<Description>, Error> {
        let job = |changes: &[Vec<u8>]| Job {
            describe: true,
            ..Job::new(beginning.to_vec(), None, changes.to_vec())
        };
        match self.describe_once(&job(changes)) {
            Err(Error::Process(_)) => {}
            outcome => return outcome,
        }
        // One of them ended the process: ask about each alone.
        let mut descriptions = Vec::with_capacity(changes.len());
        for change in changes {
            let alone = self.describe_once(&job(std::slice::from_ref(change)));
            descriptions.push(alone.ok().and_then(|mut one| one.pop().flatten()));
        }
        Ok(descriptions)
    }

    fn describe_once(&mut self, job: &Job) -> Result<Vec<Description>, Error> {
        self.begin()?;
        let Some(running) = &mut self.running else { return Err(io::Error::other("not started").into()) };
        let asked = write_frame(&mut running.input, job).and_then(|()| read_frame(&mut running.output));
        match asked {
            Ok(Answer::Described(descriptions)) => Ok(descriptions),
            Ok(Answer::Hopeless(why)) => Err(Error::Hopeless(why)),
            Ok(_) => Err(io::Error::other("an answer to another question").into()),
            Err(error) => {
                self.running = None;
                Err(error.into())
            }
        }
    }

    fn start(&self) -> io::Result<Running> {
        let mut child = Command::new(&self.program)
            .arg("trial")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Running { child, input, output }),
            _ => Err(io::Error::other("no pipe to the trial process")),
        }
    }
}

/// The child's side: answers jobs until its input ends.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
    loop {
        let job: Job = match read_frame(&mut input) {
            Ok(job) => job,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let answer = match start_of(&job) {
            Err(error) => Answer::Hopeless(error),
            Ok(start) if job.describe => Answer::Described(descriptions(&start, &job)),
            Ok(start) => {
                let quick = if job.careful { None } else { all_at_once(&start, &job) };
                match quick {
                    Some(outcome) => Answer::Done(Box::new(outcome)),
                    None => Answer::Done(Box::new(one_by_one(start, &job, &mut output)?)),
                }
            }
        };
        write_frame(&mut output, &answer)?;
    }
}

fn descriptions(start: &Inspection, job: &Job) -> Vec<Description> {
    let one =
        |change: &ByteBuf| catch_unwind(AssertUnwindSafe(|| start.describe(change).ok())).ok().flatten();
    job.changes.iter().map(one).collect()
}

fn start_of(job: &Job) -> Result<Inspection, String> {
    let load = || match &job.snapshot {
        Some(snapshot) => Inspection::load(snapshot),
        None => Inspection::begin(&job.beginning),
    };
    match catch_unwind(AssertUnwindSafe(load)) {
        Ok(Ok(inspection)) => Ok(inspection),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it makes the merge panic".to_owned()),
    }
}

fn all_at_once(start: &Inspection, job: &Job) -> Option<Outcome> {
    let attempt = || {
        for change in &job.changes {
            start.check_content(change).ok()?;
        }
        let merged = start.clone().try_merge(job.changes.iter().map(|change| change.as_slice())).ok()?;
        outcome(merged, Vec::new())
    };
    catch_unwind(AssertUnwindSafe(attempt)).ok().flatten()
}

/// Each change on a copy that is thrown away if it goes wrong, so that a panic half-way leaves nothing behind.
fn one_by_one(start: Inspection, job: &Job, output: &mut impl Write) -> io::Result<Outcome> {
    let mut kept = start;
    let mut refused = Vec::new();
    for (at, change) in (0u32..).zip(&job.changes) {
        write_frame(output, &Answer::Trying(at))?;
        let attempt = || {
            if let Err(error) = kept.check_content(change) {
                return Err(match error {
                    inspection::Error::UnknownContent { .. } => QuarantineReason::UnknownContent,
                    _ => QuarantineReason::Malformed,
                });
            }
            match kept.clone().try_merge([change.as_slice()]) {
                Ok(merged) => {
                    merged.inspection.record().map(|_| merged).map_err(|_| QuarantineReason::Unmergeable)
                }
                Err(inspection::Error::UnknownChange(_)) => Err(QuarantineReason::BuildsOnQuarantined),
                Err(_) => Err(QuarantineReason::Unmergeable),
            }
        };
        match catch_unwind(AssertUnwindSafe(attempt)) {
            Ok(Ok(merged)) => kept = merged.inspection,
            Ok(Err(reason)) => refused.push((at, reason)),
            Err(_) => refused.push((at, QuarantineReason::Unmergeable)),
        }
    }
    let nothing = std::iter::empty::<&[u8]>();
    let merged = kept.try_merge(nothing).map_err(io::Error::other)?;
    outcome(merged, refused).ok_or_else(|| io::Error::other("the record cannot be read"))
}

fn outcome(merged: inspection::trial::Merged, refused: Vec<(u32, QuarantineReason)>) -> Option<Outcome> {
    let record = merged.inspection.record().ok()?;
    Some(Outcome { snapshot: ByteBuf::from(merged.snapshot), heads: merged.heads, record, refused })
}

fn write_frame<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    let body = rmp_serde::to_vec_named(value).map_err(io::Error::other)?;
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&body)?;
    to.flush()
}

fn read_frame<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > FRAME {
        return Err(io::Error::other("a frame is too long"));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    rmp_serde::from_slice(&body).map_err(io::Error::other)
}
