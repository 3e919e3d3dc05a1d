//! Released findings as SVG, a table and a sentence.
