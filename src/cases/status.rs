//! Whose status the words state.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::CaseStatus;
use crate::people::{Class, Form, Mention, People};
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
    /// How far it is in the procedure.
    pub(super) stage: u8,
}

/// The person of an active verb stands so many bytes behind it, and no further.
const REACH: usize = 70;

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
                stage: stage_by_rule(status, &hit.rule.id),
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
    let (mentions, text) = (people.in_sentence(sentence), reading.text());
    let before = || before(reading, mentions, hit.span);
    let inside = || mentions.iter().position(|mention| hit.span.contains(mention.span));
    let behind = || {
        // "Sentencing him, Judge Olufsen said": whom a court deals with is not the court.
        let index = behind(mentions, hit.span)?;
        let gap = text.get(hit.span.end..mentions[index].span.start).unwrap_or_default();
        if [". ", "; "].iter().any(|word| gap.contains(word)) {
            return None;
        }
        let court = people.persons()[mentions[index].person].classes.contains(&Class::Law);
        (!court).then_some(index)
    };
    let found = match hit.rule.of {
        Of::Subject => before(),
        Of::Object => inside().or_else(behind),
        Of::Either => inside().or_else(before).or_else(behind),
    };
    // A pronoun that may mean the accused or the judge must never make the judge an accused.
    let court = |index: &usize| {
        mentions[*index].form == Form::Pronoun
            && people.persons()[mentions[*index].person].classes.contains(&Class::Law)
    };
    found.filter(|index| !court(index)).map(|index| joined(text, mentions, index)).unwrap_or_default()
}

/// The mention that is the subject of the words: the last before them, but not one that only belongs to another ("the
/// mother *of Tom*", "*his* wife").
fn before(reading: &Reading<'_>, mentions: &[Mention], words: Span) -> Option<usize> {
    let text = reading.text();
    let end = mentions.partition_point(|mention| mention.span.start < words.start);
    let mut last = (0..end).rev().find(|index| {
        let mention = mentions[*index];
        let within = mentions[..*index].iter().rev().take(2).any(|outer| outer.span.contains(mention.span));
        mention.span.end <= words.start
            && !within
            && !is_object(text, &mention)
            && !is_left_behind(text, &mentions[..=*index], words)
    })?;
    // "the mother of Tom": whoever stands before the "of".
    while last > 0 && preceded_by_of(text, mentions[last].span) {
        if mentions[last - 1].span.until(mentions[last].span).is_none_or(|gap| gap.len() > 12) {
            break;
        }
        last -= 1;
    }
    Some(relative_clause(text, mentions, last, words).unwrap_or(last))
}

/// "*A man* who tricked six women by posing as an engineer has been jailed": behind a relative clause the verb belongs to
/// whoever stands before the clause.
fn relative_clause(text: &str, mentions: &[Mention], last: usize, words: Span) -> Option<usize> {
    let gap = text.get(mentions[last].span.end..words.start)?;
    let near = gap.trim().is_empty() || gap.contains([',', '–', '—', '(']);
    let first = mentions.iter().position(|mention| !mention.oblique).filter(|first| *first < last)?;
    let clause = text.get(mentions[first].span.end..words.start)?;
    let clause = [" who ", ", who "].iter().find_map(|word| clause.strip_prefix(word))?;
    (!near && !clause.contains(',')).then_some(first)
}

/// "assisting *an offender*": somebody unnamed behind a participle is what is done, not who is told of.
fn is_object(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.span.start].trim_end().rsplit(' ').next().unwrap_or_default();
    mention.form == Form::Noun && before.len() > 4 && before.ends_with("ing")
}

/// "Tulk admitted the theft *of a second driver*, and was jailed": the last mention is one of the theft's, and the words go
/// on about who stands before it.
fn is_left_behind(text: &str, mentions: &[Mention], words: Span) -> bool {
    let [before @ .., last] = mentions else { return false };
    let told_of = last.form == Form::Noun && preceded_by_of(text, last.span);
    let gap = last.span.until(words).map_or("", |gap| gap.of(text));
    told_of
        && (gap.starts_with(',') || gap.contains(" and "))
        && before.iter().any(|mention| !mention.oblique)
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

/// "The defendant" is the one who is accused, if the document names just one; else it tells of nobody.
pub(super) fn of_the_accused(text: &str, people: &People, facts: Vec<Fact>) -> Vec<Fact> {
    const NOUNS: &[&str] = &["defendant", "accused", "suspect", "offender", "culprit"];
    let stands_for = |person: usize| {
        let person = &people.persons()[person];
        let described = person.described.map_or("", |span| span.of(text)).to_lowercase();
        person.name.is_none()
            && described.starts_with("the ")
            && NOUNS.iter().any(|noun| described.ends_with(noun))
    };
    let mut accused: Vec<usize> = facts
        .iter()
        .filter(|fact| stage(fact.status) > 0 && people.persons()[fact.person].name.is_some())
        .map(|fact| fact.person)
        .collect();
    accused.sort_unstable();
    accused.dedup();
    let only = match accused.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let named = |fact: Fact| {
        if stands_for(fact.person) { only.map(|person| Fact { person, ..fact }) } else { Some(fact) }
    };
    facts.into_iter().filter_map(named).collect()
}

/// How far a status is in the procedure.
fn stage(status: CaseStatus) -> u8 {
    match status {
        CaseStatus::Other => 0,
        CaseStatus::Alleged => 1,
        CaseStatus::Investigated => 2,
        CaseStatus::Arrested => 3,
        CaseStatus::Charged => 5,
        CaseStatus::Convicted => 6,
        CaseStatus::Dismissed => 7,
        CaseStatus::Sentenced => 9,
        CaseStatus::Acquitted => 10,
    }
}

/// The stage of what ends a matter short of a court: release without action ends an arrest, a tribunal's award the
/// dismissal that it was about.
fn stage_by_rule(status: CaseStatus, rule: &str) -> u8 {
    match rule {
        "status.other.no-action" | "status.other.inquest" => 4,
        "status.other.award" => 8,
        _ => stage(status),
    }
}

/// "quashed", "won her appeal": an end that comes after a conviction.
fn ends_conviction(text: &str, words: Span) -> bool {
    const WORDS: &[&str] = &["quash", "overturn", "appeal", "retrial", "pardon", "exonerat", "set aside"];
    let lower = words.of(text).to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// "acquitted of a third", "cleared of one charge": of others nobody has cleared them.
fn is_of_a_part(text: &str, words: Span) -> bool {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?: of| on)? (?:a (?:second|third|fourth|fifth|sixth|further|lesser|separate|similar)|one|another|two|three|some|the other|other|the remaining)\b")
            .expect("a valid pattern")
    });
    PART.is_match(&text[words.end..])
}

/// The fact that goes furthest. Who is cleared of one charge and convicted of another is convicted, unless it was the
/// conviction that fell.
pub(super) fn furthest(text: &str, facts: &[Fact]) -> Option<Fact> {
    let cleared = |fact: &Fact| fact.status == CaseStatus::Acquitted;
    let outlasts = |fact: &Fact| {
        let others = || facts.iter().filter(|other| !cleared(other));
        let guilty =
            others().any(|other| matches!(other.status, CaseStatus::Convicted | CaseStatus::Sentenced));
        let pending = others().any(|other| other.status == CaseStatus::Charged);
        let partly = guilty || pending && is_of_a_part(text, fact.evidence);
        !partly || ends_conviction(text, fact.evidence)
    };
    facts
        .iter()
        .filter(|fact| !cleared(fact) || outlasts(fact))
        .copied()
        .reduce(|best, next| if next.stage > best.stage { next } else { best })
}
