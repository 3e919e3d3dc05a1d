//! The ledger of releases: what was let out of each run for each indicator and period, and what
//! was not.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The fifteenth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The folder is the hash of the record of a run, by which one that is kept already is known.
const TABLES: &str = "
CREATE TABLE release (
    id TEXT PRIMARY KEY CHECK (id LIKE 'rls_%'),
    run TEXT NOT NULL REFERENCES run (id),
    indicator TEXT NOT NULL CHECK (length(indicator) BETWEEN 1 AND 80),
    period TEXT NOT NULL CHECK (length(period) >= 4),
    folder TEXT NOT NULL CHECK (length(folder) = 64),
    line INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('let_out', 'blocked', 'approved', 'refused')),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (run, indicator, period)
);

CREATE INDEX release_indicator ON release (indicator, state, line);

CREATE INDEX release_folder ON release (folder);

CREATE INDEX release_line ON release (line);
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
