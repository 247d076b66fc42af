use super::error::{Cause, Error, Result};
use refinery::{Migration, Runner};
use rusqlite::Connection;

/// The numbered files of `migrations/`, in order. One that has been released is never changed: its checksum is
/// compared with the one in the database.
const MIGRATIONS: &[(&str, &str)] = &[
    ("V1__office", include_str!("../../migrations/V1__office.sql")),
    ("V2__sync", include_str!("../../migrations/V2__sync.sql")),
    ("V3__recovery", include_str!("../../migrations/V3__recovery.sql")),
    ("V4__audit_chain", include_str!("../../migrations/V4__audit_chain.sql")),
    ("V5__organisations", include_str!("../../migrations/V5__organisations.sql")),
    ("V6__rights", include_str!("../../migrations/V6__rights.sql")),
    ("V7__log_in", include_str!("../../migrations/V7__log_in.sql")),
    ("V8__plans", include_str!("../../migrations/V8__plans.sql")),
    ("V9__devices", include_str!("../../migrations/V9__devices.sql")),
    ("V10__review", include_str!("../../migrations/V10__review.sql")),
    ("V11__sections", include_str!("../../migrations/V11__sections.sql")),
    ("V12__unit_links", include_str!("../../migrations/V12__unit_links.sql")),
    ("V13__targets", include_str!("../../migrations/V13__targets.sql")),
    ("V14__mail", include_str!("../../migrations/V14__mail.sql")),
    ("V15__answers", include_str!("../../migrations/V15__answers.sql")),
];

/// Applies what the database does not have yet.
pub(super) fn run(connection: &mut Connection) -> Result<()> {
    let migrations = MIGRATIONS
        .iter()
        .map(|(name, sql)| Migration::unapplied(name, sql))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|error| Error::Migration(Cause::new(error)))?;
    Runner::new(&migrations).run(connection).map_err(|error| Error::Migration(Cause::new(error)))?;
    Ok(())
}
