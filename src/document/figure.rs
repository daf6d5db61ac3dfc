//! Quantities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A quantity in the text, with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The quantity with its modifier and unit: "more than 2,600", "up to £1.2m".
    pub span: Span,
    /// The digits or number words alone: "2,600", "1.2m".
    pub number: Span,
    /// The value in [`Figure::unit`], when it is one number.
    pub value: Option<f64>,
    /// The lower bound where there is one.
    pub low: Option<f64>,
    /// The upper bound where there is one.
    pub high: Option<f64>,
    /// What sort of quantity it is.
    pub kind: FigureKind,
    /// The canonical unit: `%`, `GBP`, `month`, `kilometre`, `person` …
    pub unit: Option<&'static str>,
    /// How the text qualifies the number.
    pub modifier: Option<Modifier>,
    /// Where a change goes.
    pub direction: Option<Direction>,
    /// What is counted.
    pub subject: Option<Span>,
    /// What a rate or share is of.
    pub denominator: Option<Span>,
    /// The time that it holds for.
    pub period: Option<Period>,
    /// The place that it holds for.
    pub place: Option<Span>,
    /// The table cell it stands in.
    pub cell: Option<CellPosition>,
    /// What a checker would miss.
    pub missing: Vec<Missing>,
    /// The notes that qualify it, as those under a table do.
    pub caveats: Vec<Span>,
}

/// The place of a figure in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPosition {
    /// Index in [`Layout::tables`](super::Layout::tables).
    pub table: usize,
    /// Index in [`Table::rows`](super::Table::rows).
    pub row: usize,
    /// Index in the row.
    pub column: usize,
}

/// The sort of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A number of things.
    Count,
    /// Hundredths of a whole.
    Percent,
    /// An amount of money.
    Money,
    /// So many for each so many: "3.1 per 100 staff".
    Rate,
    /// One number to another: "one in five", "4:1", "two-thirds".
    Ratio,
    /// A difference or factor between two states, in any unit: "up 23%", "£299 more", "doubled".
    Change,
    /// A length of time, a sentence too.
    Duration,
    /// Somebody's age.
    Age,
    /// A physical measure.
    Measure,
    /// A place in an order: "third highest".
    Rank,
}

/// How the text qualifies a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// "about", "some", "roughly"
    Approximately,
    /// "at least", "no fewer than"
    AtLeast,
    /// "more than", "over"
    MoreThan,
    /// "up to", "no more than"
    AtMost,
    /// "fewer than", "under"
    LessThan,
    /// "nearly", "almost"
    Nearly,
    /// "between … and …", "10–15"
    Between,
}

/// Where a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

/// A stretch of time named in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where it is named.
    pub span: Span,
    /// The first day, month or year, ISO 8601; `None` while it is open or not resolved.
    pub from: Option<String>,
    /// The last one, inclusive.
    pub to: Option<String>,
    /// Why it has no dates, when it has none.
    pub unresolved: Option<Unresolved>,
}

/// Why a period has no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unresolved {
    /// It counts from the day of writing, and the document does not say which day that is.
    NoReferenceDate,
    /// It counts from something else that the text speaks of: "the previous year", "the same period".
    Anaphoric,
    /// English gives it no bounds: "recent years".
    Vague,
    /// There is no such day: "31 February".
    NoSuchDate,
}

/// What a checker would miss in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The time it holds for.
    Period,
    /// The whole that a share is of.
    Denominator,
    /// The place it holds for.
    Place,
    /// What a change is measured from.
    Baseline,
}
