//! The pages, a file for each noun: take what was asked, ask the office, show.

pub(crate) mod action;
pub(crate) mod batch;
pub(crate) mod board;
pub(crate) mod evidence;
pub(crate) mod export;
pub(crate) mod governance;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod listing;
pub(crate) mod objective;
pub(crate) mod organisation;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod recommendation;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod round;
pub(crate) mod settling;
pub(crate) mod sign_in;
pub(crate) mod statement;
pub(crate) mod submission;
pub(crate) mod work;
