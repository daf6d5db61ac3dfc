//! The format of a catalogue file, and the checks that a rule must pass before it is used.
//!
//! ```toml
//! [[rule]]
//! id     = "cue.said"                  # begins with the tag; stable; printed in every record it causes
//! tag    = "cue"                       # what the rule decides: see `Tag`
//! label  = "speech"                    # which of the tag's values, where the tag has values
//! pattern = '(?i)\bsaid\b'             # `(?<at>…)` marks the span where the whole match is too much
//! why    = "A reporting verb ties a speaker to what is said."
//! match  = ["She [[said]] rates fell."]    # two or more; double brackets mark every expected span
//! skip   = ["She is saidless."]            # two or more that must not match
//! ```
//!
//! A rule may say `weight`, for tags that add up, and `of`, whom its words are about: `"subject"` (the person before
//! them, the default), `"object"` (the person behind them) or `"either"`. The label `none`, where a tag has it, is a
//! veto: no hit of the tag inside the words of such a rule counts.
//!
//! In a pattern `\b`, `\w`, `\d` and `\s` mean the Latin script: see `latin_classes`.

use std::sync::OnceLock;

use regex_automata::meta;
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input, PatternID};
use serde::Deserialize;

use super::tag::Tag;
use crate::span::Span;

/// Compiled patterns may not grow beyond this many bytes: a rule is a phrase, not a program.
const PATTERN_BYTES: usize = 1 << 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<RuleSource>,
}

/// A rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSource {
    id: String,
    tag: Tag,
    #[serde(default)]
    label: Option<String>,
    pattern: String,
    #[serde(default)]
    weight: Option<f64>,
    #[serde(default)]
    of: Of,
    why: String,
    #[serde(default)]
    r#match: Vec<String>,
    #[serde(default)]
    skip: Vec<String>,
}

/// A pattern ready to run.
#[derive(Debug)]
struct Engine {
    /// The engine under the `regex` crate, which can also try a pattern at one place and no further.
    regex: meta::Regex,
    /// The capture group that marks the span: `at` where the pattern has one, else the whole match.
    group: usize,
}

impl Engine {
    fn new(pattern: &str) -> Result<Self, String> {
        let regex = meta::Builder::new()
            .configure(meta::Config::new().nfa_size_limit(Some(PATTERN_BYTES)))
            .build(pattern)
            .map_err(|error| format!("the pattern does not compile: {}", reason(&error)))?;
        if regex.is_match("") {
            return Err("the pattern matches the empty text; make it match at least one word".to_owned());
        }
        if regex.captures_len() > 2 {
            return Err("write (?:…) for every group but (?<at>…)".to_owned());
        }
        let group = regex.group_info().to_index(PatternID::ZERO, "at").unwrap_or(0);
        Ok(Self { regex, group })
    }
}

/// Whom the words of a rule are about: "*X* was charged", "police arrested *X*".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The person meant before them.
    #[default]
    Subject,
    /// The person meant behind them.
    Object,
    /// Whichever there is, the one before first.
    Either,
}

/// A rule that passed its own examples.
#[derive(Debug)]
pub struct Rule {
    /// Stable, printed in every record that it causes.
    pub id: String,
    /// What it decides.
    pub tag: Tag,
    /// Which of the tag's values it stands for; empty where the tag has none.
    pub label: String,
    /// How much it counts, for the tags that add up; 1 unless the file says otherwise.
    pub weight: f64,
    /// Whom the words are about.
    pub of: Of,
    /// The reason, for people.
    pub why: String,
    /// The pattern with its `\b` made ASCII.
    pub(super) pattern: String,
    /// Built when the rule is tried first: most rules never are, and building all of them takes half a second.
    engine: OnceLock<Engine>,
    /// Examples that it must match, without their brackets, kept for the laws over the whole catalogue.
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the laws over the catalogue"))]
    pub(super) matches: Vec<String>,
    /// Examples that it must not match, kept for the laws over the whole catalogue.
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the laws over the catalogue"))]
    pub(super) skip: Vec<String>,
}

impl Rule {
    /// # Panics
    ///
    /// When a pattern of the catalogue in the binary does not compile, which the tests rule out.
    fn engine(&self) -> &Engine {
        self.engine.get_or_init(|| Engine::new(&self.pattern).expect("the tests compile every pattern"))
    }

    /// Where the rule matches in `text`, in order, not overlapping.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let Engine { regex, group } = self.engine();
        let whole = (*group == 0).then(|| regex.find_iter(text).map(|found| found.range().into()));
        let group = (*group != 0).then(|| {
            regex.captures_iter(text).filter_map(|captures| {
                captures.get_group(*group).or(captures.get_group(0)).map(|found| found.range().into())
            })
        });
        whole.into_iter().flatten().chain(group.into_iter().flatten())
    }

    /// As [`Rule::find`], given every offset that a match can start at, in order.
    pub(super) fn find_from<'a>(
        &'a self,
        text: &'a str,
        starts: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = Span> + 'a {
        let mut end = 0;
        let Engine { regex, group } = self.engine();
        starts.filter_map(move |start| {
            if start < end {
                return None;
            }
            let input = Input::new(text).range(start..).anchored(Anchored::Yes);
            let mut slots = [None; 4];
            regex.search_slots(&input, &mut slots[..2 * (group + 1)])?;
            let [whole_start, whole_end, start, end_of_group] = slots.map(|slot| slot.map(NonMaxUsize::get));
            end = whole_end?;
            let marked = start.zip(end_of_group).or(whole_start.zip(whole_end))?;
            Some(Span::new(marked.0, marked.1))
        })
    }
}

/// Whether the examples of a file are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Examples {
    /// They are: the file is a user's own.
    Run,
    /// The tests have run them: doing so again at every start would double the time it takes.
    Proven,
}

/// Reads one catalogue file.
///
/// # Errors
///
/// A message with the id of every broken rule, when the TOML does not parse, a pattern does not compile, a reason or
/// an example is missing, or an example does not behave as it says.
pub(super) fn parse(source: &str, examples: Examples) -> Result<Vec<Rule>, String> {
    let file: RuleFile = toml::from_str(source).map_err(|error| error.to_string())?;
    let mut rules = Vec::with_capacity(file.rule.len());
    let mut broken = Vec::new();
    for source in file.rule {
        let id = source.id.clone();
        match compile(source, examples) {
            Ok(rule) => rules.push(rule),
            Err(message) => broken.push(format!("rule {id:?}: {message}")),
        }
    }
    if broken.is_empty() { Ok(rules) } else { Err(broken.join("\n  ")) }
}

fn compile(source: RuleSource, examples: Examples) -> Result<Rule, String> {
    check_form(&source)?;
    let pattern = latin_classes(&source.pattern);
    let engine = OnceLock::new();
    if examples == Examples::Run {
        let _ = engine.set(Engine::new(&pattern)?);
    }
    let rule = Rule {
        id: source.id,
        tag: source.tag,
        label: source.label.unwrap_or_default(),
        weight: source.weight.unwrap_or(1.0),
        of: source.of,
        why: source.why,
        pattern,
        engine,
        matches: source.r#match.iter().filter_map(|example| Some(unmark(example)?.0)).collect(),
        skip: source.skip,
    };
    if examples == Examples::Run {
        check_examples(&rule, &source.r#match)?;
    }
    Ok(rule)
}

/// What is wrong with a pattern: the syntax error where there is one, with the place marked.
fn reason(error: &meta::BuildError) -> String {
    error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string)
}

fn check_form(source: &RuleSource) -> Result<(), String> {
    let tag = tag_name(source.tag);
    let well_named = source.id.strip_prefix(&tag).is_some_and(|rest| {
        rest.starts_with('.')
            && rest.len() > 1
            && rest.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
    });
    if !well_named {
        return Err(format!("write the id as \"{tag}.words-of-lower-case-letters\""));
    }
    if source.why.trim().is_empty() {
        return Err("say `why`: the reason is printed beside every decision".to_owned());
    }
    for (key, examples) in [("match", &source.r#match), ("skip", &source.skip)] {
        if examples.len() < 2 {
            return Err(format!("give two or more `{key}` examples"));
        }
    }
    let labels = source.tag.labels();
    match source.label.as_deref() {
        None if labels.is_empty() => Ok(()),
        Some(label) if labels.contains(&label) => Ok(()),
        _ if labels.is_empty() => Err(format!("rules tagged {tag:?} carry no `label`")),
        _ => Err(format!("write a `label`, one of: {}", labels.join(", "))),
    }
}

fn check_examples(rule: &Rule, matches: &[String]) -> Result<(), String> {
    for example in matches {
        let (text, expected) =
            unmark(example).ok_or_else(|| format!("mark the span with [[ and ]] in: {example}"))?;
        let found: Vec<Span> = rule.find(&text).collect();
        if found != expected {
            let words: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
            return Err(format!("finds {words:?} in its own example: {example}"));
        }
    }
    for example in &rule.skip {
        if let Some(span) = rule.find(example).next() {
            return Err(format!("finds {:?} in an example that it must skip: {example}", span.of(example)));
        }
    }
    Ok(())
}

/// The text of an example without its brackets, and the spans that these marked; `None` without any.
fn unmark(example: &str) -> Option<(String, Vec<Span>)> {
    let mut text = String::with_capacity(example.len());
    let mut spans = Vec::new();
    let mut rest = example;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (inside, after) = marked.split_once("]]")?;
        text.push_str(before);
        let start = text.len();
        text.push_str(inside);
        spans.push(Span::new(start, text.len()));
        rest = after;
    }
    text.push_str(rest);
    (!spans.is_empty()).then_some((text, spans))
}

/// The pattern with its classes cut down to Latin script: `\b` ASCII, `\w` letters to U+017F, digits and `_`, `\d`
/// ASCII digits, `\s` blanks and line feeds. With the Unicode classes a catalogue compiles to a hundred times the
/// size, and the regex crate leaves its fast path in every text with a curly quotation mark.
fn latin_classes(pattern: &str) -> String {
    let mut result = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            in_class = (in_class || character == '[') && character != ']';
            result.push(character);
            continue;
        }
        let (open, close) = if in_class { ("", "") } else { ("[", "]") };
        let ranges = match characters.next() {
            Some('b') => {
                result.push_str(r"(?-u:\b)");
                continue;
            }
            Some('w') => r"0-9A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{17F}",
            Some('d') => "0-9",
            Some('s') => r"\x{20}\t\n\r\x{A0}",
            Some(escaped) => {
                result.extend(['\\', escaped]);
                continue;
            }
            None => "",
        };
        result.extend([open, ranges, close]);
    }
    result
}

/// A tag as written in a file.
fn tag_name(tag: Tag) -> String {
    let mut name = String::new();
    for (index, character) in format!("{tag:?}").char_indices() {
        if character.is_ascii_uppercase() && index > 0 {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [[rule]]
        id = "cue.said"
        tag = "cue"
        label = "speech"
        pattern = '\bsaid\b'
        why = "A reporting verb."
        match = ["She [[said]] so.", "He [[said]] and she [[said]]."]
        skip = ["saidless", "says"]
    "#;

    #[test]
    fn a_complete_rule_is_accepted() {
        let rules = parse(GOOD, Examples::Run).expect("the rule is complete");
        assert_eq!(rules[0].id, "cue.said");
        assert_eq!(rules[0].find("He said “no”").next(), Some(Span::new(3, 7)));
    }

    #[test]
    fn a_broken_rule_says_what_to_write() {
        for (from, to, expected) in [
            ("cue.said", "said", "write the id as"),
            ("label = \"speech\"", "", "write a `label`, one of: speech"),
            ("\\bsaid\\b", "(said", "does not compile"),
            ("\\bsaid\\b", "(?:said)?", "matches the empty text"),
            ("\\bsaid\\b", "(sa)(id)", "write (?:…)"),
            ("A reporting verb.", " ", "say `why`"),
            (", \"He [[said]] and she [[said]].\"", "", "two or more `match`"),
            (", \"says\"", "", "two or more `skip`"),
            ("She [[said]] so.", "She said so.", "mark the span"),
            ("She [[said]] so.", "She [[said so]].", "finds [\"said\"] in its own example"),
            ("saidless", "he said", "that it must skip"),
            ("why =", "reason =", "unknown field"),
            ("tag = \"cue\"", "tag = \"clue\"", "unknown variant"),
        ] {
            let broken = GOOD.replace(from, to);
            assert_ne!(broken, GOOD, "{from} is not in the example");
            let message = parse(&broken, Examples::Run).expect_err("the rule is broken");
            assert!(message.contains(expected), "{to}: {message}");
        }
    }

    #[test]
    fn classes_become_latin_and_nothing_else_changes() {
        for (pattern, expected) in
            [(r"\ba\b", r"(?-u:\b)a(?-u:\b)"), (r"\\b\.", r"\\b\."), (r"[\d’]\d", "[0-9’][0-9]"), ("é", "é")]
        {
            assert_eq!(latin_classes(pattern), expected);
        }
        let rules = parse(&GOOD.replace(r"\bsaid\b", r"\bsaid(?:\s\w+’s)?\b"), Examples::Run);
        assert_eq!(rules.expect("still complete")[0].find("said Zoë’s mum").next(), Some(Span::new(0, 13)));
    }
}
