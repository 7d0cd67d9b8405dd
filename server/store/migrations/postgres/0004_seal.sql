-- An audit row says what was said and which rows it changed, each with a keyed digest of how it stands after the change.
-- Rows of before have schema 1 and neither.
ALTER TABLE audit ADD COLUMN schema BIGINT NOT NULL DEFAULT 1;
ALTER TABLE audit ADD COLUMN what TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN seals TEXT NOT NULL DEFAULT '';

-- Keyed, so that nobody cuts a tail off by writing an earlier head.
ALTER TABLE chain_head ADD COLUMN seal BYTEA NOT NULL DEFAULT '';

-- Dropping a question and taking it up again: neither is ever deleted. What is dropped now is the view of the same name as
-- the table that was there before.
CREATE TABLE voiding (
    organisation_id UUID NOT NULL,
    round_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    item UUID NOT NULL,
    restored BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    person_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, round_id, seq),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
INSERT INTO voiding (organisation_id, round_id, seq, item, restored, reason, person_id, at)
SELECT organisation_id, round_id, ROW_NUMBER() OVER (PARTITION BY organisation_id, round_id ORDER BY at, item), item, FALSE, reason, person_id, at
FROM voided;
DROP TABLE voided;
CREATE VIEW voided AS
SELECT e.organisation_id, e.round_id, e.item, e.reason, e.person_id, e.at FROM voiding e
WHERE NOT e.restored
  AND NOT EXISTS (SELECT 1 FROM voiding n
                  WHERE n.organisation_id = e.organisation_id AND n.round_id = e.round_id AND n.item = e.item AND n.seq > e.seq);

-- What a decision rested on when it was taken, as a document.
ALTER TABLE decision ADD COLUMN basis TEXT;

-- Why an interview in which somebody had written was cancelled, by whom and when.
ALTER TABLE interview ADD COLUMN cancelled_at BIGINT;
ALTER TABLE interview ADD COLUMN cancelled_by UUID;
ALTER TABLE interview ADD COLUMN cancel_reason TEXT;

-- The application of the same person in this vacancy that was removed before.
ALTER TABLE application ADD COLUMN again_after UUID;
