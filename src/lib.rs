//! *On whose say-so?* sayso reads documents and says, for every checkable sentence, what kind of claim it is, which
//! figures, people and policies it holds, **who says so**, and whether a reader could look it up.
//!
//! # The flow
//!
//! ```text
//! paths ─ ingest ─ Document ─ segment ─ blocks, sentences, tables ┬ rules   ─ hits ─────┬ claims ─ judge ─ checks ─ record ─ JSONL
//!                                                                 ├ figures ─ quantities ┤
//!                                                                 ├ attribute, cases ────┤
//!                                                                 └ model   ─ signals ───┘
//! records ─ eval · explain · redact · report · review                               (these read the wire format, never a stage)
//! ```
//!
//! Rules own what is exact, the [`model`] reads the rest. Without one (`None` below) the rules tag alone.
//!
//! A [`Document`](document::Document) is what a reader delivers and no stage changes it. Stages are plain functions
//! over it and over the [`Layout`](document::Layout) that [`segment`](segment::segment) finds; only [`pipeline`] knows
//! them all. Inside the crate a [`Span`](span::Span) is a range of bytes; [`record`] turns it into code points, once.
//! The same input gives the same bytes at any number of threads, and one bad document never ends a run.
//!
//! # Example
//!
//! ```
//! use sayso::document::Sourcing;
//! use sayso::ingest::RawDocument;
//! use sayso::pipeline::Pipeline;
//! use sayso::rules::RuleSet;
//!
//! let pipeline = Pipeline::new(RuleSet::builtin()?, None);
//! let text = "Official figures show that 2,600 officers left last year. Experts say it is getting worse.";
//! let record = pipeline.process(&RawDocument::text("example.txt", text))?;
//!
//! let verdicts: Vec<Sourcing> = record.claims.iter().map(|claim| claim.sourcing).collect();
//! assert_eq!(verdicts, [Sourcing::Sourced, Sourcing::Vague]);
//! assert_eq!(record.figures[0].value, Some(2600.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// From the vocabulary upwards: a room uses those above it in this list, never those below.
pub mod span;
pub mod stop;

pub mod document;
pub mod error;
pub mod since;
mod table;

pub mod ingest;

pub mod rules;

pub mod segment;

pub mod figures;
pub mod phrase;
pub mod table_figures;

pub mod model;
pub mod reading;

pub mod people;

pub mod names;

pub mod attribute;
pub mod cases;
pub mod genre;
pub mod policy;

pub mod caveats;
pub mod checks;
pub mod claims;
pub mod judge;

pub mod record;

pub mod pipeline;

pub mod eval;
pub mod explain;
pub mod redact;
pub mod report;
pub mod stats;

#[cfg(feature = "review")]
pub mod review;

pub mod config;
pub mod output;
pub mod progress;
pub mod sample;

pub mod cli;
pub mod tag;

#[cfg(test)]
mod suites;
