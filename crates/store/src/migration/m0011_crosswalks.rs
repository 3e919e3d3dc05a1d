//! Correspondences: what one thing is to another.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The eleventh migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An end is a node of a framework, which may be a file, or a thing whose row may go when its return
/// no longer says it. Between two nodes there is no body.
const TABLES: &str = "
CREATE TABLE correspondence (
    id TEXT PRIMARY KEY CHECK (id LIKE 'cor_%'),
    pair TEXT NOT NULL UNIQUE,
    from_end TEXT NOT NULL,
    to_end TEXT NOT NULL,
    organisation TEXT REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX correspondence_from ON correspondence (from_end);
CREATE INDEX correspondence_to ON correspondence (to_end);
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
