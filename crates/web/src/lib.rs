//! Pages and API over the office.
//!
//! A page is a template of the NHS design system's own components, rendered
//! here and working without a script. [`router`] lists every page and [`serve`]
//! answers for them; [`openapi`] describes what programs may ask. [`templates`] holds the one engine, [`render`] puts a view
//! in the shell every page shares, [`assets`] serves what the pages ask for and
//! nothing asks anybody else, and [`headers`] is what every answer says to the
//! browser.

pub mod assets;
pub mod headers;
pub mod render;
pub mod templates;

mod api;
mod app;
mod attempts;
mod forms;
mod guard;
mod pages;
mod problem;
mod router;
mod session;
mod views;
mod visitor;

pub use api::openapi;
pub use app::Settings;
pub use router::{router, serve};
