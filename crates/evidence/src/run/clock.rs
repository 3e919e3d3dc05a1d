//! What a run is doing, and how long each step of it takes.

use std::collections::BTreeMap;
use std::time::Instant;

use super::Step;

/// Says what is being done, and how long each step took.
pub(super) struct Clock<'a> {
    progress: &'a (dyn Fn(Step) + Send + Sync),
    now: Option<(Step, Instant)>,
    seconds: BTreeMap<String, f64>,
}

impl<'a> Clock<'a> {
    pub(super) fn start(progress: &'a (dyn Fn(Step) + Send + Sync)) -> Self {
        Self { progress, now: None, seconds: BTreeMap::new() }
    }

    pub(super) fn step(&mut self, step: Step) {
        self.end();
        (self.progress)(step);
        self.now = Some((step, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((step, since)) = self.now.take() {
            let seconds = (since.elapsed().as_secs_f64() * 1e3).round() / 1e3;
            self.seconds.insert(step.key().to_owned(), seconds);
        }
    }

    /// The steps that have ended; the writing of this very list has not.
    pub(super) fn seconds(&self) -> BTreeMap<String, f64> {
        self.seconds.clone()
    }
}
