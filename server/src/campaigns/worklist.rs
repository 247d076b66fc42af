use crate::accounts::{Device, Scope};
use crate::http::Wire;
use crate::problem::Problem;
use crate::store::{self, Reader, Store};
use rocket::State;
use schemas::ids::{CampaignId, ItemId, PersonId};
use schemas::review::{Stamp, carried_over};
use schemas::wire::{SentBack, TeamMember, Worklist, WorklistCampaign, WorklistVisit};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// The calling tablet; it is told of its own teams' visits only.
#[rocket::get("/worklist")]
pub(super) async fn worklist(device: Device, store: &State<Store>) -> Result<Wire<Worklist>, Problem> {
    let person = device.person.clone();
    store.read(move |reader| Ok(Wire(worklist_of(reader, &person)?))).await
}

/// Everything that a person's tablets need for their visits.
pub fn worklist_of(reader: &Reader, person: &PersonId) -> Result<Worklist, store::Error> {
    let visits = store::visit::of_person(reader, person)?;
    let mut campaigns: BTreeMap<CampaignId, WorklistCampaign> = BTreeMap::new();
    let mut teams: BTreeMap<(CampaignId, String), Vec<TeamMember>> = BTreeMap::new();
    for visit in &visits {
        if !campaigns.contains_key(&visit.campaign)
            && let Some(campaign) = store::campaign::get(reader, &Scope::operator(), &visit.campaign)?
        {
            let store::campaign::Campaign { id, title, plan_number, bundle_key, targets, .. } = campaign;
            let bundle_key = bundle_key.to_vec();
            campaigns.insert(id.clone(), WorklistCampaign { id, title, plan_number, bundle_key, targets });
        }
        let key = (visit.campaign.clone(), visit.team.clone());
        if let Entry::Vacant(unread) = teams.entry(key) {
            unread.insert(store::team::members(reader, &visit.campaign, &visit.team)?);
        }
    }
    let people: BTreeSet<PersonId> =
        teams.values().flatten().map(|member| member.person.clone()).chain([person.clone()]).collect();
    let devices = store::device::known(reader, &people.into_iter().collect::<Vec<_>>())?;
    let with_findings = |visit: store::visit::Visit| {
        let previous = store::recommendation::of_previous(reader, &visit)?;
        let back = sent_back(reader, &visit)?;
        Ok((visit, previous, back))
    };
    let visits: Vec<_> = visits.into_iter().map(with_findings).collect::<Result<_, store::Error>>()?;
    let visits = visits.into_iter().map(|(visit, previous, sent_back)| WorklistVisit {
        team: teams.get(&(visit.campaign.clone(), visit.team)).cloned().unwrap_or_default(),
        id: visit.id,
        campaign: visit.campaign,
        unit: visit.unit,
        unit_name: visit.unit_name,
        province: visit.province,
        date: visit.date,
        half_day: visit.half_day,
        template: visit.template,
        previous_findings: previous.items.into_iter().collect(),
        previous_recommendations: Some(carried_over(previous.states)).filter(|(_, all)| *all > 0),
        sent_back,
    });
    Ok(Worklist {
        version: store::person::worklist_version(reader, person)?,
        visits: visits.collect(),
        campaigns: campaigns.into_values().collect(),
        devices,
    })
}

/// What reviewers sent back to the team of a visit.
fn sent_back(reader: &Reader, visit: &store::visit::Visit) -> Result<Vec<SentBack>, store::Error> {
    let review = store::review::log(reader, &visit.id)?;
    let one = |(item, (comment, stamp)): (&ItemId, (&str, &Stamp))| {
        let name = store::person::named(reader, &stamp.by)?.map(|person| person.name);
        Ok(SentBack {
            item: item.clone(),
            comment: comment.to_owned(),
            by: name.unwrap_or_else(|| stamp.by.to_string()),
            at: stamp.at,
        })
    };
    review.sent_back().into_iter().map(one).collect()
}
