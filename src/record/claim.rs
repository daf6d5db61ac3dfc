//! Claims on the wire, with their attributions and cases.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offsets;
use crate::document::{CaseStatus, ClaimType, Flag, Given, Modality, Part, Scope, SourceKind, Sourcing};

/// Who says what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// `a1`, `a2` … in text order.
    pub id: String,
    /// Who; null when nobody is named ("it is understood").
    pub source: Option<Source>,
    /// The words that tie source and content.
    pub cue: Option<Cue>,
    /// What is attributed.
    pub content: Spans,
    /// How far the source stands from it.
    pub scope: Scope,
    /// How sure the binding is, 0..1.
    pub confidence: f64,
    /// The id of the attribution inside whose content all of this one stands, the innermost such: through whom it reached
    /// us. Null where nobody stands between it and the document.
    pub within: Option<String>,
    /// The rules and words that it rests on.
    pub reasons: Vec<Reason>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Where it stands.
    pub spans: Vec<Offsets>,
    /// The noun phrase that names it; null (and no spans) for the speaker of a whole document whom it does not name.
    pub text: Option<String>,
    /// What sort it is.
    pub kind: SourceKind,
    /// The resolved name.
    pub name: Option<String>,
    /// The words that the name was found in, when not the source's own.
    pub resolved_from: Option<ResolvedFrom>,
    /// The link on it.
    pub url: Option<String>,
    /// How well a reader could find it.
    pub verifiability: Verifiability,
}

/// Where a name was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResolvedFrom {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// These words.
    pub text: String,
}

/// How well a reader could find a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verifiability {
    /// The share of the things below that are given, 0..1.
    pub score: f64,
    /// What the text gives.
    pub given: Vec<Given>,
}

/// The words that tie a source to a content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// Where they stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
}

/// Stretches of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spans {
    /// In text order.
    pub spans: Vec<Offsets>,
}

/// A person and an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// `k1`, `k2` … in text order.
    pub id: String,
    /// Those involved.
    pub people: Vec<Person>,
    /// How far the matter has gone, as the text states it.
    pub status: CaseStatus,
    /// The words that state it.
    pub status_evidence: TextSpan,
    /// The sentence that tells it.
    pub incident: String,
    /// As the text has it.
    pub place: Option<String>,
    /// As the text has it.
    pub date: Option<String>,
    /// Ids of its claims.
    pub claims: Vec<String>,
}

/// Somebody involved in a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The fullest form of the name.
    pub name: String,
    /// The office or occupation, where the text gives it.
    pub role: Option<String>,
    /// In years.
    pub age: Option<u32>,
    /// The part in the matter.
    pub part: Part,
    /// Where the text names the person.
    pub mentions: Vec<Offsets>,
}

/// A stretch of text with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextSpan {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// These words.
    pub text: String,
}

/// A sentence worth a checker's look.
///
/// In a document's record it refers to figures, cases and its attribution by id; in a
/// [`ClaimLine`](super::ClaimLine), which stands alone, the objects themselves are inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim<F = String, C = String, A = String> {
    /// `c1`, `c2` … in text order.
    pub id: String,
    /// First code point of the sentence.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The sentence.
    pub text: String,
    /// Its index.
    pub sentence: usize,
    /// The types that hold.
    pub types: Vec<ClaimType>,
    /// A score for each type.
    pub scores: TypeScores,
    /// Would a checker pick it up? 0..1.
    pub check_worthiness: f64,
    /// Its figures: ids, or the objects in a claim line.
    pub figures: Vec<F>,
    /// Its cases: ids, or the objects in a claim line.
    pub cases: Vec<C>,
    /// What an authority does in it, or null.
    pub policy: Option<Policy>,
    /// The attribution that covers it, or null: its id, or the object in a claim line.
    pub attribution: Option<A>,
    /// The verdict.
    pub sourcing: Sourcing,
    /// What a checker sorts by.
    pub flags: Vec<Flag>,
    /// Notes that qualify its figures.
    pub caveats: Vec<TextSpan>,
    /// Why each type, the source and the verdict were given.
    pub reasons: Vec<Reason>,
}

/// A score for each claim type, 0..1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TypeScores {
    /// It states a quantity.
    pub figure: f64,
    /// It reports a particular person's matter.
    pub case: f64,
    /// It says what an authority does.
    pub policy: f64,
    /// Any other checkable statement.
    pub assertion: f64,
}

/// What an authority does or plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Policy {
    /// Who, as the text says; of a passive verb whoever stands behind "by".
    pub actor: Option<String>,
    /// The full name of the actor, where the document gives it: of "it", "he", "the council", an acronym.
    #[serde(default)]
    pub actor_name: Option<String>,
    /// What, as the text says, with the subject of a passive verb, to which it is done.
    pub action: String,
    /// How firmly.
    pub modality: Modality,
    /// When it takes effect or is to be done: ISO 8601, of a period the first day, month or year; the words of the text
    /// where they name no date ("by the end of the Parliament").
    pub date: Option<String>,
    /// Ids of the figures of money that it commits: to spend, pay, charge or cap. Not what is compared or was lost.
    #[serde(default)]
    pub money: Vec<String>,
}

/// Why something was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// A rule's id, `model:<head>`, or `verdict.<row>` of the decision table.
    pub rule: String,
    /// First code point of the words that it rests on.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// How sure it is, 0..1.
    pub score: f64,
    /// The decision in a few words.
    pub note: String,
}
