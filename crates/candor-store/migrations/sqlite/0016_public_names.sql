-- Whoever has a public name is found by it, in whatever case it is typed, without reading all contacts through.
-- Twin: ../postgres/0016_public_names.sql

CREATE INDEX contacts_username ON contacts (business, LOWER(username));
