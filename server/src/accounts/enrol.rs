use super::Address;
use crate::http::Wire;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::{self, Error, Store, Tx};
use crate::{clock, secret};
use rocket::State;
use schemas::ids::{DeviceId, PersonId};
use schemas::wire::{EnrolRequest, EnrolResponse, Millis, RecoverRequest, RecoverResponse};
use serde_json::json;

/// Groups of four characters in an enrolment code: 58 bits, short enough to read aloud.
pub const ENROLMENT_CODE_GROUPS: usize = 3;
/// Longest name that a device may give itself, in characters.
const LONGEST_NAME: usize = 100;

/// Makes a one-time code for a person's tablet. It is told once and kept only as a hash.
pub fn enrolment_code(tx: &Tx, person: &PersonId, now: Millis, expires_at: Millis) -> Result<String, Error> {
    let code = secret::readable_code(ENROLMENT_CODE_GROUPS);
    store::enrolment::add(tx, &secret::hash(&code), person, now, expires_at)?;
    Ok(code)
}

/// Whoever has a valid code.
#[rocket::post("/enrol", data = "<request>")]
pub(super) async fn enrol(
    request: Wire<EnrolRequest>,
    address: Address,
    store: &State<Store>,
) -> Result<Wire<EnrolResponse>, Problem> {
    let EnrolRequest { code, public_key, device_name } = request.0;
    let public_key: [u8; 32] = public_key.try_into().map_err(|_| Problem::InvalidPublicKey)?;
    let valid = ed25519_dalek::VerifyingKey::from_bytes(&public_key).is_ok_and(|key| !key.is_weak());
    if !valid {
        return Err(Problem::InvalidPublicKey);
    }
    let name: String = device_name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let (hash, now) = (secret::hash(&secret::typed_code(&code)), clock::now());
    let address = address.text();
    store.write(move |tx| enrol_device(tx, &hash, name, public_key, &address, now)).await.map(Wire)
}

fn enrol_device(
    tx: &Tx,
    hash: &[u8; 32],
    name: String,
    public_key: [u8; 32],
    address: &str,
    now: Millis,
) -> Result<EnrolResponse, Problem> {
    let person = redeem(tx, hash, now)?;
    let id: DeviceId =
        ulid::Ulid::from_parts(u64::try_from(now).unwrap_or(0), u128::from_be_bytes(secret::random()))
            .to_string()
            .parse()
            .map_err(Problem::internal)?;
    let token = secret::token();
    let device = store::device::Device {
        id: id.clone(),
        person: person.id.clone(),
        person_name: person.name.clone(),
        name,
        public_key,
        enrolled_at: now,
        revoked_at: None,
        last_seen: None,
        clock_skew_ms: None,
        unsent_photos: 0,
        app_version: None,
        free_bytes: None,
        revoked_reason: String::new(),
        later_work: None,
    };
    store::device::add(tx, &device, &secret::hash(&token))?;
    store::enrolment::mark_used(tx, hash, Some(&id), now)?;
    // Team mates need the new device's key to check its signatures.
    let mates = store::person::team_mates(tx, &person.id)?;
    store::person::touch_worklists(tx, &mates)?;
    let deed = Deed::new("device-enrolled", &id).after(json!({ "person": person.id, "name": device.name }));
    audit::append(tx, now, &By::person(&person.id, address), deed)?;
    let recovery = store::person::recovery_key(tx, &person.id, secret::random(), now)?.to_vec();
    Ok(EnrolResponse { device: id, token, person: person.id, person_name: person.name, recovery })
}

/// Whoever has a valid code: the key opens only a tablet that one has in the hand.
#[rocket::post("/recover", data = "<request>")]
pub(super) async fn recover(
    request: Wire<RecoverRequest>,
    address: Address,
    store: &State<Store>,
) -> Result<Wire<RecoverResponse>, Problem> {
    let (hash, now) = (secret::hash(&secret::typed_code(&request.0.code)), clock::now());
    let address = address.text();
    let recovered = move |tx: &Tx| {
        let person = redeem(tx, &hash, now)?;
        store::enrolment::mark_used(tx, &hash, None, now)?;
        let recovery = store::person::recovery_key(tx, &person.id, secret::random(), now)?.to_vec();
        let deed = Deed::new("recovery-key-given", &person.id);
        audit::append(tx, now, &By::person(&person.id, &address), deed)?;
        Ok::<_, Problem>(RecoverResponse { person: person.id, person_name: person.name, recovery })
    };
    store.write(recovered).await.map(Wire)
}

/// For whom a code was given out, if it can still be used. Whoever redeems it marks it.
fn redeem(tx: &Tx, hash: &[u8; 32], now: Millis) -> Result<store::person::Person, Problem> {
    let code = store::enrolment::get(tx, hash)?.ok_or(Problem::CodeUnknown)?;
    if code.used_at.is_some() {
        return Err(Problem::CodeUsed);
    }
    if now >= code.expires_at || code.withdrawn_at.is_some() {
        return Err(Problem::CodeExpired);
    }
    store::person::named(tx, &code.person)?.ok_or(Problem::CodeUnknown)
}
