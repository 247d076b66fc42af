//! The command-line tablet as people and scripts use it.

use crate::folder::prepare;
use crate::support::*;
use client_core::native::cli::main;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

fn run(folder: &Path, words: &[&str]) -> (bool, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let store = folder.to_str().unwrap();
    let words = [&["sokiemtra-field", "--store", store], words].concat();
    let words = words.into_iter().map(Into::into);
    let code = main(words, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code == ExitCode::SUCCESS, text(out), text(err))
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let (done, out, err) = run(folder, &[&["--json"], words].concat());
    assert!(done, "{err}");
    serde_json::from_str(&out).unwrap()
}

fn refused(folder: &Path, words: &[&str]) -> Value {
    let (done, out, err) = run(folder, &[&["--json"], words].concat());
    assert!(!done && out.is_empty(), "{out}");
    serde_json::from_str(&err).unwrap()
}

#[test]
fn a_visit_is_filled_in_shown_and_signed() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let at = folder.path();
    let (done, out, _) = run(at, &["answer", "10273", "A02", "243/250", "--note", "Thiếu 7 thủ tục"]);
    assert!(done && out.contains("Đã lưu A02"), "{out}");
    json(at, &["answer", "10273", "A01", "có"]);
    json(at, &["opinion", "10273", "Nhất trí với biên bản"]);
    let row = json(at, &["row", "10273", "DS", "add"])["row"].as_str().unwrap().to_owned();
    let signed = json(at, &["sign", "10273", "--role", "leader", "--name", "Người Một"]);
    assert_eq!(signed["saved"], 1);
    let shown = json(at, &["show", "10273"]);
    assert_eq!(shown["card"]["answered"], 2);
    assert_eq!(shown["signatures"][0]["valid"], true);
    assert_eq!(shown["opinion"], "Nhất trí với biên bản");
    let rows = |shown: &Value| {
        shown["groups"].as_array().unwrap().iter().map(|g| g["rows"].as_array().unwrap().len()).sum::<usize>()
    };
    assert_eq!(rows(&shown), 1);
    json(at, &["row", "10273", "DS", "remove", &row]);
    assert_eq!(rows(&json(at, &["show", "10273"])), 0);
    assert_eq!(json(at, &["history", "10273", "A02"])[0]["given"]["by"]["name"], "Người 1");
    assert_eq!(json(at, &["status"])["unsent"], 7);
    let (_, out, _) = run(at, &["show", &visit().to_string()[..6]]);
    assert!(out.contains("97,20 %") && out.contains("Thiếu 7 thủ tục"), "{out}");
}

#[test]
fn refusals_name_the_item_the_rule_and_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let at = folder.path();
    let problem = refused(at, &["answer", "10273", "A02", "251/250"]);
    assert_eq!(problem["type"], "urn:sokiemtra:problem:refused-answer");
    assert_eq!(problem["item"], "A02");
    assert!(problem["rule"].as_str().unwrap().contains("251"), "{problem}");
    let problem = refused(at, &["answer", "10273", "A02", "mức độ 3 đạt tỷ lệ 95%"]);
    assert!(problem["rule"].as_str().unwrap().contains("tử số/mẫu số"), "{problem}");
    let problem = refused(at, &["answer", "10273", "A06", "có thể"]);
    assert!(problem["rule"].as_str().unwrap().contains("correct"), "{problem}");
    let problem = refused(at, &["answer", "10273", "Z99", "có"]);
    assert!(problem["allowed"].as_array().unwrap().len() > 60);
    assert_eq!(refused(at, &["show", "99999"])["type"], "urn:sokiemtra:problem:unknown-visit");
    assert_eq!(refused(at, &["resolve", "10273", "A02", "--take", "1", "--reason", "x"])["item"], "A02");
    assert_eq!(refused(at, &["enrol", "http://127.0.0.1:9", "X"])["type"], "urn:sokiemtra:problem:refused");
    assert_eq!(json(at, &["status"])["unsent"], 0);
}

#[test]
fn a_word_too_much_is_a_usage_error() {
    let code = |words: &[&str]| {
        let status = Command::new(env!("CARGO_BIN_EXE_sokiemtra-field"))
            .args(words)
            .env_remove("SOKIEMTRA_STORE")
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status();
        status.unwrap().code()
    };
    assert_eq!(code(&["answer", "10273"]), Some(2));
    assert_eq!(code(&["dance"]), Some(2));
    assert_eq!(code(&["--version"]), Some(0));
    assert_eq!(code(&["status"]), Some(1), "no folder");
}

#[test]
fn without_a_network_everything_entered_stays() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    json(folder.path(), &["answer", "10273", "A02", "243/250"]);
    let (done, _, err) = run(folder.path(), &["sync"]);
    assert!(!done && err.contains("vẫn giữ trên máy 1 thay đổi"), "{err}");
    assert!(!err.contains("khong-ai-duoc-thay"));
    assert_eq!(json(folder.path(), &["status"])["unsent"], 1);
}

#[test]
fn a_photo_is_read_described_and_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let file = folder.path().join("anh.png");
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 30, 30])).save(&file).unwrap();
    let words = ["photo", "10273", "A02", file.to_str().unwrap(), "--caption", "Bảng niêm yết"];
    let told = json(folder.path(), &words);
    assert_eq!(told["photo"]["pixels"], serde_json::json!([40, 30]));
    assert_eq!(told["photo"]["media_type"], "image/png");
    json(folder.path(), &words);
    assert_eq!(json(folder.path(), &["status"])["unsent_photos"], 1);
    let wrong = folder.path().join("van-ban.png");
    std::fs::write(&wrong, "%PDF-1.7").unwrap();
    assert_eq!(
        refused(folder.path(), &["photo", "10273", "A02", wrong.to_str().unwrap()])["type"],
        "urn:sokiemtra:problem:photo"
    );
}

#[test]
fn a_bundle_file_goes_from_tablet_to_tablet() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    prepare(from.path());
    prepare(to.path());
    json(from.path(), &["answer", "10273", "A02", "243/250"]);
    json(to.path(), &["answer", "10273", "A02", "240/250"]);
    let file = from.path().join("goi.sktb");
    let name = file.to_str().unwrap();
    assert_eq!(json(from.path(), &["export", name])["changes"], 1);
    assert_eq!(json(to.path(), &["import", name])["changes"], 1);
    assert_eq!(json(to.path(), &["import", name])["changes"], 0);
    assert_eq!(json(to.path(), &["conflicts", "10273"])[0]["choices"].as_array().unwrap().len(), 2);
    assert_eq!(
        refused(to.path(), &["answer", "10273", "A02", "1/2"])["type"],
        "urn:sokiemtra:problem:disputed"
    );
    assert_eq!(
        refused(to.path(), &["resolve", "10273", "A02", "--take", "3", "--reason", "x"])["allowed"],
        serde_json::json!([1, 2])
    );
    json(to.path(), &["resolve", "10273", "A02", "--take", "2", "--reason", "Đếm lại tại chỗ"]);
    assert_eq!(json(to.path(), &["conflicts", "10273"]), serde_json::json!([]));
    let history = json(to.path(), &["history", "10273", "A02"]);
    assert_eq!(history[2]["superseded"].as_array().unwrap().len(), 2);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(refused(to.path(), &["import", name])["type"], "urn:sokiemtra:problem:bundle");
}

#[test]
fn a_killed_process_loses_nothing_it_said_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_sokiemtra-field"))
        .args(["--store", folder.path().to_str().unwrap(), "batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut input = child.stdin.take().unwrap();
    for numerator in 1..=5 {
        writeln!(input, "answer 10273 A02 {numerator}/250 --note 'lần {numerator}'").unwrap();
        assert!(lines.next().unwrap().unwrap().contains("Đã lưu"));
    }
    let second = refused(folder.path(), &["status"]);
    assert_eq!(second["type"], "urn:sokiemtra:problem:store-in-use");
    assert_eq!(second["folder"].as_str(), folder.path().to_str());
    child.kill().unwrap();
    child.wait().unwrap();
    let history = json(folder.path(), &["history", "10273", "A02"]);
    assert_eq!(history.as_array().unwrap().len(), 5);
    let actors = json(folder.path(), &["status"]);
    assert_eq!(actors["unsent"], 10);
}

#[test]
fn a_batch_stops_at_the_first_refusal_unless_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let file = folder.path().join("lenh.txt");
    std::fs::write(&file, "# ghi chú\n\nanswer 10273 A01 có\nanswer 10273 A02 5/4\nanswer 10273 A02 1/4\n")
        .unwrap();
    let name = file.to_str().unwrap();
    let (done, out, err) = run(folder.path(), &["batch", name]);
    assert!(!done && out.lines().count() == 1 && err.contains("A02"), "{out}{err}");
    let (done, out, _) = run(folder.path(), &["batch", name, "--keep-going"]);
    assert!(!done && out.lines().count() == 2, "{out}");
    assert_eq!(json(folder.path(), &["visits"])[0]["answered"], 2);
}
