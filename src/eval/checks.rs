//! The arithmetic of one document.
//!
//! Two checks are the same when sort and outcome agree and every number of the one overlaps a number of the other;
//! partly the same when at least two of their numbers do.

use super::labels::Check;
use super::score::Side;
use super::{CheckScores, Evaluation};
use crate::document::CheckStatus;
use crate::record::Offsets;

/// A check and where its numbers stand.
type Placed<'a> = (&'a Check, &'a [Offsets]);

/// Adds the checks of a document, when its gold labels have such.
pub(super) fn score(sum: &mut Evaluation, gold: &Side<'_>, predicted: &Side<'_>) {
    if gold.labels.checks.is_none() {
        return;
    }
    let (expected, found) = (placed(gold), placed(predicted));
    let whole = |one: &Placed<'_>, other: &Placed<'_>| {
        one.1.len() == one.0.inputs.len()
            && one.1.len() == other.1.len()
            && common(one.1, other.1) == one.1.len()
    };
    let part = |one: &Placed<'_>, other: &Placed<'_>| common(one.1, other.1) >= 2;
    let CheckScores { exact, partial, conflict } = &mut sum.check;
    exact.count_all(expected.len(), found.len(), pairs(&expected, &found, whole));
    partial.count_all(expected.len(), found.len(), pairs(&expected, &found, part));
    let of =
        |checks: &[Placed<'_>]| checks.iter().filter(|check| check.0.status == CheckStatus::Conflict).count();
    let both =
        expected.iter().filter(|check| check.0.status == CheckStatus::Conflict).copied().collect::<Vec<_>>();
    conflict.count_all(of(&expected), of(&found), pairs(&both, &found, part));
}

fn placed<'a>(side: &'a Side<'_>) -> Vec<Placed<'a>> {
    let checks = side.labels.checks.iter().flatten();
    checks.zip(side.places.checks.iter().map(Vec::as_slice)).collect()
}

/// How many of `gold` have a partner of the same sort and outcome with which they agree, no partner twice.
fn pairs(
    gold: &[Placed<'_>],
    predicted: &[Placed<'_>],
    agree: impl Fn(&Placed<'_>, &Placed<'_>) -> bool,
) -> usize {
    let mut taken = vec![false; predicted.len()];
    let mut found = 0;
    for check in gold {
        let partner = (0..predicted.len()).find(|index| {
            let other = &predicted[*index];
            let alike = check.0.kind == other.0.kind && check.0.status == other.0.status;
            alike && !taken[*index] && agree(check, other)
        });
        if let Some(index) = partner {
            taken[index] = true;
            found += 1;
        }
    }
    found
}

/// How many numbers of `gold` have one of `predicted` to themselves.
fn common(gold: &[Offsets], predicted: &[Offsets]) -> usize {
    let known = |spans: &[Offsets]| spans.iter().copied().map(Some).collect::<Vec<_>>();
    super::matching::pair(&known(gold), &known(predicted), super::matching::ANY).len()
}
