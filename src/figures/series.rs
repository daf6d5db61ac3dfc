//! Later figures of a series that leave out what they count: "14 deaths in 2015 and a further 20 in 2016".

use super::lexicon::Roles;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::FigureKind;

/// Gives every figure that names nothing itself what the one before it counts.
pub(super) fn carry(tokens: &Tokens<'_>, quantities: &mut [Quantity]) {
    let mut last: Option<Quantity> = None;
    for quantity in quantities {
        if quantity.subject.is_none()
            && let Some(before) = last
            && continues(tokens, &before, quantity)
        {
            quantity.subject = before.subject;
            quantity.denominator = quantity.denominator.or(before.denominator.filter(|_| is_share(quantity)));
        }
        let kept = quantity.subject.is_some()
            && !matches!(
                quantity.kind,
                FigureKind::Age | FigureKind::Duration | FigureKind::Rank | FigureKind::Measure
            );
        if kept {
            last = Some(*quantity);
        }
    }
}

fn is_share(quantity: &Quantity) -> bool {
    matches!(quantity.kind, FigureKind::Percent | FigureKind::Ratio)
}

/// Whether the two measure the same sort of thing and the later one leaves out what.
fn continues(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    let comparable = before.kind == quantity.kind
        && (before.kind != FigureKind::Money || before.unit == quantity.unit)
        || is_share(before) && is_share(quantity)
        || before.kind == FigureKind::Count && is_share(quantity) && tokens.is(quantity.end, "of");
    comparable && is_elliptical(tokens, quantity)
}

/// Whether no noun follows the figure.
pub(super) fn is_elliptical(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let end = quantity.end;
    !tokens.is_word(end) || tokens.word(end).is(Roles::BREAK) || tokens.lower(end).ends_with("ed")
}
