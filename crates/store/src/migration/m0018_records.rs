//! The records that a release counts, as a column, so that what was let out of the same records is
//! found whatever it counts of them.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The migration that follows tokens.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Nothing where they are not known: of a table that was counted elsewhere, and of what was kept
/// before this.
const TABLES: &str = "
ALTER TABLE release ADD COLUMN records TEXT NOT NULL DEFAULT '' CHECK (length(records) IN (0, 64));

CREATE INDEX release_records ON release (records, state, line);
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
