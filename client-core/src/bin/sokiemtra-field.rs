//! The command-line tablet; see `sokiemtra-field --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    client_core::native::cli::main(std::env::args_os(), &mut std::io::stdout(), &mut std::io::stderr())
}
