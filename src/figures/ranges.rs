//! Two numbers that make one quantity: ranges ("5-10", "from A to B"), "one in five", "4:1".

use super::lexicon::Roles;
use super::numbers::{self, Form};
use super::phrases;
use super::quantity::{self, Quantity};
use super::token::Tokens;
use super::{decimal, differences};
use crate::document::{FigureKind, Modifier};

/// The quantity that `left` is the first half of.
pub(super) fn extend(tokens: &Tokens<'_>, left: Quantity, floor: usize) -> Option<Quantity> {
    one_in(tokens, left, floor)
        .or_else(|| one_of_a_kind_in(tokens, left))
        .or_else(|| odds(tokens, left))
        .or_else(|| range(tokens, left, floor))
}

/// "one in five officers", "1 in 5", "one out of ten", "three in every four", "one-in-five".
fn one_in(tokens: &Tokens<'_>, left: Quantity, floor: usize) -> Option<Quantity> {
    if !matches!(left.form, Form::Digits | Form::Words | Form::One) || left.kind != FigureKind::Count {
        return None;
    }
    let at = tokens.over_hyphen(left.end);
    let mut whole = at + 1;
    let out_of = tokens.phrase(at, &["out", "of"]);
    // "nine of 10 voters"
    let of_ten = tokens.is(at, "of") && tokens.is_any(at + 1, &["10", "ten"]);
    if out_of {
        whole += 1;
    } else if !tokens.is(at, "in") && !of_ten {
        return None;
    }
    let every = tokens.is_any(whole, &["every", "each"]);
    whole = tokens.over_hyphen(whole + usize::from(every));
    let below = numbers::parse(tokens, whole)?;
    let (part, of) = (left.value?, below.value?);
    let alike = (left.form == Form::Digits) == tokens.numeral(whole).is_some()
        || [10.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1e6].iter().any(|round| (round - of).abs() < 0.5);
    let year = (1500.0..2100.0).contains(&of) && tokens.numeral(whole).is_some_and(|n| !n.grouped);
    let time = tokens.word(below.end).unit.is_some_and(|u| u.kind == FigureKind::Duration)
        || tokens.word(below.end).month.is_some();
    let plausible = (out_of || every || alike || of_ten) && part.fract() == 0.0;
    let plausible = plausible
        && (out_of
            || every
            || alike && part <= 20.0 && (of <= 1000.0 || part < 2.0) && !year && !time
            || of_ten && part < 10.0);
    if !plausible || part >= of || below.form == Form::Fraction {
        return None;
    }
    let denominator = phrases::after(tokens, below.end);
    Some(Quantity {
        first: left.first.max(floor),
        end: below.end,
        number: tokens.span(left.first, below.end),
        value: Some(part / of),
        kind: FigureKind::Ratio,
        form: Form::Fraction,
        subject: denominator,
        denominator,
        ..left
    })
}

/// "one train in sixteen", "one child in every ten".
fn one_of_a_kind_in(tokens: &Tokens<'_>, left: Quantity) -> Option<Quantity> {
    let one = left.form == Form::One || left.form == Form::Digits && left.value == Some(1.0);
    if !one || left.kind != FigureKind::Count || !tokens.is_word(left.end) {
        return None;
    }
    let at =
        (left.end + 1..left.end + 3).find(|at| tokens.is(*at, "in") || tokens.phrase(*at, &["out", "of"]))?;
    let whole = at + 1 + usize::from(tokens.is(at, "out"));
    let whole = whole + usize::from(tokens.is(whole, "every"));
    let below =
        numbers::parse(tokens, whole).filter(|below| matches!(below.form, Form::Words | Form::Digits))?;
    let of = below.value.filter(|of| (2.0..1500.0).contains(of))?;
    let somebody = tokens.word(left.end).is(Roles::PERSON) && at == left.end + 1;
    let ends = !tokens.is_word(below.end) || tokens.word(below.end).is(Roles::BREAK) || somebody;
    (ends && !tokens.word(below.end).is(Roles::TIME)).then(|| Quantity {
        end: below.end,
        number: tokens.span(left.first, below.end),
        value: Some(1.0 / of),
        kind: FigureKind::Ratio,
        form: Form::Fraction,
        subject: Some((left.end, at)),
        denominator: Some((left.end, at)),
        ..left
    })
}

/// "4:1", and "two to one" or "3-1" where the sentence speaks of odds.
fn odds(tokens: &Tokens<'_>, left: Quantity) -> Option<Quantity> {
    const SPEAKING: &[&str] = &[
        "outnumber", "outnumbered", "outnumbers", "outnumbering", "odds", "ratio", "ratios", "majority",
        "margin", "outvoted", "chance", "odds-on", "bookmakers",
    ];
    if !left.is_bare() {
        return None;
    }
    let at = left.end;
    let colon = tokens.symbol(at) == ':' && tokens.glued(at) && tokens.glued(at + 1);
    let speaking = (left.first.saturating_sub(8)..left.first).any(|index| tokens.is_any(index, SPEAKING));
    let joined = tokens.is(at, "to") || tokens.joins(at);
    let below = if colon && to_fifty(tokens, &left) {
        numbers::parse(tokens, at + 1)?
    } else if colon {
        // Two digits after the colon are the minutes of a clock.
        let numeral = tokens.numeral(at + 1).filter(|n| n.digits != 2 && n.decimals == 0)?;
        numbers::parse(tokens, at + 1).filter(|_| numeral.digits == 1)?
    } else if speaking && tokens.symbol(at) == '/' && tokens.glued(at) && tokens.glued(at + 1) {
        numbers::parse(tokens, at + 1)?
    } else if tokens.joins(at) && to_fifty(tokens, &left) || speaking && joined || to_one(tokens, &left) {
        let to = tokens.over_hyphen(at);
        numbers::parse(tokens, tokens.over_hyphen(to + usize::from(tokens.is(to, "to"))))?
    } else {
        return None;
    };
    if matches!(below.form, Form::Fraction | Form::Vague) || tokens.symbol(below.end) == '%' {
        return None;
    }
    let value = left.value? / below.value.filter(|value| *value > 0.0)?;
    Some(Quantity {
        end: below.end,
        number: tokens.span(left.first, below.end),
        value: Some(value),
        kind: FigureKind::Ratio,
        ..left
    })
}

/// "50-50", "fifty-fifty".
fn to_fifty(tokens: &Tokens<'_>, left: &Quantity) -> bool {
    left.value == Some(50.0)
        && tokens.lower(left.end + 1) == tokens.lower(left.first)
        && left.end == left.first + 1
}

/// "five-to-one", "by two to one".
fn to_one(tokens: &Tokens<'_>, left: &Quantity) -> bool {
    let to = tokens.over_hyphen(left.end);
    let one = tokens.over_hyphen(to + 1);
    let joined = to > left.end && one > to + 1;
    let named = joined || tokens.is(left.first.wrapping_sub(1), "by");
    let above_one = left.value.is_some_and(|value| value > 1.0);
    above_one && named && tokens.is(to, "to") && tokens.is_any(one, &["one", "1"]) && !tokens.is_word(one + 1)
        || above_one
            && named
            && tokens.is(to, "to")
            && tokens.is_any(one, &["one", "1"])
            && tokens.word(one + 1).is(Roles::BREAK)
}

/// Whether a rise or fall is told right after the second end: "from 254 to 333, a rise of".
fn trend_follows(tokens: &Tokens<'_>, end: usize) -> bool {
    let comma = matches!(tokens.symbol(end), ',' | '\u{2013}' | '\u{2014}' | '-');
    comma
        && (end + 1..end + 4)
            .any(|at| tokens.word(at).is(Roles::TREND_NOUN) || tokens.is_any(at, &["up", "down"]))
}

/// "between 5 and 10", "5-10 per cent", "£800,000 to £1.3 million", "two or three", "16- to 24-year-olds".
fn range(tokens: &Tokens<'_>, left: Quantity, floor: usize) -> Option<Quantity> {
    let before = left.first.wrapping_sub(1);
    let guarded = before >= floor && before < left.first;
    let between = guarded && tokens.is(before, "between");
    let from = guarded && tokens.is(before, "from");
    let next = connector(tokens, &left, between)?;
    let start = next + usize::from(numbers::is_currency(tokens, next));
    let right = quantity::parse(tokens, start, left.end)?;
    if right.first > next || right.form == Form::Vague {
        return None;
    }
    let stated = left.unit.is_some() || right.unit.is_none();
    if stated && !between && !from && tokens.is(left.end, "to") && differences::is_one(tokens, left, floor) {
        // "fell by 200 to 1,400", "rose 2% to 15%"
        return None;
    }
    let (left, right) = unified(tokens, left, right)?;
    let (low, high) = (left.value?, right.value?);
    let first = opening(tokens, before, floor).filter(|_| between || from);
    let changes = from && (differences::tells_of_a_trend(tokens, before) || trend_follows(tokens, right.end));
    let far = (high - low) > if left.form == Form::Words { low.max(1.0) } else { low / 2.0 };
    if low >= high || changes || tokens.is(left.end, "or") && far {
        return None;
    }
    Some(Quantity {
        first: first.unwrap_or(if between || from { before } else { left.first }),
        number: left.number.join(right.number),
        value: None,
        low: Some(low),
        high: Some(high),
        modifier: Some(Modifier::Between),
        ..right
    })
}

/// The first word of "anywhere between", "anything from", before the token `at`.
fn opening(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<usize> {
    let before = at.checked_sub(1).filter(|before| *before >= floor)?;
    tokens.is_any(before, &["anywhere", "anything", "somewhere"]).then_some(before)
}

/// The index of what follows the word or sign between the two ends of a range.
fn connector(tokens: &Tokens<'_>, left: &Quantity, between: bool) -> Option<usize> {
    let at = left.end;
    match tokens.lower(at) {
        "and" if between => Some(at + 1),
        "to" => Some(at + 1),
        "or" if matches!(left.form, Form::Words | Form::Digits)
            && left.unit.is_none()
            && tokens.symbol(left.first.wrapping_sub(1)) != ',' =>
        {
            Some(at + 1)
        }
        "-" | "\u{2010}" | "\u{2011}" if tokens.is(at + 1, "to") => Some(tokens.over_hyphen(at + 2)),
        "-" | "\u{2013}" | "\u{2014}" | "\u{2012}" | "\u{2010}" | "\u{2011}"
            if tokens.glued(at) == tokens.glued(at + 1) =>
        {
            Some(at + 1)
        }
        _ => None,
    }
}

/// Whether the unit of the first end holds for a second one that has none: "£1-2", "aged 5 to 7", but not "5% to 90".
fn carries_on(tokens: &Tokens<'_>, left: &Quantity) -> bool {
    let unit_stands_first = tokens.span(left.first, left.end).start < left.number.start;
    left.kind == FigureKind::Age || left.kind == FigureKind::Money && unit_stands_first
}

/// Both ends in one unit and magnitude: the second one's, where the first has none.
fn unified(tokens: &Tokens<'_>, mut left: Quantity, right: Quantity) -> Option<(Quantity, Quantity)> {
    let mut right = right;
    if (left.form == Form::Fraction) != (right.form == Form::Fraction) {
        return None;
    }
    if left.unit.is_none() {
        left.unit = right.unit;
        left.kind = right.kind;
    } else if right.unit.is_none() && right.kind == FigureKind::Count && carries_on(tokens, &left) {
        right.unit = left.unit;
        right.kind = left.kind;
    }
    if left.unit != right.unit || left.kind != right.kind {
        return None;
    }
    let (low, high) = (left.value?, right.value?);
    let shares_magnitude = left.scale < right.scale
        && low * right.scale < high
        && low < 1000.0
        && left.form != Form::Scaled
        && !tokens.numeral(left.first).is_some_and(|n| n.grouped);
    let thousands = left.form == Form::Digits
        && low < 1000.0
        && low * 1000.0 < high
        && low > 1.0
        && tokens.joins_any(left.end)
        && tokens.numeral(right.end.wrapping_sub(1)).is_some_and(|n| n.grouped && n.value % 1000.0 == 0.0);
    if shares_magnitude {
        left.value = Some(decimal::product(low, right.scale));
    } else if thousands {
        left.value = Some(low * 1000.0);
    }
    Some((left, right))
}
