//! What each command does, one file each.

mod cluster;
mod demo;
mod digest;
mod evidence;
mod export;
mod form;
mod import;
mod journal;
mod measure;
mod openapi;
mod place;
mod protect;
mod read;
mod reference;
mod region;
mod report;
mod serve;
mod spc;
mod user;

use anyhow::Result;

use crate::arguments::{Arguments, Command};

/// Does what was asked.
pub(crate) async fn run(arguments: Arguments) -> Result<()> {
    match arguments.command {
        Command::Demo(demo) => demo::run(demo).await,
        Command::Serve(serve) => serve::run(serve).await,
        Command::Read(read) => read::run(&read),
        Command::Measure(measure) => measure::run(&measure),
        Command::Spc(spc) => spc::run(&spc),
        Command::Protect(protect) => protect::run(&protect),
        Command::Import(import) => import::run(import).await,
        Command::Export(export) => export::run(export).await,
        Command::Form(form) => form::run(form).await,
        Command::Reference(reference) => reference::run(reference).await,
        Command::Evidence(evidence) => evidence::run(evidence).await,
        Command::Report(report) => report::run(report).await,
        Command::Digest(digest) => digest::run(*digest).await,
        Command::Journal(journal) => journal::run(journal).await,
        Command::Openapi => openapi::run(),
        Command::Migrate(place) => place::open(place).await.map(|_| ()),
        Command::Region(region) => region::run(region).await,
        Command::User(user) => user::run(user).await,
    }
}
