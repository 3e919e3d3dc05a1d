//! The one integration binary of this crate: the contract, on SQLite and on PostgreSQL.

#[cfg(test)]
mod bed;
#[cfg(test)]
mod region;
#[cfg(test)]
mod server;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod migrations;
