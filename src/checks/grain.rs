//! What numbers were rounded to before they were written, as far as their zeros show.
//!
//! One number that ends in zeros is exact: a school may have 1,200 pupils. Numbers that all end in the same zeros and
//! go together in one sum or change are rounded: 569,000 and 612,000.

use super::interval::Interval;
use super::operand::Operand;

/// A number shows no grain that it holds fewer times than this: 30 of 10 and 20 is no rounded sum.
const MANY: f64 = 50.0;

/// The largest power of ten from ten up that divides all `values`, where `least` holds it many times; else 0.
pub(super) fn of(values: &[f64], least: f64) -> f64 {
    let grains = [1e6, 1e5, 1e4, 1e3, 1e2, 10.0].into_iter();
    let grains: Vec<f64> = grains.filter(|grain| least.abs() >= MANY * grain).collect();
    shared(values, &grains)
}

/// The first of `grains` that divides all values; 0 where none does.
pub(super) fn shared(values: &[f64], grains: &[f64]) -> f64 {
    let divides = |grain: f64| values.iter().all(|value| (value / grain).fract() == 0.0);
    grains.iter().copied().find(|grain| divides(*grain)).unwrap_or(0.0)
}

/// All that the number may stand for when it was rounded to within `half`.
pub(super) fn widened(operand: &Operand<'_>, half: f64) -> Interval {
    let narrow = operand.range.high - operand.range.low < 2.0 * half;
    if narrow { Interval::around(operand.value, half) } else { operand.range }
}

/// The ranges of two numbers that go together, widened by what their zeros show.
pub(super) fn of_two(one: &Operand<'_>, two: &Operand<'_>) -> (Interval, Interval) {
    let half = 0.5 * of(&[one.value, two.value], one.value.abs().min(two.value.abs()));
    (widened(one, half), widened(two, half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grain_is_what_all_numbers_end_in() {
        for (values, expected) in [
            (&[569_000.0, 612_000.0][..], 1e3),
            (&[335_400.0, 412_600.0], 1e2),
            (&[9_020.0, 14_110.0], 10.0),
            (&[1_200.0, 1_215.0], 0.0),
            (&[500.0, 390.0], 0.0),
            (&[20.0, 30.0], 0.0),
        ] {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            assert!((of(values, least) - expected).abs() < 1e-9, "{values:?}");
        }
    }
}
