//! Which record "the figures", "the survey" or "the report" means: the noun phrase that introduced it.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// A record is looked for so many bytes back.
const REACH: usize = 2_000;

/// Nouns that mean a record.
const NOUNS: &[&str] = &[
    "figures", "data", "statistics", "records", "survey", "census", "poll", "study", "report", "review",
    "audit", "inquiry", "register", "dataset", "database", "dashboard", "tables", "index", "barometer",
    "tracker", "returns", "accounts", "letter", "memo", "email", "document", "documents", "paper",
    "strategy", "plan", "policy", "bill", "act", "guidance", "bulletin", "release", "assessment", "analysis",
    "research", "petition", "judgment", "ruling", "minutes", "statement", "manifesto", "consultation",
    "briefing", "dossier", "contract", "estimate", "forecast", "findings", "results", "book",
];

/// The words that introduced the record that `words` mean ("the figures", "these data"), before `span`.
pub(super) fn antecedent(text: &str, span: Span, words: &str) -> Option<Span> {
    let lower = words.to_lowercase();
    let noun = lower.rsplit(' ').next().unwrap_or(&lower);
    let definite =
        ["the ", "these ", "this ", "those ", "its ", "their "].iter().any(|word| lower.starts_with(word));
    let bare = definite || !lower.contains(' ');
    let short = lower.split_whitespace().count() <= 3;
    if !NOUNS.contains(&noun) || !bare || !short {
        return None;
    }
    let from = text.ceil_char_boundary(span.start.saturating_sub(REACH));
    let before = &text[from..span.start];
    let places = before.char_indices().rev().map(|(at, _)| at);
    let mut found = None;
    for at in places {
        let Some(rest) = before.get(at..) else { continue };
        if !starts_with_word(rest, noun) || before[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let phrase = phrase(before, at, at + noun.len());
        // "the figures" again says no more than it did: on to where they were introduced.
        let says_more = before[phrase.start..phrase.end].split_whitespace().count() > 1;
        let introduced = says_more && !is_definite_alone(&before[phrase.start..phrase.end]);
        if introduced {
            found = Some(phrase.shift(from));
            break;
        }
    }
    found
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

fn is_definite_alone(words: &str) -> bool {
    words.split_whitespace().count() <= 1
}

/// The noun phrase around a noun, without its article: back to a determiner, a mark or a verb, and on over "of 1,200
/// tenants", "by Shelter", "obtained by the Ledger".
fn phrase(text: &str, start: usize, end: usize) -> Span {
    static AHEAD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:[\w£%’'&-]+(?: \([\w ]+\))? ){1,7}$").expect("a valid pattern"));
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:\ (?:of|by|for|from|on|into|with|at|in|between)(?:\ (?:the|a|an|its|their|his|her))?
               (?:\ (?:[\d][\d,.]*|\p{Lu}[\w’'&-]*|[a-z][\w’'-]*)){1,4}?
              |\ (?:obtained|published|released|compiled|collected|commissioned|produced|issued|seen|gathered|held|called)
                (?:\ (?:by|for|under|to))?(?:\ the)?(?:\ \p{Lu}[\w’'&-]*)+)*",
        )
        .expect("a valid pattern")
    });
    let ahead = AHEAD.find(&text[..start]).map_or("", |found| found.as_str());
    let mut first = start;
    for word in ahead.split_inclusive(' ').rev() {
        let bare = word.trim_end();
        if is_boundary(bare) {
            break;
        }
        first -= word.len();
    }
    let behind = BEHIND.find(&text[end..]).map_or(0, |found| complete(&text[end..], found.end()));
    Span::new(first, end + behind)
}

/// The lazy match of the tail, drawn out to the end of its last word group: up to a verb, a mark or the end.
fn complete(text: &str, matched: usize) -> usize {
    let mut end = 0;
    let (mut tail, mut plain) = (false, 0);
    for word in text.split_inclusive(' ').scan(0, |at, word| {
        let from = *at;
        *at += word.len();
        Some((from, word))
    }) {
        let (from, raw) = word;
        let bare = raw.trim_end().trim_end_matches([',', '.', ';', ':', '!', '?', '”', '’']);
        if bare.is_empty() {
            if raw.trim().is_empty() && from == 0 {
                continue;
            }
            break;
        }
        let linking = matches!(
            bare,
            "of" | "by"
                | "for"
                | "from"
                | "on"
                | "into"
                | "with"
                | "at"
                | "in"
                | "between"
                | "the"
                | "a"
                | "an"
                | "its"
                | "their"
                | "obtained"
                | "published"
                | "released"
                | "compiled"
                | "collected"
                | "commissioned"
                | "produced"
                | "issued"
                | "gathered"
                | "held"
                | "and"
        );
        let named = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let verb = is_verb(bare) || bare.ends_with("ed") && !linking || bare.ends_with("ly");
        plain = if linking || named { 0 } else { plain + 1 };
        if verb || !linking && !named && (plain > 3 || !tail) {
            break;
        }
        tail |= linking;
        if !linking {
            end = from + bare.len();
        }
        if bare.len() < raw.trim_end().len() {
            break;
        }
    }
    end.min(text.len()).min(matched.max(end))
}

fn is_boundary(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "in",
        "on", "at", "by", "to", "from", "with", "and", "or", "but", "as", "into", "than", "when", "while",
        "is", "was", "are", "were", "said", "says", "show", "shows", "that", "which", "published", "found",
        "according", "under", "has", "have", "had", "per",
    ];
    WORDS.iter().any(|other| other.eq_ignore_ascii_case(word))
}

fn is_verb(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "show", "shows", "showed", "found", "finds", "fell", "rose", "is", "was", "are", "were", "has",
        "have", "had", "will", "would", "could", "suggest", "suggests", "suggested", "say", "says", "said",
        "puts", "put", "reveal", "reveals", "revealed", "ran", "runs", "took", "went", "gained", "promised",
        "counted", "warned", "lists", "told", "who", "that", "which", "until", "when", "before", "after",
        "fall", "rise", "disagree", "came", "come", "sets", "set", "went", "last", "this", "next", "today",
        "once", "yesterday", "now", "also",
    ];
    VERBS.contains(&word)
}
