//! The tables as SeaORM knows them, one file each. Nothing here leaves the crate: a row goes
//! through the doors of its noun.

#![expect(unreachable_pub, reason = "the derive writes `pub`, and so must what it stands on")]

pub mod action;
pub mod answer;
pub mod calendar_feed;
pub mod communication;
pub mod correspondence;
pub mod digest;
pub mod document;
pub mod finding;
pub mod framework;
pub mod import;
pub mod insight;
pub mod item_text;
pub mod item_update;
pub mod item_version;
pub mod journal;
pub mod link;
pub mod notice;
pub mod objective;
pub mod organisation;
pub mod peer_review;
pub mod person;
pub mod plan;
pub mod post;
pub mod recommendation;
pub mod release;
pub mod report;
pub mod reporting_line;
pub mod revision;
pub mod risk;
pub mod round;
pub mod run;
pub mod saved_view;
pub mod session;
pub mod setting;
pub mod share;
pub mod submission;
pub mod token;
