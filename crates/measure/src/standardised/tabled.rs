//! The directly standardised rate of a table, a row an age band, or an age band and a frequency.

use std::collections::BTreeMap;

use super::{AgeBand, dsr};
use crate::proportion::as_f64;
use crate::rate::limits_of;
use crate::table::Column;
use crate::{AtBoth, Found, Measure, Measured, Options, Refusal, Table};

pub(crate) const DIRECT: Measure = Measure {
    name: "dsr",
    title: "Directly standardised rate",
    says: "What the rate would be with the ages of the standard population, with Dobson's limits; not shown below 10 events.",
    takes: "numerator, denominator, standard; a row an age band",
    documented: "standardised::dsr",
    find: |table, options| Found::whole(direct(table, options)),
};

pub(crate) const OF_REPEATED_EVENTS: Measure = Measure {
    name: "dsr-nonindependent",
    title: "Directly standardised rate of events that come together",
    says: "The same where one person may have several events, which widens the limits.",
    takes: "numerator (people, blank for nobody), frequency (events each), denominator, standard, subgroup (the age band)",
    documented: "standardised::dsr",
    find: |table, options| Found::whole(of_repeated_events(table, options)),
};

const COLUMNS: [Column; 3] = [Column::Numerator, Column::Denominator, Column::Standard];

fn direct(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    table.needs(&COLUMNS)?;
    let mut bands = Vec::with_capacity(table.rows().len());
    for row in table.rows() {
        let population = row.positive(Column::Denominator)?;
        let standard = row.not_negative(Column::Standard)?;
        bands.push(AgeBand::new(row.count(Column::Numerator)?, population, standard));
    }
    measured(&bands, options, "")
}

fn of_repeated_events(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    table.needs(&COLUMNS)?;
    table.needs(&[Column::Frequency])?;
    let mut bands: BTreeMap<&str, AgeBand> = BTreeMap::new();
    for row in table.rows() {
        let population = row.positive(Column::Denominator)?;
        let standard = row.not_negative(Column::Standard)?;
        let band =
            bands.entry(&row.subgroup).or_insert_with(|| AgeBand::new(0, population, standard));
        let same = |one: f64, other: f64| one.total_cmp(&other).is_eq();
        if !(same(band.population, population) && same(band.standard, standard)) {
            return Err(Refusal::new(format!(
                "row {} gives age band “{}” another denominator or standard than a row before it",
                row.number(),
                row.subgroup
            )));
        }
        let each = row.count(Column::Frequency)?;
        let each = u32::try_from(each).map_err(|_| {
            Refusal::new(format!("row {} has a frequency of {each}, not one like 2", row.number()))
        })?;
        // A blank is nobody: not every age has someone with so many.
        if row.maybe(Column::Numerator)?.is_some() {
            *band = band.and(row.count(Column::Numerator)?, each);
        }
    }
    let bands: Vec<AgeBand> = bands.into_values().collect();
    measured(&bands, options, ", variance of events that come together")
}

fn measured(bands: &[AgeBand], options: &Options, and: &str) -> Result<Measured, Refusal> {
    let multiplier = options.multiplied_by(options.unit.multiplier_of_a_rate());
    let found = dsr(bands)?;
    let estimates = AtBoth::of(|confidence| found.estimate(confidence).times(multiplier));
    let limits = limits_of(found.events());
    let method =
        format!("directly standardised rate per {multiplier}, Dobson's limits from {limits}{and}");
    let mut measured = Measured::between(estimates, method, as_f64(found.events()));
    measured.standard_error = Some(found.standard_error() * multiplier.abs());
    Ok(measured)
}
