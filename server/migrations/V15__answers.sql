-- How often something that the meaning of a document depends on has changed since it was worked out: what was found in the
-- unit before. Counted, so that a change that comes while it is being worked out is not lost.
ALTER TABLE document ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX document_outdated ON document (visit) WHERE outdated > 0;

-- Files that somebody of a unit has begun to send for an answer, before they send the answer. act: the form; id: SHA-256 of
-- the bytes; media_type: null until they are whole. The rows go when the answer is sent, and after a month.
CREATE TABLE upload (
    no             INTEGER PRIMARY KEY,
    recommendation INTEGER NOT NULL REFERENCES recommendation (no),
    person         TEXT NOT NULL REFERENCES person (id),
    act            TEXT NOT NULL,
    id             BLOB NOT NULL,
    name           TEXT NOT NULL,
    size           BIGINT NOT NULL,
    media_type     TEXT,
    at             BIGINT NOT NULL,
    UNIQUE (recommendation, person, act, id)
);
CREATE INDEX upload_by_time ON upload (at);
