//! What people do: one function for each thing.
//!
//! The office is the only place where the crates of the work meet: it asks `authority`
//! for a permit, hands documents to `intake`, extracts to `evidence`, keeps things in the
//! `store` and composes `reports`. The clock and the draw of identifiers enter here, as
//! arguments, and go no further down.

mod data;
mod error;
mod naming;
mod office;
mod sheet;

pub mod area;
pub mod balance;
pub mod batch;
pub mod board;
pub mod bulk;
pub mod calendar;
pub mod changes;
pub mod committee;
pub mod communication;
pub mod comparison;
pub mod control_chart;
pub mod correspondence;
pub mod crosswalk;
pub mod demo;
pub mod digest;
pub mod drafting;
pub mod due;
pub mod evidence;
pub mod export;
pub mod filling;
pub mod finding;
pub mod form;
pub mod framework;
pub mod governance;
pub mod guidance;
pub mod import;
pub mod inclusion;
pub mod insight;
pub mod journal;
pub mod judging;
pub mod link;
pub mod mapping;
pub mod measure;
pub mod objective;
pub mod opening;
pub mod organisation;
pub mod owner;
pub mod peer_review;
pub mod person;
pub mod picture;
pub mod plan;
pub mod progress;
pub mod protect;
pub mod quality;
pub mod question;
pub mod read;
pub mod region;
pub mod register;
pub mod release;
pub mod reminder;
pub mod review;
pub mod risk;
pub mod round;
pub mod sending;
pub mod session;
pub mod settling;
pub mod share;
pub mod standing;
pub mod token;
pub mod update;
pub mod view;
pub mod work;

pub use error::Error;
pub use office::{Moment, Office, Opening};
pub use store::Session;
