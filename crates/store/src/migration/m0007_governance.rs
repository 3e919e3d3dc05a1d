//! Governance: who holds which post of a body, and to whom a body reports.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The seventh migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A line leads to a body or to a board; of a board there is no row to refer to.
const TABLES: &str = "
CREATE TABLE post (
    id TEXT PRIMARY KEY CHECK (id LIKE 'pst_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    kind TEXT NOT NULL CHECK (length(kind) >= 1),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX post_organisation ON post (organisation, kind);

CREATE TABLE reporting_line (
    id TEXT PRIMARY KEY CHECK (id LIKE 'rpl_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    reports_to TEXT REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX reporting_line_organisation ON reporting_line (organisation);
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
