//! Extract, enrich, tally, measure, release: record level to released findings.
