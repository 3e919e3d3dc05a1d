//! The words by which actions and recommendations are found.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    pub owners: String,
    pub folded: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
