-- Vectors of an embedding model of the owner's. Twin: ../postgres/0009_vectors.sql

-- What a passage means to one embedding model, as a packed direction; another model's takes its place.
CREATE TABLE knowledge_vectors (
    business TEXT   NOT NULL,
    document TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    model    TEXT   NOT NULL,
    vector   BLOB   NOT NULL,
    PRIMARY KEY (business, document, version, number),
    FOREIGN KEY (business, document, version, number) REFERENCES knowledge_passages (business, document, version, number)
);
