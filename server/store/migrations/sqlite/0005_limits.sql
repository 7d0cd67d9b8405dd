-- A link to choose a new password with: one per person, the newest. The secret itself is not kept.
CREATE TABLE reset_link (
    organisation_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (organisation_id, person_id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- Until then there is no next try under this name; after `ends_at` the tries are forgotten.
ALTER TABLE attempt ADD COLUMN wait_until INTEGER NOT NULL DEFAULT 0;
