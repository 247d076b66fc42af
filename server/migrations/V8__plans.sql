-- Plans that are made in the browser. state: draft, issued, under_way, concluded; what was imported before was at work.
ALTER TABLE campaign ADD COLUMN state TEXT NOT NULL DEFAULT 'issued';
-- What the plan rests on (căn cứ), and the decision (quyết định) that sets up its teams.
ALTER TABLE campaign ADD COLUMN legal_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN decision_number TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN decision_date TEXT;
-- The time that is looked at (thời kỳ kiểm tra), not that of the visits.
ALTER TABLE campaign ADD COLUMN inspected_from TEXT;
ALTER TABLE campaign ADD COLUMN inspected_to TEXT;
-- Whether the units are not told beforehand.
ALTER TABLE campaign ADD COLUMN surprise INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN copied_from TEXT REFERENCES campaign (id);

-- A team that the plan no longer has stays with its members: cancelled visits name it, and their work is still taken.
ALTER TABLE team ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
