//! People who sign in, newest revision, with what proves who they are.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub sign_in: String,
    pub organisation: Option<String>,
    pub disabled: i64,
    pub credential: String,
    pub revision: i64,
    pub effective: String,
    pub recorded: String,
    pub person: String,
    pub body: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
