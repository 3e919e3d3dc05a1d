//! Who may do what: actors, roles, sight, permits and the policy table.
