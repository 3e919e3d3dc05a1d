//! What lists ask of actions and recommendations, as columns: how each version of them stands, from
//! which day until which, and the words by which it is found.

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

/// How many revisions are read, and how many rows written, together.
const STRIDE: u64 = 1000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = dialect::ddl(TABLES, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        for kind in ["action", "recommendation"] {
            fill(manager, kind).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
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

/// Fills the tables from the revisions of a kind, subject by subject. A body that does not read has
/// no version: whoever opens the thing itself is told.
async fn fill(manager: &SchemaManager<'_>, kind: &str) -> Result<(), DbErr> {
    let mut last = (String::new(), 0_i64);
    let mut subject = String::new();
    let mut kept: Vec<Kept> = Vec::new();
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
                write(manager, kind, &subject, std::mem::take(&mut kept)).await?;
                subject.clone_from(&row.subject);
            }
            follow(&mut kept, kind, row);
        }
    }
    write(manager, kind, &subject, kept).await
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

async fn write(
    manager: &SchemaManager<'_>,
    kind: &str,
    subject: &str,
    kept: Vec<Kept>,
) -> Result<(), DbErr> {
    let mut texts = std::collections::BTreeMap::new();
    for one in &kept {
        texts.entry(one.text).or_insert_with(|| (one.item.owners.clone(), one.item.folded.clone()));
    }
    for (line, (owners, folded)) in texts {
        let insert = Query::insert()
            .into_table("item_text")
            .columns(["line", "owners", "folded"])
            .values_panic([line.into(), owners.into(), folded.into()])
            .to_owned();
        manager.execute(insert).await?;
    }
    for Kept { line, organisation, effective, until, text, item } in kept {
        let columns = [
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
        let values = [
            line.into(),
            subject.into(),
            kind.into(),
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
        ];
        let insert = Query::insert()
            .into_table("item_version")
            .columns(columns)
            .values_panic(values)
            .to_owned();
        manager.execute(insert).await?;
    }
    Ok(())
}
