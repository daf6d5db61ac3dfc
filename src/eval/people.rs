//! The people of a document's cases: who is the same person, within one side and across the two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::labels::{Case, Person};
use super::matching::{self, ANY};
use super::names::Name;
use super::text::Text;
use crate::document::Part;
use crate::record::Offsets;

/// A person with all that the cases of a document say of them.
pub(super) struct Individual<'a> {
    name: Name,
    /// What each case says, with the index of the case.
    pub(super) entries: Vec<(usize, &'a Person)>,
    /// Every place that speaks of the person, each once.
    pub(super) mentions: Vec<Offsets>,
    /// Those that have the last word of the name.
    by_name: Vec<Offsets>,
}

impl<'a> Individual<'a> {
    fn new(name: Name, entries: Vec<(usize, &'a Person)>, text: &Text<'_>) -> Self {
        let places = entries.iter().flat_map(|(_, person)| person.mentions.iter().copied());
        let mentions: Vec<Offsets> = places.collect::<BTreeSet<_>>().into_iter().collect();
        let says_name = |place: &Offsets| text.slice(*place).is_some_and(|words| name.is_in(words));
        let by_name = mentions.iter().copied().filter(says_name).collect();
        Self { name, entries, mentions, by_name }
    }

    /// Accused or victim in some case.
    pub(super) fn is_principal(&self) -> bool {
        self.entries.iter().any(|(_, person)| matches!(person.part, Some(Part::Accused | Part::Victim)))
    }

    /// The first thing of its sort that a case says of the person.
    pub(super) fn first<T>(&self, of: impl Fn(&Person) -> Option<T>) -> Option<T> {
        self.entries.iter().find_map(|(_, person)| of(person))
    }

    /// The part that the person has in a case.
    pub(super) fn part_in(&self, case: usize) -> Option<Part> {
        self.entries.iter().find(|(index, _)| *index == case).and_then(|(_, person)| person.part)
    }

    /// All parts that the person has.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        self.entries.iter().filter_map(|(_, person)| person.part)
    }
}

/// The people of all cases, each once: equal names are one person.
pub(super) fn individuals<'a>(cases: &'a [Case], text: &Text<'_>) -> Vec<Individual<'a>> {
    let mut all: Vec<(Name, Vec<(usize, &Person)>)> = Vec::new();
    let mut known: BTreeMap<Name, usize> = BTreeMap::new();
    for (case, person) in
        cases.iter().zip(0..).flat_map(|(told, case)| told.people.iter().map(move |one| (case, one)))
    {
        let name = Name::new(&person.name);
        if let Some(index) = known.get(&name).filter(|_| !name.is_empty()) {
            all[*index].1.push((case, person));
        } else {
            known.insert(name.clone(), all.len());
            all.push((name, vec![(case, person)]));
        }
    }
    all.into_iter().map(|(name, entries)| Individual::new(name, entries, text)).collect()
}

/// Pairs of indices, each person at most once: equal names first, then names that agree, then overlapping mentions by
/// name; of several the one with most mentions in common, then the first in the order of the lists.
pub(super) fn pair(gold: &[Individual<'_>], predicted: &[Individual<'_>]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (left, one) in gold.iter().enumerate() {
        for (right, other) in predicted.iter().enumerate() {
            let kind = if one.name.equals(&other.name) {
                0
            } else if one.name.agrees(&other.name) {
                1
            } else if common(&one.by_name, &other.by_name) > 0 {
                2
            } else {
                continue;
            };
            candidates.push((kind, Reverse(common(&one.mentions, &other.mentions)), left, right));
        }
    }
    candidates.sort_unstable();
    matching::greedy(candidates.into_iter().map(|(.., left, right)| (left, right)))
}

/// How strongly the principal people of two cases are the same: mentions that overlap, one to one, and one more for
/// every equal name.
pub(super) fn alike(gold: &Case, predicted: &Case) -> usize {
    let (gold, predicted) = (principals(gold), principals(predicted));
    let mentions = |people: &[&Person]| -> Vec<Offsets> {
        people.iter().flat_map(|person| person.mentions.iter().copied()).collect()
    };
    let names = |people: &[&Person]| people.iter().map(|person| Name::new(&person.name)).collect::<Vec<_>>();
    let (expected, found) = (names(&gold), names(&predicted));
    let equal = expected.iter().filter(|name| found.iter().any(|other| name.equals(other))).count();
    equal + common(&mentions(&gold), &mentions(&predicted))
}

/// The accused of a case; where it has none its victims, where it has none of them everybody.
fn principals(case: &Case) -> Vec<&Person> {
    let with = |part| case.people.iter().filter(|person| person.part == Some(part)).collect::<Vec<_>>();
    [with(Part::Accused), with(Part::Victim)]
        .into_iter()
        .find(|people| !people.is_empty())
        .unwrap_or_else(|| case.people.iter().collect())
}

/// How many places of the one overlap one of the other, each used once.
pub(super) fn common(gold: &[Offsets], predicted: &[Offsets]) -> usize {
    let known = |spans: &[Offsets]| spans.iter().copied().map(Some).collect::<Vec<_>>();
    matching::pair(&known(gold), &known(predicted), ANY).len()
}
