//! Clocks that are wrong by years: nothing is refused, nothing is decided by them, and everybody can see it.

use inspection::exchange::Header;
use schemas::ids::ActorId;
use std::time::{SystemTime, UNIX_EPOCH};
use tests::bare::{Bare, random};
use tests::world::{CAMPAIGN, UNIT, World};

const THREE_YEARS: i64 = 3 * 365 * 24 * 3_600 * 1_000;

fn answer(device: &Bare, count: i64) {
    let mut document = device.document().unwrap();
    let changes = device.write(&mut document, ActorId(random().unwrap()), &[("A03", count)]).unwrap();
    let header: &Header = &changes[0].header;
    let pull = device.push(&[&changes[0].bytes], vec![device.tip(header)]).unwrap();
    assert_eq!((pull.accepted, pull.held.len(), pull.quarantined.len()), (1, 0, 0), "{pull:?}");
}

#[test]
fn clocks_three_years_off_refuse_nothing_decide_nothing_and_are_shown() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let enrol = |person| Bare::enrol(&server, &world.office.device_code(person).unwrap()).unwrap();
    let (mut fast, mut slow) = (enrol("an"), enrol("binh"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    (fast.clock, slow.clock) = (now + THREE_YEARS, now - THREE_YEARS);
    answer(&fast, 1);
    answer(&slow, 2);
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["quarantined"], 0);
    let values = report["disputed"][0]["values"].as_array().unwrap();
    assert_eq!(values.len(), 2, "the later time does not win: {report}");
    let claimed = |person: &str| values.iter().find(|value| value["person"] == person).unwrap()["at"].clone();
    assert_eq!(claimed("an"), fast.clock.div_euclid(1_000), "told as it was claimed");
    assert_eq!(claimed("binh"), slow.clock.div_euclid(1_000));
    let devices = report["devices"].as_array().unwrap();
    let clock = |person: &str| {
        devices.iter().find(|device| device["person"] == person).unwrap()["clock_text"].clone()
    };
    assert_eq!(clock("an"), "Đồng hồ nhanh 1.095 ngày so với máy chủ");
    assert_eq!(clock("binh"), "Đồng hồ chậm 1.095 ngày so với máy chủ");
}

#[test]
fn clocks_beyond_all_calendars_do_no_harm() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let enrol = |person| Bare::enrol(&server, &world.office.device_code(person).unwrap()).unwrap();
    let (mut fast, mut slow) = (enrol("an"), enrol("binh"));
    (fast.clock, slow.clock) = (i64::MAX, i64::MIN);
    answer(&fast, 1);
    answer(&slow, 2);
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["disputed"][0]["values"].as_array().unwrap().len(), 2);
    assert!(server.get("/healthz").is_ok());
}
