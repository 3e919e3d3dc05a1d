//! The directory: organisations, people and their sessions, rounds; and what all of time hangs
//! on, the journal and the revisions.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The first migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The journal is written once: nobody updates a line or takes one out.
const TABLES: &str = "
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
    instant TEXT NOT NULL CHECK (length(instant) = 30),
    person TEXT NOT NULL,
    on_behalf_of TEXT,
    act TEXT NOT NULL CHECK (length(act) >= 1),
    subject TEXT NOT NULL CHECK (length(subject) >= 1),
    before INTEGER,
    after INTEGER,
    reason TEXT,
    content TEXT CHECK (length(content) = 64),
    previous TEXT NOT NULL UNIQUE CHECK (length(previous) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK (before IS NULL OR (after IS NOT NULL AND after = before + 1))
);

CREATE TABLE organisation (
    code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 80),
    name TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE revision (
    subject TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    kind TEXT NOT NULL CHECK (length(kind) >= 1),
    organisation TEXT REFERENCES organisation (code) DEFERRABLE INITIALLY DEFERRED,
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    line INTEGER NOT NULL UNIQUE REFERENCES journal (sequence),
    PRIMARY KEY (subject, revision)
);

CREATE INDEX revision_as_at ON revision (kind, subject, revision, effective);

CREATE TABLE person (
    id TEXT PRIMARY KEY CHECK (id LIKE 'per_%'),
    sign_in TEXT NOT NULL UNIQUE CHECK (length(sign_in) >= 1),
    organisation TEXT REFERENCES organisation (code),
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    credential TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE session (
    token TEXT PRIMARY KEY CHECK (length(token) = 64),
    person TEXT REFERENCES person (id) ON DELETE CASCADE,
    data TEXT NOT NULL,
    expires TEXT NOT NULL CHECK (length(expires) = 30)
);

CREATE INDEX session_person ON session (person);

CREATE INDEX session_expires ON session (expires);

CREATE TABLE round (
    key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 80),
    opens TEXT NOT NULL CHECK (length(opens) = 10),
    due TEXT NOT NULL CHECK (length(due) = 10),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection
            .execute_unprepared(&dialect::ddl(TABLES, manager.get_database_backend()))
            .await?;
        connection
            .execute_unprepared(dialect::append_only_journal(manager.get_database_backend()))
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
