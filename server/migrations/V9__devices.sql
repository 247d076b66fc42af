-- What tablets tell of themselves, how one was revoked, codes that were withdrawn, decisions on what is kept aside, and
-- checklists that are not published yet.

-- app_version, free_bytes: by the tablet's own word at the last sync. later_work: what the office expects of what a
-- revoked tablet still sends: await = it may be somebody's work, distrust = it may be in wrong hands. Either way it is kept
-- aside until somebody decides.
ALTER TABLE device ADD COLUMN app_version TEXT;
ALTER TABLE device ADD COLUMN free_bytes BIGINT;
ALTER TABLE device ADD COLUMN revoked_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN later_work TEXT;

ALTER TABLE enrolment_code ADD COLUMN withdrawn_at BIGINT;
CREATE INDEX enrolment_code_by_person ON enrolment_code (person);

-- actor: who wrote the change, as far as it can be read.
ALTER TABLE quarantine ADD COLUMN actor BLOB;

-- The newest valid tip for changes that are kept aside: without it nobody could say later whose they are.
CREATE TABLE quarantine_tip (
    visit     BLOB NOT NULL,
    actor     BLOB NOT NULL,
    device    TEXT NOT NULL REFERENCES device (id),
    person    TEXT NOT NULL REFERENCES person (id),
    seq       BIGINT NOT NULL,
    hash      BLOB NOT NULL,
    at        BIGINT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (visit, actor)
);

-- Changes that somebody decided to keep out. They stay where they are, and the decision can be taken back.
CREATE TABLE kept_out (
    visit  BLOB NOT NULL,
    hash   BLOB NOT NULL,
    reason TEXT NOT NULL,
    who    TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (visit, hash)
);

-- Editions that are not published yet, as they were uploaded; checked before they are kept.
CREATE TABLE template_draft (
    id      TEXT NOT NULL,
    edition INTEGER NOT NULL,
    file    TEXT NOT NULL,
    toml    TEXT NOT NULL,
    who     TEXT NOT NULL REFERENCES person (id),
    at      BIGINT NOT NULL,
    PRIMARY KEY (id, edition)
);
