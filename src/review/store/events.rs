//! Events in, states out. Everything about one decision happens in one transaction.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::{Store, now};
use crate::record::name_of;
use crate::review::decision::{Action, Event};
use crate::review::error::ReviewError;
use crate::review::state::State;

/// What an action came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The claim, where the run of today has it.
    pub claim: Option<u32>,
    /// The event's number.
    pub event: i64,
    /// The claim's state now.
    pub state: State,
}

/// A claim with decisions that the run of today does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmatched {
    /// Its number among all claims that were acted on.
    pub subject: i64,
    /// The document that it stood in.
    pub document: String,
    /// Its words.
    pub quote: String,
    /// The record of the claim as it was when somebody first acted on it, JSON.
    pub snapshot: String,
    /// Its state.
    pub state: State,
    /// Its events.
    pub events: Vec<Event>,
}

impl Store {
    /// Appends an action of `reviewer` on a claim of which he saw `version`.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Conflict`] when somebody acted on the claim since then; nothing is written. [`ReviewError::Missing`]
    /// when there is no such claim.
    pub fn act(
        &self,
        claim: u32,
        version: u64,
        reviewer: &str,
        action: &Action,
    ) -> Result<Written, ReviewError> {
        let mut connection = self.writer();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let subject = subject_of(&transaction, claim)?;
        let written = append(&transaction, subject, Some(version), reviewer, action)?;
        transaction.commit()?;
        Ok(Written { claim: Some(claim), ..written })
    }

    /// Takes back the newest action of `reviewer`, of any claim or of this one, that still counts.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Refused`] when there is none.
    pub fn undo(&self, claim: Option<u32>, reviewer: &str) -> Result<Written, ReviewError> {
        let mut connection = self.writer();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last: Option<(i64, i64, Option<u32>)> = transaction
            .prepare_cached(
                "SELECT events.id, subject, claim FROM events JOIN subjects ON subjects.id = subject
                 WHERE reviewer = ?1 AND (?2 IS NULL OR claim = ?2) AND json_extract(action, '$.action') <> 'undo'
                   AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.subject = events.subject
                       AND later.id > events.id AND json_extract(later.action, '$.event') = events.id)
                 ORDER BY events.id DESC LIMIT 1",
            )?
            .query_row(params![reviewer, claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((event, subject, claim)) = last else {
            return Err(ReviewError::Refused("You have nothing to undo.".to_owned()));
        };
        let written = append(&transaction, subject, None, reviewer, &Action::Undo { event })?;
        transaction.commit()?;
        Ok(Written { claim, ..written })
    }

    /// Claims with decisions that the run of today does not have.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn unmatched(&self) -> Result<Vec<Unmatched>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, document, quote, snapshot FROM subjects WHERE claim IS NULL ORDER BY id",
            )?;
            let rows = statement.query_map([], |row| {
                let strings: (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
                Ok((row.get::<_, i64>(0)?, strings))
            })?;
            let with_events = rows.map(|row| {
                let (subject, (document, quote, snapshot)) = row?;
                let events = events_of(connection, subject)?;
                Ok(Unmatched { subject, document, quote, snapshot, state: State::replay(&events), events })
            });
            with_events.collect()
        })
    }
}

/// The number under which a claim's events stand; made with the first of them.
fn subject_of(transaction: &Transaction<'_>, claim: u32) -> Result<i64, ReviewError> {
    let known = transaction
        .prepare_cached("SELECT id FROM subjects WHERE claim = ?")?
        .query_row([claim], |row| row.get(0))
        .optional()?;
    if let Some(subject) = known {
        return Ok(subject);
    }
    let record = super::read::record_of_claim(transaction, claim)?;
    let (record, place) = record.ok_or(ReviewError::Missing("claim"))?;
    let (sha256, document) = (record.source.sha256.clone(), record.id.clone());
    let found = record.claims.get(place).ok_or(ReviewError::Broken("claim"))?;
    let (quote, start, id) = (found.text.clone(), found.start, found.id.clone());
    let line = record.into_claim_lines().into_iter().find(|line| line.claim.id == id);
    let snapshot = serde_json::to_string(&line).map_err(|_| ReviewError::Broken("claim"))?;
    transaction.execute(
        "INSERT INTO subjects VALUES (NULL,?,?,?,?,?,'same',?)",
        params![sha256, document, quote, start, claim, snapshot],
    )?;
    Ok(transaction.last_insert_rowid())
}

fn append(
    transaction: &Transaction<'_>,
    subject: i64,
    version: Option<u64>,
    reviewer: &str,
    action: &Action,
) -> Result<Written, ReviewError> {
    let mut events = events_of(transaction, subject)?;
    if version.is_some_and(|version| version != events.len() as u64) {
        let last = events.pop();
        return Err(match last {
            Some(Event { reviewer, at, action, .. }) => {
                ReviewError::Conflict { who: reviewer, did: action.name(), at }
            }
            None => ReviewError::Refused("The claim has no such version.".to_owned()),
        });
    }
    let json = serde_json::to_string(action).map_err(|_| ReviewError::Broken("action"))?;
    let at = now();
    let last: Option<(i64, Vec<u8>)> = transaction
        .prepare_cached("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (id, before) = last.map_or((1, Vec::new()), |(id, hash)| (id + 1, hash));
    let hash = link(&before, id, subject, reviewer, &at, &json);
    transaction
        .prepare_cached("INSERT INTO events VALUES (?,?,?,?,?,?)")?
        .execute(params![id, subject, reviewer, at, json, hash])?;
    events.push(Event { id, reviewer: reviewer.to_owned(), at, action: action.clone() });
    let state = State::replay(&events);
    write_state(transaction, subject, &state)?;
    Ok(Written { claim: None, event: id, state })
}

/// The link of the chain that an event adds: whoever changes an event breaks all links after it.
pub(super) fn link(before: &[u8], id: i64, subject: i64, reviewer: &str, at: &str, action: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(id.to_le_bytes());
    hash.update(subject.to_le_bytes());
    for part in [reviewer, at, action] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_vec()
}

fn write_state(transaction: &Transaction<'_>, subject: i64, state: &State) -> Result<(), ReviewError> {
    let json = serde_json::to_string(state).map_err(|_| ReviewError::Broken("state"))?;
    transaction.prepare_cached("REPLACE INTO states VALUES (?,?,?,?,?,?)")?.execute(params![
        subject,
        state.version,
        name_of(&state.status()),
        state.assigned,
        state.second_opinion,
        json
    ])?;
    transaction.prepare_cached("DELETE FROM opinions WHERE subject = ?")?.execute([subject])?;
    for reviewer in state.opinions.keys() {
        transaction
            .prepare_cached("INSERT INTO opinions(subject, reviewer) VALUES (?,?)")?
            .execute(params![subject, reviewer])?;
    }
    transaction.prepare_cached("DELETE FROM tags WHERE subject = ?")?.execute([subject])?;
    for tag in &state.tags {
        transaction
            .prepare_cached("INSERT INTO tags(subject, tag) VALUES (?,?)")?
            .execute(params![subject, tag])?;
    }
    Ok(())
}

/// The events of a subject, in their order.
pub(super) fn events_of(connection: &Connection, subject: i64) -> Result<Vec<Event>, ReviewError> {
    let mut statement = connection
        .prepare_cached("SELECT id, reviewer, at, action FROM events WHERE subject = ? ORDER BY id")?;
    let rows = statement
        .query_map([subject], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)))?;
    let events = rows.map(|row| {
        let (id, reviewer, at, action) = row?;
        let action = serde_json::from_str(&action).map_err(|_| ReviewError::Broken("event"))?;
        Ok(Event { id, reviewer, at, action })
    });
    events.collect()
}
