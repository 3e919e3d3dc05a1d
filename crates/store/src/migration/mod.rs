//! The migrations in order: forward only, written out in full, never edited.
//!
//! `INTEGER`, `TEXT` and `BYTES` in them are the words [`crate::dialect::ddl`] translates.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m0001_directory;
mod m0002_promises;
mod m0003_evidence;
mod m0004_taken_back;
mod m0005_cycle;
mod m0006_frameworks;
mod m0007_governance;
mod m0008_updates;
mod m0009_register;
mod m0010_digests;
mod m0011_crosswalks;
mod m0012_risks;
mod m0013_communications;
mod m0014_shares;
mod m0015_releases;
mod m0016_spans;
mod m0017_tokens;
mod m0018_records;

pub(crate) struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_directory::Migration),
            Box::new(m0002_promises::Migration),
            Box::new(m0003_evidence::Migration),
            Box::new(m0004_taken_back::Migration),
            Box::new(m0005_cycle::Migration),
            Box::new(m0006_frameworks::Migration),
            Box::new(m0007_governance::Migration),
            Box::new(m0008_updates::Migration),
            Box::new(m0009_register::Migration),
            Box::new(m0010_digests::Migration),
            Box::new(m0011_crosswalks::Migration),
            Box::new(m0012_risks::Migration),
            Box::new(m0013_communications::Migration),
            Box::new(m0014_shares::Migration),
            Box::new(m0015_releases::Migration),
            Box::new(m0016_spans::Migration),
            Box::new(m0017_tokens::Migration),
            Box::new(m0018_records::Migration),
        ]
    }
}
