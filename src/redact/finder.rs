//! Where a string names somebody: in full, by a part of the name, or run together in an address.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use super::people::Person;
use super::tokens::{Word, words};
use super::words::{is_ordinary, is_particle, is_time, is_title};

/// A run of characters that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// In bytes.
    pub(super) bytes: Range<usize>,
    /// In code points.
    pub(super) points: Range<usize>,
    /// Which of [`Finder::names`].
    pub(super) name: usize,
    /// Whether it stands in an address, where words have neither capitals nor blanks.
    pub(super) slug: bool,
}

/// What words of a name may stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Indices of the people.
    pub(super) people: BTreeSet<usize>,
    /// First and last name.
    full: bool,
    /// It has the surname in it, or is it.
    surname: bool,
    /// The words of a full name without what stands between them: "colinharte".
    joined: bool,
}

/// The names of some people, and how to find them.
#[derive(Debug, Default)]
pub(super) struct Finder {
    names: Vec<Name>,
    /// Words in lower case with one blank between them, to the index of what they name.
    index: BTreeMap<String, usize>,
    /// The words that a name starts with.
    starts: BTreeSet<String>,
    /// Words of the longest run of a name.
    longest: usize,
    /// Words that the document has in lower case, so that a capital makes no name of them.
    common: HashSet<String>,
}

impl Finder {
    /// Finds `people` in strings of the document with this `text`.
    pub(super) fn new(people: &[Person], text: &str) -> Self {
        let mut finder = Self::default();
        if people.is_empty() {
            return finder;
        }
        let lower = words(text).into_iter().filter(|word| !word.capital);
        finder.common = lower.map(|word| word.folded).collect();
        for (index, person) in people.iter().enumerate() {
            person.forms.iter().for_each(|form| finder.add(index, form));
        }
        finder
    }

    /// What the runs that were found may stand for.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// Every run of words by which the bearer of a name goes.
    fn add(&mut self, person: usize, form: &[String]) {
        let last = form.len() - 1;
        let full = |first: usize, end: usize| last > 0 && first == 0 && end == form.len();
        for first in 0..form.len() {
            for end in first + 1..=form.len() {
                let run = &form[first..end];
                if run.iter().any(|word| is_word_of_name(word)) {
                    self.insert(person, &run.join(" "), full(first, end), end == form.len());
                }
            }
        }
        if last == 0 {
            return;
        }
        let initial: String = form[0].chars().take(1).collect();
        self.insert(person, &format!("{} {}", form[0], form[last]), true, true);
        self.insert(person, &format!("{initial} {}", form[last]), true, true);
        self.insert_as(
            person,
            &form.concat(),
            &Name { full: true, surname: true, joined: true, ..Name::default() },
        );
    }

    fn insert(&mut self, person: usize, run: &str, full: bool, surname: bool) {
        self.insert_as(person, run, &Name { full, surname, ..Name::default() });
    }

    fn insert_as(&mut self, person: usize, run: &str, more: &Name) {
        let words = run.split(' ').count();
        self.longest = self.longest.max(words);
        self.starts.extend(run.split(' ').next().map(str::to_owned));
        let index = *self.index.entry(run.to_owned()).or_insert_with(|| {
            self.names.push(Name { joined: more.joined, ..Name::default() });
            self.names.len() - 1
        });
        let name = &mut self.names[index];
        name.people.insert(person);
        name.full |= more.full;
        name.surname |= more.surname;
        name.joined &= more.joined;
    }

    /// Every name in running text, in order, not overlapping and none across one of the `cuts`: code points in order
    /// at which a sentence or block starts.
    pub(super) fn in_prose(&self, text: &str, cuts: &[usize]) -> Vec<Found> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let line = Line { words: words(text), text, cuts };
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            if !self.starts.contains(&line.words[at].folded) {
                at += 1;
                continue;
            }
            let slug = line.address_at(at);
            let next = if slug { self.slug_at(&line, at) } else { self.name_at(&line, at) };
            match next {
                Some((name, end)) => {
                    found.push(line.found(at, end, name, slug || self.names[name].joined));
                    at = end;
                }
                None => at += 1,
            }
        }
        self.with_plurals(&line, found)
    }

    /// Every name in an address, an id or a path: "colin-harte-jailed".
    pub(super) fn in_slug(&self, text: &str) -> Vec<Found> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let line = Line { words: words(text), text, cuts: &[] };
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            let next = self.slug_at(&line, at);
            found.extend(next.map(|(name, end)| line.found(at, end, name, true)));
            at = next.map_or(at + 1, |(_, end)| end);
        }
        found
    }

    /// The longest name that starts with the word `at`, and the word after it.
    fn name_at(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let most = line.run_from(at, self.longest);
        let whole = (1..=most).rev().find_map(|count| {
            let name = self.lookup(line, at, count)?;
            self.is_named(line, at, at + count, name).then_some((name, at + count))
        });
        let with_middle = self.with_middle_names(line, at);
        whole.into_iter().chain(with_middle).max_by_key(|(_, end)| *end)
    }

    fn slug_at(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        if !self.starts.contains(&line.words[at].folded) {
            return None;
        }
        let most = self.longest.min(line.words.len() - at);
        (1..=most).rev().find_map(|count| {
            let name = self.lookup(line, at, count)?;
            let alone = count == 1 && !self.names[name].joined;
            let word = &line.words[at].folded;
            let told = if self.names[name].surname { !is_time(word) } else { !is_ordinary(word) };
            (!alone || told).then_some((name, at + count))
        })
    }

    fn lookup(&self, line: &Line<'_>, at: usize, count: usize) -> Option<usize> {
        let words: Vec<&str> = line.words[at..at + count].iter().map(|word| word.folded.as_str()).collect();
        self.index.get(&words.join(" ")).copied()
    }

    /// "Colin J. Harte", of somebody whom the cases call Colin Harte.
    fn with_middle_names(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        const MOST: usize = 2;
        let near = line.run_from(at, MOST + 2);
        let run = line.words[at..at + near].iter().take_while(|word| word.capital).count();
        (2..run).find_map(|last| {
            let ends = format!("{} {}", line.words[at].folded, line.words[at + last].folded);
            let name = self.index.get(&ends).copied().filter(|name| self.names[*name].full)?;
            Some((name, at + last + 1))
        })
    }

    /// Whether the run of words from `at` to before `end`, which are those of `name`, is meant as that.
    fn is_named(&self, line: &Line<'_>, at: usize, end: usize, name: usize) -> bool {
        let Name { full, surname, joined, .. } = self.names[name];
        let first = &line.words[at].folded;
        let run = &line.words[at..end];
        if joined {
            return true;
        }
        if !run.iter().all(|word| word.capital || is_particle(&word.folded)) {
            // Who comments rarely holds the shift key, but "will young people" is nobody.
            let lower = run.iter().all(|word| !word.capital);
            return lower && full && run.len() > 1 && first.chars().count() > 1 && !is_ordinary(first);
        }
        let alone = run.len() == 1;
        if alone && line.hyphened_to_capital(at) {
            return false;
        }
        if surname {
            return !alone || !is_time(first) || line.has_title_before(at);
        }
        !(alone && is_ordinary(first) || self.is_of_another(line, end))
    }

    /// Whether the word at `next` makes the first name before it that of somebody else: "David" before "Cameron".
    /// In a headline of capitals it is a word that the document has in lower case elsewhere.
    fn is_of_another(&self, line: &Line<'_>, next: usize) -> bool {
        line.words.get(next).is_some_and(|word| {
            word.capital && line.joins(next) && !self.common.contains(&word.folded) && !is_title(&word.folded)
        })
    }

    /// Adds "the Hartes".
    fn with_plurals(&self, line: &Line<'_>, mut found: Vec<Found>) -> Vec<Found> {
        let before = found.len();
        for at in 1..line.words.len() {
            let word = &line.words[at];
            let family = word.capital && line.words[at - 1].folded == "the" && line.joins(at);
            let Some(stem) = word.folded.strip_suffix('s').filter(|_| family) else { continue };
            let surname = |name: &usize| self.names[*name].surname && !self.names[*name].full;
            let Some(name) = self.index.get(stem).copied().filter(surname) else { continue };
            let one = line.found(at, at + 1, name, false);
            found.push(Found {
                bytes: one.bytes.start..one.bytes.end - 1,
                points: one.points.start..one.points.end - 1,
                ..one
            });
        }
        if found.len() > before {
            found.sort_by_key(|found| (found.points.start, std::cmp::Reverse(found.points.end)));
            found.dedup_by(|next, kept| next.points.start < kept.points.end);
        }
        found
    }
}

/// Whether a word of a name can stand for it; particles and initials cannot.
fn is_word_of_name(word: &str) -> bool {
    !is_particle(word) && word.chars().count() > 1
}

/// A string with its words.
struct Line<'t> {
    text: &'t str,
    words: Vec<Word>,
    cuts: &'t [usize],
}

impl Line<'_> {
    fn found(&self, at: usize, end: usize, name: usize, slug: bool) -> Found {
        let (first, last) = (&self.words[at], &self.words[end - 1]);
        Found {
            bytes: first.bytes.start..last.bytes.end,
            points: first.points.start..last.points.end,
            name,
            slug,
        }
    }

    fn between(&self, word: usize) -> &str {
        &self.text[self.words[word - 1].bytes.end..self.words[word].bytes.start]
    }

    /// Whether the word is one name with the one before it, as far as blanks and marks tell.
    fn joins(&self, word: usize) -> bool {
        let before = &self.words[word - 1];
        let near = match self.between(word) {
            " " | "\u{a0}" | "\n" | "-" | "\u{2011}" => true,
            ". " | "." | ".\u{a0}" => before.points.len() == 1 || is_title(&before.folded),
            _ => false,
        };
        near && !before.possessive && !self.is_cut(before.points.end, self.words[word].points.start)
    }

    fn is_cut(&self, from: usize, to: usize) -> bool {
        let next = self.cuts.partition_point(|cut| *cut < from);
        self.cuts.get(next).is_some_and(|cut| *cut <= to)
    }

    /// The number of words, `most` at most, that follow each other closely from `at` on.
    fn run_from(&self, at: usize, most: usize) -> usize {
        let end = (at + most).min(self.words.len());
        1 + (at + 1..end).take_while(|word| self.joins(*word)).count()
    }

    fn has_title_before(&self, at: usize) -> bool {
        at > 0 && self.joins(at) && is_title(&self.words[at - 1].folded)
    }

    /// Part of another's double name: "Harte-Jones". "Harte-led" is none.
    fn hyphened_to_capital(&self, at: usize) -> bool {
        let hyphen = |word: usize| matches!(self.between(word), "-" | "\u{2011}");
        let before = at > 0 && hyphen(at) && self.words[at - 1].capital;
        let after = at + 1 < self.words.len() && hyphen(at + 1) && self.words[at + 1].capital;
        before || after
    }

    /// Whether the word belongs to an address of the web or of mail.
    fn address_at(&self, word: usize) -> bool {
        // An address is no longer than this; a text without blanks must not be read again for every word.
        const REACH: usize = 300;
        let place = &self.words[word].bytes;
        let blank = |character: char| character.is_whitespace() || "<>()[]\"“”".contains(character);
        let from = self.text.floor_char_boundary(place.start.saturating_sub(REACH));
        let to = self.text.floor_char_boundary(place.end + REACH);
        let before = &self.text[from..place.start];
        let before = before.rfind(blank).map_or(before, |blank| &before[blank..]);
        let after = &self.text[place.end..to];
        let after = after.find(blank).map_or(after, |blank| &after[..blank]);
        let both = || [before, after].into_iter();
        both().any(|part| part.contains("://") || part.contains("www.") || part.contains('@'))
            || before.contains('/') && before.contains('.')
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::people;
    use super::*;
    use proptest::prelude::*;

    /// What is found in `text`, of people with these names.
    fn found(names: &[&str], text: &str) -> Vec<String> {
        let people = people(names.iter().copied());
        let finder = Finder::new(&people, text);
        let number = |found: &Found| {
            let all = finder.names()[found.name].people.iter();
            all.map(|person| (person + 1).to_string()).collect::<Vec<_>>().join("/")
        };
        finder
            .in_prose(text, &[])
            .iter()
            .map(|found| format!("{}={}", &text[found.bytes.clone()], number(found)))
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_found_comes_in_order_and_lies_in_the_text(
            text in "(Colin|Harte|HARTE|Mark|May|the|é|[ .\\n’'-]|://|@|s){0,40}",
        ) {
            let people = people(["Colin Harte", "Mark May", "Colin May"].into_iter());
            let finder = Finder::new(&people, &text);
            for found in [finder.in_prose(&text, &[]), finder.in_slug(&text)] {
                let mut end = 0;
                for one in found {
                    prop_assert!(end <= one.bytes.start && one.bytes.start < one.bytes.end);
                    prop_assert_eq!(one.points.start, text[..one.bytes.start].chars().count());
                    prop_assert_eq!(one.points.len(), text[one.bytes.clone()].chars().count());
                    end = one.bytes.end;
                }
            }
        }
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        let rows: [(&str, &[&str]); 27] = [
            ("Colin Harte was jailed.", &["Colin Harte=1"]),
            ("Mr Harte’s van; HARTE and COLIN\u{a0}HARTE", &["Harte=1", "HARTE=1", "COLIN\u{a0}HARTE=1"]),
            ("Colin said so.", &["Colin=1"]),
            ("Colin Firth said so, and Colin agreed.", &["Colin=1"]),
            ("Colin Jailed For Life: he was jailed for life", &["Colin=1"]),
            ("his wife Mary Harte", &["Harte=1"]),
            (
                "Colin J. Harte and C. Harte and Colin James Harte",
                &["Colin J. Harte=1", "C. Harte=1", "Colin James Harte=1"],
            ),
            ("the Harte-led gang, the Harte-Jones trust", &["Harte=1"]),
            ("a hart and harted", &[]),
            ("Colin\nHarte", &["Colin\nHarte=1"]),
            ("Colin\n\nHarte", &["Colin=1", "Harte=1"]),
            ("colin harte did it", &["colin harte=1"]),
            ("colin did it", &[]),
            ("the Hartes of Leeds", &["Harte=1"]),
            ("see https://x.uk/news/colin-harte-jailed now", &["colin-harte=1"]),
            ("write to c.harte@x.uk", &["c.harte=1"]),
            ("#ColinHarte", &["ColinHarte=1"]),
            ("Mark my words, Mark May will", &["Mark May=2"]),
            ("In May 2019 Mr May and Mark left.", &["May=2"]),
            ("mark may come", &[]),
            (
                "Dean van der Berg, van der Berg, Van Der Berg",
                &["Dean van der Berg=3", "van der Berg=3", "Van Der Berg=3"],
            ),
            ("Dean and Berg", &["Berg=3"]),
            ("Anne-Marie O'Brien, Marie O’Brien", &["Anne-Marie O'Brien=4", "Marie O’Brien=4"]),
            (
                "Sam Cole and Pete Cole; Cole; Sam; Pete",
                &["Sam Cole=5", "Pete Cole=6", "Cole=5/6", "Sam=5", "Pete=6"],
            ),
            ("Colin and Mary Harte", &["Colin=1", "Harte=1"]),
            ("Harte, Colin", &["Harte=1", "Colin=1"]),
            ("", &[]),
        ];
        let names =
            ["Colin Harte", "Mark May", "Dean van der Berg", "Anne-Marie O’Brien", "Sam Cole", "Pete Cole"];
        // People are numbered by how full their names are; the rows number them as listed.
        let listed = |found: String| {
            let order = people(names.iter().copied());
            let place = |index: usize| {
                let key = order[index].key().unwrap_or_default();
                let is = |name: &&str| people(std::iter::once(*name))[0].key().as_deref() == Some(&key);
                names.iter().position(is).map_or(0, |place| place + 1)
            };
            let (words, numbers) = found.rsplit_once('=').expect("a number");
            let mut numbers: Vec<usize> = numbers
                .split('/')
                .map(|number| place(number.parse::<usize>().expect("a number") - 1))
                .collect();
            numbers.sort_unstable();
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            format!("{words}={}", numbers.join("/"))
        };
        let mut wrong = Vec::new();
        for (text, expected) in rows {
            let found: Vec<String> = found(&names, text).into_iter().map(listed).collect();
            if found != expected {
                wrong.push(format!("{text:?}: expected {expected:?}, found {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
