//! Named cases: a person, an incident, and the procedural status that the text states and never more.
//!
//! The catalogue knows the words that state a status, and whether it is that of the person before or behind them
//! (`status.rs`). One case is one matter of one person, or of several whom the same words tell of. The others in it are
//! told by what the text makes of them: judge, victim, witness, relative (`parts.rs`). Who is merely quoted is in no case.

mod incident;
mod parts;
mod status;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use self::status::Fact;
use crate::document::{Case, CaseStatus, Part, Period, Person};
use crate::names::Names;
use crate::people::{self, Form, People};
use crate::reading::Reading;
use crate::span::Span;

/// The cases of a document.
#[derive(Debug, Default)]
pub struct Cases {
    /// In text order.
    pub all: Vec<Case>,
    /// For each sentence the indices of the cases whose principal people it means.
    pub by_sentence: Vec<Vec<usize>>,
    /// For each sentence the words that state what became of somebody, and their rule.
    pub stated: Vec<Option<(Span, String)>>,
}

/// Headline and lede stand in so many sentences.
const LEDE: usize = 6;

/// Reads the cases of a document; `periods` are those that its sentences name.
#[must_use]
pub fn cases(reading: &Reading<'_>, names: &Names<'_>, periods: &[Period]) -> Cases {
    let people = names.people();
    let (facts, stated) = status::facts(reading, people);
    let facts = status::of_the_known(people, status::of_the_accused(reading.text(), people, facts));
    // Of whom the text says no more than "he" there is nothing to look up.
    let text = reading.text();
    let is_told_of = |person: usize| {
        let person = &people.persons()[person];
        person.described.is_some() || person.name.is_some() && is_certain(text, person)
    };
    let is_named = |person: usize| people.persons()[person].name.is_some();
    let (matters, victims) = matters(text, &facts, is_told_of, is_named);
    let mut all: Vec<Case> = Vec::with_capacity(matters.len());
    let mut principals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for matter in &matters {
        for person in &matter.people {
            principals.entry(*person).or_default().push(all.len());
        }
        let told = matter.people.iter().map(|person| (*person, matter.part));
        let people = told.map(|(person, part)| described(text, people, person, part)).collect();
        let incident = incident::incident(reading, &matter.facts, periods);
        all.push(Case {
            people,
            status: matter.status,
            status_evidence: matter.evidence,
            incident: incident.words,
            place: incident.place,
            date: incident.date,
            claims: Vec::new(),
        });
    }
    let by_sentence = by_sentence(reading, people, &principals);
    for (case, person, part) in parts::others(reading, people, &matters, &victims) {
        all[case].people.push(described(text, people, person, part));
    }
    Cases { all, by_sentence, stated }
}

/// Whether a name is certainly a person's: a first name, an age, an office, a pronoun or a description tells it.
/// "Cheshire East" and "Quay Lane" are told by none of them.
fn is_certain(text: &str, person: &people::Person) -> bool {
    const PLACES: &[&str] = &[
        "north", "south", "east", "west", "lane", "road", "street", "avenue", "park", "bridge", "valley",
        "hall", "house", "rover", "act", "regulations", "county", "city", "team", "gov", "university",
        "school", "week", "voter", "party", "matters", "american", "plans", "night",
    ];
    let words = person.name.map_or("", |name| name.of(text));
    let place = || words.split_whitespace().any(|word| PLACES.contains(&word.to_lowercase().as_str()));
    !person.is_doubtful() || words.contains(' ') && !place()
}

/// One matter of one person, or of several.
#[derive(Debug)]
struct Matter {
    people: Vec<usize>,
    part: Part,
    status: CaseStatus,
    evidence: Span,
    /// What states it, in text order.
    facts: Vec<Fact>,
}

impl Matter {
    /// Whether it only tells that something was done to somebody, and of no finding or award.
    fn is_bare(&self) -> bool {
        self.facts.iter().all(|fact| fact.stage == 0)
    }
}

/// The matters that the facts make up, one a person, or one for several of whom the same words state the same; and the
/// people to whom something was done.
fn matters(
    text: &str,
    facts: &[Fact],
    is_told_of: impl Fn(usize) -> bool,
    is_named: impl Fn(usize) -> bool,
) -> (Vec<Matter>, BTreeSet<usize>) {
    let mut of_person: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        of_person.entry(fact.person).or_default().push(*fact);
    }
    let mut matters: Vec<Matter> = Vec::new();
    for (person, facts) in of_person {
        let Some(decisive) = status::furthest(text, &facts).filter(|_| is_told_of(person)) else { continue };
        let part = if decisive.suffered { Part::Victim } else { Part::Accused };
        let together = |matter: &&mut Matter| {
            let shared =
                matter.facts.iter().any(|other| facts.iter().any(|fact| fact.evidence == other.evidence));
            matter.status == decisive.status && matter.part == part && shared
        };
        match matters.iter_mut().rev().take(8).find(together) {
            Some(matter) => {
                matter.people.push(person);
                matter.facts.extend(&facts);
            }
            None => matters.push(Matter {
                people: vec![person],
                part,
                status: decisive.status,
                evidence: decisive.evidence,
                facts,
            }),
        }
    }
    // Who only suffered in a matter that somebody is accused of is a victim in it and has no case of their own.
    let accused = matters.iter().any(|matter| matter.part == Part::Accused);
    let suffered = matters.iter().filter(|matter| matter.part == Part::Victim);
    let victims = suffered.flat_map(|matter| matter.people.iter().copied()).collect();
    matters.retain(|matter| !accused || matter.part == Part::Accused || !matter.is_bare());
    matters.sort_by_key(|matter| matter.facts.iter().map(|fact| fact.evidence).min());
    (of_headline(text, matters, is_named), victims)
}

/// Drops what headline and lede say of somebody unnamed, when the document goes on to say as much, or more, of somebody by
/// name: it is one story. Who is unnamed and no more than said to have done something, in passing, is in no case either.
fn of_headline(text: &str, mut matters: Vec<Matter>, is_named: impl Fn(usize) -> bool) -> Vec<Matter> {
    let unnamed = |matter: &Matter| !matter.people.iter().any(|person| is_named(*person));
    let at = |matter: &Matter| matter.facts.first().map_or(0, |fact| fact.sentence);
    let stage = |matter: &Matter| matter.facts.iter().map(|fact| fact.stage).max().unwrap_or_default();
    let named: Vec<(Part, u8)> =
        matters.iter().filter(|matter| !unnamed(matter)).map(|matter| (matter.part, stage(matter))).collect();
    let retold = |matter: &Matter| {
        at(matter) < LEDE && named.iter().any(|(part, other)| *part == matter.part && *other >= stage(matter))
    };
    let in_passing = |matter: &Matter| {
        at(matter) >= LEDE
            && matter.facts.len() == 1
            && !matter.evidence.of(text).to_lowercase().contains("alleged to")
            && matches!(matter.status, CaseStatus::Alleged | CaseStatus::Dismissed)
    };
    let kept: Vec<bool> =
        matters.iter().map(|matter| !unnamed(matter) || !retold(matter) && !in_passing(matter)).collect();
    let mut kept = kept.into_iter();
    matters.retain(|_| kept.next().unwrap_or(true));
    matters
}

/// A person as a case shows them.
fn described(text: &str, people: &People, index: usize, part: Part) -> Person {
    let person = &people.persons()[index];
    let first = people.mentions_of(index).next().map(|mention| mention.span);
    let name = person.name.or_else(|| person.described.or(first).map(|span| identified(text, span)));
    Person {
        name: name.map_or(String::new(), |span| span.of(text).to_owned()),
        role: person.role,
        age: person.age,
        part,
        mentions: people
            .mentions_of(index)
            .filter(|mention| mention.form != Form::Relative)
            .map(|mention| mention.span)
            .collect(),
    }
}

/// A description with the words behind it that tell one from another: "A man in his 40s", "a woman from Bingley".
fn identified(text: &str, span: Span) -> Span {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?: of \d{1,2}\b| aged \d{1,3}\b| in (?:his|her|their) (?:early |mid-|late )?(?:teens|[a-z]+ties|\d0s)| (?:from|in) \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)")
            .expect("a valid pattern")
    });
    let rest = &text[span.end..text.floor_char_boundary(span.end + 60)];
    BEHIND.find(rest).map_or(span, |found| Span::new(span.start, span.end + found.end()))
}

/// Of each sentence, the cases whose principal people it means.
fn by_sentence(
    reading: &Reading<'_>,
    people: &People,
    principals: &BTreeMap<usize, Vec<usize>>,
) -> Vec<Vec<usize>> {
    (0..reading.len())
        .map(|sentence| {
            let meant =
                people.in_sentence(sentence).iter().filter_map(|mention| principals.get(&mention.person));
            let mut cases: Vec<usize> = meant.flatten().copied().collect();
            cases.sort_unstable();
            cases.dedup();
            cases
        })
        .collect()
}

#[cfg(test)]
mod tests;
