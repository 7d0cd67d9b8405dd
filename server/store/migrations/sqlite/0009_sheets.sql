-- The entry by which a sheet was given back to its rater, until it is submitted again; and the one by which it was set aside. What
-- was said stays in the ledger.
ALTER TABLE interview_rater ADD COLUMN returned_seq INTEGER;
ALTER TABLE interview_rater ADD COLUMN set_aside_seq INTEGER;
