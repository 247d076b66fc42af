-- A right: somebody has a role in an organisation and all below it, from a day to a day, both included. Never deleted:
-- withdrawn. Roles of before hold everywhere.

CREATE TABLE held_right (
    no           INTEGER PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES person (id),
    role         TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    valid_from   TEXT NOT NULL,
    valid_to     TEXT,
    granted_by   TEXT NOT NULL,
    granted_at   BIGINT NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at BIGINT
);
CREATE INDEX held_right_by_person ON held_right (person);
CREATE INDEX held_right_by_organisation ON held_right (organisation);

INSERT INTO held_right (person, role, organisation, valid_from, granted_by, granted_at)
    SELECT person, role, 'viet-nam', '1970-01-01', 'cli', created_at FROM account;
ALTER TABLE account DROP COLUMN role;

-- What a search for people compares: folded name, id and position. Filled by the program.
ALTER TABLE person ADD COLUMN search TEXT NOT NULL DEFAULT '';
