//! Lines of the journal.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub instant: String,
    pub person: String,
    pub on_behalf_of: Option<String>,
    pub act: String,
    pub subject: String,
    pub before: Option<i64>,
    pub after: Option<i64>,
    pub reason: Option<String>,
    pub content: Option<String>,
    pub previous: String,
    pub hash: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
