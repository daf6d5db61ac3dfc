//! Which quantities are differences between two states ("up 23%", "a £3bn cut", "6,140 more"), and where they go.
//!
//! A level that is reached or left ("rose to 9,000", "fell from 254") is none.

use super::lexicon::Roles;
use super::numbers::Form;
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::{Direction, FigureKind};

use FigureKind::{Age, Change, Count, Duration, Measure, Money, Percent, Rank, Rate, Ratio};

/// How far a trend word can stand before its "by" or "of", in tokens.
const REACH: usize = 12;

/// The quantity as a change with its direction, where the text says that it is one.
pub(super) fn apply(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    if matches!(quantity.kind, Change | Age | Rank) {
        return quantity;
    }
    let direction = signed(tokens, &quantity, floor)
        .or_else(|| after(tokens, &quantity))
        .or_else(|| before(tokens, &quantity, floor));
    match direction.or_else(|| again(tokens, &quantity)) {
        Some(direction) => {
            let first = quantity.first
                - usize::from(tokens.symbol(quantity.first.wrapping_sub(1)) == '+' && quantity.first > floor);
            let unit = quantity.unit.or_else(|| person(tokens, &quantity));
            Quantity { first, kind: Change, unit, direction: Some(direction), ..quantity }
        }
        None => quantity,
    }
}

/// "rose by 5,900 (2 per cent)", "rose by 5,900, or 2 per cent": the same change in another measure.
fn again(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Direction> {
    const NEAR: usize = 5;
    let or = usize::from(tokens.is(quantity.first.wrapping_sub(1), "or"));
    let mark = quantity.first.checked_sub(1 + or)?;
    let opened = tokens.symbol(mark) == '(' || or > 0 && tokens.symbol(mark) == ',';
    if !opened || !matches!(quantity.kind, Percent | Money | Count) || quantity.kind == Count && or == 0 {
        return None;
    }
    let nearest = mark.saturating_sub(NEAR);
    if let Some(by) = (nearest..mark).rev().find(|near| tokens.is(*near, "by")) {
        return trend_before_by(tokens, by, 0);
    }
    let levels = (nearest..mark).any(|near| tokens.is_any(near, &["to", "from", "at"]));
    let verb = (nearest..mark)
        .find(|near| tokens.word(*near).is(Roles::TREND_VERB) && !is_particle(tokens, *near))?;
    tokens.word(verb).trend.filter(|_| !levels)
}

/// Whether the quantity alone, before any "to", is a difference.
pub(super) fn is_one(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> bool {
    before(tokens, &quantity, floor).is_some()
}

/// The unit of a difference in people: "40 fewer nurses", "3,000 more people".
fn person(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<&'static str> {
    let more = tokens.word(quantity.end).is(Roles::COMPARATIVE);
    let (first, end) = phrases::noun_phrase(tokens, quantity.end + usize::from(more))?;
    let last = tokens.word(end.max(first + 1) - 1).is(Roles::PERSON);
    (quantity.kind == Count && last).then_some("person")
}

/// "+5%"
fn signed(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Direction> {
    let plus = quantity.first.checked_sub(1).filter(|plus| *plus >= floor)?;
    (tokens.symbol(plus) == '+'
        && !tokens.glued(plus)
        && tokens.glued(quantity.first)
        && quantity.kind != Count)
        .then_some(Direction::Up)
}

/// Whether the quantity is an amount that can differ between two states, and no mere length or weight.
fn is_level(quantity: &Quantity) -> bool {
    matches!(quantity.kind, Percent | Ratio | Money | Count | Rate)
        || quantity.unit.is_some_and(|unit| unit.starts_with("degree"))
}

/// From the words after: "15 per cent rise", "14% higher", "6,140 more", "3 points up on".
fn after(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Direction> {
    let at = tokens.over_hyphen(quantity.end);
    trend_noun_after(tokens, quantity, at)
        .or_else(|| comparative(tokens, quantity, at))
        .or_else(|| up_or_down_after(tokens, quantity, at))
}

/// "15 per cent year-on-year rise", "£3bn cut", "£3bn of cuts", "a third reduction".
fn trend_noun_after(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> Option<Direction> {
    if !is_level(quantity) {
        return None;
    }
    let amount = matches!(quantity.kind, Money | Percent);
    let of = quantity.kind == Money && tokens.is_any(at, &["of", "in", "worth"]);
    let mut at = at + usize::from(of) + usize::from(of && tokens.is(at, "worth"));
    for step in 0..if of { 2 } else { 4 } {
        let word = tokens.word(at);
        if word.is(Roles::TREND_NOUN) {
            let plural = tokens.lower(at).ends_with('s');
            // "five cuts" counts them; "15% falls to" is a clause.
            let counted = quantity.kind == Count && (plural || step > 0 && !tokens.joins(quantity.end));
            let verb = plural
                && (tokens.is_any(at + 1, &["to", "by", "from"])
                    || tokens.word(at + 1).is(Roles::COMPARATIVE))
                && !amount;
            let gain = tokens.is_any(at, &["gain", "gains", "growth"]) && quantity.kind == Money && step > 0;
            let share = quantity.kind == Ratio && step > 1;
            let single = of && !plural;
            return (!counted && !verb && !gain && !share && !single).then_some(word.trend)?;
        }
        if !tokens.is_word(at)
            || word.is(Roles::BREAK) && !is_yearly(tokens, at)
            || quantity.kind == Count && step > 0
        {
            return None;
        }
        at = tokens.over_hyphen(at + 1);
    }
    None
}

/// The words of "year-on-year", "month on month".
fn is_yearly(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(at, &["year", "month", "week", "quarter"])
        || tokens.is_any(at, &["on", "over"])
            && tokens.is_any(at.wrapping_sub(1), &["-", "year", "month", "week", "quarter"])
            && tokens.word(tokens.over_hyphen(at + 1)).is(Roles::TIME)
}

/// "14% higher", "6,140 more operations", "£299 more than", "ten minutes longer", "a third fewer".
fn comparative(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> Option<Direction> {
    const WARMTH: &[(&str, Direction)] = &[
        ("warmer", Direction::Up),
        ("hotter", Direction::Up),
        ("colder", Direction::Down),
        ("cooler", Direction::Down),
    ];
    let word = tokens.word(at);
    let lower = tokens.lower(at);
    if let Some((_, direction)) = WARMTH.iter().find(|(warm, _)| *warm == lower) {
        return Some(*direction);
    }
    // "one in four more than seven days later": the "more than" of another quantity.
    let of_the_next = tokens.is(at + 1, "than")
        && (tokens.word(at + 2).cardinal.is_some() || tokens.numeral(at + 2).is_some_and(|n| n.digits < 4))
        && tokens.is_word(at + 3)
        && !tokens.word(at + 3).is(Roles::BREAK);
    if of_the_next
        || !word.is(Roles::COMPARATIVE)
        || word.is(Roles::TREND_VERB)
        || tokens.is(quantity.end, "or")
    {
        return None;
    }
    let than = (at + 1..at + REACH)
        .take_while(|near| !ends_clause(tokens, *near))
        .any(|near| tokens.is(near, "than"));
    let more = matches!(lower, "more" | "greater" | "larger" | "bigger");
    let says_so = match quantity.kind {
        // "two more people were hurt" adds to those before; only many, or a "than", make a comparison.
        Count => than || lower == "fewer" || lower == "less" || more && is_many(tokens, quantity),
        Duration | Measure => {
            matches!(lower, "longer" | "shorter" | "faster" | "slower" | "higher" | "lower")
                && !tokens.is(at, "than")
                || than && lower == "more"
        }
        // "£5 more" without anything to compare is another £5.
        Money => {
            let last = !tokens.is_word(at + 1) || tokens.is_any(at + 1, &["a", "per", "each", "every", "on"]);
            than || matches!(lower, "higher" | "lower" | "cheaper" | "dearer")
                || last && matches!(lower, "less" | "more")
        }
        _ => true,
    };
    says_so.then_some(word.trend)?
}

fn is_many(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    matches!(quantity.form, Form::Digits | Form::Scaled)
        && quantity.value.is_some_and(|value| value >= 10.0)
        && !tokens.is_any(quantity.first.wrapping_sub(1), &["a", "another", "further", "and"])
}

/// "5% up on last year", "12p down at", "20% off": after the quantity, and no verb's particle.
fn up_or_down_after(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> Option<Direction> {
    const FOLLOWING: &[&str] =
        &["on", "from", "over", "year", "compared", "since", "versus", "against", "in", "this", "than", "at"];
    if !matches!(quantity.kind, Percent | Money | Count | Ratio) {
        return None;
    }
    if tokens.is(at, "off") && quantity.unit == Some("%") {
        return Some(Direction::Down);
    }
    if !tokens.is_any(at, &["up", "down"]) {
        return None;
    }
    let last = !tokens.is_word(at + 1);
    // "40 per cent up to age 5"
    (last && quantity.kind != Count
        || FOLLOWING.contains(&tokens.lower(at + 1)) && !(quantity.kind == Count && tokens.is(at + 1, "in")))
    .then_some(tokens.word(at).trend)?
}

/// From the words before: "rose by", "an increase of", "up 23%", "shed 3%", "the rise was".
fn before(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Direction> {
    let mut at = quantity.first;
    for _ in 0..3 {
        let link = at > floor
            && (tokens.is_any(
                at - 1,
                &[
                    "a", "an", "another", "the", "further", "average", "whopping", "massive", "staggering",
                    "record", "extra", "additional", "modest", "mere", "full", "just", "only", "net", "mean",
                    "median", "predicted", "expected", "projected", "forecast", "combined", "by", "total",
                ],
            ) && !tokens.is(at - 1, "by"));
        if !link {
            break;
        }
        at -= 1;
    }
    if at <= floor {
        return None;
    }
    let link = at - 1;
    match tokens.lower(link) {
        "by" => trend_before_by(tokens, link, floor),
        "at" if quantity.kind == Percent => {
            let verb = tokens.lower(link.wrapping_sub(1));
            (link > floor
                && matches!(
                    verb,
                    "growing" | "grew" | "rising" | "rose" | "increasing" | "grow" | "expanding"
                ))
            .then_some(Direction::Up)
        }
        "of" if is_level(quantity) || quantity.kind == Duration => noun_before_of(tokens, link, floor),
        "was" | "is"
            if is_level(quantity)
                && tokens.word(link.wrapping_sub(1)).is(Roles::TREND_NOUN)
                && link > floor =>
        {
            let noun = tokens.word(link - 1);
            noun.trend
                .filter(|_| !tokens.is_any(link - 1, &["growth", "cuts", "cut"]) && quantity.kind != Count)
        }
        _ => directly_before(tokens, quantity, at, floor),
    }
}

fn ends_clause(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.symbol(at), ',' | ';' | ':' | '(' | ')' | '.' | '\u{2013}' | '\u{2014}')
}

/// "rose by", "increased the number of beds by", "a fall in arrests by".
fn trend_before_by(tokens: &Tokens<'_>, by: usize, floor: usize) -> Option<Direction> {
    // "raising the number of nurses, midwives included, by 300"
    let apart = tokens.symbol(by.wrapping_sub(1)) == ',';
    let reach = if apart { 2 * REACH } else { REACH };
    let mut at = by;
    while at > floor.max(by.saturating_sub(reach)) {
        at -= 1;
        if apart && tokens.symbol(at) == ',' {
            continue;
        }
        if ends_clause(tokens, at) {
            return None;
        }
        let word = tokens.word(at);
        let changing = word.is(Roles::TREND_VERB) || word.is(Roles::TREND_NOUN);
        if changing && !is_particle(tokens, at) && !(tokens.is(at, "up") && tokens.is(at + 1, "to")) {
            return word.trend;
        }
        if word.factor.is_some() && at + 1 == by {
            return None;
        }
        if tokens.is_any(at, &["improved", "widened", "appreciated", "strengthened", "boosted", "exceeded"]) {
            return (!tokens.is(at, "exceeded")).then_some(Direction::Up);
        }
        if tokens.is_any(at, &["narrowed", "weakened", "eased", "softened", "downgraded"]) {
            return Some(Direction::Down);
        }
    }
    None
}

/// "an increase of", "a fall in the use of force of", "cuts of": a noun for a change, and what changes after it.
fn noun_before_of(tokens: &Tokens<'_>, of: usize, floor: usize) -> Option<Direction> {
    let near = of.wrapping_sub(1);
    if near >= floor && near < of && (tokens.word(near).is(Roles::TREND_NOUN) || tokens.is(near, "uplift")) {
        return tokens.word(near).trend;
    }
    let mut at = of;
    while at > floor.max(of.saturating_sub(REACH)) {
        at -= 1;
        if ends_clause(tokens, at) {
            return None;
        }
        if tokens.word(at).is(Roles::TREND_NOUN) && tokens.is_any(at + 1, &["in", "to", "on"]) {
            return tokens.word(at).trend;
        }
    }
    None
}

/// "rose 5 per cent", "up sharply 5 per cent", "shed 3 per cent": nothing but adverbs between.
fn directly_before(
    tokens: &Tokens<'_>,
    quantity: &Quantity,
    start: usize,
    floor: usize,
) -> Option<Direction> {
    let mut at = start;
    while at > floor
        && start - at < 2
        && tokens.lower(at - 1).len() > 4
        && tokens.lower(at - 1).ends_with("ly")
    {
        at -= 1;
    }
    let verb = at.checked_sub(1).filter(|verb| *verb >= floor)?;
    let word = tokens.word(verb);
    let share = matches!(quantity.kind, Percent | Ratio);
    let counted = phrases::noun_phrase(tokens, quantity.end).is_some();
    if word.is(Roles::GAINS)
        && start == quantity.first
        && !counted
        && quantity.unit.is_some_and(|unit| unit == "%" || unit.ends_with("point"))
    {
        let loses = tokens.lower(verb).starts_with("los") || tokens.lower(verb).starts_with("shed");
        return Some(if loses { Direction::Down } else { Direction::Up });
    }
    // "falls four points short"
    let short = tokens.is_any(quantity.end, &["short", "shy"]);
    if !word.is(Roles::TREND_VERB) || !is_level(quantity) || short || is_particle(tokens, verb) {
        return None;
    }
    let money = quantity.kind == Money;
    let fits = match tokens.lower(verb) {
        // "raised £5,000" collected it, "extended £5m" lent it.
        "raise" | "raises" | "raised" | "raising" | "extend" | "extended" => {
            share && !tokens.is(quantity.end, "of")
        }
        "up" | "down" => share || money || is_predicate(tokens, verb),
        "cut" | "cuts" | "cutting" | "slash" | "slashed" | "slashing" | "reduce" | "reduced" | "reducing"
        | "trimmed" | "trim" => share && !tokens.is(quantity.end, "of") || money,
        _ if tokens.is_any(quantity.end, &["points", "places"]) => true,
        _ => {
            share || money || quantity.kind == Measure || phrases::noun_phrase(tokens, quantity.end).is_none()
        }
    };
    fits.then_some(word.trend)?
}

/// Whether "up" or "down" says how something stands: "is up 12", ", down 200 on".
fn is_predicate(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    !tokens.is_word(before)
        || tokens
            .is_any(before, &["is", "are", "was", "were", "been", "be", "and", "finished", "closed", "ended"])
}

/// Whether "up" or "down" belongs to the verb before it: "made up", "gunned down".
fn is_particle(tokens: &Tokens<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "made", "make", "makes", "making", "set", "sets", "setting", "take", "takes", "took", "taking",
        "add", "adds", "put", "built", "held", "shut", "shot", "broke", "laid", "give", "gave", "pick",
        "sign", "end", "free", "rack", "use", "racked", "come", "came", "gives", "giving", "stump", "cough",
        "pony", "pay", "paid",
    ];
    const STATING: &[&str] = &[
        "moved", "edged", "inched", "climbed", "trended", "ticked", "closed", "finished", "ended", "jumped",
        "dropped", "slipped", "opened", "nudged",
    ];
    let verb = tokens.lower(at.wrapping_sub(1));
    tokens.is_any(at, &["up", "down"])
        && !STATING.contains(&verb)
        && (VERBS.contains(&verb) || verb.len() > 4 && verb.ends_with("ed"))
}

/// Whether a trend is told right before `from`: "rose from A to B" tells two levels, "ranges from A to B" one range.
pub(super) fn tells_of_a_trend(tokens: &Tokens<'_>, from: usize) -> bool {
    const MOVING: &[&str] = &[
        "moved", "changed", "shifted", "improved", "worsened", "widened", "narrowed", "slowed", "slowing",
        "eased", "accelerated", "revised", "upgraded", "downgraded", "doubled", "trebled", "tripled",
        "halved",
    ];
    // "rose by 5,900 (2 per cent), from 328,500 to 334,400"
    let apart = tokens.symbol(from.wrapping_sub(1)) == ',';
    let reach = if apart { 2 * REACH } else { REACH };
    (from.saturating_sub(reach)..from)
        .rev()
        .take_while(|near| {
            !ends_clause(tokens, *near) || apart && !matches!(tokens.symbol(*near), '.' | ';' | ':')
        })
        .any(|near| {
            let word = tokens.word(near);
            word.is(Roles::TREND_VERB)
                || word.is(Roles::TREND_NOUN)
                || tokens.is_any(near, MOVING)
                || word.factor.is_some()
        })
}
