//! What of a tablet's work is here, visit by visit: for its page and for the page of a lost one.

use crate::accounts::Scope;
use crate::clock;
use crate::locale::Locale;
use crate::page::moment;
use crate::problem::Problem;
use crate::store::device::{self, Device};
use crate::store::visit::Visit;
use crate::store::{Reader, assessment, change, quarantine, team, visit};
use inspection::Record;
use schemas::ids::{ActorId, CampaignId, DeviceId, UnitCode};
use schemas::text::date;
use std::collections::BTreeSet;

/// Another tablet that has the same visit on its list.
pub(super) struct Copy {
    pub(super) id: DeviceId,
    pub(super) person: String,
    pub(super) seen: Option<String>,
    /// It has talked with the server after the last change came: what is here is there too.
    pub(super) whole: bool,
}

/// One visit of a tablet.
pub(super) struct Work {
    pub(super) campaign: CampaignId,
    pub(super) unit: UnitCode,
    pub(super) unit_name: String,
    pub(super) day: String,
    pub(super) iso_day: String,
    pub(super) cancelled: bool,
    /// Changes of this tablet that are here.
    pub(super) changes: u64,
    /// Answers and values of rows of this tablet that stand in the record.
    pub(super) answers: usize,
    /// Photos that the record describes, whoever took them; and those of them that have not arrived.
    pub(super) photos: u64,
    pub(super) missing: u64,
    /// When something of this tablet last came.
    pub(super) last: Option<String>,
    /// Changes of this tablet that are kept aside.
    pub(super) aside: u64,
    /// Somebody has signed the minutes.
    pub(super) signed: bool,
    pub(super) copies: Vec<Copy>,
}

impl Work {
    /// Whether nothing at all of this tablet has arrived.
    pub(super) fn nothing(&self) -> bool {
        self.changes == 0 && self.aside == 0
    }
}

/// The visits that a tablet has on its list, and those within the scope in which it wrote, the newest first. Whoever calls
/// has found the tablet within their scope.
pub(super) fn of(
    reader: &Reader,
    scope: &Scope,
    device: &Device,
    locale: Locale,
) -> Result<Vec<Work>, Problem> {
    let mut visits = visit::of_person(reader, &device.person)?;
    for id in change::visits_of(reader, &device.id)? {
        if visits.iter().all(|known| known.id != id) {
            visits.extend(visit::get(reader, scope, &id)?);
        }
    }
    visits.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.unit.cmp(&b.unit)));
    visits.into_iter().map(|planned| one(reader, device, planned, locale)).collect()
}

fn one(reader: &Reader, device: &Device, planned: Visit, locale: Locale) -> Result<Work, Problem> {
    let (mut changes, mut last) = (0, None);
    let mut actors: BTreeSet<ActorId> = BTreeSet::new();
    if let Some(document) = change::find(reader, &planned.id)? {
        (changes, last) = change::of_device(reader, document.no, &device.id)?;
        let authors = change::authors(reader, &planned.id, document.no)?;
        actors.extend(authors.iter().filter(|a| a.tip.device == device.id).map(|a| a.tip.actor));
    }
    let kept = assessment::get(reader, &planned.id)?;
    let record: Option<Record> = match &kept {
        Some(kept) => Some(serde_json::from_str(&kept.record).map_err(Problem::internal)?),
        None => None,
    };
    let photos = kept.as_ref().map(|kept| kept.photos.clone()).unwrap_or_default();
    let missing = crate::store::photo::missing(reader, &photos)?.len() as u64;
    let aside = quarantine::of_visit(reader, &planned.id)?;
    let tips = quarantine::tips(reader, &planned.id)?;
    actors.extend(tips.iter().filter(|tip| tip.device == device.id).map(|tip| tip.actor));
    let aside = aside.iter().filter(|kept| kept.actor.is_some_and(|actor| actors.contains(&actor)));
    let mut copies = Vec::new();
    for member in team::members(reader, &planned.campaign, &planned.team)? {
        for other in device::of_person(reader, &member.person)? {
            if other.id != device.id && other.revoked_at.is_none() {
                copies.push(Copy {
                    whole: last.is_some() && other.last_seen >= last,
                    seen: other.last_seen.map(|at| moment(at, locale)),
                    person: other.person_name,
                    id: other.id,
                });
            }
        }
    }
    Ok(Work {
        campaign: planned.campaign,
        unit: planned.unit,
        unit_name: planned.unit_name,
        day: date(planned.date, locale.0),
        iso_day: planned.date.to_string(),
        cancelled: planned.cancelled_at.is_some(),
        changes,
        answers: record.as_ref().map_or(0, |record| answers(record, &actors)),
        photos: photos.len() as u64,
        missing,
        last: last.map(|at| moment(at, locale)),
        aside: aside.count() as u64,
        signed: kept.is_some_and(|kept| kept.figures.signatures > 0),
        copies,
    })
}

fn answers(record: &Record, actors: &BTreeSet<ActorId>) -> usize {
    let fields = record.rows.values().flat_map(|rows| rows.values()).flat_map(|row| row.fields.values());
    let all = record.answers.values().chain(fields).flatten();
    all.filter(|version| actors.contains(&version.actor)).count()
}

/// Today in words, for what is printed.
pub(super) fn now_in_words(locale: Locale) -> String {
    moment(clock::now(), locale)
}
