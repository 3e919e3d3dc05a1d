//! Communications in waves.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The migration that follows risks.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What a communication cites is in its body, and is looked for among the findings when it is kept.
const TABLES: &str = "
CREATE TABLE communication (
    id TEXT PRIMARY KEY CHECK (id LIKE 'com_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    wave INTEGER NOT NULL CHECK (wave BETWEEN 1 AND 99),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX communication_organisation ON communication (organisation, wave, id);
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
