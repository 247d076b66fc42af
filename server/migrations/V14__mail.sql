-- Letters (thư điện tử) that tell people once a day what waits for them.

-- Where somebody is written to, null: nowhere; in which language; and whether they want it.
ALTER TABLE person ADD COLUMN email TEXT;
ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT 'vi';
ALTER TABLE person ADD COLUMN mail_off INTEGER NOT NULL DEFAULT 0;

-- What became of the letter to somebody on a civil day in Viet Nam. The row is written before the letter is sent: what is
-- cut off in between stays 'sending' and is not sent again. nothing = nothing waited on that morning; waiting = to be
-- tried again at next_at; unsure = the line broke before the server had said whether it took the letter.
CREATE TABLE digest (
    day     TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES person (id),
    state   TEXT NOT NULL,
    tries   INTEGER NOT NULL,
    at      BIGINT NOT NULL,
    next_at BIGINT,
    problem TEXT NOT NULL,
    PRIMARY KEY (day, person)
) WITHOUT ROWID;
CREATE INDEX digest_told ON digest (at) WHERE state <> 'nothing';
