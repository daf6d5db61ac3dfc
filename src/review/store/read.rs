//! What pages show: claims in lists, one claim whole, documents, sources, histories.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Store;
use super::events::events_of;
use super::prepare::inflated;
use crate::record::Record;
use crate::report::overview::{ByVerdict, Overview, SourceCount};
use crate::review::decision::Event;
use crate::review::error::ReviewError;
use crate::review::state::{State, Status};

/// A claim in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimLine {
    /// Its number.
    pub id: u32,
    /// The sentence.
    pub text: String,
    /// The verdict, as on the wire.
    pub verdict: String,
    /// The types, as on the wire.
    pub types: Vec<String>,
    /// The flags, as on the wire.
    pub flags: Vec<String>,
    /// Would a checker pick it up? 0..1.
    pub worth: f64,
    /// Who says so.
    pub source: Option<String>,
    /// The number of its document.
    pub document: u32,
    /// The document's title, or its id.
    pub title: String,
    /// The document's publisher.
    pub publisher: Option<String>,
    /// The document's date.
    pub published: Option<String>,
    /// What reviewers came to.
    pub state: State,
}

impl ClaimLine {
    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> Status {
        self.state.status()
    }
}

/// A claim in its document.
#[derive(Clone, Debug)]
pub struct ClaimView {
    /// Its number.
    pub id: u32,
    /// The document with everything that was found in it.
    pub document: DocumentView,
    /// Its index in the record's claims.
    pub place: usize,
    /// What reviewers came to.
    pub state: State,
    /// What they did.
    pub events: Vec<Event>,
    /// How it was found again when the run was renewed: `same`, `moved`, `changed document`.
    pub matched: Option<String>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// Its number.
    pub id: u32,
    /// The number of its first claim.
    pub first_claim: u32,
    /// Its record.
    pub record: Record,
}

/// A source in the list of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Its number in the list, by which the next page goes on.
    pub id: i64,
    /// What is known of it.
    pub source: SourceCount,
}

/// An event in the history of all.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    /// What was done, when and by whom.
    pub event: Event,
    /// The claim, where the run of today has it.
    pub claim: Option<u32>,
    /// Its words.
    pub quote: String,
}

impl Store {
    /// These claims, in this order.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn lines(&self, claims: &[u32]) -> Result<Vec<ClaimLine>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT claims.id, text, verdict, types, flags, worth, source, claims.document, title, name, publisher,
                    published, states.json
                 FROM claims JOIN documents ON documents.id = claims.document
                 LEFT JOIN subjects ON subjects.claim = claims.id LEFT JOIN states ON subject = subjects.id
                 WHERE claims.id = ?",
            )?;
            claims.iter().map(|claim| Ok(statement.query_row([claim], line)?)).collect()
        })
    }

    /// A claim with its document and history.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Missing`] when there is none of this number.
    pub fn claim(&self, claim: u32) -> Result<ClaimView, ReviewError> {
        self.read(|connection| {
            let place: Option<(u32, usize)> = connection
                .prepare_cached("SELECT document, place FROM claims WHERE id = ?")?
                .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (document, place) = place.ok_or(ReviewError::Missing("claim"))?;
            let subject: Option<(i64, String)> = connection
                .prepare_cached("SELECT id, matched FROM subjects WHERE claim = ?")?
                .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let events = match &subject {
                Some((subject, _)) => events_of(connection, *subject)?,
                None => Vec::new(),
            };
            let document = document_of(connection, document)?;
            if place >= document.record.claims.len() {
                return Err(ReviewError::Broken("claim"));
            }
            let matched = subject.map(|(_, matched)| matched);
            Ok(ClaimView { id: claim, document, place, state: State::replay(&events), events, matched })
        })
    }

    /// A document.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Missing`] when there is none of this number.
    pub fn document(&self, document: u32) -> Result<DocumentView, ReviewError> {
        self.read(|connection| document_of(connection, document))
    }

    /// The number of documents in the run.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn documents(&self) -> Result<u32, ReviewError> {
        self.read(|connection| Ok(connection.query_row("SELECT documents FROM runs", [], |row| row.get(0))?))
    }

    /// What the run comes to.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn overview(&self) -> Result<Overview, ReviewError> {
        let json: String = self.read(|connection| {
            Ok(connection.query_row("SELECT overview FROM runs", [], |row| row.get(0))?)
        })?;
        serde_json::from_str(&json).map_err(|_| ReviewError::Broken("overview"))
    }

    /// How many claims have come how far; open ones are all others.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn progress(&self) -> Result<Vec<(Status, u64)>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT count(*) FROM states JOIN subjects ON id = subject WHERE status = ? AND claim IS NOT NULL",
            )?;
            let mut counts = Vec::new();
            for status in Status::ALL.into_iter().skip(1) {
                counts.push((status, statement.query_row([status.name()], |row| row.get(0))?));
            }
            let acted: u64 = counts.iter().map(|(_, count)| count).sum();
            counts.insert(0, (Status::Open, u64::from(self.claims()) - acted));
            Ok(counts)
        })
    }

    /// Sources with most claims first, those behind the number `after`, of a kind and with these letters in the name
    /// where asked for.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn sources(
        &self,
        after: i64,
        kind: &str,
        name: &str,
        most: usize,
    ) -> Result<Vec<SourceLine>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, name, kind, claims, documents, unsourced, vague, attributed, sourced FROM sources
                 WHERE id > ?1 AND (?2 = '' OR kind = ?2) AND (?3 = '' OR instr(lower(name), lower(?3)) > 0)
                 ORDER BY id LIMIT ?4",
            )?;
            let rows = statement.query_map(params![after, kind, name, most], |row| {
                let verdicts: ByVerdict = [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?];
                let (name, kind, claims, documents) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
                Ok(SourceLine {
                    id: row.get(0)?,
                    source: SourceCount { name, kind, claims, documents, verdicts },
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The newest events before the number `before`, of a reviewer where asked for.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn history(
        &self,
        before: Option<i64>,
        reviewer: &str,
        most: usize,
    ) -> Result<Vec<HistoryLine>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT events.id, reviewer, at, action, claim, quote FROM events JOIN subjects ON subjects.id = subject
                 WHERE events.id < ?1 AND (?2 = '' OR reviewer = ?2) ORDER BY events.id DESC LIMIT ?3",
            )?;
            let rows = statement.query_map(params![before.unwrap_or(i64::MAX), reviewer, most], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?, row.get(5)?))
            })?;
            let parsed = rows.map(|row| {
                let (id, reviewer, at, action, claim, quote) = row?;
                let action = serde_json::from_str(&action).map_err(|_| ReviewError::Broken("event"))?;
                Ok(HistoryLine { event: Event { id, reviewer, at, action }, claim, quote })
            });
            parsed.collect()
        })
    }

    /// Everybody's opinion on every claim that has more than one, by claim; those of claims that are gone too.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn shared_opinions(&self) -> Result<Vec<State>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT json FROM states WHERE subject IN
                    (SELECT subject FROM opinions GROUP BY subject HAVING count(*) > 1) ORDER BY subject",
            )?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.map(|json| serde_json::from_str(&json?).map_err(|_| ReviewError::Broken("state"))).collect()
        })
    }

    /// Everybody who did something, and the names of accounts.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn reviewers(&self) -> Result<Vec<String>, ReviewError> {
        self.read(|connection| {
            strings(connection, "SELECT reviewer FROM opinions UNION SELECT name FROM users WHERE active")
        })
    }

    /// All tags in use.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn tags(&self) -> Result<Vec<String>, ReviewError> {
        self.read(|connection| strings(connection, "SELECT DISTINCT tag FROM tags ORDER BY tag"))
    }

    /// Calls `each` with every document and the states of its claims, in the order of the run.
    ///
    /// # Errors
    ///
    /// When the database cannot be read, and what `each` returns.
    pub fn each_document(
        &self,
        mut each: impl FnMut(DocumentView, Vec<(usize, State, Vec<Event>)>) -> Result<(), ReviewError>,
    ) -> Result<(), ReviewError> {
        // One document at a time: a reader must not hold the log of a long export.
        for document in 1..=self.documents()? {
            let (view, states) = self.read(|connection| {
                let view = document_of(connection, document)?;
                let mut statement = connection.prepare_cached(
                    "SELECT id, claim FROM subjects WHERE claim >= ?1 AND claim < ?2 ORDER BY claim",
                )?;
                let last = view.first_claim + u32::try_from(view.record.claims.len()).unwrap_or(u32::MAX);
                let rows =
                    statement.query_map([view.first_claim, last], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let mut states = Vec::new();
                for row in rows {
                    let (subject, claim): (i64, u32) = row?;
                    let events = events_of(connection, subject)?;
                    states.push(((claim - view.first_claim) as usize, State::replay(&events), events));
                }
                Ok((view, states))
            })?;
            each(view, states)?;
        }
        Ok(())
    }
}

fn strings(connection: &Connection, sql: &str) -> Result<Vec<String>, ReviewError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn line(row: &Row<'_>) -> rusqlite::Result<ClaimLine> {
    let words = |column| {
        Ok::<_, rusqlite::Error>(
            row.get::<_, String>(column)?
                .split(' ')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    };
    let (title, name): (Option<String>, String) = (row.get(8)?, row.get(9)?);
    let state: Option<String> = row.get(12)?;
    Ok(ClaimLine {
        id: row.get(0)?,
        text: row.get(1)?,
        verdict: row.get(2)?,
        types: words(3)?,
        flags: words(4)?,
        worth: row.get(5)?,
        source: row.get(6)?,
        document: row.get(7)?,
        title: title.filter(|title| !title.trim().is_empty()).unwrap_or(name),
        publisher: row.get(10)?,
        published: row.get(11)?,
        state: state.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
    })
}

fn document_of(connection: &Connection, document: u32) -> Result<DocumentView, ReviewError> {
    let found: Option<(u32, Vec<u8>)> = connection
        .prepare_cached("SELECT first_claim, json FROM documents WHERE id = ?")?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (first_claim, json) = found.ok_or(ReviewError::Missing("document"))?;
    let json = inflated(&json).ok_or(ReviewError::Broken("document"))?;
    let record = serde_json::from_str(&json).map_err(|_| ReviewError::Broken("document"))?;
    Ok(DocumentView { id: document, first_claim, record })
}

/// The record that a claim stands in, and its index in the record's claims.
pub(super) fn record_of_claim(
    connection: &Connection,
    claim: u32,
) -> Result<Option<(Record, usize)>, ReviewError> {
    let found: Option<(u32, usize)> = connection
        .prepare_cached("SELECT document, place FROM claims WHERE id = ?")?
        .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(document, place)| Ok((document_of(connection, document)?.record, place))).transpose()
}
