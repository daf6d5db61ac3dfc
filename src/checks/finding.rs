//! From a comparison to a check with its words.

use super::interval::Comparison;
use super::operand::Operand;
use crate::document::{Check, CheckInput, CheckKind, CheckStatus};

/// How sure it is that the numbers belong together. It decides what is said when they do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    /// They fit or nothing is said.
    Guess,
    /// Nearly certain: `unbound` when they do not fit.
    Likely,
    /// The words say so: `conflict` when they do not fit.
    Certain,
}

impl Binding {
    /// No surer than `most` unless `condition` holds.
    pub(super) fn only_if(self, condition: bool, most: Self) -> Self {
        if condition { self } else { self.min(most) }
    }
}

/// The check of `parts` against the stated `result`; `None` when they do not fit and may not belong together.
///
/// `note` says what the numbers give, such as "254 → 333 is +31.1 %".
pub(super) fn check(
    kind: CheckKind,
    parts: &[&Operand<'_>],
    result: &Operand<'_>,
    comparison: &Comparison,
    binding: Binding,
    note: String,
) -> Option<Check> {
    let finite = comparison.expected.0.is_finite() && comparison.found.0.is_finite();
    let status = match binding {
        _ if !finite => return None,
        _ if comparison.agrees() => CheckStatus::Ok,
        Binding::Certain => CheckStatus::Conflict,
        Binding::Likely => CheckStatus::Unbound,
        Binding::Guess => return None,
    };
    let mut inputs: Vec<CheckInput> = parts.iter().copied().map(input).collect();
    inputs.sort_by_key(|input| input.span);
    inputs.push(input(result));
    Some(Check {
        kind,
        status,
        inputs,
        expected: Some(comparison.expected.0),
        found: Some(comparison.found.0),
        tolerance: comparison.tolerance(),
        note,
    })
}

fn input(operand: &Operand<'_>) -> CheckInput {
    CheckInput { span: operand.span, value: operand.value }
}

/// A number for people: "412,600", "31.1", "-2.9".
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let plain = format!("{:.2}", rounded.abs());
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3 + 4);
    if rounded < 0.0 {
        grouped.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { grouped } else { format!("{grouped}.{decimals}") }
}

/// "120 + 180", or the ends of a longer sum.
pub(super) fn sum(parts: &[&Operand<'_>]) -> String {
    const SHOWN: usize = 6;
    let shown = |parts: &[&Operand<'_>]| {
        parts.iter().map(|part| number(part.value)).collect::<Vec<_>>().join(" + ").replace("+ -", "− ")
    };
    if parts.len() <= SHOWN {
        return shown(parts);
    }
    format!("{} + … + {} ({} numbers)", shown(&parts[..2]), shown(&parts[parts.len() - 1..]), parts.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        for (value, expected) in [
            (412_600.0, "412,600"),
            (31.102, "31.1"),
            (-2.9, "-2.9"),
            (0.0, "0"),
            (-0.001, "0"),
            (1e6, "1,000,000"),
            (999.999, "1,000"),
            (0.05, "0.05"),
        ] {
            assert_eq!(number(value), expected, "{value}");
        }
    }
}
