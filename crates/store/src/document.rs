//! Documents: bytes as they came in or went out, once for each hash.

use sea_orm::EntityTrait;

use crate::Store;
use crate::entity::document as row;
use crate::error::Error;
use crate::text::sha256;

impl Store {
    /// The bytes of a hash; they are hashed again on the way, so what comes out is what went in.
    pub(crate) async fn document(&self, hash: &str) -> Result<Vec<u8>, Error> {
        let found = row::Entity::find_by_id(hash).one(&self.readers).await?;
        let bytes = found.ok_or(Error::NotFound)?.bytes;
        if sha256(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(Error::Corrupt { table: "document", id: hash.to_owned() })
        }
    }
}
