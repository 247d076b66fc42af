//! Copies of tablets and of the server: nothing of either is lost.

use tests::office::Office;
use tests::tablet::Tablet;
use tests::world::{CAMPAIGN, UNIT, World, copy_folder};

fn values(report: &serde_json::Value, item: &str) -> Vec<i64> {
    let steps = report["history"][item].as_array().cloned().unwrap_or_default();
    let mut values: Vec<i64> = steps.iter().filter_map(|step| step["answer"]["integer"].as_i64()).collect();
    values.sort_unstable();
    values
}

#[test]
fn a_copied_tablet_and_its_original_both_keep_working() {
    let world = World::with(&["an"]).unwrap();
    let server = world.serve().unwrap();
    let original = world.tablet("original", "an", &server).unwrap();
    original.batch(&format!("answer {UNIT} A03 1\nanswer {UNIT} A04 có")).unwrap();
    original.run(&["sync"]).unwrap();
    original.run(&["answer", UNIT, "A03", "2"]).unwrap();
    copy_folder(original.store(), &world.path("copy")).unwrap();
    let copy = Tablet::at(&world.path("copy"));

    // Both go on, unaware of one another, on the same item and on others.
    original.batch(&format!("answer {UNIT} A03 11\nanswer {UNIT} D07 0")).unwrap();
    copy.batch(&format!("answer {UNIT} A03 22\nanswer {UNIT} A09 không")).unwrap();
    for _ in 0..3 {
        for tablet in [&original, &copy] {
            tablet.run(&["sync"]).unwrap();
            world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
        }
    }
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    let all = values(&report, "A03");
    for value in [1, 2, 11, 22] {
        assert!(all.contains(&value), "{value} is not in the history: {all:?}");
    }
    let disputed = report["disputed"].as_array().unwrap();
    assert!(disputed.iter().any(|disputed| disputed["item"] == "A03"), "{disputed:?}");
    assert_eq!(values(&report, "D07"), [0]);
    assert!(report["history"]["A09"].to_string().contains("no"));
    for tablet in [&original, &copy] {
        let status = tablet.json(&["show", UNIT]).unwrap();
        assert_eq!(status["card"]["unsent"], 0, "{status}");
    }
    assert_eq!(
        original.json(&["show", UNIT]).unwrap()["assessment"],
        copy.json(&["show", UNIT]).unwrap()["assessment"]
    );
}

#[test]
fn a_tablet_restored_from_a_copy_writes_its_new_work_without_losing_the_old() {
    let world = World::with(&["an"]).unwrap();
    let server = world.serve().unwrap();
    let tablet = world.tablet("tablet", "an", &server).unwrap();
    tablet.run(&["answer", UNIT, "A03", "1"]).unwrap();
    tablet.run(&["sync"]).unwrap();
    copy_folder(tablet.store(), &world.path("old")).unwrap();
    tablet.batch(&format!("answer {UNIT} A03 2\nanswer {UNIT} D07 0")).unwrap();
    tablet.run(&["sync"]).unwrap();

    // The tablet is lost; its copy from before is taken up again and used at once, before any sync.
    let restored = Tablet::at(&world.path("old"));
    restored.run(&["answer", UNIT, "A03", "3"]).unwrap();
    for _ in 0..3 {
        restored.run(&["sync"]).unwrap();
        world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    }
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(values(&report, "A03"), [1, 2, 3]);
    assert_eq!(values(&report, "D07"), [0]);
    assert!(restored.run(&["show", UNIT]).unwrap().contains("D07"));
}

#[test]
fn tablets_heal_a_server_that_was_restored_from_an_older_copy() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let address = server.url.trim_start_matches("http://").to_owned();
    let (an, binh) =
        (world.tablet("an", "an", &server).unwrap(), world.tablet("binh", "binh", &server).unwrap());
    an.run(&["answer", UNIT, "A03", "1"]).unwrap();
    an.run(&["sync"]).unwrap();
    let copy = world.path("copy.sqlite").display().to_string();
    world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    world.office.command(&["backup", "--data", &world.office.data(), &copy], "").unwrap();

    an.batch(&format!("answer {UNIT} A03 2\nanswer {UNIT} A04 có")).unwrap();
    an.run(&["sync"]).unwrap();
    binh.batch(&format!("answer {UNIT} D07 0\nanswer {UNIT} A09 không")).unwrap();
    binh.run(&["sync"]).unwrap();
    let before = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    server.kill().unwrap();

    let data = world.path("restored");
    let restored = Office::at(&data);
    restored.command(&["restore", "--data", &data.display().to_string(), &copy], "").unwrap();
    let _server = restored.serve(&address).unwrap();
    assert_eq!(
        values(&restored.report(CAMPAIGN, Some(UNIT)).unwrap(), "A03"),
        [1],
        "the copy is an older one"
    );
    for tablet in [&an, &binh] {
        tablet.run(&["sync"]).unwrap();
        tablet.run(&["sync"]).unwrap();
    }
    let after = restored.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    for part in ["history", "score", "sections", "findings", "disputed"] {
        assert_eq!(after[part], before[part], "{part}");
    }
}
