-- What opens a person's tablets when the PIN is forgotten: 32 random bytes, one key for all tablets of the person. A
-- tablet keeps its own key wrapped with it; whoever has only this table still needs the tablet.
CREATE TABLE recovery (
    person     TEXT PRIMARY KEY REFERENCES person (id),
    key        BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
