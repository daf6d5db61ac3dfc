//! The catalogue: what the text says in so many words, found by patterns that carry their own examples.
//!
//! A rule is data (`catalog/*.toml`, and the files of a user's own folder); no rule changes anything and none
//! depends on the order of the others. The format is in `file.rs`.

mod file;
mod tag;
mod trigger;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use self::file::Examples;
pub use self::file::{Of, Rule};
pub use self::tag::{Tag, Unit};
use self::trigger::Triggers;
use crate::error::Error;
use crate::span::Span;

/// The label of a rule whose words make hits of its tag void.
const VETO: &str = "none";

/// The catalogue in the binary, by file name.
const CATALOG: &[(&str, &str)] = &[
    ("attribution.toml", include_str!("catalog/attribution.toml")),
    ("claim.toml", include_str!("catalog/claim.toml")),
    ("figure.toml", include_str!("catalog/figure.toml")),
    ("flag.toml", include_str!("catalog/flag.toml")),
    ("genre.toml", include_str!("catalog/genre.toml")),
    ("page.toml", include_str!("catalog/page.toml")),
    ("policy.toml", include_str!("catalog/policy.toml")),
    ("source.toml", include_str!("catalog/source.toml")),
    ("status.toml", include_str!("catalog/status.toml")),
];

/// A compiled catalogue. Immutable, shared by all threads.
#[derive(Debug)]
pub struct RuleSet {
    lines: Matcher,
    sentences: Matcher,
    sources: Matcher,
    hash: String,
}

/// One place where a rule matched.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Where, in the document's text.
    pub span: Span,
}

impl Hit<'_> {
    /// Whether the rule has this tag.
    #[must_use]
    pub fn is(&self, tag: Tag) -> bool {
        self.rule.tag == tag
    }
}

impl RuleSet {
    /// The catalogue in the binary.
    ///
    /// # Errors
    ///
    /// [`Error::Rules`] when a rule is broken, which the tests rule out.
    pub fn builtin() -> Result<Self, Error> {
        Self::compile(parse_all(CATALOG.iter().copied(), Examples::Proven)?, catalog_hash(&[]))
    }

    /// The rules of one file alone, `name`, whose content is `source`; their examples are run.
    ///
    /// # Errors
    ///
    /// [`Error::Rules`] when a rule is broken.
    pub fn of_source(name: &str, source: &str) -> Result<Self, Error> {
        let own = [(name.to_owned(), source.to_owned())];
        Self::compile(parse_all([(name, source)], Examples::Run)?, catalog_hash(&own))
    }

    /// The catalogue in the binary and the `*.toml` files of `folder` beside it, in order of name.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the folder cannot be read; [`Error::Rules`] when a rule is broken or has an id that is
    /// taken.
    pub fn with_folder(folder: &Path) -> Result<Self, Error> {
        let own = read_folder(folder)?;
        let files = own.iter().map(|(name, source)| (name.as_str(), source.as_str()));
        let mut rules = parse_all(CATALOG.iter().copied(), Examples::Proven)?;
        rules.extend(parse_all(files, Examples::Run)?);
        let mut ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find_map(|pair| (pair[0] == pair[1]).then_some(pair[0])) {
            let folder = folder.display();
            return Err(Error::Rules(format!("{folder}: rule {twice:?}: the id is taken; choose another")));
        }
        Self::compile(rules, catalog_hash(&own))
    }

    fn compile(rules: Vec<Rule>, hash: String) -> Result<Self, Error> {
        let mut by_unit: [Vec<Rule>; 3] = Default::default();
        for rule in rules {
            by_unit[rule.tag.unit() as usize].push(rule);
        }
        let [lines, sentences, sources] = by_unit.map(Matcher::new);
        Ok(Self { lines: lines?, sentences: sentences?, sources: sources?, hash })
    }

    /// What the rules say of one line or block, in order of position, then of id.
    #[must_use]
    pub fn on_line(&self, text: &str, line: Span) -> Vec<Hit<'_>> {
        self.lines.hits(text, line)
    }

    /// What the rules say of one sentence, in order of position, then of id. Source rules are run where a cue stands,
    /// because nothing else asks for a source.
    #[must_use]
    pub fn on_sentence(&self, text: &str, sentence: Span) -> Vec<Hit<'_>> {
        let mut hits = self.sentences.hits(text, sentence);
        veto(&mut hits);
        if hits.iter().any(|hit| hit.is(Tag::Cue)) {
            hits.extend(self.sources.hits(text, sentence));
            hits.sort_by_key(|hit| hit.span);
        }
        hits
    }

    /// The rules, those of lines first.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        [&self.lines, &self.sentences, &self.sources].into_iter().flat_map(|matcher| &matcher.rules)
    }

    /// SHA-256 of all catalogue files, its first 12 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Rules that are run on the same unit of text: one pass tells which can match and where, and only there they are
/// tried.
#[derive(Debug)]
struct Matcher {
    rules: Vec<Rule>,
    triggers: Triggers,
}

impl Matcher {
    fn new(mut rules: Vec<Rule>) -> Result<Self, Error> {
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let triggers = Triggers::new(rules.iter().map(|rule| rule.pattern.as_str())).map_err(Error::Rules)?;
        Ok(Self { rules, triggers })
    }

    fn hits(&self, text: &str, unit: Span) -> Vec<Hit<'_>> {
        let words = unit.of(text);
        let mut hits = Vec::new();
        let candidates = self.triggers.candidates(words);
        for (rule, starts) in &candidates.rules {
            let rule = &self.rules[*rule];
            let mut push = |found: Span| hits.push(Hit { rule, span: found.shift(unit.start) });
            match starts {
                Some(starts) => rule.find_from(words, candidates.starts(starts.clone())).for_each(&mut push),
                None => rule.find(words).for_each(&mut push),
            }
        }
        // Stable: within one position the rules stay in order of id.
        hits.sort_by_key(|hit| hit.span);
        hits
    }
}

/// Drops what stands inside the words of a veto of the same tag, and the vetoes. Linear: of the vetoes that begin before a
/// hit, the one that ends last tells.
fn veto(hits: &mut Vec<Hit<'_>>) {
    if !hits.iter().any(|hit| hit.rule.label == VETO) {
        return;
    }
    for tag in [Tag::Cue, Tag::Status, Tag::Flag] {
        let vetoes = hits.iter().filter(|hit| hit.is(tag) && hit.rule.label == VETO);
        let mut ends: Vec<(usize, usize)> = vetoes.map(|hit| (hit.span.start, hit.span.end)).collect();
        for index in 1..ends.len() {
            ends[index].1 = ends[index].1.max(ends[index - 1].1);
        }
        hits.retain(|hit| {
            let before = ends.partition_point(|(start, _)| *start <= hit.span.start);
            !hit.is(tag) || before == 0 || ends[before - 1].1 < hit.span.end
        });
    }
}

/// The rules of all files; the error names every broken one.
fn parse_all<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    examples: Examples,
) -> Result<Vec<Rule>, Error> {
    let mut rules = Vec::new();
    let mut broken = Vec::new();
    for (name, source) in files {
        match file::parse(source, examples) {
            Ok(parsed) => rules.extend(parsed),
            Err(message) => broken.push(format!("{name}: {message}")),
        }
    }
    if broken.is_empty() { Ok(rules) } else { Err(Error::Rules(broken.join("\n"))) }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| Error::io("read", folder, error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Error::io("read", folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let source = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
            files.push((path.display().to_string(), source));
        }
    }
    files.sort();
    Ok(files)
}

fn catalog_hash(own: &[(String, String)]) -> String {
    let mut hasher = Sha256::new();
    for (_, source) in CATALOG {
        hasher.update(source);
    }
    for (_, source) in own {
        hasher.update(source);
    }
    hasher.finalize().iter().take(6).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn catalogue() -> RuleSet {
        RuleSet::builtin().expect("every rule compiles")
    }

    #[test]
    fn every_rule_passes_its_own_examples() {
        if let Err(broken) = parse_all(CATALOG.iter().copied(), Examples::Run) {
            panic!("{broken}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let rules = catalogue();
        let mut seen = BTreeSet::new();
        for rule in rules.rules() {
            assert!(seen.insert(&rule.id), "{} stands twice", rule.id);
        }
    }

    #[test]
    fn no_rule_takes_what_a_rule_of_its_kind_skips() {
        let rules = catalogue();
        let mut taken = Vec::new();
        // Sources are a ladder, on which the heaviest rule decides, and worth adds up: there rules may overlap.
        for rule in rules.rules().filter(|rule| !matches!(rule.tag, Tag::Worth | Tag::Source)) {
            let kin = rules
                .rules()
                .filter(|other| other.tag == rule.tag && other.label == rule.label && other.id != rule.id);
            for other in kin {
                let skips = rule.skip.iter().filter(|skip| other.find(skip).next().is_some());
                taken.extend(
                    skips.map(|skip| format!("{} fires on what {} skips: {skip}", other.id, rule.id)),
                );
            }
        }
        assert!(taken.is_empty(), "{taken:#?}");
    }

    #[test]
    fn every_tag_has_a_rule_for_each_label() {
        let rules = catalogue();
        let mut missing = Vec::new();
        for tag in rules.rules().map(|rule| rule.tag) {
            for label in tag.labels() {
                if !rules.rules().any(|rule| rule.tag == tag && rule.label == *label) {
                    missing.push(format!("{tag:?}.{label}"));
                }
            }
        }
        missing.dedup();
        assert!(missing.is_empty(), "labels that no rule gives: {missing:?}");
    }

    /// A rule without a literal is searched for in every sentence: that is what a run would spend its time on.
    #[test]
    fn every_rule_on_sentences_has_a_trigger() {
        let rules = catalogue().sentences.rules;
        let patterns = || rules.iter().map(|rule| rule.pattern.as_str());
        let triggers = Triggers::new(patterns()).expect("sound patterns");
        let candidates = triggers.candidates("").rules;
        let anywhere: Vec<&str> = candidates.iter().map(|(rule, _)| rules[*rule].id.as_str()).collect();
        assert!(anywhere.is_empty(), "these rules need a literal that every match holds: {anywhere:?}");
    }

    #[test]
    fn triggers_hide_nothing() {
        let rules = catalogue();
        for matcher in [&rules.lines, &rules.sentences, &rules.sources] {
            for rule in &matcher.rules {
                for example in rule.matches.iter().chain(&rule.skip) {
                    let hits = matcher.hits(example, Span::new(0, example.len()));
                    let found: Vec<Span> =
                        hits.iter().filter(|hit| hit.rule.id == rule.id).map(|hit| hit.span).collect();
                    assert_eq!(found, rule.find(example).collect::<Vec<_>>(), "{}: {example}", rule.id);
                }
            }
        }
    }

    #[test]
    fn hits_come_in_order_and_lie_in_the_unit() {
        let rules = catalogue();
        let text = "x “It is understood,” officials said on Monday. According to the ONS it fell.";
        let unit = Span::new(2, text.len());
        let hits = rules.on_sentence(text, unit);
        assert!(hits.len() > 2);
        assert!(hits.is_sorted_by_key(|hit| hit.span));
        assert!(hits.iter().all(|hit| unit.contains(hit.span)));
    }
}
