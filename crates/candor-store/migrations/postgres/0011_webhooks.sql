-- Webhooks of the owner's: where they go, and what was or is to be delivered to each. Twin: ../sqlite/0011_webhooks.sql

-- An address is sealed like the secret: many carry a token in their path. One delivery at a time is on its way to a webhook, whoever
-- delivers; until busy_until nobody else does.
CREATE TABLE webhooks (
    business        TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    version         BIGINT  NOT NULL,
    address         TEXT    NOT NULL,
    secret          TEXT    NOT NULL,
    previous_secret TEXT,
    previous_until  BIGINT,
    kinds           TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    is_on           BOOLEAN NOT NULL,
    off_because     TEXT,
    created_at      BIGINT  NOT NULL,
    failing_since   BIGINT,
    busy_until      BIGINT  NOT NULL,
    PRIMARY KEY (business, id)
);
CREATE UNIQUE INDEX webhooks_id ON webhooks (id);
CREATE INDEX webhooks_on ON webhooks (business) WHERE is_on;

CREATE TABLE webhook_deliveries (
    position     BIGINT GENERATED ALWAYS AS IDENTITY,
    business     TEXT   NOT NULL,
    webhook      TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('ready', 'sending', 'delivered', 'failed')),
    attempts     BIGINT NOT NULL,
    before_replay BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,
    tried_at     BIGINT,
    status       BIGINT,
    trouble      TEXT,
    millis       BIGINT,
    delivered_at BIGINT,
    PRIMARY KEY (business, id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at, position) WHERE state IN ('ready', 'sending');
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (webhook, position);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);
