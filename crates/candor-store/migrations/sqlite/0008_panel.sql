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
CREATE TABLE panel_sign_ins (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    business   TEXT   NOT NULL,
    operator   TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX panel_sign_ins_operator ON panel_sign_ins (business, operator);

-- What figures are made of, kept beside what is sealed: the steps a conversation was at, in order, one a line; when the contact first
-- wrote, was first answered, and first waited for a person.
ALTER TABLE conversations ADD COLUMN path TEXT;
ALTER TABLE conversations ADD COLUMN first_contact_at BIGINT;
ALTER TABLE conversations ADD COLUMN first_answer_at BIGINT;
ALTER TABLE conversations ADD COLUMN called_at BIGINT;
UPDATE conversations SET
  called_at = waiting_since,
  first_contact_at = (SELECT MIN(t.at) FROM timeline t
                      WHERE t.conversation = conversations.id AND t.kind IN ('message', 'event') AND t.author = 'contact'),
  first_answer_at = (SELECT MIN(t.at) FROM timeline t
                     WHERE t.conversation = conversations.id AND t.kind = 'message' AND t.author IN ('ai', 'operator'));
CREATE INDEX conversations_begun ON conversations
  (business, created_at, script_name, script_version, lead_outcome, called_at, first_contact_at, first_answer_at, path);
CREATE INDEX consent_ledger_at ON consent_ledger (business, at);

-- What happened in each quarter of an hour since 1970, so that nobody need read every line for it: no zone's day begins between
-- quarters. A quarter has several rows, by conversation, so that workers of a server seldom wait for each other.
CREATE TABLE tallies (
    business      TEXT   NOT NULL,
    quarter       BIGINT NOT NULL,
    part          BIGINT NOT NULL,
    begun         BIGINT NOT NULL DEFAULT 0,
    from_contacts BIGINT NOT NULL DEFAULT 0,
    by_ai         BIGINT NOT NULL DEFAULT 0,
    by_operators  BIGINT NOT NULL DEFAULT 0,
    called        BIGINT NOT NULL DEFAULT 0,
    script_80     BIGINT NOT NULL DEFAULT 0,
    free_20       BIGINT NOT NULL DEFAULT 0,
    hand_off      BIGINT NOT NULL DEFAULT 0,
    stay_silent   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (business, quarter, part)
);
INSERT INTO tallies (business, quarter, part, from_contacts, by_ai, by_operators)
SELECT v.business, t.at / 900000, 0,
  SUM(CASE WHEN t.author = 'contact' THEN 1 ELSE 0 END),
  SUM(CASE WHEN t.author = 'ai' THEN 1 ELSE 0 END),
  SUM(CASE WHEN t.author = 'operator' THEN 1 ELSE 0 END)
FROM timeline t JOIN conversations v ON v.id = t.conversation
WHERE t.kind = 'message' GROUP BY v.business, t.at / 900000;
INSERT INTO tallies (business, quarter, part, begun)
SELECT business, created_at / 900000, 1, COUNT(*) FROM conversations GROUP BY business, created_at / 900000;

-- How many calls a span saw, beside what they used.
ALTER TABLE model_spend ADD COLUMN calls BIGINT NOT NULL DEFAULT 0;
UPDATE model_spend SET calls = c.calls
FROM (SELECT business, day, COUNT(*) AS calls FROM model_calls GROUP BY business, day) c
WHERE model_spend.business = c.business AND model_spend.span = 'day' AND model_spend.name = c.day;
UPDATE model_spend SET calls = c.calls
FROM (SELECT business, month, COUNT(*) AS calls FROM model_calls GROUP BY business, month) c
WHERE model_spend.business = c.business AND model_spend.span = 'month' AND model_spend.name = c.month;

-- At which stage a lead is, and from which version of its conversation that was worked out.
ALTER TABLE conversations ADD COLUMN lead_stage TEXT NOT NULL DEFAULT 'open';
ALTER TABLE conversations ADD COLUMN staged_version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_stage ON conversations (business, lead_stage, updated_at, number);
CREATE INDEX conversations_unstaged ON conversations (business, updated_at) WHERE staged_version <> version;

-- The log by deed and by whoever did it; the shell and the desk have no id.
CREATE INDEX audit_log_deed ON audit_log (business, deed, position);
CREATE INDEX audit_log_actor ON audit_log (business, COALESCE(actor_id, actor), position);
