//! A unit that stands once for several numbers: "5, 10 and 15 per cent", "two, three and five years".

use super::numbers::{self, Form};
use super::quantity::{self, Quantity};
use super::token::Tokens;
use crate::document::FigureKind::{Age, Count, Duration, Measure, Money, Percent};

/// The longest list whose last unit is sought.
const LONGEST: usize = 8;

/// The bare quantity with the unit of the list's last number, when nothing but numbers stands between.
pub(super) fn shared_unit(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if !quantity.is_bare() || !matches!(quantity.form, Form::Digits | Form::Words) {
        return None;
    }
    // "29 of 213, or 14%" says one thing twice.
    if tokens.symbol(quantity.end) == ',' && tokens.is(quantity.end + 1, "or") {
        return None;
    }
    let mut at = quantity.end;
    for _ in 0..LONGEST {
        let (next, last) = link(tokens, at)?;
        let number = numbers::parse(tokens, next)
            .filter(|number| number.first == next && number.form == quantity.form)?;
        if last {
            let shared = quantity::parse(tokens, next, next)?;
            let unit =
                shared.unit.filter(|_| matches!(shared.kind, Percent | Duration | Measure | Money | Age))?;
            let alike = shared.kind == Percent || number.value? > quantity.value?;
            let factor = shared.value? / number.value.filter(|value| *value > 0.0)?;
            return (alike && quantity.kind == Count)
                .then(|| Quantity { kind: shared.kind, unit: Some(unit), ..quantity }.times(factor));
        }
        at = number.end;
    }
    None
}

/// The index after "," or "and" (which leads to the last number) at `at`.
fn link(tokens: &Tokens<'_>, at: usize) -> Option<(usize, bool)> {
    if tokens.symbol(at) == ',' && !tokens.glued(at + 1) {
        let and = tokens.is_any(at + 1, &["and", "or"]);
        return Some((at + 1 + usize::from(and), and));
    }
    tokens.is_any(at, &["and", "or"]).then_some((at + 1, true))
}
