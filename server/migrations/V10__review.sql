-- What became of what was found: the review of visits, published reports, recommendations, and how units answered them.
-- Steps are JSON of schemas::review; where something stands is worked out from them. Nothing here is changed or deleted
-- but what is called a cache.

CREATE TABLE review_entry (
    visit BLOB NOT NULL REFERENCES visit (id),
    seq   INTEGER NOT NULL,
    at    BIGINT NOT NULL,
    day   TEXT NOT NULL,
    who   TEXT NOT NULL REFERENCES person (id),
    step  TEXT NOT NULL,
    PRIMARY KEY (visit, seq)
) WITHOUT ROWID;
CREATE TRIGGER review_entry_is_never_changed BEFORE UPDATE ON review_entry
    BEGIN SELECT RAISE(ABORT, 'the review of a visit is append-only'); END;
CREATE TRIGGER review_entry_is_never_deleted BEFORE DELETE ON review_entry
    BEGIN SELECT RAISE(ABORT, 'the review of a visit is append-only'); END;

-- A cache of where visits stand, from the first signature under their minutes on.
CREATE TABLE review (
    visit   BLOB PRIMARY KEY REFERENCES visit (id),
    state   TEXT NOT NULL,
    version INTEGER NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX review_by_state ON review (state);
INSERT INTO review (visit, state, version, at)
    SELECT document.visit, 'signed', 0, 0 FROM assessment JOIN document ON document.no = assessment.document
    WHERE signatures > 0;
CREATE INDEX visit_by_date ON visit (date, half_day, unit);

-- heads: the document's newest changes, separated by blanks. unit_name, assessment, praise: as they were on that day.
CREATE TABLE publication (
    no           INTEGER PRIMARY KEY,
    visit        BLOB NOT NULL REFERENCES visit (id),
    organisation TEXT REFERENCES organisation (id),
    unit_name    TEXT NOT NULL,
    visit_date   TEXT NOT NULL,
    symbol       TEXT NOT NULL,
    day          TEXT NOT NULL,
    at           BIGINT NOT NULL,
    who          TEXT NOT NULL REFERENCES person (id),
    corrects     INTEGER REFERENCES publication (no),
    heads        TEXT NOT NULL,
    assessment   TEXT NOT NULL,
    confirmed    TEXT NOT NULL,
    praise       TEXT NOT NULL
);
CREATE INDEX publication_by_visit ON publication (visit);
CREATE INDEX publication_by_organisation ON publication (organisation, visit_date);
CREATE TRIGGER publication_is_never_changed BEFORE UPDATE ON publication
    BEGIN SELECT RAISE(ABORT, 'a published report never changes'); END;
CREATE TRIGGER publication_is_never_deleted BEFORE DELETE ON publication
    BEGIN SELECT RAISE(ABORT, 'a published report never changes'); END;

-- content: JSON of schemas::review::Recommendation, which never changes. The columns from state on are a cache of its
-- log: where it stands, whose turn it is (0 the unit's, 1 the office's, 2 nobody's), the last day that holds, when the
-- unit did its part and whether in time (in_time, late), and whether the office has to answer.
CREATE TABLE recommendation (
    no           INTEGER PRIMARY KEY,
    publication  INTEGER NOT NULL REFERENCES publication (no),
    visit        BLOB NOT NULL REFERENCES visit (id),
    campaign     TEXT NOT NULL REFERENCES campaign (id),
    organisation TEXT REFERENCES organisation (id),
    unit_name    TEXT NOT NULL,
    visit_date   TEXT NOT NULL,
    number       INTEGER NOT NULL,
    finding      TEXT NOT NULL,
    item         TEXT NOT NULL,
    severity     TEXT NOT NULL,
    repeated     INTEGER NOT NULL,
    due          TEXT NOT NULL,
    content      TEXT NOT NULL,
    state        TEXT NOT NULL,
    turn         INTEGER NOT NULL,
    due_now      TEXT NOT NULL,
    reported_on  TEXT,
    done         TEXT,
    waits        INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    UNIQUE (organisation, number)
);
CREATE INDEX recommendation_by_visit ON recommendation (visit);
CREATE INDEX recommendation_by_organisation ON recommendation (organisation, visit_date);
CREATE INDEX recommendation_by_turn ON recommendation (turn, due_now, unit_name, number);
CREATE INDEX recommendation_waiting ON recommendation (turn, due_now, unit_name, number) WHERE waits = 1;
CREATE INDEX recommendation_unreported ON recommendation (due_now, unit_name, number, state)
    WHERE reported_on IS NULL;
-- All that overviews count, so that they need not read the rows.
CREATE INDEX recommendation_counted ON recommendation
    (campaign, state, done, due_now, item, severity, repeated, organisation, visit_date);

CREATE TRIGGER recommendation_stays BEFORE UPDATE OF publication, visit, campaign, organisation, unit_name, visit_date,
    number, finding, item, severity, repeated, due, content ON recommendation
    BEGIN SELECT RAISE(ABORT, 'a published recommendation never changes'); END;
CREATE TRIGGER recommendation_is_never_deleted BEFORE DELETE ON recommendation
    BEGIN SELECT RAISE(ABORT, 'a published recommendation never changes'); END;

CREATE TABLE remediation_entry (
    recommendation INTEGER NOT NULL REFERENCES recommendation (no),
    seq            INTEGER NOT NULL,
    at             BIGINT NOT NULL,
    day            TEXT NOT NULL,
    who            TEXT NOT NULL REFERENCES person (id),
    step           TEXT NOT NULL,
    PRIMARY KEY (recommendation, seq)
) WITHOUT ROWID;
CREATE TRIGGER remediation_entry_is_never_changed BEFORE UPDATE ON remediation_entry
    BEGIN SELECT RAISE(ABORT, 'a remediation is append-only'); END;
CREATE TRIGGER remediation_entry_is_never_deleted BEFORE DELETE ON remediation_entry
    BEGIN SELECT RAISE(ABORT, 'a remediation is append-only'); END;
