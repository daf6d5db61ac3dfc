//! `sayso report`: what a run comes to, as one page that needs nothing else. Reads records, never a stage.

pub mod chart;
pub mod cli;
pub mod overview;
mod page;
pub mod view;

use std::collections::BTreeMap;

use self::chart::{Chart, bars, columns, shares, total};
use self::overview::{ByVerdict, Overview};
pub use self::page::{Report, read};
use crate::document::ClaimType;
use crate::record::name_of;

/// The charts of an overview, in the order of the page.
#[must_use]
pub fn charts(overview: &Overview) -> Vec<Chart> {
    let types = ClaimType::ALL.iter().map(|kind| (name_of(kind), overview.types[kind.index()])).collect();
    let genres =
        largest(&overview.genres, 1).into_iter().map(|(name, counts)| (name.replace('_', " "), counts));
    vec![
        bars("types", "Claims by type and verdict", types, 4),
        bars("publishers", "Claims by publisher and verdict", largest(&overview.publishers, 1), 15),
        columns("months", "Claims by month of publication and verdict", by_name(&overview.months), 36),
        shares(
            "statistics",
            "Unsourced statistics: share of each publisher’s claims with a figure",
            unsourced(overview),
            15,
        ),
        bars("genres", "Claims by genre and verdict", genres.collect(), 6),
    ]
}

fn by_name(counts: &BTreeMap<String, ByVerdict>) -> Vec<(String, ByVerdict)> {
    counts.iter().map(|(name, counts)| (name.clone(), *counts)).collect()
}

/// Those with most claims first, of at least so many.
fn largest(counts: &BTreeMap<String, ByVerdict>, least: u64) -> Vec<(String, ByVerdict)> {
    let mut rows: Vec<_> = by_name(counts).into_iter().filter(|(_, counts)| total(counts) >= least).collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(total(counts)));
    rows
}

/// Publishers by the share of their figures that nobody is named for; a share of fewer than five says nothing, unless
/// nobody has more.
fn unsourced(overview: &Overview) -> Vec<(String, ByVerdict)> {
    let enough = largest(&overview.statistics, 5);
    let mut rows = if enough.is_empty() { largest(&overview.statistics, 1) } else { enough };
    #[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 claims")]
    let share = |counts: &ByVerdict| counts[0] as f64 / total(counts).max(1) as f64;
    rows.sort_by(|(_, one), (_, other)| share(other).total_cmp(&share(one)));
    rows
}
