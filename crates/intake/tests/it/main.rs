//! The promises of `intake`.
