//! The tablet's store in a real browser: whatever happens to one of its two copies, nothing is missing afterwards.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tests::browser::Browser;
use tests::files::Files;

/// The drivers and what the stories do with them, served as they stand in the repository.
pub(crate) fn files() -> Files {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Files::serve(&[("/js/", root.join("../tablet/js")), ("/stories/", root.join("stories"))]).unwrap()
}

/// A function of `tablet_store.js`, called in the page.
fn run(browser: &mut Browser, call: &str) -> Value {
    browser.evaluate(&format!("import('/stories/tablet_store.js').then(s => s.{call})")).unwrap()
}

fn start(profile: &Path, files: &Files) -> Browser {
    let mut browser = Browser::start(profile).unwrap();
    browser.open(&files.url).unwrap();
    browser
}

/// Opens the book, expects exactly these indices in order, closes it; gives the report.
fn reopened(browser: &mut Browser, indices: impl IntoIterator<Item = u64>) -> Value {
    let opened = run(browser, "open()");
    assert_eq!(opened["found"], json!(indices.into_iter().collect::<Vec<_>>()), "{}", opened["report"]);
    run(browser, "close()");
    opened["report"].clone()
}

/// What a report says about these names.
fn said(report: &Value, names: [&str; 5]) -> [u64; 5] {
    names.map(|name| report[name].as_u64().unwrap_or_else(|| panic!("no {name} in {report}")))
}

const COUNTS: [&str; 5] = ["idb", "log", "rebuiltIdb", "rebuiltLog", "lost"];
const HEALTHY: [u64; 5] = [200, 200, 0, 0, 0];

#[test]
fn either_copy_of_the_book_rebuilds_the_other() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    let fresh = run(&mut browser, "open()");
    assert_eq!(fresh["found"], json!([]));
    let appended = run(&mut browser, "append(0, 150)");
    assert_eq!(appended["secondCopy"], true, "{appended}");
    // Many at once: merged into few transactions, but numbered in the order in which they were asked for.
    assert_eq!(run(&mut browser, "burst(150, 200)"), json!((151..=200).collect::<Vec<_>>()));
    run(&mut browser, "close()");
    assert_eq!(said(&reopened(&mut browser, 0..200), COUNTS), HEALTHY);

    // What happens to the copies, and what the next opening says about it; the one after that finds all in order.
    let accidents = [
        ("deleteDatabase()", [0, 200, 200, 0, 0]),
        ("deleteLog()", [200, 0, 0, 200, 0]),
        ("spoilEnd(100)", [200, 199, 0, 1, 0]),
        ("tearLog(50)", [200, 199, 0, 1, 0]),
        ("tearLog(0, 300)", [200, 200, 0, 0, 0]),
        ("spoilFrames(3, 50, 120)", [200, 197, 0, 3, 0]),
        ("spoilLength(5, 1)", [200, 199, 0, 1, 0]),
        ("spoilLength(5, 100000)", [200, 199, 0, 1, 0]),
        ("insert(100, 5000)", [200, 200, 0, 0, 0]),
        ("insert(100, 5000).then(s.deleteDatabase)", [0, 200, 200, 0, 0]),
        ("spoilRecords(5, 6)", [198, 200, 2, 0, 0]),
        ("deleteRecords(5, 200)", [198, 200, 2, 0, 0]),
        ("spoilRecords(5, 6).then(() => s.spoilFrames(90, 91))", [198, 198, 2, 2, 0]),
    ];
    for (accident, expected) in accidents {
        run(&mut browser, accident);
        let report = reopened(&mut browser, 0..200);
        assert_eq!(said(&report, COUNTS), expected, "{accident}: {report}");
        let report = reopened(&mut browser, 0..200);
        assert_eq!(said(&report, COUNTS), HEALTHY, "after {accident}: {report}");
        assert_eq!(report["secondCopy"], true, "after {accident}: {report}");
    }
    // A repair that was broken off when the log was half written anew, and then the database is gone as well.
    run(&mut browser, "breakOffRepair().then(s.deleteDatabase)");
    assert_eq!(reopened(&mut browser, 0..200)["lost"], 0);
    assert_eq!(said(&reopened(&mut browser, 0..200), COUNTS), HEALTHY);
    assert_eq!(
        run(&mut browser, "files()"),
        json!(["frames.log", "photos"]),
        "nothing is left of the repairs"
    );
}

#[test]
fn what_is_damaged_in_both_copies_is_counted_and_kept_and_the_rest_is_there() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    run(&mut browser, "open()");
    run(&mut browser, "append(0, 60)");
    run(&mut browser, "close()");

    // Frames have the numbers 1 to 60, their contents the indices 0 to 59.
    run(&mut browser, "spoilRecords(10, 20, 30).then(() => s.spoilFrames(9, 19))");
    let rest: Vec<u64> = (0..60).filter(|i| ![9, 19].contains(i)).collect();
    let opened = run(&mut browser, "open()");
    assert_eq!(opened["found"], json!(rest));
    assert_eq!(said(&opened["report"], COUNTS), [57, 58, 1, 0, 2]);
    let kept = run(&mut browser, "damaged()");
    assert!(kept.as_array().unwrap().len() >= 2, "{kept}");
    run(&mut browser, "append(60, 65)");
    run(&mut browser, "close()");
    let report = reopened(&mut browser, rest.iter().copied().chain(60..65));
    assert_eq!(said(&report, COUNTS), [63, 63, 0, 0, 0]);
    assert!(report["aside"].as_u64().unwrap() >= 2, "{report}");

    // The database is gone and the log has lost its end: that is not taken for a frame that was never confirmed.
    run(&mut browser, "deleteDatabase().then(() => s.spoilEnd(20))");
    let opened = run(&mut browser, "open()");
    assert_eq!(opened["report"]["lost"], 1, "{}", opened["report"]);
    assert_eq!(opened["found"].as_array().unwrap().len(), 62);
}

#[test]
fn another_key_opens_nothing_and_harms_nothing() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    run(&mut browser, "open()");
    run(&mut browser, "append(0, 20)");
    run(&mut browser, "close()");
    assert_eq!(run(&mut browser, "tryOpen({ seed: 2 })"), "wrong-key");
    assert_eq!(run(&mut browser, "deleteDatabase().then(() => s.tryOpen({ seed: 2 }))"), "wrong-key");
    assert_eq!(said(&reopened(&mut browser, 0..20), COUNTS), [0, 20, 20, 0, 0]);
    assert_eq!(run(&mut browser, "wrapping()"), json!([true, "wrong-key", "damaged"]));
}

#[test]
fn everything_that_was_confirmed_survives_the_death_of_the_browser() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    for (round, millis) in [250, 400, 550].into_iter().enumerate() {
        let profile = folder.path().join(round.to_string());
        let mut browser = start(&profile, &files);
        run(&mut browser, "open()");
        run(&mut browser, "storm(0)");
        let begun = Instant::now();
        let mut confirmed = 0;
        while begun.elapsed() < Duration::from_millis(millis) || confirmed < 50 {
            confirmed = browser.evaluate("confirmed").unwrap().as_i64().unwrap();
            assert!(begun.elapsed() < Duration::from_secs(30), "only {confirmed} appends were confirmed");
        }
        browser.kill().unwrap();

        let mut browser = start(&profile, &files);
        let opened = run(&mut browser, "open()");
        let found: Vec<i64> = serde_json::from_value(opened["found"].clone()).unwrap();
        assert_eq!(found, (0..i64::try_from(found.len()).unwrap()).collect::<Vec<_>>());
        assert!(found.len() as i64 > confirmed, "{} of {confirmed}: {}", found.len(), opened["report"]);
        assert_eq!(opened["report"]["lost"], 0, "{}", opened["report"]);
        assert_eq!(opened["report"]["secondCopy"], true, "{}", opened["report"]);
    }
}

#[test]
fn one_tab_writes_and_the_other_reads() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    let lock = |browser: &mut Browser, call: &str| {
        browser.evaluate(&format!("import('/js/lock.js').then(lock => lock.{call})")).unwrap()
    };
    let first = browser.tab();
    assert_eq!(lock(&mut browser, "tryLock(1)"), true);
    run(&mut browser, "open()");
    run(&mut browser, "append(0, 20)");

    let second = browser.new_tab(&files.url).unwrap();
    assert_eq!(lock(&mut browser, "tryLock(1)"), false);
    lock(&mut browser, "waitForLock(1).then(() => { globalThis.mine = true; }) && 0");
    let opened = run(&mut browser, "open({ readOnly: true })");
    assert_eq!(opened["found"], json!((0..20).collect::<Vec<_>>()));
    assert_eq!(opened["report"]["writable"], false);
    assert_eq!(run(&mut browser, "kind(s.append(20, 21))"), "closed");

    // Even a tab that writes without the lock destroys nothing: the log is not to be had, so it leaves numbers free.
    assert_eq!(run(&mut browser, "open()")["report"]["secondCopy"], false);
    run(&mut browser, "append(100, 102)");
    run(&mut browser, "close()");
    browser.turn_to(&first);
    run(&mut browser, "append(20, 30)");
    run(&mut browser, "close()");
    lock(&mut browser, "unlock(1)");
    browser.turn_to(&second);
    browser.wait_for("globalThis.mine === true").unwrap();
    let report = reopened(&mut browser, (0..30).chain(100..102));
    assert_eq!(said(&report, COUNTS), [32, 30, 0, 2, 0]);
}

#[test]
fn when_photos_have_filled_the_quota_answers_are_still_saved() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    run(&mut browser, "open()");
    run(&mut browser, "append(0, 50)");
    let quota = json!({ "origin": files.origin(), "quotaSize": 30_000_000 });
    browser.call("Storage.overrideQuotaForOrigin", quota).unwrap();

    let full = run(&mut browser, "photosUntilFull(1_000_000, 60)");
    assert_eq!(full[0], "quota");
    let taken = full[1].as_u64().unwrap();
    assert!((5..30).contains(&taken), "{taken} photos");
    assert!(run(&mut browser, "reserve()").as_u64().unwrap() > 1_000_000);

    // More than what the browser has granted already, so that the room kept back is really needed.
    let appended = run(&mut browser, "burst(50, 2500).then(all => all.length)");
    assert_eq!(appended, 2450);
    let appended = run(&mut browser, "append(2500, 2600)");
    assert_eq!(appended["secondCopy"], true, "{appended}");
    assert_eq!(run(&mut browser, "reserve()"), 0, "the room kept back was not needed");
    // A photo must not take what is left of it, however small it is.
    assert_eq!(run(&mut browser, "photosUntilFull(1000, 3)"), json!(["quota", 0]));
    assert_eq!(run(&mut browser, "photos().then(all => all.length)"), taken);
    run(&mut browser, "close()");
    assert_eq!(reopened(&mut browser, 0..2600)["lost"], 0);

    browser.call("Storage.overrideQuotaForOrigin", json!({ "origin": files.origin() })).unwrap();
    run(&mut browser, "open()");
    assert_eq!(run(&mut browser, "photosUntilFull(1000, 3)"), json!([null, 3]), "there is room again");
}

#[test]
fn data_that_is_cleared_under_the_running_app_comes_back() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    run(&mut browser, "putKeyring('[\"An\"]')");
    run(&mut browser, "open()");
    run(&mut browser, "append(0, 40)");
    let all = json!({ "origin": files.origin(), "storageTypes": "all" });
    browser.call("Storage.clearDataForOrigin", all).unwrap();
    run(&mut browser, "append(40, 50)");
    run(&mut browser, "close()");
    assert_eq!(said(&reopened(&mut browser, 0..50), COUNTS), [50, 50, 0, 0, 0]);
    assert_eq!(run(&mut browser, "keyring()"), "[\"An\"]");
}

#[test]
fn the_keyring_and_photos_are_what_was_put_there() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = start(folder.path(), &files);
    assert_eq!(run(&mut browser, "keyring()"), Value::Null);
    assert_eq!(run(&mut browser, "putKeyring('[1]')")["secondCopy"], true);
    run(&mut browser, "putKeyring('[1, 2]')");
    run(&mut browser, "spoilKeyringFile()");
    assert_eq!(run(&mut browser, "keyring()"), "[1, 2]");
    run(&mut browser, "deleteKeyringRecord()");
    assert_eq!(run(&mut browser, "keyring()"), "[1, 2]", "the file was not repaired, or not read");

    assert_eq!(run(&mut browser, "readPhoto('00')"), "closed");
    run(&mut browser, "open()");
    let id = run(&mut browser, "photo(1, 100_000)");
    run(&mut browser, "photo(2, 3_000_000)");
    assert_eq!(run(&mut browser, "photos()"), json!([100_000, 3_000_000]));
    assert_eq!(run(&mut browser, "misnamedPhoto()"), "damaged");
    assert_eq!(run(&mut browser, "readPhoto('../keyring.json')"), "missing");
    run(&mut browser, &format!("removePhoto({id})"));
    assert_eq!(run(&mut browser, &format!("readPhoto({id})")), "missing");
    let estimate = run(&mut browser, "estimate()");
    assert!(estimate["room"].as_u64().unwrap() > 1_000_000, "{estimate}");
}
