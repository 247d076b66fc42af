//! All organisations in memory: found by id, by a unit's code and date, by what people type; with what is above and below.

use super::csv;
use crate::store::organisation::{self, Kind, Organisation, Period};
use crate::store::{Error, Reader, meta};
use chrono::NaiveDate;
use schemas::ids::{OrganisationId, UnitCode};
use schemas::text::{Language, fold};
use schemas::units::Catalogue;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Deepest tree that is walked; a cycle, which loading refuses, would end here.
const DEPTH: usize = 16;

/// All organisations at one moment. Built from the database, which alone holds them, and then only read.
#[derive(Debug, Default)]
pub struct Directory {
    version: u64,
    organisations: Vec<Organisation>,
    positions: HashMap<OrganisationId, usize>,
    by_code: HashMap<UnitCode, Vec<usize>>,
    children: HashMap<OrganisationId, Vec<usize>>,
    successors: HashMap<OrganisationId, Vec<usize>>,
    kinds: Vec<Kind>,
    catalogue: Catalogue,
}

impl Directory {
    /// Everything that the database holds.
    pub fn read(reader: &Reader) -> Result<Self, Error> {
        let version = meta::organisations_version(reader)?;
        Self::new(version, organisation::all(reader)?, organisation::kinds(reader)?)
    }

    fn new(version: u64, organisations: Vec<Organisation>, kinds: Vec<Kind>) -> Result<Self, Error> {
        let catalogue = Catalogue::parse(&csv::of_units(&organisations))
            .map_err(|_| Error::Incomplete("administrative units that fit together"))?;
        let mut directory = Self { version, kinds, catalogue, ..Self::default() };
        for (at, organisation) in organisations.iter().enumerate() {
            directory.positions.insert(organisation.id.clone(), at);
            if let Some(code) = &organisation.code {
                directory.by_code.entry(code.clone()).or_default().push(at);
            }
            let mut parents: Vec<_> = organisation.periods.iter().filter_map(|p| p.parent.clone()).collect();
            parents.dedup();
            for parent in parents {
                directory.children.entry(parent).or_default().push(at);
            }
            for predecessor in organisation.periods.iter().flat_map(|period| &period.predecessors) {
                if *predecessor != organisation.id {
                    directory.successors.entry(predecessor.clone()).or_default().push(at);
                }
            }
        }
        directory.organisations = organisations;
        Ok(directory)
    }

    /// Administrative units by code and date.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// All organisations by id.
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// All kinds in their order.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// A kind.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// Kinds of bodies, with their names.
    pub fn body_kinds(&self, language: Language) -> Vec<(String, String)> {
        let bodies = self.kinds.iter().filter(|kind| !kind.is_unit && kind.id != "country");
        bodies.map(|kind| (kind.id.clone(), kind.name(language).to_owned())).collect()
    }

    /// The organisation with this id.
    pub fn get(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.positions.get(id).and_then(|at| self.organisations.get(*at))
    }

    /// The organisations that ever had a unit's code.
    pub fn with_code(&self, code: &UnitCode) -> impl Iterator<Item = &Organisation> {
        self.by_code.get(code).into_iter().flatten().filter_map(|at| self.organisations.get(*at))
    }

    /// What an organisation was on a day; before its beginning its first, after its end its last period.
    pub fn at(&self, id: &OrganisationId, day: NaiveDate) -> Option<&Period> {
        let periods = &self.get(id)?.periods;
        let begun = |period: &&Period| period.valid_from.is_none_or(|from| from <= day);
        periods.iter().rev().find(begun).or_else(|| periods.first())
    }

    /// The organisation that has a unit's code on a day.
    pub fn of_unit(&self, code: &UnitCode, day: NaiveDate) -> Option<&Organisation> {
        self.with_code(code).find(|organisation| organisation.periods.iter().any(|period| period.holds(day)))
    }

    /// Kind and name of units, the name of bodies: "Xã Phượng Dực", "Sở Nội vụ thành phố Hà Nội".
    pub fn full_name(&self, period: &Period) -> String {
        match self.kind(&period.kind).filter(|kind| kind.is_unit) {
            Some(kind) if kind.id == "provincial_city" => format!("Thành phố {}", period.name),
            Some(kind) => format!("{} {}", kind.name(Language::Vi), period.name),
            None => period.name.clone(),
        }
    }

    /// The full name of an organisation on a day; its id where it is unknown.
    pub fn name(&self, id: &OrganisationId, day: NaiveDate) -> String {
        self.at(id, day).map_or_else(|| id.to_string(), |period| self.full_name(period))
    }

    /// The organisations above on a day, nearest first, without the organisation itself.
    pub fn above(&self, id: &OrganisationId, day: NaiveDate) -> Vec<&OrganisationId> {
        let mut above = Vec::new();
        let mut below = id;
        while let Some(parent) = self.at(below, day).and_then(|period| period.parent.as_ref()) {
            if above.len() == DEPTH {
                break;
            }
            above.push(parent);
            below = parent;
        }
        above
    }

    /// The organisations directly below on a day: in the order of kinds, then of names.
    pub fn below(&self, id: &OrganisationId, day: NaiveDate) -> Vec<(&Organisation, &Period)> {
        let mut below: Vec<(&Organisation, &Period)> = self
            .children
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|at| self.organisations.get(*at))
            .filter_map(|child| Some((child, child.periods.iter().find(|period| period.holds(day))?)))
            .filter(|(_, period)| period.parent.as_ref() == Some(id))
            .collect();
        let place = |kind: &str| self.kinds.iter().position(|known| known.id == kind);
        below.sort_by_cached_key(|(child, period)| {
            (place(&period.kind), fold(&period.name), child.id.clone())
        });
        below
    }

    /// Those that took over from an organisation, with the day from which.
    pub fn successors(&self, id: &OrganisationId) -> Vec<(&Organisation, &Period)> {
        let all = self.successors.get(id).into_iter().flatten().filter_map(|at| self.organisations.get(*at));
        all.flat_map(|next| next.periods.iter().map(move |period| (next, period)))
            .filter(|(_, period)| period.predecessors.contains(id))
            .collect()
    }

    /// The lowest organisation that is above all of these, each on its day; the top if there is none.
    pub fn common(&self, units: &[(OrganisationId, NaiveDate)]) -> OrganisationId {
        let line = |(id, day): &(OrganisationId, NaiveDate)| -> Vec<OrganisationId> {
            std::iter::once(id).chain(self.above(id, *day)).cloned().collect()
        };
        let Some((first, rest)) = units.split_first() else { return OrganisationId::top() };
        // A plan for one commune is still made by those above it.
        let mut common =
            line(first).split_off(usize::from(self.get(&first.0).is_some_and(|o| o.code.is_some())));
        for other in rest {
            let other = line(other);
            common.retain(|id| other.contains(id));
        }
        common.into_iter().next().unwrap_or_else(OrganisationId::top)
    }

    /// The organisations that fit what somebody typed, in force on a day, best first. Accents do not matter.
    pub fn search(&self, query: &str, day: NaiveDate, limit: usize) -> Vec<(&Organisation, &Period)> {
        let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let bodies = self.organisations.iter().filter(|organisation| organisation.code.is_none());
        let bodies = bodies.filter_map(|body| {
            let period = body.periods.iter().find(|period| period.holds(day))?;
            let name = fold(&period.name);
            words.iter().all(|word| name.contains(word.as_str())).then_some((body, period))
        });
        let units = self.catalogue.search(query, day, limit);
        let units = units.into_iter().filter_map(|unit| {
            let organisation = self.of_unit(&unit.code, day)?;
            Some((organisation, organisation.periods.iter().find(|period| period.holds(day))?))
        });
        // Whole names of units come before bodies, whose names usually hold that of a unit.
        let mut found: Vec<_> = units.collect();
        let bodies: Vec<_> = bodies.collect();
        let before = found.len().min(limit / 2);
        let after = found.split_off(before);
        found.extend(bodies);
        found.extend(after);
        found.truncate(limit);
        found
    }
}

/// The directory as it stands, built again when organisations changed, also by a command beside the server.
#[derive(Debug, Clone, Default)]
pub struct Directories(Arc<RwLock<Option<Arc<Directory>>>>);

impl Directories {
    /// The directory of this snapshot of the database.
    pub fn get(&self, reader: &Reader) -> Result<Arc<Directory>, Error> {
        let version = meta::organisations_version(reader)?;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.version == version) {
            return Ok(kept);
        }
        let fresh = Arc::new(Directory::read(reader)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}
