//! Arithmetic that a document states about itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Numbers of the document held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Which sort of arithmetic.
    pub kind: CheckKind,
    /// How it comes out.
    pub status: CheckStatus,
    /// The numbers that go in, the stated result last.
    pub inputs: Vec<CheckInput>,
    /// What they give.
    pub expected: Option<f64>,
    /// What the document says.
    pub found: Option<f64>,
    /// How far apart the two may lie, from the stated precision of the numbers.
    pub tolerance: f64,
    /// The arithmetic in a few words, for people.
    pub note: String,
}

/// A number that goes into a check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckInput {
    /// Where it stands.
    pub span: Span,
    /// Its value.
    pub value: f64,
}

/// The sort of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Parts against a total.
    Sum,
    /// Two figures against the change between them.
    Change,
    /// Part, whole and percentage.
    Share,
    /// Count, base and rate.
    Rate,
}

/// How a check comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// It adds up.
    Ok,
    /// It does not, and the numbers certainly belong together.
    Conflict,
    /// It does not, and the numbers may not belong together.
    Unbound,
}
