//! Administrative units (đơn vị hành chính) and how they changed: a unit is found by its code and a date, because codes
//! were given to other units when the order changed on 1 July 2025, and kinds change under one code since.
//!
//! The data are the files in `units/`; their README names the sources.

mod kind;
mod load;
mod search;
#[cfg(test)]
mod tests;

pub use kind::{Level, UnitKind};
pub use load::{RowError, RowProblem};

use crate::{ids::UnitCode, text::Language};
use chrono::NaiveDate;
use std::collections::HashMap;

/// One unit in one period of its life. A change of name, kind or parent begins a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Code in the official list.
    pub code: UnitCode,
    /// Name without kind: "Phượng Dực".
    pub name: Box<str>,
    /// Tỉnh, xã, phường …
    pub kind: UnitKind,
    /// The unit that it belongs to; none for provinces and cities.
    pub parent: Option<UnitCode>,
    /// First day; none if the source does not say when it began, which counts as always.
    pub valid_from: Option<NaiveDate>,
    /// Last day; none while it is in force.
    pub valid_to: Option<NaiveDate>,
    /// Codes of the units in force on the day before `valid_from` that it was made of, wholly or in part.
    pub predecessors: Box<[UnitCode]>,
    /// What searches compare; see [`search`].
    key: Box<str>,
}

impl Unit {
    /// Kind and name: "Xã Phượng Dực".
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind.name(Language::Vi), self.name)
    }

    /// Whether this is the unit on `date`.
    pub fn in_force(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

/// All units known. Built once, about half a megabyte for the shipped files, and then only read.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Sorted by code, then by validity.
    units: Vec<Unit>,
    /// Positions in `units` by parent's code.
    by_parent: HashMap<UnitCode, Vec<u32>>,
    /// Positions in `units` by predecessor's code.
    by_predecessor: HashMap<UnitCode, Vec<u32>>,
}

impl Catalogue {
    fn new(units: Vec<Unit>) -> Self {
        let mut by_parent: HashMap<UnitCode, Vec<u32>> = HashMap::new();
        let mut by_predecessor: HashMap<UnitCode, Vec<u32>> = HashMap::new();
        for (index, unit) in (0_u32..).zip(&units) {
            if let Some(parent) = &unit.parent {
                by_parent.entry(parent.clone()).or_default().push(index);
            }
            for predecessor in &unit.predecessors {
                by_predecessor.entry(predecessor.clone()).or_default().push(index);
            }
        }
        Self { units, by_parent, by_predecessor }
    }

    /// All units of all times, by code and validity.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit that has this code on this date.
    pub fn at(&self, code: &UnitCode, date: NaiveDate) -> Option<&Unit> {
        self.history(code).iter().find(|unit| unit.in_force(date))
    }

    /// All units that ever had this code, oldest first. They need not have anything to do with each other: follow
    /// [`Catalogue::successors`] for what became of one.
    pub fn history(&self, code: &UnitCode) -> &[Unit] {
        let start = self.units.partition_point(|unit| unit.code < *code);
        let count = self.units[start..].partition_point(|unit| unit.code == *code);
        &self.units[start..start + count]
    }

    /// The units directly under this one on this date, by code.
    pub fn children(&self, code: &UnitCode, date: NaiveDate) -> Vec<&Unit> {
        self.pick(&self.by_parent, code).filter(|unit| unit.in_force(date)).collect()
    }

    /// The province or city that this code's unit belongs to on this date; a province is its own.
    pub fn province_of(&self, code: &UnitCode, date: NaiveDate) -> Option<&Unit> {
        let mut unit = self.at(code, date)?;
        // Each parent is of a higher level, as loading checks, so the walk ends.
        while let Some(parent) = &unit.parent {
            unit = self.at(parent, date)?;
        }
        Some(unit)
    }

    /// The units that took the place of this one when it ended, by code; none if it is in force or if the sources do
    /// not say. One step only: what became of them later is their own successors.
    pub fn successors(&self, code: &UnitCode, date: NaiveDate) -> Vec<&Unit> {
        let end = self.at(code, date).and_then(|unit| unit.valid_to).and_then(|last| last.succ_opt());
        let next = self.pick(&self.by_predecessor, code);
        end.map(|end| next.filter(|unit| unit.valid_from == Some(end)).collect()).unwrap_or_default()
    }

    /// Kind and name followed by the province, to tell apart units of one name: "Phường Hòa Thành, Tây Ninh".
    pub fn qualified_name(&self, unit: &Unit, date: NaiveDate) -> String {
        match self.province_of(&unit.code, date).filter(|province| province.code != unit.code) {
            Some(province) => format!("{}, {}", unit.full_name(), province.name),
            None => unit.full_name(),
        }
    }

    fn pick<'a>(
        &'a self,
        index: &'a HashMap<UnitCode, Vec<u32>>,
        code: &UnitCode,
    ) -> impl Iterator<Item = &'a Unit> {
        index.get(code).into_iter().flatten().filter_map(|at| self.units.get(*at as usize))
    }
}
