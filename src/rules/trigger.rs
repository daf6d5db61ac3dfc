//! Which rules can match at all: a few literals of which every match of a pattern must hold one, for all rules in one
//! pass over the text.
//!
//! A set of regexes in one lazy automaton was tried first (`regex::RegexSet`): with a hundred patterns that begin
//! anywhere, building its states took nine tenths of a run.

use aho_corasick::{AhoCorasick, MatchKind};
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Class, Hir, HirKind};

/// A shorter literal inside a pattern stands in every sentence and tells nothing.
const SHORTEST_INSIDE: usize = 3;

/// At the start of a pattern two letters will do, because trying the pattern there costs next to nothing.
const SHORTEST_START: usize = 2;

/// The literals of all rules.
#[derive(Debug)]
pub(super) struct Triggers {
    /// All literals, ASCII case aside.
    literals: AhoCorasick,
    /// Of each literal, the index of its rule.
    rule_of: Vec<usize>,
    /// Of each rule, how its matches are found.
    kinds: Vec<Kind>,
}

/// How the matches of a rule are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Every match starts with one of the literals.
    Start,
    /// Every match holds one of them.
    Inside,
    /// No literal gives the rule away.
    Always,
}

/// A rule that can match, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The index of the rule.
    pub(super) rule: usize,
    /// The offset that a match would start at, where the kind is [`Kind::Start`]; else 0.
    pub(super) start: usize,
}

impl Triggers {
    /// The triggers of rules with these patterns.
    ///
    /// # Errors
    ///
    /// What is wrong with a pattern, or that they have too many literals.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p str>) -> Result<Self, String> {
        let mut words: Vec<Vec<u8>> = Vec::new();
        let mut rule_of = Vec::new();
        let mut kinds = Vec::new();
        for pattern in patterns {
            let hir = folded(&regex_syntax::parse(pattern).map_err(|error| error.to_string())?);
            let start = literals(&hir, SHORTEST_START);
            let kind = if start.is_some() { Kind::Start } else { Kind::Inside };
            let found = start.or_else(|| required(&hir));
            let kind = if found.is_some() { kind } else { Kind::Always };
            for literal in found.into_iter().flatten() {
                rule_of.push(kinds.len());
                words.push(literal);
            }
            kinds.push(kind);
        }
        let literals = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(words)
            .map_err(|error| error.to_string())?;
        Ok(Self { literals, rule_of, kinds })
    }

    /// How the matches of a rule are found.
    pub(super) fn kind(&self, rule: usize) -> Kind {
        self.kinds[rule]
    }

    /// The rules that can match in `text`, by rule and position, each pair once.
    pub(super) fn candidates(&self, text: &str) -> Vec<Candidate> {
        let always = self.kinds.iter().enumerate().filter(|(_, kind)| **kind == Kind::Always);
        let mut candidates: Vec<Candidate> = always.map(|(rule, _)| Candidate { rule, start: 0 }).collect();
        candidates.extend(self.literals.find_overlapping_iter(text).map(|found| {
            let rule = self.rule_of[found.pattern().as_usize()];
            Candidate { rule, start: if self.kinds[rule] == Kind::Start { found.start() } else { 0 } }
        }));
        candidates.sort_unstable();
        candidates.dedup();
        candidates
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
    extractor.kind(ExtractKind::Prefix).limit_total(400).limit_class(8);
    let sequence: Seq = extractor.extract(hir);
    let set: Vec<Vec<u8>> = sequence.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    (!set.is_empty() && shortest(&set) >= at_least).then_some(set)
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
            assert_eq!(!triggers.candidates(text).is_empty(), expected, "{pattern} on {text}");
        }
    }
}
