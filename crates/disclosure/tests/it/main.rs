//! What disclosure control promises, held against someone who knows the rule.

#[cfg(test)]
mod attacker;
#[cfg(test)]
mod audited;
#[cfg(test)]
mod before;
#[cfg(test)]
mod build;

#[cfg(test)]
mod cascade;
#[cfg(test)]
mod divided;
#[cfg(test)]
mod insider;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod measures;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod rate;
#[cfg(test)]
mod same_rates;
#[cfg(test)]
mod same_records;
#[cfg(test)]
mod standardised;
#[cfg(test)]
mod table;
#[cfg(test)]
mod together;
