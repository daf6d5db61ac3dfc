//! `--redact people`: records without the names of the people in their cases, for sharing.
//!
//! Whom a case names is "Person 1" wherever the document names that person: in full, by a part of the name, in capitals,
//! in an id, a path or an address. Numbers are given in the order in which a run first comes upon people, and the same
//! full name has the same number in all documents of the run. A number, and not a hash of the name: whoever guesses a
//! name can hash it too. Nothing that leads back from the number outlives the run (the journal of an unfinished one does),
//! and the same input gives the same bytes.
//!
//! A surname alone is whoever of that surname the document's cases name; with two of them it is "Person 1 or another".
//! Titles stay ("Mr Person 1"), and so do first names that are other words ("Mark"), where they stand alone, and first
//! names before another's surname. A surname is replaced wherever it has a capital, be it a relative's or a town's: too
//! much is better than too little.
//!
//! `source.sha256` and `source.bytes` become those of the redacted text; the originals would prove which file it was.
//!
//! # What it does not do
//!
//! People outside cases keep their names, and so do people whom no stage has taken for a person of a case. Places, jobs,
//! ages, dates and the words of the text stay, by which somebody may be told or the original found. Names that are
//! misspelt, nicknames and names in pictures or foreign scripts are not known. It is pseudonymisation and no anonymity:
//! read before you share.

mod finder;
mod offsets;
mod people;
mod rewrite;
mod tokens;
mod words;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::finder::{Finder, Found};
use self::people::{Person, people};
use self::rewrite::Rewriter;
use crate::ingest::sha256;
use crate::record::{Record, Warning};

/// Who has been given which number. It leads back from the numbers to the people, so it lives no longer than the run:
/// in memory, and in the journal of a run that is not complete.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The number given last.
    pub last: usize,
    /// Full names in lower case, and their numbers.
    pub names: Vec<(String, usize)>,
}

/// Redacts the records of one run, and knows whom it has numbered.
#[derive(Debug, Default)]
pub struct Redactor {
    /// Full names to numbers.
    numbers: BTreeMap<String, usize>,
    /// The number given last.
    last: usize,
    /// What was added to `numbers` since somebody asked.
    new: BTreeMap<String, usize>,
}

impl Redactor {
    /// `record` without the names of the people in its cases, with the warning `redacted`.
    ///
    /// Spans are those of the new text, and what quotes the text quotes the new one.
    #[must_use]
    pub fn redact(&mut self, mut record: Record) -> Record {
        let names = record.cases.iter().flat_map(|case| &case.people).map(|person| person.name.as_str());
        let people = people(names);
        let finder = Finder::new(&people, &record.text);
        let found = finder.in_prose(&record.text, &cuts(&record));
        let numbers = self.number(&people, &finder, &found);
        Rewriter::new(&finder, &numbers, &record.text, &found).record(&mut record);
        record.source.bytes = record.text.len();
        record.source.sha256 = sha256(record.text.as_bytes());
        record.warnings.push(warning(people.len()));
        record
    }

    /// A number for each person, given in the order in which the text names them.
    fn number(&mut self, people: &[Person], finder: &Finder, found: &[Found]) -> Vec<usize> {
        let mut numbers = vec![0; people.len()];
        // Each name once: a surname may stand for as many people as the text has lines.
        let mut seen = BTreeSet::new();
        let first = found.iter().filter(|found| seen.insert(found.name));
        let named = first.flat_map(|found| finder.names()[found.name].people.iter().copied());
        for index in named.chain(0..people.len()) {
            if numbers[index] == 0 {
                numbers[index] = self.number_of(&people[index]);
            }
        }
        numbers
    }

    /// What was numbered since the last call: with all of it another redactor goes on where this one is.
    pub fn take_new(&mut self) -> Numbered {
        Numbered { last: self.last, names: std::mem::take(&mut self.new).into_iter().collect() }
    }

    /// A redactor that has given `numbered` their numbers before.
    #[must_use]
    pub fn knowing(numbered: Numbered) -> Self {
        Self { numbers: numbered.names.into_iter().collect(), last: numbered.last, new: BTreeMap::new() }
    }

    fn number_of(&mut self, person: &Person) -> usize {
        let key = person.key();
        if let Some(known) = key.as_ref().and_then(|key| self.numbers.get(key)) {
            return *known;
        }
        self.last += 1;
        for key in key.into_iter().chain(person.other_keys()) {
            if let Entry::Vacant(free) = self.numbers.entry(key) {
                self.new.insert(free.key().clone(), self.last);
                free.insert(self.last);
            }
        }
        self.last
    }
}

/// Where sentences and blocks start: no name goes across.
fn cuts(record: &Record) -> Vec<usize> {
    let blocks = record.blocks.iter().map(|block| block.start);
    let mut cuts: Vec<usize> = blocks.chain(record.sentences.iter().map(|sentence| sentence.start)).collect();
    cuts.sort_unstable();
    cuts
}

fn warning(people: usize) -> Warning {
    let of = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    Warning {
        code: "redacted".to_owned(),
        message: format!("the names of {of} in cases are replaced; hash and bytes are those of the new text"),
    }
}
