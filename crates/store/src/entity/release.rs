//! Releases in the ledger, newest revision.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub run: String,
    pub indicator: String,
    pub period: String,
    pub folder: String,
    pub records: String,
    pub line: i64,
    pub state: String,
    pub revision: i64,
    pub effective: String,
    pub recorded: String,
    pub person: String,
    pub body: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
