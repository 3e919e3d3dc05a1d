//! Risks, challenges, support needs and lessons, newest revision.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "insight")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub submission: String,
    pub round: String,
    pub organisation: String,
    pub kind: String,
    pub position: i64,
    pub shared: i64,
    pub revision: i64,
    pub effective: String,
    pub recorded: String,
    pub person: String,
    pub body: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
