//! The tables, and how an older database becomes one of today.

use rusqlite::Connection;

/// Each entry brings a database one version further; `PRAGMA user_version` is the number of those applied.
const MIGRATIONS: [&str; 1] = [FIRST];

/// The first part (`runs` to `sources`) is made from the run and can be made again; the second is what people did.
const FIRST: &str = "
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, imported TEXT NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
    documents INTEGER NOT NULL, claims INTEGER NOT NULL, tool TEXT NOT NULL, overview TEXT NOT NULL);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, record INTEGER, title TEXT, publisher TEXT,
    published TEXT, genre TEXT NOT NULL, first_claim INTEGER NOT NULL, claims INTEGER NOT NULL, json BLOB NOT NULL);
CREATE TABLE claims (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, place INTEGER NOT NULL, start INTEGER NOT NULL,
    text TEXT NOT NULL, verdict TEXT NOT NULL, types TEXT NOT NULL, flags TEXT NOT NULL, worth REAL NOT NULL,
    source TEXT);
CREATE TABLE claim_order (id INTEGER PRIMARY KEY CHECK (id = 1), claims BLOB NOT NULL);
CREATE TABLE postings (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL, count INTEGER NOT NULL,
    claims BLOB NOT NULL);
CREATE TABLE figure_values (kind TEXT NOT NULL, low REAL NOT NULL, high REAL NOT NULL, entries BLOB NOT NULL);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, claims INTEGER NOT NULL, documents INTEGER NOT NULL,
    unsourced INTEGER NOT NULL, vague INTEGER NOT NULL, attributed INTEGER NOT NULL, sourced INTEGER NOT NULL);
CREATE VIRTUAL TABLE claim_words USING fts5(
    text, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE document_words USING fts5(
    text, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2');

CREATE TABLE subjects (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, document TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL,
    claim INTEGER UNIQUE, matched TEXT NOT NULL, snapshot TEXT NOT NULL);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, subject INTEGER NOT NULL REFERENCES subjects(id), reviewer TEXT NOT NULL,
    at TEXT NOT NULL, action TEXT NOT NULL, hash BLOB NOT NULL);
CREATE INDEX events_of_subject ON events(subject, id);
CREATE INDEX events_of_reviewer ON events(reviewer, id);
CREATE TRIGGER events_stay_as_written BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TABLE states (
    subject INTEGER PRIMARY KEY REFERENCES subjects(id), version INTEGER NOT NULL, status TEXT NOT NULL,
    assigned TEXT, second_opinion INTEGER NOT NULL, json TEXT NOT NULL);
CREATE INDEX states_by_status ON states(status, subject);
CREATE TABLE opinions (
    subject INTEGER NOT NULL REFERENCES subjects(id), reviewer TEXT NOT NULL, PRIMARY KEY (reviewer, subject)
) WITHOUT ROWID;
CREATE TABLE tags (
    subject INTEGER NOT NULL REFERENCES subjects(id), tag TEXT NOT NULL, PRIMARY KEY (tag, subject)) WITHOUT ROWID;
CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, active INTEGER NOT NULL, created TEXT NOT NULL);
CREATE TABLE sessions (
    token BLOB PRIMARY KEY, user TEXT NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE links (
    token BLOB PRIMARY KEY, user TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
";

/// Indexes that are cheaper made once after a run is in.
pub(super) const INDEXES: &str = "
CREATE UNIQUE INDEX postings_by_value ON postings(facet, value);
CREATE INDEX postings_by_count ON postings(facet, count);
CREATE INDEX figure_values_by_kind ON figure_values(kind, low);
CREATE INDEX documents_by_hash ON documents(sha256);
CREATE INDEX documents_by_name ON documents(name);
CREATE INDEX sources_by_claims ON sources(claims);
";

/// The tables of what people did, each before those that refer to it.
pub(super) const PEOPLE: [&str; 8] =
    ["subjects", "events", "states", "opinions", "tags", "users", "sessions", "links"];

/// Brings a database to the version of today.
pub(super) fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (number, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        connection
            .execute_batch(&format!("BEGIN; {migration} PRAGMA user_version = {}; COMMIT;", number + 1))?;
    }
    Ok(())
}

/// Whether a later sayso made it.
pub(super) fn is_newer(connection: &Connection) -> rusqlite::Result<bool> {
    let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(version > MIGRATIONS.len())
}
