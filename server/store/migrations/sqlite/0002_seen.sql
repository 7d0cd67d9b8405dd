-- The first time somebody saw of others' ratings: of a round the ratings, of an interview how many items were rated.
CREATE TABLE seen (
    organisation_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    what TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, subject, what, person_id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- Whose address it is, however it is spelled; rows of before get theirs when the database is opened.
ALTER TABLE person ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';
ALTER TABLE candidate ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';
CREATE INDEX candidate_mailbox ON candidate (organisation_id, mailbox);
CREATE INDEX application_by ON application (organisation_id, candidate_id);
