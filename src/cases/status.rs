//! Whose status the words state.

use crate::document::CaseStatus;
use crate::people::{Form, Mention, People};
use crate::reading::{Reading, label};
use crate::rules::{Hit, Of, Tag};
use crate::span::Span;

/// Words that state what became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// The index of the person.
    pub(super) person: usize,
    pub(super) status: CaseStatus,
    /// The words.
    pub(super) evidence: Span,
    pub(super) sentence: usize,
    /// Whether it was done to the person: "was stabbed".
    pub(super) suffered: bool,
}

/// The person of an active verb stands so many bytes behind it, and no further.
const REACH: usize = 120;

/// The facts of a document in text order, and of each sentence the words that state one, with their rule.
pub(super) fn facts(reading: &Reading<'_>, people: &People) -> (Vec<Fact>, Vec<Option<(Span, String)>>) {
    let mut facts = Vec::new();
    let mut stated = vec![None; reading.len()];
    for (sentence, words) in stated.iter_mut().enumerate() {
        if !reading.block(sentence).kind.is_prose() {
            continue;
        }
        for hit in reading.tagged(sentence, Tag::Status) {
            let Some(status) = label::<CaseStatus>(&hit.rule.label) else { continue };
            let about = whose(reading, people, sentence, hit);
            if about.is_empty() && !starts_with_pronoun(reading, sentence, hit.span) {
                continue;
            }
            words.get_or_insert_with(|| (hit.span, hit.rule.id.clone()));
            let suffered = is_suffered(&hit.rule.id);
            facts.extend(about.into_iter().map(|person| Fact {
                person,
                status,
                evidence: hit.span,
                sentence,
                suffered,
            }));
        }
    }
    (facts, stated)
}

/// Rules of what is done to a victim.
fn is_suffered(rule: &str) -> bool {
    ["hurt", "died", "victim"].iter().any(|word| rule.split(['.', '-']).any(|part| part == *word))
}

/// "He was jailed": nobody can tell who he is, and still it is a case.
fn starts_with_pronoun(reading: &Reading<'_>, sentence: usize, words: Span) -> bool {
    let subject = reading.phrases[sentence].subject_before(words.start);
    subject.is_some_and(|span| matches!(span.of(reading.text()).to_lowercase().as_str(), "he" | "she"))
}

/// The people whose status the words state; several where they are joined by "and".
fn whose(reading: &Reading<'_>, people: &People, sentence: usize, hit: &Hit<'_>) -> Vec<usize> {
    let mentions = people.in_sentence(sentence);
    let before = || before(reading, mentions, hit.span);
    let behind = || behind(mentions, hit.span);
    let found = match hit.rule.of {
        Of::Subject => before(),
        Of::Object => behind(),
        Of::Either => before().or_else(behind),
    };
    found.map(|index| joined(reading.text(), mentions, index)).unwrap_or_default()
}

/// The mention that is the subject of the words: the last before them, but not one that only belongs to another ("the
/// mother *of Tom*", "*his* wife").
fn before(reading: &Reading<'_>, mentions: &[Mention], words: Span) -> Option<usize> {
    let text = reading.text();
    let end = mentions.partition_point(|mention| mention.span.start < words.start);
    let mut last = (0..end).rev().find(|index| {
        let mention = mentions[*index];
        let within = mentions[..*index].iter().rev().take(2).any(|outer| outer.span.contains(mention.span));
        mention.span.end <= words.start && !within
    })?;
    // "the mother of Tom": whoever stands before the "of".
    while last > 0 && preceded_by_of(text, mentions[last].span) {
        let gap = Span::new(mentions[last - 1].span.end, mentions[last].span.start);
        if gap.start > gap.end || gap.of(text).len() > 12 {
            break;
        }
        last -= 1;
    }
    Some(last)
}

fn preceded_by_of(text: &str, span: Span) -> bool {
    text[..span.start].ends_with(" of ")
}

/// The first mention that goes on behind the words: "Convicted fraudster", "police arrested Tulk".
fn behind(mentions: &[Mention], words: Span) -> Option<usize> {
    let first =
        mentions.iter().position(|mention| mention.span.end > words.end && mention.span.end > words.start)?;
    (mentions[first].span.start < words.end + REACH).then_some(first)
}

/// The person of a mention, and those joined to it by "and" before it.
fn joined(text: &str, mentions: &[Mention], index: usize) -> Vec<usize> {
    let mut people = vec![mentions[index].person];
    let mut first = index;
    while let Some(before) = first.checked_sub(1) {
        let (left, right) = (mentions[before], mentions[first]);
        let gap = text.get(left.span.end..right.span.start).unwrap_or("?");
        let aged = gap.trim_start_matches(|c: char| c.is_ascii_digit() || ", ()".contains(c));
        let listed = matches!(gap, ", " | " and ") || matches!(aged, "and " | "and his " | "and her ");
        if !listed || left.form == Form::Pronoun && right.form == Form::Pronoun {
            break;
        }
        if left.person != right.person && gap != ", " || people.len() > 1 {
            people.push(left.person);
        }
        first = before;
    }
    people.dedup();
    people
}

/// How far a status is in the procedure.
fn stage(status: CaseStatus) -> u8 {
    match status {
        CaseStatus::Other => 0,
        CaseStatus::Alleged => 1,
        CaseStatus::Investigated => 2,
        CaseStatus::Arrested => 3,
        CaseStatus::Charged => 4,
        CaseStatus::Convicted => 5,
        CaseStatus::Dismissed => 6,
        CaseStatus::Sentenced => 7,
        CaseStatus::Acquitted => 8,
    }
}

/// The fact that goes furthest. Who is cleared of one charge and convicted of another in one sentence is convicted.
pub(super) fn furthest(facts: &[Fact]) -> Option<Fact> {
    let best = |facts: &mut dyn Iterator<Item = &Fact>| {
        facts.copied().reduce(|best, next| if stage(next.status) > stage(best.status) { next } else { best })
    };
    let furthest = best(&mut facts.iter())?;
    if furthest.status != CaseStatus::Acquitted {
        return Some(furthest);
    }
    let cleared: Vec<usize> =
        facts.iter().filter(|fact| fact.status == CaseStatus::Acquitted).map(|fact| fact.sentence).collect();
    let guilty = |fact: &&Fact| {
        matches!(fact.status, CaseStatus::Convicted | CaseStatus::Sentenced)
            && cleared.contains(&fact.sentence)
    };
    if facts.iter().any(|fact| guilty(&fact)) {
        let rest = facts.iter().filter(|fact| fact.status != CaseStatus::Acquitted);
        return best(&mut rest.into_iter());
    }
    Some(furthest)
}
