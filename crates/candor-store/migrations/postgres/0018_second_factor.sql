-- Since when whoever may publish scripts or manage the team must use a second factor in the panel; null where nobody must.
-- Twin: ../sqlite/0018_second_factor.sql

ALTER TABLE desks ADD COLUMN second_demanded_at BIGINT;
