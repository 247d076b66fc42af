//! Collects from the store what a report is made of, in one snapshot of the database.

use super::Error;
use crate::accounts::Scope;
use crate::store::change::Author;
use crate::store::device::Device;
use crate::store::person::Person;
use crate::store::team::Team;
use crate::store::{
    Reader, assessment, campaign, change, device, person, photo, publication, quarantine, team, template,
    visit,
};
use chrono::NaiveDate;
use inspection::{Inspection, Record};
use schemas::evaluate::Assessment;
use schemas::ids::{ActorId, CampaignId, DeviceId, PersonId, PhotoId, TemplateHash, UnitCode, VisitId};
use schemas::review::Confirmed;
use schemas::template::Template;
use std::collections::{BTreeSet, HashMap};

/// A report's raw material.
pub(super) struct Facts {
    /// The plan.
    pub(super) campaign: campaign::Campaign,
    /// The visit.
    pub(super) visit: visit::Visit,
    /// The checklist and its hash.
    pub(super) template: Template,
    /// Hash of the checklist.
    pub(super) hash: TemplateHash,
    /// The team.
    pub(super) team: Option<Team>,
    /// People of the team and of the record.
    pub(super) people: HashMap<PersonId, Person>,
    /// What has been merged so far; none if nothing has arrived.
    pub(super) work: Option<Work>,
    /// Changes that are not verified yet.
    pub(super) waiting: u64,
    /// Changes kept aside.
    pub(super) quarantined: u64,
    /// What is left of the findings after review; none = they stand as the rules make them.
    pub(super) confirmed: Option<Vec<Confirmed>>,
}

/// The merged record and what it means.
pub(super) struct Work {
    /// The document with its history.
    pub(super) document: Inspection,
    /// What it says now.
    pub(super) record: Record,
    /// What that means.
    pub(super) assessment: Assessment,
    /// Who wrote as which actor.
    pub(super) authors: HashMap<ActorId, Author>,
    /// Tablets that wrote or signed.
    pub(super) devices: HashMap<DeviceId, Device>,
    /// Photos and pictures of signatures that have not arrived.
    pub(super) missing: BTreeSet<PhotoId>,
}

/// The visit of a unit in a campaign: on that day, or else the last one planned. Cancelled ones only where there is no
/// other.
pub(super) fn find(
    reader: &Reader,
    scope: &Scope,
    campaign: &CampaignId,
    unit: &UnitCode,
    date: Option<NaiveDate>,
) -> Result<Option<visit::Visit>, Error> {
    let mut visits = visit::of_campaign(reader, scope, campaign)?;
    visits.retain(|visit| visit.unit == *unit && date.is_none_or(|date| visit.date == date));
    Ok(visits.into_iter().max_by_key(|visit| (visit.cancelled_at.is_none(), visit.date)))
}

/// A published template as data. It was checked when it was published.
pub(super) fn template(reader: &Reader, hash: &TemplateHash) -> Result<Template, Error> {
    let published = template::get(reader, hash)?
        .ok_or(Error::Store(crate::store::Error::Incomplete("the template of a visit")))?;
    Ok(serde_json::from_str(&published.canonical)?)
}

/// Everything about one visit.
pub(super) fn gather(reader: &Reader, scope: &Scope, visit: visit::Visit) -> Result<Facts, Error> {
    let campaign = campaign::get(reader, scope, &visit.campaign)?
        .ok_or(Error::Store(crate::store::Error::Incomplete("the campaign of a visit")))?;
    let team = team::list(reader, &visit.campaign)?.into_iter().find(|team| team.id == visit.team);
    let document = change::find(reader, &visit.id)?;
    let work = match document {
        Some(document) => work(reader, &visit.id, document.no)?,
        None => None,
    };
    let mut known: BTreeSet<PersonId> =
        team.iter().flat_map(|team| &team.members).map(|member| member.person.clone()).collect();
    if let Some(work) = &work {
        known.extend(work.authors.values().map(|author| author.tip.person.clone()));
        known.extend(work.record.signatures.iter().map(|signature| signature.person.clone()));
    }
    let mut people = HashMap::new();
    for id in known {
        people.extend(person::named(reader, &id)?.map(|person| (id, person)));
    }
    Ok(Facts {
        template: template(reader, &visit.template)?,
        hash: visit.template,
        campaign,
        team,
        people,
        work,
        waiting: document.map_or(0, |document| document.waiting + document.outdated),
        quarantined: quarantine::count(reader, &visit.id)?,
        confirmed: None,
        visit,
    })
}

/// The same visit as a published report has it: its record and its meaning on that day, without what came later.
pub(super) fn pinned(
    reader: &Reader,
    scope: &Scope,
    visit: visit::Visit,
    published: &publication::Publication,
) -> Result<Facts, Error> {
    let mut facts = gather(reader, scope, visit)?;
    facts.visit.unit_name = published.unit_name.clone();
    (facts.waiting, facts.quarantined) = (0, 0);
    facts.confirmed = Some(published.confirmed.clone());
    if let Some(work) = &mut facts.work {
        work.document = work.document.at(&published.heads)?;
        work.record = work.document.record()?;
        work.assessment = published.assessment.clone();
        let pictures: Vec<PhotoId> = work.record.pictures().into_keys().collect();
        work.missing = photo::missing(reader, &pictures)?.into_iter().collect();
    }
    Ok(facts)
}

fn work(reader: &Reader, visit: &VisitId, no: change::DocumentNo) -> Result<Option<Work>, Error> {
    let (Some(kept), Some(snapshot)) = (assessment::get(reader, visit)?, assessment::snapshot(reader, no)?)
    else {
        return Ok(None);
    };
    let record: Record = serde_json::from_str(&kept.record)?;
    let authors = change::authors(reader, visit, no)?;
    let written = authors.iter().map(|author| &author.tip.device);
    let signed = record.signatures.iter().map(|signature| &signature.device);
    let mut devices = HashMap::new();
    for id in written.chain(signed).collect::<BTreeSet<_>>() {
        devices.extend(device::get(reader, id)?.map(|device| (id.clone(), device)));
    }
    Ok(Some(Work {
        // The office's own snapshot: it was saved by the trial process, which loaded it again.
        document: Inspection::load(&snapshot.bytes)?,
        assessment: serde_json::from_str(&kept.assessment)?,
        authors: authors.into_iter().map(|author| (author.tip.actor, author)).collect(),
        missing: photo::missing(reader, &kept.photos)?.into_iter().collect(),
        devices,
        record,
    }))
}
