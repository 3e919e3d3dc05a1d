//! Tokens by which programs read. The day of last use is no revision: it says nothing of the token.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The migration that follows spans.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = "
CREATE TABLE token (
    id TEXT PRIMARY KEY CHECK (id LIKE 'tok_%'),
    secret TEXT NOT NULL UNIQUE CHECK (length(secret) = 64),
    owner TEXT NOT NULL REFERENCES person (id),
    used TEXT CHECK (length(used) = 10),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX token_owner ON token (owner);
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
