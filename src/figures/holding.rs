//! Which figures of its sentence a period may hold for, by the words around it.

use super::binding::{Mark, Side};
use super::lexicon::Roles;
use super::periods::Named;
use super::token::Tokens;

/// Verbs of saying, whose time is not that of what is said.
const SAID: &[&str] = &[
    "said", "says", "told", "announced", "tweeted", "wrote", "added", "warned", "claimed", "confirmed",
    "revealed",
];

/// Words that a date belongs to: "published on 3 May", "the answer of 9 September".
const DATED: &[&str] = &[
    "published", "announced", "launched", "introduced", "opened", "born", "founded", "established", "dated",
    "answer", "letter", "statement", "reply", "speech", "answered", "released", "issued", "signed",
    "elected", "appointed", "formed", "created", "passed", "enacted", "set", "began", "started",
];

/// What carries a year in its title: "a 2022 study".
const WORKS: &[&str] = &[
    "study", "report", "survey", "paper", "review", "article", "book", "act", "census", "manifesto", "poll",
    "edition", "audit", "inquiry", "speech", "strategy", "regulations", "agreement", "order", "plan",
];

/// What a period may hold for: a day on which somebody said something, or on which a report came out, for nothing
/// behind it.
pub(super) fn mark(tokens: &Tokens<'_>, named: &Named) -> Mark {
    Mark {
        first: named.first,
        end: named.end,
        side: side(tokens, named),
        stretch: named.period.from != named.period.to && named.period.to.is_some(),
        compared: is_compared(tokens, named),
    }
}

fn side(tokens: &Tokens<'_>, named: &Named) -> Side {
    let dates_a_work = dates(tokens, named);
    match () {
        () if is_of_speech(tokens, named) || is_title(tokens, named) || tops(tokens, named) => Side::Neither,
        () if dates_a_work == Some(false) => Side::Neither,
        () if is_citation(tokens, named) => Side::RightBefore,
        () if tokens.is(named.first, "by") && named.first > 0 => Side::ShortlyBefore,
        () if dates_a_work.is_some() || opens_speech(tokens, named) || is_aside(tokens, named) => {
            Side::Before
        }
        () => Side::Either,
    }
}

/// The token before the period and its preposition.
fn governor(tokens: &Tokens<'_>, named: &Named) -> usize {
    let preposition = named.first > 0 && tokens.is_any(named.first - 1, &["in", "on", "of", "at"]);
    (named.first - usize::from(preposition)).wrapping_sub(1)
}

/// Whether the period is one day, or none that is known.
fn is_day(named: &Named) -> bool {
    named.period.from == named.period.to && named.period.from.as_ref().is_none_or(|from| from.len() == 10)
}

/// "said on Tuesday", "told MPs on 3 May", "told MPs in December that"
fn is_of_speech(tokens: &Tokens<'_>, named: &Named) -> bool {
    const REACH: usize = 6;
    let reports = |at: usize| tokens.is_any(at, SAID);
    let near = (named.first.saturating_sub(REACH)..named.first).rev();
    reports(governor(tokens, named))
        || is_day(named) && near.clone().take_while(|at| tokens.is_word(*at)).any(reports)
        || tokens.is(named.end, "that") && near.take(REACH - 1).any(reports)
}

/// Whether the date is that of a publication, an answer and the like; then, whether a passive tells what happened to it
/// on that day ("was launched in 2019"), so that what stands before may still be of that time.
fn dates(tokens: &Tokens<'_>, named: &Named) -> Option<bool> {
    let verb = governor(tokens, named);
    let passive = tokens.is_any(verb.wrapping_sub(1), &["was", "were", "been", "is", "are", "be"]);
    tokens.is_any(verb, DATED).then_some(passive)
}

/// "a 2022 study"
fn is_title(tokens: &Tokens<'_>, named: &Named) -> bool {
    named.end == named.first + 1 && tokens.is_any(named.end, WORKS)
}

/// "the highest since 2010"
fn tops(tokens: &Tokens<'_>, named: &Named) -> bool {
    tokens.is(named.first, "since")
        && (named.first.saturating_sub(4)..named.first).any(|at| tokens.word(at).is(Roles::SUPERLATIVE))
}

/// "(Moretti, 2013)", "Touchez pas au grisbi (1954)"
fn is_citation(tokens: &Tokens<'_>, named: &Named) -> bool {
    tokens.symbol(named.end) == ')'
        && matches!(tokens.symbol(named.first.wrapping_sub(1)), '(' | ',')
        && named.end == named.first + 1
}

/// "On Tuesday the minister said"
fn opens_speech(tokens: &Tokens<'_>, named: &Named) -> bool {
    const REACH: usize = 8;
    is_day(named)
        && tokens.is_any(named.first.wrapping_sub(1), &["on", "said", "told"])
        && (named.end..named.end + REACH).any(|at| tokens.is_any(at, SAID))
}

/// ", which opened in 2019," and ", in 2019, has"
fn is_aside(tokens: &Tokens<'_>, named: &Named) -> bool {
    const RESUMES: &[&str] = &["has", "had", "have", "is", "was", "will", "said", "told", "says", "were"];
    let comma = (named.first.saturating_sub(10)..named.first).rev().find(|at| tokens.symbol(*at) == ',');
    let relative = comma.is_some_and(|comma| tokens.is_any(comma + 1, &["who", "which", "whose", "where"]));
    let resumes = tokens.is_any(named.end + 1, RESUMES) && named.first > 3;
    tokens.symbol(named.end) == ',' && (relative || resumes)
}

/// "up 5 per cent on 2019", "from a year earlier".
fn is_compared(tokens: &Tokens<'_>, named: &Named) -> bool {
    let single = named.period.from == named.period.to;
    let coarse = named.period.from.as_ref().is_some_and(|from| from.len() < 10);
    let echo = tokens.is_any(named.end.wrapping_sub(1), &["earlier", "before", "year", "month", "quarter"]);
    tokens.is(named.first.wrapping_sub(1), "on") && (coarse || echo && !tokens.is(named.first, "this"))
        || tokens.is(named.first, "from")
            && (single || echo)
            && (named.period.to.is_some() || named.period.from.is_none())
        || tokens.is(named.first.wrapping_sub(1), "than")
        || tokens.is(named.first.wrapping_sub(2), "than")
            && tokens.is_any(named.first.wrapping_sub(1), &["in", "at", "during", "the"])
}
