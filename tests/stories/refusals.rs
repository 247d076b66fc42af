//! What is refused is refused with the item, the rule and what is allowed; nothing is changed by it, nothing is lost.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use tests::tablet::Tablet;
use tests::world::{CAMPAIGN, UNIT, World};

fn enrolled() -> (World, tests::office::Server, Tablet) {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let tablet = world.tablet("an", "an", &server).unwrap();
    (world, server, tablet)
}

#[track_caller]
fn refused(tablet: &Tablet, args: &[&str], says: &[&str]) {
    let ended = tablet.try_run(args, "").unwrap();
    assert_eq!(ended.code, Some(1), "{args:?}: {}{}", ended.out, ended.err);
    for words in says {
        assert!(ended.err.contains(words), "{args:?} does not say '{words}': {}", ended.err);
    }
}

#[test]
fn a_wrong_answer_is_refused_with_item_rule_and_allowed_values() {
    let (_world, _server, tablet) = enrolled();
    let before = tablet.json(&["show", UNIT]).unwrap();
    // Wrong item, wrong type, numerator > denominator, unknown choice.
    refused(&tablet, &["answer", UNIT, "Z99", "có"], &["Z99", "A01", "J03"]);
    refused(&tablet, &["answer", UNIT, "A01", "243/250"], &["A01"]);
    refused(&tablet, &["answer", UNIT, "A03", "nhiều"], &["A03"]);
    refused(&tablet, &["answer", UNIT, "A03", "-5"], &["A03"]);
    refused(&tablet, &["answer", UNIT, "A02", "251/250"], &["A02", "251", "250"]);
    refused(&tablet, &["answer", UNIT, "A02", "95%"], &["A02", "95%"]);
    refused(&tablet, &["answer", UNIT, "A06", "có lẽ"], &["A06", "correct", "wrong", "none"]);
    refused(&tablet, &["answer", UNIT, "A08", "screen, loa"], &["A08", "screen", "kiosk", "qr"]);
    refused(&tablet, &["answer", UNIT, "F06", "101"], &["F06", "100"]);
    refused(&tablet, &["answer", UNIT, "I03", "31/02/2018"], &["I03"]);
    refused(&tablet, &["answer", UNIT, "D01", "carried=1 neu=2"], &["D01", "neu", "new"]);
    refused(&tablet, &["answer", UNIT, "D01", "carried=1"], &["D01", "new"]);
    refused(&tablet, &["answer", UNIT, "D02", "1/2"], &["D02"]);
    refused(&tablet, &["row", UNIT, "ZZ", "add"], &["ZZ", "DS", "AT"]);
    refused(&tablet, &["answer", "99999", "A01", "có"], &["99999", UNIT]);
    refused(&tablet, &["resolve", UNIT, "A02", "--take", "1", "--reason", "x"], &["A02"]);
    assert_eq!(tablet.json(&["show", UNIT]).unwrap(), before, "a refused answer changed something");
}

#[test]
fn a_batch_stops_at_the_refused_line_and_keeps_what_came_before() {
    let (_world, _server, tablet) = enrolled();
    let lines = format!("answer {UNIT} A01 có\nanswer {UNIT} A02 251/250\nanswer {UNIT} A04 có\n");
    let ended = tablet.try_run(&["batch"], &lines).unwrap();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("A02"), "{}", ended.err);
    let shown = tablet.json(&["show", UNIT]).unwrap();
    assert_eq!(shown["card"]["answered"], 1, "{shown}");
}

#[test]
fn a_mistyped_command_ends_with_two() {
    let (world, _server, tablet) = enrolled();
    for args in [
        &["anwser", UNIT, "A01", "có"][..],
        &["answer", UNIT],
        &["sign", UNIT, "--role", "chief", "--name", "x"],
    ] {
        let ended = tablet.try_run(args, "").unwrap();
        assert_eq!(ended.code, Some(2), "{args:?}: {ended:?}");
        assert!(!ended.err.is_empty());
    }
    let office =
        Command::new(tests::program("sokiemtra").unwrap()).args(["report", "--data"]).output().unwrap();
    assert_eq!(office.status.code(), Some(2));
    // Well-formed, but there is nothing like that: 1, and it says what.
    let error = world.office.report(CAMPAIGN, Some("00001")).unwrap_err();
    assert!(error.contains("00001"), "{error}");
    let error = world.office.device_code("nobody").unwrap_err();
    assert!(error.contains("nobody"), "{error}");
}

#[test]
fn a_second_process_on_one_tablet_is_told_so() {
    let (_world, _server, tablet) = enrolled();
    let mut first = Command::new(tests::program("sokiemtra-field").unwrap());
    first.arg("--store").arg(tablet.store()).arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut first = first.spawn().unwrap();
    // Its first answer shows that it holds the folder; it does so until its input ends.
    let mut input = first.stdin.take().unwrap();
    input.write_all(b"status\n").unwrap();
    let mut line = String::new();
    let mut answers = BufReader::new(first.stdout.take().unwrap());
    answers.read_line(&mut line).unwrap();
    let second = tablet.try_run(&["answer", UNIT, "A03", "1"], "").unwrap();
    assert_eq!(second.code, Some(1), "{second:?}");
    assert!(second.err.contains(&tablet.store().display().to_string()), "{}", second.err);
    input.write_all(format!("answer {UNIT} A04 có\n").as_bytes()).unwrap();
    drop(input);
    assert!(first.wait().unwrap().success());
    assert_eq!(tablet.json(&["history", UNIT, "A04"]).unwrap().as_array().map(Vec::len), Some(1));
}

#[test]
fn an_enrolment_code_works_once() {
    let (world, server, _tablet) = enrolled();
    let code = world.office.device_code("binh").unwrap();
    let first = Tablet::at(&world.path("first"));
    first.run(&["enrol", &server.url, &code]).unwrap();
    let second = Tablet::at(&world.path("second"));
    refused(&second, &["--json", "enrol", &server.url, &code], &["code-used"]);
    refused(&second, &["--json", "enrol", &server.url, "AAAA-BBBB-CCCC"], &["code-unknown"]);
    refused(&second, &["answer", UNIT, "A01", "có"], &[]);
    // A tablet that belongs to somebody does not change hands.
    let code = world.office.device_code("an").unwrap();
    refused(&first, &["enrol", &server.url, &code], &["binh"]);
}

#[test]
fn work_of_a_revoked_tablet_is_kept_aside_and_kept_on_the_tablet() {
    let (world, _server, tablet) = enrolled();
    tablet.run(&["answer", UNIT, "A03", "1"]).unwrap();
    tablet.run(&["sync"]).unwrap();
    tablet.run(&["answer", UNIT, "A03", "2"]).unwrap();
    let data = world.office.data();
    let list = world.office.command(&["device", "list", "--data", &data], "").unwrap();
    let device = list.split_whitespace().next().unwrap();
    world.office.command(&["device", "revoke", "--data", &data, device], "").unwrap();

    // Whether the tablet calls that a failure is its own affair; it must say it, and lose nothing.
    let ended = tablet.try_run(&["sync"], "").unwrap();
    assert!(matches!(ended.code, Some(0 | 1)), "{ended:?}");
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["quarantined"], 1, "{}", report["quarantined"]);
    let steps = report["history"]["A03"].as_array().unwrap();
    assert_eq!(steps.len(), 1, "only what came before: {steps:?}");
    assert_eq!(steps[0]["answer"]["integer"], 1);
    assert_eq!(tablet.json(&["history", UNIT, "A03"]).unwrap().as_array().map(Vec::len), Some(2));
    let shown = tablet.json(&["show", UNIT]).unwrap();
    assert_eq!(shown["card"]["quarantined"], 1, "{}", shown["card"]);
}
