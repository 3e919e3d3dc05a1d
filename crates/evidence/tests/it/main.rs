//! From records to released findings, held at the one door: `evidence::run`.

#[cfg(test)]
mod aggregate;
#[cfg(test)]
mod build;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod folders;
#[cfg(test)]
#[cfg(unix)]
mod full;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod leaks;
#[cfg(test)]
mod local;
#[cfg(test)]
mod look_ups;
#[cfg(test)]
mod postcodes;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod rates;
#[cfg(test)]
mod region;
#[cfg(test)]
mod repeated;
#[cfg(test)]
mod same_records;
