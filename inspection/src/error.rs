use schemas::ids::ChangeHash;

/// Why the record of a visit could not be read, changed or taken from outside.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are not what they should be.
    #[error("malformed {what} at byte {at}")]
    Malformed {
        /// What was being read.
        what: &'static str,
        /// Where in the input.
        at: usize,
    },
    /// Over a limit.
    #[error("{what}: {found} is more than the allowed {limit}")]
    TooLarge {
        /// What was measured.
        what: &'static str,
        /// What was found.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// The document does not have something that every document of its template has.
    #[error("the document has no {0}")]
    Missing(String),
    /// A change writes something that no visit of this template has.
    #[error("unknown content at {key}")]
    UnknownContent {
        /// The key it writes at, shortened.
        key: String,
    },
    /// No change with this hash.
    #[error("unknown change {0}")]
    UnknownChange(ChangeHash),
    /// Different answers stand there: a decision between them says why.
    #[error("different answers stand at {key}; a decision needs a reason")]
    NeedsReason {
        /// The place.
        key: String,
    },
    /// A signature does not fit its text and key.
    #[error("the signature does not fit")]
    BadSignature,
    /// Automerge refused.
    #[error(transparent)]
    Automerge(#[from] automerge::AutomergeError),
}
