//! A composed report as PDF, Word, Excel or CSV.
