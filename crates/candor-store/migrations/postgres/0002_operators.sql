-- What the staff needs to see and steer conversations. Twin: ../sqlite/0002_operators.sql

ALTER TABLE conversations ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN holder_id TEXT;
ALTER TABLE conversations ADD COLUMN waiting_since BIGINT;
ALTER TABLE conversations ADD COLUMN last_contact_at BIGINT;
ALTER TABLE conversations ADD COLUMN last_answer_at BIGINT;
ALTER TABLE conversations ADD COLUMN ended_at BIGINT;
ALTER TABLE conversations ADD COLUMN lead_outcome TEXT;
UPDATE conversations SET
  number = (SELECT COUNT(*) FROM conversations c WHERE c.business = conversations.business AND c.id <= conversations.id),
  last_contact_at = (SELECT MAX(t.at) FROM timeline t
                     WHERE t.conversation = conversations.id AND t.kind = 'message' AND t.author = 'contact'),
  last_answer_at = (SELECT MAX(t.at) FROM timeline t
                    WHERE t.conversation = conversations.id AND t.kind = 'message' AND t.author IN ('ai', 'operator')),
  waiting_since = CASE WHEN holder = 'waiting' THEN updated_at END;
CREATE UNIQUE INDEX conversations_number ON conversations (business, number);
CREATE INDEX conversations_recent ON conversations (business, updated_at);
CREATE INDEX conversations_waiting ON conversations (waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX conversations_held ON conversations (holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX contacts_username ON contacts (business, LOWER(username));

ALTER TABLE outbox ADD COLUMN source_chat BIGINT;
ALTER TABLE outbox ADD COLUMN source_message BIGINT;
ALTER TABLE outbox ADD COLUMN topic_of TEXT;
CREATE INDEX outbox_source ON outbox (connection, source_chat, source_message) WHERE source_message IS NOT NULL;

ALTER TABLE operators ADD COLUMN is_on_duty BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE operators ADD COLUMN language TEXT;

-- The whole desk of a business: whether it rests, and the group in which its staff works.
CREATE TABLE desks (
    business         TEXT   NOT NULL,
    paused_at        BIGINT,
    paused_by        TEXT,
    group_connection TEXT,
    group_chat       BIGINT,
    PRIMARY KEY (business)
);

-- The topic of a conversation in the staff's group.
CREATE TABLE topics (
    connection   TEXT   NOT NULL,
    chat         BIGINT NOT NULL,
    conversation TEXT   NOT NULL,
    topic        BIGINT NOT NULL,
    PRIMARY KEY (connection, chat, conversation)
);
CREATE UNIQUE INDEX topics_topic ON topics (connection, chat, topic);

CREATE TABLE timers (
    connection TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    chat       BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    subject    TEXT   NOT NULL,
    PRIMARY KEY (connection, key)
);
CREATE INDEX timers_due ON timers (due_at);

-- Files wait here until they were sent.
CREATE TABLE files (
    connection TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    bytes      BYTEA  NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (connection, id)
);

CREATE TABLE audit_log (
    business      TEXT   NOT NULL,
    position      BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    actor         TEXT   NOT NULL CHECK (actor IN ('operator', 'console', 'desk')),
    actor_id      TEXT,
    actor_name    TEXT,
    deed          TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    before        TEXT   NOT NULL,
    after         TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    PRIMARY KEY (business, position)
);

CREATE TRIGGER audit_log_keeps BEFORE UPDATE OR DELETE ON audit_log
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_stays BEFORE TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
