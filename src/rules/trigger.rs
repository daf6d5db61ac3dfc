//! Which rules can match at all: a few literals of which every match of a pattern must hold one, for all rules in one
//! pass over the text.
//!
//! A set of regexes in one lazy automaton was tried first (`regex::RegexSet`): with a hundred patterns that begin
//! anywhere, building its states took nine tenths of a run.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A shorter literal inside a pattern stands in every sentence and tells nothing.
const SHORTEST_INSIDE: usize = 3;

/// At the start of a pattern, where trying it costs next to nothing.
const SHORTEST_START: usize = 3;

/// An expression with more literals, as a word list behind a word list, is searched for everywhere.
const MOST: usize = 250;

/// So many bytes of a literal tell as much as all of it.
const LONGEST: usize = 12;

/// The literals of all rules.
#[derive(Debug)]
pub(super) struct Triggers {
    /// All literals, ASCII case aside.
    literals: AhoCorasick,
    /// Of each literal, what it says of which rule.
    meaning: Vec<(usize, Meaning)>,
    /// Of each rule, which literals it has.
    rules: Vec<Needs>,
}

/// What a literal says of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    /// Every match holds this or another such literal.
    Inside,
    /// Every match starts with this or another such literal.
    Start,
    /// So it does, and at the start of a word.
    WordStart,
}

/// Which literals a rule has.
#[derive(Clone, Copy, Debug, Default)]
struct Needs {
    inside: bool,
    start: bool,
}

/// The rules that can match in a text, and where.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The index of each rule, with the range of its entries in `starts`; `None` where no literal tells where.
    pub(super) rules: Vec<(usize, Option<Range<usize>>)>,
    /// Rule and offset that a match can start at, in order of both.
    starts: Vec<(usize, usize)>,
}

impl Candidates {
    /// The offsets in one of the ranges.
    pub(super) fn starts(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.starts[range].iter().map(|(_, start)| *start)
    }
}

impl Triggers {
    /// The triggers of rules with these patterns.
    ///
    /// # Errors
    ///
    /// What is wrong with a pattern, or that they have too many literals.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p str>) -> Result<Self, String> {
        let mut words: Vec<Vec<u8>> = Vec::new();
        let mut meaning = Vec::new();
        let mut rules = Vec::new();
        for pattern in patterns {
            let hir = folded(&regex_syntax::parse(pattern).map_err(|error| error.to_string())?);
            let start = literals(&hir, SHORTEST_START);
            let inside = required(&hir).filter(|inside| start.as_ref() != Some(inside));
            let at_start = if begins_word(&hir) { Meaning::WordStart } else { Meaning::Start };
            let rule = rules.len();
            rules.push(Needs { inside: inside.is_some(), start: start.is_some() });
            for (found, says) in [(inside, Meaning::Inside), (start, at_start)] {
                for literal in found.into_iter().flatten() {
                    meaning.push((rule, says));
                    words.push(literal);
                }
            }
        }
        let literals = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words)
            .map_err(|error| error.to_string())?;
        Ok(Self { literals, meaning, rules })
    }

    /// The rules that can match in `text`, by index.
    pub(super) fn candidates(&self, text: &str) -> Candidates {
        let mut inside = vec![false; self.rules.len()];
        let mut found = Candidates::default();
        for literal in self.literals.find_overlapping_iter(text) {
            match self.meaning[literal.pattern().as_usize()] {
                (rule, Meaning::Inside) => inside[rule] = true,
                (rule, Meaning::Start) => found.starts.push((rule, literal.start())),
                (rule, Meaning::WordStart) if !in_word(text, literal.start()) => {
                    found.starts.push((rule, literal.start()));
                }
                (_, Meaning::WordStart) => {}
            }
        }
        found.starts.sort_unstable();
        found.starts.dedup();
        let mut next = 0;
        for (rule, needs) in self.rules.iter().enumerate() {
            let first = next;
            next += found.starts[first..].iter().take_while(|(of, _)| *of == rule).count();
            if (inside[rule] || !needs.inside) && (next > first || !needs.start) {
                found.rules.push((rule, needs.start.then_some(first..next)));
            }
        }
        found
    }
}

/// The expression with the case variants of ASCII letters taken together, so that `(?i)said` is a literal again.
fn folded(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Literal(literal) => Hir::literal(literal.0.to_ascii_lowercase()),
        HirKind::Class(class) => {
            one_letter(class).map_or_else(|| hir.clone(), |letter| Hir::literal([letter]))
        }
        HirKind::Capture(capture) => folded(&capture.sub),
        HirKind::Repetition(repetition) => {
            let mut repetition = repetition.clone();
            repetition.sub = Box::new(folded(&repetition.sub));
            Hir::repetition(repetition)
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(folded).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(folded).collect()),
        HirKind::Empty | HirKind::Look(_) => hir.clone(),
    }
}

/// The ASCII letter that all characters of the class are a case of. The long s and the Kelvin sign, which Unicode folds
/// to s and k, are left out of account: no rule is about them.
fn one_letter(class: &Class) -> Option<u8> {
    let Class::Unicode(class) = class else { return None };
    let mut letters = class
        .iter()
        .flat_map(|range| range.start()..=range.end())
        .take(5)
        .filter(|character| !matches!(character, 'ſ' | '\u{212A}'))
        .map(|character| character.to_ascii_lowercase());
    let first = letters.next().filter(char::is_ascii_lowercase)?;
    letters.all(|letter| letter == first).then_some(first as u8)
}

/// Whether the expression begins with a word boundary.
fn begins_word(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Concat(parts) => matches!(parts[0].kind(), HirKind::Look(Look::WordAscii)),
        _ => false,
    }
}

/// Whether a word of ASCII letters goes on at `offset`.
fn in_word(text: &str, offset: usize) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = text.as_bytes();
    offset > 0 && letter(bytes[offset - 1]) && bytes.get(offset).copied().is_some_and(letter)
}

/// Literals of which every match holds one; the longest set that can be had.
fn required(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let alone = || literals(hir, SHORTEST_INSIDE);
    match hir.kind() {
        HirKind::Concat(parts) => {
            let tails = (0..parts.len())
                .filter_map(|start| literals(&Hir::concat(parts[start..].to_vec()), SHORTEST_INSIDE));
            let inner = parts.iter().filter_map(required);
            tails.chain(inner).max_by_key(|set| shortest(set))
        }
        HirKind::Alternation(parts) => {
            let each: Option<Vec<_>> = parts.iter().map(required).collect();
            each.map(|sets| sets.into_iter().flatten().collect()).or_else(alone)
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        _ => alone(),
    }
}

/// The literals that every match starts with.
fn literals(hir: &Hir, at_least: usize) -> Option<Vec<Vec<u8>>> {
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_total(MOST).limit_class(8);
    let mut sequence: Seq = extractor.extract(hir);
    sequence.keep_first_bytes(LONGEST);
    sequence.sort();
    sequence.dedup();
    let set: Vec<Vec<u8>> = sequence.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    let telling =
        |literal: &Vec<u8>| literal.len() >= at_least || literal.iter().any(|byte| b"?:".contains(byte));
    (!set.is_empty() && set.iter().all(telling)).then_some(set)
}

fn shortest(set: &[Vec<u8>]) -> usize {
    set.iter().map(Vec::len).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_the_literals() {
        for (pattern, text, expected) in [
            (r"(?i)\b(?:said|says)\b", "She SAYS so", true),
            (r"(?i)\b(?:said|says)\b", "She sang", false),
            (r"(?:[A-Z]\w+\s+){1,3}(?:Council|Trust)\b", "the Northmoor Trust", true),
            (r"(?:[A-Z]\w+\s+){1,3}(?:Council|Trust)\b", "the Northmoor dam", false),
            (r"[A-Z]{2,6}", "no letters in capitals", true),
            (r"according to|(?i)foi", "an FOI request", true),
            (r"x?yellow", "a yellow line", true),
        ] {
            let triggers = Triggers::new([pattern].into_iter()).expect("the pattern parses");
            assert_eq!(!triggers.candidates(text).rules.is_empty(), expected, "{pattern} on {text}");
        }
    }
}
