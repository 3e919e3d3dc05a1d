//! The words of the work: plans, rounds, objectives, actions, recommendations, findings.
