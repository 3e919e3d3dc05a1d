//! Any file as neutral pages of paragraphs, tables and cells, each with its place.
