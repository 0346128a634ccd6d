-- What the desk needs to receive, think and send. Twin: ../postgres/0001_desk.sql

CREATE TABLE connections (
    business      TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    bot_id        BIGINT NOT NULL,
    bot_username  TEXT   NOT NULL,
    script_name   TEXT   NOT NULL,
    server        TEXT   NOT NULL,
    update_offset BIGINT,
    id_epoch      BIGINT NOT NULL,
    PRIMARY KEY (business, id)
);
CREATE UNIQUE INDEX connections_id ON connections (id);

CREATE TABLE inbox (
    connection  TEXT   NOT NULL,
    id_epoch    BIGINT NOT NULL,
    update_id   BIGINT NOT NULL,
    chat        BIGINT,
    kind        TEXT   NOT NULL,
    raw         BLOB   NOT NULL,
    received_at BIGINT NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('received', 'done', 'unreadable', 'parked')),
    PRIMARY KEY (connection, id_epoch, update_id)
);
CREATE INDEX inbox_unread ON inbox (connection, chat, id_epoch, update_id) WHERE state = 'received';
CREATE INDEX inbox_state ON inbox (state);

CREATE TABLE lanes (
    connection      TEXT    NOT NULL,
    chat            BIGINT  NOT NULL,
    ready_at        BIGINT,
    is_urgent       BOOLEAN NOT NULL,
    first_unread_at BIGINT,
    epoch           BIGINT  NOT NULL,
    lease_owner     TEXT,
    lease_until     BIGINT,
    fence           BIGINT  NOT NULL,
    attempts        BIGINT  NOT NULL,
    PRIMARY KEY (connection, chat)
);
CREATE INDEX lanes_ready ON lanes (ready_at) WHERE ready_at IS NOT NULL;

CREATE TABLE contacts (
    business        TEXT   NOT NULL,
    id              TEXT   NOT NULL,
    channel_user_id BIGINT NOT NULL,
    first_name      TEXT   NOT NULL,
    last_name       TEXT,
    username        TEXT,
    language        TEXT,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (business, id)
);
CREATE UNIQUE INDEX contacts_channel_user ON contacts (business, channel_user_id);

CREATE TABLE conversations (
    connection     TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    business       TEXT   NOT NULL,
    chat           BIGINT NOT NULL,
    contact        TEXT   NOT NULL,
    version        BIGINT NOT NULL,
    script_name    TEXT   NOT NULL,
    script_version BIGINT NOT NULL,
    holder         TEXT   NOT NULL CHECK (holder IN ('desk', 'waiting', 'operator')),
    step           TEXT,
    language       TEXT   NOT NULL,
    state          TEXT   NOT NULL,
    last_sent_at   BIGINT,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (connection, id),
    FOREIGN KEY (business, contact) REFERENCES contacts (business, id)
);
CREATE UNIQUE INDEX conversations_id ON conversations (id);
CREATE UNIQUE INDEX conversations_chat ON conversations (connection, chat);
CREATE INDEX conversations_contact ON conversations (business, contact);
CREATE INDEX conversations_script ON conversations (business, script_name);

CREATE TABLE timeline (
    conversation  TEXT   NOT NULL,
    seq           BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    author        TEXT   NOT NULL CHECK (author IN ('contact', 'ai', 'operator', 'system')),
    author_name   TEXT,
    kind          TEXT   NOT NULL CHECK (kind IN ('message', 'turn', 'event')),
    text          TEXT   NOT NULL,
    message_id    BIGINT,
    turn          TEXT,
    reasons       TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    PRIMARY KEY (conversation, seq)
);

CREATE TABLE outbox (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    connection    TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    chat          BIGINT  NOT NULL,
    conversation  TEXT,
    turn          TEXT    NOT NULL,
    seq           BIGINT  NOT NULL,
    purpose       TEXT    NOT NULL CHECK (purpose IN ('reply', 'notice', 'relay', 'staff')),
    author        TEXT    NOT NULL CHECK (author IN ('contact', 'ai', 'operator', 'system')),
    author_name   TEXT,
    ground        TEXT    NOT NULL,
    delivery      TEXT    NOT NULL,
    is_idempotent BOOLEAN NOT NULL,
    disclosure    TEXT    NOT NULL,
    state         TEXT    NOT NULL
        CHECK (state IN ('ready', 'sending', 'sent', 'uncertain', 'cancelled', 'failed')),
    attempts      BIGINT  NOT NULL,
    not_before    BIGINT  NOT NULL,
    message_id    BIGINT,
    reason        TEXT,
    owner         TEXT,
    created_at    BIGINT  NOT NULL,
    sending_at    BIGINT,
    settled_at    BIGINT,
    UNIQUE (connection, id)
);
CREATE UNIQUE INDEX outbox_id ON outbox (id);
CREATE UNIQUE INDEX outbox_turn ON outbox (turn, seq);
CREATE INDEX outbox_ready ON outbox (position) WHERE state = 'ready';
CREATE INDEX outbox_unsettled ON outbox (connection, chat, position) WHERE state IN ('ready', 'sending');
CREATE INDEX outbox_conversation ON outbox (conversation, position);
CREATE INDEX outbox_message ON outbox (connection, chat, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_state ON outbox (state);

CREATE TABLE consent_ledger (
    business TEXT   NOT NULL,
    contact  TEXT   NOT NULL,
    position BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    action   TEXT   NOT NULL CHECK (action IN ('opted_out', 'opted_in', 'blocked')),
    method   TEXT   NOT NULL,
    words    TEXT   NOT NULL,
    PRIMARY KEY (business, contact, position)
);

CREATE TABLE scripts (
    business     TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    text         TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    note         TEXT   NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (business, name, version)
);

CREATE TABLE script_heads (
    business TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (business, name),
    FOREIGN KEY (business, name, version) REFERENCES scripts (business, name, version)
);

CREATE TABLE operators (
    business   TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    connection TEXT   NOT NULL,
    chat       BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    role       TEXT   NOT NULL CHECK (role IN ('owner', 'manager', 'viewer')),
    claimed_at BIGINT NOT NULL,
    PRIMARY KEY (business, id)
);
CREATE UNIQUE INDEX operators_chat ON operators (business, chat);

CREATE TABLE operator_invites (
    business   TEXT   NOT NULL,
    code_hash  TEXT   NOT NULL,
    role       TEXT   NOT NULL CHECK (role IN ('owner', 'manager', 'viewer')),
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    used_by    TEXT,
    PRIMARY KEY (business, code_hash)
);

CREATE TABLE workers (
    owner   TEXT   NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (owner)
);

-- What only ever grows. INSERT OR REPLACE deletes without asking the delete trigger, so it is refused as well.

CREATE TRIGGER timeline_keeps BEFORE UPDATE ON timeline
BEGIN SELECT RAISE(ABORT, 'timeline only grows'); END;
CREATE TRIGGER timeline_stays BEFORE DELETE ON timeline
BEGIN SELECT RAISE(ABORT, 'timeline only grows'); END;
CREATE TRIGGER timeline_once BEFORE INSERT ON timeline
WHEN EXISTS (SELECT 1 FROM timeline t WHERE t.conversation = NEW.conversation AND t.seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'timeline only grows'); END;

CREATE TRIGGER consent_ledger_keeps BEFORE UPDATE ON consent_ledger
BEGIN SELECT RAISE(ABORT, 'consent_ledger only grows'); END;
CREATE TRIGGER consent_ledger_stays BEFORE DELETE ON consent_ledger
BEGIN SELECT RAISE(ABORT, 'consent_ledger only grows'); END;
CREATE TRIGGER consent_ledger_once BEFORE INSERT ON consent_ledger
WHEN EXISTS (SELECT 1 FROM consent_ledger c
             WHERE c.business = NEW.business AND c.contact = NEW.contact AND c.position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'consent_ledger only grows'); END;

CREATE TRIGGER scripts_keep BEFORE UPDATE ON scripts
BEGIN SELECT RAISE(ABORT, 'scripts only grows'); END;
CREATE TRIGGER scripts_stay BEFORE DELETE ON scripts
BEGIN SELECT RAISE(ABORT, 'scripts only grows'); END;
CREATE TRIGGER scripts_once BEFORE INSERT ON scripts
WHEN EXISTS (SELECT 1 FROM scripts s
             WHERE s.business = NEW.business AND s.name = NEW.name AND s.version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'scripts only grows'); END;

-- Who wrote a message, and by which right, never changes.

CREATE TRIGGER outbox_author_stays
BEFORE UPDATE OF connection, id, chat, conversation, turn, seq, purpose, author, author_name, ground ON outbox
BEGIN SELECT RAISE(ABORT, 'outbox keeps its authors'); END;
