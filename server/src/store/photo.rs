//! Photos that have arrived whole. Their bytes lie outside the database.

use super::within::within;
use super::{Reader, Result, Tx};
use crate::accounts::Scope;
use rusqlite::{OptionalExtension, params};
use schemas::ids::{DeviceId, PhotoId};
use schemas::wire::Millis;

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// SHA-256 of its bytes.
    pub id: PhotoId,
    /// In bytes.
    pub size: u64,
    /// For example `image/jpeg`.
    pub media_type: String,
    /// Width in pixels as stored, before the camera's rotation.
    pub width: u32,
    /// Height in pixels as stored, before the camera's rotation.
    pub height: u32,
}

/// Notes that a photo lies in the photo store. Doing it again does nothing.
pub fn put(tx: &Tx, photo: &Photo, carried_by: &DeviceId, now: Millis) -> Result<()> {
    let sql = "INSERT INTO photo (id, size, media_type, width, height, received_at, carried_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING";
    tx.connection().prepare_cached(sql)?.execute(params![
        photo.id.as_bytes(),
        photo.size,
        photo.media_type,
        photo.width,
        photo.height,
        now,
        carried_by.as_str()
    ])?;
    Ok(())
}

/// Whether a document of a visit within the scope describes this photo. Those that no document describes are seen from
/// the top only.
pub fn is_seen(reader: &Reader, scope: &Scope, id: &PhotoId) -> Result<bool> {
    if scope.is_everything() {
        return Ok(true);
    }
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!(
        "SELECT 1 FROM photo_wanted JOIN document ON document.no = photo_wanted.document
         JOIN visit ON visit.id = document.visit WHERE photo_wanted.photo = $1 AND {inside}"
    );
    Ok(reader.connection().prepare_cached(&sql)?.exists([id.as_bytes()])?)
}

/// The photo with this hash, if it has arrived: for uploads. Pages ask [`is_seen`] first.
pub fn get(reader: &Reader, id: &PhotoId) -> Result<Option<Photo>> {
    let sql = "SELECT size, media_type, width, height FROM photo WHERE id = $1";
    let found = reader.connection().prepare_cached(sql)?.query_row([id.as_bytes()], |row| {
        Ok(Photo {
            id: *id,
            size: row.get(0)?,
            media_type: row.get(1)?,
            width: row.get(2)?,
            height: row.get(3)?,
        })
    });
    Ok(found.optional()?)
}

/// Those of `asked` that have not arrived.
pub fn missing(reader: &Reader, asked: &[PhotoId]) -> Result<Vec<PhotoId>> {
    let mut statement = reader.connection().prepare_cached("SELECT 1 FROM photo WHERE id = $1")?;
    let mut missing = Vec::new();
    for id in asked {
        if !statement.exists([id.as_bytes()])? {
            missing.push(*id);
        }
    }
    Ok(missing)
}
