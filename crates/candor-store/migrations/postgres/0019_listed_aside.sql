-- Lists of conversations leave out what is put aside, so the index they are found and counted by says that as well: without it every
-- conversation was read for each page of the inbox.
-- Twin: ../sqlite/0019_listed_aside.sql

DROP INDEX conversations_listed;
CREATE INDEX conversations_listed ON conversations (business, updated_at, number, waiting_since, ended_at, holder, holder_id,
  lead_outcome, last_contact_at, last_answer_at, snoozed_until);
