use clap::{Args, Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

/// Sổ kiểm tra: the office's server.
#[derive(Debug, Parser)]
#[command(name = "sokiemtra", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer tablets and browsers until stopped (Ctrl-C, SIGTERM).
    Serve(Serve),
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The data folder, made with `init`.
    #[arg(long)]
    pub data: PathBuf,
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// The header in which a reverse proxy gives the caller's address, for example X-Real-IP. Only for a server that
    /// nobody can reach except through that proxy.
    #[arg(long)]
    pub address_header: Option<String>,
}
