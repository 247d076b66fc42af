//! Every scenario file plays, and the office then sees what the file says.

use std::path::{Path, PathBuf};
use tests::office::Office;
use tests::scenario::{Player, Scenario};

/// Where the scenario files lie.
pub(crate) fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Plays a scenario in a folder and checks it; the office remains.
pub(crate) fn play(name: &str, folder: &Path) -> (Office, tests::office::Server) {
    let scenario = Scenario::read(&home().join(name)).unwrap();
    assert!(!scenario.checks.is_empty(), "{name} checks nothing");
    let office = Office::init(&folder.join("data")).unwrap();
    let server = office.serve("127.0.0.1:0").unwrap();
    let player = Player::new(&scenario, &home(), &folder.join("work"), &office);
    player.play(&server, |_| {}).unwrap();
    player.check().unwrap();
    (office, server)
}

fn plays(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    play(name, folder.path());
}

#[test]
fn phu_xuyen_2018_plays() {
    plays("phu-xuyen-2018.toml");
}

#[test]
fn the_figures_of_two_articles_are_recomputed() {
    plays("figures-003-004.toml");
}

#[test]
fn a_visit_of_2026_follows_the_rules_of_each_reception_date() {
    plays("xa-2026.toml");
}
