//! The shared vocabulary: what readers hand to the stages and what the stages hand to each other. Data only.
//!
//! The closed sets of labels (`BlockKind`, `Sourcing` …) and `Meta` are those of the wire format and carry its names;
//! every other type stays inside the crate, and [`record`](crate::record) is what the world sees.

mod attribution;
mod check;
mod claim;
mod figure;

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::attribution::{Attribution, Given, Reason, Scope, Source, SourceKind};
pub use self::check::{Check, CheckInput, CheckKind, CheckStatus};
pub use self::claim::{Case, CaseStatus, Claim, ClaimType, Flag, Modality, Part, Person, Policy, Sourcing};
pub use self::figure::{CellPosition, Direction, Figure, FigureKind, Missing, Modifier, Period, Unresolved};
use crate::span::Span;

/// One document as a reader delivers it. No stage changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The record's own id if the input had one, else the path relative to the folder given.
    pub id: String,
    /// Where it came from.
    pub source: InputSource,
    /// What the document says of itself.
    pub meta: Meta,
    /// The text that every [`Span`] refers to. CRLF is LF, a byte order mark is gone, markup is gone.
    pub text: String,
    /// What the reader knew of the structure, in text order. Empty when the text itself has to tell, as in plain
    /// text; otherwise everything outside these blocks is white space.
    pub outline: Vec<Block>,
    /// Tables that the markup spelled out, in text order. Each lies inside a block of kind [`BlockKind::Table`].
    pub tables: Vec<Table>,
    /// Hyperlinks, in text order.
    pub links: Vec<Link>,
    /// What the reader wants the user to know.
    pub warnings: Vec<Warning>,
    /// A date that holds when neither the metadata nor the text has one of publication.
    pub file_date: Option<FileDate>,
}

/// The date of a file, which is none of publication but may stand in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDate {
    /// ISO 8601.
    pub date: String,
    /// What was done to the file on that day: "saved", "captured".
    pub what: Cow<'static, str>,
}

impl FileDate {
    /// The day on which a file was saved.
    #[must_use]
    pub fn saved(date: Option<String>) -> Option<Self> {
        date.map(|date| Self { date, what: "saved".into() })
    }

    /// The day on which a page was captured from the web.
    #[must_use]
    pub fn captured(date: Option<String>) -> Option<Self> {
        date.map(|date| Self { date, what: "captured".into() })
    }
}

/// The bytes a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputSource {
    /// The path as given or found; `-` for standard input.
    pub path: String,
    /// What the bytes were read as, such as `text/html`.
    pub media_type: Cow<'static, str>,
    /// The number of input bytes of this document.
    pub bytes: usize,
    /// SHA-256 of these bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The 0-based index within a file of many records.
    pub record: Option<usize>,
}

/// What a document says of itself, null where it does not. Dates are ISO 8601, to the precision that was given
/// (`2019-05-04`, `2019-05`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Meta {
    /// The headline or title.
    pub title: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The people in the byline.
    pub authors: Vec<String>,
    /// The date of publication.
    pub published: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// The language, as in `en` or `en-GB`.
    pub language: Option<String>,
    /// When a parliamentary question was asked.
    pub asked: Option<String>,
    /// When it was answered.
    pub answered: Option<String>,
    /// Who asked it.
    pub asked_by: Option<String>,
    /// Who answered it.
    pub answered_by: Option<String>,
    /// The department or office that the question went to.
    pub answering_body: Option<String>,
}

impl Meta {
    /// These values, and `other`'s where these have none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            published: self.published.or(other.published),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            asked: self.asked.or(other.asked),
            answered: self.answered.or(other.answered),
            asked_by: self.asked_by.or(other.asked_by),
            answered_by: self.answered_by.or(other.answered_by),
            answering_body: self.answering_body.or(other.answering_body),
        }
    }

    /// The day that "last month" counts from: the answer's date, else the publication's, when it has a day.
    #[must_use]
    pub fn reference_date(&self) -> Option<Date> {
        [&self.answered, &self.published].into_iter().flatten().find_map(|date| date.parse().ok())
    }
}

/// A hyperlink over a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The linked text.
    pub span: Span,
    /// The target as written in the document.
    pub url: String,
}

/// Something that the user should know about one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable word for programs, such as `charset`.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub message: String,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The document's own headline.
    Title,
    /// A heading inside the document.
    Heading,
    /// Who wrote it and when.
    Byline,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A passage set apart as somebody's words, a pull quote too.
    Quotation,
    /// The question of a written answer.
    Question,
    /// A paragraph of the answer to it.
    Answer,
    /// A table, its caption included.
    Table,
    /// The line that says where a table's or chart's data come from.
    SourceLine,
    /// A note or numbered caveat under a table or text.
    Note,
    /// What the site put there and not the author: menus, counters, "Share".
    Furniture,
}

impl BlockKind {
    /// Whether the author speaks in it, so that it can hold claims and attributions.
    #[must_use]
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Heading | Self::Paragraph | Self::ListItem | Self::Quotation | Self::Answer
        )
    }
}

/// A stretch of text with one role on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// Whether it belongs to a passage that the document reproduces from elsewhere.
    pub quoted: bool,
    /// Whether it belongs to a reader's comment.
    pub comment: bool,
}

impl Block {
    /// A block of the document's own.
    #[must_use]
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, quoted: false, comment: false }
    }
}

/// One sentence, headline or list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// The index of its block in [`Layout::blocks`].
    pub block: usize,
}

/// A grid. Cells are spans of the text, empty spans for empty cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The whole table, caption included.
    pub span: Option<Span>,
    /// The caption.
    pub caption: Option<Span>,
    /// The lowest heading of each column; empty when the table has none.
    pub header: Vec<Span>,
    /// All rows of headings, top to bottom, each as long as the widest row; a heading over several columns stands in
    /// each of them where the markup says so.
    pub heads: Vec<Vec<Span>>,
    /// The rows below the headings, each as long as the widest.
    pub rows: Vec<Vec<Span>>,
    /// The line that says where the data come from.
    pub source: Option<Span>,
    /// Notes and numbered caveats that belong to the table.
    pub notes: Vec<Span>,
}

/// What segmenting finds in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The reader's metadata, completed by what the text says: headline, byline, the lines of a written answer.
    pub meta: Meta,
    /// Non-overlapping, in text order; between them is white space only.
    pub blocks: Vec<Block>,
    /// In text order. Furniture, tables and bylines have none.
    pub sentences: Vec<Sentence>,
    /// In text order.
    pub tables: Vec<Table>,
    /// What could not be settled.
    pub warnings: Vec<Warning>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// Straight reporting.
    News,
    /// Reporting in the tabloid manner.
    Tabloid,
    /// A column, a comment, a personal blog.
    Opinion,
    /// A minister's answer to a parliamentary question.
    ParliamentaryAnswer,
    /// A public body's own publication.
    Official,
    /// Anything else.
    Other,
}

/// A part of a mixed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub genre: Genre,
    /// How sure that is, 0..1.
    pub score: f64,
    /// Why it is a part of its own.
    pub reason: &'static str,
}

/// Everything that the stages found in one document.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Blocks, sentences, tables.
    pub layout: Layout,
    /// What the document is, and how sure that is, 0..1.
    pub genre: (Genre, f64),
    /// The parts of a page whose parts differ in genre, in text order; else none.
    pub passages: Vec<Passage>,
    /// In text order.
    pub figures: Vec<Figure>,
    /// In text order.
    pub periods: Vec<Period>,
    /// In text order.
    pub attributions: Vec<Attribution>,
    /// In text order.
    pub cases: Vec<Case>,
    /// In text order.
    pub claims: Vec<Claim>,
    /// In text order of the stated result.
    pub checks: Vec<Check>,
    /// One a sentence of the layout, 0..1.
    pub check_worthiness: Vec<f64>,
}
