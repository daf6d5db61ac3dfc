//! Noun phrases and the words around a quantity, without a tagger: closed classes and endings.

use super::lexicon::Roles;
use super::numbers;
use super::token::Tokens;
use crate::document::Direction;

/// The longest noun phrase that is read, in words.
const LONGEST: usize = 8;

/// The noun phrase that starts with the token `at`: adjectives and nouns up to a verb, preposition or punctuation.
pub(super) fn noun_phrase(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    for _ in 0..LONGEST {
        if !tokens.is_word(end) || ends_phrase(tokens, at, end) {
            break;
        }
        end += 1;
        for _ in 0..3 {
            if tokens.joins(end) && (tokens.is_word(end + 1) || tokens.numeral(end + 1).is_some()) {
                end += 2;
            }
        }
        if tokens.symbol(end) == '&' && tokens.glued(end) && tokens.is_word(end + 1) {
            end += 2;
        }
        if tokens.symbol(end) == '\'' && tokens.is_word(end + 1) && !tokens.word(end + 1).is(Roles::BREAK) {
            end += 1;
        }
    }
    let comparing = end == at + 1 && tokens.word(at).is(Roles::COMPARATIVE);
    (end > at && !comparing).then_some((at, end))
}

/// Adjectives that stand behind a number without a noun: "16 dead", "90 minutes late".
fn is_predicate(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(
        at,
        &[
            "elsewhere", "dead", "probable", "short", "deep", "late", "behind", "ahead", "away", "apart",
            "wide", "tall", "high", "long", "alone", "respectively", "overall", "missing", "affordable",
            "strong",
        ],
    )
}

/// Verbs that a plural can have behind itself: "officers leave", "adults struggle".
const PLAIN_VERBS: &[&str] = &[
    "leave", "stay", "quit", "say", "think", "believe", "want", "live", "work", "feel", "wait", "suffer",
    "struggle", "need", "get", "go", "come", "become", "remain", "die", "die", "face", "fail", "earn", "own",
    "use", "pay", "plan", "know", "lose", "win", "give", "take", "make", "see", "report", "agree", "would",
    "seem", "appear", "expect", "receive", "vote", "voted", "support", "spend", "start", "keep", "find",
];

fn ends_phrase(tokens: &Tokens<'_>, at: usize, word: usize) -> bool {
    let lower = tokens.lower(word);
    let verbal = lower.ends_with("ed") || lower.ends_with("ing");
    let acronym = tokens.is_any(word, &["it", "us"])
        && !tokens.raw(word).starts_with(char::is_lowercase)
        && tokens.raw(word).ends_with(char::is_uppercase);
    if acronym {
        return false;
    }
    if word == at {
        // "17 convicted prisoners", but "17 convicted of" and "17 moved".
        let participle = lower.len() > 4 && lower.ends_with("ed");
        let noun_follows = tokens.is_word(word + 1) && !tokens.word(word + 1).is(Roles::BREAK);
        let adverb = lower.len() > 4 && lower.ends_with("ly") && !tokens.lower(word + 1).ends_with("ed");
        return adverb || (tokens.word(word).is(Roles::BREAK) || participle) && !(participle && noun_follows);
    }
    tokens.word(word).is(Roles::BREAK)
        || is_plural(tokens, word - 1) && PLAIN_VERBS.contains(&lower)
        || is_verb_before(tokens, word)
        || tokens.is_any(word - 1, &["people", "men", "women", "children"]) && !is_plural(tokens, word)
        || tokens.word(word).month.is_some() && tokens.capital(word)
        || lower.len() > 4 && lower.ends_with("ly")
        || verbal && is_plural(tokens, word - 1)
        || tokens.word(word).is(Roles::TREND_VERB) && is_plural(tokens, word - 1)
}

/// Whether what follows makes the word a verb: no noun stands right before "the", no participle ends a noun phrase.
fn is_verb_before(tokens: &Tokens<'_>, word: usize) -> bool {
    let next = word + 1;
    let object = tokens
        .is_any(next, &["the", "a", "an", "his", "her", "its", "their", "that", "him", "them"])
        && tokens.word(next + 1).unit.is_none();
    let last = !tokens.is_word(next) && !tokens.joins(next) || tokens.word(next).is(Roles::BREAK);
    let lower = tokens.lower(word);
    object || last && lower.len() > 4 && lower.ends_with("ed")
}

/// The noun phrase at `at`, its first words in quotation marks: "“soft start” rooms".
pub(super) fn quoted(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    const LONGEST_QUOTE: usize = 6;
    if !matches!(tokens.symbol(at), '"' | '\u{201C}' | '\u{2018}') {
        return noun_phrase(tokens, at);
    }
    let close = (at + 2..at + LONGEST_QUOTE)
        .find(|close| matches!(tokens.symbol(*close), '"' | '\u{201D}' | '\u{2019}' | '\''))?;
    let words = (at + 1..close).all(|word| tokens.is_word(word) || tokens.joins(word));
    words.then(|| (at, noun_phrase(tokens, close + 1).map_or(close + 1, |(_, end)| end)))
}

/// Whether the word looks like a plural noun.
pub(super) fn is_plural(tokens: &Tokens<'_>, at: usize) -> bool {
    let lower = tokens.lower(at);
    let word = tokens.word(at);
    tokens.is_word(at)
        && !word.is(Roles::BREAK)
        && (word.is(Roles::PERSON) || lower.len() > 2 && lower.ends_with('s') && !lower.ends_with("ss"))
}

/// What a share or rate is of: the noun phrase at `at`, past "of", "the" and the like, its own number included.
pub(super) fn after(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    const DETERMINERS: &[&str] = &[
        "the", "all", "these", "those", "its", "their", "his", "her", "our", "this", "that", "every", "any",
        "such", "a", "my", "your",
    ];
    let of = tokens.is(at, "of");
    let mut first = at + usize::from(of);
    if of {
        while tokens.is_any(first, DETERMINERS) && first < at + 4 {
            first += 1;
        }
    }
    if of
        && !super::veto::is_year(tokens, first)
        && let Some(number) = numbers::parse(tokens, first)
    {
        let end = noun_phrase(tokens, number.end).map_or(number.end, |(_, end)| end);
        return Some((first, end));
    }
    noun_phrase(tokens, first).filter(|(first, end)| *end > first + 1 || !is_predicate(tokens, *first))
}

/// The word for going up or down just before `at`, over adverbs and adjectives, not before `floor`.
pub(super) fn trend_before(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Direction> {
    let nearest = at.saturating_sub(4).max(floor);
    for index in (nearest..at).rev() {
        let word = tokens.word(index);
        if let Some(direction) = word.trend {
            // "up to 5", "more than 5", "5 more"
            let other = tokens.is(index, "up") && tokens.is(index + 1, "to")
                || word.is(Roles::COMPARATIVE) && !word.is(Roles::TREND_VERB) && tokens.is(index + 1, "than")
                || tokens.is_any(index, &["more", "less", "fewer", "greater", "longer"]);
            return (!other && !is_particle(tokens, index)).then_some(direction);
        }
        if !tokens.is_word(index) {
            return None;
        }
    }
    None
}

/// Whether "up" or "down" belongs to the verb before it: "made up", "gunned down".
fn is_particle(tokens: &Tokens<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "made", "make", "makes", "making", "set", "take", "takes", "took", "taking", "add", "adds", "put",
        "built", "held", "shut", "shot", "broke", "laid", "give", "gave", "pick", "sign", "end", "free",
        "rack", "use",
    ];
    let verb = tokens.lower(at.wrapping_sub(1));
    tokens.is_any(at, &["up", "down"]) && (VERBS.contains(&verb) || verb.len() > 4 && verb.ends_with("ed"))
}
