CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE template (hash BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

-- The source of truth. What changes about a change stands in "fate".
CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    visit BLOB NOT NULL,
    hash BLOB NOT NULL,
    origin INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (visit, hash)
);
CREATE TRIGGER change_is_never_altered BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;

CREATE TABLE fate (
    visit BLOB NOT NULL,
    hash BLOB NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0,
    set_aside INTEGER NOT NULL DEFAULT 0,
    quarantined TEXT,
    PRIMARY KEY (visit, hash)
) WITHOUT ROWID;

CREATE TABLE tip (
    visit BLOB NOT NULL,
    actor BLOB NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (visit, actor, seq)
) WITHOUT ROWID;
CREATE TABLE visit (
    visit BLOB PRIMARY KEY,
    cursor INTEGER NOT NULL DEFAULT 0,
    touched INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE photo (id BLOB PRIMARY KEY, size INTEGER NOT NULL, receipt INTEGER) WITHOUT ROWID;
