//! A new list of units against what is known: which organisations are new, change, or go. Working it out changes nothing,
//! so it is also the preview; importing the same list again finds no difference.

use super::directory::Directory;
use super::reach::reach;
use crate::store::audit::{self, By, Deed};
use crate::store::organisation::{self, Organisation, Period};
use crate::store::{self, Tx};
use chrono::{Datelike, NaiveDate};
use schemas::ids::{OrganisationId, UnitCode};
use schemas::units::{Catalogue, Unit};
use schemas::wire::Millis;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// What a list of units would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Organisations that are new.
    pub added: Vec<Organisation>,
    /// Organisations as they are and as they would be.
    pub changed: Vec<(Organisation, Organisation)>,
    /// Units that the list no longer has.
    pub removed: Vec<Organisation>,
}

impl Difference {
    /// Whether the list says what is known already.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why a list cannot be taken although each of its lines is right.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// People, rights, plans, visits or bodies still refer to units that the list lacks.
    #[error("the list lacks units that are in use: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    InUse(Vec<OrganisationId>),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a list of units would change.
pub fn difference(directory: &Directory, list: &Catalogue) -> Difference {
    let mut difference = Difference::default();
    let mut kept = BTreeSet::new();
    for unit in organisations(directory, list) {
        kept.insert(unit.id.clone());
        match directory.get(&unit.id) {
            None => difference.added.push(unit),
            Some(known) if *known != unit => difference.changed.push((known.clone(), unit)),
            Some(_) => {}
        }
    }
    let units = directory.organisations().iter().filter(|organisation| organisation.code.is_some());
    difference.removed = units.filter(|unit| !kept.contains(&unit.id)).cloned().collect();
    difference
}

/// The rows of one code that are one unit: each but the first was made of the one before.
fn lives(list: &Catalogue) -> Vec<Vec<&Unit>> {
    let mut lives: Vec<Vec<&Unit>> = Vec::new();
    for unit in list.units() {
        let goes_on = |before: &&Unit| {
            before.code == unit.code
                && unit.predecessors.contains(&unit.code)
                && before.valid_to.and_then(|day| day.succ_opt()) == unit.valid_from
        };
        match lives.last_mut().filter(|life| life.last().is_some_and(goes_on)) {
            Some(life) => life.push(unit),
            None => lives.push(vec![unit]),
        }
    }
    lives
}

fn organisations(directory: &Directory, list: &Catalogue) -> Vec<Organisation> {
    let lives = lives(list);
    let mut ids: Vec<OrganisationId> = Vec::with_capacity(lives.len());
    let mut taken: BTreeSet<OrganisationId> = BTreeSet::new();
    for life in &lives {
        let id = known(directory, life, &taken).unwrap_or_else(|| fresh(directory, life, &taken));
        taken.insert(id.clone());
        ids.push(id);
    }
    let mut by_code: HashMap<&UnitCode, Vec<usize>> = HashMap::new();
    for (at, life) in lives.iter().enumerate() {
        if let Some(unit) = life.first() {
            by_code.entry(&unit.code).or_default().push(at);
        }
    }
    let of = |code: &UnitCode, day: NaiveDate| -> Option<OrganisationId> {
        let at = by_code.get(code)?.iter().find(|at| lives[**at].iter().any(|unit| unit.in_force(day)))?;
        Some(ids[*at].clone())
    };
    let period = |unit: &Unit| {
        let first = unit.valid_from.unwrap_or(NaiveDate::MIN);
        let the_day_before = unit.valid_from.and_then(|from| from.pred_opt());
        let above = match &unit.parent {
            Some(code) => of(code, first),
            None => Some(OrganisationId::top()),
        };
        let predecessors = unit.predecessors.iter().filter_map(|code| of(code, the_day_before?));
        Period {
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
            name: unit.name.to_string(),
            kind: unit.kind.as_str().to_owned(),
            parent: above,
            predecessors: predecessors.collect(),
        }
    };
    let with_id = |(life, id): (&Vec<&Unit>, &OrganisationId)| Organisation {
        id: id.clone(),
        code: life.first().map(|unit| unit.code.clone()),
        periods: life.iter().map(|unit| period(unit)).collect(),
    };
    lives.iter().zip(&ids).map(with_id).collect()
}

/// The organisation that these rows are about: it had the code on one of their days.
fn known(directory: &Directory, life: &[&Unit], taken: &BTreeSet<OrganisationId>) -> Option<OrganisationId> {
    let code = &life.first()?.code;
    let meets = |period: &Period| {
        life.iter().any(|unit| {
            let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| {
                matches!((end, start), (Some(end), Some(start)) if end < start)
            };
            !before(period.valid_to, unit.valid_from) && !before(unit.valid_to, period.valid_from)
        })
    };
    let mut all = directory.with_code(code).filter(|organisation| !taken.contains(&organisation.id));
    all.find(|organisation| organisation.periods.iter().any(meets))
        .map(|organisation| organisation.id.clone())
}

/// The code itself, or the code with the year in which the unit began, where another unit had the code before.
fn fresh(directory: &Directory, life: &[&Unit], taken: &BTreeSet<OrganisationId>) -> OrganisationId {
    let code = life.first().map(|unit| unit.code.to_string()).unwrap_or_default();
    let year = life.first().and_then(|unit| unit.valid_from).map(|day| day.year()).unwrap_or_default();
    let names = (1..).map(|n| match n {
        1 => code.clone(),
        2 => format!("{code}-{year}"),
        n => format!("{code}-{year}-{n}"),
    });
    let free = |id: &OrganisationId| directory.get(id).is_none() && !taken.contains(id);
    names.filter_map(|name| name.parse().ok()).find(free).unwrap_or_else(OrganisationId::top)
}

/// Carries out what [`difference`] found.
pub(super) fn apply(tx: &Tx, difference: &Difference, by: &By, now: Millis) -> Result<(), ApplyError> {
    let mut in_use = Vec::new();
    for unit in &difference.removed {
        if organisation::is_referred_to(tx, &unit.id)? {
            in_use.push(unit.id.clone());
        }
    }
    if !in_use.is_empty() {
        return Err(ApplyError::InUse(in_use));
    }
    if difference.is_empty() {
        return Ok(());
    }
    for unit in &difference.added {
        organisation::add(tx, unit, now)?;
    }
    for unit in difference.added.iter().chain(difference.changed.iter().map(|(_, after)| after)) {
        organisation::put(tx, unit, now)?;
    }
    let removed: Vec<OrganisationId> = difference.removed.iter().map(|unit| unit.id.clone()).collect();
    organisation::remove(tx, &removed)?;
    refresh(tx)?;
    let details = json!({ "added": difference.added.len(), "changed": difference.changed.len(),
        "removed": removed });
    Ok(audit::append(tx, now, by, Deed::new("units-imported", "units").with(details))?)
}

/// Works out again who reaches what. After every change to organisations.
pub fn refresh(tx: &Tx) -> Result<(), store::Error> {
    organisation::set_above(tx, &reach(&Directory::read(tx)?))
}
