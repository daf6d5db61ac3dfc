//! Runs of capitalised words that are names, without a model.

use super::Mention;
use crate::phrase::{Phrases, TokenKind};
use crate::span::Span;

/// Capitalised words that end the name of a body.
const BODY_ENDS: &[&str] = &[
    "council", "trust", "university", "college", "school", "academy", "hospital", "police", "constabulary",
    "union", "association", "federation", "society", "charity", "foundation", "institute", "commission",
    "committee", "authority", "agency", "service", "board", "group", "party", "department", "ministry",
    "inspectorate", "partnership", "alliance", "network", "centre", "company", "ltd", "limited", "plc",
    "bank", "court", "church", "club", "fund", "corporation", "campaign", "prison", "rail", "airport",
    "office", "treasury", "government", "parliament", "statistics", "justice", "health", "education",
    "transport", "care", "affairs", "pensions", "england", "wales", "scotland", "ireland", "forum",
    "coalition", "tribunal", "times", "clarion", "gazette", "herald", "telegraph", "guardian", "news", "act",
    "report", "review", "index", "survey", "inquiry", "strategy", "street", "road", "crown", "house",
    "homes", "housing", "water", "magistrates",
];

/// Small words inside the name of a body: "Department of Health and Social Care".
const JOINTS: &[&str] = &["of", "for", "and", "the", "&"];

/// Capitalised at the start of a sentence without being a name.
const NOT_NAMES: &[&str] = &[
    "the", "a", "an", "in", "on", "at", "by", "for", "to", "of", "and", "but", "or", "if", "when", "while",
    "as", "it", "he", "she", "they", "we", "i", "this", "that", "these", "those", "there", "after", "before",
    "since", "under", "over", "last", "next", "some", "many", "most", "all", "one", "two", "three", "no",
    "not", "yes", "our", "my", "his", "her", "their", "its", "what", "who", "how", "why", "where", "with",
    "from", "about", "between", "during", "meanwhile", "however", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december", "answered", "question", "asked",
    "source", "notes", "note", "share", "subscribe", "read", "more", "new", "more", "figures", "experts",
    "official", "according", "both", "another", "other", "each", "every", "only", "now", "then", "so", "mr",
    "mrs", "ms", "dr", "sir", "miss", "prof", "professor", "lord", "lady", "dame", "baroness", "cllr",
    "councillor", "pc", "dc", "ds", "di", "dci", "det", "supt", "insp", "sgt",
];

/// The length of the longest of them, which spares most names the look-up.
const LONGEST_NOT_NAME: usize = 10;

/// The runs of capitalised words in a sentence that are names.
pub(super) fn names_in(phrases: &Phrases<'_>) -> Vec<Mention> {
    let mut names = Vec::new();
    let count = phrases.tokens().len();
    let mut index = 0;
    while index < count {
        if !is_name_word(phrases, index) {
            index += 1;
            continue;
        }
        let first = index;
        index += 1;
        while index < count {
            if continues_name(phrases, index) {
                index += 1;
            } else if let Some(next) = behind_nickname(phrases, index) {
                index = next + 1;
            } else {
                break;
            }
        }
        names.extend(mention(phrases, first, index));
    }
    names
}

fn is_name_word(phrases: &Phrases<'_>, index: usize) -> bool {
    let word = phrases.word(index);
    phrases.tokens()[index].kind == TokenKind::Word
        && word.starts_with(char::is_uppercase)
        && !(word.len() <= LONGEST_NOT_NAME && NOT_NAMES.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// Whether the token goes on with the name: a further capitalised word, or a joint before one.
fn continues_name(phrases: &Phrases<'_>, index: usize) -> bool {
    let adjacent =
        |index: usize| phrases.tokens()[index].span.start - phrases.tokens()[index - 1].span.end <= 1;
    if !adjacent(index) {
        return false;
    }
    if is_name_word(phrases, index) || is_point_of_initial(phrases, index) {
        return true;
    }
    let joint = JOINTS.contains(&phrases.word(index));
    let next = index + 1;
    joint && next < phrases.tokens().len() && adjacent(next) && {
        is_name_word(phrases, next)
            || JOINTS.contains(&phrases.word(next))
                && next + 1 < phrases.tokens().len()
                && is_name_word(phrases, next + 1)
    }
}

/// The surname behind a nickname: `Tyrell "Tickers" Boateng-Shaw`.
fn behind_nickname(phrases: &Phrases<'_>, open: usize) -> Option<usize> {
    let tokens = phrases.tokens();
    if !matches!(phrases.word(open), "\"" | "“" | "‘" | "'")
        || tokens[open].span.start != tokens[open - 1].span.end + 1
    {
        return None;
    }
    let close =
        (open + 2..(open + 5).min(tokens.len())).find(|index| tokens[*index].kind != TokenKind::Word)?;
    let capitals = (open + 1..close).all(|index| phrases.word(index).starts_with(char::is_uppercase));
    let next = close + 1;
    let surname = next < tokens.len()
        && tokens[next].span.start == tokens[close].span.end + 1
        && is_name_word(phrases, next);
    (capitals && matches!(phrases.word(close), "\"" | "”" | "’" | "'") && surname).then_some(next)
}

/// The point in "Garry F. Harte".
fn is_point_of_initial(phrases: &Phrases<'_>, index: usize) -> bool {
    let before = phrases.word(index - 1);
    let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
    let next = index + 1;
    phrases.word(index) == "."
        && initial
        && index > 1
        && next < phrases.tokens().len()
        && phrases.tokens()[next].span.start - phrases.tokens()[index].span.end == 1
        && is_name_word(phrases, next)
        && is_name_word(phrases, index - 2)
}

/// The name from token `first` to before `end`, if it is one of a body or a full name.
fn mention(phrases: &Phrases<'_>, first: usize, end: usize) -> Option<Mention> {
    let is_word = |index: &usize| phrases.tokens()[*index].kind == TokenKind::Word;
    let words = || (first..end).filter(is_word).map(|index| phrases.word(index));
    let nicknamed = (first..end).any(|index| matches!(phrases.word(index), "\"" | "“" | "‘"));
    let span = Span::new(phrases.tokens()[first].span.start, phrases.tokens()[end - 1].span.end);
    let ends_as_body = words().any(|word| BODY_ENDS.iter().any(|noun| noun.eq_ignore_ascii_case(bare(word))));
    let joined = words().any(|word| JOINTS.contains(&word));
    let acronym = words().all(|word| word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()));
    let titled = first > 0 && is_title(phrases.word(first - 1))
        || first > 1 && phrases.word(first - 1) == "." && is_title(phrases.word(first - 2));
    let full = (2..=if nicknamed { 6 } else { 4 }).contains(&words().count());
    // "the Northern Ledger", "HMP Thornmere": people have no article, and nobody's first name is in capitals.
    let article = first > 0 && matches!(phrases.word(first - 1), "the" | "The");
    let initials = phrases.word(first).len() > 1 && phrases.word(first).chars().all(char::is_uppercase);
    let person = !ends_as_body && !joined && !acronym && (titled || full && !article && !initials);
    let body = !person && (ends_as_body || acronym || joined || full);
    (person || body).then_some(Mention { span: without_possessive(phrases, span), person })
}

fn without_possessive(phrases: &Phrases<'_>, span: Span) -> Span {
    let last = phrases.at(span.end).checked_sub(1).map_or("", |index| phrases.word(index));
    Span::new(span.start, span.end - (last.len() - bare(last).len()))
}

/// A word without its possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness",
        "cllr", "councillor", "judge", "pc", "sgt", "inspector", "detective", "superintendent", "minister",
        "secretary", "rev", "dc", "ds", "di", "dci", "det", "supt", "insp", "constable", "sergeant",
    ];
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_that_is_no_name_is_longer_than_said() {
        assert_eq!(NOT_NAMES.iter().map(|word| word.len()).max(), Some(LONGEST_NOT_NAME));
    }
}
