//! A run into a new database. The file is written aside and renamed when it is whole, so that nothing is ever half in.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use roaring::RoaringBitmap;
use rusqlite::{CachedStatement, Connection, Transaction, params};

use super::prepare::{Facet, Prepared, prepare};
use super::schema;
use crate::record::name_of;
use crate::report::overview::{Overview, Sources};
use crate::review::error::ReviewError;

/// Bytes of lines that are parsed together and inserted in one transaction.
const BATCH: usize = 8 << 20;

/// Figures in one row of `figure_values`.
const FIGURES_A_ROW: usize = 4096;

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Documents in the run.
    pub documents: u64,
    /// Claims in them.
    pub claims: u64,
    /// Claims with decisions that were found again.
    pub matched: u64,
    /// Claims with decisions that were not.
    pub unmatched: u64,
}

/// The size and the time of last change of the output, by which a new run is told from the one that is in.
pub(super) fn fingerprint(output: &Path) -> Result<(i64, i64), ReviewError> {
    let failed = |error| ReviewError::io("read", output, error);
    let data = output.metadata().map_err(failed)?;
    let modified = data.modified().map_err(failed)?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok((i64::try_from(data.len()).unwrap_or(i64::MAX), i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}

/// Reads `output` into `connection`, which is a new and empty database.
pub(super) fn import(connection: &mut Connection, output: &Path, now: &str) -> Result<Imported, ReviewError> {
    connection.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;",
    )?;
    schema::migrate(connection)?;
    for table in ["claim_words", "document_words"] {
        // Fewer and larger segments: they are merged once, not again and again.
        let setting = format!("INSERT INTO {table}({table}, rank) VALUES (?, ?)");
        connection.execute(&setting, params!["hashsize", 64 << 20])?;
        connection.execute(&setting, params!["automerge", 0])?;
        connection.execute(&setting, params!["crisismerge", 64])?;
    }
    let print = fingerprint(output)?;
    let (sender, batches) = sync_channel(2);
    let mut run = Run::default();
    let read = thread::scope(|scope| {
        let reader = scope.spawn(|| read_batches(output, sender));
        let written = write_batches(connection, batches, &mut run);
        let read = reader.join().unwrap_or(Err(ReviewError::Broken("record")));
        read.and(written)
    });
    read?;
    run.finish(connection, print, now)
}

/// Parses the lines of `output` on all cores and sends them in their order.
#[allow(clippy::needless_pass_by_value, reason = "the channel closes when the reader ends")]
fn read_batches(output: &Path, batches: SyncSender<Vec<Prepared>>) -> Result<(), ReviewError> {
    let failed = |error| ReviewError::io("read", output, error);
    let mut reader = BufReader::with_capacity(1 << 20, File::open(output).map_err(failed)?);
    let mut first = 1;
    loop {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH {
            let mut line = String::new();
            if reader.read_line(&mut line).map_err(failed)? == 0 {
                break;
            }
            bytes += line.len();
            lines.push(line);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let count = lines.len();
        let numbered: Vec<_> = lines.into_iter().zip(first..).collect();
        let parsed =
            numbered.into_par_iter().filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| {
                prepare(&line).map_err(|error| ReviewError::Record {
                    path: output.to_path_buf(),
                    line: number,
                    message: error.to_string(),
                })
            });
        let parsed = parsed.collect::<Result<Vec<_>, _>>()?;
        first += count;
        if batches.send(parsed).is_err() {
            return Ok(()); // the writer failed and says why
        }
    }
}

fn write_batches(
    connection: &mut Connection,
    batches: Receiver<Vec<Prepared>>,
    run: &mut Run,
) -> Result<(), ReviewError> {
    for batch in batches {
        let transaction = connection.transaction()?;
        run.write(&transaction, &batch)?;
        transaction.commit()?;
    }
    Ok(())
}

/// What is known of the run so far.
#[derive(Default)]
struct Run {
    documents: i64,
    priorities: Vec<f32>,
    postings: [HashMap<String, Posting>; Facet::NAMES.len()],
    figures: HashMap<String, Vec<(f64, u32)>>,
    overview: Overview,
    sources: Sources,
    tool: String,
}

/// The claims that have a value of a facet.
#[derive(Default)]
struct Posting {
    label: Option<String>,
    claims: RoaringBitmap,
}

struct Statements<'c> {
    document: CachedStatement<'c>,
    claim: CachedStatement<'c>,
    claim_words: CachedStatement<'c>,
    document_words: CachedStatement<'c>,
}

impl<'c> Statements<'c> {
    fn new(transaction: &'c Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            document: transaction.prepare_cached("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?)")?,
            claim: transaction.prepare_cached("INSERT INTO claims VALUES (?,?,?,?,?,?,?,?,?,?)")?,
            claim_words: transaction.prepare_cached("INSERT INTO claim_words(rowid, text) VALUES (?,?)")?,
            document_words: transaction
                .prepare_cached("INSERT INTO document_words(rowid, text) VALUES (?,?)")?,
        })
    }
}

impl Run {
    fn write(&mut self, transaction: &Transaction<'_>, batch: &[Prepared]) -> rusqlite::Result<()> {
        let mut statements = Statements::new(transaction)?;
        for prepared in batch {
            self.write_one(&mut statements, prepared)?;
        }
        Ok(())
    }

    fn write_one(&mut self, statements: &mut Statements<'_>, prepared: &Prepared) -> rusqlite::Result<()> {
        let Prepared { record, json, claims } = prepared;
        self.documents += 1;
        let (id, first) = (self.documents, self.priorities.len());
        statements.document.execute(params![
            id,
            record.id,
            record.source.sha256,
            record.source.record,
            record.meta.title,
            record.meta.publisher,
            record.meta.published.as_ref().or(record.meta.answered.as_ref()),
            name_of(&record.genre.label),
            first,
            claims.len(),
            json,
        ])?;
        statements.document_words.execute(params![id, record.text])?;
        for claim in claims {
            let number = u32::try_from(self.priorities.len()).map_err(|_| rusqlite::Error::InvalidQuery)?;
            statements.claim.execute(params![
                number,
                id,
                claim.place,
                claim.start,
                claim.text,
                name_of(&claim.verdict),
                claim.types,
                claim.flags,
                claim.worth,
                claim.source,
            ])?;
            // FTS5 takes no 0 where it has to tell "none".
            statements.claim_words.execute(params![i64::from(number) + 1, claim.text])?;
            for (facet, value, label) in &claim.facets {
                let posting = match self.postings[*facet as usize].get_mut(value) {
                    Some(posting) => posting,
                    None => self.postings[*facet as usize].entry(value.clone()).or_default(),
                };
                posting.claims.insert(number);
                if posting.label.is_none() {
                    posting.label.clone_from(label);
                }
            }
            for (kind, value) in &claim.figures {
                self.figures.entry(kind.clone()).or_default().push((*value, number));
            }
            #[allow(clippy::cast_possible_truncation, reason = "an order needs no more")]
            self.priorities.push(claim.priority as f32);
        }
        self.overview.add(record);
        self.sources.add(record);
        if self.tool.is_empty() {
            self.tool = serde_json::to_string(&record.tool).unwrap_or_default();
        }
        Ok(())
    }

    fn finish(
        self,
        connection: &mut Connection,
        print: (i64, i64),
        now: &str,
    ) -> Result<Imported, ReviewError> {
        let claims = self.priorities.len() as u64;
        let documents = self.overview.documents;
        let overview = serde_json::to_string(&self.overview).map_err(|_| ReviewError::Broken("overview"))?;
        let transaction = connection.transaction()?;
        transaction.execute(
            "INSERT INTO runs VALUES (1,?,?,?,?,?,?,?)",
            params![now, print.0, print.1, documents, claims, self.tool, overview],
        )?;
        transaction.execute("INSERT INTO claim_order VALUES (1, ?)", [order_of(&self.priorities)])?;
        write_postings(&transaction, self.postings)?;
        write_figures(&transaction, self.figures)?;
        write_sources(&transaction, self.sources)?;
        transaction.commit()?;
        connection.execute_batch(schema::INDEXES)?;
        connection.execute_batch("ANALYZE;")?;
        Ok(Imported { documents, claims, ..Imported::default() })
    }
}

/// The claims best first, four bytes each.
fn order_of(priorities: &[f32]) -> Vec<u8> {
    let mut order: Vec<u32> = (0..).take(priorities.len()).collect();
    order.sort_by(|one, other| priorities[*other as usize].total_cmp(&priorities[*one as usize]));
    order.iter().flat_map(|claim| claim.to_le_bytes()).collect()
}

fn write_postings(
    transaction: &Transaction<'_>,
    postings: [HashMap<String, Posting>; Facet::NAMES.len()],
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO postings VALUES (NULL,?,?,?,?,?)")?;
    for (facet, values) in Facet::NAMES.iter().zip(postings) {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (value, posting) in values {
            let count = posting.claims.len();
            let label = posting.label.unwrap_or_else(|| value.clone());
            insert.execute(params![facet, value, label, count, bytes_of(&posting.claims)])?;
        }
    }
    Ok(())
}

pub(super) fn bytes_of(claims: &RoaringBitmap) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(claims.serialized_size());
    let written = claims.serialize_into(&mut bytes);
    debug_assert!(written.is_ok(), "memory takes everything");
    bytes
}

fn write_figures(
    transaction: &Transaction<'_>,
    figures: HashMap<String, Vec<(f64, u32)>>,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO figure_values VALUES (?,?,?,?)")?;
    let mut figures: Vec<_> = figures.into_iter().collect();
    figures.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (kind, mut values) in figures {
        values.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        for part in values.chunks(FIGURES_A_ROW) {
            let bytes: Vec<u8> = part
                .iter()
                .flat_map(|(value, claim)| value.to_le_bytes().into_iter().chain(claim.to_le_bytes()))
                .collect();
            let (low, high) = (part[0].0, part[part.len() - 1].0);
            insert.execute(params![kind, low, high, bytes])?;
        }
    }
    Ok(())
}

fn write_sources(transaction: &Transaction<'_>, sources: Sources) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO sources VALUES (NULL,?,?,?,?,?,?,?,?)")?;
    for source in sources.into_list() {
        let [nobody, vague, attributed, record] = source.verdicts;
        insert.execute(params![
            source.name, source.kind, source.claims, source.documents, nobody, vague, attributed, record
        ])?;
    }
    Ok(())
}
