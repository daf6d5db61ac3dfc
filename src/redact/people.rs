//! Who the cases of a record name, and which of the names mean one person.

use std::collections::BTreeMap;

use super::tokens::{Word, words};
use super::words::{is_no_name, is_office, is_particle, is_suffix, is_title, opens_sentence};

/// Words of a name that are looked at; the text names nobody with more of them at once.
const MOST_WORDS: usize = 8;

/// Somebody named in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// Every form that the cases give of the name, as words in lower case, the fullest first.
    pub(super) forms: Vec<Vec<String>>,
}

impl Person {
    /// The fullest form in one string, by which people of two documents are told apart; `None` for a surname alone,
    /// which many people share.
    pub(super) fn key(&self) -> Option<String> {
        self.forms.first().filter(|form| form.len() > 1).map(|form| form.join(" "))
    }

    /// The keys under which another document may have the person: the other forms, and the fullest without its first
    /// word, which may be none of the name ("Publican Ron Haverstock").
    pub(super) fn other_keys(&self) -> impl Iterator<Item = String> {
        let inner = self.forms.first().filter(|form| form.len() > 2).map(|form| &form[1..]);
        let forms = self.forms.iter().skip(1).map(Vec::as_slice).filter(|form| form.len() > 1);
        forms.chain(inner).map(|form| form.join(" "))
    }
}

/// The people that `names` name, each once; what is no name ("a 33-year-old man") is left out.
///
/// A surname alone is the person of that surname, and a first name with the surname the person who has further names
/// between them. Where two people could be meant, neither is.
pub(super) fn people<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Person> {
    let mut forms: Vec<Vec<String>> = names.filter_map(parts).collect();
    // Stable, so that people of equally full names keep the order of the cases.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let mut people: Vec<Person> = Vec::new();
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for form in forms {
        let whole = form.join(" ");
        match known.get(&whole).map(Vec::as_slice) {
            Some([one]) => {
                let forms = &mut people[*one].forms;
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
            Some(_) => {}
            None => {
                for short in short_forms(&form) {
                    known.entry(short).or_default().push(people.len());
                }
                people.push(Person { forms: vec![form] });
            }
        }
    }
    people
}

/// What else the bearer of a full name is called, itself included.
fn short_forms(form: &[String]) -> Vec<String> {
    let mut short: Vec<String> = form.iter().filter(|word| !is_particle(word)).cloned().collect();
    short.push(form.join(" "));
    if let [first, _, .., last] = form {
        short.push(format!("{first} {last}"));
    }
    short.sort_unstable();
    short.dedup();
    short
}

/// The words of a name without titles, in lower case; `None` when it is a description and no name.
fn parts(name: &str) -> Option<Vec<String>> {
    let all = words(name);
    // "Clerk", in a headline: what somebody is and not what they are called.
    if let [only] = all.as_slice()
        && (crate::people::noun(&only.folded).is_some() || matches!(only.folded.as_str(), "you" | "i" | "we"))
    {
        return None;
    }
    let tail = all.iter().rev().take_while(|word| is_suffix(&word.folded)).count();
    let all = &all[..all.len() - tail];
    let lead = all.iter().take_while(|word| is_title(&word.folded) || opens_sentence(&word.folded)).count();
    let own = if all.first().is_some_and(|first| is_no_name(&first.folded)) { &[] } else { &all[lead..] };
    let own = if is_name(own) { own } else { described(all) };
    is_name(own).then(|| own.iter().map(|word| word.folded.clone()).collect())
}

/// The name at the end of a description: "Mum-of-two Gemma Tolland", and none in "a man from New Mills".
fn described(all: &[Word]) -> &[Word] {
    let count = all.iter().rev().take_while(|word| word.capital).count();
    let (before, name) = all.split_at(all.len() - count);
    let tied =
        |word: &Word| opens_sentence(&word.folded) || matches!(word.folded.as_str(), "the" | "a" | "an");
    let introduced =
        before.last().is_some_and(|word| word.folded.starts_with(char::is_alphabetic) && !tied(word));
    if count > 1 && introduced { name } else { &[] }
}

fn is_name(words: &[Word]) -> bool {
    let Some(last) = words.last() else { return false };
    let ends = last.capital && last.points.len() > 1 && !is_office(&last.folded) && !is_title(&last.folded);
    ends && words[0].capital
        && words.len() <= MOST_WORDS
        && words.iter().all(|word| word.capital || is_particle(&word.folded))
        && words.iter().any(is_part)
}

fn is_part(word: &Word) -> bool {
    !is_particle(&word.folded) && !is_no_name(&word.folded) && word.points.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_one_person_are_one() {
        let rows: [(&[&str], &[&[&str]]); 11] = [
            (&["Colin Harte", "Harte", "COLIN HARTE"], &[&["colin harte", "harte"]]),
            (
                &["Harte", "Colin James Harte", "Colin Harte"],
                &[&["colin james harte", "colin harte", "harte"]],
            ),
            (&["Colin Harte", "Mary Harte", "Harte"], &[&["colin harte"], &["mary harte"]]),
            (&["a 33-year-old man", "he", "The driver", "One prisoner", ""], &[]),
            (&["Sir Colin Harte", "Mr Harte"], &[&["colin harte", "harte"]]),
            (&["Jan van der Berg KC"], &[&["jan van der berg"]]),
            (&["Anne-Marie O’Brien"], &[&["anne marie o'brien"]]),
            (&["Home Secretary", "Judge", "Police Constable", "Person 1"], &[]),
            (&["When Harte", "Harte's"], &[&["harte"]]),
            (&["Mum-of-two Gemma Tolland", "a man from New Mills"], &[&["gemma tolland"]]),
            (&["A 16-YEAR-OLD Boy", "a boy of 16", "List B", "J. Harte"], &[&["j harte"]]),
        ];
        for (names, expected) in rows {
            let found: Vec<Vec<String>> = people(names.iter().copied())
                .into_iter()
                .map(|person| person.forms.iter().map(|form| form.join(" ")).collect())
                .collect();
            assert_eq!(found, expected, "{names:?}");
        }
    }
}
