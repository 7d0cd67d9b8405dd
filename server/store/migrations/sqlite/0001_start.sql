-- Time is milliseconds since 1970 in UTC. Documents are TEXT, so that the bytes that were hashed stay as they are.
-- Foreign keys carry the organisation: no row can point into another one.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE organisation (
    organisation_id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    demo INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    lang TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, id)
) STRICT;

CREATE TABLE invitation (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    lang TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX invitation_of ON invitation (organisation_id, email);

CREATE TABLE attempt (
    name TEXT NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    person_id BLOB REFERENCES person (id)
) STRICT;
CREATE INDEX session_of ON session (person_id);
CREATE INDEX session_ends ON session (expires_at);

-- The end of every chain: of an organisation's audit (subject is the organisation) and of an interview's ledger.
CREATE TABLE chain_head (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    subject BLOB NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX chain_head_of ON chain_head (organisation_id, subject);

CREATE TABLE audit (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    seq INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation_id, seq)
) STRICT;

CREATE TABLE scorecard (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, id)
) STRICT;

CREATE TABLE scorecard_version (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    scorecard_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    competencies INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    document TEXT NOT NULL,
    hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    published_at INTEGER,
    changed_by BLOB,
    UNIQUE (organisation_id, scorecard_id, number),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, scorecard_id) REFERENCES scorecard (organisation_id, id)
) STRICT;

-- What a draft was before each of its last changes. Undoing goes back to the last that is a stop: what somebody typed in one
-- go is undone in one go.
CREATE TABLE draft_step (
    organisation_id BLOB NOT NULL,
    version_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, version_id, revision),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
) STRICT;

-- Competencies that an organisation wrote itself.
CREATE TABLE library_competency (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    retired_at INTEGER,
    UNIQUE (organisation_id, key)
) STRICT;

-- A link for people without an account. The secret itself is not kept.
CREATE TABLE public_link (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    version_id BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
) STRICT;
CREATE INDEX public_link_of ON public_link (organisation_id, version_id, purpose);

-- How a colleague sorted the shuffled anchors. Without a name: only the anchors are tested.
CREATE TABLE sorting (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    version_id BLOB NOT NULL,
    answers TEXT NOT NULL,
    at INTEGER NOT NULL,
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id)
) STRICT;
CREATE INDEX sorting_of ON sorting (organisation_id, version_id);

CREATE TABLE vacancy (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    policy TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    -- Why it was closed before everybody knew where they stand.
    close_reason TEXT,
    -- After the reveal scores show without who gave them.
    anonymous INTEGER NOT NULL,
    -- A try-out: in no list, in no statistic, and gone after seven days.
    practice INTEGER NOT NULL,
    UNIQUE (organisation_id, id)
) STRICT;

CREATE TABLE round (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    vacancy_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    version_id BLOB NOT NULL,
    state TEXT NOT NULL,
    revealed_at INTEGER,
    revealed_by BLOB,
    reveal_reason TEXT,
    UNIQUE (organisation_id, vacancy_id, number),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, version_id) REFERENCES scorecard_version (organisation_id, id),
    FOREIGN KEY (organisation_id, revealed_by) REFERENCES person (organisation_id, id)
) STRICT;

CREATE TABLE candidate (
    organisation_id BLOB NOT NULL REFERENCES organisation (organisation_id),
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    folded TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, id)
) STRICT;
CREATE INDEX candidate_folded ON candidate (organisation_id, folded);

CREATE TABLE application (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    vacancy_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    late INTEGER NOT NULL,
    -- A CV, test scores, a referral: raters read it after submitting, or before with a reason that is recorded.
    background TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER,
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, candidate_id) REFERENCES candidate (organisation_id, id)
) STRICT;
CREATE INDEX application_of ON application (organisation_id, vacancy_id);

CREATE TABLE interview (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL,
    round_id BLOB NOT NULL,
    starts_at INTEGER NOT NULL,
    arrangements TEXT NOT NULL,
    state TEXT NOT NULL,
    revealed_at INTEGER,
    UNIQUE (organisation_id, application_id, round_id),
    UNIQUE (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES application (organisation_id, id),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id)
) STRICT;
CREATE INDEX interview_of ON interview (organisation_id, round_id);

CREATE TABLE interview_rater (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    chair INTEGER NOT NULL,
    rates INTEGER NOT NULL,
    submitted_at INTEGER,
    PRIMARY KEY (organisation_id, interview_id, person_id),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;
CREATE INDEX interview_rater_of ON interview_rater (organisation_id, person_id);

CREATE TABLE ledger (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    rater_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    item BLOB,
    payload TEXT,
    salt BLOB,
    payload_hash BLOB NOT NULL,
    client_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, seq),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
) STRICT;

-- What the ledger says now; kept in the same transaction.
CREATE TABLE rating (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    rater_id BLOB NOT NULL,
    item BLOB NOT NULL,
    level INTEGER,
    not_observed TEXT,
    client_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, rater_id, item),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id),
    CHECK ((level BETWEEN 1 AND 5 AND not_observed IS NULL) OR (level IS NULL AND not_observed IS NOT NULL))
) STRICT;

CREATE TABLE note (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    rater_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    item BLOB NOT NULL,
    step TEXT,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- The entry that wrote it last.
    entry_id BLOB NOT NULL,
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
) STRICT;
CREATE INDEX note_of ON note (organisation_id, interview_id, rater_id, item);
CREATE INDEX note_by_entry ON note (entry_id);

-- What somebody said of an item or of the whole interview besides levels and notes; of each topic the newest stands.
-- Of the whole interview: the item is the interview itself.
CREATE TABLE mark (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    rater_id BLOB NOT NULL,
    item BLOB NOT NULL,
    topic TEXT NOT NULL,
    value TEXT NOT NULL,
    seq INTEGER NOT NULL,
    client_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, interview_id, rater_id, item, topic),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
) STRICT;

-- Who has an interview open, and where the chair is. No record: it is forgotten within a minute.
CREATE TABLE presence (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    item BLOB,
    PRIMARY KEY (organisation_id, interview_id, person_id),
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- Questions that count for nobody in a round.
CREATE TABLE voided (
    organisation_id BLOB NOT NULL,
    round_id BLOB NOT NULL,
    item BLOB NOT NULL,
    reason TEXT NOT NULL,
    person_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, round_id, item),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- What was decided on a candidate. Never changed: taking back is a row of its own, without an outcome.
CREATE TABLE decision (
    organisation_id BLOB NOT NULL,
    round_id BLOB NOT NULL,
    application_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT NOT NULL,
    below_band TEXT NOT NULL,
    person_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, round_id, application_id, seq),
    FOREIGN KEY (organisation_id, round_id) REFERENCES round (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES application (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- A document that is made in the background for one person; a day later it is gone.
CREATE TABLE pack (
    organisation_id BLOB NOT NULL,
    id BLOB NOT NULL PRIMARY KEY,
    vacancy_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    state TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    content BLOB,
    started_at INTEGER NOT NULL,
    -- When its maker last said how far it is.
    beat_at INTEGER NOT NULL,
    UNIQUE (organisation_id, vacancy_id, person_id),
    FOREIGN KEY (organisation_id, vacancy_id) REFERENCES vacancy (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) STRICT;

-- Typing that has not become a ledger entry yet.
CREATE TABLE draft (
    organisation_id BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    rater_id BLOB NOT NULL,
    note_id BLOB NOT NULL PRIMARY KEY,
    item BLOB NOT NULL,
    step TEXT,
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    FOREIGN KEY (organisation_id, interview_id) REFERENCES interview (organisation_id, id),
    FOREIGN KEY (organisation_id, rater_id) REFERENCES person (organisation_id, id)
) STRICT;
CREATE INDEX draft_of ON draft (organisation_id, interview_id, rater_id);
