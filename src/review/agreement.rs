//! How far reviewers agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for any number.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::Action;
use super::state::State;
use crate::record::name_of;

/// How far reviewers agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Claims with two opinions or more.
    pub claims: usize,
    /// Each pair of reviewers who share claims.
    pub pairs: Vec<Pair>,
    /// Krippendorff's alpha for what was decided (accept, edit, reject); `None` where it is not defined.
    pub decision: Option<f64>,
    /// And for the verdict, where all sides accepted or edited.
    pub verdict: Option<f64>,
}

/// Two reviewers.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Their names.
    pub names: [String; 2],
    /// Claims that both decided on.
    pub shared: usize,
    /// The share of them on which they decided alike.
    pub alike: f64,
    /// Cohen's kappa of that; `None` where chance alone would have them agree always.
    pub kappa: Option<f64>,
}

/// What an opinion comes to as a category; a skip is none.
fn category(action: &Action) -> Option<String> {
    match action {
        Action::Accept => Some("accept".to_owned()),
        Action::Edit(_) => Some("edit".to_owned()),
        Action::Reject { .. } => Some("reject".to_owned()),
        _ => None,
    }
}

/// The verdict of an opinion that keeps the claim: the record's own is `as recorded`.
fn verdict(action: &Action) -> Option<String> {
    match action {
        Action::Accept => Some("as recorded".to_owned()),
        Action::Edit(edit) => Some(edit.sourcing.as_ref().map_or_else(|| "as recorded".to_owned(), name_of)),
        _ => None,
    }
}

/// The agreement over the states of claims.
#[must_use]
pub fn agreement(states: &[State]) -> Agreement {
    let rated = |by: fn(&Action) -> Option<String>| -> Vec<BTreeMap<&str, String>> {
        let ratings = states.iter().map(|state| {
            state.opinions.iter().filter_map(|(who, action)| Some((who.as_str(), by(action)?))).collect()
        });
        ratings.filter(|ratings: &BTreeMap<_, _>| ratings.len() > 1).collect()
    };
    let decisions = rated(category);
    let reviewers: BTreeSet<&str> = decisions.iter().flat_map(|ratings| ratings.keys().copied()).collect();
    let reviewers: Vec<&str> = reviewers.into_iter().collect();
    let mut pairs = Vec::new();
    for (place, one) in reviewers.iter().enumerate() {
        for other in &reviewers[place + 1..] {
            let shared: Vec<(&str, &str)> = decisions
                .iter()
                .filter_map(|ratings| Some((ratings.get(one)?.as_str(), ratings.get(other)?.as_str())))
                .collect();
            if !shared.is_empty() {
                let (alike, kappa) = kappa(&shared);
                pairs.push(Pair {
                    names: [(*one).to_owned(), (*other).to_owned()],
                    shared: shared.len(),
                    alike,
                    kappa,
                });
            }
        }
    }
    let units = |ratings: &[BTreeMap<&str, String>]| -> Vec<Vec<String>> {
        ratings.iter().map(|ratings| ratings.values().cloned().collect()).collect()
    };
    Agreement {
        claims: decisions.len(),
        pairs,
        decision: alpha(&units(&decisions)),
        verdict: alpha(&units(&rated(verdict))),
    }
}

/// The share of equal ratings, and Cohen's kappa (1960): how much of the room that chance leaves is agreed on.
#[must_use]
pub fn kappa(ratings: &[(&str, &str)]) -> (f64, Option<f64>) {
    let count = real(ratings.len());
    let alike = real(ratings.iter().filter(|(one, other)| one == other).count()) / count;
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (one, other) in ratings {
        shares.entry(one).or_default().0 += 1;
        shares.entry(other).or_default().1 += 1;
    }
    let chance: f64 = shares.values().map(|(one, other)| real(*one) * real(*other) / (count * count)).sum();
    (alike, (chance < 1.0).then(|| (alike - chance) / (1.0 - chance)))
}

/// Krippendorff's alpha for nominal data; each unit has the ratings that it was given. `None` where there is one
/// category, or no unit with two ratings.
#[must_use]
pub fn alpha(units: &[Vec<String>]) -> Option<f64> {
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut pairable, mut disagreement) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let size = real(unit.len());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for rating in unit {
            *counts.entry(rating).or_default() += 1;
            *totals.entry(rating).or_default() += 1.0;
        }
        let equal: f64 = counts.values().map(|count| real(*count) * (real(*count) - 1.0)).sum();
        disagreement += (size * (size - 1.0) - equal) / (size - 1.0);
        pairable += size;
    }
    let equal: f64 = totals.values().map(|total| total * (total - 1.0)).sum();
    let expected = (pairable * (pairable - 1.0) - equal) / (pairable - 1.0);
    (pairable > 1.0 && expected > 0.0).then(|| 1.0 - disagreement / expected)
}

#[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 claims")]
fn real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_of_known_tables() {
        // 20 and 15 alike, 5 and 10 apart: 0.7 observed, 0.5 by chance (a textbook's table).
        let table = [("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15)];
        let ratings: Vec<_> =
            table.iter().flat_map(|(one, other, times)| vec![(*one, *other); *times]).collect();
        let (alike, kappa) = kappa(&ratings);
        assert!((alike - 0.7).abs() < 1e-9 && (kappa.expect("defined") - 0.4).abs() < 1e-9);
        assert_eq!(super::kappa(&[("y", "y"), ("y", "y")]), (1.0, None));
        assert_eq!(super::kappa(&[("y", "n"), ("n", "y")]).1, Some(-1.0));
    }

    #[test]
    fn alpha_of_krippendorffs_own_example() {
        // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), four observers with gaps: 0.743.
        let columns =
            ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"];
        let units: Vec<Vec<String>> =
            columns.iter().map(|column| column.chars().map(|one| one.to_string()).collect()).collect();
        assert!((alpha(&units).expect("defined") - 0.743).abs() < 0.001, "{:?}", alpha(&units));
        assert_eq!(alpha(&[vec!["a".to_owned(), "a".to_owned()]]), None);
    }
}
