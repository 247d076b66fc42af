//! The meaning of answers.

mod assessment;

pub use assessment::*;

use crate::answer::Observation;
use crate::ids::{FieldId, GroupId, ItemId, RowId, UnitCode};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What was observed at one visit, without who and when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observations {
    /// By item; an item that is not here is open.
    pub items: BTreeMap<ItemId, Observation>,
    /// By group, row and field. Removed rows are not here.
    pub rows: BTreeMap<GroupId, BTreeMap<RowId, BTreeMap<FieldId, Observation>>>,
}

/// Where and when, as far as rules depend on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Circumstances {
    /// The day of the visit.
    pub date: NaiveDate,
    /// The province whose parameters hold.
    pub province: Option<UnitCode>,
    /// Items with a confirmed finding in the previous inspection of the unit.
    pub previous_findings: BTreeSet<ItemId>,
}
