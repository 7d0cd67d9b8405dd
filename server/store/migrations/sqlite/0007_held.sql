-- What is dropped is asked of `voiding` itself: a view can be replaced.
DROP VIEW voided;

-- Where the ledger was at the last submission, reveal or consensus: an older part of it put back, head and all, shows.
ALTER TABLE interview RENAME COLUMN revealed_ledger TO sealed_ledger;

-- Keyed over the whole row, so that nobody's session becomes another's. Who is signed in signs in once more.
DELETE FROM session;
ALTER TABLE session ADD COLUMN seal BLOB NOT NULL DEFAULT x'';

-- Signing in asks what the audit says of one person.
CREATE INDEX audit_by_subject ON audit (organisation_id, subject);

-- Typing becomes a note when its rater submits, so it is keyed as well: nobody writes it for somebody else.
ALTER TABLE draft ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
