use super::args::Copy;
use super::{Failure, open, serve};
use crate::store::audit::{self, By, Deed};
use crate::store::{DATABASE, backup};
use crate::{clock, secret};
use schemas::ids::Epoch;
use std::io::Write;

pub(super) fn backup(args: &Copy, out: &mut dyn Write) -> Result<(), Failure> {
    let store = open(&args.data)?;
    let head = store.read_blocking(audit::head)?;
    backup::save(&args.data, &args.file)?;
    writeln!(
        out,
        "database copied to {}; photos are in {}",
        args.file.display(),
        args.data.join("photos").display()
    )?;
    writeln!(
        out,
        "audit log up to {head}: keep this line apart from the copy, for `sokiemtra audit verify --head`"
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
    let deed = Deed::new("restored", epoch);
    store.write_blocking(move |tx| audit::append(tx, clock::now(), &By::command_line(), deed))?;
    writeln!(out, "restored; the new epoch {epoch} makes tablets send again what they hold")?;
    Ok(())
}
