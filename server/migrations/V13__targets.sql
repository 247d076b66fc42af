-- Targets (chỉ tiêu) that a plan sets instead of those of its checklist: JSON, parameter → number.
ALTER TABLE campaign ADD COLUMN targets TEXT NOT NULL DEFAULT '{}';
