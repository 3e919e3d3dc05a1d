//! What organisations promise: documents and imports, plans with their recommendations and
//! actions, submissions with their objectives.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The second migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The same bytes wait or stand once for a target; put aside, they may come again.
const TABLES: &str = "
CREATE TABLE document (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BYTES NOT NULL
);

CREATE TABLE import (
    id TEXT PRIMARY KEY CHECK (id LIKE 'imp_%'),
    sha256 TEXT NOT NULL REFERENCES document (sha256),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    round TEXT REFERENCES round (key),
    plan TEXT CHECK (length(plan) BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('ready', 'settled', 'cancelled')),
    received TEXT NOT NULL CHECK (length(received) = 30),
    draft TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    CHECK ((round IS NULL) <> (plan IS NULL))
);

CREATE INDEX import_organisation ON import (organisation);

CREATE UNIQUE INDEX import_once_for_a_round ON import (sha256, organisation, round) WHERE state <> 'cancelled' AND round IS NOT NULL;

CREATE UNIQUE INDEX import_once_for_a_plan ON import (sha256, organisation, plan) WHERE state <> 'cancelled' AND plan IS NOT NULL;

CREATE TABLE plan (
    id TEXT PRIMARY KEY CHECK (id LIKE 'pln_%'),
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 80),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX plan_organisation ON plan (organisation);

CREATE TABLE recommendation (
    id TEXT PRIMARY KEY CHECK (id LIKE 'rec_%'),
    plan TEXT NOT NULL REFERENCES plan (id),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (plan, position)
);

CREATE INDEX recommendation_organisation ON recommendation (organisation);

CREATE TABLE action (
    id TEXT PRIMARY KEY CHECK (id LIKE 'act_%'),
    plan TEXT NOT NULL REFERENCES plan (id),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (plan, position)
);

CREATE INDEX action_organisation ON action (organisation);

CREATE TABLE submission (
    id TEXT PRIMARY KEY CHECK (id LIKE 'sub_%'),
    round TEXT NOT NULL REFERENCES round (key),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (round, organisation)
);

CREATE INDEX submission_organisation ON submission (organisation);

CREATE TABLE objective (
    id TEXT PRIMARY KEY CHECK (id LIKE 'obj_%'),
    submission TEXT NOT NULL REFERENCES submission (id),
    round TEXT NOT NULL REFERENCES round (key),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    theme TEXT NOT NULL CHECK (length(theme) <= 1),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (submission, position)
);

CREATE INDEX objective_organisation ON objective (organisation);

CREATE INDEX objective_round ON objective (round, theme);
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
