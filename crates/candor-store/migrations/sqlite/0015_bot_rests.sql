-- One bot of several rests, as the whole desk can: since when, and who let it.
-- Twin: ../postgres/0015_bot_rests.sql

ALTER TABLE connections ADD COLUMN paused_at BIGINT;
ALTER TABLE connections ADD COLUMN paused_by TEXT;
