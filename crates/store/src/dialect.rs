//! Where SQLite and PostgreSQL differ: how each is opened, how a writer waits its turn, and a few
//! words of table definition. Nothing else in this crate knows which of the two it speaks to.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::error::Error;

/// How long a writer waits its turn before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of the database a reader keeps at hand, in KiB below 0: what lists and searches go through of
/// ten thousand actions, which is otherwise copied again for each page.
const CACHE: &str = "-8192";

/// The connections that read, and those that write.
pub(crate) struct Connections {
    pub(crate) readers: DatabaseConnection,
    pub(crate) writers: DatabaseConnection,
}

/// Opens `sqlite:PATH`, making the file and its folder if need be, or `postgres://…`.
pub(crate) async fn connect(url: &str) -> Result<Connections, Error> {
    if url.starts_with("sqlite:") {
        let parsed = SqliteConnectOptions::from_str(url).map_err(|_| Error::NotADatabase)?;
        if is_in_memory(url) {
            return Err(Error::NotADatabase);
        }
        connect_sqlite(url, parsed.get_filename()).await
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let both = Database::connect(quiet(url, 10)).await?;
        Ok(Connections { readers: both.clone(), writers: both })
    } else {
        Err(Error::NotADatabase)
    }
}

/// What is in memory is another database for every connection, and gone when it closes.
fn is_in_memory(url: &str) -> bool {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    path.is_empty()
        || path.starts_with('?')
        || path.contains(":memory:")
        || path.contains("mode=memory")
}

/// One writer and several readers: with write-ahead logging neither waits for the other. A commit
/// is on the disk before it is acknowledged, which in this mode only `synchronous = FULL` promises.
async fn connect_sqlite(url: &str, file: &Path) -> Result<Connections, Error> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Folder { path: folder.display().to_string(), source })?;
    }
    let mut writers = quiet(url, 1);
    writers.map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .busy_timeout(PATIENCE)
    });
    let mut readers = quiet(url, 4);
    readers.map_sqlx_sqlite_opts(|options| {
        options
            .pragma("foreign_keys", "ON")
            .pragma("query_only", "ON")
            .pragma("cache_size", CACHE)
            .busy_timeout(PATIENCE)
    });
    let writers = Database::connect(writers).await?;
    Ok(Connections { readers: Database::connect(readers).await?, writers })
}

/// Statements are not logged: they hold people's names and what they wrote.
fn quiet(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(PATIENCE).sqlx_logging(false);
    options
}

/// Begins a write, after those before it have ended: the journal is a chain, and a chain has one end.
pub(crate) async fn begin_write(
    writers: &DatabaseConnection,
) -> Result<DatabaseTransaction, DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = writers.begin_with_options(immediate).await?;
    if writers.get_database_backend() == DbBackend::Postgres {
        wait_our_turn(&transaction).await?;
    }
    Ok(transaction)
}

/// PostgreSQL lets many write at once; this lock, held until the transaction ends, does not.
async fn wait_our_turn(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    let patience = format!("SET LOCAL lock_timeout = {}", PATIENCE.as_millis());
    transaction.execute_unprepared(&patience).await?;
    transaction.execute_unprepared("SELECT pg_advisory_xact_lock(20260401)").await?;
    Ok(())
}

/// Turns the words of the migrations into the dialect's own.
///
/// Text is compared byte by byte in both, so that lists have one order wherever they are kept.
pub(crate) fn ddl(tables: &str, backend: DbBackend) -> String {
    if backend == DbBackend::Postgres {
        tables
            .replace(" TEXT", " TEXT COLLATE \"C\"")
            .replace(" INTEGER", " BIGINT")
            .replace(" BYTES", " BYTEA")
    } else {
        tables.replace(" BYTES", " BLOB").replace("\n);", "\n) STRICT;")
    }
}

/// What makes the database itself refuse to change a line of the journal.
pub(crate) fn append_only_journal(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Postgres {
        "
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END
$$;

CREATE TRIGGER journal_is_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
"
    } else {
        "
CREATE TRIGGER journal_is_not_updated
BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_deleted
BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
"
    }
}

/// What makes the database itself refuse to change a framework that is published.
pub(crate) fn published_for_good(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Postgres {
        "
CREATE FUNCTION framework_is_published_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published framework never changes';
END
$$;

CREATE TRIGGER framework_is_published_for_good
BEFORE UPDATE OR DELETE ON framework
FOR EACH ROW WHEN (OLD.state = 'published')
EXECUTE FUNCTION framework_is_published_for_good();
"
    } else {
        "
CREATE TRIGGER framework_is_not_updated
BEFORE UPDATE ON framework WHEN OLD.state = 'published'
BEGIN
    SELECT RAISE(ABORT, 'a published framework never changes');
END;

CREATE TRIGGER framework_is_not_deleted
BEFORE DELETE ON framework WHEN OLD.state = 'published'
BEGIN
    SELECT RAISE(ABORT, 'a published framework never changes');
END;
"
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;

    async fn number(connection: &DatabaseConnection, pragma: &str) -> i64 {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"));
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    #[tokio::test]
    async fn sqlite_commits_to_the_disk_and_only_the_writer_writes() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("fairlead.db").display());
        let Connections { readers, writers } = connect(&url).await.unwrap();
        // 2 is FULL: with write-ahead logging, less may lose the last commits when power fails.
        assert_eq!(number(&writers, "synchronous").await, 2);
        assert_eq!(number(&writers, "foreign_keys").await, 1);
        assert_eq!(number(&writers, "busy_timeout").await, 30_000);
        assert_eq!(number(&readers, "query_only").await, 1);
        let journal = Statement::from_string(DbBackend::Sqlite, "PRAGMA journal_mode");
        let row = readers.query_one_raw(journal).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
        assert!(readers.execute_unprepared("CREATE TABLE other (a TEXT)").await.is_err());
        writers.execute_unprepared("CREATE TABLE other (a TEXT)").await.unwrap();
    }
}
