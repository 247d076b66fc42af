//! Which screen of the tablet app is shown: one address per screen, behind `#`, so that the device's own back button
//! works without a network.

use schemas::ids::{GroupId, ItemId, RowId, VisitId};
use std::fmt;

/// A screen and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// Today's visits.
    #[default]
    Today,
    /// A visit's sections and progress.
    Visit(VisitId),
    /// One question.
    Item(VisitId, ItemId),
    /// Photos for one question: the camera.
    Camera(VisitId, ItemId),
    /// The rows of a group: sampled dossiers, absences.
    Rows(VisitId, GroupId),
    /// One row.
    Row(VisitId, GroupId, RowId),
    /// Drawing the sample of a group from a register.
    Sample(VisitId, GroupId),
    /// Ý kiến của đơn vị.
    Opinion(VisitId),
    /// Everything on which people disagree.
    Disputes(VisitId),
    /// Summary and signing.
    Sign(VisitId),
    /// Search in a visit.
    Find(VisitId),
    /// A visit's text from screen to camera.
    Relay(VisitId),
    /// Sync and storage.
    Sync,
    /// Help.
    Help,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Today => write!(f, "#/"),
            Route::Visit(visit) => write!(f, "#/v/{visit}"),
            Route::Item(visit, item) => write!(f, "#/v/{visit}/muc/{item}"),
            Route::Camera(visit, item) => write!(f, "#/v/{visit}/anh/{item}"),
            Route::Rows(visit, group) => write!(f, "#/v/{visit}/nhom/{group}"),
            Route::Row(visit, group, row) => write!(f, "#/v/{visit}/nhom/{group}/{row}"),
            Route::Sample(visit, group) => write!(f, "#/v/{visit}/rut-mau/{group}"),
            Route::Opinion(visit) => write!(f, "#/v/{visit}/y-kien"),
            Route::Disputes(visit) => write!(f, "#/v/{visit}/chua-thong-nhat"),
            Route::Sign(visit) => write!(f, "#/v/{visit}/ky"),
            Route::Find(visit) => write!(f, "#/v/{visit}/tim"),
            Route::Relay(visit) => write!(f, "#/v/{visit}/chuyen-ma"),
            Route::Sync => write!(f, "#/dong-bo"),
            Route::Help => write!(f, "#/tro-giup"),
        }
    }
}

impl Route {
    /// The screen of an address; what is not one is today's list.
    pub fn parse(hash: &str) -> Self {
        let parts: Vec<&str> = hash.trim_start_matches("#/").split('/').collect();
        Self::of_parts(&parts).unwrap_or_default()
    }

    fn of_parts(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["v", visit] => Route::Visit(visit.parse().ok()?),
            ["v", visit, "muc", item] => Route::Item(visit.parse().ok()?, item.parse().ok()?),
            ["v", visit, "anh", item] => Route::Camera(visit.parse().ok()?, item.parse().ok()?),
            ["v", visit, "nhom", group] => Route::Rows(visit.parse().ok()?, group.parse().ok()?),
            ["v", visit, "nhom", group, row] => {
                Route::Row(visit.parse().ok()?, group.parse().ok()?, row.parse().ok()?)
            }
            ["v", visit, "rut-mau", group] => Route::Sample(visit.parse().ok()?, group.parse().ok()?),
            ["v", visit, "y-kien"] => Route::Opinion(visit.parse().ok()?),
            ["v", visit, "chua-thong-nhat"] => Route::Disputes(visit.parse().ok()?),
            ["v", visit, "ky"] => Route::Sign(visit.parse().ok()?),
            ["v", visit, "tim"] => Route::Find(visit.parse().ok()?),
            ["v", visit, "chuyen-ma"] => Route::Relay(visit.parse().ok()?),
            ["dong-bo"] => Route::Sync,
            ["tro-giup"] => Route::Help,
            _ => return None,
        })
    }

    /// The visit that a screen belongs to.
    pub fn visit(&self) -> Option<VisitId> {
        match self {
            Route::Today | Route::Sync | Route::Help => None,
            Route::Visit(visit)
            | Route::Item(visit, _)
            | Route::Camera(visit, _)
            | Route::Rows(visit, _)
            | Route::Row(visit, ..)
            | Route::Sample(visit, _)
            | Route::Opinion(visit)
            | Route::Disputes(visit)
            | Route::Sign(visit)
            | Route::Find(visit)
            | Route::Relay(visit) => Some(*visit),
        }
    }

    /// The screen one step up, for the arrow at the top.
    pub fn up(&self) -> Self {
        match self {
            Route::Camera(visit, item) => Route::Item(*visit, item.clone()),
            Route::Row(visit, group, _) | Route::Sample(visit, group) => Route::Rows(*visit, group.clone()),
            Route::Today | Route::Visit(_) | Route::Sync | Route::Help => Route::Today,
            inside => inside.visit().map_or(Route::Today, Route::Visit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_screen() {
        let visit = VisitId([7; 16]);
        let (item, group): (ItemId, GroupId) = ("A02".parse().unwrap(), "DS".parse().unwrap());
        let row: RowId = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
        let all = [
            Route::Today,
            Route::Visit(visit),
            Route::Item(visit, item.clone()),
            Route::Camera(visit, item),
            Route::Rows(visit, group.clone()),
            Route::Row(visit, group.clone(), row),
            Route::Sample(visit, group),
            Route::Opinion(visit),
            Route::Disputes(visit),
            Route::Sign(visit),
            Route::Find(visit),
            Route::Relay(visit),
            Route::Sync,
            Route::Help,
        ];
        for route in all {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
        assert_eq!(Route::parse("#/nowhere/at/all"), Route::Today);
        assert_eq!(Route::parse(""), Route::Today);
    }
}
