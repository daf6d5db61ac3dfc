//! How likely a source carries over to a later sentence: evidence, weighed.
//!
//! What the sentence looks like beside the one that names the source counts for or against (Mann & Thompson's 1988 cues
//! of continuation, and what our labels show); where a model took part, so does how it reads the sentence. The weights
//! are those of a logistic regression on the labels of `corpus/gold/train`, made by `scripts/carry.py`.

use std::sync::LazyLock;

use regex::Regex;

use super::Found;
use crate::document::{Attribution, BlockKind, Genre, Reason, Scope, SourceKind, Sourcing};
use crate::model::{SentenceSignals, Signals};
use crate::reading::Reading;
use crate::span::Span;

/// A source carries over so many sentences at most.
const REACH: usize = 6;

/// From this likelihood on it does: 94 of 100 that carry are right in the cross-validation of `scripts/carry.py`. There the
/// sentences' own sources are the labelled ones; that some are not found costs a part of the margin above nine of ten.
const ENOUGH: f64 = 0.8;

/// How much the model's reading counts against the evidence, for each unit of its log-odds; chosen on `corpus/gold/dev`. It
/// never counts for it: the model has read the labels by which the evidence is weighed.
const MODEL: f64 = 0.3;

/// A sentence that the model takes for no claim more surely than this takes no source over.
const IDLE: f64 = 0.7;

/// Where every count begins.
const BIAS: f64 = -1.37;

/// What counts, how much, and how to say it; without words what only ever counts against.
const WEIGHTS: &[(Evidence, f64, &str)] = &[
    (Evidence::Distance2, -0.31, ""),
    (Evidence::Distance3, -0.53, ""),
    (Evidence::SameParagraph, 1.65, "in the same paragraph"),
    (Evidence::OpensParagraph, -0.82, ""),
    (Evidence::Quoted, 2.21, "inside quotation marks"),
    (Evidence::TakesUp, 0.59, "takes up what was said (“of these”, “another”, a bare number)"),
    (Evidence::Also, 0.15, "says “also” or “further”"),
    (Evidence::Numbers, 0.18, "goes on with figures"),
    (Evidence::Backshift, 0.75, "reports (“would”, “had”)"),
    (Evidence::Past, 0.50, "stays in the past"),
    (Evidence::NamesAnother, -0.74, ""),
    (Evidence::FirstPerson, -0.42, ""),
    (Evidence::ListItem, 0.29, "an item of the list"),
    (Evidence::Short, 0.25, "a short sentence"),
    (Evidence::Of(SourceKind::Anonymous), -0.65, ""),
    (Evidence::Of(SourceKind::Dataset), 0.25, "the source is a record"),
    (Evidence::Of(SourceKind::Organisation), -0.72, ""),
    (Evidence::Of(SourceKind::Person), -0.26, ""),
    (Evidence::Beside(SourceKind::Dataset), 0.64, ""),
    (Evidence::Beside(SourceKind::Document), 0.47, ""),
    (Evidence::Beside(SourceKind::Person), 0.70, ""),
    (Evidence::In(Genre::News), 0.23, ""),
    (Evidence::In(Genre::Official), -0.54, ""),
    (Evidence::In(Genre::Opinion), -0.25, ""),
    (Evidence::In(Genre::ParliamentaryAnswer), -1.17, ""),
    (Evidence::In(Genre::Tabloid), 0.48, ""),
];

/// Something about a sentence beside the one that names the source.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Evidence {
    Distance2,
    /// Three sentences on or more.
    Distance3,
    SameParagraph,
    OpensParagraph,
    Quoted,
    TakesUp,
    Also,
    Numbers,
    Backshift,
    Past,
    NamesAnother,
    FirstPerson,
    ListItem,
    Short,
    /// The kind of the source.
    Of(SourceKind),
    /// The kind of a source in the same paragraph.
    Beside(SourceKind),
    In(Genre),
}

impl Evidence {
    fn rule(self) -> &'static str {
        match self {
            Self::SameParagraph => "scope.same-paragraph",
            Self::Quoted => "scope.quoted",
            Self::TakesUp => "scope.takes-up",
            Self::Also => "scope.also",
            Self::Numbers => "scope.numbers",
            Self::Backshift => "scope.backshift",
            Self::Past => "scope.past",
            Self::ListItem => "scope.list-item",
            Self::Short => "scope.short",
            _ => "scope.weighed",
        }
    }
}

/// A pattern of `scripts/carry.py`, which has to have the same ones.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static TAKES_UP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[“\"']?(?:Of (?:these|those|them)|A further|Another|Others?|The (?:rest|remainder|others|remaining)|In (?:all|total|addition)\
         |Among (?:them|these|those)|By (?:comparison|contrast)|That (?:is|was|compares)|This (?:is|was|compares|represents)\
         |Some|Most|Half|Nearly|Almost|Only|Around|About|More than|Just|Fewer|Both|Neither|None|One in\
         |Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)(?-u:\\b)",
    )
});
static ALSO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)(?:also|further|too|as well|in addition|likewise|similarly)(?-u:\b)"));
static BACKSHIFT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)(?:would|had|could|should)(?-u:\b)"));
static PAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)(?:was|were)(?-u:\b)"));
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\w,;:] (?:the )?[A-Z][a-z]+ [A-Z][a-z]+"));
static PERSON: LazyLock<Regex> = LazyLock::new(|| pattern("^[“\"']?(?:I|We)(?-u:\\b)"));

/// A sentence has fewer words than this to be short.
const SHORT: usize = 12;

/// A sentence that names its source, with the last of its attributions.
#[derive(Clone, Debug)]
struct Named {
    sentence: usize,
    attribution: Attribution,
}

/// Carries the source named last over the sentences that name none, where the evidence suffices.
pub(super) fn sources(reading: &Reading<'_>, genre: Genre, signals: Option<&Signals>, found: &mut Found) {
    let mut last: Option<Named> = None;
    let mut marks = Marks::default();
    for sentence in 0..reading.len() {
        let block = reading.block(sentence);
        let quoted = marks.open_at(reading, sentence);
        if block.kind == BlockKind::Heading {
            last = None;
        }
        if !block.kind.is_prose() || block.comment || block.kind == BlockKind::Title {
            continue;
        }
        let own = &found.by_sentence[sentence];
        if let Some(named) = own.iter().rev().find(|link| link.scope == Scope::Sentence && link.cue.is_some())
        {
            last = Some(Named { sentence, attribution: named.clone() });
        } else if let Some(named) =
            last.as_ref().filter(|named| own.is_empty() && sentence - named.sentence <= REACH)
        {
            let said = signals.and_then(|signals| signals.sentences.get(sentence)).filter(|said| said.read);
            found.by_sentence[sentence].extend(carried(reading, genre, named, sentence, quoted, said));
        }
    }
}

fn carried(
    reading: &Reading<'_>,
    genre: Genre,
    named: &Named,
    sentence: usize,
    quoted: bool,
    said: Option<&SentenceSignals>,
) -> Option<Attribution> {
    if said.is_some_and(|said| said.idle > IDLE) {
        return None;
    }
    let source = named.attribution.source.as_ref();
    let kind = source.map_or(SourceKind::Anonymous, |source| source.kind);
    let mut evidence = evidence(reading, genre, named.sentence, sentence, kind);
    evidence.extend(quoted.then_some(Evidence::Quoted));
    let counted = || WEIGHTS.iter().filter(|(counts, _, _)| evidence.contains(counts));
    let weight: f64 = counted().map(|(_, weight, _)| weight).sum();
    let model = said.map_or(0.0, |said| (MODEL * log_odds(said, kind)).min(0.0));
    let likely = probability(BIAS + weight + model);
    if likely < ENOUGH {
        return None;
    }
    let span = reading.sentence(sentence);
    let reason = |rule: &str, score: f64, note: &str| Reason {
        rule: rule.to_owned(),
        span,
        score,
        note: note.to_owned(),
    };
    let mut reasons = vec![reason("scope.carried", likely, "the source named before goes on")];
    let telling = counted().filter(|(_, weight, note)| *weight > 0.0 && !note.is_empty());
    reasons
        .extend(telling.map(|(evidence, weight, note)| reason(evidence.rule(), probability(*weight), note)));
    Some(Attribution {
        source: named.attribution.source.clone(),
        cue: None,
        content: vec![span],
        scope: Scope::Carried,
        confidence: likely,
        within: None,
        reasons,
    })
}

/// Log-odds as a probability.
fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// How sure the model is that the sentence has a source of this kind, as log-odds between -3 and 3.
fn log_odds(said: &SentenceSignals, kind: SourceKind) -> f64 {
    const MOST: f64 = 3.0;
    let verdict = match kind {
        SourceKind::Dataset | SourceKind::Document => Sourcing::Sourced,
        SourceKind::Person | SourceKind::Organisation | SourceKind::Publication => Sourcing::Attributed,
        SourceKind::Anonymous => Sourcing::Vague,
        SourceKind::FirstHand => Sourcing::Unsourced,
    };
    let likely = said.verdict(verdict) / (1.0 - said.idle).max(f64::EPSILON);
    (likely / (1.0 - likely).max(f64::EPSILON)).ln().clamp(-MOST, MOST)
}

/// Everything that holds of `sentence` beside the sentence `from`, whose source is of this kind.
fn evidence(
    reading: &Reading<'_>,
    genre: Genre,
    from: usize,
    sentence: usize,
    kind: SourceKind,
) -> Vec<Evidence> {
    let text = reading.text();
    let words = reading.sentence(sentence).of(text);
    let block = reading.block(sentence);
    let same = block.span == reading.block(from).span;
    let before = Span::new(block.span.start, reading.sentence(sentence).start).of(text);
    let digits = |words: &str| words.contains(|c: char| c.is_ascii_digit());
    let found = [
        (Evidence::Distance2, sentence - from == 2),
        (Evidence::Distance3, sentence - from > 2),
        (Evidence::SameParagraph, same),
        (Evidence::OpensParagraph, before.is_empty()),
        (Evidence::TakesUp, TAKES_UP.is_match(words)),
        (Evidence::Also, ALSO.is_match(words)),
        (Evidence::Numbers, digits(words) && digits(reading.sentence(from).of(text))),
        (Evidence::Backshift, BACKSHIFT.is_match(words)),
        (Evidence::Past, PAST.is_match(words)),
        (Evidence::NamesAnother, NAME.is_match(words)),
        (Evidence::FirstPerson, PERSON.is_match(words)),
        (Evidence::ListItem, block.kind == BlockKind::ListItem),
        (Evidence::Short, words.split_whitespace().count() < SHORT),
        (Evidence::Of(kind), true),
        (Evidence::Beside(kind), same),
        (Evidence::In(genre), true),
    ];
    found.into_iter().filter_map(|(evidence, holds)| holds.then_some(evidence)).collect()
}

/// The quotation marks of a paragraph up to where the reading is, counted once.
#[derive(Debug, Default)]
struct Marks {
    at: usize,
    open: usize,
    closed: usize,
    straight: usize,
}

impl Marks {
    /// Whether a quotation is open where the sentence begins, or begins there; sentences are asked in text order.
    fn open_at(&mut self, reading: &Reading<'_>, sentence: usize) -> bool {
        let (block, start) = (reading.block(sentence).span.start, reading.sentence(sentence).start);
        if self.at < block {
            *self = Self { at: block, ..Self::default() };
        }
        for mark in Span::new(self.at, start.max(self.at)).of(reading.text()).chars() {
            match mark {
                '“' => self.open += 1,
                '”' => self.closed += 1,
                '"' => self.straight += 1,
                _ => {}
            }
        }
        self.at = start.max(self.at);
        let begins = reading.sentence(sentence).of(reading.text()).starts_with(['“', '"']);
        self.open > self.closed || self.straight % 2 == 1 || begins
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// What holds of the second sentence of a news text beside the first, which names a person.
    fn of_second(text: &str) -> Vec<Evidence> {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let mut marks = Marks::default();
        let quoted = (0..2).map(|sentence| marks.open_at(&reading, sentence)).last() == Some(true);
        let mut found = evidence(&reading, Genre::News, 0, 1, SourceKind::Person);
        found.extend(quoted.then_some(Evidence::Quoted));
        found
    }

    #[test]
    fn evidence_is_what_the_text_shows() {
        for (text, expected, not) in [
            ("Rents rose, she said. Of these, 14 were new.", Evidence::TakesUp, Evidence::NamesAnother),
            ("Rents rose by 4%, she said. They had fallen by 3%.", Evidence::Numbers, Evidence::Past),
            ("Rents rose, she said. They had fallen.", Evidence::Backshift, Evidence::Numbers),
            ("“Rents rose,” she said. “They fell before.", Evidence::Quoted, Evidence::TakesUp),
            (
                "Rents rose, she said. The trial of Ann Other goes on.",
                Evidence::NamesAnother,
                Evidence::Quoted,
            ),
            ("Rents rose, she said. We were told.", Evidence::FirstPerson, Evidence::Backshift),
            ("Rents rose, she said. It rained.", Evidence::SameParagraph, Evidence::OpensParagraph),
        ] {
            let found = of_second(text);
            assert!(found.contains(&expected), "{text}: no {expected:?} in {found:?}");
            assert!(!found.contains(&not), "{text}: {not:?}");
        }
    }
}
