//! Where photos lie: whole ones in an object store, growing ones and small pictures in folders beside it.

use super::{MAX_BYTES, picture};
use crate::store::{self, Store, photo};
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};
use schemas::ids::{DeviceId, PhotoId};
use schemas::wire::Millis;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use tokio::sync::{Mutex, Semaphore};

/// Pictures decoded at the same time: each may take 128 MiB.
const DECODERS: usize = 2;

/// All photos of a data folder. Cheap to clone.
#[derive(Clone)]
pub struct Shelf {
    objects: Arc<dyn ObjectStore>,
    parts: PathBuf,
    small: PathBuf,
    growing: Arc<Mutex<HashMap<PhotoId, Weak<Mutex<()>>>>>,
    decoders: Arc<Semaphore>,
}

/// Why a photo could not be kept or shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The part file is elsewhere than the device thinks.
    #[error("the upload stands at byte {offset}")]
    Offset {
        /// Where it stands.
        offset: u64,
    },
    /// Longer than announced, or than allowed.
    #[error("{length} bytes; at most {MAX_BYTES}, and no more than announced")]
    TooLarge {
        /// What was sent or announced.
        length: u64,
    },
    /// The bytes are not those that the name promises. They are thrown away; the device sends them again.
    #[error("the bytes do not have the SHA-256 they are named by")]
    WrongHash,
    /// Not a picture that is taken here.
    #[error(transparent)]
    Picture(#[from] picture::Error),
    /// No such photo.
    #[error("no such photo")]
    Unknown,
    /// The disk.
    #[error("photo file: {0}")]
    File(#[from] io::Error),
    /// The object store.
    #[error("photo store: {0}")]
    Objects(#[from] object_store::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Whole, checked and on disk.
    Complete,
    /// So many bytes are on disk.
    Partial(u64),
}

/// A piece of a photo.
pub struct Piece<'a> {
    /// The photo.
    pub id: PhotoId,
    /// Where the piece begins.
    pub offset: u64,
    /// How long the whole photo is.
    pub length: u64,
    /// The piece.
    pub bytes: &'a [u8],
}

impl Shelf {
    /// Opens the photo folders under a data folder, making them if need be.
    pub fn open(data: &Path) -> Result<Self, Error> {
        let photos = data.join("photos");
        let (whole, parts, small) = (photos.join("whole"), photos.join("parts"), photos.join("small"));
        for folder in [&whole, &parts, &small] {
            std::fs::create_dir_all(folder)?;
        }
        let objects = LocalFileSystem::new_with_prefix(whole)?.with_fsync(true);
        Ok(Shelf {
            objects: Arc::new(objects),
            parts,
            small,
            growing: Arc::default(),
            decoders: Arc::new(Semaphore::new(DECODERS)),
        })
    }

    /// How far the upload of a photo has come.
    pub async fn progress(&self, store: &Store, id: PhotoId) -> Result<Progress, Error> {
        if store.read(move |reader| photo::get(reader, &id)).await?.is_some() {
            return Ok(Progress::Complete);
        }
        Ok(Progress::Partial(length(&self.part(&id))?))
    }

    /// Appends a piece; on disk when this returns. The last piece makes the photo whole.
    pub async fn append(
        &self,
        store: &Store,
        piece: Piece<'_>,
        device: DeviceId,
        now: Millis,
    ) -> Result<Progress, Error> {
        let lock = self.lock(piece.id).await;
        let _guard = lock.lock().await;
        if let Progress::Complete = self.progress(store, piece.id).await? {
            return Ok(Progress::Complete);
        }
        let path = self.part(&piece.id);
        let end = grow(&path, &piece)?;
        if end < piece.length {
            return Ok(Progress::Partial(end));
        }
        let bytes = std::fs::read(&path)?;
        let kept = self.keep(store, piece.id, bytes, device, now).await;
        if !matches!(kept, Err(Error::Store(_) | Error::Objects(_))) {
            std::fs::remove_file(&path)?;
        }
        kept.map(|()| Progress::Complete)
    }

    /// Appends a piece of any file that something else in the database names by a number, so that two senders never share
    /// a part; on disk when this returns. Gives the whole bytes with the last piece; they are on the shelf then.
    pub async fn append_to(&self, number: i64, piece: Piece<'_>) -> Result<Option<Vec<u8>>, Error> {
        let lock = self.lock(piece.id).await;
        let _guard = lock.lock().await;
        let path = self.numbered(number);
        if grow(&path, &piece)? < piece.length {
            return Ok(None);
        }
        let bytes = std::fs::read(&path)?;
        let fits = <[u8; 32]>::from(Sha256::digest(&bytes)) == piece.id.0;
        if fits {
            self.put(piece.id, bytes.clone()).await?;
        }
        std::fs::remove_file(&path)?;
        if fits { Ok(Some(bytes)) } else { Err(Error::WrongHash) }
    }

    /// How many bytes of a numbered file are on disk.
    pub fn length_of(&self, number: i64) -> Result<u64, Error> {
        length(&self.numbered(number))
    }

    /// Throws away what has come of a numbered file.
    pub fn forget(&self, number: i64) -> Result<(), Error> {
        match std::fs::remove_file(self.numbered(number)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Takes a whole photo. Doing it again does nothing.
    pub async fn keep(
        &self,
        store: &Store,
        id: PhotoId,
        bytes: Vec<u8>,
        device: DeviceId,
        now: Millis,
    ) -> Result<(), Error> {
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        if hash != id.0 {
            return Err(Error::WrongHash);
        }
        let kind = picture::inspect(&bytes)?;
        let photo = photo::Photo {
            id,
            size: bytes.len() as u64,
            media_type: kind.media_type.to_owned(),
            width: kind.width,
            height: kind.height,
        };
        self.objects.put(&key(&id), bytes.into()).await?;
        Ok(store.write(move |tx| photo::put(tx, &photo, &device, now)).await?)
    }

    /// Puts bytes on the shelf under their hash without a row: for files that something else in the database names.
    pub async fn put(&self, id: PhotoId, bytes: Vec<u8>) -> Result<(), Error> {
        Ok(self.objects.put(&key(&id), bytes.into()).await.map(drop)?)
    }

    /// The bytes of a whole photo, as they were sent.
    pub async fn original(&self, id: PhotoId) -> Result<Vec<u8>, Error> {
        match self.objects.get(&key(&id)).await {
            Ok(found) => Ok(found.bytes().await?.to_vec()),
            Err(object_store::Error::NotFound { .. }) => Err(Error::Unknown),
            Err(error) => Err(error.into()),
        }
    }

    /// A small upright JPEG without metadata, made when first asked for.
    pub async fn small(&self, id: PhotoId) -> Result<Vec<u8>, Error> {
        let path = self.small.join(format!("{id}.jpg"));
        if let Ok(bytes) = std::fs::read(&path) {
            return Ok(bytes);
        }
        let original = self.original(id).await?;
        let _permit = self.decoders.acquire().await.map_err(io::Error::other)?;
        let made = tokio::task::spawn_blocking(move || picture::small(&original));
        let bytes = made.await.map_err(io::Error::other)??;
        let unfinished = path.with_extension("new");
        std::fs::write(&unfinished, &bytes)?;
        std::fs::rename(&unfinished, &path)?;
        Ok(bytes)
    }

    fn part(&self, id: &PhotoId) -> PathBuf {
        self.parts.join(id.to_string())
    }

    fn numbered(&self, number: i64) -> PathBuf {
        self.parts.join(format!("answer-{number}"))
    }

    /// One upload of a photo at a time.
    async fn lock(&self, id: PhotoId) -> Arc<Mutex<()>> {
        let mut growing = self.growing.lock().await;
        growing.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = growing.get(&id).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(Mutex::new(()));
        growing.insert(id, Arc::downgrade(&lock));
        lock
    }
}

/// Appends a piece to a part, if it goes on there; gives how long the part is then.
fn grow(path: &Path, piece: &Piece) -> Result<u64, Error> {
    let end = piece.offset.saturating_add(piece.bytes.len() as u64);
    if piece.length > MAX_BYTES || end > piece.length {
        return Err(Error::TooLarge { length: piece.length.max(end) });
    }
    let offset = length(path)?;
    if offset != piece.offset {
        return Err(Error::Offset { offset });
    }
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(piece.bytes)?;
    file.sync_data()?;
    Ok(end)
}

fn length(path: &Path) -> Result<u64, Error> {
    match std::fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Two levels of folders, so that none holds a hundred thousand files.
fn key(id: &PhotoId) -> Key {
    let name = id.to_string();
    Key::from(format!("{}/{name}", &name[..2]))
}
