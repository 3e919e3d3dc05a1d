//! What a promise is tried on: a fresh store of either kind, and a stranger's hand in its tables.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::Store;
use tempfile::TempDir;

use crate::server;

/// A fresh store, with its address.
pub(crate) struct Bed {
    pub(crate) store: Store,
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

impl Bed {
    pub(crate) async fn sqlite() -> Self {
        let bed = Self::sqlite_without_tables().await;
        bed.store.migrate().await.unwrap();
        bed
    }

    pub(crate) async fn postgres() -> Self {
        let bed = Self::postgres_without_tables().await;
        bed.store.migrate().await.unwrap();
        bed
    }

    pub(crate) async fn sqlite_without_tables() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("made/fairlead.db").display());
        Self { store: Store::open(&url).await.unwrap(), url, _folder: Some(folder) }
    }

    pub(crate) async fn postgres_without_tables() -> Self {
        let url = server::new_database().await;
        Self { store: Store::open(&url).await.unwrap(), url, _folder: None }
    }

    /// A connection past the store, as a stranger with the file or the password would have.
    pub(crate) async fn stranger(&self) -> Stranger {
        Stranger(Database::connect(&self.url).await.unwrap())
    }

    pub(crate) async fn close(self) {
        self.store.close().await.unwrap();
    }
}

/// Someone who writes into the tables without asking.
pub(crate) struct Stranger(DatabaseConnection);

impl Stranger {
    /// Runs a statement; answers how many rows it changed, or what the database said.
    pub(crate) async fn try_to(&self, sql: &str) -> Result<u64, String> {
        let done = self.0.execute_unprepared(sql).await;
        done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
    }

    pub(crate) async fn does(&self, sql: &str) -> u64 {
        self.try_to(sql).await.unwrap()
    }

    /// Takes away what keeps the journal from being changed, as an owner of the database can.
    pub(crate) async fn disarms_the_journal(&self) {
        if self.is_postgres() {
            self.does("DROP TRIGGER journal_is_append_only ON journal").await;
        } else {
            self.does("DROP TRIGGER journal_is_not_updated").await;
            self.does("DROP TRIGGER journal_is_not_deleted").await;
        }
    }

    pub(crate) async fn counts(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        self.numbers(&sql).await[0]
    }

    pub(crate) async fn numbers(&self, sql: &str) -> Vec<i64> {
        let rows = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql));
        rows.await.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql));
        rows.await.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Everything that is written anywhere in the database, as text.
    pub(crate) async fn dumps(&self) -> String {
        let tables = if self.is_postgres() {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        };
        let mut dump = String::new();
        for table in self.texts(tables).await {
            let row = if self.is_postgres() {
                format!("SELECT t::text FROM {table} t")
            } else {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns = self.texts(&columns).await;
                let quoted = columns.iter().map(|name| format!("quote({name})"));
                format!("SELECT {} FROM {table}", quoted.collect::<Vec<_>>().join(" || ' ' || "))
            };
            dump += &self.texts(&row).await.join("\n");
        }
        dump
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Postgres
    }
}
