-- Of whom a second factor is demanded, where it is: 'everybody', or null for whoever may publish scripts or manage the team.
-- Twin: ../postgres/0020_second_of_everybody.sql

ALTER TABLE desks ADD COLUMN second_demanded_of TEXT;
