-- The key that seals what is secret or personal, itself wrapped by one outside. Twin: ../postgres/0003_secrets.sql

CREATE TABLE data_keys (
    id         TEXT   NOT NULL,
    master_key TEXT   NOT NULL,
    wrapped    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    wrapped_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- How far what was written before there was a key has been sealed in place.
CREATE TABLE sealings (
    name     TEXT NOT NULL,
    progress TEXT NOT NULL,
    PRIMARY KEY (name)
);

-- The bot's token, sealed.
ALTER TABLE connections ADD COLUMN token TEXT;
