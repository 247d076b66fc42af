-- Sessions that tell where they are used, second factors, one-time links, and identities of another provider.

-- stage: full; code = the password was right and the second factor is still to come; enrol = a second factor is required
-- and not set up yet. agent: what the browser calls itself.
ALTER TABLE session ADD COLUMN stage TEXT NOT NULL DEFAULT 'full';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN last_seen BIGINT NOT NULL DEFAULT 0;

-- Time-based one-time passwords (RFC 6238). Unconfirmed: shown, but no code was typed yet. last_step: the newest step of
-- 30 seconds whose code was taken; it and those before are not taken again.
CREATE TABLE second_factor (
    person       TEXT PRIMARY KEY REFERENCES person (id),
    secret       BLOB NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
    hash       BLOB PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX recovery_code_by_person ON recovery_code (person);

-- One-time links with which somebody sets their password. Only hashes are kept.
CREATE TABLE invitation (
    hash         BLOB PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES person (id),
    created_by   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX invitation_by_person ON invitation (person);

-- Who a provider of identities (OpenID Connect) means by a subject.
CREATE TABLE external_identity (
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    person     TEXT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_identity_by_person ON external_identity (person);
