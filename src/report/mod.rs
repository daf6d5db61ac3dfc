//! What a run comes to, for people: counts, charts, one page.

pub mod chart;
pub mod overview;
