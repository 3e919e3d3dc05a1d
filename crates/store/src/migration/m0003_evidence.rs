//! What is known and what was said of it: runs, released findings, reports as issued.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The third migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A finding is kept for every run, so that what an older report showed can be found again.
const TABLES: &str = "
CREATE TABLE run (
    id TEXT PRIMARY KEY CHECK (id LIKE 'run_%'),
    line INTEGER NOT NULL UNIQUE REFERENCES journal (sequence),
    revision INTEGER NOT NULL CHECK (revision = 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE finding (
    run TEXT NOT NULL REFERENCES run (id),
    indicator TEXT NOT NULL CHECK (length(indicator) BETWEEN 1 AND 80),
    breakdown TEXT NOT NULL CHECK (length(breakdown) >= 1),
    period TEXT NOT NULL CHECK (length(period) >= 4),
    line INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (run, indicator, breakdown, period)
);

CREATE INDEX finding_newest ON finding (indicator, breakdown, period, line);

CREATE TABLE report (
    id TEXT PRIMARY KEY CHECK (id LIKE 'rep_%'),
    sha256 TEXT NOT NULL REFERENCES document (sha256),
    revision INTEGER NOT NULL CHECK (revision = 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);
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
