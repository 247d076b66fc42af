//! `sokiemtra-field`: the tablet on the command line. Exit code 0: done; 1: refused, with the reason; 2: usage.

pub mod args;
mod failure;
mod look;
mod write;

use self::failure::Failure;
use super::Tablet;
use args::{Cli, Command, Lang};
use clap::Parser;
use schemas::ids::VisitId;
use schemas::text::Language;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// What a command has to say: for people and for programs.
struct Said {
    text: String,
    json: Value,
}

/// Runs one command line.
pub fn main(words: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(usage) => {
            let written = if usage.use_stderr() { write!(err, "{usage}") } else { write!(out, "{usage}") };
            return ExitCode::from(if written.is_err() { 1 } else { usage.exit_code().clamp(0, 2) as u8 });
        }
    };
    let (json, language) = (cli.json, Language::from(cli.lang));
    match run(cli, out, err) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(failure) => {
            // If even standard error is gone, the exit code still tells.
            let _ = complain(&failure, (json, language), err);
            ExitCode::from(1)
        }
    }
}

/// Whether everything was done.
fn run(cli: Cli, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Failure> {
    let folder = cli.store.as_deref().ok_or(Failure::NoStore)?;
    let mut tablet = Tablet::open(folder)?;
    let printing = (cli.json, Language::from(cli.lang));
    if tablet.copied() {
        let note = match cli.lang {
            Lang::Vi => "Thư mục này có thể là bản sao: máy ghi tiếp dưới một mã mới",
            Lang::En => "this folder may be a copy: work goes on under a new actor",
        };
        writeln!(err, "{note}").map_err(Failure::Output)?;
    }
    let Command::Batch { file, keep_going } = cli.command else {
        say(execute(&mut tablet, cli.command, printing.1)?, printing, out)?;
        return Ok(true);
    };
    let source: Box<dyn BufRead> = match &file {
        Some(path) => {
            Box::new(std::io::BufReader::new(std::fs::File::open(path).map_err(super::error::at(path))?))
        }
        None => Box::new(std::io::stdin().lock()),
    };
    let mut done = true;
    for (number, line) in source.lines().enumerate() {
        let line = line.map_err(super::error::at(Path::new("batch")))?;
        let said = command(&line, number + 1).and_then(|command| match command {
            Some(command) => execute(&mut tablet, command, printing.1).map(Some),
            None => Ok(None),
        });
        match said {
            Ok(Some(said)) => say(said, printing, out)?,
            Ok(None) => {}
            Err(failure) if keep_going => {
                complain(&failure, printing, err).map_err(Failure::Output)?;
                done = false;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(done)
}

/// A line of a batch: words as in a shell; empty lines and lines that begin with `#` say nothing.
fn command(line: &str, number: usize) -> Result<Option<Command>, Failure> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let wrong = |what: String| Failure::Line { number, what };
    let words = shlex::split(line).ok_or_else(|| wrong(line.to_owned()))?;
    let program = std::iter::once("sokiemtra-field".to_owned());
    match Cli::try_parse_from(program.chain(words)) {
        Ok(Cli { command: Command::Batch { .. }, .. }) => Err(wrong("batch".to_owned())),
        Ok(cli) => Ok(Some(cli.command)),
        Err(usage) => Err(wrong(usage.to_string())),
    }
}

fn say(said: Said, (json, _): (bool, Language), out: &mut dyn Write) -> Result<(), Failure> {
    let written = if json { writeln!(out, "{}", said.json) } else { writeln!(out, "{}", said.text) };
    written.and_then(|()| out.flush()).map_err(Failure::Output)
}

fn complain(
    failure: &Failure,
    (json, language): (bool, Language),
    err: &mut dyn Write,
) -> std::io::Result<()> {
    match json {
        true => writeln!(err, "{}", failure.problem(language)),
        false => writeln!(err, "{}", failure.text(language)),
    }
}

fn execute(tablet: &mut Tablet, command: Command, language: Language) -> Result<Said, Failure> {
    let vi = language == Language::Vi;
    match command {
        Command::Enrol { url, code, name } => {
            tablet.enrol(&url, &code, &name)?;
            let visits = tablet.session().worklist().visits.len();
            let Some(identity) = tablet.session().identity() else {
                return Err(crate::Error::NotEnrolled.into());
            };
            let (device, person, name) = (&identity.device, &identity.person, &identity.person_name);
            let text = match vi {
                true => format!("Đã đăng ký máy {device} cho {name}; {visits} cuộc kiểm tra"),
                false => format!("enrolled as {device} for {name}; {visits} visits"),
            };
            Ok(Said { text, json: json!({ "device": device, "person": person, "visits": visits }) })
        }
        Command::Pull => {
            tablet.pull()?;
            let worklist = tablet.session().worklist();
            let (version, visits) = (worklist.version, worklist.visits.len());
            let text = match vi {
                true => format!("Đã tải danh sách: {visits} cuộc kiểm tra"),
                false => format!("fetched: {visits} visits"),
            };
            Ok(Said { text, json: json!({ "worklist": version, "visits": visits }) })
        }
        Command::Visits => look::visits(tablet.session(), vi),
        Command::Show(args::Visit { visit }) => {
            let visit = find(tablet, &visit)?;
            look::show(tablet.session(), &visit, language)
        }
        Command::Conflicts(args::Visit { visit }) => {
            let visit = find(tablet, &visit)?;
            look::conflicts(tablet.session(), &visit, language)
        }
        Command::History { visit, item } => {
            let visit = find(tablet, &visit)?;
            look::history(tablet.session(), &visit, &item, language)
        }
        Command::Status => Ok(look::status(tablet.session(), vi)),
        Command::Sync => write::sync(tablet, vi),
        Command::Export { file, visit } => {
            let visit = visit.map(|visit| find(tablet, &visit)).transpose()?;
            write::export(tablet, &file, visit, vi)
        }
        Command::Import { file } => write::import(tablet, &file, vi),
        Command::Batch { .. } => Err(Failure::Line { number: 0, what: "batch".to_owned() }),
        writing => write::command(tablet, writing, language),
    }
}

/// A visit by its id, a unique beginning of it, or the unit's code.
fn find(tablet: &Tablet, given: &str) -> Result<VisitId, Failure> {
    let visits = &tablet.session().worklist().visits;
    let by_unit: Vec<_> = visits.iter().filter(|visit| visit.unit.as_str() == given).collect();
    let lower = given.to_ascii_lowercase();
    let by_id =
        || visits.iter().filter(|visit| !lower.is_empty() && visit.id.to_string().starts_with(&lower));
    let found: Vec<_> = if by_unit.is_empty() { by_id().collect() } else { by_unit };
    if let [visit] = found.as_slice() {
        return Ok(visit.id);
    }
    let name = |visit: &schemas::wire::WorklistVisit| {
        format!("{} {} ({}, {})", &visit.id.to_string()[..8], visit.unit, visit.unit_name, visit.date)
    };
    let (several, given) = (!found.is_empty(), given.to_owned());
    let fitting = match several {
        true => found.into_iter().map(name).collect(),
        false => visits.iter().map(name).collect(),
    };
    Err(Failure::Visit { given, several, fitting })
}

impl Said {
    fn new(text: String, json: Value) -> Self {
        Self { text, json }
    }
}
