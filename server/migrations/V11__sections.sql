-- What an assessment comes to in each section: JSON, so that the overview of a thousand visits need not read the whole
-- of each assessment. Nothing in rows that were made before; `sokiemtra rebuild` fills them.
ALTER TABLE assessment ADD COLUMN sections TEXT;
