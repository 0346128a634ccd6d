-- The owner's documents, cut into passages. Twin: ../postgres/0007_knowledge.sql

-- Versions of documents; the one that was not dropped is in use.
CREATE TABLE knowledge_documents (
    business   TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    passages   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    dropped_at BIGINT,
    PRIMARY KEY (business, name, version)
);
CREATE UNIQUE INDEX knowledge_in_use ON knowledge_documents (business, name) WHERE dropped_at IS NULL;

-- What can be quoted, with what it means as packed sentence vectors.
CREATE TABLE knowledge_passages (
    business TEXT   NOT NULL,
    document TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    heading  TEXT   NOT NULL,
    text     TEXT   NOT NULL,
    language TEXT   NOT NULL,
    meaning  BLOB   NOT NULL,
    PRIMARY KEY (business, document, version, number),
    FOREIGN KEY (business, document, version) REFERENCES knowledge_documents (business, name, version)
);

-- Counts changes of a business's documents, so that a desk notices that its index is old.
CREATE TABLE knowledge_revisions (
    business TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
);
