//! Named cases: a person, an incident, and the procedural status that the text states and never more.

use std::collections::BTreeMap;

use crate::document::{Case, CaseStatus, Figure, FigureKind, Part, Person, SourceKind};
use crate::names::Names;
use crate::reading::{Reading, label};
use crate::rules::{Hit, Tag};
use crate::span::Span;

/// The cases of a document, in text order, and of each sentence the indices of the cases it tells of.
///
/// Sentences about one person with one status are one case; another status of the same person is another, because
/// two matters must never lend each other their outcome.
#[must_use]
pub fn cases(reading: &Reading<'_>, names: &Names<'_>, figures: &[Figure]) -> (Vec<Case>, Vec<Vec<usize>>) {
    let mut cases: Vec<Case> = Vec::new();
    let mut known: BTreeMap<(String, u8), usize> = BTreeMap::new();
    let mut of_sentence = vec![Vec::new(); reading.len()];
    for (sentence, indices) in of_sentence.iter_mut().enumerate() {
        let Some((told, is_named)) = case_in(reading, names, figures, sentence) else { continue };
        let key = (told.people[0].name.clone(), told.status as u8);
        let index = known.get(&key).copied().filter(|_| is_named).unwrap_or_else(|| {
            cases.push(Case { people: Vec::new(), ..told.clone() });
            cases.len() - 1
        });
        known.insert(key, index);
        merge_people(&mut cases[index].people, told.people);
        indices.push(index);
    }
    (cases, of_sentence)
}

/// The case that a sentence tells, and whether its person has a name.
fn case_in(
    reading: &Reading<'_>,
    names: &Names<'_>,
    figures: &[Figure],
    sentence: usize,
) -> Option<(Case, bool)> {
    if !reading.block(sentence).kind.is_prose() {
        return None;
    }
    let hit = furthest(reading, sentence)?;
    let status: CaseStatus = label(&hit.rule.label)?;
    let span = reading.sentence(sentence);
    let (mention, is_named) = person_at(reading, names, sentence, hit.span)?;
    let part = if status == CaseStatus::Other { Part::Victim } else { Part::Accused };
    let person = Person {
        name: names
            .resolve(mention, SourceKind::Person)
            .filter(|_| is_named)
            .map_or_else(|| mention.of(reading.text()).to_owned(), |resolved| resolved.name),
        role: None,
        age: age_in(figures, span, mention),
        part,
        mentions: vec![mention],
    };
    let told = Case {
        people: vec![person],
        status,
        status_evidence: hit.span,
        incident: span,
        place: None,
        date: None,
        claims: Vec::new(),
    };
    Some((told, is_named))
}

/// The status hit of a sentence that goes furthest in the procedure.
fn furthest<'r>(reading: &'r Reading<'_>, sentence: usize) -> Option<&'r Hit<'r>> {
    let rank = |hit: &&Hit<'_>| match label::<CaseStatus>(&hit.rule.label) {
        None | Some(CaseStatus::Other) => 0,
        Some(status) => 1 + status as u8,
    };
    reading
        .tagged(sentence, Tag::Status)
        .reduce(|best, hit| if rank(&hit) > rank(&best) { hit } else { best })
}

/// Who the status is said of: the person named last before it, else the subject when it is one person, else the person
/// named first after it.
fn person_at(
    reading: &Reading<'_>,
    names: &Names<'_>,
    sentence: usize,
    status: Span,
) -> Option<(Span, bool)> {
    let span = reading.sentence(sentence);
    let before = names.people_in(Span::new(span.start, status.start.max(span.start))).last();
    if let Some(person) = before {
        return Some((person, true));
    }
    let phrases = &reading.phrases[sentence];
    let subject = phrases.subject_before(status.start);
    let first = phrases.tokens().first().map(|token| token.span);
    let one = [subject, first].into_iter().flatten().find(|phrase| is_one_person(phrase.of(reading.text())));
    if let Some(phrase) = one {
        let known = names.resolve(phrase, SourceKind::Person).is_some();
        return Some((phrase, known));
    }
    let after = names.people_in(Span::new(status.end.min(span.end), span.end)).next();
    after.filter(|_| subject.is_none()).map(|person| (person, true))
}

/// "a 17-year-old", "the officer", "one prisoner", "he".
fn is_one_person(words: &str) -> bool {
    const NOUNS: &[&str] = &[
        "man", "woman", "boy", "girl", "teenager", "officer", "prisoner", "inmate", "driver", "nurse",
        "doctor", "teacher", "pupil", "patient", "mother", "father", "pensioner", "suspect", "victim",
        "defendant", "guard", "toddler", "baby", "child", "student", "landlord", "tenant", "carer",
        "constable", "year-old", "youth", "builder", "businessman", "claimant", "owner", "passenger",
        "cyclist", "pedestrian", "worker", "manager", "head",
    ];
    let lower = words.to_lowercase();
    let mut parts = lower.split_whitespace();
    let single = matches!(parts.next(), Some("a" | "an" | "one" | "the" | "another" | "his" | "her"));
    let pronoun = matches!(lower.as_str(), "he" | "she");
    pronoun || single && lower.split_whitespace().any(|word| NOUNS.iter().any(|noun| word.ends_with(noun)))
}

/// The age stated in the sentence within a few words of the person.
fn age_in(figures: &[Figure], sentence: Span, person: Span) -> Option<u32> {
    const REACH: usize = 40;
    let start = figures.partition_point(|figure| figure.span.start < sentence.start);
    let age =
        figures[start..].iter().take_while(|figure| figure.span.end <= sentence.end).find(|figure| {
            let near = figure.span.start < person.end + REACH && person.start < figure.span.end + REACH;
            figure.kind == FigureKind::Age && near
        })?;
    let years = age.value.filter(|years| (0.0..150.0).contains(years))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an age in whole years")]
    Some(years as u32)
}

fn merge_people(known: &mut Vec<Person>, more: Vec<Person>) {
    for person in more {
        match known.iter_mut().find(|other| other.name == person.name) {
            Some(other) => {
                other.age = other.age.or(person.age);
                other.mentions.extend(person.mentions);
            }
            None => known.push(person),
        }
    }
}
