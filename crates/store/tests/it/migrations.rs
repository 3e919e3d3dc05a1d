//! Migrations: forward, from an old database with things in it, to the same tables as a fresh one.

use store::{Error, Store, Verdict};

use crate::bed::{Bed, Stranger};
use crate::region::{all, body, keep, return_import, settle_in};

const SQLITE: &str = "
SELECT type || ' ' || name || ': ' || sql
FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'seaql%'
ORDER BY type, name";

const POSTGRES: &str = "
SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(collation_name, '') || ' ' || COALESCE(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%'
UNION ALL
SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'seaql%'
UNION ALL
SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'seaql%'
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1";

async fn schema(stranger: &Stranger) -> String {
    let sql = if stranger.is_postgres() { POSTGRES } else { SQLITE };
    stranger.texts(sql).await.join("\n") + "\n"
}

/// An old database with rows in it becomes what a fresh one is, and keeps its rows.
async fn an_old_one_becomes_a_fresh_one(old: Bed, fresh: Bed) {
    old.store.migrate_steps(1).await.unwrap();
    settle_in(&old.store).await;
    assert_eq!(old.store.pending_migrations().await.unwrap(), 17);
    let stranger = old.stranger().await;
    assert_ne!(schema(&stranger).await, schema(&fresh.stranger().await).await);
    old.store.migrate().await.unwrap();
    assert_eq!(schema(&stranger).await, schema(&fresh.stranger().await).await);

    assert_eq!(old.store.pending_migrations().await.unwrap(), 0);
    assert_eq!(old.store.organisation(&body("RRV")).await.unwrap().revision, 1);
    keep(&old.store, &return_import("RRV")).await;
    assert_eq!(old.store.history(&all(), "RRV").await.unwrap().len(), 1);
    assert!(matches!(old.store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
    // A second time there is nothing to do.
    old.store.migrate().await.unwrap();
    old.close().await;
    fresh.close().await;
}

#[tokio::test]
async fn an_old_sqlite_database_becomes_a_fresh_one() {
    an_old_one_becomes_a_fresh_one(Bed::sqlite_without_tables().await, Bed::sqlite().await).await;
}

#[tokio::test]
async fn an_old_postgres_database_becomes_a_fresh_one() {
    an_old_one_becomes_a_fresh_one(Bed::postgres_without_tables().await, Bed::postgres().await)
        .await;
}

/// Two servers that start together, as after an upgrade, do not migrate against each other.
async fn several_migrate_at_once(bed: Bed) {
    let others: Vec<_> = (0..3)
        .map(|_| {
            let url = bed.url.clone();
            tokio::spawn(async move { Store::open(&url).await.unwrap().migrate().await })
        })
        .collect();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert_eq!(bed.store.pending_migrations().await.unwrap(), 0);
    bed.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_migrate_a_postgres_database_at_once() {
    several_migrate_at_once(Bed::postgres_without_tables().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_migrate_a_sqlite_database_at_once() {
    several_migrate_at_once(Bed::sqlite_without_tables().await).await;
}

/// The golden schema changes when a migration is added, and must not when one is edited.
#[tokio::test]
async fn the_tables_are_as_written_down() {
    let bed = Bed::sqlite().await;
    let schema = schema(&bed.stranger().await).await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema.txt");
    #[expect(clippy::disallowed_methods, reason = "golden files change only when they are told to")]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    assert_eq!(schema, std::fs::read_to_string(path).unwrap());
    bed.close().await;
}

#[tokio::test]
async fn what_is_no_address_of_a_database_is_refused_and_not_repeated() {
    for url in ["sqlite::memory:", "sqlite:", "mysql://user:secret@host/db", "fairlead.db", ""] {
        let refused = Store::open(url).await.unwrap_err();
        assert!(matches!(refused, Error::NotADatabase), "{url}: {refused:?}");
        assert!(!refused.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn a_newer_database_is_not_touched() {
    let bed = Bed::sqlite().await;
    let stranger = bed.stranger().await;
    stranger.does("INSERT INTO seaql_migrations VALUES ('m9999_from_tomorrow', 0)").await;
    assert!(matches!(bed.store.migrate().await, Err(Error::Database(_))));
    bed.close().await;
}
