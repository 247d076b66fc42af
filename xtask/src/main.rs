//! The project's own commands: `cargo xtask run | test | tablet | tidy | load`.

mod demo;
mod setup;
mod shell;
mod tablet;
mod tidy;
mod verify;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run  [--listen ADDR] [--fresh]   build, start the server with demo data, print addresses and log-ins
cargo xtask test                             formatting, clippy, tidy, unit, property, end-to-end and browser tests
cargo xtask tablet [--dev]                   build the tablet app that the server serves; --dev: quickly, and large
cargo xtask tidy                             the repository's own rules
cargo xtask load                             build for release and print the figures of the README
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("run") => demo::run(&args[1..]),
        Some("test") => verify::test(),
        Some("tablet") => tablet::command(&args[1..]),
        Some("tidy") => tidy::check(),
        Some("load") => verify::load(&args[1..]),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}
