//! Stretches of time that a text names, with the words that say how far they reach: "since 2010", "from May to July",
//! "the year ending March 2018".

use jiff::civil::Date;

use super::lengths::{self, Length};
use super::lexicon::Roles;
use super::scene::Scene;
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use super::{calendar, echoes, relative, year_parts};
use crate::document::{Period, Unresolved};

/// A period and the tokens that name it, up to `end`.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) period: Period,
}

/// All periods, in text order, not overlapping. One that leans on another finds none before the stretch of text.
pub(super) fn find(tokens: &Tokens<'_>, reference: Option<Date>) -> Vec<Named> {
    find_after(tokens, reference, None)
}

/// All periods, in text order, not overlapping. "The previous year" leans on the last one named before it, at first
/// on `before`, else on the next one behind it.
pub(super) fn find_after(
    tokens: &Tokens<'_>,
    reference: Option<Date>,
    before: Option<&Period>,
) -> Vec<Named> {
    let scene = Scene::new(tokens, reference);
    let mut reaches = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match may_start(tokens, at).then(|| framed(&scene, at)).flatten() {
            Some(reach) => {
                reaches.push((at, reach));
                at = reach.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    resolve_echoes(&mut reaches, before);
    for (first, reach) in &mut reaches {
        if follows_since(tokens, *first) {
            reach.to = None;
        }
    }
    reaches.into_iter().map(|(first, reach)| named(tokens, first, reach)).collect()
}

/// "since its launch in 2004", "since the election in May"
fn follows_since(tokens: &Tokens<'_>, first: usize) -> bool {
    let Some(link) = first.checked_sub(1).filter(|link| tokens.is_any(*link, &["in", "on"])) else {
        return false;
    };
    let since = (link.saturating_sub(5)..link).rev().find(|at| tokens.is(*at, "since"));
    since.is_some_and(|since| (since + 1..link).all(|at| tokens.is_word(at)) && since + 1 < link)
}

/// Most words cannot start a period, and asking every parser would take most of the time.
fn may_start(tokens: &Tokens<'_>, at: usize) -> bool {
    const REACH: usize = 5;
    const OTHERS: &[&str] = &[
        "overnight", "christmas", "boxing", "easter", "halloween", "bonfire", "valentine", "fall", "pre",
        "post", "fy", "opening",
    ];
    const OPENERS: &[&str] = &[
        "that", "same", "preceding", "prior", "subsequent", "ensuing", "so", "good", "new", "middle",
        "closing", "these", "those", "our",
    ];
    let opens = tokens.word(at).is(Roles::OPENER) || tokens.is_any(at, OPENERS);
    tokens.is_promising(at)
        || opens && (at + 1..=at + REACH).any(|next| tokens.is_promising(next) || is_day_part(tokens, next))
        || tokens.is_any(at, OTHERS)
}

fn is_day_part(tokens: &Tokens<'_>, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "morning", "afternoon", "evening", "lunchtime", "weekend", "period", "christmas", "easter", "point",
        "fortnight", "centuries", "fall",
    ];
    tokens.is_any(at, WORDS)
}

/// Gives every leaning stretch the ends that follow from the one it leans on.
fn resolve_echoes(reaches: &mut [(usize, Reach)], before: Option<&Period>) {
    let stamp = |end: &Option<String>| end.as_deref().and_then(Stamp::read);
    let mut last = before.and_then(|period| stamp(&period.from).zip(stamp(&period.to)));
    let behind = reaches.iter().find_map(|(_, reach)| reach.from.zip(reach.to));
    for (_, reach) in reaches {
        if let Some(echo) = reach.echo
            && let Some((from, to)) = last.or(behind)
            && let Some((from, to)) = echoes::resolve(echo, from, to)
        {
            *reach = Reach::between(reach.end, from, to);
        }
        last = reach.from.zip(reach.to).or(last);
    }
}

fn named(tokens: &Tokens<'_>, first: usize, reach: Reach) -> Named {
    let why = reach.why.unwrap_or(Unresolved::Vague);
    Named {
        first,
        end: reach.end,
        period: Period {
            span: tokens.span(first, reach.end),
            from: reach.from.map(|stamp| stamp.to_string()),
            to: reach.to.map(|stamp| stamp.to_string()),
            unresolved: reach.is_dateless().then_some(why),
        },
    }
}

/// The period that starts with the token `at`, its preposition included where that says how far it reaches.
fn framed(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let point = |at: usize| point(scene, at);
    if is_modifier(tokens, at + 1) {
        return plain(scene, at);
    }
    match tokens.lower(at) {
        "between" => {
            let first = point(at + 1)?;
            // "between 1 and 5 May" is one name.
            both(scene, first, &["and"]).or((first.from != first.to).then_some(first))
        }
        "from" => from(scene, at),
        "since" => point(at + 1).map(|reach| Reach { to: None, ..reach }),
        "until" | "till" | "by" => point(at + 1).map(|reach| Reach { from: None, ..reach }),
        "before" | "pre" => point(tokens.over_hyphen(at + 1)).map(|reach| Reach {
            to: reach.from.and_then(|stamp| stamp.step(-1)),
            from: None,
            ..reach
        }),
        "after" | "post" => point(tokens.over_hyphen(at + 1)).map(|reach| Reach {
            from: reach.to.and_then(|stamp| stamp.step(1)),
            to: None,
            ..reach
        }),
        "as" if tokens.is_any(at + 1, &["of", "at", "on"]) => point(at + 2),
        "end" | "start" | "beginning" if tokens.is(at + 1, "of") => edge(scene, at),
        _ => {
            let first = plain(scene, at)?;
            let first = both(scene, first, &["to", "\u{2013}", "-", "until", "through"]).unwrap_or(first);
            let first = next_too(scene, at, first).unwrap_or(first);
            Some(onwards(tokens, first))
        }
    }
}

/// "the 1999 election": a year that only tells which.
fn is_modifier(tokens: &Tokens<'_>, at: usize) -> bool {
    const TIMES: &[&str] =
        &["season", "financial", "fiscal", "academic", "school", "tax", "calendar", "period"];
    tokens.is(at, "the")
        && super::veto::is_year(tokens, at + 1)
        && tokens.is_word(at + 2)
        && !tokens.glued(at + 2)
        && !tokens.word(at + 2).is(Roles::BREAK)
        && !TIMES.contains(&tokens.lower(at + 2))
}

/// "from 2010 to 2015", "from April 2024"; but "up 5 per cent from 2019" starts nothing.
fn from(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    const REACH: usize = 5;
    let tokens = scene.tokens;
    let first = point(scene, at + 1)?;
    if let Some(both) = both(scene, first, &["to", "until", "till", "through", "\u{2013}", "-"]) {
        return Some(both);
    }
    let open = onwards(tokens, first);
    let compares = (at.saturating_sub(REACH)..at).any(|index| {
        tokens.word(index).trend.is_some() || tokens.symbol(index) == '%' || tokens.is(index, "cent")
    });
    let twelve_months =
        first.to.and_then(|to| to.step(1)) == first.from.and_then(|from| from.moved(Length::Year, 1));
    let single = (first.from == first.to || twelve_months) && first.echo.is_none();
    Some(if single && !compares { Reach { to: None, ..open } } else { open })
}

/// "in 2022 and 2023", "in November and December 2024": two in a row are one stretch, unless two figures share them out.
/// A month without a year is of that of the month behind it.
fn next_too(scene: &Scene<'_>, at: usize, first: Reach) -> Option<Reach> {
    let tokens = scene.tokens;
    if !tokens.is(first.end, "and") {
        return None;
    }
    let whole =
        tokens.is_any(at.wrapping_sub(1), &["in", "during", "throughout", "across", "for", "over", "both"]);
    let second = calendar::whole(scene, first.end + 1).or_else(|| calendar::parse(scene, first.end + 1))?;
    let dated = month_before(&first, &second);
    let single =
        |reach: &Reach| reach.from.zip(reach.to).filter(|(from, to)| from == to && from.day.is_none());
    let ((from, _), (to, _)) = (single(&dated.unwrap_or(first))?, single(&second)?);
    let alike = from.month.is_some() == to.month.is_some();
    let shared_out = (second.end..second.end + 3).any(|at| tokens.is(at, "respectively"));
    let joined = whole && alike && !shared_out && from.step(1) == Some(to);
    if joined { Some(Reach::between(second.end, from, to)) } else { dated }
}

/// "November", in the year that the month behind it gives.
fn month_before(first: &Reach, second: &Reach) -> Option<Reach> {
    let (month, day) = first.yearless?;
    let behind = second.from.filter(|_| second.yearless.is_none() && day.is_none())?;
    let later = month > behind.month?;
    let stamp = Stamp { year: behind.year - i16::from(later), month: Some(month), day: None };
    Some(Reach::at(first.end, stamp))
}

/// "2010 onwards"
fn onwards(tokens: &Tokens<'_>, reach: Reach) -> Reach {
    if tokens.is_any(reach.end, &["onwards", "onward"]) {
        return Reach { to: None, end: reach.end + 1, ..reach };
    }
    reach
}

/// A stretch without a word before it.
fn plain(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let the_last = scene.tokens.is(at, "the") && scene.tokens.is_any(at + 1, &["last", "final"]);
    ending(scene, at)
        .or_else(|| calendar::parse(scene, at))
        .or_else(|| the_last.then(|| year_parts::part(scene, at + 1))?)
        .or_else(|| relative::parse(scene, at))
        .or_else(|| echoes::parse(scene.tokens, at))
}

fn point(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let inner = at + usize::from(tokens.is(at, "the"));
    edge(scene, inner)
        .or_else(|| ending(scene, at))
        .or_else(|| calendar::parse(scene, inner))
        .or_else(|| relative::parse(scene, at))
        .or_else(|| echoes::parse(tokens, at))
}

/// "the end of March 2018", "the start of this year": one day.
fn edge(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let last = tokens.is(at, "end");
    if !(last || tokens.is_any(at, &["start", "beginning"])) || !tokens.is(at + 1, "of") {
        return None;
    }
    let the = at + 2 + usize::from(tokens.is(at + 2, "the"));
    let whole = calendar::parse(scene, the)
        .or_else(|| relative::parse(scene, at + 2))
        .or_else(|| echoes::parse(tokens, at + 2))
        .or_else(|| this_one(scene, at + 2))?;
    let day = if last { whole.to.and_then(Stamp::last_day) } else { whole.from.and_then(Stamp::first_day) };
    Some(match day {
        Some(day) => Reach::at(whole.end, Stamp::day(day)),
        None => Reach { echo: None, ..whole },
    })
}

/// "the year", "the month", where an end of it is named.
fn this_one(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let (end, unit) = lengths::unit(scene.tokens, at + usize::from(scene.tokens.is(at, "the")))?;
    let today = scene.reference;
    let stamp = today.and_then(|today| match unit {
        Length::Year => Some(Stamp::year(today.year())),
        Length::Month => Some(Stamp::month(today.year(), today.month())),
        _ => None,
    });
    let bare = !scene.tokens.is_word(end) || scene.tokens.word(end).is(Roles::BREAK);
    (scene.tokens.is(at, "the") && bare).then(|| match stamp {
        Some(stamp) => Reach::at(end, stamp),
        None => Reach::unplaced(end, Unresolved::NoReferenceDate),
    })
}

/// Two points joined by one of `words`. The one that leaves out its year takes it from the other.
fn both(scene: &Scene<'_>, first: Reach, words: &[&str]) -> Option<Reach> {
    let tokens = scene.tokens;
    if !tokens.is_any(first.end, words) {
        return None;
    }
    let last = point(scene, first.end + 1)?;
    if relative::WEEKDAYS.contains(&tokens.lower(first.end - 1))
        && relative::WEEKDAYS.contains(&tokens.lower(last.end - 1))
    {
        // "Monday to Friday" is every week.
        return Some(Reach::unplaced(last.end, Unresolved::Vague));
    }
    let (mut from, mut to) = (first.from, last.to);
    if let (Some((month, day)), Some(end), None) = (first.yearless, last.to, last.yearless) {
        let later = Some(month) > end.month && end.month.is_some();
        from = Some(Stamp { year: end.year - i16::from(later), month: Some(month), day });
    } else if let (Some((month, day)), Some(start), None) = (last.yearless, first.from, first.yearless) {
        let earlier = Some(month) < start.month;
        let last = last.to.and_then(|to| to.day).or(day);
        to = Some(Stamp { year: start.year + i16::from(earlier), month: Some(month), day: last });
    } else if let (Some(start), Some(end)) = (from, to)
        && first.yearless.is_some()
        && start.first_day() > end.first_day()
    {
        from = start.moved(Length::Year, -1);
    }
    let why = first.why.or(last.why).filter(|_| from.is_none() && to.is_none());
    Some(Reach { why, ..Reach::placed(last.end, from, to) })
}

/// "the year to March 2018", "year ending 31 March 2018", "the three months to June 2024", "week beginning 5 May".
fn ending(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let inner = at + usize::from(tokens.is(at, "the"));
    let (after, unit, number) = lengths::measured(tokens, inner)?;
    let link = after + usize::from(tokens.is(after, "period"));
    let forward = tokens.is_any(link, &["beginning", "commencing", "starting", "from"]);
    let backward =
        tokens.is_any(link, &["to", "ending", "ended", "until"]) || tokens.phrase(link, &["up", "to"]);
    if !(backward || forward && tokens.is(inner, "week")) {
        return None;
    }
    let mut date = link + 1 + usize::from(tokens.is(link, "up"));
    date += usize::from(tokens.is_any(date, &["in", "on"]));
    date += usize::from(tokens.is(date, "the"));
    date += 2 * usize::from(tokens.phrase(date, &["end", "of"]));
    let last = calendar::parse(scene, date)
        .or_else(|| relative::parse(scene, date).filter(|_| tokens.is_any(date, &["last", "this"])))
        .or_else(|| {
            relative::parse(scene, date).filter(|_| relative::WEEKDAYS.contains(&tokens.lower(date)))
        })?;
    let Some(to) = last.to else {
        return Some(last);
    };
    if forward {
        let end = to.moved(unit, number).and_then(|end| end.step(-1));
        return Some(Reach::placed(last.end, Some(to), end));
    }
    let from = to.moved(unit, -number).and_then(|stamp| stamp.step(1));
    // A length finer than the date: "the five days to June".
    Some(Reach::placed(last.end, from.or(last.from), Some(to)))
}
