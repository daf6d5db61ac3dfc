//! Interval arithmetic: every stated number stands for all the numbers that are written like it, and a result for all
//! that these could give (Moore, Kearfott and Cloud, *Introduction to Interval Analysis*, SIAM 2009).

/// All numbers between two bounds, both inclusive. The upper bound may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    /// One number alone.
    pub(super) fn exact(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// What lies no further than `half` from `value`.
    pub(super) fn around(value: f64, half: f64) -> Self {
        Self { low: value - half.abs(), high: value + half.abs() }
    }

    pub(super) fn widened(self, by: f64) -> Self {
        Self { low: self.low - by, high: self.high + by }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }

    /// Every number by `factor`, which is not negative.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// The negatives.
    pub(super) fn negated(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }

    /// Quotients; `None` when a divisor is not above zero or no number is finite enough to divide by.
    pub(super) fn over(self, divisor: Self) -> Option<Self> {
        if divisor.low <= 0.0 || !divisor.high.is_finite() {
            return None;
        }
        let low = self.low / if self.low >= 0.0 { divisor.high } else { divisor.low };
        let high = self.high / if self.high >= 0.0 { divisor.low } else { divisor.high };
        Some(Self { low, high })
    }
}

/// A result that the numbers give, held against the result that the text states.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison {
    /// What the numbers give, as written and with all that they may stand for.
    pub(super) expected: (f64, Interval),
    /// What the text says.
    pub(super) found: (f64, Interval),
}

impl Comparison {
    /// Whether one number fits both.
    pub(super) fn agrees(&self) -> bool {
        self.distance() <= self.tolerance()
    }

    /// How far the two lie apart.
    pub(super) fn distance(&self) -> f64 {
        (self.expected.0 - self.found.0).abs()
    }

    /// How far the two may lie apart: what the numbers leave open on the side of the stated result, and what the
    /// stated result leaves open on theirs. So the distance is within it exactly when the intervals meet. For
    /// symmetrical intervals it is the sum of their half-widths. An open side, as of "more than", counts no more than
    /// the larger of the two numbers, so that it stays finite.
    pub(super) fn tolerance(&self) -> f64 {
        let (expected, range) = self.expected;
        let (found, stated) = self.found;
        let open = if expected >= found {
            (stated.high - found) + (expected - range.low)
        } else {
            (found - stated.low) + (range.high - expected)
        };
        // Sums of decimal fractions are off by their last bits.
        let bits = 1e-9 * expected.abs().max(found.abs());
        open.max(0.0).min(expected.abs().max(found.abs())) + bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quotient_holds_all_quotients() {
        let quotient = Interval::around(333.0, 0.5).over(Interval::around(254.0, 0.5));
        assert_eq!(quotient, Some(Interval { low: 332.5 / 254.5, high: 333.5 / 253.5 }));
        assert_eq!(Interval::exact(1.0).over(Interval::around(0.2, 0.5)), None);
    }

    proptest! {
        #[test]
        fn two_results_agree_exactly_when_their_intervals_meet(
            expected in -1e6..1e6_f64,
            found in -1e6..1e6_f64,
            wide in 0.0..1e3_f64,
            stated in 0.0..1e3_f64,
        ) {
            let comparison = Comparison {
                expected: (expected, Interval::around(expected, wide)),
                found: (found, Interval::around(found, stated)),
            };
            let most = expected.abs().max(found.abs());
            prop_assume!((comparison.distance() - wide - stated).abs() > 1e-2 && wide + stated < most);
            prop_assert_eq!(comparison.agrees(), comparison.distance() < wide + stated);
            prop_assert!(comparison.tolerance() >= 0.0);
        }
    }
}
