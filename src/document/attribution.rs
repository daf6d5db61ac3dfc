//! Who says so, and why something was decided.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// What sort of source is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Figures, statistics, a register, a case-management system, FOI data.
    Dataset,
    /// A named report, strategy, law or court record.
    Document,
    /// A named organisation.
    Organisation,
    /// A named person, or one in a named office.
    Person,
    /// A news outlet.
    Publication,
    /// "officials", "experts", "it is understood".
    Anonymous,
    /// The author's own experience.
    FirstHand,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The noun phrase that names who speaks or which record shows it; `None` for the speaker of a whole document
    /// whom the text does not name.
    pub span: Option<Span>,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// The full name where the text has one: "He" → "Philip Davies".
    pub name: Option<String>,
    /// How the name was found, when not from the span itself.
    pub resolved_from: Option<Span>,
    /// The link that stands on it.
    pub url: Option<String>,
    /// What the text gives a reader who wants to find it.
    pub given: Vec<Given>,
}

/// Something that helps a reader find a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A named body or person that can be asked.
    Name,
    /// A named publication, report or data set.
    Publication,
    /// A date or year.
    Date,
    /// A link.
    Link,
    /// That it was released under the Freedom of Information Act.
    Foi,
    /// A table with the numbers.
    Table,
}

impl Given {
    /// How many things there are to give.
    pub const COUNT: usize = 6;
}

/// How far a source stands from what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All in one sentence.
    Sentence,
    /// The source stands in an earlier sentence.
    Carried,
    /// The speaker of the whole document, as in a minister's answer.
    Document,
}

/// Source, cue and content.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who says it; `None` when nobody is named ("it is understood").
    pub source: Option<Source>,
    /// The words that tie the source to the content.
    pub cue: Option<Span>,
    /// What is attributed; in pieces where the attribution interrupts it.
    pub content: Vec<Span>,
    /// How far the source stands from it.
    pub scope: Scope,
    /// How sure the binding is, 0..1.
    pub confidence: f64,
    /// The index of the attribution inside whose content this one stands whole: through whom it reached us.
    pub within: Option<usize>,
    /// The rules and words that it rests on.
    pub reasons: Vec<Reason>,
}

/// Why something was decided: the unit of explanation in every record.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// A rule's id, or `model:<head>`, or a row of the decision table.
    pub rule: String,
    /// The words that it rests on.
    pub span: Span,
    /// How sure it is, 0..1.
    pub score: f64,
    /// The decision in a few words.
    pub note: String,
}
