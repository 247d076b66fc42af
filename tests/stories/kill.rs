//! The server is killed without warning, again and again, while two tablets work and sync.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tests::bare::random;
use tests::office::Server;
use tests::tablet::Tablet;
use tests::world::{CAMPAIGN, UNIT, World};

const KILLS: usize = 20;
/// Answers and syncs of one tablet between two kills, at most.
const TURNS: usize = 50;
/// When the kill comes after both tablets have begun, in milliseconds: as long as some turns take.
const MOMENTS: RangeInclusive<u64> = 0..=400;

/// A small generator whose seed is printed, so that a failed run can be looked at again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, range: &RangeInclusive<u64>) -> u64 {
        // xorshift64, Marsaglia 2003
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        range.start() + self.0 % (range.end() - range.start() + 1)
    }
}

/// A tablet that counts up one item.
struct Counter {
    tablet: Tablet,
    item: &'static str,
    typed: i64,
    acknowledged: i64,
}

impl Counter {
    /// Answers and syncs until the server is gone.
    fn work(&mut self, gone: &AtomicBool) {
        for _ in 0..TURNS {
            self.typed += 1;
            // Without a network the tablet always takes an answer.
            self.tablet.run(&["answer", UNIT, self.item, &self.typed.to_string()]).unwrap();
            let ended = self.tablet.try_run(&["sync"], "").unwrap();
            match ended.code {
                Some(0) => self.acknowledged = self.typed,
                Some(1) => return,
                code => panic!("sync ended with {code:?}: {}{}", ended.out, ended.err),
            }
            if gone.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    /// Everything up to `last` is in the report, once each and in order.
    fn check(&self, report: &serde_json::Value, last: i64) {
        let steps = report["history"][self.item].as_array().cloned().unwrap_or_default();
        let found: Vec<i64> = steps.iter().filter_map(|step| step["answer"]["integer"].as_i64()).collect();
        assert!(found.len() as i64 >= last, "{}: {last} were acknowledged, {found:?} are there", self.item);
        assert_eq!(found, (1..=found.len() as i64).collect::<Vec<_>>(), "{}", self.item);
    }
}

/// The port may be in use by somebody else for a moment after the server that had it was killed.
fn serve_again(world: &World, address: &str) -> Server {
    let mut tries = 0;
    loop {
        match world.office.serve(address) {
            Ok(server) => return server,
            Err(error) if tries == 20 => panic!("{error}"),
            Err(_) => thread::sleep(Duration::from_millis(100)),
        }
        tries += 1;
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let seed = u64::from_be_bytes(random().unwrap()) | 1;
    eprintln!("seed of the moments: {seed}");
    let mut dice = Dice(seed);
    let world = World::with(&["an", "binh"]).unwrap();
    let mut server = world.serve().unwrap();
    let address = server.url.trim_start_matches("http://").to_owned();
    let counter = |name: &str, item| Counter {
        tablet: world.tablet(name, name, &server).unwrap(),
        item,
        typed: 0,
        acknowledged: 0,
    };
    let mut tablets = [counter("an", "A03"), counter("binh", "D07")];
    for _ in 0..KILLS {
        let gone = AtomicBool::new(false);
        thread::scope(|scope| {
            for tablet in &mut tablets {
                scope.spawn(|| tablet.work(&gone));
            }
            // The moment itself is what is tried out.
            thread::sleep(Duration::from_millis(dice.roll(&MOMENTS)));
            server.kill().unwrap();
            gone.store(true, Ordering::Relaxed);
        });
        // Before the tablets say anything again.
        server = serve_again(&world, &address);
        let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
        tablets.iter().for_each(|tablet| tablet.check(&report, tablet.acknowledged));
    }
    for tablet in tablets.iter().chain(&tablets) {
        tablet.tablet.run(&["sync"]).unwrap();
    }
    let report = world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    for tablet in &tablets {
        assert!(tablet.typed >= KILLS as i64);
        tablet.check(&report, tablet.typed);
    }
    assert_eq!(report["quarantined"], 0);
    assert_eq!(report["disputed"], serde_json::json!([]));
    let shown: Vec<_> =
        tablets.iter().map(|t| t.tablet.json(&["show", UNIT]).unwrap()["assessment"].clone()).collect();
    assert_eq!(shown[0], shown[1], "both tablets see the same");

    drop(server);
    world.office.command(&["rebuild", "--data", &world.office.data()], "").unwrap();
    assert_eq!(world.office.report(CAMPAIGN, Some(UNIT)).unwrap(), report, "rebuilt from the log");
}
