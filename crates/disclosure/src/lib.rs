//! What may be seen: rules, released findings, the sealed stored form.
