//! The server's figures: a hundred tablets come back into the network at once. Started by `cargo xtask load`.
//!
//! What accepting and handing out cost is told apart from merging by stopping the server's trial process while the
//! tablets push, and letting it go on before they pull. With `--stored N` the same is measured beside N more visits
//! that were recorded before.
#![expect(clippy::print_stdout, reason = "it prints figures")]

mod swarm;

use std::process::ExitCode;
use std::time::{Duration, Instant};
use swarm::{CAMPAIGN, Swarm};
use tests::Result;
use tests::office::Office;
use tests::process::{cpu, memory, peak_memory, signal, trial_process};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let stored = args.iter().position(|arg| arg == "--stored").and_then(|at| args.get(at + 1)?.parse().ok());
    match run(stored.unwrap_or(0)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("load: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(stored: usize) -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let office = Office::init(&folder.path().join("data"))?;
    let mut server = office.serve("127.0.0.1:0")?;
    if stored > 0 {
        println!("storing {stored} visits first …");
        swarm::store_visits(&office, &server, folder.path(), stored)?;
        wait_until_merged(&office, swarm::STORED)?;
        server.kill()?;
        server = office.serve("127.0.0.1:0")?;
    }
    let mut swarm = Swarm::enrol(&office, &server, folder.path())?;
    println!("{} tablets, {} visits each, {} changes", swarm.tablets(), swarm::VISITS, swarm.changes());
    std::thread::sleep(Duration::from_secs(2));
    println!("server at rest: {:.1} MiB", memory(server.pid())?);

    let trial = trial_process(server.pid())?;
    signal(trial, "STOP")?;
    let (before, begun) = (cpu(server.pid())?, Instant::now());
    swarm.exchange()?;
    let (push_cpu, push_time) = (cpu(server.pid())? - before, begun.elapsed());
    println!("push, each answered from disk: {push_cpu:.2} CPU-s in {:.2} s", push_time.as_secs_f64());

    let (before, trial_before, begun) = (cpu(server.pid())?, cpu(trial)?, Instant::now());
    signal(trial, "CONT")?;
    wait_until_merged(&office, CAMPAIGN)?;
    println!(
        "merge and evaluate behind it: {:.2} CPU-s in the server, {:.2} in the trial process ({:.1} MiB), {:.2} s",
        cpu(server.pid())? - before,
        cpu(trial)? - trial_before,
        peak_memory(trial)?,
        begun.elapsed().as_secs_f64(),
    );

    let (before, begun) = (cpu(server.pid())?, Instant::now());
    swarm.exchange()?;
    let pull_cpu = cpu(server.pid())? - before;
    println!("pull: {pull_cpu:.2} CPU-s in {:.2} s", begun.elapsed().as_secs_f64());
    let (up, down) = swarm.bytes();
    println!("accepting and handing out together: {:.2} CPU-s", push_cpu + pull_cpu);
    println!("bodies per tablet: {:.1} KiB up, {:.1} KiB down", kib(up), kib(down));
    println!("all tablets converged: {}", swarm.converged()?);
    println!("peak memory of the server: {:.1} MiB", peak_memory(server.pid())?);
    let times = swarm.push_one_by_one()?;
    println!("one small push after the other: median {:.2} ms", times[times.len() / 2]);
    let visit = swarm.one_persons_visit()?;
    println!("one person's answers to a whole visit, one request: {:.2} KiB", kib(visit));
    Ok(())
}

fn kib(bytes: f64) -> f64 {
    bytes / 1024.0
}

fn wait_until_merged(office: &Office, campaign: &str) -> Result {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(1_800) {
        let overview = office.report(campaign, None)?;
        let visits = overview["visits"].as_array().ok_or("the overview lists no visits")?;
        if visits.iter().all(|visit| visit["waiting"] == 0) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Err("not merged within half an hour".to_owned())
}
