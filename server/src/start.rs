//! First steps: whoever sets the office up is led from one to the next.

use crate::store::{self, Reader, campaign, device, meta, right};
use chrono::NaiveDate;
use schemas::ids::PersonId;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Key of its name; with `-help` of what it is about.
    pub key: &'static str,
    /// Where it is done; none: not in the browser.
    pub link: Option<&'static str>,
    /// Whether it is done.
    pub done: bool,
}

/// The steps in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps(pub Vec<Step>);

impl Steps {
    /// How far an office has come, as one of its administrators sees it.
    pub fn read(reader: &Reader, person: &PersonId, today: NaiveDate) -> Result<Self, store::Error> {
        let step = |key, link, done| Step { key, link, done };
        Ok(Self(vec![
            step("start-organisation", Some("/to-chuc/co-quan"), meta::office(reader)?.is_some()),
            step("start-people", Some("/nguoi/them"), right::others(reader, person, today)? > 0),
            step("start-tablets", Some("/may-tinh-bang/ghi-danh"), device::any(reader)?),
            step("start-plan", Some("/ke-hoach/moi"), campaign::any(reader)?),
        ]))
    }

    /// The first that is not done.
    pub fn next(&self) -> Option<&Step> {
        self.0.iter().find(|step| !step.done)
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.0.iter().filter(|step| step.done).count()
    }
}
