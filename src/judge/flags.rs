//! What a checker sorts claims by: words of the sentence, its source, its figures, and what both have to do with the
//! rest of the document.

use std::sync::LazyLock;

use regex::Regex;

use super::Grounds;
use crate::document::{
    Attribution, Case, Check, CheckStatus, Claim, Figure, Flag, Missing, Part, Scope, SourceKind, Sourcing,
};
use crate::names::Names;
use crate::people::Form;
use crate::reading::{Reading, label};
use crate::rules::Tag;
use crate::span::Span;

/// A claim's newest figure is old when it is so many years older than the document: official statistics come out within
/// two.
const OLD_YEARS: i32 = 3;

/// The flags of a claim, in the order of [`Flag`].
pub(super) fn flags(
    reading: &Reading<'_>,
    grounds: &Grounds<'_>,
    claim: &Claim,
    sourcing: Sourcing,
    attribution: Option<&Attribution>,
) -> Vec<Flag> {
    let mut flags: Vec<Flag> =
        reading.tagged(claim.sentence, Tag::Flag).filter_map(|hit| label(&hit.rule.label)).collect();
    let source = attribution.and_then(|attribution| attribution.source.as_ref());
    let figures = || claim.figures.iter().map(|index| &grounds.figures[*index]);
    let more = [
        (Flag::AnonymousSource, sourcing == Sourcing::Vague && source.is_some()),
        (Flag::VagueSource, sourcing == Sourcing::Vague && source.is_none()),
        (Flag::NoSource, sourcing == Sourcing::Unsourced),
        (Flag::NoBaseline, figures().any(|figure| figure.missing.contains(&Missing::Baseline))),
        (Flag::OldFigure, is_old(reading, figures())),
        (Flag::Conflict, grounds.conflicts.within(claim.span)),
        (
            Flag::SelfInterestedSource,
            attribution.is_some_and(|attribution| speaks_of_itself(reading, grounds, claim, attribution)),
        ),
    ];
    flags.extend(more.into_iter().filter_map(|(flag, holds)| holds.then_some(flag)));
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// Whether all figures that have a time are of one long before the document.
fn is_old<'f>(reading: &Reading<'_>, figures: impl Iterator<Item = &'f Figure>) -> bool {
    let Some(written) = reading.layout.meta.reference_date() else { return false };
    let ends = figures.filter_map(|figure| figure.period.as_ref()?.to.as_deref());
    let newest = ends.filter_map(|end| end.get(..4)?.parse::<i32>().ok()).max();
    newest.is_some_and(|year| i32::from(written.year()) - year >= OLD_YEARS)
}

/// Where arithmetic of the document does not hold.
#[derive(Debug)]
pub(super) struct Conflicts(Vec<usize>);

impl Conflicts {
    pub(super) fn new(checks: &[Check]) -> Self {
        let broken = checks.iter().filter(|check| check.status == CheckStatus::Conflict);
        let mut starts: Vec<usize> =
            broken.flat_map(|check| check.inputs.iter().map(|input| input.span.start)).collect();
        starts.sort_unstable();
        Self(starts)
    }

    fn within(&self, span: Span) -> bool {
        let first = self.0.partition_point(|start| *start < span.start);
        self.0.get(first).is_some_and(|start| *start < span.end)
    }
}

/// Whether the source has a stake in what it says: an accused in their own case, a body or person who speaks of
/// themselves. A minister who answers for a department is what parliamentary answers are, and is not flagged.
fn speaks_of_itself(
    reading: &Reading<'_>,
    grounds: &Grounds<'_>,
    claim: &Claim,
    attribution: &Attribution,
) -> bool {
    let Some(source) = &attribution.source else { return false };
    match source.kind {
        SourceKind::Person if attribution.scope == Scope::Document => false,
        SourceKind::Person => {
            let accused = source.span.is_some_and(|span| is_accused(grounds, claim, span));
            accused || says_we(reading, attribution) || means_speaker(reading, grounds.names, attribution)
        }
        SourceKind::Organisation => {
            says_we(reading, attribution)
                || source
                    .name
                    .as_deref()
                    .is_some_and(|name| names_itself(reading, grounds.names, attribution, name))
        }
        _ => false,
    }
}

/// Whether the source is accused in a case that the claim is about.
fn is_accused(grounds: &Grounds<'_>, claim: &Claim, source: Span) -> bool {
    let accused = |case: &Case| {
        case.people.iter().any(|person| {
            person.part == Part::Accused && person.mentions.iter().any(|mention| mention.overlaps(source))
        })
    };
    claim.cases.iter().any(|case| accused(&grounds.cases[*case]))
}

/// "We have cut waits", "I never took a penny", "our product".
fn says_we(reading: &Reading<'_>, attribution: &Attribution) -> bool {
    static WE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i-u)\b(?:we|we’re|we’ve|we're|we've|our|us|i|i’m|i’ve|i'm|i've|my|me)\b")
            .expect("a valid pattern")
    });
    attribution.content.iter().any(|span| WE.is_match(span.of(reading.text())))
}

/// "Harte said *he* had repaid it": the subject of what is said is the speaker.
fn means_speaker(reading: &Reading<'_>, names: &Names<'_>, attribution: &Attribution) -> bool {
    let people = names.people();
    let speaker = attribution.source.as_ref().and_then(|source| people.meant_by(source.span?));
    let Some(speaker) = speaker else { return false };
    attribution.content.iter().any(|content| {
        let sentence =
            reading.layout.sentences.partition_point(|sentence| sentence.span.end <= content.start);
        let first = people.in_sentence(sentence).iter().find(|mention| mention.span.start >= content.start);
        first.is_some_and(|mention| {
            mention.person == speaker.person
                && mention.form == Form::Pronoun
                && mention.span.start - content.start <= 6
                && matches!(mention.span.of(reading.text()).to_lowercase().as_str(), "he" | "she")
        })
    })
}

/// "Northmoor Council said the council had paid", "the trust said it met the target".
fn names_itself(reading: &Reading<'_>, names: &Names<'_>, attribution: &Attribution, name: &str) -> bool {
    let text = reading.text();
    attribution.content.iter().any(|content| {
        let words = content.of(text);
        let opening: Vec<&str> = words.split_whitespace().take(2).collect();
        let it = opening
            .first()
            .is_some_and(|word| matches!(word.to_lowercase().as_str(), "it" | "its" | "they" | "their"))
            && attribution.scope == Scope::Sentence;
        let short = (opening.len() == 2).then(|| {
            let start = content.start + words.find(opening[0]).unwrap_or(0);
            let end = content.start + words.find(opening[1]).unwrap_or(0) + opening[1].len();
            names.resolve(Span::new(start, end.max(start)), SourceKind::Organisation)
        });
        let itself = short.flatten().is_some_and(|resolved| resolved.name == name);
        it || itself || words.contains(name)
    })
}
