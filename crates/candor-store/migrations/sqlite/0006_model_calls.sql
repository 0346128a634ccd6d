-- Calls to language models, what they used, and the keys they need. Twin: ../postgres/0006_model_calls.sql

-- One row a call, written before the call is made: one that never settles counts as it was reserved.
CREATE TABLE model_calls (
    id              TEXT   NOT NULL PRIMARY KEY,
    business        TEXT   NOT NULL,
    conversation    TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    day             TEXT   NOT NULL,
    month           TEXT   NOT NULL,
    job             TEXT   NOT NULL,
    provider        TEXT   NOT NULL,
    model           TEXT   NOT NULL,
    prompt          TEXT   NOT NULL,
    reserved_tokens BIGINT NOT NULL,
    reserved_cost   BIGINT NOT NULL,
    outcome         TEXT,
    prompt_tokens   BIGINT NOT NULL,
    cached_tokens   BIGINT NOT NULL,
    output_tokens   BIGINT NOT NULL,
    cost            BIGINT NOT NULL,
    millis          BIGINT NOT NULL
);
CREATE INDEX model_calls_at ON model_calls (business, at);
CREATE INDEX model_calls_conversation ON model_calls (business, conversation, at);

-- What each conversation, day and month has used or reserved.
CREATE TABLE model_spend (
    business TEXT   NOT NULL,
    span     TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    tokens   BIGINT NOT NULL,
    cost     BIGINT NOT NULL,
    told_at  BIGINT,
    PRIMARY KEY (business, span, name)
);

CREATE TABLE model_keys (
    provider TEXT NOT NULL PRIMARY KEY,
    secret   TEXT NOT NULL
);
