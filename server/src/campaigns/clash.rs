//! Clashes in a calendar: a person in two places in one half-day, a unit that is visited twice. Pure.

use chrono::NaiveDate;
use schemas::ids::{CampaignId, PersonId, UnitCode, VisitId};
use schemas::wire::HalfDay;
use std::collections::BTreeMap;

/// Who is where in a half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The visit.
    pub visit: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The unit visited.
    pub unit: UnitCode,
    /// Its name.
    pub unit_name: String,
    /// The day.
    pub date: NaiveDate,
    /// The half-day.
    pub half_day: HalfDay,
    /// Name of the team.
    pub team: String,
    /// Members of the team with their names.
    pub people: Vec<(PersonId, String)>,
}

/// What does not go together. Worth a warning, not a refusal: those who plan may know better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// A person is in several units in one half-day.
    Person {
        /// Who.
        name: String,
        /// When.
        date: NaiveDate,
        /// When.
        half_day: HalfDay,
        /// Names of the units, with their teams.
        places: Vec<(String, String)>,
    },
    /// A unit is visited several times.
    Unit {
        /// Which.
        name: String,
        /// When, and by which team.
        visits: Vec<(NaiveDate, HalfDay, String)>,
    },
}

/// Somebody in a half-day.
type Where<'a> = (NaiveDate, HalfDay, &'a PersonId);

/// All clashes that a visit of the campaign has part in, by day. The order of `slots` does not matter.
pub fn clashes(own: &CampaignId, slots: &[Slot]) -> Vec<Clash> {
    let mut slots: Vec<&Slot> = slots.iter().collect();
    slots.sort_by(|a, b| (a.date, a.half_day, &a.unit, a.visit).cmp(&(b.date, b.half_day, &b.unit, b.visit)));
    slots.dedup_by_key(|slot| slot.visit);
    let mut people: BTreeMap<Where, Vec<(&str, &Slot)>> = BTreeMap::new();
    let mut units: BTreeMap<&UnitCode, Vec<&Slot>> = BTreeMap::new();
    for slot in slots {
        units.entry(&slot.unit).or_default().push(slot);
        for (person, name) in &slot.people {
            people.entry((slot.date, slot.half_day, person)).or_default().push((name, slot));
        }
    }
    let mut clashes = Vec::new();
    for ((date, half_day, _), at) in people {
        let mut places: Vec<&Slot> = at.iter().map(|(_, slot)| *slot).collect();
        let concerns = places.iter().any(|slot| slot.campaign == *own);
        places.dedup_by_key(|slot| &slot.unit);
        if concerns
            && places.len() > 1
            && let Some((name, _)) = at.first()
        {
            let places = places.into_iter().map(|slot| (slot.unit_name.clone(), slot.team.clone()));
            let (name, places) = ((*name).to_owned(), places.collect());
            clashes.push(Clash::Person { name, date, half_day, places });
        }
    }
    for visits in units.into_values().filter(|visits| visits.len() > 1) {
        if visits.iter().any(|slot| slot.campaign == *own)
            && let Some(first) = visits.first()
        {
            let when = visits.iter().map(|slot| (slot.date, slot.half_day, slot.team.clone()));
            clashes.push(Clash::Unit { name: first.unit_name.clone(), visits: when.collect() });
        }
    }
    clashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slot((unit, day, morning, people): &(u8, u32, bool, Vec<u8>)) -> Slot {
        let campaign: CampaignId = "dot".parse().unwrap();
        let unit: UnitCode = format!("1000{}", unit % 10).parse().unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 3, *day).unwrap();
        let half_day = if *morning { HalfDay::Morning } else { HalfDay::Afternoon };
        Slot {
            visit: VisitId::derive(&campaign, &unit, date),
            unit_name: format!("Xã {unit}"),
            people: people.iter().map(|n| (format!("p{n}").parse().unwrap(), format!("Người {n}"))).collect(),
            team: "Đoàn 1".into(),
            campaign,
            unit,
            date,
            half_day,
        }
    }

    #[test]
    fn four_communes_a_day_by_two_teams_are_normal() {
        let day = [
            (1, 1, true, vec![1, 2]),
            (2, 1, true, vec![3, 4]),
            (3, 1, false, vec![1, 2]),
            (4, 1, false, vec![3, 4]),
        ];
        let slots: Vec<Slot> = day.iter().map(slot).collect();
        assert_eq!(clashes(&"dot".parse().unwrap(), &slots), []);
    }

    #[test]
    fn a_person_in_two_places_is_named_with_the_places_and_a_unit_twice_with_the_days() {
        let plan = [(1, 1, true, vec![1]), (2, 1, true, vec![1]), (1, 2, true, vec![2])];
        let slots: Vec<Slot> = plan.iter().map(slot).collect();
        let found = clashes(&"dot".parse().unwrap(), &slots);
        let [Clash::Person { name, places, .. }, Clash::Unit { name: unit, visits }] = found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!((name.as_str(), places.len()), ("Người 1", 2));
        assert_eq!((unit.as_str(), visits.len()), ("Xã 10001", 2));
        assert_eq!(clashes(&"dot-khac".parse().unwrap(), &slots), []);
    }

    proptest! {
        #[test]
        fn a_person_clashes_exactly_where_two_visits_share_them_and_the_half_day(
            plan in prop::collection::vec((0_u8..4, 1_u32..4, any::<bool>(), prop::collection::vec(0_u8..4, 0..3)), 0..8)
        ) {
            let mut slots: Vec<Slot> = plan.iter().map(slot).collect();
            slots.sort_by_key(|slot| slot.visit);
            slots.dedup_by_key(|slot| slot.visit);
            let own = "dot".parse().unwrap();
            let found = clashes(&own, &slots);
            let mut expected = std::collections::BTreeSet::new();
            for (a, b) in slots.iter().flat_map(|a| slots.iter().map(move |b| (a, b))) {
                if a.unit != b.unit && (a.date, a.half_day) == (b.date, b.half_day) {
                    let shared = a.people.iter().filter(|person| b.people.contains(person));
                    expected.extend(shared.map(|(_, name)| (a.date, a.half_day, name.clone())));
                }
            }
            let named: std::collections::BTreeSet<_> = found.iter().filter_map(|clash| match clash {
                Clash::Person { name, date, half_day, .. } => Some((*date, *half_day, name.clone())),
                Clash::Unit { .. } => None,
            }).collect();
            prop_assert_eq!(named, expected);
            slots.reverse();
            prop_assert_eq!(clashes(&own, &slots), found);
        }
    }
}
