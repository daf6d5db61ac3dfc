//! Numbers inside set phrases and names that everybody knows: "nine-to-five", "S&P 500", "dial 999".

use super::numbers::Form;
use super::quantity::Quantity;
use super::token::Tokens;

/// "twenty-first": an ordinal, no number with a noun.
pub(super) fn ordinal(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let end = quantity.end;
    let ordinal = tokens.joins(end) && tokens.word(end + 1).ordinal.is_some() && quantity.form == Form::Words;
    let digits = tokens.glued(end)
        && tokens.is_any(end, &["st", "nd", "rd", "th"])
        && quantity.is_bare()
        && tokens.numeral(end.wrapping_sub(1)).is_some_and(|n| n.decimals == 0);
    let century = usize::from(tokens.joins(end + 2) && tokens.is(end + 3, "century")) * 2;
    (ordinal && quantity.is_bare()).then_some(end + 2 + century).or(digits.then_some(end + 1))
}

/// "one of the", "nine-to-five", "two by two", "net zero", "zero hours contracts".
pub(super) fn idiom(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let (first, end) = (quantity.first, quantity.end);
    let before = first.wrapping_sub(1);
    let office_hours = tokens.joins(end)
        && tokens.is(end + 1, "to")
        && tokens.joins(end + 2)
        && quantity.value == Some(9.0)
        && tokens.is_any(end + 3, &["5", "five"]);
    if office_hours {
        return Some(end + 4);
    }
    let zero = quantity.value == Some(0.0) && matches!(quantity.form, Form::Words);
    let no_amount = zero
        && (tokens.is_any(before, &["net", "ground", "absolute", "patient"])
            || tokens.joins(before)
            || tokens.is_any(
                tokens.over_hyphen(end),
                &["tolerance", "hours", "hour", "sum", "waste", "emission"],
            ));
    let by_itself = quantity.is_bare()
        && tokens.is(end, "by")
        && !tokens.lower(first).is_empty()
        && tokens.lower(end + 1) == tokens.lower(first);
    no_amount.then_some(end).or(by_itself.then_some(end + 2))
}

/// "51.5° N": a place; "4K TV": a screen.
pub(super) fn place_or_screen(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    let end = quantity.end;
    let place = tokens.symbol(end) == '°' && tokens.is_any(end + 1, &["n", "s", "e", "w"]);
    let screen = tokens.is(end.wrapping_sub(1), "k")
        && tokens.is_any(
            end,
            &["tv", "tvs", "television", "video", "screen", "display", "resolution", "ultra", "camera"],
        );
    // "Official Report, column 245WH"
    let column = tokens.is_any(quantity.first.wrapping_sub(1), &["column", "columns", "col", "uin"])
        && tokens.glued(end.wrapping_sub(1));
    if column {
        return Some(end);
    }
    (place && tokens.capital(end + 1)).then_some(end + 2).or(screen.then_some(end))
}

/// "a 24-hour helpline": open all day, no stretch of time.
pub(super) fn round_the_clock(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    const OPEN: &[&str] = &[
        "helpline", "hotline", "service", "services", "news", "care", "access", "line", "support", "shop",
        "cctv", "surveillance", "supermarket", "opening", "drinking", "licence", "licences", "store",
        "clock", "security", "emergency", "television", "broadcaster", "channel", "operation", "cover",
        "monitoring", "guard", "armed", "police", "protection", "crisis", "gym", "garage", "petrol", "tube",
    ];
    let day = quantity.unit == Some("hour") && quantity.value == Some(24.0);
    (day && tokens.is_any(quantity.end, OPEN)).then_some(quantity.end)
}

/// "S&P 500", "FTSE 100 companies", "the Fortune 500": the name of an index or list that ends with its size.
pub(super) fn index_name(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    const LISTS: &[&str] = &[
        "ftse", "nasdaq", "fortune", "forbes", "nikkei", "stoxx", "russell", "cac", "boeing", "airbus",
        "apollo", "windows", "iphone", "playstation", "xbox", "flight", "route", "interstate", "highway",
        "sub", "ibex", "asx",
    ];
    let before = quantity.first.wrapping_sub(1);
    let standard_and_poor = tokens.raw(before) == "P" && tokens.symbol(before.wrapping_sub(1)) == '&';
    let named = tokens.is_any(before, LISTS) && tokens.capital(before) && !tokens.title_case;
    let group = tokens.is(before, "of")
        && tokens.is_any(before.wrapping_sub(1), &["group"])
        && tokens.capital(before.wrapping_sub(1));
    (standard_and_poor || named || group).then_some(quantity.end)
}

/// "call 999", "999 calls", "dial 101".
pub(super) fn emergency(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<usize> {
    const CALLING: &[&str] = &[
        "call", "called", "calling", "dial", "dialled", "ring", "rang", "nhs", "phone", "phoned", "via", "a",
        "on",
    ];
    const CALLED: &[&str] = &[
        "call", "calls", "caller", "callers", "operator", "operators", "emergency", "service", "services",
        "response",
    ];
    const NUMBERS: &[&str] = &["999", "101", "111", "112", "911", "119"];
    let listed =
        tokens.is_any(quantity.first.wrapping_sub(2), NUMBERS) || tokens.is_any(quantity.end + 1, NUMBERS);
    let called = listed
        || tokens.is_any(quantity.end, CALLED)
        || tokens.is_any(quantity.first.wrapping_sub(1), CALLING);
    (tokens.is(quantity.first, "999")
        || tokens.is_any(quantity.first, &["101", "111", "112", "911", "119"]) && called)
        .then_some(quantity.end)
}
