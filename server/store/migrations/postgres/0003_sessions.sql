-- Sessions of before stood here under ids that a browser could be given: everybody signs in once more.
DELETE FROM session;

-- Which of somebody's sessions count: those that began in this epoch. A new password and the end of access begin another.
ALTER TABLE person ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;

-- Who made a link, when it was used last (to the hour), and when it was withdrawn.
ALTER TABLE public_link ADD COLUMN created_by UUID;
ALTER TABLE public_link ADD COLUMN used_at BIGINT;
ALTER TABLE public_link ADD COLUMN withdrawn_at BIGINT;
