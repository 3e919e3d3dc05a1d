//! Shares of bodies in what several are to do, views that people saved, and the settings of the
//! programme. What lists ask of actions and recommendations is filled anew, since owners are found
//! by the key of their role too.

use sea_orm_migration::prelude::*;

use crate::dialect;
use crate::migration::m0009_register;

/// The fourteenth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A share is of an action or a recommendation, whose row may go when its import is undone.
const TABLES: &str = "
CREATE TABLE share (
    id TEXT PRIMARY KEY CHECK (id LIKE 'shr_%'),
    about TEXT NOT NULL CHECK (about LIKE 'act_%' OR about LIKE 'rec_%'),
    plan TEXT NOT NULL CHECK (plan LIKE 'pln_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (about, organisation)
);

CREATE INDEX share_organisation ON share (organisation);

CREATE INDEX item_update_plan ON item_update (plan, effective);

CREATE TABLE saved_view (
    id TEXT PRIMARY KEY CHECK (id LIKE 'viw_%'),
    owner TEXT NOT NULL,
    list TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX saved_view_owner ON saved_view (owner, list);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
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
        let tables = dialect::ddl(TABLES, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        m0009_register::fill_anew(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
