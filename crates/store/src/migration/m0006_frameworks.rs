//! Frameworks that a region writes itself.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The sixth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = "
CREATE TABLE framework (
    id TEXT PRIMARY KEY CHECK (id LIKE 'frw_%'),
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published')),
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
        let backend = manager.get_database_backend();
        connection.execute_unprepared(&dialect::ddl(TABLES, backend)).await?;
        connection.execute_unprepared(dialect::published_for_good(backend)).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
