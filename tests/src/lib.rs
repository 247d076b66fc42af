//! The project as its users run it: the real server and real command-line tablets, as processes, over loopback HTTP.

pub mod app;
pub mod bare;
pub mod browser;
pub mod clerk;
pub mod files;
pub mod inspector;
pub mod looks;
pub mod office;
pub mod photo;
pub mod process;
pub mod scenario;
pub mod tablet;
pub mod world;

/// What went wrong, in words.
pub type Result<T = ()> = std::result::Result<T, String>;

/// Where this workspace's programs were built: beside this one.
pub fn program(name: &str) -> Result<std::path::PathBuf> {
    let here = std::env::current_exe().map_err(|error| format!("own path: {error}"))?;
    // A test binary lies one folder deeper, in `deps`.
    let found = here.ancestors().skip(1).take(2).map(|folder| folder.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| format!("{name} is not built; run `cargo build --workspace --bins --all-features`"))
}
