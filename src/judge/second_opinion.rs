//! What the model thinks of a verdict, and what follows when it thinks otherwise than the table.
//!
//! The table judges by the attribution that was found. The model reads the sentence in its passage and says how a reader
//! would judge it. Where both agree, both are reasons. Where the model is sure of another verdict, the claim points to
//! one of the sentence's attributions that gives it. A record may turn out to be beyond a reader's reach. Where none of them
//! gives it but an attribution shortly before does, the verdict is given without a link: somebody says it, and which of the
//! sources before is not certain enough to name one (`attribute/carry.rs` weighs that). `vague` needs no attribution,
//! because nobody is named. Any other verdict for which none can be found is not given: the table's stands, and the reason
//! says what the model thinks.

use super::{RECORD, verdict};
use crate::document::{Attribution, Claim, ClaimType, Reason, Scope, Sourcing};
use crate::model::SentenceSignals;
use crate::span::Span;

/// The model is heard against the table when it is so sure; chosen on `corpus/gold/dev`, where 0.4 does as well and 0.6
/// a point worse.
const SURE: f64 = 0.5;

/// So many sentences before may name the source of a claim that has no link.
const REACH: usize = 4;

const VERDICTS: [Sourcing; 4] =
    [Sourcing::Sourced, Sourcing::Attributed, Sourcing::Vague, Sourcing::Unsourced];

/// What the model thinks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opinion {
    likeliest: Sourcing,
    score: f64,
    outcome: Outcome,
}

/// What follows from it.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    /// The table's link stays.
    Stays(Option<usize>),
    /// Another of the sentence's attributions, or none, is the right one.
    Another(Option<usize>),
    /// A source shortly before says so, though no evidence ties it to the claim.
    Elsewhere,
    /// Somebody says so whom no words name.
    Unnamed,
    /// The record stays the source, but a reader cannot look it up: "a leaked memo", "figures show".
    OutOfReach(usize),
}

/// The model's opinion on a claim for which the table has chosen `by_table` among the sentence's `candidates`; `judged`
/// are the claims before it.
pub(super) fn on(
    claim: &Claim,
    by_table: Option<usize>,
    candidates: &[usize],
    attributions: &[Attribution],
    judged: &[Claim],
    signals: &SentenceSignals,
) -> Opinion {
    let claimed = (1.0 - signals.idle).max(f64::EPSILON);
    let likelihood = |verdict: Sourcing| signals.verdict(verdict) / claimed;
    let likeliest = VERDICTS
        .into_iter()
        .reduce(|best, next| if likelihood(next) > likelihood(best) { next } else { best })
        .unwrap_or(Sourcing::Unsourced);
    let score = likelihood(likeliest);
    let agrees = verdict(by_table, attributions) == likeliest;
    let outcome = if agrees || score < SURE {
        Outcome::Stays(by_table)
    } else {
        other(claim, likeliest, by_table, candidates, attributions, judged)
            .unwrap_or(Outcome::Stays(by_table))
    };
    Opinion { likeliest, score, outcome }
}

/// The attribution that gives the verdict which the model is sure of.
fn other(
    claim: &Claim,
    likeliest: Sourcing,
    by_table: Option<usize>,
    candidates: &[usize],
    attributions: &[Attribution],
    judged: &[Claim],
) -> Option<Outcome> {
    let gives = |index: &usize| verdict(Some(*index), attributions) == likeliest;
    // A record that the sentence names is nearer than whoever speaks throughout, and the model seldom sees that.
    let owner = candidates.iter().any(|link| attributions[*link].scope == Scope::Document);
    let own_record = by_table.filter(|link| attributions[*link].scope == Scope::Sentence);
    if owner && likeliest == Sourcing::Attributed && verdict(own_record, attributions) == Sourcing::Sourced {
        return None;
    }
    let heard = |link: &usize| !by_table.is_some_and(|own| is_passed_on(claim, own, *link, attributions));
    if let Some(own) = candidates.iter().copied().filter(gives).find(heard) {
        return Some(Outcome::Another(Some(own)));
    }
    if candidates.iter().any(gives) {
        return None;
    }
    if likeliest == Sourcing::Unsourced {
        // Where the whole document has a speaker, nothing in it is without one.
        let spoken = by_table.is_some_and(|link| attributions[link].scope == Scope::Document);
        return (!spoken).then_some(Outcome::Another(None));
    }
    if let Some(record) = by_table.filter(|_| verdict(by_table, attributions) == Sourcing::Sourced) {
        return Some(Outcome::OutOfReach(record));
    }
    let near = judged.iter().rev().take_while(|earlier| earlier.sentence + REACH >= claim.sentence);
    let elsewhere = near.filter_map(|earlier| earlier.attribution).any(|link| gives(&link));
    let unnamed = (likeliest == Sourcing::Vague).then_some(Outcome::Unnamed);
    elsewhere.then_some(Outcome::Elsewhere).or(unnamed)
}

/// "The Echo revealed that an inmate claimed …": that an outlet passes it on makes what the inmate says no stronger, and
/// a figure's record no weaker. Only a figure gains by the record around it.
fn is_passed_on(claim: &Claim, inner: usize, outer: usize, attributions: &[Attribution]) -> bool {
    let strength = |link: usize| super::strength(super::ground(Some(&attributions[link])));
    let outside = std::iter::successors(attributions[inner].within, |link| attributions[*link].within);
    let figure = claim.types.contains(&ClaimType::Figure);
    let gains = figure && strength(outer) >= RECORD;
    let loses = figure && strength(inner) >= RECORD && strength(outer) < RECORD;
    (loses || !gains && strength(outer) > strength(inner)) && outside.into_iter().any(|link| link == outer)
}

impl Opinion {
    /// The link that the claim gets.
    pub(super) fn link(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Stays(link) | Outcome::Another(link) => link,
            Outcome::OutOfReach(link) => Some(link),
            Outcome::Unnamed | Outcome::Elsewhere => None,
        }
    }

    /// The verdict, given that of the link.
    pub(super) fn verdict(&self, of_link: Sourcing) -> Sourcing {
        match self.outcome {
            Outcome::Unnamed | Outcome::Elsewhere | Outcome::OutOfReach(_) => self.likeliest,
            Outcome::Stays(_) | Outcome::Another(_) => of_link,
        }
    }

    /// Why, for the reader.
    pub(super) fn reason(&self, span: Span) -> Reason {
        let verdict = match self.likeliest {
            Sourcing::Sourced => "sourced",
            Sourcing::Attributed => "attributed",
            Sourcing::Vague => "vague",
            Sourcing::Unsourced => "unsourced",
        };
        let note = match self.outcome {
            Outcome::Stays(_) => format!("the model reads it as {verdict}"),
            Outcome::OutOfReach(_) => {
                format!("the model reads it as {verdict}: a record out of a reader's reach")
            }
            Outcome::Another(_) | Outcome::Unnamed => {
                format!("the model reads it as {verdict}, and is heard")
            }
            Outcome::Elsewhere => {
                format!("the model reads it as {verdict}: one of the sources before, none certainly")
            }
        };
        Reason { rule: "model:verdict".to_owned(), span, score: self.score, note }
    }
}
