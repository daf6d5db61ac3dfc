//! Whom a pronoun means: gender decides first, then nearness, subjecthood and what the text was about.

use std::collections::VecDeque;

use super::Person;
use super::joining::differs;
use super::mentions::{Case, Raw, RawForm};

/// A pronoun looks so many sentences back.
const REACH: usize = 3;

/// So many mentions are kept in mind.
const KEPT: usize = 24;

/// The best candidate has to be better than the next by this much, or neither is meant for certain.
const MARGIN: f64 = 0.35;

/// A mention that may be meant again.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent marks of a mention")]
struct Seen {
    person: usize,
    sentence: usize,
    block: usize,
    leads: bool,
    oblique: bool,
    quoted: bool,
    named: bool,
    subject_pronoun: bool,
}

/// The mentions of the last sentences.
#[derive(Debug, Default)]
pub(super) struct Recent {
    seen: VecDeque<Seen>,
    sentence: usize,
    block: usize,
    /// Whom the sentence before was about.
    centre: Option<usize>,
}

impl Recent {
    pub(super) fn open(&mut self, sentence: usize, block: usize) {
        self.sentence = sentence;
        self.block = block;
    }

    /// Ends a sentence: whom it was about is what the next one probably goes on with.
    pub(super) fn close(&mut self) {
        let own = self.seen.iter().filter(|seen| seen.sentence == self.sentence);
        let about = own.clone().find(|seen| seen.leads && !seen.oblique).or_else(|| own.clone().next());
        self.centre = about.map(|seen| seen.person);
    }

    pub(super) fn push(&mut self, raw: &Raw<'_>, person: usize, subject_pronoun: bool) {
        if self.seen.len() == KEPT {
            self.seen.pop_front();
        }
        self.seen.push_back(Seen {
            person,
            sentence: self.sentence,
            block: self.block,
            leads: raw.leads,
            oblique: raw.oblique,
            quoted: raw.quoted,
            named: raw.form == RawForm::Name,
            subject_pronoun,
        });
    }

    /// Whether nobody is in mind whom a pronoun could mean.
    pub(super) fn is_silent(&self) -> bool {
        self.seen.iter().all(|seen| self.sentence - seen.sentence > REACH)
    }

    /// Whom a pronoun means, unless two fit alike.
    pub(super) fn antecedent(&self, persons: &[Person], raw: &Raw<'_>, case: Case) -> Option<usize> {
        let scored = self.scored(persons, raw, |seen| self.fits_case(seen, raw, case));
        decided(&scored)
    }

    /// Whom "the man" or "the 23-year-old" means, where no such words stood before.
    pub(super) fn described(&self, persons: &[Person], raw: &Raw<'_>) -> Option<usize> {
        let free = |person: &Person| raw.age.is_none() || person.age.is_none() || person.age == raw.age;
        let scored = self.scored(persons, raw, |seen| free(&persons[seen.person]).then_some(0.0));
        decided(&scored)
    }

    /// The score of each person in mind: of several mentions the best, and a little for each.
    fn scored(
        &self,
        persons: &[Person],
        raw: &Raw<'_>,
        fits: impl Fn(&Seen) -> Option<f64>,
    ) -> Vec<(usize, f64)> {
        let mut scored: Vec<(usize, f64)> = Vec::new();
        for seen in self.seen.iter().rev() {
            let person = &persons[seen.person];
            if self.sentence - seen.sentence > REACH || differs(person.gender, raw.gender) {
                continue;
            }
            let Some(case) = fits(seen) else { continue };
            let known = if person.gender.is_some() {
                0.6
            } else if person.is_doubtful() {
                -0.5
            } else {
                0.0
            };
            let score = case + known + self.nearness(seen);
            match scored.iter_mut().find(|(other, _)| *other == seen.person) {
                Some((_, best)) => *best = best.max(score) + 0.05,
                None => scored.push((seen.person, score)),
            }
        }
        scored
    }

    fn nearness(&self, seen: &Seen) -> f64 {
        let distance = match self.sentence - seen.sentence {
            0 => 1.8,
            1 => 1.4,
            2 => 0.6,
            _ => 0.2,
        };
        let subject = match (seen.leads && !seen.oblique, seen.subject_pronoun, seen.oblique) {
            (true, _, _) => 0.9,
            (_, true, _) => 0.7,
            (_, _, true) => -0.3,
            _ => 0.0,
        };
        let paragraph = if seen.block == self.block { 0.2 } else { 0.0 };
        let named = if seen.named { 0.1 } else { 0.0 };
        let centre = if self.centre == Some(seen.person) { 0.5 } else { 0.0 };
        distance + subject + paragraph + named + centre
    }

    /// What the case of a pronoun says of a candidate: "Tulk told him" is not Tulk, "himself" is.
    fn fits_case(&self, seen: &Seen, raw: &Raw<'_>, case: Case) -> Option<f64> {
        let same = seen.sentence == self.sentence;
        // “He lied,” said Harte: the speaker outside speaks of another.
        if same && raw.quoted && !seen.quoted {
            return None;
        }
        match case {
            Case::Reflexive => same.then_some(0.5),
            Case::Object if same && seen.leads && !seen.oblique => None,
            Case::Possessive if same => Some(0.2),
            _ => Some(0.0),
        }
    }
}

/// The best, if it is better than the next by the margin.
fn decided(scored: &[(usize, f64)]) -> Option<usize> {
    let best = scored.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let next = scored.iter().filter(|other| other.0 != best.0).map(|other| other.1).fold(f64::MIN, f64::max);
    (best.1 - next >= MARGIN).then_some(best.0)
}
