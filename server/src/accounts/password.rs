//! Passwords: Argon2id, a few at a time, so that log-ins cannot take all memory.

use crate::config::PasswordCost;
use crate::problem::Problem;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Fewest characters of a password (NIST SP 800-63B asks for 8 where there is a limit on guesses).
pub const SHORTEST: usize = 10;
/// Most bytes of a password: more is no safer, and hashing it would cost.
pub const LONGEST: usize = 1024;
/// Hashes computed at the same time: 2 × 19 MiB.
const AT_A_TIME: usize = 2;

/// Why a password cannot be used or hashed.
#[derive(Debug, thiserror::Error)]
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
    /// Argon2 refused.
    #[error("hashing the password failed: {0}")]
    Hash(String),
}

fn argon2(cost: PasswordCost) -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None)
        .map_err(|error| PasswordError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What is kept of a new password.
pub fn hash(password: &str, cost: PasswordCost) -> Result<String, PasswordError> {
    let found = password.chars().count();
    if found < SHORTEST {
        return Err(PasswordError::TooShort { found });
    }
    if password.len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    let hash = argon2(cost)?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| PasswordError::Hash(error.to_string()))
}

/// Checks passwords.
pub(super) struct Passwords {
    turns: Arc<Semaphore>,
    /// Compared with when there is no such account, so that the time of the answer does not tell.
    nobody: Option<String>,
}

impl Passwords {
    pub(super) fn new(cost: PasswordCost) -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_A_TIME)), nobody: hash(&crate::secret::token(), cost).ok() }
    }

    /// Whether `password` is the one kept as `hash`; without a hash it never is, after the same time.
    pub(super) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let exists = hash.is_some();
        let Some(hash) = hash.or_else(|| self.nobody.clone()) else { return Ok(false) };
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Problem::internal)?;
        let check = move || {
            let _turn = turn;
            let hash = PasswordHash::new(&hash).map_err(Problem::internal)?;
            // Cost parameters are those of the hash, not these defaults.
            let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            Ok(fits && exists)
        };
        tokio::task::spawn_blocking(check).await.map_err(Problem::internal)?
    }
}
