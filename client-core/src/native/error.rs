use schemas::wire::Problem;
use std::path::PathBuf;

/// Why the store, the network or a file did not do what was wanted.
#[derive(Debug, thiserror::Error)]
pub enum NativeError {
    /// Another process has the folder open.
    #[error("folder {} is open in another process", .0.display())]
    InUse(PathBuf),
    /// The folder was written by a newer program.
    #[error("folder {} was written by a newer program (version {found})", .folder.display())]
    Newer {
        /// The folder.
        folder: PathBuf,
        /// Its version.
        found: i64,
    },
    /// A file or folder.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The database.
    #[error("the store: {0}")]
    Database(#[from] rusqlite::Error),
    /// Something in the store is not what was put there.
    #[error("the store holds a damaged {0}")]
    Damaged(&'static str),
    /// The operating system has no random numbers.
    #[error("no random numbers: {0}")]
    Random(String),
    /// The server could not be reached.
    #[error("the server cannot be reached: {0}")]
    Offline(String),
    /// The server took too long.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server says why not.
    #[error("{}{}", .problem.title, params(.problem))]
    Problem {
        /// As it said it.
        problem: Problem,
        /// Seconds after which it is worth asking again.
        retry_after: Option<u64>,
    },
    /// Whoever answered is not our server, for example the log-in page of a public network.
    #[error("status {status}, but the answer is not one of our server ({what})")]
    NotOurServer {
        /// HTTP status.
        status: u16,
        /// What is wrong with the answer.
        what: String,
    },
    /// The core refused.
    #[error(transparent)]
    Core(#[from] crate::Error),
}

fn params(problem: &Problem) -> String {
    match problem.params.is_empty() {
        true => format!(" ({})", problem.status),
        false => {
            let each: Vec<_> =
                problem.params.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            format!(" ({}; {})", problem.status, each.join(", "))
        }
    }
}

impl NativeError {
    /// Nothing is lost and it is worth trying again later.
    pub fn is_network(&self) -> bool {
        match self {
            NativeError::Offline(_) | NativeError::TimedOut | NativeError::NotOurServer { .. } => true,
            NativeError::Problem { problem, .. } => problem.status >= 500 || problem.status == 429,
            _ => false,
        }
    }
}

/// Adds the path to an error of the system.
pub(crate) fn at(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> NativeError + '_ {
    |source| NativeError::File { path: path.to_owned(), source }
}
