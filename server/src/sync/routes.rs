//! `POST /api/v1/sync`.

use super::accept::{self, Receipt};
use super::parcel::{self, Parcel, Signers};
use super::{feed, verify};
use crate::accounts::AnyDevice;
use crate::clock;
use crate::config::Config;
use crate::http::Wire;
use crate::problem::Problem;
use crate::store::{self, Store, device, meta, person, photo, visit};
use rocket::State;
use rocket::fairing::AdHoc;
use schemas::wire::{PROTOCOL, SyncRequest, SyncResponse};
use std::sync::Arc;

/// Most documents in one request.
const MAX_DOCS: usize = 50;
/// Most photos asked for in one request.
const MAX_PHOTOS_ASKED: usize = 5_000;

/// Takes what a tablet has not been acknowledged yet, answers with what it has not seen. Right: an enrolled device; a
/// revoked one may send, but what it sends is kept aside and nothing is handed out to it.
#[rocket::post("/api/v1/sync", data = "<request>")]
async fn sync(
    device: AnyDevice,
    request: Wire<SyncRequest>,
    store: &State<Store>,
    queue: &State<verify::Queue>,
) -> Result<Wire<SyncResponse>, Problem> {
    let request = Arc::new(request.0);
    check_size(&request)?;
    let now = clock::now();
    let device = Arc::new(match device {
        AnyDevice::Active(device) => device.0,
        AnyDevice::Revoked(device) => device,
    });

    let asked = Arc::clone(&request);
    let parcels = store.read(move |reader| read_parcels(reader, &asked)).await??;
    let pushed: Vec<_> = parcels.iter().filter(|p| !p.changes.is_empty()).map(|p| p.visit).collect();

    let (carrier, asked) = (Arc::clone(&device), Arc::clone(&request));
    let receipts = store
        .write(move |tx| -> Result<Vec<Receipt>, store::Error> {
            let skew = asked.clock.saturating_sub(now);
            device::seen(tx, &carrier.id, now, skew, asked.unsent_photos, asked.about.as_ref())?;
            parcels.iter().map(|parcel| accept::accept(tx, parcel, &carrier.id, now)).collect()
        })
        .await?;
    queue.add(pushed);

    let response = store.read(move |reader| answer(reader, &request, receipts, &device, now)).await?;
    Ok(Wire(response))
}

fn check_size(request: &SyncRequest) -> Result<(), Problem> {
    let malformed = |what: String| Err(Problem::Malformed { what });
    if request.proto != PROTOCOL {
        return malformed(format!("protocol {} is not spoken here, only {PROTOCOL}", request.proto));
    }
    if request.docs.len() > MAX_DOCS {
        return malformed(format!("{} documents in one request, at most {MAX_DOCS}", request.docs.len()));
    }
    if request.photos_asked.len() > MAX_PHOTOS_ASKED {
        return malformed(format!("more than {MAX_PHOTOS_ASKED} photos asked for in one request"));
    }
    Ok(())
}

fn read_parcels(
    reader: &store::Reader,
    request: &SyncRequest,
) -> Result<Result<Vec<Parcel>, Problem>, store::Error> {
    let mut signers = Signers::default();
    let mut parcels = Vec::with_capacity(request.docs.len());
    for push in &request.docs {
        match parcel::read(reader, &mut signers, push)? {
            Ok(parcel) => parcels.push(parcel),
            Err(error) => {
                return Ok(Err(Problem::Malformed { what: format!("changes of {}: {error}", push.visit) }));
            }
        }
    }
    Ok(Ok(parcels))
}

fn answer(
    reader: &store::Reader,
    request: &SyncRequest,
    receipts: Vec<Receipt>,
    device: &device::Device,
    now: i64,
) -> Result<SyncResponse, store::Error> {
    let mut docs = Vec::with_capacity(request.docs.len());
    for (push, receipt) in request.docs.iter().zip(receipts) {
        let welcome = device.revoked_at.is_none() && visit::is_assigned(reader, &push.visit, &device.person)?;
        let mut pull = match welcome {
            true => feed::news(reader, push, &device.id, receipt.grew)?,
            false => feed::nothing(push),
        };
        pull.accepted = receipt.accepted;
        pull.held = receipt.held;
        pull.quarantined.extend(receipt.quarantined);
        docs.push(pull);
    }
    Ok(SyncResponse {
        epoch: meta::epoch(reader)?.ok_or(store::Error::Incomplete("an epoch"))?,
        now,
        docs,
        photos_missing: photo::missing(reader, &request.photos_asked)?,
        worklist_version: person::worklist_version(reader, &device.person)?,
    })
}

/// Mounts the route and starts the thread that verifies.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("sync", |rocket| async {
        let queue = verify::Queue::default();
        let rocket = rocket.mount("/", rocket::routes![sync]).manage(queue.clone());
        let (Some(store), Some(config)) = (rocket.state::<Store>(), rocket.state::<Config>()) else {
            return rocket;
        };
        match verify::start(store.clone(), &config.program, queue) {
            Ok(_) => rocket,
            Err(error) => {
                rocket::error!("the verifier does not start: {error}");
                rocket
            }
        }
    })
}
