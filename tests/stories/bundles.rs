//! The same bundle arrives many times, by many ways, at once.

use std::thread;
use tests::tablet::Tablet;
use tests::world::{CAMPAIGN, UNIT, World};

const TABLETS: usize = 20;

/// What a tablet has of the visit, without what is its own affair.
fn content(tablet: &Tablet) -> serde_json::Value {
    let mut shown = tablet.json(&["show", UNIT]).unwrap();
    if let Some(card) = shown["card"].as_object_mut() {
        card.remove("unsent");
    }
    shown
}

fn author(folder: &World, server: &tests::office::Server) -> Tablet {
    let author = folder.tablet("author", "an", server).unwrap();
    let photo = folder.path("photo.jpg");
    tests::photo::make(&photo, 5).unwrap();
    let commands = format!(
        "answer {UNIT} A02 243/250 --note \"Thiếu 7 thủ tục\"\nanswer {UNIT} A03 2\nanswer {UNIT} A03 3\n\
         answer {UNIT} D01 \"carried=1 new=9 resolved=10\"\nphoto {UNIT} A01 {}",
        photo.display()
    );
    author.batch(&commands).unwrap();
    author
}

#[test]
fn twenty_imports_at_once_change_nothing_after_the_first() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let author = author(&world, &server);
    let bundle = world.path("an.bundle").display().to_string();
    author.run(&["export", &bundle]).unwrap();

    // Twenty tablets import it at the same time, each twice, and all bring it to the server, the author too.
    let tablets: Vec<Tablet> = (0..TABLETS)
        .map(|number| world.tablet(&format!("tablet-{number}"), "binh", &server).unwrap())
        .collect();
    thread::scope(|scope| {
        for tablet in &tablets {
            scope.spawn(|| {
                tablet.run(&["import", &bundle]).unwrap();
                let once = content(tablet);
                tablet.run(&["import", &bundle]).unwrap();
                assert_eq!(content(tablet), once, "the second import changed something");
                tablet.run(&["sync"]).unwrap();
            });
        }
        scope.spawn(|| author.run(&["sync"]).unwrap());
    });
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["history"]["A03"].as_array().map(Vec::len), Some(2), "{}", report["history"]["A03"]);
    assert_eq!(report["quarantined"], 0);
    assert_eq!(report["photos_missing"], serde_json::json!([]));
    // Whoever carried it: it is An's.
    for step in report["history"].as_object().unwrap().values().flat_map(|steps| steps.as_array().unwrap()) {
        assert_eq!(step["person"], "an");
    }
    author.run(&["sync"]).unwrap();
    let all = content(&author);
    for tablet in &tablets {
        tablet.run(&["sync"]).unwrap();
        assert_eq!(content(tablet), all);
    }
    assert_eq!(world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap(), report);
}

#[test]
fn twenty_processes_on_one_tablet_import_it_once() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let author = author(&world, &server);
    let bundle = world.path("an.bundle").display().to_string();
    author.run(&["export", &bundle]).unwrap();
    let tablet = world.tablet("binh", "binh", &server).unwrap();
    let imported = thread::scope(|scope| {
        let runs: Vec<_> =
            (0..TABLETS).map(|_| scope.spawn(|| tablet.try_run(&["import", &bundle], "").unwrap())).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    // One writer per folder: a process that comes second is told so; none damages anything.
    for ended in &imported {
        assert!(matches!(ended.code, Some(0 | 1)), "{ended:?}");
        assert!(ended.code == Some(0) || !ended.err.trim().is_empty(), "{ended:?}");
    }
    assert!(imported.iter().any(|ended| ended.code == Some(0)), "{imported:?}");
    let once = content(&tablet);
    assert_eq!(once["assessment"], content(&author)["assessment"]);
    tablet.run(&["import", &bundle]).unwrap();
    assert_eq!(content(&tablet), once);
}

#[test]
fn a_damaged_bundle_is_refused_and_changes_nothing() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let author = author(&world, &server);
    let (bundle, damaged) = (world.path("an.bundle"), world.path("damaged.bundle"));
    author.run(&["export", &bundle.display().to_string()]).unwrap();
    let tablet = world.tablet("binh", "binh", &server).unwrap();
    let before = content(&tablet);
    let bytes = std::fs::read(&bundle).unwrap();
    for place in [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        let mut other = bytes.clone();
        other[place] ^= 0x10;
        std::fs::write(&damaged, &other).unwrap();
        let ended = tablet.try_run(&["import", &damaged.display().to_string()], "").unwrap();
        assert_eq!(ended.code, Some(1), "byte {place}: {ended:?}");
    }
    std::fs::write(&damaged, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(tablet.try_run(&["import", &damaged.display().to_string()], "").unwrap().code, Some(1));
    assert_eq!(content(&tablet), before);
}

#[test]
fn a_stick_brings_a_bundle_to_the_office_twenty_times_at_once() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let author = author(&world, &server);
    let bundle = world.path("an.bundle").display().to_string();
    author.run(&["export", &bundle]).unwrap();

    let data = world.office.data();
    let import = || world.office.command(&["bundle", "import", "--data", &data, &bundle], "");
    thread::scope(|scope| {
        let imports: Vec<_> = (0..TABLETS).map(|_| scope.spawn(import)).collect();
        for ended in imports {
            let said = ended.join().unwrap().unwrap();
            assert!(said.contains("0 kept aside, 0 wait"), "{said}");
        }
    });
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["history"]["A03"].as_array().map(Vec::len), Some(2), "{}", report["history"]["A03"]);
    assert_eq!(report["photos_missing"], serde_json::json!([]));
    assert_eq!(report["history"]["A02"][0]["person"], "an", "whoever carried it");

    // The author's own sync finds everything there already, and nothing changes.
    author.run(&["sync"]).unwrap();
    let after = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(after["history"], report["history"]);
    let damaged = world.path("damaged.bundle");
    let mut bytes = std::fs::read(&bundle).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&damaged, bytes).unwrap();
    let refused =
        world.office.command(&["bundle", "import", "--data", &data, &damaged.display().to_string()], "");
    assert!(refused.unwrap_err().contains("altered"));
}
