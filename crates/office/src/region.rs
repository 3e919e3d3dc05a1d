//! A region from a file: its organisations, who leads them, to whom they report, and its rounds.

use programme::organisation::Organisation;
use programme::person::{Person, Role};
use programme::post::Email;
use programme::round::Round;
use serde::Deserialize;

use authority::Actor;
use programme::code::OrganisationCode;
use programme::id::{By, PersonId};
use uuid::Uuid;

use crate::governance::{LineTold, PostTold};
use crate::{Error, Moment, Office};

/// What the file of a region names.
#[derive(Clone, Debug, Deserialize)]
pub struct Region {
    /// Its organisations.
    #[serde(default, rename = "organisation")]
    pub organisations: Vec<Organisation>,
    /// Its rounds.
    #[serde(default, rename = "round")]
    pub rounds: Vec<Round>,
    /// Who holds which post.
    #[serde(default, rename = "post")]
    pub posts: Vec<PostTold>,
    /// Who reports to whom.
    #[serde(default, rename = "reporting_line")]
    pub reporting_lines: Vec<LineTold>,
}

/// Who acts when nobody has signed in: the person at the machine, in a role.
pub fn desk(role: Role) -> Actor {
    Actor {
        by: By::Person(PersonId::new(Uuid::nil())),
        name: "the command line".to_owned(),
        role,
        organisation: None,
        submission: None,
    }
}

/// A role by its key.
///
/// # Errors
///
/// If there is no such role; the error lists those there are.
pub fn role(key: &str) -> Result<Role, Error> {
    Role::of_people().find(|role| role.key() == key).ok_or_else(|| {
        let known: Vec<String> = Role::of_people().map(|role| role.key().to_owned()).collect();
        let known = crate::import::in_words(&known);
        Error::Unknown { what: format!("“{key}” is not a role; there is {known}") }
    })
}

/// A person to be added, with a new identity.
pub struct NewPerson {
    /// The name they sign in with.
    pub sign_in: String,
    /// The name shown.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// For whom.
    pub organisation: Option<OrganisationCode>,
    /// Where their digests go.
    pub email: Option<Email>,
}

impl Office {
    /// Adds a person with a new identity.
    ///
    /// # Errors
    ///
    /// As [`Office::keep_person`].
    pub async fn add_person(
        &self,
        actor: &Actor,
        moment: Moment,
        new: NewPerson,
        password: &str,
    ) -> Result<Person, Error> {
        let NewPerson { sign_in, name, role, organisation, email } = new;
        let id = PersonId::new((self.draw)());
        let person = Person { id, sign_in, name, role, organisation, email, disabled: false };
        self.keep_person(actor, moment, &person, password).await?;
        Ok(person)
    }

    /// Adds the organisations, posts, reporting lines and rounds of a region, or changes them.
    ///
    /// # Errors
    ///
    /// If the text is not a region file, the actor may not, or it names a body that is not there.
    /// The line that does not read is not repeated: it may hold somebody's address.
    pub async fn add_region(
        &self,
        actor: &Actor,
        moment: Moment,
        text: &str,
    ) -> Result<Region, Error> {
        let region: Region = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let (line, says) = (before.matches('\n').count() + 1, error.message());
            Error::Unknown { what: format!("line {line} of the region file does not read: {says}") }
        })?;
        for organisation in &region.organisations {
            self.keep_organisation(actor, moment, organisation).await?;
        }
        self.posts_from_file(actor, moment, &region.posts).await?;
        self.lines_from_file(actor, moment, &region.reporting_lines).await?;
        for round in &region.rounds {
            self.keep_round(actor, moment, round).await?;
        }
        Ok(region)
    }
}
