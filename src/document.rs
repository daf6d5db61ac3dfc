//! The shared vocabulary: what readers hand to the stages and what the stages hand to each other. Data only.
//!
//! The closed sets of labels (`BlockKind`, `Sourcing` …) are those of the wire format and carry its names; every
//! other type stays inside the crate, and [`record`](crate::record) is what the world sees.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// One document as a reader delivers it. No stage changes it.
#[derive(Clone, Debug, Default)]
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
}

/// The bytes a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputSource {
    /// The path as given or found; `-` for standard input.
    pub path: String,
    /// What the bytes were read as, such as `text/html`.
    pub media_type: &'static str,
    /// The number of input bytes of this document.
    pub bytes: usize,
    /// SHA-256 of these bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The 0-based index within a file of many records.
    pub record: Option<usize>,
}

/// What a document says of itself. Dates are ISO 8601, to the precision that was given (`2019-05-04`, `2019-05`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The linked text.
    pub span: Span,
    /// The target as written in the document.
    pub url: String,
}

/// Something that the user should know about one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A stable word for programs, such as `charset`.
    pub code: &'static str,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The whole table, caption included.
    pub span: Option<Span>,
    /// The caption.
    pub caption: Option<Span>,
    /// The column headings, one a column; empty when the table has none.
    pub header: Vec<Span>,
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
}

/// The place of a figure in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPosition {
    /// Index in [`Layout::tables`].
    pub table: usize,
    /// Index in [`Table::rows`].
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
    /// Hundredths of a whole, percentage points too.
    Percent,
    /// An amount of money.
    Money,
    /// So many for each so many: "3.1 per 100 staff".
    Rate,
    /// One number to another: "one in five", "4:1", "two-thirds".
    Ratio,
    /// A factor of change: "doubled".
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
    /// The rules and words that it rests on.
    pub reasons: Vec<Reason>,
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
    /// Who.
    pub actor: Option<Span>,
    /// What.
    pub action: Span,
    /// How firmly.
    pub modality: Modality,
    /// When, as the text says.
    pub date: Option<String>,
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

/// Everything that the stages found in one document.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Blocks, sentences, tables.
    pub layout: Layout,
    /// What the document is, and how sure that is, 0..1.
    pub genre: (Genre, f64),
    /// In text order.
    pub figures: Vec<Figure>,
    /// In text order.
    pub attributions: Vec<Attribution>,
    /// In text order.
    pub cases: Vec<Case>,
    /// In text order.
    pub claims: Vec<Claim>,
    /// One a sentence of the layout, 0..1.
    pub check_worthiness: Vec<f64>,
}
