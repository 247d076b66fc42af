//! What the system says of a process (Linux).

use crate::Result;
use std::process::Command;

/// Seconds of processor time used so far.
pub fn cpu(pid: u32) -> Result<f64> {
    let stat = read(pid, "stat")?;
    // After the name in brackets; user and system time are the 14th and 15th field, in ticks of 10 ms.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
    Ok(ticks.sum::<u64>() as f64 / 100.0)
}

/// Memory held now, in MiB.
pub fn memory(pid: u32) -> Result<f64> {
    status(pid, "VmRSS:")
}

/// Memory held now that is its own, without the files of programs and libraries, in MiB.
pub fn own_memory(pid: u32) -> Result<f64> {
    status(pid, "RssAnon:")
}

/// Most memory held so far, in MiB.
pub fn peak_memory(pid: u32) -> Result<f64> {
    status(pid, "VmHWM:")
}

fn status(pid: u32, field: &str) -> Result<f64> {
    let status = read(pid, "status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map(|kib| kib / 1024.0).ok_or_else(|| format!("no {field} of process {pid}"))
}

fn read(pid: u32, file: &str) -> Result<String> {
    std::fs::read_to_string(format!("/proc/{pid}/{file}")).map_err(|error| format!("process {pid}: {error}"))
}

/// The process in which the server merges.
pub fn trial_process(server: u32) -> Result<u32> {
    let children = read(server, &format!("task/{server}/children")).unwrap_or_default();
    let of_threads = std::fs::read_dir(format!("/proc/{server}/task")).map_err(|error| error.to_string())?;
    let of_threads = of_threads
        .filter_map(std::result::Result::ok)
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let all = of_threads.fold(children, |all, more| all + " " + &more);
    all.split_whitespace()
        .find_map(|pid| pid.parse().ok())
        .ok_or_else(|| "the server has no trial process".to_owned())
}

/// Stops or continues a process.
pub fn signal(pid: u32, name: &str) -> Result {
    let status = Command::new("kill").args([format!("-{name}"), pid.to_string()]).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        other => Err(format!("kill -{name} {pid}: {other:?}")),
    }
}
