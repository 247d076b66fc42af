//! The made-up book opens, and its checklist is what its source says.

use client_core::practice;

#[test]
fn the_made_up_book_opens() {
    let toml = include_str!("../../src/practice/checklist.toml");
    let compiled = schemas::template::load(toml, "checklist.toml").unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/practice/checklist.json");
    if std::env::var_os("UPDATE_PRACTICE").is_some() {
        std::fs::write(path, compiled.canonical()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), compiled.canonical());
    let view = practice::open().unwrap();
    assert_eq!(view.sections.len(), 1);
    assert!(view.sections[0].items.iter().all(|item| !item.answers.is_empty()));
}
