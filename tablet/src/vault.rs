//! The PIN: whose books lie on this tablet, and what opens them.
//!
//! Each book has a random data key. It is kept only wrapped (AES-256-GCM): under a key worked out of the PIN with Argon2id
//! (RFC 9106), and under the person's recovery key, which only the server knows and gives out for a one-time code. So a
//! forgotten PIN loses nothing, and a found tablet tells nothing to who does not have the hours to try PINs.

use crate::browser::{Failure, Kind, settled};
use js_sys::{Promise, Uint8Array};
use schemas::codec;
use schemas::ids::PersonId;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

mod js {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/store.js")]
    extern "C" {
        pub(super) fn keyring() -> Promise;
        #[wasm_bindgen(js_name = putKeyring)]
        pub(super) fn put_keyring(json: &str) -> Promise;
        pub(super) fn wrap(kek: Uint8Array, key: Uint8Array) -> Promise;
        pub(super) fn unwrap(kek: Uint8Array, wrapped: &str) -> Promise;
    }

    #[wasm_bindgen(module = "/js/pin.js")]
    extern "C" {
        pub(super) fn prepare();
        #[wasm_bindgen(js_name = workOut)]
        pub(super) fn work_out(pin: &str, salt: &[u8], memory: u32, rounds: u32, lanes: u32) -> Promise;
    }
}

/// How hard the PIN is worked on: memory in KiB, rounds, lanes. Kept with each entry, so that it can grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Effort {
    memory: u32,
    rounds: u32,
    lanes: u32,
}

/// OWASP's first choice for Argon2id; about a quarter of a second on a tablet of today.
const EFFORT: Effort = Effort { memory: 19_456, rounds: 2, lanes: 1 };

/// A book of a person on this tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its number on this tablet.
    pub book: u32,
    /// Whose it is.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// For the PIN, in hexadecimal.
    salt: String,
    effort: Effort,
    /// The data key, wrapped under the PIN's key.
    by_pin: String,
    /// The data key, wrapped under the recovery key.
    by_recovery: String,
}

/// The books on this tablet. Stands in clear: it says whose they are and opens none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    /// In the order of enrolment.
    pub people: Vec<Member>,
}

/// What a book is encrypted with; wiped when dropped.
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Gives it to the store's thread, which keeps it where scripts cannot read it.
    pub fn hand_over(self) -> Uint8Array {
        Uint8Array::from(self.0.as_slice())
    }
}

/// To be called where a PIN will be typed: what works on it is ready by then.
pub fn expect_pin() {
    js::prepare();
}

/// What stands on this tablet.
pub async fn load() -> Result<Keyring, Failure> {
    let json = settled(js::keyring()).await?;
    match json.as_string() {
        None => Ok(Keyring::default()),
        Some(json) => codec::from_json(json.as_bytes()).map_err(|error| damaged(&error)),
    }
}

/// A person's entry as it stands now: another tab may have changed the PIN since this one read it.
pub async fn as_it_stands(member: Member) -> Member {
    let people = load().await.map(|keyring| keyring.people).unwrap_or_default();
    people.into_iter().find(|now| now.book == member.book).unwrap_or(member)
}

/// Opens a book with the PIN. [`Kind::WrongKey`]: it is another PIN.
pub async fn unlock(member: &Member, pin: &str) -> Result<DataKey, Failure> {
    let salt = hex::decode(&member.salt).map_err(|error| damaged(&error))?;
    unwrap(&worked_out(pin, &salt, member.effort).await?, &member.by_pin).await
}

/// Makes a new book for a person: a data key, a PIN, and the way back if the PIN is forgotten.
pub async fn create(
    pin: &str,
    recovery: &[u8],
    person: &PersonId,
    name: &str,
) -> Result<(Member, DataKey), Failure> {
    let mut keyring = load().await?;
    let book = keyring.people.iter().map(|member| member.book).max().unwrap_or(0) + 1;
    let key = DataKey(Zeroizing::new(random()?));
    let by_recovery = wrap(&recovery_key(recovery)?, &key).await?;
    let (salt, by_pin) = under_pin(pin, &key).await?;
    let (person, name) = (person.clone(), name.to_owned());
    let member = Member { book, person, name, salt, effort: EFFORT, by_pin, by_recovery };
    keyring.people.push(member.clone());
    save(&keyring).await?;
    Ok((member, key))
}

/// Opens a book with the recovery key, and gives it a new PIN.
pub async fn recover(member: &Member, recovery: &[u8], pin: &str) -> Result<(Member, DataKey), Failure> {
    let key = unwrap(&recovery_key(recovery)?, &member.by_recovery).await?;
    Ok((renewed(member, pin, &key).await?, key))
}

/// The same book under a new PIN, written down. Until it is, the old PIN opens it.
pub async fn renewed(member: &Member, pin: &str, key: &DataKey) -> Result<Member, Failure> {
    let (salt, by_pin) = under_pin(pin, key).await?;
    let changed = Member { salt, by_pin, effort: EFFORT, ..member.clone() };
    let mut keyring = load().await?;
    let place = keyring.people.iter_mut().find(|known| known.book == member.book);
    *place.ok_or_else(|| damaged(&"the book is not in the keyring"))? = changed.clone();
    save(&keyring).await?;
    Ok(changed)
}

async fn save(keyring: &Keyring) -> Result<(), Failure> {
    let json = codec::to_json(keyring).map_err(|error| damaged(&error))?;
    settled(js::put_keyring(&json)).await.map(drop)
}

async fn under_pin(pin: &str, key: &DataKey) -> Result<(String, String), Failure> {
    let salt: [u8; 16] = random()?;
    let wrapped = wrap(&worked_out(pin, &salt, EFFORT).await?, key).await?;
    Ok((hex::encode(salt), wrapped))
}

async fn worked_out(pin: &str, salt: &[u8], effort: Effort) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let key = settled(js::work_out(pin, salt, effort.memory, effort.rounds, effort.lanes)).await?;
    key_in(&key)
}

/// Takes a key over from a script, where it is wiped.
fn key_in(value: &JsValue) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let given: &Uint8Array = value.dyn_ref().ok_or_else(|| damaged(&"no key came"))?;
    let bytes = Zeroizing::new(given.to_vec());
    given.fill(0, 0, given.length());
    let key = bytes.as_slice().try_into().map_err(|_| damaged(&"the key has another length"))?;
    Ok(Zeroizing::new(key))
}

fn recovery_key(bytes: &[u8]) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let key: [u8; 32] = bytes.try_into().map_err(|_| damaged(&"the server gave no recovery key"))?;
    Ok(Zeroizing::new(key))
}

async fn wrap(under: &Zeroizing<[u8; 32]>, key: &DataKey) -> Result<String, Failure> {
    let (under, key) = (Uint8Array::from(under.as_slice()), Uint8Array::from(key.0.as_slice()));
    let wrapped = settled(js::wrap(under, key)).await?;
    wrapped.as_string().ok_or_else(|| damaged(&"no wrapped key came"))
}

async fn unwrap(under: &Zeroizing<[u8; 32]>, wrapped: &str) -> Result<DataKey, Failure> {
    let key = settled(js::unwrap(Uint8Array::from(under.as_slice()), wrapped)).await?;
    Ok(DataKey(key_in(&key)?))
}

fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Failure::other)?;
    Ok(bytes)
}

fn damaged(why: &impl ToString) -> Failure {
    Failure { kind: Kind::Damaged, message: why.to_string() }
}
