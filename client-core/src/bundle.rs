//! Bundles as a tablet makes and takes them; the file itself is [`inspection::bundle`].

use crate::{Effect, Error, Kept, Origin, Session, Write};
use inspection::bundle::{Bundle, BundledVisit, CheckedVisit};
use inspection::exchange::Header;
use schemas::ids::{ActorId, CampaignId, PhotoId, VisitId};
use schemas::wire::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// Photos in one bundle file come to about this many bytes.
const MOST: u64 = 48 << 20;

/// Divides photos and their sizes so that no file holds much more than a tablet with little memory can pack at once. There
/// is always a first load, for the text.
pub fn photo_loads(photos: Vec<(PhotoId, u64)>) -> Vec<(Vec<PhotoId>, u64)> {
    let mut loads = vec![(Vec::new(), 0)];
    for (id, size) in photos {
        if loads.last().is_some_and(|(_, load)| *load > 0 && load + size > MOST) {
            loads.push((Vec::new(), 0));
        }
        if let Some((ids, load)) = loads.last_mut() {
            ids.push(id);
            *load += size;
        }
    }
    loads
}

impl Session {
    /// The key of a campaign's bundles.
    pub fn bundle_key(&self, campaign: &CampaignId) -> Result<[u8; 32], Error> {
        let found = self.worklist.campaigns.iter().find(|known| known.id == *campaign);
        let key = found.and_then(|known| known.bundle_key.as_slice().try_into().ok());
        key.ok_or_else(|| Error::UnknownCampaign(campaign.clone()))
    }

    /// Everything this tablet holds of one visit, or of all visits of its only campaign. The photos are named; their
    /// bytes are for the caller to fill in.
    pub fn export(&self, visit: Option<VisitId>, now: Millis) -> Result<(Bundle, Vec<PhotoId>), Error> {
        let identity = self.identity.as_ref().ok_or(Error::NotEnrolled)?;
        let chosen: Vec<_> = match visit {
            Some(visit) => vec![self.planned(&visit)?],
            None => self.worklist.visits.iter().collect(),
        };
        let campaigns: BTreeSet<&CampaignId> = chosen.iter().map(|planned| &planned.campaign).collect();
        let campaign = match campaigns.len() {
            1 => campaigns.into_iter().next().cloned(),
            0 => self.worklist.campaigns.first().map(|campaign| campaign.id.clone()),
            _ => return Err(Error::SeveralCampaigns),
        };
        let campaign = campaign.ok_or(Error::SeveralCampaigns)?;
        let (mut visits, mut photos) = (Vec::new(), BTreeSet::new());
        for planned in chosen {
            let bundled = self.bundled(planned.id);
            if let Ok(record) = self.record(&planned.id) {
                photos.extend(record.pictures().into_keys().filter(|id| self.photos.contains_key(id)));
            }
            if !bundled.changes.is_empty() {
                visits.push(bundled);
            }
        }
        let (device, person) = (identity.device.clone(), identity.person.clone());
        let bundle = Bundle { campaign, device, person, at: now, visits, photos: Vec::new() };
        Ok((bundle, photos.into_iter().collect()))
    }

    /// A visit's changes that tips vouch for. What nobody vouches for would make others refuse everything.
    fn bundled(&self, visit: VisitId) -> BundledVisit {
        let Some(state) = self.visits.get(&visit) else {
            return BundledVisit { visit, changes: Vec::new(), tips: Vec::new() };
        };
        let mut tips = BTreeMap::new();
        for tip in state.tips() {
            if state.kept(&tip.hash).is_some_and(|kept| !kept.set_aside) {
                tips.insert(tip.actor, tip);
            }
        }
        let covered =
            |kept: &&Kept| tips.get(&kept.header.actor).is_some_and(|tip| kept.header.seq <= tip.seq);
        let changes = state.changes().filter(|kept| !kept.set_aside).filter(covered);
        let changes = changes.map(|kept| kept.bytes.clone()).collect();
        BundledVisit { visit, changes, tips: tips.into_values().cloned().collect() }
    }

    pub(crate) fn import(&mut self, bundle: Bundle, fresh: ActorId, now: Millis) -> Vec<Effect> {
        let campaign = bundle.campaign.clone();
        let checked = match self.bundle_key(&campaign).and_then(|_| Ok(bundle.check(&self.worklist.devices)?))
        {
            Ok(checked) => checked,
            Err(error) => return vec![Effect::Refused { edit: None, error }],
        };
        let mut effects = Vec::new();
        let mut photos = Vec::new();
        for (id, bytes) in checked.photos {
            let sound = crate::photos::media_type(&bytes).and(crate::photos::check_size(bytes.len() as u64));
            if let Err(error) = sound {
                return vec![Effect::Refused { edit: None, error: error.into() }];
            }
            if !self.photos.contains_key(&id) {
                photos.push((id, bytes));
            }
        }
        let (mut changes, mut unlisted) = (0, 0);
        for CheckedVisit { visit, changes: incoming, tips } in checked.visits {
            let incoming = in_order(incoming);
            match self.absorb(visit, incoming, tips, Origin::Imported, (BTreeSet::new(), fresh), now) {
                Ok(absorbed) => {
                    changes += absorbed.new;
                    unlisted += usize::from(self.planned(&visit).is_err());
                    if let Some((changes, signatures)) = absorbed.rewritten {
                        effects.push(Effect::Rewritten { visit, changes, signatures });
                    }
                }
                Err(error) => effects.push(Effect::Trouble { visit, error }),
            }
        }
        effects.push(Effect::Imported { changes, photos: photos.len(), unlisted });
        for (id, bytes) in photos {
            let photo = crate::photos::PhotoFile { size: bytes.len() as u64, receipt: None };
            self.photos.insert(id, photo);
            self.push(vec![Write::PhotoBytes { id, bytes }]);
        }
        effects
    }
}

/// Causes before effects, whatever order the file has. What builds on something that is in neither place comes last.
fn in_order(changes: Vec<(Header, Vec<u8>)>) -> Vec<(Header, Vec<u8>)> {
    let mut waiting: BTreeSet<_> = changes.iter().map(|(header, _)| header.hash).collect();
    let mut rest = changes;
    let mut ordered = Vec::with_capacity(rest.len());
    loop {
        let before = rest.len();
        let mut later = Vec::new();
        for (header, bytes) in rest {
            if header.deps.iter().any(|dep| waiting.contains(dep)) {
                later.push((header, bytes));
            } else {
                waiting.remove(&header.hash);
                ordered.push((header, bytes));
            }
        }
        if later.is_empty() || later.len() == before {
            ordered.append(&mut later);
            return ordered;
        }
        rest = later;
    }
}
