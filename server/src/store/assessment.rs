//! What was worked out from documents: snapshots, assessments, the photos they describe. Caches, all of them.

use super::change::DocumentNo;
use super::within::within;
use super::{Reader, Result, Tx, review, row};
use crate::accounts::Scope;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{CampaignId, PhotoId, SectionId, VisitId};
use schemas::template::Severity;
use schemas::wire::Millis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A compacted document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// `inspection::seal::heads_digest` of its heads.
    pub heads_digest: [u8; 32],
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The figures of an assessment that overviews show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Figures {
    /// Hundredths of points.
    pub earned: i64,
    /// Hundredths of points.
    pub possible: i64,
    /// Items with one answer.
    pub answered: i64,
    /// Items that are asked.
    pub asked: i64,
    /// Items and row fields with different answers.
    pub disputed: i64,
    /// Contradictions.
    pub data_errors: i64,
    /// Findings by severity.
    pub observations: i64,
    /// Findings by severity.
    pub minors: i64,
    /// Findings by severity.
    pub majors: i64,
    /// Findings by severity.
    pub criticals: i64,
    /// Signatures under the minutes.
    pub signatures: i64,
}

/// What an assessment comes to in one section, as overviews show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionFigures {
    /// The section.
    pub id: SectionId,
    /// Hundredths of points, after the cap.
    pub earned: i64,
    /// Hundredths of points.
    pub possible: i64,
    /// Items with different answers.
    pub disputed: u32,
    /// The heaviest finding.
    pub severity: Option<Severity>,
}

/// An assessment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// For overviews.
    pub figures: Figures,
    /// For overviews. None: kept before there was a place for them.
    pub sections: Option<Vec<SectionFigures>>,
    /// JSON of `inspection::Record`.
    pub record: String,
    /// JSON of `schemas::evaluate::Assessment`.
    pub assessment: String,
    /// Photos that the document describes.
    pub photos: Vec<PhotoId>,
}

/// A visit's line in the overview of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The visit.
    pub visit: VisitId,
    /// Its figures, if anything has arrived.
    pub figures: Option<Figures>,
    /// What it comes to in each section. None: nothing has arrived, or it was kept before there was a place for them.
    pub sections: Option<Vec<SectionFigures>>,
    /// Photos described but not arrived.
    pub photos_missing: u64,
    /// Photos described.
    pub photos: u64,
    /// Changes that are not verified yet: the figures lag behind.
    pub waiting: u64,
}

/// Keeps a snapshot.
pub fn put_snapshot(tx: &Tx, document: DocumentNo, snapshot: &Snapshot, sha256: &[u8; 32]) -> Result<()> {
    let sql = "INSERT INTO snapshot (document, heads_digest, sha256, bytes) VALUES ($1, $2, $3, $4)
        ON CONFLICT (document) DO UPDATE SET heads_digest = excluded.heads_digest, sha256 = excluded.sha256,
            bytes = excluded.bytes";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![document.0, snapshot.heads_digest, sha256, snapshot.bytes])?;
    Ok(())
}

/// The newest snapshot.
pub fn snapshot(reader: &Reader, document: DocumentNo) -> Result<Option<Snapshot>> {
    let sql = "SELECT heads_digest, bytes FROM snapshot WHERE document = $1";
    let found = reader
        .connection()
        .prepare_cached(sql)?
        .query_row([document.0], |row| Ok(Snapshot { heads_digest: row.get(0)?, bytes: row.get(1)? }));
    Ok(found.optional()?)
}

/// Size of the newest snapshot in bytes and its heads digest.
pub fn snapshot_size(reader: &Reader, document: DocumentNo) -> Result<Option<(u64, [u8; 32])>> {
    let sql = "SELECT length(bytes), heads_digest FROM snapshot WHERE document = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row([document.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Keeps an assessment.
pub fn put(tx: &Tx, document: DocumentNo, kept: &Kept) -> Result<()> {
    let sql = "INSERT INTO assessment (document, earned, possible, answered, asked, disputed, data_errors,
            observations, minors, majors, criticals, signatures, sections)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (document) DO UPDATE SET earned = excluded.earned, possible = excluded.possible,
            answered = excluded.answered, asked = excluded.asked, disputed = excluded.disputed,
            data_errors = excluded.data_errors, observations = excluded.observations, minors = excluded.minors,
            majors = excluded.majors, criticals = excluded.criticals, signatures = excluded.signatures,
            sections = excluded.sections";
    let f = &kept.figures;
    tx.connection().prepare_cached(sql)?.execute(params![
        document.0,
        f.earned,
        f.possible,
        f.answered,
        f.asked,
        f.disputed,
        f.data_errors,
        f.observations,
        f.minors,
        f.majors,
        f.criticals,
        f.signatures,
        kept.sections.as_ref().map(row::json_of).transpose()?
    ])?;
    let sql = "INSERT INTO assessment_text (document, record, assessment) VALUES ($1, $2, $3)
        ON CONFLICT (document) DO UPDATE SET record = excluded.record, assessment = excluded.assessment";
    tx.connection().prepare_cached(sql)?.execute(params![document.0, kept.record, kept.assessment])?;
    if f.signatures > 0 {
        review::note_signed(tx, document)?;
    }
    tx.connection().prepare_cached("DELETE FROM photo_wanted WHERE document = $1")?.execute([document.0])?;
    let sql = "INSERT INTO photo_wanted (document, photo) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for photo in &kept.photos {
        statement.execute(params![document.0, photo.as_bytes()])?;
    }
    Ok(())
}

fn figures(row: &Row, from: usize) -> rusqlite::Result<Option<Figures>> {
    let Some(earned) = row.get::<_, Option<i64>>(from)? else { return Ok(None) };
    let at = |offset: usize| row.get(from + offset);
    Ok(Some(Figures {
        earned,
        possible: at(1)?,
        answered: at(2)?,
        asked: at(3)?,
        disputed: at(4)?,
        data_errors: at(5)?,
        observations: at(6)?,
        minors: at(7)?,
        majors: at(8)?,
        criticals: at(9)?,
        signatures: at(10)?,
    }))
}

fn sections(row: &Row, at: usize) -> rusqlite::Result<Option<Vec<SectionFigures>>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        _ => row::json(row, at).map(Some),
    }
}

const FIGURES: &str = "earned, possible, answered, asked, disputed, data_errors, observations, minors, majors, criticals, signatures";

/// The assessment of a visit, if anything of it has arrived and was merged.
pub fn get(reader: &Reader, visit: &VisitId) -> Result<Option<Kept>> {
    let sql = format!(
        "SELECT {FIGURES}, record, assessment, document.no, sections FROM assessment
         JOIN assessment_text ON assessment_text.document = assessment.document
         JOIN document ON document.no = assessment.document WHERE visit = $1"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let found = statement.query_row([visit.as_bytes()], |row| {
        let figures = figures(row, 0)?.unwrap_or_default();
        let (record, assessment, sections) = (row.get(11)?, row.get(12)?, sections(row, 14)?);
        Ok((DocumentNo(row.get(13)?), Kept { figures, sections, record, assessment, photos: Vec::new() }))
    });
    let Some((document, mut kept)) = found.optional()? else { return Ok(None) };
    let sql = "SELECT photo FROM photo_wanted WHERE document = $1 ORDER BY photo";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let photos = statement.query_map([document.0], |row| row::bytes(row, 0, PhotoId))?;
    kept.photos = photos.collect::<rusqlite::Result<_>>()?;
    Ok(Some(kept))
}

/// One line for each visit of a campaign, in the order of the plan, without cancelled ones.
pub fn overview(reader: &Reader, campaign: &CampaignId) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT visit.id, {FIGURES}, COALESCE(waiting, 0),
             (SELECT count(*) FROM photo_wanted WHERE photo_wanted.document = document.no),
             (SELECT count(*) FROM photo_wanted WHERE photo_wanted.document = document.no
                 AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.id = photo_wanted.photo)), sections
         FROM visit LEFT JOIN document ON document.visit = visit.id
         LEFT JOIN assessment ON assessment.document = document.no
         WHERE visit.campaign = $1 AND visit.cancelled_at IS NULL
         ORDER BY date, half_day DESC, unit"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.as_str()], |row| {
        Ok(Line {
            visit: row::bytes(row, 0, VisitId)?,
            figures: figures(row, 1)?,
            waiting: row.get(12)?,
            photos: row.get(13)?,
            photos_missing: row.get(14)?,
            sections: sections(row, 15)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// When the newest change of each begun visit of a campaign arrived.
pub fn last_arrivals(reader: &Reader, campaign: &CampaignId) -> Result<BTreeMap<VisitId, Millis>> {
    let sql = "SELECT visit.id, (SELECT max(received_at) FROM change WHERE change.document = document.no)
        FROM visit JOIN document ON document.visit = visit.id WHERE visit.campaign = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([campaign.as_str()], |row| {
        Ok((row::bytes(row, 0, VisitId)?, row.get::<_, Option<Millis>>(1)?))
    })?;
    let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(visit, at)| Some((visit, at?))).collect())
}

/// How many planned visits of a campaign have every answer, and how many are signed, as far as the scope holds the units.
pub fn progress(reader: &Reader, scope: &Scope, campaign: &CampaignId) -> Result<(u64, u64)> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!(
        "SELECT count(CASE WHEN answered >= asked THEN 1 END), count(CASE WHEN signatures > 0 THEN 1 END)
         FROM visit JOIN document ON document.visit = visit.id
         JOIN assessment ON assessment.document = document.no
         WHERE visit.campaign = $1 AND visit.cancelled_at IS NULL AND {inside}"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    Ok(statement.query_row([campaign.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Throws all caches away.
pub fn forget_all(tx: &Tx) -> Result<()> {
    for table in ["assessment", "assessment_text", "photo_wanted", "snapshot"] {
        tx.connection().execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}
