//! Builders, an app in a box and synthetic populations, for our own tests.
