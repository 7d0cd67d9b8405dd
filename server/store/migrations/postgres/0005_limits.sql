-- A link to choose a new password with: one per person, the newest. The secret itself is not kept.
CREATE TABLE reset_link (
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (organisation_id, person_id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- Until then there is no next try under this name; after `ends_at` the tries are forgotten.
ALTER TABLE attempt ADD COLUMN wait_until BIGINT NOT NULL DEFAULT 0;
