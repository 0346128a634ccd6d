-- The code of an invitation the program makes by itself when it starts and nobody has joined, sealed: the next start shows the same
-- link again. Of invitations people make only a hash is kept.
-- Twin: ../sqlite/0017_start_invites.sql

ALTER TABLE operator_invites ADD COLUMN code TEXT;
