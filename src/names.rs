//! Who and what the document names, so that "he", "Harte", "the trust" and "the ONS" lead to a full name.

use std::collections::BTreeMap;

use crate::document::SourceKind;
use crate::model::{NameKind, NameSignal, Signals};
use crate::phrase::{Phrases, TokenKind};
use crate::reading::Reading;
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
    "homes", "housing", "water",
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
    "councillor",
];

/// The length of the longest of them, which spares most names the look-up.
const LONGEST_NOT_NAME: usize = 10;

/// A name in the text.
#[derive(Clone, Copy, Debug)]
struct Mention {
    span: Span,
    person: bool,
}

/// The names of one document.
#[derive(Debug)]
pub struct Names<'a> {
    text: &'a str,
    /// In text order.
    mentions: Vec<Mention>,
    /// Short form to where the long form stands.
    acronyms: BTreeMap<&'a str, Span>,
    /// Surname to where the fullest form of the name stands first.
    fullest: BTreeMap<&'a str, Span>,
}

/// A pronoun or "the department" looks so many names back and no further; what was named before is out of mind.
const REACH: usize = 200;

/// What a short mention stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The full name.
    pub name: String,
    /// Where it was found; `None` when the mention itself is the full name.
    pub from: Option<Span>,
}

impl<'a> Names<'a> {
    /// Reads the names of a document, with those that the model tags where one takes part.
    #[must_use]
    pub fn new(reading: &Reading<'a>, signals: Option<&Signals>) -> Self {
        let text = reading.text();
        let mut mentions = Vec::new();
        let mut acronyms = BTreeMap::new();
        for phrases in &reading.phrases {
            let found = names_in(phrases);
            for mention in &found {
                if let Some((short, long)) = acronym_after(text, *mention) {
                    acronyms.entry(short).or_insert(long);
                }
            }
            mentions.extend(found);
        }
        if let Some(signals) = signals {
            with_signals(&signals.names, &mut mentions);
        }
        let fullest = fullest(text, &mentions);
        with_surnames(reading, &fullest, &mut mentions);
        Self { text, mentions, acronyms, fullest }
    }

    /// The full name of the person or body that `words` at `span` mention.
    #[must_use]
    pub fn resolve(&self, span: Span, kind: SourceKind) -> Option<Resolved> {
        let words = without_article(span.of(self.text));
        let lower = words.to_lowercase();
        if let Some(long) = self.acronyms.get(words) {
            return Some(self.found(*long));
        }
        match lower.as_str() {
            "he" | "she" | "him" | "her" | "the minister" | "minister" => self.last_person_before(span.start),
            _ if kind == SourceKind::Person => self.full_name(span),
            "it" | "they" if kind == SourceKind::Organisation => self.last_body_before(span.start, None),
            _ if kind == SourceKind::Organisation
                && words.chars().all(|c| c.is_lowercase() || " -’'".contains(c)) =>
            {
                self.last_body_before(span.start, lower.rsplit(' ').next())
            }
            _ => None,
        }
    }

    fn found(&self, span: Span) -> Resolved {
        Resolved { name: without_article(span.of(self.text)).to_owned(), from: Some(span) }
    }

    /// The name inside `span` with its first name, which may stand elsewhere: "Mr Harte" → "Colin Harte".
    fn full_name(&self, span: Span) -> Option<Resolved> {
        let inside = self.people_in(span).next()?;
        let words = inside.of(self.text);
        let longest = self.fullest.get(surname(words)).copied().unwrap_or(inside);
        if word_count(longest.of(self.text)) > word_count(words) {
            return Some(self.found(longest));
        }
        Some(Resolved { name: words.to_owned(), from: None })
    }

    fn last_person_before(&self, offset: usize) -> Option<Resolved> {
        let last = self.before(offset).find(|mention| mention.person)?;
        let full = self.full_name(last.span)?;
        Some(Resolved { from: full.from.or(Some(last.span)), ..full })
    }

    /// The body named last before `offset`, whose name ends with or holds `noun` where one is given.
    fn last_body_before(&self, offset: usize, noun: Option<&str>) -> Option<Resolved> {
        let body = self.before(offset).find(|mention| {
            let holds = |noun: &str| {
                mention.span.of(self.text).split_whitespace().any(|word| word.eq_ignore_ascii_case(noun))
            };
            !mention.person && noun.is_none_or(holds)
        })?;
        Some(self.found(body.span))
    }

    /// The bodies that the document names, in order.
    pub fn bodies(&self) -> impl Iterator<Item = Span> {
        self.mentions.iter().filter(|mention| !mention.person).map(|mention| mention.span)
    }

    /// Where the long form stands for which `short` was introduced: "ONS".
    #[must_use]
    pub fn long_form(&self, short: &str) -> Option<Span> {
        self.acronyms.get(short).copied()
    }

    fn before(&self, offset: usize) -> impl Iterator<Item = &Mention> {
        let end = self.mentions.partition_point(|mention| mention.span.end <= offset);
        self.mentions[..end].iter().rev().take(REACH)
    }

    /// The people named inside `span`, in order.
    pub fn people_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let start = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[start..]
            .iter()
            .take_while(move |mention| mention.span.end <= span.end)
            .filter(|mention| mention.person)
            .map(|mention| mention.span)
    }
}

/// The fullest form of every person's name by surname; of equals the first.
fn fullest<'a>(text: &'a str, mentions: &[Mention]) -> BTreeMap<&'a str, Span> {
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.person) {
        let words = mention.span.of(text);
        let known = names.entry(surname(words)).or_insert(mention.span);
        if word_count(words) > word_count(known.of(text)) {
            *known = mention.span;
        }
    }
    names
}

/// How sure the model has to be of a name that the capitals do not show, or show as something else.
const SURE: f64 = 0.8;

/// Adds the people and bodies that the model tags, and lets it tell people from bodies where it is sure.
fn with_signals(names: &[NameSignal], mentions: &mut Vec<Mention>) {
    let mut new = Vec::new();
    for name in names.iter().filter(|name| name.score >= SURE && name.kind != NameKind::Role) {
        let person = name.kind == NameKind::Person;
        let next = mentions.partition_point(|mention| mention.span.end <= name.span.start);
        match mentions.get_mut(next).filter(|mention| mention.span.overlaps(name.span)) {
            Some(mention) if mention.span == name.span || person && !mention.person => {
                *mention = Mention { span: name.span, person };
            }
            None if name.kind != NameKind::Place => new.push(Mention { span: name.span, person }),
            Some(_) | None => {}
        }
    }
    mentions.extend(new);
    mentions.sort_by_key(|mention| mention.span);
}

/// Adds the surnames that stand alone, of people whom the document names in full: "Harte", after "Colin Harte".
fn with_surnames(reading: &Reading<'_>, surnames: &BTreeMap<&str, Span>, mentions: &mut Vec<Mention>) {
    let mut alone = Vec::new();
    for phrases in &reading.phrases {
        for index in 0..phrases.tokens().len() {
            let token = phrases.tokens()[index].span;
            let word = bare(phrases.word(index));
            if surnames.contains_key(word) {
                alone.push(Span::new(token.start, token.start + word.len()));
            }
        }
    }
    let within = |span: Span| {
        let next = mentions.partition_point(|mention| mention.span.end <= span.start);
        mentions.get(next).is_some_and(|mention| mention.span.overlaps(span))
    };
    let new: Vec<Mention> =
        alone.into_iter().filter(|span| !within(*span)).map(|span| Mention { span, person: true }).collect();
    mentions.extend(new);
    mentions.sort_by_key(|mention| mention.span);
}

/// The runs of capitalised words in a sentence that are names.
fn names_in(phrases: &Phrases<'_>) -> Vec<Mention> {
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
        while index < count && continues_name(phrases, index) {
            index += 1;
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
    if is_name_word(phrases, index) {
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

/// The name from token `first` to before `end`, if it is one of a body or a full name.
fn mention(phrases: &Phrases<'_>, first: usize, end: usize) -> Option<Mention> {
    let words = || (first..end).map(|index| phrases.word(index));
    let span = Span::new(phrases.tokens()[first].span.start, phrases.tokens()[end - 1].span.end);
    let ends_as_body = words().any(|word| BODY_ENDS.iter().any(|noun| noun.eq_ignore_ascii_case(bare(word))));
    let joined = words().any(|word| JOINTS.contains(&word));
    let acronym = words().all(|word| word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()));
    let titled = first > 0 && is_title(phrases.word(first - 1))
        || first > 1 && phrases.word(first - 1) == "." && is_title(phrases.word(first - 2));
    let full = (2..=4).contains(&(end - first));
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
fn bare(word: &str) -> &str {
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness",
        "cllr", "councillor", "judge", "pc", "sgt", "inspector", "detective", "superintendent", "minister",
        "secretary", "rev",
    ];
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

fn surname(name: &str) -> &str {
    bare(name.split_whitespace().next_back().unwrap_or(name))
}

fn word_count(name: &str) -> usize {
    name.split_whitespace().count()
}

fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// `Office for National Statistics (ONS)`: the short form right after the long one, with its initials.
fn acronym_after(text: &str, mention: Mention) -> Option<(&str, Span)> {
    let (short, _) = text[mention.span.end..].strip_prefix(" (")?.split_once(')')?;
    let capitals = |words: &str| words.chars().filter(char::is_ascii_uppercase).collect::<String>();
    let initials = capitals(mention.span.of(text));
    let fits = (2..=8).contains(&short.len())
        && short.chars().all(char::is_alphanumeric)
        && initials.starts_with(|initial| short.starts_with(initial))
        && capitals(short).chars().all(|c| initials.contains(c));
    fits.then_some((short, mention.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Resolves the words in brackets of a text of one sentence.
    fn check(marked: &str, kind: SourceKind, expected: Option<&str>) {
        let (before, rest) = marked.split_once("[[").expect("the mention is marked");
        let (inside, after) = rest.split_once("]]").expect("the mention is marked");
        let text = format!("{before}{inside}{after}");
        let span = Span::new(before.len(), before.len() + inside.len());
        let phrases = Phrases::new(&text, Span::new(0, text.len()));
        let mentions = names_in(&phrases);
        let acronyms = mentions.iter().filter_map(|mention| acronym_after(&text, *mention)).collect();
        let fullest = fullest(&text, &mentions);
        let names = Names { text: &text, mentions, acronyms, fullest };
        let name = names.resolve(span, kind).map(|resolved| resolved.name);
        assert_eq!(name.as_deref(), expected, "{marked}");
    }

    #[test]
    fn short_mentions_lead_to_full_names() {
        use SourceKind::{Organisation, Person};
        check("Philip Harte was there, [[he]] said", Person, Some("Philip Harte"));
        check("Philip Harte came and [[Mr Harte]] said", Person, Some("Philip Harte"));
        check("the union’s Jane Doe said; [[Jane Doe]]", Person, Some("Jane Doe"));
        check(
            "Office for National Statistics (ONS) data, [[the ONS]] said",
            Organisation,
            Some("Office for National Statistics"),
        );
        check(
            "Northmoor County Council agreed, [[the council]] said",
            Organisation,
            Some("Northmoor County Council"),
        );
        check("nobody came, [[he]] said", Person, None);
        check("Jane Doe left, [[the charity]] said", Organisation, None);
    }

    #[test]
    fn no_word_that_is_no_name_is_longer_than_said() {
        assert_eq!(NOT_NAMES.iter().map(|word| word.len()).max(), Some(LONGEST_NOT_NAME));
    }

    #[test]
    fn brackets_that_are_no_acronym_are_left_alone() {
        for text in ["Northmoor County Council (see below)", "Jane Doe (24)", "Home Office ()"] {
            let phrases = Phrases::new(text, Span::new(0, text.len()));
            let found = names_in(&phrases).into_iter().find_map(|mention| acronym_after(text, mention));
            assert!(found.is_none(), "{text}");
        }
    }
}
