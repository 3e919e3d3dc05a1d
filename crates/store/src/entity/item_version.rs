//! What lists ask of each version of an action or a recommendation.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    pub subject: String,
    pub kind: String,
    pub plan: String,
    pub organisation: String,
    pub position: i64,
    pub effective: String,
    pub until: String,
    pub due_by: Option<String>,
    pub open_by: Option<String>,
    pub declared: String,
    pub told: Option<String>,
    pub text: i64,
    pub span: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
