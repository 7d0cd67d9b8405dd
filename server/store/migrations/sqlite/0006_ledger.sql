-- A mark is a copy of the entry that it came of: its kind and its payload, so that one function reads both.
ALTER TABLE mark ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE mark SET kind = ledger.kind, value = ledger.payload
FROM ledger
WHERE ledger.organisation_id = mark.organisation_id AND ledger.interview_id = mark.interview_id AND ledger.seq = mark.seq
  AND ledger.payload IS NOT NULL;

-- The entry that typing is an edit of.
ALTER TABLE draft ADD COLUMN base BLOB;

-- Where the ledger was at the reveal: an older part of it put back, head and all, shows.
ALTER TABLE interview ADD COLUMN revealed_ledger BLOB;
