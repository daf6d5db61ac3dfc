//! Numbers that count nothing: names, labels, years, times of day, list and telephone numbers, codes.

use super::idioms::{emergency, idiom, index_name, ordinal, place_or_screen, round_the_clock};
use super::lexicon::Roles;
use super::numbers::Form;
use super::phrases;
use super::quantity::Quantity;
use super::token::{Kind, Tokens};
use crate::document::FigureKind;

/// The index to go on from, when the quantity that was read is no figure.
///
/// Looks at the number alone, before any range is made of it.
pub(super) fn veto(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let rules = [
        chain, code_before, telephone, clock, word_that_is_a_name, plan_name, ordinal, idiom,
        round_the_clock, place_or_screen,
    ];
    if let Some(end) = rules.into_iter().find_map(|rule| rule(tokens, quantity)) {
        return Some(end);
    }
    if !quantity.is_bare() {
        return None;
    }
    let rules = [
        index_name, labelled, glued_letters, list_marker, year, address, proper_name, emergency, definite,
        compound, rounding,
    ];
    rules.into_iter().find_map(|rule| rule(tokens, quantity))
}

/// Whether the word "one" is left after everything else was tried: a pronoun or an article, no figure.
pub(super) fn is_pronoun(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    quantity.form == Form::One
        && (quantity.is_bare() || tokens.is_any(quantity.end.wrapping_sub(1), &["day", "second"]))
        || quantity.form == Form::Words
            && quantity.is_bare()
            && quantity.value.is_some_and(|value| value.abs() < 0.25)
            && !(phrases::is_plural(tokens, quantity.end) || reaches(tokens, quantity))
}

/// "cut to zero", "stood at zero".
fn reaches(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    tokens.is_any(quantity.first.wrapping_sub(1), &["to", "at"])
        && !tokens.is_any(quantity.first.wrapping_sub(2), &["close", "closer", "near", "nearer"])
        && !tokens.is_word(quantity.end)
}

/// "24/7", "1.2.3", "10:30", "1,2,3", "3-0": numbers with signs and no space between them.
fn chain(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let linked = |at: usize| {
        matches!(tokens.symbol(at), '.' | ',' | ':' | '/')
            && tokens.glued(at)
            && tokens.glued(at + 1)
            && tokens.numeral(at + 1).is_some()
    };
    // "4:1" may be a ratio; two digits after the colon make a time.
    let fifty = quantity.value == Some(50.0) && tokens.lower(quantity.end + 1) == "50";
    let odds = tokens.symbol(quantity.end) == '/' && speaks_of_odds(tokens, quantity);
    let ratio = odds
        || fifty
        || tokens.symbol(quantity.end) == ':'
            && tokens.numeral(quantity.end + 1).is_some_and(|n| n.digits == 1)
            && !linked(quantity.end + 2);
    let end = quantity.end;
    if tokens.is_any(end, &["bc", "bce", "ad", "ce"])
        && tokens.raw(end).ends_with(char::is_uppercase)
        && quantity.is_bare()
    {
        return Some(end + 1);
    }
    let hyphens = tokens.joins(end)
        && tokens.numeral(end + 1).is_some()
        && tokens.joins(end + 2)
        && tokens.numeral(end + 3).is_some()
        && quantity.is_bare();
    let spaced =
        matches!(tokens.symbol(end), '\u{2013}' | '-') && !tokens.glued(end) && !tokens.glued(end + 1);
    let goals = spaced
        && quantity.is_bare()
        && quantity.value.is_some_and(|value| value < 12.0)
        && tokens.numeral(end + 1).is_some_and(|n| quantity.value.is_some_and(|value| n.value <= value))
        && !phrases::is_plural(tokens, end + 2);
    if goals && tokens.numeral(quantity.first).is_some() {
        return Some(end + 2);
    }
    let padded = tokens.joins(end) && tokens.numeral(end + 1).is_some_and(|n| n.padded) && quantity.is_bare();
    let scored = padded
        || tokens.joins(end)
            && quantity.is_bare()
            && tokens.numeral(end + 1).is_some_and(|n| quantity.value.is_some_and(|value| n.value <= value))
            && tokens.numeral(quantity.first).is_some()
            && quantity.value != Some(50.0);
    let digits_last = quantity.is_bare()
        || quantity.kind == FigureKind::Money && tokens.numeral(end.wrapping_sub(1)).is_some();
    if !scored && !hyphens && !linked(end) || ratio || !digits_last {
        return None;
    }
    let mut at = end;
    while linked(at) || tokens.joins(at) && tokens.numeral(at + 1).is_some() {
        at += 2;
    }
    Some(at)
}

fn speaks_of_odds(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    (quantity.first.saturating_sub(4)..quantity.first).any(|near| tokens.is(near, "odds"))
}

/// "COVID-19", "mid-90s", "F-16": a hyphen joins the digits to letters before them.
fn code_before(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let hyphen = quantity.first.wrapping_sub(1);
    // "in ’16"
    let short_year = matches!(tokens.symbol(hyphen), '\'' | '\u{2018}')
        && tokens.glued(quantity.first)
        && tokens.numeral(quantity.first).is_some_and(|n| n.digits == 2)
        && tokens
            .is_any(hyphen.wrapping_sub(1), &["in", "of", "since", "the", "from", "summer", "late", "early"]);
    if short_year && quantity.is_bare() {
        return Some(quantity.end);
    }
    let joined = tokens.joins(hyphen) && tokens.is_word(hyphen.wrapping_sub(1));
    let numbered =
        tokens.symbol(hyphen) == '#' || tokens.symbol(hyphen) == '/' && tokens.glued(quantity.first);
    // "Annex A.4"
    let dotted = tokens.symbol(hyphen) == '.'
        && tokens.glued(hyphen)
        && tokens.glued(quantity.first)
        && tokens.is_word(hyphen.wrapping_sub(1))
        && !tokens.is_any(hyphen.wrapping_sub(1), &["c", "no"]);
    ((joined || dotted) && quantity.is_bare() || numbered).then_some(quantity.end)
}

/// "020 7946 0018", "+44 20": a leading zero or a plus sign, then groups of digits.
fn telephone(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let numeral = tokens.numeral(quantity.first)?;
    let plus = tokens.symbol(quantity.first.wrapping_sub(1)) == '+'
        && numeral.digits <= 3
        && quantity.is_bare()
        && tokens.numeral(quantity.first + 1).is_some();
    let colon = usize::from(tokens.symbol(quantity.first.wrapping_sub(1)) == ':');
    let called = tokens
        .is_any(quantity.first.wrapping_sub(1 + colon), &["tel", "telephone", "fax", "mobile", "phone"])
        && colon > 0
        && quantity.is_bare();
    let endless = called || numeral.digits >= 9 && !numeral.grouped && quantity.is_bare();
    if !numeral.padded && !plus && !endless || quantity.unit.is_some() && !endless {
        return None;
    }
    let mut at = quantity.first + 1;
    while tokens.numeral(at).is_some() || tokens.joins(at) && tokens.numeral(at + 1).is_some() {
        at += 1;
    }
    Some(at)
}

/// "5.30pm", "10 a.m.", "at 10.30", "five o'clock".
fn clock(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let end = quantity.end;
    let joined = tokens.over_hyphen(end);
    if tokens
        .is_any(joined, &["am", "pm", "o'clock", "o\u{2019}clock", "noon", "gmt", "bst", "utc", "cet", "edt"])
        && quantity.unit.is_none()
    {
        return Some(joined + 1);
    }
    if tokens.is_any(end, &["a", "p"])
        && tokens.symbol(end + 1) == '.'
        && tokens.is(end + 2, "m")
        && tokens.glued(end + 2)
    {
        return Some(end + 3);
    }
    let numeral = tokens.numeral(quantity.first)?;
    let hour =
        quantity.is_bare() && numeral.decimals == 2 && numeral.value < 24.0 && numeral.value.fract() < 0.6;
    let of_the_day = quantity.is_bare()
        && numeral.value <= 12.0
        && (tokens.phrase(end, &["in", "the", "morning"])
            || tokens.phrase(end, &["in", "the", "afternoon"])
            || tokens.phrase(end, &["in", "the", "evening"])
            || tokens.phrase(end, &["at", "night"])
            || tokens.is_any(end, &["tonight", "tomorrow"])
                && tokens.is(quantity.first.wrapping_sub(1), "at"));
    if of_the_day {
        return Some(end);
    }
    (hour && tokens.is_any(quantity.first.wrapping_sub(1), &["at", "until", "till"]) && !tokens.is_word(end))
        .then_some(end)
}

/// "Seven Sisters", "World War Two": capitals inside a sentence.
fn word_that_is_a_name(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let first = quantity.first;
    let name = matches!(quantity.form, Form::Words | Form::One)
        && quantity.is_bare()
        && first > 0
        && !tokens.title_case
        && tokens.capital(first)
        && !tokens.raw(first).ends_with(char::is_uppercase)
        && tokens.is_word(first - 1);
    name.then_some(quantity.end)
}

/// "the 10-Year Health Plan", and the heading "£000".
fn plan_name(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let name = quantity.kind == FigureKind::Duration
        && !tokens.title_case
        && tokens.capital(quantity.end.wrapping_sub(1))
        && tokens.capital(quantity.end);
    let thousands = quantity.kind == FigureKind::Money
        && tokens.numeral(quantity.end.wrapping_sub(1)).is_some_and(|n| n.padded);
    (name || thousands).then_some(quantity.end)
}

/// "section 58", "Part 3", "Tables 1, 2 and 4", "No. 10", "paragraph 12(3)".
fn labelled(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let before = quantity.first.checked_sub(1)?;
    let word = match tokens.symbol(before) {
        '.' => before.checked_sub(1)?,
        '(' if tokens.glued(before) => return parenthesised(tokens, quantity),
        _ => before,
    };
    let grouped = tokens.numeral(quantity.first).is_some_and(|n| n.grouped);
    if grouped || quantity.form == Form::Scaled || !is_label(tokens, word, quantity) {
        return None;
    }
    let mut end = quantity.end;
    while let Some(next) = next_label(tokens, end) {
        end = next;
    }
    Some(end)
}

/// "58(3)": a sub-paragraph of what stands before it.
fn parenthesised(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    (tokens.symbol(quantity.end) == ')').then_some(quantity.end + 1)
}

fn is_label(tokens: &Tokens<'_>, word: usize, quantity: &Quantity) -> bool {
    if tokens.symbol(quantity.first.wrapping_sub(1)) == '.' {
        return tokens.is_any(
            word,
            &["no", "nos", "p", "pp", "para", "art", "fig", "vol", "s", "ss", "ch", "reg", "cl"],
        );
    }
    if !tokens.word(word).is(Roles::LABEL) {
        return false;
    }
    let digits = tokens.numeral(quantity.first).is_some();
    match tokens.lower(word) {
        // "No 10" but "no two alike"; "Year 7" but "last year 70 officers".
        "no" => digits && tokens.capital(word),
        "year" | "years" | "day" | "week" | "flat" | "house" | "high" | "lines" | "season" | "target"
        | "top" | "plan" | "release" => {
            tokens.capital(word) && (word > 0 || tokens.numeral(quantity.first).is_some())
                || tokens.is(word, "year") && digits && is_school_year(tokens, word, quantity)
                || tokens.is(word, "top")
                || tokens.is(word, "years")
                    && quantity.value.is_some_and(|v| v < 14.0)
                    && !tokens.is_promising(word.wrapping_sub(1))
        }
        _ => true,
    }
}

/// "in year 11", "of year 6 pupils"; "last year 11 officers" is none.
fn is_school_year(tokens: &Tokens<'_>, word: usize, quantity: &Quantity) -> bool {
    quantity.value.is_some_and(|value| (1.0..=13.0).contains(&value))
        && tokens
            .is_any(word.wrapping_sub(1), &["in", "of", "to", "for", "from", "and", "with", "until", "or"])
}

/// The index after one more number of a labelled list: ", 4", "and 5", "-7", "(3)", "to 12".
fn next_label(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    if tokens.symbol(end) == '(' && tokens.glued(end) && tokens.symbol(end + 2) == ')' {
        return Some(end + 3);
    }
    let linked = matches!(tokens.symbol(end), ',' | '-' | '\u{2013}' | '&' | '/')
        || tokens.is_any(end, &["and", "to", "or"]);
    tokens.numeral(end + 1).filter(|n| linked && !n.grouped)?;
    let counts = phrases::is_plural(tokens, end + 2) && !tokens.joins(end);
    (!counts && !tokens.is(end + 2, "%") && !tokens.is(end + 2, "per")).then_some(end + 2)
}

/// "5G", "1AA", "1990s", "13th": letters against the digits that are no unit.
fn glued_letters(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let end = quantity.end;
    let letters = tokens.is_word(end) && tokens.glued(end) && tokens.numeral(end.wrapping_sub(1)).is_some();
    let slashed = tokens.symbol(end) == '/'
        && tokens.glued(end)
        && tokens.glued(end + 1)
        && !tokens.is_word(end + 1)
        && !speaks_of_odds(tokens, quantity);
    (letters || slashed).then_some(end + 1)
}

/// "1. Staff", "(2) Costs", `[12]`.
fn list_marker(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let (first, end) = (quantity.first, quantity.end);
    let numeral = tokens.numeral(first)?;
    let opened = matches!(tokens.symbol(first.wrapping_sub(1)), '[' | '(');
    let closing = tokens.symbol(end);
    let leading =
        first == 0 && matches!(closing, '.' | ')' | ':') && tokens.glued(end) && end + 1 < tokens.len();
    let enclosed = opened
        && matches!(closing, ')' | ']')
        && (closing == ']'
            || numeral.value < 16.0 && numeral.digits < 3
            || numeral.digits >= 5 && !numeral.grouped && numeral.decimals == 0);
    (leading && numeral.digits <= 3 || enclosed).then_some(end + 1)
}

/// A bare four-digit number from 1500 to 2099 is a year, unless people or things clearly follow.
fn year(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let alone = quantity.end == quantity.first + 1 && is_year(tokens, quantity.first);
    // "1892 – 94"
    let dash = matches!(tokens.symbol(quantity.end), '-' | '\u{2013}');
    let short = tokens.numeral(quantity.end + 1).filter(|n| dash && n.digits == 2 && n.decimals == 0);
    let end = if short.is_some() { quantity.end + 2 } else { quantity.end };
    (alone && !is_count(tokens, quantity.first)).then_some(end)
}

/// Whether four digits that look like a year count what follows them.
pub(super) fn is_count(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let dated = tokens
        .is_any(before, &["in", "since", "the", "by", "during", "until", "from", "before", "after"])
        || tokens.word(before).month.is_some();
    let recent = tokens.numeral(at).is_some_and(|numeral| numeral.value >= 1900.0);
    let things = !recent && phrases::is_plural(tokens, at + 1) && !tokens.capital(at + 1);
    let noun = tokens.lower(at + 1);
    let several = noun.ends_with('s')
        || matches!(noun, "people" | "men" | "women" | "children" | "staff" | "troops" | "police");
    !dated && (things || several && tokens.word(at + 1).is(Roles::PERSON))
}

/// Whether the digits at `at` look like a year.
pub(super) fn is_year(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.numeral(at).is_some_and(|numeral| {
        numeral.digits == 4
            && numeral.decimals == 0
            && !numeral.grouped
            && (1500.0..2100.0).contains(&numeral.value)
    })
}

/// "10 Downing Street".
fn address(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let numeral = tokens.numeral(quantity.first)?;
    let after = quantity.end;
    let street = (after + 1..after + 4)
        .take_while(|at| tokens.capital(*at) && tokens.capital(at - 1))
        .find(|at| tokens.word(*at).is(Roles::STREET))?;
    (numeral.digits <= 4 && !numeral.grouped).then_some(street + 1)
}

/// "Euro 96", "Boeing 737": a name right before, no noun after.
fn proper_name(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let before = quantity.first.checked_sub(1)?;
    let numeral = tokens.numeral(quantity.first)?;
    let named = (before > 0 || tokens.raw(before).bytes().skip(1).any(|b| b.is_ascii_uppercase()))
        && tokens.capital(before)
        && tokens.word(before).month.is_none()
        && !tokens.word(before).is(Roles::BREAK)
        && !tokens.glued(quantity.first);
    // "IFRS 16 allocation": what follows an acronym's number is counted only when it is a plural.
    let acronym =
        tokens.raw(before).len() > 2 && tokens.raw(before).bytes().all(|byte| byte.is_ascii_uppercase());
    let counts = tokens.is_word(quantity.end)
        && !tokens.word(quantity.end).is(Roles::BREAK)
        && (!acronym && !tokens.capital(quantity.end)
            || phrases::is_plural(tokens, quantity.end)
            || phrases::is_plural(tokens, quantity.end + 1));
    (named && !counts && !numeral.grouped && !tokens.title_case && numeral.digits <= 4)
        .then_some(quantity.end)
}

/// "rounded to the nearest 50,000", and "per 100,000" without the rate.
fn rounding(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    tokens.is_any(quantity.first.wrapping_sub(1), &["nearest", "per"]).then_some(quantity.end)
}

/// "the two said", "these three": definite, and no noun.
fn definite(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let small = quantity.form == Form::Words && quantity.value.is_some_and(|value| value <= 12.0);
    let before = quantity.first.checked_sub(1)?;
    let pointing = tokens.is_any(before, &["the", "these", "those", "other", "both", "all"]);
    (small
        && pointing
        && phrases::noun_phrase(tokens, quantity.end).is_none()
        && !tokens.is(quantity.end, "of"))
    .then_some(quantity.end)
}

/// "10-point plan", "two-tier", "four-way": an adjective. "a 300-bed hospital" counts beds.
fn compound(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let end = quantity.end;
    // "2- and 3-bedroom homes"
    let suspended = tokens.symbol(end) == '-'
        && tokens.glued(end)
        && !tokens.glued(end + 1)
        && tokens.is_any(end + 1, &["and", "or"])
        && quantity.is_bare();
    if suspended {
        return Some(end + 1);
    }
    let adjective = tokens.joins(end)
        && tokens.get(end + 1).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Code))
        && !tokens.is_any(end + 1, &["to", "in", "out"])
        && tokens.word(end + 1).cardinal.is_none();
    let one_to_one = tokens.joins(end)
        && tokens.is(end + 1, "to")
        && tokens.joins(end + 2)
        && tokens.word(end + 3).cardinal.is_some()
        && quantity.form == Form::One;
    if one_to_one {
        return Some(end + 4);
    }
    (adjective && !is_capacity(tokens, end + 1)).then_some(end + 2)
}

/// Whether the word after a number and a hyphen is what the number counts.
pub(super) fn is_capacity(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(
        at,
        &[
            "strong", "bed", "seat", "place", "person", "member", "man", "woman", "home", "cell", "capacity",
            "plus", "odd", "room", "house", "unit", "pupil", "bedroomed", "acre", "page", "vote", "game",
            "match", "job", "space", "berth", "student", "patient", "child", "passenger", "event", "seater",
            "vehicle",
        ],
    ) || tokens.word(at).is(Roles::PERSON)
}
