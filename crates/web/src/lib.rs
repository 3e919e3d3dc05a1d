//! Pages and API over the office.
