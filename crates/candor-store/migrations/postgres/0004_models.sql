-- What a version of a script taught the desk to hear, kept so that a conversation is heard the same again. Twin: ../sqlite/0004_models.sql

CREATE TABLE script_models (
    business TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    model    BYTEA   NOT NULL,
    PRIMARY KEY (business, name, version),
    FOREIGN KEY (business, name, version) REFERENCES scripts (business, name, version)
);
