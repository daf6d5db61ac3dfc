//! Which mentions mean the same person.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{Class, Gender};
use super::mentions::{Case, Raw, RawForm, Which};
use super::pronouns::Recent;
use super::{Form, Mention, Person};
use crate::document::BlockKind;
use crate::reading::Reading;
use crate::span::Span;

/// Headline and opening stand in so many sentences; a masthead may stand before them.
const OPENING: usize = 12;

/// So many sentences later an unnamed person of headline or opening may still get a name.
const LEDE: usize = 8;

/// A name that nothing tells to be a person's is the unnamed one's only so many sentences later.
const NEXT: usize = 2;

/// Whom headline or opening tell of without a name.
#[derive(Clone, Copy, Debug)]
struct Lede {
    person: usize,
    /// The last sentence that does.
    sentence: usize,
    /// Whether one below the headline has.
    in_body: bool,
}

/// The people read so far, and how to find them again.
pub(super) struct Joining<'a> {
    pub(super) text: &'a str,
    pub(super) persons: Vec<Person>,
    mentions: Vec<Mention>,
    /// For each person, how often they were mentioned.
    counts: Vec<usize>,
    by_name: HashMap<String, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    by_first: HashMap<&'a str, usize>,
    by_head: HashMap<String, usize>,
    by_age: HashMap<u32, usize>,
    owned: HashMap<(usize, String), usize>,
    /// An unnamed person whom headline or opening tell of.
    lede: Option<Lede>,
    recent: Recent,
    /// Whether the sentence is a title or heading.
    headline: bool,
    /// Where the sentence begins and ends.
    start: usize,
    end: usize,
}

impl<'a> Joining<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            persons: Vec::new(),
            mentions: Vec::new(),
            counts: Vec::new(),
            by_name: HashMap::new(),
            by_surname: HashMap::new(),
            by_first: HashMap::new(),
            by_head: HashMap::new(),
            by_age: HashMap::new(),
            owned: HashMap::new(),
            lede: None,
            recent: Recent::default(),
            headline: false,
            start: 0,
            end: 0,
        }
    }

    /// First names of people named in full so far.
    pub(super) fn first_names(&self) -> &HashMap<&'a str, usize> {
        &self.by_first
    }

    pub(super) fn finish(self) -> (Vec<Person>, Vec<Mention>) {
        (self.persons, self.mentions)
    }

    /// Joins the mentions of the next sentence.
    pub(super) fn read(&mut self, reading: &Reading<'_>, sentence: usize, raw: &[Raw<'a>]) {
        let block = reading.layout.sentences[sentence].block;
        self.recent.open(sentence, block);
        self.headline = matches!(reading.block(sentence).kind, BlockKind::Title | BlockKind::Heading);
        let span = reading.sentence(sentence);
        (self.start, self.end) = (span.start, span.end);
        let mut known: Vec<Option<usize>> = vec![None; raw.len()];
        for index in 0..raw.len() {
            // "his" of "his wife" was asked for with her.
            let owns = index > 0 && raw[index - 1].span.contains(raw[index].span);
            if known[index].is_none() && !owns {
                self.read_group(sentence, raw, index, &mut known);
            }
        }
        self.recent.close();
    }

    /// A mention with its appositions. A name among them decides, else the first.
    fn read_group(&mut self, sentence: usize, raw: &[Raw<'a>], first: usize, known: &mut [Option<usize>]) {
        let mut group = vec![first];
        for (index, other) in raw.iter().enumerate().skip(first + 1) {
            let nested = raw[..index].iter().rev().take(2).any(|outer| outer.span.contains(other.span));
            if other.apposed && known[index].is_none() {
                group.push(index);
            } else if !nested {
                break;
            }
        }
        let owner = self.owner(sentence, raw, first, known);
        let chief = group.iter().copied().find(|index| raw[*index].form == RawForm::Name).unwrap_or(first);
        let described = group.iter().filter_map(|index| match raw[*index].form {
            RawForm::Noun { head, .. } => Some(head.to_lowercase()),
            _ => None,
        });
        let described: Vec<String> = described.collect();
        let found = self
            .find(sentence, &raw[chief], &described, owner)
            .or_else(|| self.ahead(sentence, raw, chief, known));
        let Some(person) = found else { return };
        for index in group {
            if known[index].is_none() {
                known[index] = Some(person);
                self.keep(sentence, &raw[index], person, owner);
            }
        }
    }

    /// "Before he resigned, Colin Harte": a subject that nobody before fits is the first named after it, else somebody of
    /// whom the text says no more.
    fn ahead(
        &mut self,
        sentence: usize,
        raw: &[Raw<'a>],
        of: usize,
        known: &mut [Option<usize>],
    ) -> Option<usize> {
        if raw[of].form != RawForm::Pronoun(Case::Subject) {
            return None;
        }
        let fits = |other: &&Raw<'a>| {
            other.form == RawForm::Name && !differs(other.gender, raw[of].gender) && !other.oblique
        };
        let first = raw[of].leads && !raw[of].quoted && raw[of].span.start > self.start;
        let name = (of + 1..raw.len()).find(|index| first && fits(&&raw[*index]));
        match name {
            Some(name) => {
                let person = self.named(sentence, &raw[name], &[]);
                known[name] = Some(person);
                self.keep(sentence, &raw[name], person, None);
                Some(person)
            }
            None if self.recent.is_silent() => Some(self.new_person()),
            None => None,
        }
    }

    /// Whose wife "his wife" or "Tulk’s wife" is.
    fn owner(
        &mut self,
        sentence: usize,
        raw: &[Raw<'a>],
        of: usize,
        known: &mut [Option<usize>],
    ) -> Option<usize> {
        if !matches!(raw[of].form, RawForm::Noun { which: Which::Owned, .. }) {
            return None;
        }
        let start = raw[of].span.start;
        if let Some(index) = (of + 1..raw.len()).take(2).find(|index| raw[*index].span.start == start) {
            let person = known[index].or_else(|| self.find(sentence, &raw[index], &[], None))?;
            if known[index].is_none() {
                known[index] = Some(person);
                self.keep(sentence, &raw[index], person, None);
            }
            return Some(person);
        }
        let before = (0..of).rev().take(3).find(|index| {
            let gap = raw[*index].span.end..start;
            self.text.get(gap).is_some_and(|gap| matches!(gap, "’s " | "'s " | "’ "))
        })?;
        known[before]
    }

    /// Whom a mention means: somebody known, or somebody new; nobody for a pronoun that fits none or two alike.
    fn find(
        &mut self,
        sentence: usize,
        raw: &Raw<'a>,
        described: &[String],
        owner: Option<usize>,
    ) -> Option<usize> {
        match raw.form {
            RawForm::Name => Some(self.named(sentence, raw, described)),
            RawForm::Noun { head, class, which } => {
                Some(self.described(sentence, raw, (head, class, which), owner))
            }
            RawForm::Pronoun(case) => self.recent.antecedent(&self.persons, raw, case),
            RawForm::Relative => None,
        }
    }

    fn named(&mut self, sentence: usize, raw: &Raw<'a>, described: &[String]) -> usize {
        let words = raw.span.of(self.text);
        if let Some(known) = self.by_name.get(&words.to_lowercase()) {
            return *known;
        }
        let parts: Vec<&str> = words.split_whitespace().collect();
        let fits = |person: &&usize| {
            let known = &self.persons[**person];
            let gender = known.gender.is_none() || raw.gender.is_none() || known.gender == raw.gender;
            gender && same_name(known.name.map_or("", |name| name.of(self.text)), &parts)
        };
        let surname = parts.last().copied().unwrap_or(words);
        if let Some(known) = self
            .by_surname
            .get(&surname.to_lowercase())
            .and_then(|known| known.iter().rev().take(8).find(fits))
        {
            return *known;
        }
        if let [only] = parts.as_slice()
            && let Some(known) = self.by_first.get(only)
        {
            return *known;
        }
        // "The judge … Judge Miriam Olufsen", "A man … Raymond Tulk, 58, ran".
        let unnamed = |person: &usize| self.agrees(*person, raw) && self.persons[*person].name.is_none();
        let by_role = described.iter().find_map(|head| self.by_head.get(head).copied().filter(unnamed));
        let lede = self.still_unnamed(sentence).filter(unnamed).filter(|person| {
            described.is_empty() && raw.leads && !raw.oblique && self.may_open(sentence, *person, raw)
        });
        by_role.or(lede).unwrap_or_else(|| self.new_person())
    }

    fn described(
        &mut self,
        sentence: usize,
        raw: &Raw<'a>,
        (head, class, which): (&'a str, Class, Which),
        owner: Option<usize>,
    ) -> usize {
        let key = head.to_lowercase();
        if let Some(owner) = owner {
            let known = self.owned.get(&(owner, key)).copied();
            return known.unwrap_or_else(|| self.new_person());
        }
        let agrees = |person: &usize| self.agrees(*person, raw);
        let known = match which {
            Which::Definite => {
                let by_age = raw.age.and_then(|age| self.by_age.get(&age).copied());
                let by_head = self.by_head.get(&key).copied().filter(agrees);
                by_age.or(by_head).or_else(|| {
                    let any = raw.age.is_some() || class == Class::Generic;
                    any.then(|| self.recent.described(&self.persons, raw)).flatten()
                })
            }
            Which::Indefinite | Which::Bare | Which::Owned => {
                // "A second man" is another, and who was told of below the headline is told of as "the man" from there on.
                let retold = self.lede.is_some_and(|lede| lede.in_body && lede.sentence < sentence);
                let opening = raw.leads
                    && !raw.oblique
                    && which != Which::Owned
                    && !retold
                    && !is_another(raw.span.of(self.text));
                let known = self.still_unnamed(sentence).filter(|person| opening && agrees(person));
                if let Some(person) = known {
                    self.lede =
                        Some(Lede { person, sentence, in_body: !self.headline && which != Which::Bare });
                }
                known
            }
        };
        known.unwrap_or_else(|| {
            let person = self.new_person();
            if sentence <= OPENING
                && raw.leads
                && which != Which::Owned
                && self.still_unnamed(sentence).is_none()
            {
                self.lede = Some(Lede { person, sentence, in_body: !self.headline && which != Which::Bare });
            }
            person
        })
    }

    /// The unnamed person of the opening, while it is near enough.
    fn still_unnamed(&self, sentence: usize) -> Option<usize> {
        let Lede { person, sentence: last, .. } = self.lede?;
        (sentence - last <= LEDE && self.persons[person].name.is_none()).then_some(person)
    }

    /// Whether a name may be that of the unnamed person of the opening: not who signs the article, nor who speaks for a
    /// side, nor the holder of another office.
    fn may_open(&self, sentence: usize, person: usize, raw: &Raw<'_>) -> bool {
        static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?:\s*$|\s*\n|,? (?:at|in) \p{Lu}[^.]{0,40}$|,? (?:KC|QC|for the|prosecuting|defending|mitigating|representing|from the|of the)\b)")
                .expect("a valid pattern")
        });
        let rest = &self.text[raw.span.end..self.end.max(raw.span.end)];
        let office = raw.class.is_none_or(|class| self.persons[person].classes.contains(&class));
        let told = raw.gender.is_some() || raw.age.is_some();
        let near = || self.lede.is_some_and(|lede| sentence - lede.sentence <= NEXT);
        office && (told || near()) && !ANOTHER.is_match(rest)
    }

    /// Whether gender and age do not speak against a person.
    fn agrees(&self, person: usize, raw: &Raw<'_>) -> bool {
        let known = &self.persons[person];
        let gender = known.gender.is_none() || raw.gender.is_none() || known.gender == raw.gender;
        gender && (known.age.is_none() || raw.age.is_none() || known.age == raw.age)
    }

    fn new_person(&mut self) -> usize {
        self.persons.push(Person::default());
        self.counts.push(0);
        self.persons.len() - 1
    }

    /// Notes a mention and what it tells of its person.
    fn keep(&mut self, sentence: usize, raw: &Raw<'a>, index: usize, owner: Option<usize>) {
        let form = match raw.form {
            RawForm::Name => Form::Name,
            RawForm::Noun { .. } => Form::Noun,
            RawForm::Pronoun(_) => Form::Pronoun,
            RawForm::Relative => Form::Relative,
        };
        self.mentions.push(Mention { span: raw.span, sentence, form, oblique: raw.oblique, person: index });
        self.counts[index] += 1;
        let person = &mut self.persons[index];
        person.gender = person.gender.or(raw.gender);
        person.age = person.age.or(raw.age);
        person.role = person.role.or(raw.role);
        person.classes.extend(raw.class);
        if let Some(age) = raw.age {
            self.by_age.insert(age, index);
        }
        match raw.form {
            RawForm::Name => self.keep_name(raw.span, index),
            RawForm::Noun { head, class, which } => {
                let person = &mut self.persons[index];
                person.described = person.described.or(Some(raw.span));
                let office = !matches!(class, Class::Generic | Class::Kin | Class::Matter);
                person.role = person.role.or(Some(raw.span).filter(|_| office && which != Which::Definite));
                person.classes.push(class);
                person.of = person.of.or(owner);
                match owner {
                    Some(owner) => drop(self.owned.insert((owner, head.to_lowercase()), index)),
                    None => drop(self.by_head.insert(head.to_lowercase(), index)),
                }
            }
            RawForm::Pronoun(_) | RawForm::Relative => {}
        }
        if let Some(role) = raw.role {
            let head = role.of(self.text).rsplit(' ').next().unwrap_or_default();
            self.by_head.insert(head.to_lowercase(), index);
        }
        self.recent.push(raw, index, matches!(raw.form, RawForm::Pronoun(Case::Subject)));
    }

    fn keep_name(&mut self, span: Span, index: usize) {
        let words = span.of(self.text);
        let known = self.persons[index].name.map_or("", |name| name.of(self.text));
        let count = |words: &str| words.split_whitespace().count();
        if count(words) > count(known) {
            self.persons[index].name = Some(span);
        }
        self.by_name.insert(words.to_lowercase(), index);
        let mut parts = words.split_whitespace();
        let first = parts.next().unwrap_or(words);
        // "Trump" of a headline is the surname of who is named in full below it.
        let surname = parts.next_back().unwrap_or(first);
        if surname != first {
            self.by_first.insert(first, index);
        }
        let known = self.by_surname.entry(surname.to_lowercase()).or_default();
        if !known.contains(&index) {
            known.push(index);
        }
    }
}

/// "A second man", "another driver": not who was told of before.
fn is_another(words: &str) -> bool {
    const OTHERS: &[&str] =
        &["second", "third", "fourth", "fifth", "another", "other", "further", "different"];
    // "Six protesters" are not the girl of the headline.
    const NUMBERS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both"];
    let first = words.split(' ').next().unwrap_or_default();
    if NUMBERS.iter().any(|number| number.eq_ignore_ascii_case(first)) {
        return true;
    }
    words.split(' ').any(|word| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// Whether a name in full is that of a shorter or longer form: the surnames are the same, and no first names differ.
fn same_name(full: &str, parts: &[&str]) -> bool {
    let known: Vec<&str> = full.split_whitespace().collect();
    let (Some(last), Some(other)) = (known.last(), parts.last()) else { return false };
    if !last.eq_ignore_ascii_case(other) {
        return false;
    }
    let (one, other) = (known[0], parts[0]);
    let short = |name: &str| name.trim_end_matches('.').chars().count() == 1;
    known.len() == 1
        || parts.len() == 1
        || one.eq_ignore_ascii_case(other)
        || initial(one) == initial(other) && (short(one) || short(other))
}

fn initial(name: &str) -> Option<char> {
    name.chars().next()
}

/// Whether a gender is told and is another one.
pub(super) fn differs(known: Option<Gender>, other: Option<Gender>) -> bool {
    known.is_some() && other.is_some() && known != other
}
