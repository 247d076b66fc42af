use super::{Failure, args::Serve, open};
use crate::catalogue::{self, PublishError};
use crate::config::{Config, Settings};
use crate::{app, clock, tablet};
use rocket::fairing::AdHoc;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::Path;

/// Name of the file that is locked while a server runs on the folder.
const LOCK: &str = "serve.lock";

/// One server per folder: the lock goes when the process ends, however it ends.
pub(super) fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|error| {
        Failure::Refused(format!(
            "{}: {error}. Is the data folder there, and may it be written?",
            path.display()
        ))
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::Refused(format!(
            "another server already runs on {}. Stop it first, or choose another data folder.",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => Err(Failure::Refused(format!("{}: {error}", path.display()))),
    }
}

pub(super) fn run(args: Serve, out: &mut dyn Write) -> Result<(), Failure> {
    let store = open(&args.data)?;
    let _lock = lock(&args.data)?;
    // A newer program may bring newer checklists.
    match catalogue::publish_shipped(&store, clock::now()) {
        Ok(_) => {}
        // What is published stays as it is; no reason to leave the office without its server.
        Err(frozen @ PublishError::Frozen { .. }) => writeln!(out, "note: {frozen}")?,
        Err(other) => return Err(other.into()),
    }
    let settings = Settings::read(&args.data).map_err(|error| Failure::Refused(error.to_string()))?;
    let mut config = Config::new(args.data, args.listen).with(settings);
    config.address_header = args.address_header.or(config.address_header);
    config.second_factor = args.second_factor.unwrap_or(config.second_factor);
    config.tablet = args.tablet.unwrap_or(config.tablet);
    if let Err(missing) = tablet::Files::read(&config.tablet) {
        // The office works without it, and the page in its place says the same.
        writeln!(
            out,
            "note: no tablet app: {missing}. Build it with `cargo xtask tablet`, or name its folder with --tablet."
        )?;
    }
    let (ready, is_ready) = std::sync::mpsc::channel();
    let server = app::build(config, store).attach(AdHoc::on_liftoff("address", move |rocket| {
        Box::pin(async move {
            // Nobody listening means that the command is ending already.
            let _ = ready.send((rocket.config().address, rocket.config().port));
        })
    }));
    std::thread::scope(|scope| {
        let launch = scope.spawn(|| rocket::execute(server.launch()).map_err(Box::new));
        if let Ok((address, port)) = is_ready.recv() {
            let address = std::net::SocketAddr::new(address, port);
            // Whoever started the server may have closed the pipe; that is no reason to stop it.
            let _ = writeln!(out, "listening on http://{address}").and_then(|()| out.flush());
        }
        match launch.join() {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refused(&error, args.listen)),
            Err(_) => Err(Failure::Refused("the server stopped with a programming error".into())),
        }
    })
}

fn refused(error: &rocket::Error, listen: std::net::SocketAddr) -> Failure {
    use rocket::error::ErrorKind;
    Failure::Refused(match error.kind() {
        ErrorKind::Bind(cause) => {
            format!("cannot listen on {listen}: {cause}. Choose another address with --listen.")
        }
        other => format!("the server could not start: {other}"),
    })
}
