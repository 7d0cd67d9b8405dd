-- The entry that a rating came of: who knew it when they said the next comes after it, whatever the clocks say.
ALTER TABLE rating ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
UPDATE rating SET seq = COALESCE(
    (SELECT MAX(l.seq) FROM ledger l
     WHERE l.organisation_id = rating.organisation_id AND l.interview_id = rating.interview_id AND l.rater_id = rating.rater_id
       AND l.item = rating.item AND l.kind = 'rated' AND l.client_at = rating.client_at), 0);

-- What is open, whosever it is: the home page begins there.
CREATE INDEX interview_open ON interview (organisation_id, state, starts_at);
