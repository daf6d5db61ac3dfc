//! The numbers that an evaluation is made of: counts, and what follows from them.

use std::ops::AddAssign;

use serde::Serialize;

/// Precision, recall and F1 from counts summed over all documents (micro-averaged; van Rijsbergen, *Information
/// Retrieval*, 1979, chapter 7; Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008,
/// sections 8.3 and 13.6).
///
/// On the wire: `precision`, `recall` and `f1` (0..1, four decimals, null where nothing could be measured),
/// then the counts `tp`, `fp` and `fn`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "ScoreLine")]
pub struct Score {
    /// Predicted, and in the gold labels.
    pub true_positives: usize,
    /// Predicted, and not in the gold labels.
    pub false_positives: usize,
    /// In the gold labels, and not predicted.
    pub false_negatives: usize,
}

impl Score {
    /// The share of the predictions that are right; `None` where nothing was predicted.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        ratio(self.true_positives, self.true_positives + self.false_positives)
    }

    /// The share of the gold labels that were found; `None` where there are none.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        ratio(self.true_positives, self.support())
    }

    /// The harmonic mean of precision and recall, `2 tp / (2 tp + fp + fn)`; `None` where there is neither label
    /// nor prediction.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        let found = 2 * self.true_positives;
        ratio(found, found + self.false_positives + self.false_negatives)
    }

    /// The number of gold labels.
    #[must_use]
    pub fn support(self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// Counts one decision: is the label in the gold labels, and was it predicted?
    pub(super) fn count(&mut self, gold: bool, predicted: bool) {
        self.true_positives += usize::from(gold && predicted);
        self.false_positives += usize::from(!gold && predicted);
        self.false_negatives += usize::from(gold && !predicted);
    }

    /// Counts one place on which both sides may have put something, `right` when they agree; where they do not,
    /// what is predicted is a false positive and what is labelled a false negative.
    pub(super) fn count_place(&mut self, gold: bool, predicted: bool, right: bool) {
        self.count(gold, right);
        self.count(false, predicted && !right);
    }

    /// Counts the things of one document, `right` of which agree one to one.
    pub(super) fn count_all(&mut self, gold: usize, predicted: usize, right: usize) {
        *self += Self {
            true_positives: right,
            false_positives: predicted.saturating_sub(right),
            false_negatives: gold.saturating_sub(right),
        };
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.true_positives += other.true_positives;
        self.false_positives += other.false_positives;
        self.false_negatives += other.false_negatives;
    }
}

/// [`Score`] on the wire.
#[derive(Serialize)]
struct ScoreLine {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    tp: usize,
    fp: usize,
    #[serde(rename = "fn")]
    missed: usize,
}

impl From<Score> for ScoreLine {
    fn from(score: Score) -> Self {
        Self {
            precision: score.precision().map(round),
            recall: score.recall().map(round),
            f1: score.f1().map(round),
            tp: score.true_positives,
            fp: score.false_positives,
            missed: score.false_negatives,
        }
    }
}

/// Precision and recall that are counted each on its own side: a predicted link can be right where the gold labels
/// have it under another name, and a gold link be found under another name.
///
/// On the wire: `precision`, `recall` and `f1` as in [`Score`], then the counts `right`, `predicted`, `found`, `gold`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "LinkLine")]
pub struct LinkScore {
    /// Predicted links that the gold labels bear out.
    pub right: usize,
    /// All predicted links.
    pub predicted: usize,
    /// Gold links that the prediction has.
    pub found: usize,
    /// All gold links.
    pub gold: usize,
}

impl LinkScore {
    /// The share of the predicted links that are right; `None` where nothing was predicted.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.predicted)
    }

    /// The share of the gold links that were found; `None` where there are none.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        ratio(self.found, self.gold)
    }

    /// The harmonic mean of precision and recall, 0 where one of them is unknown; `None` where both are.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        match (self.precision(), self.recall()) {
            (None, None) => None,
            (Some(precision), Some(recall)) if precision + recall > 0.0 => {
                Some(2.0 * precision * recall / (precision + recall))
            }
            _ => Some(0.0),
        }
    }

    /// Counts one place: is there a link on each side, and do the sides agree?
    pub(super) fn count(&mut self, gold: bool, predicted: bool, agree: bool) {
        self.right += usize::from(predicted && agree);
        self.predicted += usize::from(predicted);
        self.found += usize::from(gold && agree);
        self.gold += usize::from(gold);
    }
}

/// [`LinkScore`] on the wire.
#[derive(Serialize)]
struct LinkLine {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    right: usize,
    predicted: usize,
    found: usize,
    gold: usize,
}

impl From<LinkScore> for LinkLine {
    fn from(score: LinkScore) -> Self {
        let LinkScore { right, predicted, found, gold } = score;
        let [precision, recall, f1] =
            [score.precision(), score.recall(), score.f1()].map(|share| share.map(round));
        Self { precision, recall, f1, right, predicted, found, gold }
    }
}

/// How often one label out of several was the right one.
///
/// On the wire: `accuracy` (0..1, four decimals, null where there was nothing to judge), `correct`, `total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "AccuracyLine")]
pub struct Accuracy {
    /// Decisions that agree with the gold label.
    pub correct: usize,
    /// All decisions.
    pub total: usize,
}

impl Accuracy {
    /// The share of right decisions; `None` where there were none.
    #[must_use]
    pub fn accuracy(self) -> Option<f64> {
        ratio(self.correct, self.total)
    }

    pub(super) fn count(&mut self, right: bool) {
        self.correct += usize::from(right);
        self.total += 1;
    }
}

/// [`Accuracy`] on the wire.
#[derive(Serialize)]
struct AccuracyLine {
    accuracy: Option<f64>,
    correct: usize,
    total: usize,
}

impl From<Accuracy> for AccuracyLine {
    fn from(accuracy: Accuracy) -> Self {
        let Accuracy { correct, total } = accuracy;
        Self { accuracy: accuracy.accuracy().map(round), correct, total }
    }
}

/// How well predicted scores put things into the order of the gold scores.
///
/// On the wire: `spearman` (-1..1, four decimals, or null) and `pairs`, their number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(into = "CorrelationLine")]
pub struct Correlation {
    /// Gold and predicted score of each thing.
    pub pairs: Vec<(f64, f64)>,
}

impl Correlation {
    /// Spearman's rank correlation (1904): Pearson's coefficient of the ranks, ties sharing their mean rank.
    /// `None` when either side has only one rank.
    #[must_use]
    pub fn spearman(&self) -> Option<f64> {
        let gold = ranks(self.pairs.iter().map(|pair| pair.0).collect());
        let predicted = ranks(self.pairs.iter().map(|pair| pair.1).collect());
        let product = |left: &[f64], right: &[f64]| -> f64 {
            left.iter().zip(right).map(|(left, right)| left * right).sum()
        };
        let spread = (product(&gold, &gold) * product(&predicted, &predicted)).sqrt();
        (spread > 0.0).then(|| product(&gold, &predicted) / spread)
    }
}

/// [`Correlation`] on the wire.
#[derive(Serialize)]
struct CorrelationLine {
    spearman: Option<f64>,
    pairs: usize,
}

impl From<Correlation> for CorrelationLine {
    fn from(correlation: Correlation) -> Self {
        Self { spearman: correlation.spearman().map(round), pairs: correlation.pairs.len() }
    }
}

/// The rank of each value, counted from the middle rank; equal values share the mean of their ranks.
#[allow(clippy::cast_precision_loss, reason = "ranks are far below 2^53")]
fn ranks(values: Vec<f64>) -> Vec<f64> {
    let middle = values.len().saturating_sub(1) as f64 / 2.0;
    let mut order: Vec<(f64, usize)> = values.into_iter().zip(0..).collect();
    order.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut ranks = vec![0.0; order.len()];
    let mut first = 0;
    for ties in order.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let mean = first as f64 + (ties.len() - 1) as f64 / 2.0;
        for (_, index) in ties {
            ranks[*index] = mean - middle;
        }
        first += ties.len();
    }
    ranks
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// To four decimals, as everywhere on the wire.
pub(super) fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spearman_follows_the_order_alone() {
        for (pairs, expected) in [
            (vec![(0.1, 0.2), (0.5, 0.3), (0.9, 0.9)], Some(1.0)),
            (vec![(0.1, 0.9), (0.5, 0.3), (0.9, 0.2)], Some(-1.0)),
            (vec![(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)], Some(0.5)),
            // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
            (vec![(0.1, 0.1), (0.5, 0.2), (0.5, 0.3), (0.9, 0.4)], Some(0.9487)),
            (vec![(0.5, 0.1), (0.5, 0.2)], None),
            (vec![(0.5, 0.1)], None),
            (vec![], None),
        ] {
            let line = CorrelationLine::from(Correlation { pairs: pairs.clone() });
            assert_eq!(line.spearman, expected, "{pairs:?}");
        }
    }

    #[test]
    fn links_are_counted_each_on_its_own_side() {
        for (counts, expected) in [
            ([0, 0, 0, 0], [None, None, None]),
            ([0, 2, 0, 0], [Some(0.0), None, Some(0.0)]),
            ([0, 0, 0, 2], [None, Some(0.0), Some(0.0)]),
            ([0, 1, 0, 1], [Some(0.0), Some(0.0), Some(0.0)]),
            ([1, 2, 4, 4], [Some(0.5), Some(1.0), Some(2.0 / 3.0)]),
        ] {
            let [right, predicted, found, gold] = counts;
            let score = LinkScore { right, predicted, found, gold };
            assert_eq!([score.precision(), score.recall(), score.f1()], expected, "{counts:?}");
        }
    }

    #[test]
    fn a_score_without_counts_is_unknown_and_not_zero() {
        for (counts, expected) in [
            ([0, 0, 0], [None, None, None]),
            ([0, 2, 0], [Some(0.0), None, Some(0.0)]),
            ([0, 0, 2], [None, Some(0.0), Some(0.0)]),
            ([3, 1, 3], [Some(0.75), Some(0.5), Some(0.6)]),
        ] {
            let [true_positives, false_positives, false_negatives] = counts;
            let score = Score { true_positives, false_positives, false_negatives };
            assert_eq!([score.precision(), score.recall(), score.f1()], expected, "{counts:?}");
        }
    }
}
