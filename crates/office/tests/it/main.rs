//! What people do, in the example region: the whole loop, and what is refused on the way.

#[cfg(test)]
mod acceptance;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod digest;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod governance;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod the_loop;
