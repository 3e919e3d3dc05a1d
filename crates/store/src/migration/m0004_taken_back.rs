//! Imports that wait for another look, and those that were taken back. The rule of which states
//! there are stands in the table, and no table can be told a new rule but by being made anew.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The fourth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The same bytes wait or stand once for a target; put aside or taken back, they may come again.
const TABLES: &str = "
CREATE TABLE import_anew (
    id TEXT PRIMARY KEY CHECK (id LIKE 'imp_%'),
    sha256 TEXT NOT NULL REFERENCES document (sha256),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    round TEXT REFERENCES round (key),
    plan TEXT CHECK (length(plan) BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('received', 'ready', 'needs_another_look', 'settled', 'cancelled', 'undone')),
    received TEXT NOT NULL CHECK (length(received) = 30),
    draft TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    CHECK ((round IS NULL) <> (plan IS NULL))
);

INSERT INTO import_anew SELECT id, sha256, organisation, round, plan, state, received, draft, revision, effective, recorded, person, body FROM import;

DROP TABLE import;

ALTER TABLE import_anew RENAME TO import;

CREATE INDEX import_organisation ON import (organisation);

CREATE UNIQUE INDEX import_once_for_a_round ON import (sha256, organisation, round) WHERE state NOT IN ('cancelled', 'undone') AND round IS NOT NULL;

CREATE UNIQUE INDEX import_once_for_a_plan ON import (sha256, organisation, plan) WHERE state NOT IN ('cancelled', 'undone') AND plan IS NOT NULL;
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
