//! `fairlead user`: people who sign in.

use std::io;

use anyhow::{Context, Result};
use office::region::{NewPerson, desk, role};
use programme::person::Role;

use crate::arguments::User;
use crate::commands::place::open;
use crate::{clock, say};

pub(crate) async fn run(arguments: User) -> Result<()> {
    let administrator = desk(Role::Administrator);
    match arguments {
        User::Add { sign_in, name, role: key, organisation, email, place } => {
            let new = NewPerson { sign_in, name, role: role(&key)?, organisation, email };
            let mut password = String::new();
            io::stdin()
                .read_line(&mut password)
                .context("the password cannot be read from stdin")?;
            let office = open(place).await?;
            let password = password.trim_end_matches(['\r', '\n']);
            let person = office.add_person(&administrator, clock::moment(), new, password).await?;
            Ok(say::data(&format!("{} may sign in as {}\n", person.name, person.sign_in))?)
        }
        User::Email { sign_in, email, place } => {
            let office = open(place).await?;
            let gets = if email.is_some() { "gets digests" } else { "gets no digests" };
            office.keep_email(&administrator, clock::moment(), (&sign_in, email)).await?;
            Ok(say::data(&format!("{sign_in} {gets}\n"))?)
        }
        User::List { place } => {
            let office = open(place).await?;
            for person in office.people(&administrator).await? {
                let body =
                    person.organisation.map_or_else(|| "-".to_owned(), |code| code.to_string());
                let state = if person.disabled { "disabled" } else { "active" };
                let role = person.role.key();
                say::data(&format!(
                    "{}\t{}\t{role}\t{body}\t{state}\n",
                    person.sign_in, person.name
                ))?;
            }
            Ok(())
        }
        User::Disable { sign_in, place } => {
            let office = open(place).await?;
            office.disable_person(&administrator, clock::moment(), &sign_in).await?;
            Ok(say::data(&format!("{sign_in} may no longer sign in\n"))?)
        }
    }
}
