-- Finding conversations: by what was said, by the names of contacts and by tags. Twin: ../postgres/0012_search.sql

-- Lines that can be found, numbered by time (src/search/number.rs), so that the newest are found first.
CREATE TABLE search_lines (
    id           INTEGER PRIMARY KEY,
    conversation TEXT    NOT NULL,
    seq          BIGINT  NOT NULL
);

-- The stems of their words, of those alone that lie open in the timeline as well; the texts themselves are not kept again.
-- A short beginning has an index of its own: thousands of words begin so.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
);

-- The words of contacts' names, which lie open beside them.
CREATE TABLE name_words (
    business TEXT NOT NULL,
    word     TEXT NOT NULL,
    contact  TEXT NOT NULL,
    PRIMARY KEY (business, word, contact)
);
CREATE INDEX name_words_contact ON name_words (business, contact);

-- Tags, sealed; a mark is made of a tag by the data key, so that conversations are found by one nobody can read here.
CREATE TABLE tags (
    business TEXT NOT NULL,
    mark     TEXT NOT NULL,
    tag      TEXT NOT NULL,
    PRIMARY KEY (business, mark)
);
CREATE TABLE conversation_tags (
    business     TEXT NOT NULL,
    conversation TEXT NOT NULL,
    mark         TEXT NOT NULL,
    PRIMARY KEY (conversation, mark)
);
CREATE INDEX conversation_tags_mark ON conversation_tags (business, mark, conversation);

-- How far what was written before this table was there has been taken into the tables above: the conversation it is at, the last line
-- of it that was looked at, and how many conversations are done.
CREATE TABLE indexings (
    name          TEXT    NOT NULL PRIMARY KEY,
    conversation  TEXT,
    seq           BIGINT  NOT NULL,
    conversations BIGINT  NOT NULL,
    is_done       BOOLEAN NOT NULL
);
INSERT INTO indexings (name, conversation, seq, conversations, is_done)
  SELECT 'conversations', NULL, 0, 0, NOT EXISTS (SELECT 1 FROM conversations);

-- Everything lists of conversations are filtered by, in the order in which they are shown, so that a page is found and counted without
-- reading a conversation. It does what conversations_recent did. Not the step: nobody says how long the name of one is, and PostgreSQL
-- takes no more than 2,700 bytes into an index.
DROP INDEX conversations_recent;
CREATE INDEX conversations_listed ON conversations (business, updated_at, number, waiting_since, ended_at, holder, holder_id,
  lead_outcome, last_contact_at, last_answer_at);

-- Those who wait, of one business: asked for on every page of the panel.
DROP INDEX conversations_waiting;
CREATE INDEX conversations_waiting ON conversations (business, waiting_since) WHERE waiting_since IS NOT NULL;
