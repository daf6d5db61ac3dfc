//! Which words of a sentence are its finite verbs, as far as closed classes, a list of verbs and the words beside them
//! tell.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::clause::is_one_of;
use crate::phrase::{Phrases, TokenKind};

/// How a finite verb is formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "will", "must", "has", "were": a modal or auxiliary, or a copula.
    Auxiliary,
    /// "requires", "require"
    Present,
    /// "required"
    Past,
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// Its base form.
    base: &'static str,
    form: Form,
    /// Whether the word is as often a noun.
    noun: bool,
}

static ENTRIES: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let lines = include_str!("verbs.txt").lines().filter(|line| !line.starts_with('#'));
    let mut entries = HashMap::new();
    for verb in lines.flat_map(str::split_whitespace) {
        let noun = verb.ends_with('*');
        let mut forms = verb.trim_end_matches('*').split(':');
        let base = forms.next().unwrap_or_default();
        let present = Entry { base, form: Form::Present, noun };
        let past = Entry { base, form: Form::Past, noun: false };
        entries.insert(base.to_owned(), present);
        entries.insert(with_s(base), present);
        let irregular: Vec<&str> = forms.collect();
        // A participle of its own ("given") is no finite verb.
        match irregular.first() {
            Some(first) => _ = entries.entry((*first).to_owned()).or_insert(past),
            None => entries.extend(with_ed(base).into_iter().map(|form| (form, past))),
        }
    }
    entries
});

/// "does", "relies", "passes"
fn with_s(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    }
}

/// The regular past, with the last letter doubled and not: "bared", "barred".
fn with_ed(base: &str) -> Vec<String> {
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return vec![format!("{stem}ied")];
    }
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    let doubled = base.chars().next_back().map(|last| format!("{base}{last}ed"));
    [Some(format!("{base}ed")), doubled].into_iter().flatten().collect()
}

const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "will", "shall", "would",
    "should", "could", "must", "can", "may", "might", "cannot", "isn’t", "aren’t", "wasn’t", "weren’t",
    "hasn’t", "haven’t", "doesn’t", "don’t", "didn’t", "won’t", "wouldn’t", "shouldn’t", "can’t", "isn't",
    "aren't", "wasn't", "weren't", "hasn't", "haven't", "doesn't", "don't", "didn't", "won't", "wouldn't",
    "shouldn't", "can't", "ought",
];

/// Words before a noun, never right before a finite verb.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "no", "every", "any", "another",
    "to", "of", "in", "on", "at", "by", "for", "with", "from", "under", "over", "and", "or", "as", "into",
    "be", "been", "being", "is", "are", "was", "were", "has", "have", "had", "new", "other", "such", "not",
    "will", "would", "can", "may", "must", "should", "could", "do", "does", "did", "these", "those", "per",
    "about", "between", "through", "against", "without", "within", "than", "further", "more", "national",
    "local", "public",
];

/// Subjects of a base form that end in no "s".
const PLURALS: &[&str] = &[
    "we", "they", "you", "i", "people", "police", "children", "women", "men", "staff", "who", "which",
    "that", "both", "these", "those", "most", "all",
];

/// Words that go on from a verb and seldom from a noun.
const AFTER_VERB: &[&str] = &[
    "to", "that", "the", "a", "an", "its", "their", "his", "her", "our", "every", "all", "any", "no", "up",
    "out", "into", "them", "it", "only", "more", "those", "people", "at", "from", "on", "with", "about",
    "around", "nothing",
];

/// Before a participle that belongs to the noun: "guidance published *by*".
const AFTER_PARTICIPLE: &[&str] =
    &["by", "in", "on", "at", "under", "for", "with", "to", "from", "as", "since", "between", "through"];

/// A finite verb that the token at `index` may be, with its base form where it is no auxiliary.
pub(super) fn finite(phrases: &Phrases<'_>, index: usize) -> Option<(Form, &'static str)> {
    if phrases.tokens()[index].kind != TokenKind::Word {
        return None;
    }
    let word = phrases.word(index);
    if is_auxiliary(word) {
        let name = word == "May" || word == "Will" && index > 0;
        return (!name).then_some((Form::Auxiliary, ""));
    }
    if word.starts_with(char::is_uppercase) {
        return None;
    }
    let entry = ENTRIES.get(word)?;
    let before = subject_word(phrases, index)?;
    let fits = match entry.form {
        Form::Present => fits_present(phrases, index, before, entry),
        Form::Past => phrases.tokens()[before].kind != TokenKind::Mark && !is_participle(phrases, index),
        Form::Auxiliary => true,
    };
    fits.then_some((entry.form, entry.base))
}

/// Whether a word is the base form of a verb.
pub(super) fn is_base(word: &str) -> bool {
    ENTRIES.get(word).is_some_and(|entry| entry.base == word)
}

fn is_auxiliary(word: &str) -> bool {
    let contracted = ["’ll", "'ll", "’re", "'re", "’ve", "'ve"];
    contracted.iter().any(|end| word.ends_with(end))
        || AUXILIARIES.iter().any(|auxiliary| auxiliary.eq_ignore_ascii_case(word))
}

/// The word before a verb, adverbs aside, unless no subject can end with it.
fn subject_word(phrases: &Phrases<'_>, index: usize) -> Option<usize> {
    const ADVERBS: &[&str] =
        &["also", "now", "already", "still", "then", "often", "never", "always", "only", "again", "once"];
    let adverb = |index: usize| {
        is_one_of(phrases, index, ADVERBS)
            || phrases.word(index).len() > 4 && phrases.word(index).ends_with("ly")
    };
    let before = (0..index).rev().find(|before| !adverb(*before))?;
    let ends = match phrases.tokens()[before].kind {
        TokenKind::Word => !is_one_of(phrases, before, DETERMINERS),
        // After an aside: "The council, which owns it, plans".
        TokenKind::Mark => matches!(phrases.word(before), "," | ")" | "–"),
        TokenKind::Open => false,
        TokenKind::Close => true,
    };
    ends.then_some(before)
}

fn fits_present(phrases: &Phrases<'_>, index: usize, before: usize, entry: &Entry) -> bool {
    let word = phrases.word(index);
    let ends_s = |word: &str| {
        word.ends_with('s') && !["ss", "us", "is", "’s", "'s"].iter().any(|end| word.ends_with(end))
    };
    let subject = phrases.word(before);
    let aside = phrases.tokens()[before].kind != TokenKind::Word;
    let plural = ends_s(subject) && subject.starts_with(char::is_lowercase)
        || is_one_of(phrases, before, PLURALS)
        || ends_s(subject) && before == 0;
    let number = subject.starts_with(|c: char| c.is_ascii_digit() || c == '£');
    let agrees = if word == entry.base {
        plural || !entry.noun && has_plural_head(phrases, before)
    } else {
        !plural || is_one_of(phrases, before, &["that", "which", "who"])
    };
    let next = index + 1;
    let goes_on = phrases.tokens().get(next).is_some_and(|token| {
        token.kind == TokenKind::Word
            && (is_one_of(phrases, next, AFTER_VERB)
                || phrases.word(next).starts_with(|c: char| c.is_ascii_digit() || c == '£'))
    });
    let pronoun =
        is_one_of(phrases, before, &["it", "he", "she", "we", "they", "you", "i", "this", "who", "which"]);
    let verb_follows = phrases.tokens().get(next).is_some_and(|_| is_auxiliary(phrases.word(next)));
    // "surgeries also offer patients": such an adverb stands before a verb.
    let led =
        before + 1 < index && is_one_of(phrases, index - 1, &["also", "now", "already", "still", "often"]);
    !number && !verb_follows && (aside || agrees) && (!entry.noun && !aside || goes_on || pronoun || led)
}

/// Whether a subject that ends at `last` has its noun further ahead: "*schools* in Northmoor", "the board *and* the trust".
fn has_plural_head(phrases: &Phrases<'_>, last: usize) -> bool {
    const LONGEST: usize = 9;
    const LINKS: &[&str] = &["in", "of", "at", "for", "from", "on", "with", "and"];
    let clause = (last.saturating_sub(LONGEST)..last)
        .rev()
        .take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word);
    let mut links = clause.filter(|index| is_one_of(phrases, *index, LINKS));
    links.any(|link| {
        let and = is_one_of(phrases, link, &["and"]);
        let noun = link.checked_sub(1).map(|noun| phrases.word(noun));
        and || noun.is_some_and(|noun| noun.ends_with('s') && !noun.ends_with("ss"))
    })
}

/// Whether a past form belongs to the noun before it: "guidance published in May *says*", with a verb behind.
fn is_participle(phrases: &Phrases<'_>, index: usize) -> bool {
    const LONGEST: usize = 20;
    let count = phrases.tokens().len();
    let next = index + 1;
    if next >= count || !is_one_of(phrases, next, AFTER_PARTICIPLE) {
        return false;
    }
    let clause = (next..count.min(next + LONGEST))
        .take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word)
        .take_while(|index| {
            !is_one_of(phrases, *index, &["that", "which", "who", "and", "but", "after", "when", "because"])
        });
    let mut words = clause;
    words.any(|index| {
        let word = phrases.word(index);
        is_auxiliary(word) && word != "May"
            || ENTRIES.get(word).is_some_and(|entry| {
                entry.form == Form::Present
                    && subject_word(phrases, index)
                        .is_some_and(|before| fits_present(phrases, index, before, entry))
            })
    })
}
