//! Figures of one document: spans, values, units, and the slots of those that both sides have.

use std::cmp::Ordering;

use super::anchor::FigurePlace;
use super::labels::Figure;
use super::matching::{self, ANY};
use super::score::Side;
use super::{Evaluation, FigureScores, slots};
use crate::record::Offsets;

/// Figures of the running text, and by themselves those in table cells where the gold labels have such.
pub(super) fn score(sum: &mut Evaluation, gold: &Side<'_>, predicted: &Side<'_>) {
    let Some(all) = &gold.labels.figures else { return };
    group(&mut sum.figure, gold, predicted, |figure| figure.cell.is_none());
    if all.iter().any(|figure| figure.cell.is_some()) {
        group(&mut sum.cell, gold, predicted, |figure| figure.cell.is_some());
    }
}

/// The figures of both sides that `belongs` picks.
fn group(sum: &mut FigureScores, gold: &Side<'_>, predicted: &Side<'_>, belongs: impl Fn(&Figure) -> bool) {
    let (gold_places, predicted_places) = (chosen(gold, &belongs), chosen(predicted, &belongs));
    let numbers = |places: &[Option<FigurePlace>]| -> Vec<Option<Offsets>> {
        places.iter().map(|place| place.map(|place| place.number)).collect()
    };
    let pairs = matching::pair(&numbers(&gold_places), &numbers(&predicted_places), ANY);
    let (mut exact, mut same, mut same_with_unit) = (0, 0, 0);
    for (left, right) in &pairs {
        let (Some(expected), Some(found)) = (gold.figure(*left), predicted.figure(*right)) else { continue };
        let span = |places: &[Option<FigurePlace>], index: usize| places[index].map(|place| place.span);
        exact += usize::from(span(&gold_places, *left) == span(&predicted_places, *right));
        let agrees = same_value(expected, found);
        same += usize::from(agrees);
        same_with_unit += usize::from(agrees && expected.unit == found.unit);
        labels(sum, expected, found);
        slots::score(&mut sum.slots, expected, found);
    }
    let of = |side: &Side<'_>| -> Vec<Key> {
        side.labels.figures.iter().flatten().filter(|figure| belongs(figure)).map(Key::of).collect()
    };
    let (expected, found) = (of(gold), of(predicted));
    let (all, stated) = (expected.len(), predicted_places.iter().flatten().count());
    sum.partial.count_all(all, stated, pairs.len());
    sum.exact.count_all(all, stated, exact);
    sum.value.count_all(all, stated, same);
    sum.value_and_unit.count_all(all, stated, same_with_unit);
    sum.value_anywhere.count_all(all, stated, common(expected, found));
}

fn chosen(side: &Side<'_>, belongs: impl Fn(&Figure) -> bool) -> Vec<Option<FigurePlace>> {
    let figures = side.labels.figures.iter().flatten();
    figures.zip(&side.places.figures).map(|(figure, place)| place.filter(|_| belongs(figure))).collect()
}

/// The labels out of closed sets of a figure that both sides have.
fn labels(sum: &mut FigureScores, gold: &Figure, predicted: &Figure) {
    if gold.kind.is_some() {
        sum.kind.count(gold.kind == predicted.kind);
    }
    sum.unit.count(gold.unit == predicted.unit);
    if gold.missing.is_some() {
        sum.modifier.count(gold.modifier == predicted.modifier);
        sum.direction.count(gold.direction == predicted.direction);
    }
}

/// The values agree, or both have none and the bounds agree.
fn same_value(gold: &Figure, predicted: &Figure) -> bool {
    Key::of(gold).same(&Key::of(predicted))
}

/// What a figure says in numbers: its value, or its bounds where it has none.
#[derive(Clone, Copy, Debug)]
struct Key {
    value: Option<f64>,
    bounds: [Option<f64>; 2],
}

impl Key {
    fn of(figure: &Figure) -> Self {
        let bounds = if figure.value.is_some() { [None; 2] } else { [figure.low, figure.high] };
        Self { value: figure.value, bounds }
    }

    fn parts(&self) -> [Option<f64>; 3] {
        [self.value, self.bounds[0], self.bounds[1]]
    }

    /// Within a millionth.
    fn same(&self, other: &Self) -> bool {
        self.parts().into_iter().zip(other.parts()).all(|parts| match parts {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-6 * one.abs().max(other.abs()),
            (one, other) => one.is_none() && other.is_none(),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let number = |part: Option<f64>| part.unwrap_or(f64::NEG_INFINITY);
        let pairs = self.parts().into_iter().zip(other.parts());
        pairs
            .map(|(one, other)| number(one).total_cmp(&number(other)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// How many values both sides have, each counted once, wherever in the document they stand.
fn common(mut gold: Vec<Key>, mut predicted: Vec<Key>) -> usize {
    gold.sort_unstable_by(Key::order);
    predicted.sort_unstable_by(Key::order);
    let (mut left, mut right, mut found) = (0, 0, 0);
    while let (Some(one), Some(other)) = (gold.get(left), predicted.get(right)) {
        let same = one.same(other);
        found += usize::from(same);
        let order = one.order(other);
        left += usize::from(same || order.is_lt());
        right += usize::from(same || order.is_gt());
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(value: f64) -> Key {
        Key { value: Some(value), bounds: [None; 2] }
    }

    #[test]
    fn values_match_once_wherever_they_stand() {
        let range = Key { value: None, bounds: [Some(1.0), Some(2.0)] };
        let open = Key { value: None, bounds: [Some(1.0), None] };
        for (gold, predicted, expected) in [
            (vec![key(1.0), key(1.0), key(3.0)], vec![key(3.0), key(1.0)], 2),
            (vec![key(1.0)], vec![key(1.0), key(1.0)], 1),
            (vec![range], vec![range, key(1.0)], 1),
            (vec![range], vec![open], 0),
            (vec![key(3.0)], vec![key(3.000_000_1)], 1),
            (vec![key(3.000_000_1), key(4.0)], vec![key(3.0), key(4.0)], 2),
            (vec![], vec![key(3.0)], 0),
        ] {
            assert_eq!(common(gold.clone(), predicted.clone()), expected, "{gold:?} {predicted:?}");
        }
    }

    proptest! {
        #[test]
        fn every_value_agrees_with_itself(values in prop::collection::vec((any::<Option<f64>>(), any::<Option<f64>>()), 0..20)) {
            let finite = |part: Option<f64>| part.filter(|number| number.is_finite());
            let keys: Vec<Key> = values.iter()
                .map(|(value, low)| Key { value: finite(*value), bounds: [finite(*low), None] })
                .collect();
            prop_assert_eq!(common(keys.clone(), keys.clone()), keys.len());
        }
    }
}
