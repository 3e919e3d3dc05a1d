//! Risks as items of their own.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The migration that follows digests.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Of a risk that is merged into another, the row stays: its body says into which.
const TABLES: &str = "
CREATE TABLE risk (
    id TEXT PRIMARY KEY CHECK (id LIKE 'rsk_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    plan TEXT CHECK (plan LIKE 'pln_%'),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'merged')),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX risk_organisation ON risk (organisation, id);
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
