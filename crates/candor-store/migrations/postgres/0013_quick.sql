-- What makes the staff quick: texts to answer with, and conversations put aside until a time. Twin: ../sqlite/0013_quick.sql

-- Such texts are the business's own, as scripts are, and name nobody: they are kept openly.
ALTER TABLE conversations ADD COLUMN snoozed_until BIGINT;
CREATE INDEX conversations_aside ON conversations (business, snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE TABLE templates (
    business   TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    words_en   TEXT,
    words_ru   TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (business, id)
);
