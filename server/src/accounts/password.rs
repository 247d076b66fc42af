//! Passwords: the rules of NIST SP 800-63B (long enough, not a common one, not made of one's own name; nothing else is
//! demanded), and Argon2id, a few at a time, so that log-ins cannot take all memory.

use crate::config::PasswordCost;
use crate::problem::Problem;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use schemas::text::fold;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most bytes of a password: more is no safer, and hashing it would cost.
pub const LONGEST: usize = 1024;
/// Fewest characters that are left when one's own names are taken away.
const OWN: usize = 8;
/// Fewest different characters.
const DIFFERENT: usize = 5;
/// Hashes computed at the same time: 2 × 19 MiB.
const AT_A_TIME: usize = 2;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../assets/common-passwords.txt").lines().collect());

/// Why a password cannot be used or hashed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PasswordError {
    /// Too short.
    #[error("the password has {found} characters; it needs at least {SHORTEST}")]
    TooShort {
        /// How many it has.
        found: usize,
    },
    /// Too long.
    #[error("the password is longer than {LONGEST} bytes")]
    TooLong,
    /// Among the first that are tried.
    #[error("the password is one of those that are tried first")]
    Common,
    /// Hardly more than the person's or the program's name.
    #[error("the password is hardly more than the person's own name or the name of this program")]
    OwnName,
    /// Argon2 refused.
    #[error("hashing the password failed: {0}")]
    Hash(String),
}

impl PasswordError {
    /// The key of the text that says so.
    pub fn key(&self) -> &'static str {
        match self {
            PasswordError::TooShort { .. } => "password-too-short",
            PasswordError::TooLong => "password-too-long",
            PasswordError::Common => "password-common",
            PasswordError::OwnName => "password-own-name",
            PasswordError::Hash(_) => "password-not-kept",
        }
    }
}

/// Letters and digits only, without accents.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a password may be used by somebody with this user name and full name.
pub fn check(password: &str, names: &[&str]) -> Result<(), PasswordError> {
    let found = password.chars().count();
    if found < SHORTEST {
        return Err(PasswordError::TooShort { found });
    }
    if password.len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    let bare_password = bare(password);
    let stem = bare_password.trim_matches(|c: char| c.is_ascii_digit());
    let different: HashSet<char> = password.chars().collect();
    if different.len() < DIFFERENT
        || COMMON.contains(bare_password.as_str())
        || COMMON.contains(stem)
        || repeats(&bare_password)
        || counts(&bare_password)
    {
        return Err(PasswordError::Common);
    }
    let mut rest = bare_password.clone();
    let words = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> =
        words.chain(["sokiemtra"]).map(bare).filter(|word| word.len() >= 3).collect();
    words.extend(names.iter().map(|name| bare(name)));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words.iter().filter(|word| !word.is_empty()) {
        rest = rest.replace(word.as_str(), "");
    }
    if rest.chars().count() < OWN && rest != bare_password {
        return Err(PasswordError::OwnName);
    }
    Ok(())
}

/// A few characters said over and over.
fn repeats(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=6).any(|length| bytes.len() > length && bytes.chunks(length).all(|chunk| bytes.starts_with(chunk)))
}

/// Going up or down the alphabet, the digits or a row of the keyboard.
fn counts(text: &str) -> bool {
    const ROWS: [&str; 5] =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let backwards: String = text.chars().rev().collect();
    let runs = |text: &str| {
        let mut rest = text;
        // Cut off the longest run each time; a text of few runs is no secret.
        for _ in 0..3 {
            let longest = (1..=rest.len())
                .rev()
                .find(|n| rest.is_char_boundary(*n) && ROWS.iter().any(|row| row.contains(&rest[..*n])));
            rest = &rest[longest.filter(|n| *n >= 4).unwrap_or(0)..];
        }
        rest.is_empty()
    };
    !text.is_empty() && (runs(text) || runs(&backwards))
}

fn argon2(cost: PasswordCost) -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None)
        .map_err(|error| PasswordError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What is kept of a password. Whether it may be used is for [`check`] to say.
pub fn hash(password: &str, cost: PasswordCost) -> Result<String, PasswordError> {
    if password.len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    let hash = argon2(cost)?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| PasswordError::Hash(error.to_string()))
}

/// What checking a password came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Not the one.
    Wrong,
    /// The one; to be kept as this hash from now on, where the cost has changed.
    Right(Option<String>),
}

/// Checks and hashes passwords, a few at a time.
pub(super) struct Passwords {
    cost: PasswordCost,
    turns: Arc<Semaphore>,
    /// Compared with when there is no such account, so that the time of the answer does not tell.
    nobody: Option<String>,
}

impl Passwords {
    pub(super) fn new(cost: PasswordCost) -> Self {
        let nobody = hash(&crate::secret::token(), cost).ok();
        Self { cost, turns: Arc::new(Semaphore::new(AT_A_TIME)), nobody }
    }

    /// Whether `password` is the one kept as `hash`; without a hash it never is, after the same time.
    pub(super) async fn verify(&self, password: String, hash: Option<String>) -> Result<Verdict, Problem> {
        let exists = hash.is_some();
        let Some(kept) = hash.or_else(|| self.nobody.clone()) else { return Ok(Verdict::Wrong) };
        let cost = self.cost;
        self.in_turn(move || {
            let kept = PasswordHash::new(&kept).map_err(Problem::internal)?;
            // Cost parameters are those of the hash, not these defaults.
            let fits = Argon2::default().verify_password(password.as_bytes(), &kept).is_ok();
            if !(fits && exists) {
                return Ok(Verdict::Wrong);
            }
            let as_now = Params::try_from(&kept)
                .is_ok_and(|params| params.m_cost() == cost.memory_kib && params.t_cost() == cost.passes);
            Ok(Verdict::Right(if as_now { None } else { self::hash(&password, cost).ok() }))
        })
        .await
    }

    /// What is kept of a new password.
    pub(super) async fn hash(&self, password: String) -> Result<String, Problem> {
        let cost = self.cost;
        self.in_turn(move || hash(&password, cost).map_err(Problem::internal)).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Problem::internal)?;
        let run = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(run).await.map_err(Problem::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_or_made_of_ones_name_is_refused() {
        let names = ["nguyen-van-an", "Nguyễn Văn An"];
        for (password, error) in [
            ("mười một ký", PasswordError::TooShort { found: 11 }),
            ("password123456", PasswordError::Common),
            ("Mật khẩu 2026!", PasswordError::Common),
            ("123456789012", PasswordError::Common),
            ("qwertyuiop1234", PasswordError::Common),
            ("abcabcabcabc", PasswordError::Common),
            ("aaaaaaaaaaaaaaa", PasswordError::Common),
            ("nguyenvanan2026", PasswordError::OwnName),
            ("Sổ kiểm tra 99", PasswordError::OwnName),
        ] {
            assert_eq!(check(password, &names), Err(error), "{password}");
        }
        for password in
            ["muoi-hai-con-trau-ben-song", "mật khẩu để thử", "con đường An đi học", "X7R4-KQ2M-9WTB"]
        {
            assert_eq!(check(password, &names), Ok(()), "{password}");
        }
    }
}
