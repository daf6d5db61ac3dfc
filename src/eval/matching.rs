//! Which predicted span stands for which gold span.

use std::collections::BTreeSet;

use crate::record::Offsets;

/// The least share of common code points for two sentences to be one.
pub(super) const SAME_SENTENCE: f64 = 0.5;
/// Any common code point will do.
pub(super) const ANY: f64 = f64::MIN_POSITIVE;
/// The least share of common words for two sources to match in part.
const SAME_WORDS: f64 = 0.5;

/// Pairs of indices in `gold` and `predicted` whose spans have an intersection over union of at least `least`,
/// which is above 0. Each index occurs once at most: the best pairs go first, equal ones in text order. Sorted by
/// gold index. Spans that are not known match nothing.
pub(super) fn pair(
    gold: &[Option<Offsets>],
    predicted: &[Option<Offsets>],
    least: f64,
) -> Vec<(usize, usize)> {
    let mut candidates = overlaps(gold, predicted);
    candidates.retain(|(share, ..)| *share >= least);
    candidates.sort_by(|left, right| {
        right.0.total_cmp(&left.0).then_with(|| (left.1, left.2).cmp(&(right.1, right.2)))
    });
    greedy(candidates.into_iter().map(|(_, left, right)| (left, right)))
}

/// Of pairs of indices, the best first, those of which neither index is taken yet. Sorted by the first index.
pub(super) fn greedy(candidates: impl IntoIterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let (mut gold, mut predicted) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (left, right) in candidates {
        if !gold.contains(&left) && predicted.insert(right) {
            gold.insert(left);
            pairs.push((left, right));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// All pairs with a common code point: intersection over union, gold index, predicted index.
fn overlaps(gold: &[Option<Offsets>], predicted: &[Option<Offsets>]) -> Vec<(f64, usize, usize)> {
    let mut order: Vec<(Offsets, usize)> =
        predicted.iter().zip(0..).filter_map(|(span, index)| Some(((*span)?, index))).collect();
    order.sort_unstable();
    // How far the spans up to here reach: ascending, so that the first one to look at is found by halving.
    let reach: Vec<usize> = order
        .iter()
        .scan(0, |reach, (span, _)| {
            *reach = span[1].max(*reach);
            Some(*reach)
        })
        .collect();
    let mut found = Vec::new();
    for (span, left) in gold.iter().zip(0..).filter_map(|(span, index)| Some(((*span)?, index))) {
        let first = reach.partition_point(|end| *end <= span[0]);
        for (other, right) in order[first..].iter().take_while(|(other, _)| other[0] < span[1]) {
            let common = span[1].min(other[1]).saturating_sub(span[0].max(other[0]));
            let union = (length(span) + length(*other)).saturating_sub(common);
            if common > 0 {
                found.push((share(common, union), left, *right));
            }
        }
    }
    found
}

/// Whether two sources, given by their words, have at least half of all their words in common.
pub(super) fn mostly_same(gold: &[Offsets], predicted: &[Offsets]) -> bool {
    let (gold, predicted): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), predicted.iter().collect());
    let common = gold.intersection(&predicted).count();
    common > 0 && share(common, gold.union(&predicted).count()) >= SAME_WORDS
}

fn length(span: Offsets) -> usize {
    span[1].saturating_sub(span[0])
}

#[allow(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row<'a> = (&'a [Offsets], &'a [Offsets], f64, &'a [(usize, usize)]);

    #[test]
    fn the_best_pairs_go_first() {
        let cases: [Row<'_>; 7] = [
            (&[[0, 10], [11, 20]], &[[11, 20], [0, 10]], 0.5, &[(0, 1), (1, 0)]),
            (&[[0, 10]], &[[0, 5]], 0.5, &[(0, 0)]),
            (&[[0, 10]], &[[0, 4]], 0.5, &[]),
            (&[[0, 10]], &[[0, 6], [0, 9]], 0.5, &[(0, 1)]),
            (&[[0, 2], [0, 2]], &[[0, 2], [0, 2]], 0.5, &[(0, 0), (1, 1)]),
            (&[[8, 9]], &[[0, 20], [1, 2]], ANY, &[(0, 0)]),
            (&[[0, 0], [5, 3]], &[[0, 0], [5, 3], [0, 9]], ANY, &[]),
        ];
        for (gold, predicted, least, expected) in cases {
            let known = |spans: &[Offsets]| spans.iter().copied().map(Some).collect::<Vec<_>>();
            assert_eq!(pair(&known(gold), &known(predicted), least), expected, "{gold:?} {predicted:?}");
        }
    }

    proptest! {
        #[test]
        fn overlaps_are_those_of_comparing_all_with_all(
            gold in prop::collection::vec((0_usize..40, 0_usize..12), 0..12),
            predicted in prop::collection::vec((0_usize..40, 0_usize..12), 0..12),
        ) {
            let spans = |pairs: &[(usize, usize)]| -> Vec<Option<Offsets>> {
                pairs.iter().map(|(start, length)| Some([*start, start + length])).collect()
            };
            let (gold, predicted) = (spans(&gold), spans(&predicted));
            let mut found: Vec<_> =
                overlaps(&gold, &predicted).into_iter().map(|(_, left, right)| (left, right)).collect();
            found.sort_unstable();
            let mut expected = Vec::new();
            for (left, one) in gold.iter().flatten().enumerate() {
                for (right, other) in predicted.iter().flatten().enumerate() {
                    if one[0].max(other[0]) < one[1].min(other[1]) {
                        expected.push((left, right));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
