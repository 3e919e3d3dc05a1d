//! The cycle of a round: what is typed into returns, what is said in them, who reviews whom, and
//! the links by which a return is answered without an account.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The fifth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Of a link's secret only the hash is kept.
const TABLES: &str = "
CREATE TABLE answer (
    id TEXT PRIMARY KEY CHECK (id LIKE 'ans_%'),
    submission TEXT NOT NULL REFERENCES submission (id),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX answer_submission ON answer (submission, position);

CREATE TABLE insight (
    id TEXT PRIMARY KEY CHECK (id LIKE 'ins_%'),
    submission TEXT NOT NULL REFERENCES submission (id),
    round TEXT NOT NULL REFERENCES round (key),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    kind TEXT NOT NULL CHECK (length(kind) >= 1),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX insight_organisation ON insight (organisation);

CREATE INDEX insight_round ON insight (round, kind);

CREATE TABLE peer_review (
    id TEXT PRIMARY KEY CHECK (id LIKE 'pee_%'),
    round TEXT NOT NULL REFERENCES round (key),
    reviewer TEXT NOT NULL REFERENCES organisation (code),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    submission TEXT NOT NULL REFERENCES submission (id),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    CHECK (reviewer <> organisation),
    UNIQUE (submission, reviewer)
);

CREATE TABLE link (
    id TEXT PRIMARY KEY CHECK (id LIKE 'lnk_%'),
    secret TEXT NOT NULL UNIQUE CHECK (length(secret) = 64),
    submission TEXT NOT NULL REFERENCES submission (id),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX link_submission ON link (submission);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = dialect::ddl(TABLES, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
