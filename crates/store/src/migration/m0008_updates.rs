//! Updates of actions and recommendations.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The eighth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An update is about an action or a recommendation, whose row may go when its import is undone.
const TABLES: &str = "
CREATE TABLE item_update (
    id TEXT PRIMARY KEY CHECK (id LIKE 'upd_%'),
    about TEXT NOT NULL CHECK (about LIKE 'act_%' OR about LIKE 'rec_%'),
    plan TEXT NOT NULL CHECK (plan LIKE 'pln_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision = 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX item_update_about ON item_update (about, effective, recorded);
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
