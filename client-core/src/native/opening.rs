//! One writer per folder, and how a copied folder is recognised.
//!
//! At each opening the file `opening` gets a new random token, and the database remembers the token together with what
//! the file system says about that file (device, inode, time of the last change in nanoseconds). A copy, a restored
//! backup or a moved disk has another one of these: then the store goes on under a new actor, because the original may
//! be going on under the old one.

use super::error::{NativeError, at};
use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::Write;
use std::path::Path;

const SENTINEL: &str = "opening";

/// Takes the folder for this process; released when the file is dropped or the process ends.
pub(super) fn lock(folder: &Path) -> Result<File, NativeError> {
    let path = folder.join("lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(NativeError::InUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(NativeError::File { path, source }),
    }
}

/// What the sentinel looks like now; `None` if it is not there.
pub(super) fn seen(folder: &Path) -> Result<Option<String>, NativeError> {
    let path = folder.join(SENTINEL);
    match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        token => {
            let (token, file) = (token.map_err(at(&path))?, std::fs::metadata(&path).map_err(at(&path))?);
            Ok(Some(mark(&token, &file)))
        }
    }
}

/// Renews the sentinel and tells what it looks like now.
pub(super) fn renew(folder: &Path, token: [u8; 16]) -> Result<String, NativeError> {
    let (path, token) = (folder.join(SENTINEL), hex::encode(token));
    let mut file = File::create(&path).map_err(at(&path))?;
    file.write_all(token.as_bytes()).and_then(|()| file.sync_all()).map_err(at(&path))?;
    drop(file);
    let file = std::fs::metadata(&path).map_err(at(&path))?;
    Ok(mark(&token, &file))
}

#[cfg(unix)]
fn mark(token: &str, file: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let (device, inode) = (file.dev(), file.ino());
    format!("{token} {device} {inode} {}.{:09}", file.ctime(), file.ctime_nsec())
}

#[cfg(not(unix))]
fn mark(token: &str, file: &Metadata) -> String {
    format!("{token} {:?} {:?}", file.created().ok(), file.modified().ok())
}
