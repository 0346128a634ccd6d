-- The words of one contact's names by an index that holds them: without them in it SQLite took the one of all contacts' words instead,
-- which holds them, and read it through for every contact that was written down.
-- Twin: ../postgres/0016_name_words.sql

DROP INDEX name_words_contact;
CREATE INDEX name_words_contact ON name_words (business, contact, word);
