//! What the programme office does with a framework: it is copied, changed, looked at and published.

use authority::{Act, Actor, permit};
use programme::code::FrameworkKey;
use programme::framework::{FrameworkText, Publication, as_next_version};
use programme::id::FrameworkId;
use store::Kept;

use crate::framework::{Found, Reading};
use crate::{Error, Moment, Office};

impl Office {
    /// Begins a draft of another version: the text of any framework, under a key of its own. Asked
    /// for twice, it is begun once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such framework or it does not read, or the key is taken.
    pub async fn copy_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        from: &FrameworkKey,
        key: &FrameworkKey,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let page = self.framework_page(actor, from).await?;
        page.reading.map_err(Error::Faulty)?;
        let text = as_next_version(&page.text, key)
            .map_err(|wrong| Error::Faulty(wrong.faults().cloned().collect()))?;
        let all = self.frameworks_found(None).await?;
        if let Some(found) = all.iter().find(|found| found.text.key == *key) {
            if !found.is_published() && found.text.copy_of == *from {
                return Ok(());
            }
            let what = format!("there is a framework “{key}” already; a version has its own key");
            return Err(Error::AlreadyKept { what });
        }
        let draft = FrameworkText {
            id: FrameworkId::new((self.draw)()),
            key: key.clone(),
            copy_of: from.clone(),
            text,
            publication: Publication::Draft,
        };
        self.store.add_framework(&permit, moment.now, &draft).await?;
        Ok(())
    }

    /// What a text would be as the draft of that key; nothing is written.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such draft.
    pub async fn preview_framework(
        &self,
        actor: &Actor,
        key: &FrameworkKey,
        text: &str,
    ) -> Result<Reading, Error> {
        let draft = self.draft(actor, key).await?.noun;
        let text = FrameworkText { text: tidied(text), ..draft };
        let found = Found { read: text.read(), text, kept: None };
        Ok(found.reading(&self.frameworks_found(None).await?))
    }

    /// Saves the text of a draft, whether or not it reads. Sent twice, it is written once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such draft, it is published, or someone else wrote it
    /// since the revision seen.
    pub async fn save_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &FrameworkKey,
        seen: i64,
        text: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let (draft, text) = (self.draft(actor, key).await?, tidied(text));
        if draft.noun.text == text && draft.noun.publication == Publication::Draft {
            return Ok(());
        }
        let seen = (draft.noun.id, seen);
        self.store.write_framework(&permit, moment.now, seen, &text).await?;
        Ok(())
    }

    /// Publishes a text as the framework of that key, for good. Sent twice, it is published once.
    ///
    /// # Errors
    ///
    /// [`Error::Faulty`] if it does not read; if the actor may not, there is no such draft,
    /// another text is published, or someone else wrote it since the revision seen.
    pub async fn publish_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &FrameworkKey,
        seen: i64,
        text: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let (draft, text) = (self.draft(actor, key).await?, tidied(text));
        if draft.noun.text == text && draft.noun.publication != Publication::Draft {
            return Ok(());
        }
        self.preview_framework(actor, key, &text).await?.map_err(Error::Faulty)?;
        let seen = (draft.noun.id, seen);
        self.store.publish_framework(&permit, moment.now, seen, &text).await?;
        Ok(())
    }

    /// The framework of that key that the region writes, for those who may.
    async fn draft(&self, actor: &Actor, key: &FrameworkKey) -> Result<Kept<FrameworkText>, Error> {
        permit(actor, Act::KeepFramework, None)?;
        Ok(self.store.framework(key).await?)
    }
}

/// A text as it is kept, whichever way a browser ends its lines: so that the lines that faults name
/// are those that people see.
pub fn tidied(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("{}\n", text.trim_start_matches('\n').trim_end())
}
