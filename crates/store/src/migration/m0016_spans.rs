//! How long each version of an action or a recommendation held, as a column, so that a day of long
//! ago picks its versions without going through all that came after it.

use sea_orm_migration::prelude::*;

use crate::dialect;
use crate::item::{MONTHS, span};

/// The migration that follows releases.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// No span is ever less than what it stands for: 0, which says nothing, is always right.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = format!(
            "
ALTER TABLE item_version ADD COLUMN span INTEGER NOT NULL DEFAULT 0 CHECK (
    CASE WHEN span = 0 THEN TRUE WHEN until = 'open' THEN FALSE ELSE span >= {MONTHS} END);

UPDATE item_version SET span = {} WHERE until <> 'open';

CREATE INDEX item_version_span ON item_version (kind, span, effective, until, organisation, plan, position, open_by, due_by, declared, told, text);
",
            span()
        );
        let tables = dialect::ddl(&tables, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
