//! What every handler has at hand: the office, the clock, and the count of sign-ins.

use std::sync::Arc;

use axum::extract::FromRef;
use office::{Moment, Office};

use crate::attempts::Attempts;
use crate::headers::Transport;

/// How the pages are served.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How people reach this server.
    pub transport: Transport,
    /// The clock: the instant, and the day it is for people in England.
    pub clock: fn() -> Moment,
}

/// What every handler has at hand.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) office: Office,
    pub(crate) settings: Settings,
    pub(crate) attempts: Arc<Attempts>,
    /// The tries of programs, counted apart: none of them keeps a person from signing in.
    pub(crate) tokens: Arc<Attempts>,
}

impl App {
    pub(crate) fn new(office: Office, settings: Settings) -> Self {
        Self { office, settings, attempts: Arc::default(), tokens: Arc::default() }
    }

    pub(crate) fn moment(&self) -> Moment {
        (self.settings.clock)()
    }
}

impl FromRef<App> for Office {
    fn from_ref(app: &App) -> Self {
        app.office.clone()
    }
}
