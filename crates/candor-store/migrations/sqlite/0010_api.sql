-- The API: tokens by which programs act for a member of the staff, and what was done once already under a key the program gave.
-- Twin: ../postgres/0010_api.sql

-- Of a token only a hash is kept.
CREATE TABLE api_tokens (
    business   TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    operator   TEXT   NOT NULL,
    label      TEXT   NOT NULL,
    scopes     TEXT   NOT NULL,
    token_hash TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (business, id)
);
CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (token_hash);

-- A request that is sent again with the same key is not done again. What it changed is told, not what it was answered: answers hold
-- what people wrote.
CREATE TABLE api_repeats (
    business TEXT   NOT NULL,
    token    TEXT   NOT NULL,
    repeat_key TEXT   NOT NULL,
    request  TEXT   NOT NULL,
    made     TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (business, token, repeat_key)
);
CREATE INDEX api_repeats_at ON api_repeats (at);
