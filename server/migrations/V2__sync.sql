-- What tablets sent: the log of changes (the source of truth, append-only) and what is worked out from it.

-- One row for each visit that has work. vseq: number of the newest change that was verified and may be handed out.
-- waiting: changes in the log that are not verified yet.
CREATE TABLE document (
    no      INTEGER PRIMARY KEY,
    visit   BLOB NOT NULL UNIQUE REFERENCES visit (id),
    vseq    BIGINT NOT NULL DEFAULT 0,
    waiting BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX document_waiting ON document (no) WHERE waiting > 0;

-- Who writes in a document, with the newest signed tip: the device's word that the changes up to it are its own.
CREATE TABLE author (
    no        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (no),
    actor     BLOB NOT NULL,
    device    TEXT NOT NULL REFERENCES device (id),
    person    TEXT NOT NULL REFERENCES person (id),
    last_seq  BIGINT NOT NULL,
    tip_seq   BIGINT NOT NULL,
    tip_hash  BLOB NOT NULL,
    tip_at    BIGINT NOT NULL,
    signature BLOB NOT NULL,
    UNIQUE (document, actor)
);

-- state: 0 accepted, 1 verified, 2 quarantined (with the reason). vseq is dense per document and given in the
-- transaction that verifies, so that a cursor never skips a late row. carried_by: the device that brought the change,
-- where that was not its author's. max_op: highest operation number among the change and all it builds on.
CREATE TABLE change (
    document    INTEGER NOT NULL REFERENCES document (no),
    author      INTEGER NOT NULL REFERENCES author (no),
    seq         BIGINT NOT NULL,
    hash        BLOB NOT NULL,
    max_op      BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    carried_by  TEXT,
    state       INTEGER NOT NULL DEFAULT 0,
    vseq        BIGINT,
    reason      TEXT,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (document, author, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX change_by_hash ON change (document, hash);
CREATE UNIQUE INDEX change_by_vseq ON change (document, vseq) WHERE vseq IS NOT NULL;
CREATE INDEX change_quarantined ON change (document) WHERE state = 2;

-- Changes that could not go into the log. Kept with all that is known of them until a person decides.
CREATE TABLE quarantine (
    visit       BLOB NOT NULL,
    hash        BLOB NOT NULL,
    carried_by  TEXT NOT NULL REFERENCES device (id),
    reason      TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (visit, hash)
);

-- The compacted document up to the document's vseq. A cache.
CREATE TABLE snapshot (
    document     INTEGER PRIMARY KEY REFERENCES document (no),
    heads_digest BLOB NOT NULL,
    sha256       BLOB NOT NULL,
    bytes        BLOB NOT NULL
);

-- What the document says and what that means. A cache: `sokiemtra rebuild` makes the same rows again.
CREATE TABLE assessment (
    document     INTEGER PRIMARY KEY REFERENCES document (no),
    earned       BIGINT NOT NULL,
    possible     BIGINT NOT NULL,
    answered     BIGINT NOT NULL,
    asked        BIGINT NOT NULL,
    disputed     BIGINT NOT NULL,
    data_errors  BIGINT NOT NULL,
    observations BIGINT NOT NULL,
    minors       BIGINT NOT NULL,
    majors       BIGINT NOT NULL,
    criticals    BIGINT NOT NULL,
    signatures   BIGINT NOT NULL,
    record       TEXT NOT NULL,
    assessment   TEXT NOT NULL
);

-- Photos that documents describe. A cache, like assessment.
CREATE TABLE photo_wanted (
    document INTEGER NOT NULL REFERENCES document (no),
    photo    BLOB NOT NULL,
    PRIMARY KEY (document, photo)
);

-- Photos that have arrived whole.
CREATE TABLE photo (
    id          BLOB PRIMARY KEY,
    size        BIGINT NOT NULL,
    media_type  TEXT NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    carried_by  TEXT NOT NULL REFERENCES device (id)
);
