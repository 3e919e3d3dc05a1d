//! Promises of the pages, through their public doors.

#[cfg(test)]
mod api;
#[cfg(test)]
mod as_at;
#[cfg(test)]
mod assets;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod communication;
#[cfg(test)]
mod components;
#[cfg(test)]
mod crosswalk;
#[cfg(test)]
mod cycle;
#[cfg(test)]
mod described;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod framework;
#[cfg(test)]
mod governance;
#[cfg(test)]
mod guidance;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod history;
#[cfg(test)]
mod insight;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod owners;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod rates;
#[cfg(test)]
mod read_back;
#[cfg(test)]
mod register;
#[cfg(test)]
mod releases;
#[cfg(test)]
mod risk;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod updates;
#[cfg(test)]
mod work;
