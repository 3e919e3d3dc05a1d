//! What lists ask of actions and recommendations, as columns: how each version of them stands, from
//! which day until which, and the words by which it is found.

use std::collections::BTreeMap;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::dialect;
use crate::entity::revision;
use crate::item::{Item, OPEN, item_of};

/// The ninth migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A version that a later one hides on every day has no row. Both tables name what they hold by the
/// line of the journal that told of it.
const TABLES: &str = "
CREATE TABLE item_text (
    line INTEGER PRIMARY KEY,
    owners TEXT NOT NULL,
    folded TEXT NOT NULL
);

CREATE TABLE item_version (
    line INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject LIKE 'act_%' OR subject LIKE 'rec_%'),
    kind TEXT NOT NULL CHECK (kind IN ('action', 'recommendation')),
    plan TEXT NOT NULL CHECK (plan LIKE 'pln_%'),
    organisation TEXT NOT NULL REFERENCES organisation (code),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 65535),
    effective TEXT NOT NULL CHECK (length(effective) = 10),
    until TEXT NOT NULL CHECK (until > effective),
    due_by TEXT,
    open_by TEXT,
    declared TEXT NOT NULL CHECK (length(declared) >= 1),
    told TEXT,
    text INTEGER NOT NULL REFERENCES item_text (line)
);

CREATE INDEX item_version_subject ON item_version (subject, effective);

CREATE INDEX item_version_list ON item_version (kind, until, organisation, plan, position, effective, open_by, due_by, declared, told, text);
";

/// How many revisions are read together.
const STRIDE: u64 = 1000;

/// How many rows are written together; each value of each is a parameter, of which neither database
/// takes many more than 30,000.
const TOGETHER: usize = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = dialect::ddl(TABLES, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        fill_anew(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Empties the tables and fills them from the history, as the code of today reads it.
pub(super) async fn fill_anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["item_version", "item_text"] {
        manager.get_connection().execute_unprepared(&format!("DELETE FROM {table}")).await?;
    }
    for kind in ["action", "recommendation"] {
        fill(manager, kind).await?;
    }
    Ok(())
}

/// A version on its way into the table.
struct Kept {
    line: i64,
    organisation: String,
    effective: String,
    until: String,
    text: i64,
    item: Item,
}

/// Rows on their way into the tables, written many together.
struct Rows<'a> {
    manager: &'a SchemaManager<'a>,
    kind: &'a str,
    texts: Vec<[Expr; 3]>,
    versions: Vec<[Expr; 13]>,
}

/// Fills the tables from the revisions of a kind, subject by subject. A body that does not read has
/// no version: whoever opens the thing itself is told.
async fn fill(manager: &SchemaManager<'_>, kind: &str) -> Result<(), DbErr> {
    let mut last = (String::new(), 0_i64);
    let mut subject = String::new();
    let mut kept: Vec<Kept> = Vec::new();
    let mut rows = Rows { manager, kind, texts: Vec::new(), versions: Vec::new() };
    loop {
        let (name, number) = (last.0.clone(), last.1);
        let after = revision::Column::Subject
            .gt(&*name)
            .or(revision::Column::Subject.eq(&*name).and(revision::Column::Revision.gt(number)));
        let found = revision::Entity::find()
            .filter(revision::Column::Kind.eq(kind))
            .filter(after)
            .order_by_asc(revision::Column::Subject)
            .order_by_asc(revision::Column::Revision)
            .limit(STRIDE)
            .all(manager.get_connection())
            .await?;
        let Some(end) = found.last() else { break };
        last = (end.subject.clone(), end.revision);
        for row in found {
            if row.subject != subject {
                rows.take(&subject, std::mem::take(&mut kept));
                subject.clone_from(&row.subject);
            }
            follow(&mut kept, kind, row);
        }
        rows.write().await?;
    }
    rows.take(&subject, kept);
    rows.write().await
}

/// Takes one more revision: what was true from its day on is true no longer.
fn follow(kept: &mut Vec<Kept>, kind: &str, row: revision::Model) {
    let text = kept.last().map(|before| (before.text, before.item.clone()));
    kept.retain(|before| before.effective < row.effective);
    for before in kept.iter_mut().filter(|before| before.until > row.effective) {
        before.until.clone_from(&row.effective);
    }
    let (Some(item), Some(organisation)) = (item_of(kind, &row.body), row.organisation) else {
        return;
    };
    let same = text.filter(|(_, before)| before.has_words_of(&item));
    kept.push(Kept {
        line: row.line,
        organisation,
        effective: row.effective,
        until: OPEN.to_owned(),
        text: same.map_or(row.line, |(line, _)| line),
        item,
    });
}

impl Rows<'_> {
    /// Takes the versions of one subject.
    fn take(&mut self, subject: &str, kept: Vec<Kept>) {
        let mut texts = BTreeMap::new();
        for Kept { line, organisation, effective, until, text, item } in kept {
            texts.entry(text).or_insert((item.owners, item.folded));
            self.versions.push([
                line.into(),
                subject.into(),
                self.kind.into(),
                item.plan.into(),
                organisation.into(),
                item.position.into(),
                effective.into(),
                until.into(),
                item.due_by.into(),
                item.open_by.into(),
                item.declared.into(),
                item.told.into(),
                text.into(),
            ]);
        }
        let text = |(line, (owners, folded)): (i64, (String, String))| {
            [line.into(), owners.into(), folded.into()]
        };
        self.texts.extend(texts.into_iter().map(text));
    }

    async fn write(&mut self) -> Result<(), DbErr> {
        const VERSION: [&str; 13] = [
            "line",
            "subject",
            "kind",
            "plan",
            "organisation",
            "position",
            "effective",
            "until",
            "due_by",
            "open_by",
            "declared",
            "told",
            "text",
        ];
        let texts = std::mem::take(&mut self.texts);
        self.insert("item_text", &["line", "owners", "folded"], texts).await?;
        let versions = std::mem::take(&mut self.versions);
        self.insert("item_version", &VERSION, versions).await
    }

    async fn insert<const N: usize>(
        &self,
        table: &'static str,
        columns: &[&'static str],
        rows: Vec<[Expr; N]>,
    ) -> Result<(), DbErr> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut insert = Query::insert();
            insert.into_table(table).columns(columns.iter().copied());
            for row in rows.by_ref().take(TOGETHER) {
                insert.values_panic(row);
            }
            self.manager.execute(insert).await?;
        }
        Ok(())
    }
}
