-- Who there is, what is planned, and who did what. Times are milliseconds since 1970 (UTC), days are ISO dates.
-- Append-only: a change to this schema is a new numbered file.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- worklist_version grows with every change to what this person's tablets have to know.
CREATE TABLE person (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    position         TEXT NOT NULL,
    worklist_version BIGINT NOT NULL DEFAULT 0,
    created_at       BIGINT NOT NULL
);

CREATE TABLE account (
    person        TEXT PRIMARY KEY REFERENCES person (id),
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL,
    disabled_at   BIGINT,
    created_at    BIGINT NOT NULL
);

-- Only hashes of session ids are kept: a copy of this table opens no session.
CREATE TABLE session (
    id_hash    BLOB PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES account (person),
    csrf       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_by_person ON session (person);

-- Where a person has logged in from before; see the limit on failed log-ins.
CREATE TABLE known_address (
    person  TEXT NOT NULL REFERENCES account (person),
    address TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (person, address)
);

CREATE TABLE device (
    id            TEXT PRIMARY KEY,
    person        TEXT NOT NULL REFERENCES person (id),
    name          TEXT NOT NULL,
    public_key    BLOB NOT NULL,
    token_hash    BLOB NOT NULL UNIQUE,
    enrolled_at   BIGINT NOT NULL,
    revoked_at    BIGINT,
    last_seen     BIGINT,
    clock_skew_ms BIGINT,
    unsent_photos INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX device_by_person ON device (person);

CREATE TABLE enrolment_code (
    hash       BLOB PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    device     TEXT REFERENCES device (id)
);

CREATE TABLE template (
    hash           BLOB PRIMARY KEY,
    id             TEXT NOT NULL,
    edition        INTEGER NOT NULL,
    canonical      TEXT NOT NULL,
    beginning      BLOB NOT NULL,
    beginning_hash BLOB NOT NULL,
    published_at   BIGINT NOT NULL,
    UNIQUE (id, edition)
);

CREATE TABLE campaign (
    id           TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    issuing_body TEXT NOT NULL,
    plan_number  TEXT NOT NULL,
    plan_date    TEXT NOT NULL,
    period_from  TEXT NOT NULL,
    period_to    TEXT NOT NULL,
    template     BLOB NOT NULL REFERENCES template (hash),
    bundle_key   BLOB NOT NULL,
    version      INTEGER NOT NULL,
    updated_at   BIGINT NOT NULL
);

CREATE TABLE team (
    campaign TEXT NOT NULL REFERENCES campaign (id),
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (campaign, id)
);

-- sections: section ids separated by blanks; empty = all. place: order in the plan.
CREATE TABLE team_member (
    campaign TEXT NOT NULL,
    team     TEXT NOT NULL,
    person   TEXT NOT NULL REFERENCES person (id),
    role     TEXT NOT NULL,
    sections TEXT NOT NULL,
    place    INTEGER NOT NULL,
    PRIMARY KEY (campaign, team, person),
    FOREIGN KEY (campaign, team) REFERENCES team (campaign, id)
);
CREATE INDEX team_member_by_person ON team_member (person);

-- A visit that a new version of the plan no longer has is cancelled, never deleted: there may be work in it, here or
-- on a tablet that has not been heard of yet.
CREATE TABLE visit (
    id           BLOB PRIMARY KEY,
    campaign     TEXT NOT NULL REFERENCES campaign (id),
    unit         TEXT NOT NULL,
    unit_name    TEXT NOT NULL,
    province     TEXT,
    date         TEXT NOT NULL,
    half_day     TEXT NOT NULL,
    team         TEXT NOT NULL,
    template     BLOB NOT NULL REFERENCES template (hash),
    cancelled_at BIGINT,
    FOREIGN KEY (campaign, team) REFERENCES team (campaign, id)
);
CREATE INDEX visit_by_campaign ON visit (campaign, date);
CREATE INDEX visit_by_team ON visit (campaign, team);

CREATE TABLE audit_log (
    id      INTEGER PRIMARY KEY,
    at      BIGINT NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (at);
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
