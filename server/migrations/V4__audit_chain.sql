-- Each line of the audit log is bound to the one before: hash = SHA-256(hash of the line before, content of this one);
-- see store/audit.rs. Lines from before this migration are bound once, when the database is next opened.
-- address: from where, as far as known. subject: the id of what was changed. before, after: what stood there, as JSON.

ALTER TABLE audit_log ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_log ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_log ADD COLUMN before TEXT;
ALTER TABLE audit_log ADD COLUMN after TEXT;
ALTER TABLE audit_log ADD COLUMN hash BLOB;
CREATE INDEX audit_log_by_subject ON audit_log (subject);
CREATE INDEX audit_log_by_who ON audit_log (who);
CREATE INDEX audit_log_by_what ON audit_log (what);

DROP TRIGGER audit_log_is_never_changed;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log WHEN OLD.hash IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
