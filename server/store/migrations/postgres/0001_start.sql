-- Time is milliseconds since 1970 in UTC. Documents are TEXT, so that the bytes that were hashed stay as they are.
-- Foreign keys carry the organisation: no row can point into another one.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE organisation (
    organisation_id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    lang TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (organisation_id, id)
);

CREATE TABLE invitation (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    lang TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX invitation_of ON invitation (organisation_id, email);

CREATE TABLE attempt (
    name TEXT NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    person_id UUID REFERENCES person (id)
);
CREATE INDEX session_of ON session (person_id);
CREATE INDEX session_ends ON session (expires_at);

-- The end of every chain: of an organisation's audit (subject is the organisation) and of an interview's ledger.
CREATE TABLE chain_head (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    subject UUID NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX chain_head_of ON chain_head (organisation_id, subject);

CREATE TABLE audit (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    seq BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject UUID NOT NULL,
    at BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, seq)
);

CREATE TABLE scorecard (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    UNIQUE (organisation_id, id)
);

CREATE TABLE scorecard_version (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    scorecard_id UUID NOT NULL,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    title TEXT NOT NULL,
    competencies BIGINT NOT NULL,
    questions BIGINT NOT NULL,
    document TEXT NOT NULL,
    hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    published_at BIGINT,
    changed_by UUID,
    UNIQUE (organisation_id, scorecard_id, number),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, scorecard_id) REFERENCES scorecard (organisation_id, id)
);

-- What a draft was before each of its last changes. Undoing goes back to the last that is a stop: what somebody typed in one
-- go is undone in one go.
CREATE TABLE draft_step (
    organisation_id UUID NOT NULL,
    version_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    stop BOOLEAN NOT NULL,
    PRIMARY KEY (organisation_id, version_id, revision),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
);

-- Competencies that an organisation wrote itself.
CREATE TABLE library_competency (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    retired_at BIGINT,
    UNIQUE (organisation_id, key)
);

-- A link for people without an account. The secret itself is not kept.
CREATE TABLE public_link (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    version_id UUID NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
);
CREATE INDEX public_link_of ON public_link (organisation_id, version_id, purpose);

-- How a colleague sorted the shuffled anchors. Without a name: only the anchors are tested.
CREATE TABLE sorting (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    version_id UUID NOT NULL,
    answers TEXT NOT NULL,
    at BIGINT NOT NULL,
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
);
CREATE INDEX sorting_of ON sorting (organisation_id, version_id);

CREATE TABLE vacancy (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    policy TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    -- Why it was closed before everybody knew where they stand.
    close_reason TEXT,
    -- After the reveal scores show without who gave them.
    anonymous BOOLEAN NOT NULL,
    -- A try-out: in no list, in no statistic, and gone after seven days.
    practice BOOLEAN NOT NULL,
    UNIQUE (organisation_id, id)
);

CREATE TABLE round (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    vacancy_id UUID NOT NULL,
    number BIGINT NOT NULL,
    version_id UUID NOT NULL,
    state TEXT NOT NULL,
    revealed_at BIGINT,
    revealed_by UUID,
    reveal_reason TEXT,
    UNIQUE (organisation_id, vacancy_id, number),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id),
    FOREIGN KEY (organisation_id, revealed_by) REFERENCES person (organisation_id, id)
);

CREATE TABLE candidate (
    organisation_id UUID NOT NULL REFERENCES organisation (organisation_id),
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    folded TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (organisation_id, id)
);
CREATE INDEX candidate_folded ON candidate (organisation_id, folded);

CREATE TABLE application (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    vacancy_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    late BOOLEAN NOT NULL,
    -- A CV, test scores, a referral: raters read it after submitting, or before with a reason that is recorded.
    background TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT,
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, candidate_id) REFERENCES candidate (organisation_id, id)
);
CREATE INDEX application_of ON application (organisation_id, vacancy_id);

CREATE TABLE interview (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    application_id UUID NOT NULL,
    round_id UUID NOT NULL,
    starts_at BIGINT NOT NULL,
    arrangements TEXT NOT NULL,
    state TEXT NOT NULL,
    revealed_at BIGINT,
    UNIQUE (organisation_id, application_id, round_id),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES application (organisation_id, id),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id)
);
CREATE INDEX interview_of ON interview (organisation_id, round_id);

CREATE TABLE interview_rater (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    person_id UUID NOT NULL,
    chair BOOLEAN NOT NULL,
    rates BOOLEAN NOT NULL,
    submitted_at BIGINT,
    PRIMARY KEY (organisation_id, interview_id, person_id),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX interview_rater_of ON interview_rater (organisation_id, person_id);

CREATE TABLE ledger (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    id UUID NOT NULL UNIQUE,
    rater_id UUID NOT NULL,
    kind TEXT NOT NULL,
    item UUID,
    payload TEXT,
    salt BYTEA,
    payload_hash BYTEA NOT NULL,
    client_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, seq),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
);

-- What the ledger says now; kept in the same transaction.
CREATE TABLE rating (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    rater_id UUID NOT NULL,
    item UUID NOT NULL,
    level BIGINT,
    not_observed TEXT,
    client_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, rater_id, item),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id),
    CHECK ((level BETWEEN 1 AND 5 AND not_observed IS NULL) OR (level IS NULL AND not_observed IS NOT NULL))
);

CREATE TABLE note (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    rater_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    item UUID NOT NULL,
    step TEXT,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- The entry that wrote it last.
    entry_id UUID NOT NULL,
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX note_of ON note (organisation_id, interview_id, rater_id, item);
CREATE INDEX note_by_entry ON note (entry_id);

-- What somebody said of an item or of the whole interview besides levels and notes; of each topic the newest stands.
-- Of the whole interview: the item is the interview itself.
CREATE TABLE mark (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    rater_id UUID NOT NULL,
    item UUID NOT NULL,
    topic TEXT NOT NULL,
    value TEXT NOT NULL,
    seq BIGINT NOT NULL,
    client_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, rater_id, item, topic),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
);

-- Who has an interview open, and where the chair is. No record: it is forgotten within a minute.
CREATE TABLE presence (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    person_id UUID NOT NULL,
    seen_at BIGINT NOT NULL,
    item UUID,
    PRIMARY KEY (organisation_id, interview_id, person_id),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- Questions that count for nobody in a round.
CREATE TABLE voided (
    organisation_id UUID NOT NULL,
    round_id UUID NOT NULL,
    item UUID NOT NULL,
    reason TEXT NOT NULL,
    person_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, round_id, item),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- What was decided on a candidate. Never changed: taking back is a row of its own, without an outcome.
CREATE TABLE decision (
    organisation_id UUID NOT NULL,
    round_id UUID NOT NULL,
    application_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    outcome TEXT,
    reason TEXT NOT NULL,
    below_band TEXT NOT NULL,
    person_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, round_id, application_id, seq),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES application (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- A document that is made in the background for one person; a day later it is gone.
CREATE TABLE pack (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL PRIMARY KEY,
    vacancy_id UUID NOT NULL,
    person_id UUID NOT NULL,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    content BYTEA,
    started_at BIGINT NOT NULL,
    -- When its maker last said how far it is.
    beat_at BIGINT NOT NULL,
    UNIQUE (organisation_id, vacancy_id, person_id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- Typing that has not become a ledger entry yet.
CREATE TABLE draft (
    organisation_id UUID NOT NULL,
    interview_id UUID NOT NULL,
    rater_id UUID NOT NULL,
    note_id UUID NOT NULL PRIMARY KEY,
    item UUID NOT NULL,
    step TEXT,
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX draft_of ON draft (organisation_id, interview_id, rater_id);
