//! Bundle files (tệp gói) that reach the office on a stick: the same changes, tips and photos by another way.

use super::accept::{self, Receipt};
use super::parcel::{self, Parcel, Signers};
use crate::accounts::Scope;
use crate::clock;
use crate::photos::{self, Shelf};
use crate::store::{self, Store, campaign, device};
use inspection::bundle::{self, Bundle, BundledVisit};
use inspection::exchange;
use schemas::ids::CampaignId;
use schemas::wire::DocPush;

/// Why a bundle was not taken. Nothing of its text was; photos that were taken before stay.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is damaged, foreign or over a limit.
    #[error(transparent)]
    Refused(#[from] bundle::Refused),
    /// Its campaign is not planned here.
    #[error("campaign {0} is not planned here; import its plan first")]
    UnknownCampaign(CampaignId),
    /// It was made by a device that was never enrolled here.
    #[error("device {0}, which made this bundle, was never enrolled here")]
    UnknownDevice(schemas::ids::DeviceId),
    /// Its changes are not well-formed.
    #[error(transparent)]
    Changes(#[from] inspection::Error),
    /// A photo could not be kept.
    #[error("photo {id}: {cause}")]
    Photo {
        /// Which.
        id: schemas::ids::PhotoId,
        /// Why.
        #[source]
        cause: photos::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a bundle came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Changes that are safe in the log, those known before included.
    pub accepted: u32,
    /// Changes that wait for others and were not taken.
    pub held: usize,
    /// Changes kept aside.
    pub quarantined: usize,
    /// Photos that are here now.
    pub photos: usize,
}

/// Takes a bundle file. Doing it again does nothing. A running server merges within seconds.
pub async fn take(store: &Store, shelf: &Shelf, file: &[u8]) -> Result<Taken, Error> {
    let id = bundle::campaign(file)?;
    let asked = id.clone();
    let planned = store.read(move |reader| campaign::get(reader, &Scope::operator(), &asked)).await?;
    let key = planned.ok_or(Error::UnknownCampaign(id))?.bundle_key;
    let Bundle { device: maker, visits, photos, .. } = bundle::open(file, &key)?;
    let carrier = maker.clone();
    if store.read(move |reader| device::get(reader, &carrier)).await?.is_none() {
        return Err(Error::UnknownDevice(maker));
    }
    let pushes = visits.iter().map(push).collect::<Result<Vec<_>, _>>()?;
    let parcels = store.read(move |reader| read(reader, &pushes)).await??;
    let now = clock::now();
    let carrier = maker.clone();
    let receipts = store
        .write(move |tx| -> Result<Vec<Receipt>, store::Error> {
            parcels.iter().map(|parcel| accept::accept(tx, parcel, &carrier, now)).collect()
        })
        .await?;
    let mut taken = Taken::default();
    for receipt in receipts {
        taken.accepted += receipt.accepted;
        taken.held += receipt.held.len();
        taken.quarantined += receipt.quarantined.len();
    }
    for (id, bytes) in photos {
        let kept = shelf.keep(store, id, bytes, maker.clone(), now).await;
        kept.map_err(|cause| Error::Photo { id, cause })?;
        taken.photos += 1;
    }
    Ok(taken)
}

fn push(bundled: &BundledVisit) -> Result<DocPush, inspection::Error> {
    Ok(DocPush {
        visit: bundled.visit,
        cursor: 0,
        changes: exchange::pack(bundled.changes.iter().map(Vec::as_slice))?,
        tips: bundled.tips.clone(),
        writer: None,
        have: None,
    })
}

fn read(
    reader: &store::Reader,
    pushes: &[DocPush],
) -> Result<Result<Vec<Parcel>, inspection::Error>, store::Error> {
    let mut signers = Signers::default();
    let parcels = pushes.iter().map(|push| parcel::read(reader, &mut signers, push));
    Ok(parcels.collect::<Result<Vec<_>, _>>()?.into_iter().collect())
}
