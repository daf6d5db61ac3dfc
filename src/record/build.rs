//! From what the stages found to the wire: the one place where bytes become code points and indices become ids.

use super::{
    Attribution, Block, ByCheck, BySourcing, ByType, Case, Cell, Check, CheckInput, Claim, Cue, Figure,
    GenreScore, InputSource, NumberSpan, Offsets, Passage, Period, Person, Policy, Reason, Record,
    ResolvedFrom, SCHEMA, Sentence, Source, Spans, Summary, Table, TextSpan, ToolVersion, TypeScores,
    Verifiability, Warning,
};
use crate::document::{self as doc, Annotation, CheckStatus, ClaimType, Document, Given, Sourcing};
use crate::span::{CodePoints, Span};

/// What made the records of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Name and hash of the model, when one took part.
    pub model: Option<String>,
    /// Hash of the rule catalogue.
    pub rules: String,
}

/// The record of one annotated document.
#[must_use]
pub fn build(document: Document, annotation: &Annotation, tool: &Tool) -> Record {
    let edge =
        Edge { text: &document.text, points: CodePoints::new(&document.text), layout: &annotation.layout };
    let layout = &annotation.layout;
    let (label, score) = annotation.genre;
    let sentences = layout.sentences.iter().zip(&annotation.check_worthiness);
    let claims: Vec<Claim> = number(&annotation.claims, |id, claim| edge.claim(id, claim));
    Record {
        schema: SCHEMA.to_owned(),
        meta: layout.meta.clone(),
        genre: GenreScore { label, score: round(score) },
        passages: annotation.passages.iter().map(|passage| edge.passage(passage)).collect(),
        blocks: layout.blocks.iter().map(|block| edge.block(block)).collect(),
        sentences: sentences.map(|(sentence, worth)| edge.sentence(sentence, *worth)).collect(),
        tables: layout.tables.iter().map(|table| edge.table(table)).collect(),
        figures: number(&annotation.figures, |id, figure| edge.figure(id, figure)),
        periods: annotation.periods.iter().map(|period| edge.period(period)).collect(),
        attributions: number(&annotation.attributions, |id, found| edge.attribution(id, found)),
        cases: number(&annotation.cases, |id, case| edge.case(id, case)),
        summary: summary(&annotation.claims, &annotation.checks),
        claims,
        checks: annotation.checks.iter().map(|check| edge.check(check)).collect(),
        warnings: document
            .warnings
            .iter()
            .chain(&layout.warnings)
            .map(|warning| Warning {
                code: warning.code.clone().into_owned(),
                message: warning.message.clone(),
            })
            .collect(),
        tool: ToolVersion {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: tool.model.clone(),
            rules: tool.rules.clone(),
        },
        source: InputSource {
            path: document.source.path,
            media_type: document.source.media_type.clone().into_owned(),
            bytes: document.source.bytes,
            sha256: document.source.sha256,
            record: document.source.record,
        },
        id: document.id,
        text: document.text,
    }
}

/// The numbers of claims by type and by verdict, and of checks by outcome.
fn summary(claims: &[doc::Claim], checks: &[doc::Check]) -> Summary {
    let mut by_type = ByType::default();
    let mut by_sourcing = BySourcing::default();
    for claim in claims {
        for kind in &claim.types {
            *match kind {
                ClaimType::Figure => &mut by_type.figure,
                ClaimType::Case => &mut by_type.case,
                ClaimType::Policy => &mut by_type.policy,
                ClaimType::Assertion => &mut by_type.assertion,
            } += 1;
        }
        *match claim.sourcing {
            Sourcing::Sourced => &mut by_sourcing.sourced,
            Sourcing::Attributed => &mut by_sourcing.attributed,
            Sourcing::Vague => &mut by_sourcing.vague,
            Sourcing::Unsourced => &mut by_sourcing.unsourced,
        } += 1;
    }
    let mut by_check = ByCheck::default();
    for check in checks {
        *match check.status {
            CheckStatus::Ok => &mut by_check.ok,
            CheckStatus::Conflict => &mut by_check.conflict,
            CheckStatus::Unbound => &mut by_check.unbound,
        } += 1;
    }
    Summary { claims: claims.len() as u64, by_type, by_sourcing, by_check }
}

impl Summary {
    /// Adds the numbers of another document.
    pub fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.by_type.figure += other.by_type.figure;
        self.by_type.case += other.by_type.case;
        self.by_type.policy += other.by_type.policy;
        self.by_type.assertion += other.by_type.assertion;
        self.by_sourcing.sourced += other.by_sourcing.sourced;
        self.by_sourcing.attributed += other.by_sourcing.attributed;
        self.by_sourcing.vague += other.by_sourcing.vague;
        self.by_sourcing.unsourced += other.by_sourcing.unsourced;
        self.by_check.ok += other.by_check.ok;
        self.by_check.conflict += other.by_check.conflict;
        self.by_check.unbound += other.by_check.unbound;
    }
}

/// Ids from 1 on.
fn number<T, U>(all: &[T], build: impl Fn(usize, &T) -> U) -> Vec<U> {
    all.iter().enumerate().map(|(index, one)| build(index, one)).collect()
}

fn figure_id(index: usize) -> String {
    format!("f{}", index + 1)
}

fn attribution_id(index: usize) -> String {
    format!("a{}", index + 1)
}

fn case_id(index: usize) -> String {
    format!("k{}", index + 1)
}

fn claim_id(index: usize) -> String {
    format!("c{}", index + 1)
}

/// Four decimals, as the contract says.
fn round(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    // Beyond 2^53 / 10^4 the product has no room for decimals and may overflow; such a value has none to cut.
    if value.abs() < 1e11 { rounded } else { value }
}

/// The edge of the crate: one text with its units.
struct Edge<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    layout: &'a doc::Layout,
}

impl Edge<'_> {
    fn offsets(&self, span: Span) -> Offsets {
        [self.points.at(span.start), self.points.at(span.end)]
    }

    fn words(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    fn maybe_words(&self, span: Option<Span>) -> Option<String> {
        span.map(|span| self.words(span))
    }

    fn text_span(&self, span: Span) -> TextSpan {
        let [start, end] = self.offsets(span);
        TextSpan { start, end, text: self.words(span) }
    }

    fn block(&self, block: &doc::Block) -> Block {
        let [start, end] = self.offsets(block.span);
        Block { kind: block.kind, start, end, quoted: block.quoted, comment: block.comment }
    }

    fn passage(&self, passage: &doc::Passage) -> Passage {
        let [start, end] = self.offsets(passage.span);
        let (genre, score) = (passage.genre, round(passage.score));
        Passage { start, end, genre, score, reason: passage.reason.to_owned() }
    }

    fn sentence(&self, sentence: &doc::Sentence, check_worthiness: f64) -> Sentence {
        let [start, end] = self.offsets(sentence.span);
        Sentence { start, end, block: sentence.block, check_worthiness: round(check_worthiness) }
    }

    fn table(&self, table: &doc::Table) -> Table {
        let [start, end] = self.offsets(table.span.unwrap_or(Span::new(0, 0)));
        let cells = |row: &Vec<Span>| row.iter().map(|cell| self.words(*cell)).collect();
        Table {
            start,
            end,
            caption: self.maybe_words(table.caption),
            header: cells(&table.header),
            heads: table.heads.iter().map(cells).collect(),
            rows: table.rows.iter().map(cells).collect(),
            source: self.maybe_words(table.source),
            notes: table.notes.iter().map(|note| self.words(*note)).collect(),
        }
    }

    /// The index of the sentence that holds `span`.
    fn sentence_of(&self, span: Span) -> Option<usize> {
        let sentences = &self.layout.sentences;
        let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
        let index = after.checked_sub(1)?;
        sentences[index].span.contains(span).then_some(index)
    }

    fn figure(&self, index: usize, figure: &doc::Figure) -> Figure {
        let [start, end] = self.offsets(figure.span);
        let number = self.offsets(figure.number);
        Figure {
            id: figure_id(index),
            start,
            end,
            text: self.words(figure.span),
            sentence: self.sentence_of(figure.span),
            cell: figure.cell.map(|cell| Cell { table: cell.table, row: cell.row, column: cell.column }),
            number: NumberSpan { start: number[0], end: number[1] },
            value: figure.value.map(round),
            low: figure.low.map(round),
            high: figure.high.map(round),
            kind: figure.kind,
            unit: figure.unit.map(str::to_owned),
            modifier: figure.modifier,
            direction: figure.direction,
            subject: self.maybe_words(figure.subject),
            denominator: self.maybe_words(figure.denominator),
            period: figure.period.as_ref().map(|period| self.period(period)),
            place: self.maybe_words(figure.place),
            missing: figure.missing.clone(),
            caveats: figure.caveats.iter().map(|span| self.text_span(*span)).collect(),
        }
    }

    fn period(&self, period: &doc::Period) -> Period {
        let TextSpan { start, end, text } = self.text_span(period.span);
        let (from, to) = (period.from.clone(), period.to.clone());
        Period { from, to, text, start, end, unresolved: period.unresolved }
    }

    fn check(&self, check: &doc::Check) -> Check {
        let input = |input: &doc::CheckInput| {
            let [start, end] = self.offsets(input.span);
            CheckInput { start, end, value: round(input.value) }
        };
        Check {
            kind: check.kind,
            status: check.status,
            inputs: check.inputs.iter().map(input).collect(),
            expected: check.expected.map(round),
            found: check.found.map(round),
            tolerance: round(check.tolerance),
            note: check.note.clone(),
        }
    }

    fn attribution(&self, index: usize, found: &doc::Attribution) -> Attribution {
        Attribution {
            id: attribution_id(index),
            source: found.source.as_ref().map(|source| self.source(source)),
            cue: found.cue.map(|cue| Cue { spans: vec![self.offsets(cue)], text: self.words(cue) }),
            content: Spans { spans: found.content.iter().map(|span| self.offsets(*span)).collect() },
            scope: found.scope,
            confidence: round(found.confidence),
            within: found.within.map(attribution_id),
            reasons: found.reasons.iter().map(|reason| self.reason(reason)).collect(),
        }
    }

    fn source(&self, source: &doc::Source) -> Source {
        #[allow(clippy::cast_precision_loss, reason = "a handful of things")]
        let score = source.given.len() as f64 / Given::COUNT as f64;
        Source {
            spans: source.span.map(|span| self.offsets(span)).into_iter().collect(),
            text: self.maybe_words(source.span),
            kind: source.kind,
            name: source.name.clone(),
            resolved_from: source.resolved_from.map(|span| {
                let TextSpan { start, end, text } = self.text_span(span);
                ResolvedFrom { start, end, text }
            }),
            url: source.url.clone(),
            verifiability: Verifiability { score: round(score), given: source.given.clone() },
        }
    }

    fn reason(&self, reason: &doc::Reason) -> Reason {
        let [start, end] = self.offsets(reason.span);
        Reason {
            rule: reason.rule.clone(),
            start,
            end,
            score: round(reason.score),
            note: reason.note.clone(),
        }
    }

    fn case(&self, index: usize, case: &doc::Case) -> Case {
        let person = |person: &doc::Person| Person {
            name: person.name.clone(),
            role: self.maybe_words(person.role),
            age: person.age,
            part: person.part,
            mentions: person.mentions.iter().map(|span| self.offsets(*span)).collect(),
        };
        Case {
            id: case_id(index),
            people: case.people.iter().map(person).collect(),
            status: case.status,
            status_evidence: self.text_span(case.status_evidence),
            incident: self.words(case.incident),
            place: self.maybe_words(case.place),
            date: self.maybe_words(case.date),
            claims: case.claims.iter().map(|index| claim_id(*index)).collect(),
        }
    }

    fn claim(&self, index: usize, claim: &doc::Claim) -> Claim {
        let [start, end] = self.offsets(claim.span);
        let score = |kind: ClaimType| round(claim.scores[kind.index()]);
        Claim {
            id: claim_id(index),
            start,
            end,
            text: self.words(claim.span),
            sentence: claim.sentence,
            types: claim.types.clone(),
            scores: TypeScores {
                figure: score(ClaimType::Figure),
                case: score(ClaimType::Case),
                policy: score(ClaimType::Policy),
                assertion: score(ClaimType::Assertion),
            },
            check_worthiness: round(claim.check_worthiness),
            figures: claim.figures.iter().map(|index| figure_id(*index)).collect(),
            cases: claim.cases.iter().map(|index| case_id(*index)).collect(),
            policy: claim.policy.as_ref().map(|policy| Policy {
                actor: self.maybe_words(policy.actor),
                actor_name: policy.actor_name.clone(),
                action: self.words(policy.action),
                modality: policy.modality,
                date: policy.date.clone(),
                money: policy.money.iter().map(|index| figure_id(*index)).collect(),
            }),
            attribution: claim.attribution.map(attribution_id),
            sourcing: claim.sourcing,
            flags: claim.flags.clone(),
            caveats: claim.caveats.iter().map(|span| self.text_span(*span)).collect(),
            reasons: claim.reasons.iter().map(|reason| self.reason(reason)).collect(),
        }
    }
}
