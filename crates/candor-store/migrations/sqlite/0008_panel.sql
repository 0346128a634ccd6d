-- The panel: members of the staff who have no chat, how they sign in, and where they are signed in. Twin: ../postgres/0008_panel.sql

-- Whoever works in the panel alone has no chat. SQLite cannot take a NOT NULL away, so the table is made anew.
CREATE TABLE operators_anew (
    business   TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    connection TEXT,
    chat       BIGINT,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('owner', 'manager', 'viewer')),
    claimed_at BIGINT  NOT NULL,
    is_on_duty BOOLEAN NOT NULL DEFAULT TRUE,
    language   TEXT,
    PRIMARY KEY (business, id)
);
INSERT INTO operators_anew (business, id, connection, chat, name, role, claimed_at, is_on_duty, language)
SELECT business, id, connection, chat, name, role, claimed_at, is_on_duty, language FROM operators;
DROP TABLE operators;
ALTER TABLE operators_anew RENAME TO operators;
CREATE UNIQUE INDEX operators_chat ON operators (business, chat);

-- Whom an invitation lets in by another door; NULL for somebody new.
ALTER TABLE operator_invites ADD COLUMN operator TEXT;

CREATE TABLE panel_accounts (
    business      TEXT   NOT NULL,
    operator      TEXT   NOT NULL,
    login         TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    totp_secret   TEXT,
    totp_step     BIGINT,
    recovery      TEXT   NOT NULL,
    changed_at    BIGINT NOT NULL,
    PRIMARY KEY (business, operator)
);
CREATE UNIQUE INDEX panel_accounts_login ON panel_accounts (login);

-- Of a session's token only a hash is kept.
CREATE TABLE panel_sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    business   TEXT   NOT NULL,
    operator   TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX panel_sessions_operator ON panel_sessions (business, operator);
