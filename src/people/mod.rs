//! The people of a document, every mention of each joined: full name, surname, "the 23-year-old", "his former wife",
//! "she".
//!
//! A deterministic sieve, surest first, in one pass over the text (Lee et al. 2013, "Deterministic coreference
//! resolution based on entity-centric, precision-ranked rules"): names by their words, appositions, ages, descriptions
//! that were used before, and pronouns by gender, nearness and subjecthood. Where two people fit alike, a pronoun is
//! left unresolved.

mod joining;
mod lexicon;
mod mentions;
mod pronouns;

use std::collections::HashMap;

pub use self::lexicon::{Class, Gender, noun};
use self::mentions::Raw;
use crate::reading::Reading;
use crate::span::Span;

/// How a mention names its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By name.
    Name,
    /// By a description: "a coach operator", "the 23-year-old".
    Noun,
    /// "she", "his".
    Pronoun,
    /// "who", right behind other words for the person.
    Relative,
}

/// One place where the text means a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words; of a name without its title.
    pub span: Span,
    /// The sentence they stand in.
    pub sentence: usize,
    /// How they name the person.
    pub form: Form,
    /// Behind a preposition or "and": the clause is hardly about them.
    pub oblique: bool,
    /// The index of the person in [`People::persons`].
    pub person: usize,
}

/// Somebody whom the document names or describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Where the fullest form of the name stands first; `None` for "a 33-year-old man".
    pub name: Option<Span>,
    /// Where the person is described first: "a coach operator".
    pub described: Option<Span>,
    /// The office or occupation, where an apposition or title gives it.
    pub role: Option<Span>,
    /// In years, where an apposition or description gives it.
    pub age: Option<u32>,
    /// As title, first name, description or pronoun tell it.
    pub gender: Option<Gender>,
    /// What sort of person the descriptions make of them: `Police` of "Det Supt", `Kin` of "his wife".
    pub classes: Vec<Class>,
    /// Of "his former wife", the index of the one whose wife she is.
    pub of: Option<usize>,
}

impl Person {
    /// Whether nothing but a name in capitals tells of a person: "Evenfall Plans" may be a firm.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.gender.is_none() && self.age.is_none() && self.role.is_none() && self.classes.is_empty()
    }
}

/// The people of one document.
#[derive(Debug, Default)]
pub struct People {
    persons: Vec<Person>,
    /// In text order; "his" stands inside "his wife".
    mentions: Vec<Mention>,
    /// For each sentence, where its mentions begin in `mentions`, and at last their number.
    first: Vec<usize>,
    /// Index into `mentions` by span.
    by_span: HashMap<Span, usize>,
    /// For each person, the indices of their mentions.
    by_person: Vec<Vec<usize>>,
}

impl People {
    /// Reads a document; `named` are the spans of people's names, in text order.
    #[must_use]
    pub fn new(reading: &Reading<'_>, named: &[Span]) -> Self {
        let mut joining = joining::Joining::new(reading.text());
        let mut next = 0;
        for sentence in 0..reading.len() {
            let end = reading.sentence(sentence).end;
            let from = next;
            while next < named.len() && named[next].start < end {
                next += 1;
            }
            let raw: Vec<Raw<'_>> =
                mentions::in_sentence(reading, sentence, &named[from..next], joining.first_names());
            joining.read(reading, sentence, &raw);
        }
        let (persons, mut mentions) = joining.finish();
        mentions.sort_by_key(|mention| mention.span);
        let first = (0..=reading.len())
            .map(|sentence| mentions.partition_point(|mention| mention.sentence < sentence))
            .collect();
        let by_span = mentions.iter().enumerate().map(|(index, mention)| (mention.span, index)).collect();
        let mut by_person = vec![Vec::new(); persons.len()];
        for (index, mention) in mentions.iter().enumerate() {
            by_person[mention.person].push(index);
        }
        Self { persons, mentions, first, by_span, by_person }
    }

    /// Everybody, in the order of first mention.
    #[must_use]
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// All mentions, in text order.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The mentions of one person, in text order.
    pub fn mentions_of(&self, person: usize) -> impl Iterator<Item = &Mention> {
        self.by_person.get(person).into_iter().flatten().map(|index| &self.mentions[*index])
    }

    /// The mentions of a sentence, in text order.
    #[must_use]
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        match (self.first.get(sentence), self.first.get(sentence + 1)) {
            (Some(first), Some(end)) => &self.mentions[*first..*end],
            _ => &[],
        }
    }

    /// Whom the words of `span` mean: the mention that is just these words, else the name at their head, else the only
    /// person named inside.
    #[must_use]
    pub fn meant_by(&self, span: Span) -> Option<&Mention> {
        if let Some(index) = self.by_span.get(&span) {
            return Some(&self.mentions[*index]);
        }
        let first = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let inside = self.mentions[first..].iter().take_while(|mention| mention.span.end <= span.end);
        let mut named = inside.filter(|mention| mention.form == Form::Name);
        let one = named.next()?;
        (one.span.start == span.start || named.all(|other| other.person == one.person)).then_some(one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suites;

    /// Of each text, the mentions of its people as `words/words | words`, in order of first mention; `named` are the
    /// names.
    fn read(text: &str, named: &[&str]) -> String {
        suites::read(&[text], false, |_, reading, _| {
            let mut spans: Vec<Span> = named
                .iter()
                .flat_map(|name| {
                    text.match_indices(name).map(|(start, name)| Span::new(start, start + name.len()))
                })
                .collect();
            spans.sort_unstable();
            let people = People::new(reading, &spans);
            let persons = (0..people.persons().len()).map(|person| {
                let words: Vec<&str> =
                    people.mentions_of(person).map(|mention| mention.span.of(text)).collect();
                words.join("/")
            });
            persons.collect::<Vec<_>>().join(" | ")
        })
        .pop()
        .unwrap_or_default()
    }

    #[test]
    fn mentions_of_one_person_are_joined() {
        let rows: &[(&str, &[&str], &str)] = &[
            (
                "A coach driver has been jailed. Raymond Tulk, 58, ran nine routes. He lied.",
                &["Raymond Tulk"],
                "A coach driver/Raymond Tulk/He",
            ),
            ("His father John Smith was jailed.", &["John Smith"], "His father/John Smith"),
            (
                "A second man, 19-year-old Kyle Amberley, denies it.",
                &["Kyle Amberley"],
                "A second man/19-year-old/Kyle Amberley",
            ),
            ("Before he resigned, Colin Harte ran it.", &["Colin Harte"], "he/Colin Harte"),
            // A tag on a part of a word, and one on the words of a headline, break nothing.
            ("The Tulk-led firm closed.", &["lk-led"], "lk-led"),
            ("YOU'RE NICKED: thieves held.", &["YOU'RE NICKED"], ""),
            ("", &[], ""),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .map(|(text, named, expected)| (text, expected, read(text, named)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}\n  expected {expected}\n  found    {found}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
