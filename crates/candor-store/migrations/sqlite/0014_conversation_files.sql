-- Files in conversations. Twin: ../postgres/0014_conversation_files.sql

-- The file a line came with, as sealed JSON: what it is, its name, its size and where its bytes are.
ALTER TABLE timeline ADD COLUMN file TEXT;

-- Under which id the channel has a file of the staff's that was sent. Its bytes in `files` are gone by then.
CREATE TABLE sent_files (
    connection TEXT   NOT NULL,
    file       TEXT   NOT NULL,
    remote     TEXT   NOT NULL,
    sent_at    BIGINT NOT NULL,
    PRIMARY KEY (connection, file)
);
