-- Overviews read the figures of thousands of visits at once: what only the page of one visit reads stands apart, so that a
-- row of figures is short.
CREATE TABLE assessment_text (
    document   INTEGER PRIMARY KEY REFERENCES document (no),
    record     TEXT NOT NULL,
    assessment TEXT NOT NULL
);
INSERT INTO assessment_text (document, record, assessment) SELECT document, record, assessment FROM assessment;
ALTER TABLE assessment DROP COLUMN record;
ALTER TABLE assessment DROP COLUMN assessment;

-- What an assessment comes to in each section, as JSON. Nothing in rows that were made before; `sokiemtra rebuild` fills
-- them.
ALTER TABLE assessment ADD COLUMN sections TEXT;
