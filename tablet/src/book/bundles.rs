//! Bundle files: everything of a visit or of all visits out, anything in. One file belongs to one campaign, because its
//! key is the campaign's; and it holds only so many photos as a tablet with little memory can pack at once.

use super::{Book, fresh_actor, now};
use crate::words::{language, t, with};
use client_core::{Effect, Error, Event, Session, photo_loads};
use inspection::bundle::{self, Bundle};
use litemap::LiteMap;
use schemas::ids::{CampaignId, PhotoId, VisitId};

/// Media type of a bundle file: no program but ours knows it.
pub const BUNDLE_TYPE: &str = "application/octet-stream";

/// A file that can be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    /// Title of the campaign.
    pub title: String,
    /// Which of the campaign's files it is, from 1, and of how many.
    pub number: (usize, usize),
    /// Name of the file.
    pub name: String,
    /// Visits whose text goes in.
    pub visits: Vec<VisitId>,
    /// Photos that go in.
    pub photos: Vec<PhotoId>,
    /// About its size in bytes.
    pub size: u64,
    campaign: CampaignId,
}

impl Book {
    /// The files that a visit comes to, or everything that is here.
    pub fn parcels(&self, visit: Option<VisitId>) -> Result<Vec<Parcel>, Error> {
        self.read(|session| {
            let mut campaigns: LiteMap<CampaignId, Vec<VisitId>> = LiteMap::new();
            for planned in &session.worklist().visits {
                if visit.is_none_or(|visit| visit == planned.id) {
                    campaigns.entry(planned.campaign.clone()).or_default().push(planned.id);
                }
            }
            let mut parcels = Vec::new();
            for (campaign, visits) in campaigns {
                parcels.extend(of_campaign(session, campaign, visits)?);
            }
            Ok(parcels)
        })
    }

    /// Makes a file. Photos that cannot be read are left out and counted.
    ///
    /// # Errors
    /// In words.
    pub async fn pack(&self, parcel: &Parcel) -> Result<(Vec<u8>, usize), String> {
        let words = |error: Error| error.text(language());
        let mut packed = self.read(|session| text_of(session, parcel)).map_err(words)?;
        let store = self.store().ok_or_else(|| t("second-tab"))?;
        let mut unreadable = 0;
        for id in &parcel.photos {
            match store.photo(&id.to_string()).await {
                Ok(bytes) => packed.photos.push((*id, bytes)),
                Err(_) => unreadable += 1,
            }
        }
        let key = self.read(|session| session.bundle_key(&parcel.campaign)).map_err(words)?;
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce).map_err(|error| error.to_string())?;
        let file = bundle::seal(&packed, &key, nonce).map_err(|error| words(error.into()))?;
        Ok((file, unreadable))
    }

    /// Takes a bundle file. What it brought is told on the board. Gives how many visits of it are not on this tablet's
    /// list: they are kept for the server, and no screen shows them.
    ///
    /// # Errors
    /// The whole file is refused, and why, in words.
    pub fn unpack(&self, file: &[u8]) -> Result<usize, String> {
        let fresh = fresh_actor().map_err(|error| error.to_string())?;
        let mut unlisted = 0;
        let mut see = |effect: &Effect| {
            if let Effect::Imported { unlisted: count, .. } = effect {
                unlisted = *count;
            }
        };
        let mut take = || {
            let campaign = bundle::campaign(file)?;
            let key = self.read(|session| session.bundle_key(&campaign))?;
            self.happen_seen(Event::Imported { bundle: bundle::open(file, &key)?, fresh }, &mut see)
        };
        take().map_err(|error: Error| error.text(language()))?;
        Ok(unlisted)
    }
}

fn of_campaign(session: &Session, campaign: CampaignId, visits: Vec<VisitId>) -> Result<Vec<Parcel>, Error> {
    let known = session.worklist().campaigns.iter().find(|known| known.id == campaign);
    let title = known.map_or_else(|| campaign.to_string(), |known| known.title.clone());
    let mut photos = Vec::new();
    for visit in &visits {
        photos.extend(session.export(Some(*visit), now())?.1);
    }
    photos.sort();
    photos.dedup();
    let size = |id: &PhotoId| session.photos().get(id).map_or(0, |photo| photo.size);
    let loads = photo_loads(photos.into_iter().map(|id| (id, size(&id))).collect());
    let of = loads.len();
    let day = crate::screens::today::today();
    let parcel = |(place, (photos, size)): (usize, (Vec<PhotoId>, u64))| Parcel {
        title: title.clone(),
        number: (place + 1, of),
        name: match of {
            1 => format!("sokiemtra-{campaign}-{day}.sktb"),
            _ => format!("sokiemtra-{campaign}-{day}-{}-{of}.sktb", place + 1),
        },
        visits: if place == 0 { visits.clone() } else { Vec::new() },
        photos,
        size,
        campaign: campaign.clone(),
    };
    Ok(loads.into_iter().enumerate().map(parcel).collect())
}

/// A parcel without its photos.
fn text_of(session: &Session, parcel: &Parcel) -> Result<Bundle, Error> {
    let identity = session.identity().ok_or(Error::NotEnrolled)?;
    let mut visits = Vec::new();
    for visit in &parcel.visits {
        visits.extend(session.export(Some(*visit), now())?.0.visits);
    }
    let (device, person) = (identity.device.clone(), identity.person.clone());
    Ok(Bundle { campaign: parcel.campaign.clone(), device, person, at: now(), visits, photos: Vec::new() })
}

/// A parcel in words: `2 cuộc kiểm tra, 38 ảnh, khoảng 21 MB`.
pub fn describe(parcel: &Parcel) -> String {
    let megabytes = parcel.size.div_ceil(1_000_000);
    let (visits, photos) = (parcel.visits.len(), parcel.photos.len());
    with("parcel-holds", [("visits", visits as u64), ("photos", photos as u64), ("megabytes", megabytes)])
}
