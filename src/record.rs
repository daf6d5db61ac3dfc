//! The wire format, `sayso/1`: what `sayso tag` writes, one line a document or one a claim.
//!
//! Offsets are 0-based, end-exclusive and count Unicode code points of [`Record::text`]; for every span
//! `text[start:end]` equals the span's own `text`. Dates are ISO 8601 to the precision known. An empty list is
//! written as `[]`, an unknown value as `null`; floats carry at most four decimals. Fields may be added; a field
//! that is here keeps its name, type and meaning, or `schema` changes. [`schema`] is this page as JSON Schema.

mod build;
mod claim;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::build::{Tool, build};
pub use self::claim::{
    Attribution, Case, Claim, Cue, Person, Policy, Reason, ResolvedFrom, Source, Spans, TextSpan, TypeScores,
    Verifiability,
};
pub use crate::document::Meta;
use crate::document::{
    BlockKind, CheckKind, CheckStatus, Direction, FigureKind, Genre, Missing, Modifier, Unresolved,
};

/// The value of [`Record::schema`].
pub const SCHEMA: &str = "sayso/1";

/// A range of code points `[start, end)`.
pub type Offsets = [usize; 2];

/// One document with everything that was found in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always `"sayso/1"`.
    #[schemars(extend("const" = "sayso/1"))]
    pub schema: String,
    /// The record's `id` if the input had one, else the path relative to the folder given.
    pub id: String,
    /// The bytes it was read from.
    pub source: InputSource,
    /// What the document says of itself.
    pub meta: Meta,
    /// What the document is.
    pub genre: GenreScore,
    /// The parts of a mixed page, each with its own genre, in text order; `[]` for a page of one genre.
    pub passages: Vec<Passage>,
    /// The text that all offsets refer to.
    pub text: String,
    /// Stretches with one role on the page, in text order.
    pub blocks: Vec<Block>,
    /// Sentences, headlines and list items in text order; furniture, bylines and tables have none.
    pub sentences: Vec<Sentence>,
    /// Grids.
    pub tables: Vec<Table>,
    /// Every quantity of the text, in claims or not.
    pub figures: Vec<Figure>,
    /// Every date and stretch of time that a sentence names, of a figure or not.
    pub periods: Vec<Period>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// One a person-and-incident.
    pub cases: Vec<Case>,
    /// Sentences worth a checker's look.
    pub claims: Vec<Claim>,
    /// Arithmetic that the document states about itself.
    pub checks: Vec<Check>,
    /// Numbers of claims.
    pub summary: Summary,
    /// What the user should know of this document.
    pub warnings: Vec<Warning>,
    /// What made the record.
    pub tool: ToolVersion,
}

/// The bytes that a document was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputSource {
    /// The path as given or found; `-` for standard input.
    pub path: String,
    /// What the bytes were read as, such as `text/html`.
    pub media_type: String,
    /// Their number; of a file of many records, those of this one. With `--redact`, that of the redacted text.
    pub bytes: usize,
    /// SHA-256 of these bytes, lower-case hexadecimal. With `--redact`, that of the redacted text.
    pub sha256: String,
    /// The 0-based index within a file of many records, else null.
    pub record: Option<usize>,
}

/// What a document is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GenreScore {
    /// The likeliest genre.
    pub label: Genre,
    /// How sure that is, 0..1.
    pub score: f64,
}

/// A part of a mixed page, such as readers' comments or a press release below the news of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its likeliest genre.
    pub genre: Genre,
    /// How sure that is, 0..1.
    pub score: f64,
    /// Why it is a part of its own.
    pub reason: String,
}

/// A stretch of text with one role on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// True inside a passage that the document reproduces from elsewhere.
    pub quoted: bool,
    /// True for a reader's comment.
    pub comment: bool,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Index of its block.
    pub block: usize,
    /// Would a checker pick it up? 0..1.
    pub check_worthiness: f64,
}

/// A grid of cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// First code point, of the caption where there is one.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The caption.
    pub caption: Option<String>,
    /// Column headings, the lowest of each column; `[]` when the table has none.
    pub header: Vec<String>,
    /// All rows of headings, top to bottom; `[]` when the table has none.
    #[serde(default)]
    pub heads: Vec<Vec<String>>,
    /// Cell texts, row by row.
    pub rows: Vec<Vec<String>>,
    /// The line that says where the data come from.
    pub source: Option<String>,
    /// Notes and numbered caveats.
    pub notes: Vec<String>,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// `f1`, `f2` … in text order.
    pub id: String,
    /// First code point of the quantity with its modifier and unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// These words.
    pub text: String,
    /// Index of the sentence, null in tables.
    pub sentence: Option<usize>,
    /// The table cell it stands in, else null.
    pub cell: Option<Cell>,
    /// The digits or number words alone.
    pub number: NumberSpan,
    /// The value in `unit`; null where it is not one number ("dozens", a range).
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// Sort of quantity.
    pub kind: FigureKind,
    /// Canonical unit: `person`, `%`, `GBP`, `month`, `kilometre` …
    pub unit: Option<String>,
    /// How the text qualifies the number.
    pub modifier: Option<Modifier>,
    /// Where a change goes.
    pub direction: Option<Direction>,
    /// What is counted, as in the text.
    pub subject: Option<String>,
    /// What a rate or share is of, as in the text.
    pub denominator: Option<String>,
    /// The time it holds for; both dates null while unresolved.
    pub period: Option<Period>,
    /// The place it holds for, as in the text.
    pub place: Option<String>,
    /// Which of these a checker would miss.
    pub missing: Vec<Missing>,
    /// The notes that qualify it, as those under a table do.
    pub caveats: Vec<TextSpan>,
}

/// The place of a figure in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Index in [`Record::tables`].
    pub table: usize,
    /// Index in the table's `rows`.
    pub row: usize,
    /// Index in the row.
    pub column: usize,
}

/// Where the bare number stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NumberSpan {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A period, both ends inclusive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day, month or year; null when open or unresolved.
    pub from: Option<String>,
    /// Last one; null when open or unresolved.
    pub to: Option<String>,
    /// The words that name it.
    pub text: String,
    /// First code point of these words.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Why it has no dates, when it has none.
    pub unresolved: Option<Unresolved>,
}

/// Arithmetic that the document states about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Which sort of arithmetic.
    pub kind: CheckKind,
    /// How it comes out.
    pub status: CheckStatus,
    /// The numbers that go in.
    pub inputs: Vec<CheckInput>,
    /// What they give.
    pub expected: Option<f64>,
    /// What the document says.
    pub found: Option<f64>,
    /// How far apart they may lie, from the stated precision.
    pub tolerance: f64,
    /// The arithmetic in a few words.
    pub note: String,
}

/// A number that goes into a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckInput {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its value.
    pub value: f64,
}

/// Numbers of claims by type (a claim counts once a type) and by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// All of them.
    pub claims: u64,
    /// By type.
    pub by_type: ByType,
    /// By verdict.
    pub by_sourcing: BySourcing,
    /// Checks, by outcome.
    pub by_check: ByCheck,
}

/// Numbers of claims by type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByType {
    /// With a quantity.
    pub figure: u64,
    /// Of a particular person.
    pub case: u64,
    /// Of an authority's doing.
    pub policy: u64,
    /// Other statements.
    pub assertion: u64,
}

/// Numbers of claims by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BySourcing {
    /// A reader could look it up.
    pub sourced: u64,
    /// Somebody named says so.
    pub attributed: u64,
    /// Somebody unnamed says so.
    pub vague: u64,
    /// Nobody says so.
    pub unsourced: u64,
}

/// Numbers of checks by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByCheck {
    /// The document's arithmetic holds.
    pub ok: u64,
    /// It does not.
    pub conflict: u64,
    /// It does not, or the numbers do not belong together.
    pub unbound: u64,
}

/// What the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// A stable word for programs.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// What made the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ToolVersion {
    /// Of sayso.
    pub version: String,
    /// Name and hash of the model; null when rules did the work alone.
    pub model: Option<String>,
    /// Hash of the rule catalogue.
    pub rules: String,
}

/// One claim with all that it refers to: a line of `--lines claim`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimLine {
    /// Always `"sayso/1"`.
    #[schemars(extend("const" = "sayso/1"))]
    pub schema: String,
    /// The document's id.
    pub document: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its genre.
    pub genre: GenreScore,
    /// The claim, with what it refers to inside.
    pub claim: Claim<Figure, Case, Attribution>,
    /// Through whom the claim's attribution reached us, walking `within` outward; nearest first.
    pub chain: Vec<Attribution>,
}

impl Record {
    /// The links that an attribution stands within, nearest first.
    pub fn outward<'r>(&'r self, from: &'r Attribution) -> impl Iterator<Item = &'r Attribution> {
        let outside = |link: &&'r Attribution| {
            let id = link.within.as_ref()?;
            self.attributions.iter().find(|one| one.id == *id)
        };
        std::iter::successors(Some(from), outside).skip(1)
    }

    /// The record as lines of claims, in text order.
    #[must_use]
    pub fn into_claim_lines(self) -> Vec<ClaimLine> {
        let Self { id, meta, genre, figures, attributions, cases, claims, .. } = self;
        let figures = by_id(figures, |figure| &figure.id);
        let cases = by_id(cases, |case| &case.id);
        let attributions = by_id(attributions, |attribution| &attribution.id);
        let line = |claim: Claim| ClaimLine {
            schema: SCHEMA.to_owned(),
            document: id.clone(),
            title: meta.title.clone(),
            genre: genre.clone(),
            chain: chain(&attributions, claim.attribution.as_ref()),
            claim: Claim {
                figures: claim.figures.iter().filter_map(|id| figures.get(id).cloned()).collect(),
                cases: claim.cases.iter().filter_map(|id| cases.get(id).cloned()).collect(),
                attribution: claim.attribution.as_ref().and_then(|id| attributions.get(id).cloned()),
                id: claim.id,
                start: claim.start,
                end: claim.end,
                text: claim.text,
                sentence: claim.sentence,
                types: claim.types,
                scores: claim.scores,
                check_worthiness: claim.check_worthiness,
                policy: claim.policy,
                sourcing: claim.sourcing,
                flags: claim.flags,
                caveats: claim.caveats,
                reasons: claim.reasons,
            },
        };
        claims.into_iter().map(line).collect()
    }
}

/// The links outside the one with this id, nearest first.
fn chain(all: &BTreeMap<String, Attribution>, id: Option<&String>) -> Vec<Attribution> {
    let outside = |link: &&Attribution| all.get(link.within.as_ref()?);
    let innermost = id.and_then(|id| all.get(id));
    std::iter::successors(innermost, outside).skip(1).cloned().collect()
}

fn by_id<T>(all: Vec<T>, id_of: impl Fn(&T) -> &String) -> BTreeMap<String, T> {
    all.into_iter().map(|object| (id_of(&object).clone(), object)).collect()
}

/// The JSON Schema (draft 2020-12) of a [`Record`].
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}

/// The JSON Schema (draft 2020-12) of a [`ClaimLine`].
#[must_use]
pub fn claim_line_schema() -> schemars::Schema {
    schemars::schema_for!(ClaimLine)
}

/// The name of a label on the wire, such as `parliamentary_answer`.
#[must_use]
pub fn name_of(label: &impl Serialize) -> String {
    match serde_json::to_value(label) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
