//! Digests with the notices in them, and the addresses of calendar feeds.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The tenth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// That nobody is told twice of one thing is the key of `notice`: the database itself refuses a
/// second row for one occurrence.
const TABLES: &str = "
CREATE TABLE digest (
    id TEXT PRIMARY KEY CHECK (id LIKE 'dig_%'),
    recipient TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('begun', 'sent', 'not_sent')),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX digest_state ON digest (state, recorded);

CREATE TABLE notice (
    recipient TEXT NOT NULL REFERENCES person (id),
    topic TEXT NOT NULL CHECK (length(topic) >= 1),
    subject TEXT NOT NULL CHECK (length(subject) >= 1),
    occurrence TEXT NOT NULL CHECK (length(occurrence) >= 1),
    digest TEXT NOT NULL REFERENCES digest (id),
    PRIMARY KEY (recipient, topic, subject, occurrence)
);

CREATE INDEX notice_digest ON notice (digest);

CREATE TABLE calendar_feed (
    id TEXT PRIMARY KEY CHECK (id LIKE 'cal_%'),
    secret TEXT NOT NULL UNIQUE CHECK (length(secret) = 64),
    owner TEXT NOT NULL REFERENCES person (id),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    recorded TEXT NOT NULL CHECK (length(recorded) = 30),
    person TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX calendar_feed_owner ON calendar_feed (owner);
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
