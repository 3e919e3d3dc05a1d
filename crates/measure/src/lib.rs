//! The statistics of inequality: one file per measure, pure functions.
