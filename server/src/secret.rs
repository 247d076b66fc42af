//! Random values that must not be guessed, and the hashes under which they are kept.

use sha2::{Digest, Sha256};

/// `N` bytes from the operating system.
///
/// # Panics
/// If the operating system has no random numbers: going on without them would be worse.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the operating system gives no random numbers: {error}");
    }
    bytes
}

/// A token of 256 bits in hexadecimal.
pub fn token() -> String {
    hex::encode(random::<32>())
}

/// What is kept of a token. A plain hash is enough: there is nothing to guess in 256 random bits.
pub fn hash(token: &str) -> [u8; 32] {
    hash_bytes(token.as_bytes())
}

/// SHA-256.
pub fn hash_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Compares in a time that does not tell where the difference is.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

/// Letters and digits that are not taken for one another when read aloud or copied by hand (no 0 O 1 I L U).
const READABLE: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code for people to type: `groups` groups of four characters with hyphens between, 4,9 bits a character.
pub fn readable_code(groups: usize) -> String {
    let mut code = String::new();
    while code.len() < groups * 5 {
        let [byte] = random::<1>();
        // 240 is the largest multiple of 30 that fits: what lies above would make some characters likelier.
        if byte < 240 {
            code.push(READABLE[usize::from(byte) % READABLE.len()] as char);
            if code.len() % 5 == 4 {
                code.push('-');
            }
        }
    }
    code.truncate(groups * 5 - 1);
    code
}

/// A code as it was typed, brought to the form in which it was given out.
pub fn typed_code(typed: &str) -> String {
    let kept: Vec<char> =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let groups: Vec<String> = kept.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let code = readable_code(3);
        assert_eq!(code.len(), 14);
        assert_eq!(typed_code(&code.to_lowercase().replace('-', " ")), code);
        assert_eq!(typed_code(&format!(" {} ", code.replace('-', ""))), code);
    }
}
