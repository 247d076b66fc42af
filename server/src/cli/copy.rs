use super::args::Copy;
use super::{Failure, open, serve};
use crate::store::{DATABASE, audit, backup};
use crate::{clock, secret};
use schemas::ids::Epoch;
use serde_json::json;
use std::io::Write;

pub(super) fn backup(args: &Copy, out: &mut dyn Write) -> Result<(), Failure> {
    open(&args.data)?;
    backup::save(&args.data, &args.file)?;
    writeln!(
        out,
        "database copied to {}; photos are in {}",
        args.file.display(),
        args.data.join("photos").display()
    )?;
    Ok(())
}

pub(super) fn restore(args: &Copy, out: &mut dyn Write) -> Result<(), Failure> {
    let photos = args.data.join("photos");
    std::fs::create_dir_all(&photos)
        .map_err(|error| Failure::Refused(format!("{}: {error}", photos.display())))?;
    let _lock = serve::lock(&args.data)?;
    let database = args.data.join(DATABASE);
    if database.exists() {
        return Err(Failure::Refused(format!(
            "{} exists. Restore into another folder, or move this file with its -wal and -shm files away first.",
            database.display()
        )));
    }
    let epoch = Epoch(secret::random());
    let store = backup::restore(&args.data, &args.file, epoch)?;
    let details = json!({ "epoch": epoch });
    store.write_blocking(move |tx| audit::append(tx, clock::now(), "cli", "restored", &details))?;
    writeln!(out, "restored; the new epoch {epoch} makes tablets send again what they hold")?;
    Ok(())
}
