//! The contract of `sayso/1`, written from its description and not from `src/record.rs`: a field that the description
//! does not know is an error. Fields that the description does not list, but which records have carried since, are
//! marked "added".

use serde::{Deserialize, Serialize};

macro_rules! labels {
    ($($name:ident { $($label:ident),+ })+) => { $(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($label),+ }
    )+ };
}

labels! {
    Genre { News, Tabloid, Opinion, ParliamentaryAnswer, Official, Other }
    BlockKind {
        Title, Heading, Byline, Paragraph, ListItem, Quotation, Question, Answer, Table, SourceLine, Note, Furniture
    }
    Scope { Sentence, Carried, Document }
    SourceKind { Dataset, Document, Organisation, Person, Publication, Anonymous, FirstHand }
    ClaimType { Figure, Case, Policy, Assertion }
    Sourcing { Sourced, Attributed, Vague, Unsourced }
    Modality { InForce, Commitment, Proposal, Requirement, Prediction }
    FigureKind { Count, Percent, Money, Rate, Ratio, Change, Duration, Age, Measure, Rank }
    Modifier { Approximately, AtLeast, MoreThan, AtMost, LessThan, Nearly, Between }
    Direction { Up, Down }
    Missing { Period, Denominator, Place, Baseline }
    Part { Accused, Victim, Witness, Official, Relative, Other }
    CaseStatus { Alleged, Investigated, Arrested, Charged, Convicted, Sentenced, Dismissed, Acquitted, Other }
    Unresolved { NoReferenceDate, Anaphoric, Vague, NoSuchDate }
    CheckKind { Sum, Change, Share, Rate }
    CheckStatus { Ok, Conflict, Unbound }
}

macro_rules! objects {
    ($($name:ident { $($field:ident: $kind:ty),+ $(,)? })+) => { $(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub(crate) $field: $kind),+ }
    )+ };
}

/// Start and end in code points.
pub(crate) type Offsets = [usize; 2];

objects! {
    Document {
        schema: String,
        id: String,
        source: InputSource,
        meta: Meta,
        genre: GenreScore,
        passages: Vec<Passage>, // added
        text: String,
        blocks: Vec<Block>,
        sentences: Vec<Sentence>,
        tables: Vec<Table>,
        figures: Vec<Figure>,
        periods: Vec<Period>, // added
        attributions: Vec<Attribution>,
        cases: Vec<Case>,
        claims: Vec<Claim>,
        checks: Vec<Check>,
        summary: Summary,
        warnings: Vec<Warning>,
        tool: Tool,
    }
    // `--lines claim`
    ClaimLine {
        schema: String,
        document: String,
        title: Option<String>,
        genre: GenreScore,
        claim: WholeClaim,
        chain: Vec<Attribution>, // added
    }
    // A line of `errors.jsonl`
    Failure { path: String, code: String, message: String, stage: String }

    InputSource { path: String, media_type: String, bytes: usize, sha256: String, record: Option<usize> }
    Meta {
        title: Option<String>,
        publisher: Option<String>,
        authors: Vec<String>,
        published: Option<String>,
        url: Option<String>,
        language: Option<String>,
        asked: Option<String>,
        answered: Option<String>,
        asked_by: Option<String>,
        answered_by: Option<String>,
        answering_body: Option<String>,
    }
    GenreScore { label: Genre, score: f64 }
    Passage { start: usize, end: usize, genre: Genre, score: f64, reason: String }
    Block { kind: BlockKind, start: usize, end: usize, quoted: bool, comment: bool }
    Sentence { start: usize, end: usize, block: usize, check_worthiness: f64 }
    Table {
        start: usize,
        end: usize,
        caption: Option<String>,
        header: Vec<String>,
        heads: Vec<Vec<String>>,
        rows: Vec<Vec<String>>,
        source: Option<String>,
        notes: Vec<String>,
    }
    Attribution {
        id: String,
        source: Option<Source>,
        cue: Option<Cue>,
        content: Spans,
        scope: Scope,
        confidence: f64,
        within: Option<String>, // added
        reasons: Vec<Reason>, // added
    }
    Source {
        spans: Vec<Offsets>,
        text: Option<String>, // null for the speaker of a whole document whom it does not name
        kind: SourceKind,
        name: Option<String>,
        resolved_from: Option<TextSpan>,
        url: Option<String>,
        verifiability: Verifiability,
    }
    Verifiability { score: f64, given: Vec<String> }
    Cue { spans: Vec<Offsets>, text: String }
    Spans { spans: Vec<Offsets> }
    TextSpan { start: usize, end: usize, text: String }
    Claim {
        id: String,
        start: usize,
        end: usize,
        text: String,
        sentence: usize,
        types: Vec<ClaimType>,
        scores: Scores,
        check_worthiness: f64,
        figures: Vec<String>,
        cases: Vec<String>,
        policy: Option<Policy>,
        attribution: Option<String>,
        sourcing: Sourcing,
        flags: Vec<String>,
        caveats: Vec<TextSpan>,
        reasons: Vec<Reason>,
    }
    // A claim with what it refers to inside
    WholeClaim {
        id: String,
        start: usize,
        end: usize,
        text: String,
        sentence: usize,
        types: Vec<ClaimType>,
        scores: Scores,
        check_worthiness: f64,
        figures: Vec<Figure>,
        cases: Vec<Case>,
        policy: Option<Policy>,
        attribution: Option<Attribution>,
        sourcing: Sourcing,
        flags: Vec<String>,
        caveats: Vec<TextSpan>,
        reasons: Vec<Reason>,
    }
    Scores { figure: f64, case: f64, policy: f64, assertion: f64 }
    Policy {
        actor: Option<String>,
        actor_name: Option<String>, // added
        action: String,
        modality: Modality,
        date: Option<String>,
        money: Vec<String>, // added
    }
    Reason { rule: String, start: usize, end: usize, score: f64, note: String }
    Figure {
        id: String,
        start: usize,
        end: usize,
        text: String,
        sentence: Option<usize>,
        cell: Option<Cell>,
        number: Number,
        value: Option<f64>,
        low: Option<f64>,
        high: Option<f64>,
        kind: FigureKind,
        unit: Option<String>,
        modifier: Option<Modifier>,
        direction: Option<Direction>,
        subject: Option<String>,
        denominator: Option<String>,
        period: Option<Period>,
        place: Option<String>,
        missing: Vec<Missing>,
        caveats: Vec<TextSpan>, // added
    }
    Cell { table: usize, row: usize, column: usize }
    Number { start: usize, end: usize }
    // All but the dates is added; either date is null while it is open or not resolved
    Period {
        from: Option<String>,
        to: Option<String>,
        text: String,
        start: usize,
        end: usize,
        unresolved: Option<Unresolved>,
    }
    Case {
        id: String,
        people: Vec<Person>,
        status: CaseStatus,
        status_evidence: TextSpan,
        incident: String,
        place: Option<String>,
        date: Option<String>,
        claims: Vec<String>,
    }
    Person { name: String, role: Option<String>, age: Option<u32>, part: Part, mentions: Vec<Offsets> }
    Check {
        kind: CheckKind,
        status: CheckStatus,
        inputs: Vec<CheckInput>,
        expected: Option<f64>,
        found: Option<f64>,
        tolerance: f64,
        note: String,
    }
    CheckInput { start: usize, end: usize, value: f64 }
    // `claims`, the number of all, and `by_check` are added
    Summary { claims: usize, by_type: ByType, by_sourcing: BySourcing, by_check: ByCheck }
    ByType { figure: usize, case: usize, policy: usize, assertion: usize }
    BySourcing { sourced: usize, attributed: usize, vague: usize, unsourced: usize }
    ByCheck { ok: usize, conflict: usize, unbound: usize }
    Warning { code: String, message: String }
    Tool { version: String, model: Option<String>, rules: String }
}
