//! Claims, and what they hold: policies, cases, verdicts, flags.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Reason;
use crate::span::Span;

/// What sort of claim a sentence makes. Several may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimType {
    /// It states a quantity about the world.
    Figure,
    /// It reports what a particular person did, suffered or is accused of.
    Case,
    /// It says what an authority does, requires, plans or is called on to do.
    Policy,
    /// Any other checkable statement of fact.
    Assertion,
}

impl ClaimType {
    /// All four, in the order of [`ClaimType::index`].
    pub const ALL: [Self; 4] = [Self::Figure, Self::Case, Self::Policy, Self::Assertion];

    /// Its place in arrays of four.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// A sentence worth a checker's look.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence's span.
    pub span: Span,
    /// The index of the sentence.
    pub sentence: usize,
    /// The types that hold, in schema order.
    pub types: Vec<ClaimType>,
    /// A score for each type, by [`ClaimType::index`].
    pub scores: [f64; 4],
    /// Whether a checker would pick it up, 0..1.
    pub check_worthiness: f64,
    /// Indices of its figures.
    pub figures: Vec<usize>,
    /// Indices of its cases.
    pub cases: Vec<usize>,
    /// What an authority does in it.
    pub policy: Option<Policy>,
    /// The index of the attribution that covers it.
    pub attribution: Option<usize>,
    /// Whether a reader could look it up.
    pub sourcing: Sourcing,
    /// What a checker sorts by.
    pub flags: Vec<Flag>,
    /// Notes that qualify its figures.
    pub caveats: Vec<Span>,
    /// Why each type, the source and the verdict were given.
    pub reasons: Vec<Reason>,
}

/// What a checker sorts claims by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Somebody unnamed says so.
    VagueSource,
    /// The source hides behind a role: "a spokesman", "officials".
    AnonymousSource,
    /// Nobody says so.
    NoSource,
    /// "may", "could", "reportedly"
    Hedged,
    /// Somebody is accused and no court has found it.
    Allegation,
    /// "the worst", "highest ever"
    Superlative,
    /// "always", "never", "everyone"
    Absolute,
    /// Words that judge: "jailbird"
    LoadedLanguage,
    /// A change without what it is measured from.
    NoBaseline,
    /// Its newest figure is three years older than the document, or more.
    OldFigure,
    /// One person's story stands for many.
    SingleAnecdote,
    /// Whoever says so speaks of themselves: a firm of its product, an accused of the charge.
    SelfInterestedSource,
    /// Arithmetic that the document states with its figures does not hold.
    Conflict,
}

/// Whether a reader could look it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sourcing {
    /// Official figures, a named dataset, report, record or FOI release.
    Sourced,
    /// A named person, organisation or outlet says so.
    Attributed,
    /// Somebody unnamed says so.
    Vague,
    /// The text just says it.
    Unsourced,
}

/// What an authority does or plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Who; of a passive verb whoever stands behind "by".
    pub actor: Option<Span>,
    /// The full name of the actor, where the document gives it.
    pub actor_name: Option<String>,
    /// What, with the subject of a passive verb, to which it is done.
    pub action: Span,
    /// How firmly.
    pub modality: Modality,
    /// When it takes effect or is to be done: ISO 8601, else the words of the text.
    pub date: Option<String>,
    /// Indices of the figures of money that it commits.
    pub money: Vec<usize>,
}

/// How firmly a policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It applies now.
    InForce,
    /// An authority says it will.
    Commitment,
    /// Somebody proposes or calls for it.
    Proposal,
    /// Somebody must.
    Requirement,
    /// Somebody expects it.
    Prediction,
}

/// A person and an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Those involved.
    pub people: Vec<Person>,
    /// How far the matter has gone, as the text states it and never more.
    pub status: CaseStatus,
    /// The words that state it.
    pub status_evidence: Span,
    /// The sentence that tells it.
    pub incident: Span,
    /// The place named with it.
    pub place: Option<Span>,
    /// The date named with it, as the text has it.
    pub date: Option<Span>,
    /// Indices into the claims.
    pub claims: Vec<usize>,
}

/// Somebody involved in a [`Case`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name.
    pub name: String,
    /// The office or occupation, where the text gives it.
    pub role: Option<Span>,
    /// The age in years, when stated.
    pub age: Option<u32>,
    /// The part in the matter.
    pub part: Part,
    /// Where the text names the person.
    pub mentions: Vec<Span>,
}

/// The part that a person has in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Said to have done it.
    Accused,
    /// It was done to them.
    Victim,
    /// Saw it.
    Witness,
    /// Dealt with it in office.
    Official,
    /// Family.
    Relative,
    /// Anything else.
    Other,
}

/// How far a matter has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Somebody says so.
    Alleged,
    /// It is being looked into.
    Investigated,
    /// Somebody was arrested.
    Arrested,
    /// Somebody was charged.
    Charged,
    /// A court found guilt, or a plea admitted it.
    Convicted,
    /// A court passed sentence.
    Sentenced,
    /// Somebody was dismissed from a post.
    Dismissed,
    /// A court found no guilt.
    Acquitted,
    /// None of these.
    Other,
}
