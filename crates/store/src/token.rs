//! Tokens of programs. As with links the secret itself is never here: a token is found by its hash.

use authority::{Act, Permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::id::{By, PersonId, TokenId};
use programme::token::Token;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::token as row;
use crate::error::Error;
use crate::kept::{Noun, Stamp};
use crate::text::{read_if_any, sha256};
use crate::update::opened;
use crate::writing::{Change, Told, Writing};

/// A token, and the day on which it was last used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptToken {
    /// The token.
    pub token: Token,
    /// The day on which a program last brought it, if one did.
    pub used: Option<Date>,
}

impl Noun for Token {
    const TABLE: &'static str = "token";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The tokens of a person, good or not, the newest first. It takes no sight, since it is asked
    /// for by the person whose they are.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn tokens_of(&self, person: PersonId) -> Result<Vec<KeptToken>, Error> {
        let rows = row::Entity::find()
            .filter(row::Column::Owner.eq(person.to_string()))
            .order_by_desc(row::Column::Recorded)
            .order_by_desc(row::Column::Id)
            .all(&self.readers)
            .await?;
        rows.iter().map(open).collect()
    }

    /// The token of that secret, good or not. To hold the secret is to have the right to it.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn token_of_secret(&self, secret: &str) -> Result<Option<KeptToken>, Error> {
        let hash = sha256(secret.as_bytes());
        let found = row::Entity::find().filter(row::Column::Secret.eq(hash));
        found.one(&self.readers).await?.as_ref().map(open).transpose()
    }

    /// Notes the day on which a token was used, unless a later one is noted. As with sessions this
    /// takes no permit and leaves no line: nothing of the programme changes by it.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn note_use_of_token(&self, id: TokenId, day: Date) -> Result<(), Error> {
        let day = day.to_string();
        let earlier = Condition::any()
            .add(row::Column::Used.is_null())
            .add(row::Column::Used.lt(day.as_str()));
        row::Entity::update_many()
            .col_expr(row::Column::Used, Expr::value(day))
            .filter(row::Column::Id.eq(id.to_string()))
            .filter(earlier)
            .exec(&self.writers)
            .await?;
        Ok(())
    }

    /// Keeps a new token, found from now on by its secret.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if it would be somebody else's, [`Error::Changed`] if it is kept
    /// already; or if the permit is for something else, or the database does not answer.
    pub async fn make_token(
        &self,
        permit: &Permit,
        at: Timestamp,
        token: &Token,
        secret: &str,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepToken, at).await?;
        if permit.by() != By::Person(token.person) {
            return Err(Error::NotFound);
        }
        let change = Change { seen: None, effective: writing.today(), reason: None };
        let hash = sha256(secret.as_bytes());
        let row = |token: &Token, stamp| row(token, (hash.clone(), None), stamp);
        writing.keep(token, None, change, row).await?;
        writing.commit().await
    }

    /// Ends a token of whoever has the permit before its time. One that was ended stays so.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if they have no such token; or if the permit is for something else, or
    /// the database does not answer.
    pub async fn revoke_token(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: TokenId,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepToken, at).await?;
        let found = row::Entity::find_by_id(id.to_string())
            .filter(row::Column::Owner.eq(permit.by().to_string()))
            .one(&writing.transaction)
            .await?;
        end(&mut writing, found.ok_or(Error::NotFound)?).await?;
        writing.commit().await
    }
}

/// Ends every token of a person, identity by identity.
pub(crate) async fn end_all(writing: &mut Writing<'_>, person: PersonId) -> Result<(), Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Owner.eq(person.to_string()))
        .order_by_asc(row::Column::Id)
        .all(&writing.transaction)
        .await?;
    for found in rows {
        end(writing, found).await?;
    }
    Ok(())
}

async fn end(writing: &mut Writing<'_>, found: row::Model) -> Result<(), Error> {
    let before: Token = opened(&found.body, &found.id)?;
    if before.revoked {
        return Ok(());
    }
    let after = Token { revoked: true, ..before };
    let (revision, effective) = (found.revision + 1, writing.today());
    let told = Told { organisation: None, revision, effective, reason: None };
    let stamp = writing.tell(&after, told).await?;
    writing.put::<row::Entity>(revision, row(&after, (found.secret, found.used), stamp)).await
}

fn open(found: &row::Model) -> Result<KeptToken, Error> {
    let used = read_if_any(found.used.as_deref(), Token::TABLE, &found.id)?;
    Ok(KeptToken { token: opened(&found.body, &found.id)?, used })
}

/// The row of a token.
fn row(token: &Token, (secret, used): (String, Option<String>), stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: token.id.to_string(),
        secret,
        owner: token.person.to_string(),
        used,
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
