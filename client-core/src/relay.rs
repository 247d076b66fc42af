//! From screen to camera: bytes as a run of short texts, each for one QR code, and back. Meant for a visit without its
//! photos, sealed as a bundle ([`inspection::bundle::seal`]); what the bytes are does not matter here.
//!
//! ```text
//! SKT1:RRRRRRRRRRRRRRRR:3/12:CCCCCCCC:payload
//!      the run          place check    base45 (RFC 9285)
//! ```
//! All characters are of the QR code's alphanumeric set, which takes a third less room than bytes. The run is named by the
//! first 8 bytes of the SHA-256 of all its bytes, so that what is put together is also what was taken apart; the check is
//! the first 4 bytes of the SHA-256 of `run:place:payload`.

pub use schemas::invitation::Invitation;

use litemap::LiteMap;
use sha2::{Digest, Sha256};

const MAGIC: &str = "SKT1";
/// Characters around the payload, with the longest numbers.
const AROUND: usize = 4 + 1 + 16 + 1 + 9 + 1 + 8 + 1;
/// The shortest pieces that are made.
const SHORTEST: usize = AROUND + 24;
/// Characters in the largest QR code.
const LONGEST: usize = 4_296;
/// Most pieces of one run that are collected.
pub const MOST: usize = 9_999;
/// Runs that are collected side by side: a sender who starts anew does not block the receiver.
const RUNS: usize = 4;

/// The texts of one run, each of at most `max_chars` characters (at least 65).
pub fn pieces(bytes: &[u8], max_chars: usize) -> Vec<String> {
    let room = max_chars.clamp(SHORTEST, LONGEST) - AROUND;
    // Three characters for two bytes.
    let parts: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(room / 3 * 2).collect() };
    let run = run_of(bytes);
    let piece = |(number, part): (usize, &&[u8])| {
        let (place, payload) = (format!("{}/{}", number + 1, parts.len()), base45(part));
        format!("{MAGIC}:{run}:{place}:{}:{payload}", check(&run, &place, &payload))
    };
    parts.iter().enumerate().map(piece).collect()
}

/// Where the collecting stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// No piece of ours, or damaged: nothing has changed.
    Foreign,
    /// Pieces of this run are missing.
    Partial {
        /// How many are there.
        have: usize,
        /// How many it has.
        total: usize,
        /// Numbers of those that are missing, from 1.
        missing: Vec<usize>,
    },
    /// All of it.
    Complete(Vec<u8>),
}

/// Puts pieces together: in any order, with repetitions, between other texts that the camera sees.
#[derive(Debug, Default)]
pub struct Collector {
    /// The one last seen stands last.
    runs: Vec<Run>,
}

#[derive(Debug)]
struct Run {
    id: String,
    total: usize,
    parts: LiteMap<usize, Vec<u8>>,
}

impl Collector {
    /// Takes what a camera read. Says where the run of this piece stands.
    pub fn take(&mut self, text: &str) -> Progress {
        let Some((id, number, total, part)) = read(text) else { return Progress::Foreign };
        let found = self.runs.iter().position(|run| run.id == id && run.total == total);
        let mut run = match found {
            Some(at) => self.runs.remove(at),
            None => Run { id: id.to_owned(), total, parts: LiteMap::new() },
        };
        run.parts.insert(number, part);
        let mut progress = run.progress();
        if let Progress::Complete(bytes) = &progress
            && run_of(bytes) != run.id
        {
            run.parts.clear();
            progress = run.progress();
        }
        self.runs.push(run);
        if self.runs.len() > RUNS {
            self.runs.remove(0);
        }
        progress
    }
}

impl Run {
    fn progress(&self) -> Progress {
        if self.parts.len() == self.total {
            return Progress::Complete(self.parts.values().flatten().copied().collect());
        }
        let missing = (1..=self.total).filter(|number| !self.parts.contains_key(number)).collect();
        Progress::Partial { have: self.parts.len(), total: self.total, missing }
    }
}

/// Run, number, number of pieces, bytes.
fn read(text: &str) -> Option<(&str, usize, usize, Vec<u8>)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut fields = text.splitn(5, ':');
    let mut next = || fields.next();
    let (magic, run, place, found, payload) = (next()?, next()?, next()?, next()?, next()?);
    if magic != MAGIC || run.len() != 16 || found != check(run, place, payload) {
        return None;
    }
    let (number, total) = place.split_once('/')?;
    let (number, total) = (number.parse().ok()?, total.parse().ok()?);
    let sound = (1..=MOST).contains(&total) && (1..=total).contains(&number);
    if sound { Some((run, number, total, from_base45(payload)?)) } else { None }
}

fn run_of(bytes: &[u8]) -> String {
    hex::encode_upper(&Sha256::digest(bytes)[..8])
}

fn check(run: &str, place: &str, payload: &str) -> String {
    hex::encode_upper(&Sha256::digest(format!("{run}:{place}:{payload}"))[..4])
}

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// RFC 9285.
fn base45(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let (mut number, digits) = match *pair {
            [one] => (usize::from(one), 2),
            [first, second, ..] => (usize::from(first) * 256 + usize::from(second), 3),
            [] => (0, 0),
        };
        for _ in 0..digits {
            text.push(char::from(ALPHABET[number % 45]));
            number /= 45;
        }
    }
    text
}

fn from_base45(text: &str) -> Option<Vec<u8>> {
    let digit = |c: &u8| ALPHABET.iter().position(|known| known == c);
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let digits = group.iter().map(digit).collect::<Option<Vec<_>>>()?;
        let number = digits.iter().rev().fold(0, |number, digit| number * 45 + digit);
        match digits.len() {
            2 => bytes.push(u8::try_from(number).ok()?),
            3 => bytes.extend(u16::try_from(number).ok()?.to_be_bytes()),
            _ => return None,
        }
    }
    Some(bytes)
}
