//! What a case is about: the offence, where and when.

use std::sync::LazyLock;

use regex::Regex;

use super::status::Fact;
use crate::document::Period;
use crate::reading::Reading;
use crate::span::Span;

/// What happened.
#[derive(Debug)]
pub(super) struct Incident {
    /// The words that say what is alleged or was done; the sentence where no clause says so.
    pub(super) words: Span,
    pub(super) place: Option<Span>,
    pub(super) date: Option<Span>,
}

/// The incident that the facts of a matter are about.
pub(super) fn incident(reading: &Reading<'_>, facts: &[Fact], periods: &[Period]) -> Incident {
    let text = reading.text();
    let offence = facts.iter().find_map(|fact| {
        let sentence = reading.sentence(fact.sentence);
        Some((offence(text, Span::new(fact.evidence.end, sentence.end))?, sentence))
    });
    let first = facts.first().map(|fact| reading.sentence(fact.sentence));
    let (words, sentence) = match (offence, first) {
        (Some((words, sentence)), _) => (words, sentence),
        (None, Some(sentence)) => (sentence, sentence),
        (None, None) => (Span::new(0, 0), Span::new(0, 0)),
    };
    let place = place(text, words).or_else(|| place(text, sentence));
    let named = |span: Span| {
        let first = periods.partition_point(|period| period.span.start < span.start);
        periods.get(first).map(|period| period.span).filter(|period| span.contains(*period))
    };
    Incident { words, place, date: named(words).or_else(|| named(sentence)) }
}

/// "of fraud by false representation", "for stealing from the club", not "for three years".
fn offence(text: &str, rest: Span) -> Option<Span> {
    static OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:[^.;“”]{0,60}?\s)??
            (?:of|with|over|on\ suspicion\ of|in\ connection\ with|accused\ of|for|after)\ 
            (?P<what>(?:[\w’'£-]+\ ){0,2}?
              (?:[a-z-]{3,}ing\b|murder|manslaughter|fraud|theft|assault|rape|arson|perjury|bribery|robbery|burglary|misconduct|
                 gross|causing|dangerous|sexual|indecent|possession|conspiracy|perverting|money|blackmail|affray|harassment|
                 contempt|false|historic|drug|common|counts?\ of|charges?\ of|
                 actual|grievous|attempted|wounding|threatening|breach|breaching|failing|handling|withholding)
              \b[^.;:,“”]{3,140}?)
            (?:[,.;:]|\ (?:and\ (?:was|has|is|will|had)|but|when\ (?:he|she|they)|at\ \p{Lu}|by\ a\ (?:jury|judge|court)|on\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last\ (?:week|month|year))\b|$)",
        )
        .expect("a valid pattern")
    });
    static DURATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:at least |more than |up to )?(?:a|an|\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen) (?:further )?(?:days?|weeks?|months?|years?|hours?|life)\b")
            .expect("a valid pattern")
    });
    let mut from = rest.start;
    // The second "for" of "jailed for three years for stealing".
    for _ in 0..3 {
        let what = OFFENCE.captures(text.get(from..rest.end)?)?.name("what")?;
        let words = Span::new(from + what.start(), from + what.end());
        if !DURATION.is_match(words.of(text)) {
            return Some(words);
        }
        from = words.end.min(rest.end);
    }
    None
}

/// "in Basildon", "near Wragholme", "outside the Red Lion".
fn place(text: &str, words: Span) -> Option<Span> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:in|near|outside|off|at) (?P<place>(?:the )?\p{Lu}[\w’'-]*\p{Ll}(?: (?:of |and |upon |on )?\p{Lu}[\w’'-]*\p{Ll}){0,3})")
            .expect("a valid pattern")
    });
    static NO_PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:court|tribunal|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter)\b")
            .expect("a valid pattern")
    });
    PLACE
        .captures_iter(words.of(text))
        .filter_map(|found| found.name("place"))
        .find(|place| !NO_PLACE.is_match(place.as_str()))
        .map(|place| Span::new(words.start + place.start(), words.start + place.end()))
}
