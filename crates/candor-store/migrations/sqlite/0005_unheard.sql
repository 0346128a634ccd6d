-- What contacts wrote that the desk did not understand, kept until the owner teaches it or lets it go. Twin: ../postgres/0005_unheard.sql

CREATE TABLE unheard (
    business     TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    script_name  TEXT   NOT NULL,
    conversation TEXT   NOT NULL,
    contact      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    language     TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    settled_at   BIGINT,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, contact) REFERENCES contacts (business, id)
);
CREATE INDEX unheard_open ON unheard (business, script_name, number) WHERE settled_at IS NULL;
CREATE INDEX unheard_contact ON unheard (business, contact);
