//! The store: one folder, one writer, nothing confirmed before it is on disk.

use super::error::{NativeError, at};
use super::{opening, random};
use crate::photos::PhotoFile;
use crate::{Kept, Origin, Stored, StoredVisit, Write};
use inspection::exchange::Header;
use litemap::LiteMap;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use schemas::ids::{ActorId, Epoch, PhotoId, VisitId};
use schemas::wire::PublishedTemplate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

const VERSION: i64 = 1;

/// An open store.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    folder: PathBuf,
    actor: ActorId,
    copied: bool,
    _lock: File,
}

impl Store {
    /// Opens a folder, or makes it. Another process that has it open is an error.
    pub fn open(folder: &Path) -> Result<Self, NativeError> {
        let photos = folder.join("photos");
        std::fs::create_dir_all(&photos).map_err(at(&photos))?;
        let lock = opening::lock(folder)?;
        let mut db = Connection::open(folder.join("store.sqlite"))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        prepare(&mut db, folder)?;
        let remembered: Option<String> = meta(&db, "opening")?;
        let known: Option<ActorId> = meta(&db, "actor")?;
        let same = remembered.is_some() && remembered == opening::seen(folder)?;
        let actor = match known.filter(|_| same) {
            Some(actor) => actor,
            None => ActorId(random()?),
        };
        // If the process ends between these two, the next opening takes this folder for a copy: harmless.
        let mark = opening::renew(folder, random()?)?;
        let tx = db.transaction()?;
        put_meta(&tx, "actor", &actor)?;
        put_meta(&tx, "opening", &mark)?;
        tx.commit()?;
        sync_folder(folder)?;
        Ok(Self { db, folder: folder.to_owned(), actor, copied: known.is_some() && !same, _lock: lock })
    }

    /// The actor of this store.
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// It was taken for a copy and got a new actor.
    pub fn copied(&self) -> bool {
        self.copied
    }

    /// Everything in it.
    pub fn load(&self) -> Result<Stored, NativeError> {
        let mut visits: LiteMap<VisitId, StoredVisit> = LiteMap::new();
        let mut rows = self.db.prepare("SELECT visit, cursor, touched FROM visit")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let visit = visits.entry(VisitId(row.get(0)?)).or_default();
            (visit.cursor, visit.touched) = (row.get::<_, i64>(1)?.cast_unsigned(), row.get(2)?);
        }
        let mut rows = self.db.prepare(
            "SELECT change.visit, change.origin, change.bytes, fate.delivered, fate.set_aside, fate.quarantined
             FROM change LEFT JOIN fate ON fate.visit = change.visit AND fate.hash = change.hash
             ORDER BY change.number",
        )?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let bytes: Vec<u8> = row.get(2)?;
            let header = Header::parse(&bytes).map_err(|_| NativeError::Damaged("change"))?;
            let origin = match row.get(1)? {
                0 => Origin::Own,
                1 => Origin::Imported,
                _ => Origin::Received,
            };
            let mut kept = Kept::new(header, bytes, origin);
            kept.delivered |= row.get::<_, Option<bool>>(3)?.unwrap_or(false);
            kept.set_aside = row.get::<_, Option<bool>>(4)?.unwrap_or(false);
            if let Some(reason) = row.get::<_, Option<String>>(5)? {
                kept.quarantined = Some(read(&reason, "reason")?);
            }
            visits.entry(VisitId(row.get(0)?)).or_default().changes.push(kept);
        }
        let mut rows = self.db.prepare("SELECT visit, body FROM tip ORDER BY visit, actor, seq")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let tip = read(&row.get::<_, String>(1)?, "tip")?;
            visits.entry(VisitId(row.get(0)?)).or_default().tips.push(tip);
        }
        let mut rows = self.db.prepare("SELECT body FROM template")?;
        let bodies = rows.query_map([], |row| row.get::<_, String>(0))?;
        let templates: Vec<PublishedTemplate> =
            bodies.map(|body| read(&body?, "template")).collect::<Result<_, NativeError>>()?;
        let mut rows = self.db.prepare("SELECT id, size, receipt FROM photo")?;
        let photos = rows.query_map([], |row| {
            let size = row.get::<_, i64>(1)?.cast_unsigned();
            Ok((PhotoId(row.get(0)?), PhotoFile { size, receipt: row.get(2)? }))
        })?;
        let epoch: Option<Epoch> = meta(&self.db, "epoch")?;
        Ok(Stored {
            identity: meta(&self.db, "identity")?,
            worklist: meta(&self.db, "worklist")?,
            templates,
            actor: self.actor,
            epoch,
            skew: meta(&self.db, "skew")?.unwrap_or(0),
            visits,
            photos: photos.collect::<Result<_, _>>()?,
        })
    }

    /// Stores all of this or nothing; when it comes back it is on disk.
    pub fn append(&mut self, writes: &[Write]) -> Result<(), NativeError> {
        // Files first: an entry without its file would be a lie, a file without an entry is only a few bytes too many.
        for write in writes {
            if let Write::PhotoBytes { bytes, .. } = write {
                self.put_photo(bytes)?;
            }
        }
        let tx = self.db.transaction()?;
        for write in writes {
            put(&tx, write)?;
        }
        tx.commit()?;
        if let Some(actor) =
            writes.iter().rev().find_map(|w| if let Write::Actor(a) = w { Some(a) } else { None })
        {
            self.actor = *actor;
        }
        Ok(())
    }

    /// Puts a photo's file durably into its place, named by its hash.
    pub fn put_photo(&self, bytes: &[u8]) -> Result<PhotoId, NativeError> {
        let id = PhotoId(Sha256::digest(bytes).into());
        let path = self.photo_path(&id);
        if path.metadata().is_ok_and(|file| file.len() == bytes.len() as u64) {
            return Ok(id);
        }
        let part = path.with_extension("part");
        let mut file = File::create(&part).map_err(at(&part))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(at(&part))?;
        std::fs::rename(&part, &path).map_err(at(&path))?;
        sync_folder(&self.folder.join("photos"))?;
        Ok(id)
    }

    /// A piece of a photo's file.
    pub fn photo_piece(&self, id: &PhotoId, offset: u64, length: u64) -> Result<Vec<u8>, NativeError> {
        let path = self.photo_path(id);
        let mut file = File::open(&path).map_err(at(&path))?;
        file.seek(SeekFrom::Start(offset)).map_err(at(&path))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).map_err(at(&path))?;
        Ok(bytes)
    }

    /// A photo's whole file.
    pub fn photo(&self, id: &PhotoId) -> Result<Vec<u8>, NativeError> {
        self.photo_piece(id, 0, u64::MAX)
    }

    fn photo_path(&self, id: &PhotoId) -> PathBuf {
        self.folder.join("photos").join(id.to_string())
    }
}

fn prepare(db: &mut Connection, folder: &Path) -> Result<(), NativeError> {
    match db.pragma_query_value(None, "user_version", |row| row.get(0))? {
        0 => {
            let tx = db.transaction()?;
            tx.execute_batch(include_str!("store.sql"))?;
            tx.pragma_update(None, "user_version", VERSION)?;
            Ok(tx.commit()?)
        }
        VERSION => Ok(()),
        found => Err(NativeError::Newer { folder: folder.to_owned(), found }),
    }
}

fn put(tx: &Transaction<'_>, write: &Write) -> Result<(), NativeError> {
    match write {
        Write::Identity(identity) => put_meta(tx, "identity", identity)?,
        Write::Worklist(worklist) => put_meta(tx, "worklist", worklist)?,
        Write::Actor(actor) => put_meta(tx, "actor", actor)?,
        Write::Epoch(epoch) => put_meta(tx, "epoch", epoch)?,
        Write::Skew(skew) => put_meta(tx, "skew", skew)?,
        Write::Template(published) => {
            let sql = "INSERT INTO template (hash, body) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            tx.prepare_cached(sql)?.execute(params![published.hash.0, json(published)?])?;
        }
        Write::Change { visit, hash, bytes, origin } => {
            let origin = match origin {
                Origin::Own => 0,
                Origin::Imported => 1,
                Origin::Received => 2,
            };
            let sql = "INSERT INTO change (visit, hash, origin, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
            tx.prepare_cached(sql)?.execute(params![visit.0, hash.0, origin, bytes])?;
        }
        Write::Tip(tip) => {
            let seq = tip.seq.cast_signed();
            let sql = "INSERT INTO tip (visit, actor, seq, body) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (visit, actor, seq) DO UPDATE SET body = excluded.body";
            tx.prepare_cached(sql)?.execute(params![tip.visit.0, tip.actor.0, seq, json(tip)?])?;
            let sql = "DELETE FROM tip WHERE visit = ?1 AND actor = ?2 AND seq < ?3
                       AND EXISTS (SELECT 1 FROM change WHERE visit = ?1 AND hash = ?4)";
            tx.prepare_cached(sql)?.execute(params![tip.visit.0, tip.actor.0, seq, tip.hash.0])?;
        }
        Write::Delivered { visit, hashes, delivered } => {
            let sql = "INSERT INTO fate (visit, hash, delivered) VALUES (?1, ?2, ?3)
                       ON CONFLICT (visit, hash) DO UPDATE SET delivered = excluded.delivered";
            for hash in hashes {
                tx.prepare_cached(sql)?.execute(params![visit.0, hash.0, delivered])?;
            }
        }
        Write::Quarantined { visit, hash, reason } => {
            let sql = "INSERT INTO fate (visit, hash, quarantined) VALUES (?1, ?2, ?3)
                       ON CONFLICT (visit, hash) DO UPDATE SET quarantined = excluded.quarantined";
            tx.prepare_cached(sql)?.execute(params![visit.0, hash.0, json(reason)?])?;
        }
        Write::SetAside { visit, hashes } => {
            let sql = "INSERT INTO fate (visit, hash, set_aside) VALUES (?1, ?2, 1)
                       ON CONFLICT (visit, hash) DO UPDATE SET set_aside = 1";
            for hash in hashes {
                tx.prepare_cached(sql)?.execute(params![visit.0, hash.0])?;
            }
        }
        Write::Cursor { visit, cursor } => {
            let sql = "INSERT INTO visit (visit, cursor) VALUES (?1, ?2)
                       ON CONFLICT (visit) DO UPDATE SET cursor = excluded.cursor";
            tx.prepare_cached(sql)?.execute(params![visit.0, cursor.cast_signed()])?;
        }
        Write::Touched { visit, at } => {
            let sql = "INSERT INTO visit (visit, touched) VALUES (?1, ?2)
                       ON CONFLICT (visit) DO UPDATE SET touched = excluded.touched";
            tx.prepare_cached(sql)?.execute(params![visit.0, at])?;
        }
        Write::Photo { id, size } => put_photo_row(tx, id, *size)?,
        Write::PhotoBytes { id, bytes } => put_photo_row(tx, id, bytes.len() as u64)?,
        Write::Receipt { id, at } => {
            let sql = "UPDATE photo SET receipt = ?2 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id.0, at])?;
        }
    }
    Ok(())
}

fn put_photo_row(tx: &Transaction<'_>, id: &PhotoId, size: u64) -> Result<(), NativeError> {
    let sql = "INSERT INTO photo (id, size) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    tx.prepare_cached(sql)?.execute(params![id.0, size.cast_signed()])?;
    Ok(())
}

fn meta<T: DeserializeOwned>(db: &Connection, name: &'static str) -> Result<Option<T>, NativeError> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    let text: Option<String> = db.query_row(sql, [name], |row| row.get(0)).optional()?;
    text.map(|text| read(&text, name)).transpose()
}

fn put_meta<T: Serialize>(tx: &Transaction<'_>, name: &str, value: &T) -> Result<(), NativeError> {
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.prepare_cached(sql)?.execute(params![name, json(value)?])?;
    Ok(())
}

fn json<T: Serialize>(value: &T) -> Result<String, NativeError> {
    serde_json::to_string(value).map_err(|_| NativeError::Damaged("value"))
}

fn read<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, NativeError> {
    serde_json::from_str(text).map_err(|_| NativeError::Damaged(what))
}

/// Makes names of new files durable.
fn sync_folder(folder: &Path) -> Result<(), NativeError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))?;
    }
    Ok(())
}
